"""Whole entries: plural forms, format strings, limits in flags, conflict marks, approvals that no longer hold."""

import re
from collections.abc import Callable, Iterator

from workflow.catalogs.states import JOINED
from workflow.checks.model import CheckedEntry, EntryCheck, Example, TextProblem
from workflow.checks.placeholders import directives
from workflow.excerpts import count
from workflow.inline_tags import difference, formats_of, is_intended
from workflow.model import Severity, Span

__all__ = ["CHECKS"]

_LIMIT = re.compile(r"max-(length|lines):(\d{1,6})")
_FEWEST_FORMS = 2


def _plurals(checked: CheckedEntry) -> Iterator[TextProblem]:
    entry, rule = checked.entry, checked.rule
    if entry.msgid_plural is None:
        return
    if rule is None:
        yield TextProblem("the header has no valid Plural-Forms, so that nobody knows which number a form is for")
    elif len(entry.msgstr) != len(rule.numbers):
        yield TextProblem(f"has {count(len(entry.msgstr), 'plural form')}, and the header says {len(rule.numbers)}")
    for form, text in enumerate(entry.msgstr):
        if not text.strip() and any(entry.msgstr):
            yield TextProblem(f"plural form {form} is empty", form=form)


def _same_plurals(checked: CheckedEntry) -> Iterator[TextProblem]:
    entry = checked.entry
    if entry.msgid_plural is None or len(entry.msgstr) < _FEWEST_FORMS or entry.msgid == entry.msgid_plural:
        return
    if len(set(entry.msgstr)) == 1 and entry.msgstr[0].strip() and any(sign.isalpha() for sign in entry.msgid):
        yield TextProblem("all plural forms are the same")


def _format_string(checked: CheckedEntry) -> Iterator[TextProblem]:
    entry = checked.entry
    flags = formats_of(entry.flags)
    if not flags or not all(entry.msgstr):
        return
    if entry.msgid_plural is None:
        for flag in flags:
            if is_intended(entry.msgid, flag) and (reason := difference(entry.msgid, entry.msgstr[0], flag)):
                yield TextProblem(f"{flag}: {reason}")
                return
        return
    rule = checked.rule
    if rule is not None and len(entry.msgstr) != len(rule.numbers):
        return  # which ``plurals`` reports
    for form, reason in dict(directives(entry, entry.msgstr, rule)).items():
        yield TextProblem(f"{', '.join(flags)}: {reason}", form=form)


def _limits(kind: str) -> Callable[[CheckedEntry], Iterator[TextProblem]]:
    """The find function for the flags ``max-length:80`` or ``max-lines:2``."""

    def find(checked: CheckedEntry) -> Iterator[TextProblem]:
        limits = (match for flag in checked.entry.flags if (match := _LIMIT.fullmatch(flag.strip())))
        most = next((int(match[2]) for match in limits if match[1] == kind), None)
        for form, text in enumerate(checked.entry.msgstr if most is not None else ()):
            found = len(text) if kind == "length" else len(text.split("\n"))
            if most is not None and found > most:
                what = count(found, "character" if kind == "length" else "line")
                span = Span(most, found) if kind == "length" else None
                yield TextProblem(f"has {what}, and the entry allows {most}", span, form=form)

    return find


def _conflict(checked: CheckedEntry) -> Iterator[TextProblem]:
    for form, text in enumerate(checked.entry.msgstr):
        at = text.find(JOINED)
        if at >= 0 and JOINED not in checked.entry.msgid:
            yield TextProblem("holds several translations, which msgcat joined", Span(at, at + 9), form=form)
        elif _GIT.search(text) and not _GIT.search(checked.entry.msgid):
            yield TextProblem("has the marks of a conflict in git", form=form)


_GIT = re.compile(r"^(?:<{7}|>{7}|={7})(?: |$)", re.MULTILINE)


CHECKS = (
    EntryCheck(
        id="plurals",
        mqm="Accuracy: omission",
        severity=Severity.ERROR,
        description="A plural form is empty or missing, or the header does not say which number a form is for.",
        find=_plurals,
        examples=(Example("en-es", ("One file", "%d files"), ("Un archivo", "%d archivos"), ("Un archivo", "")),),
    ),
    EntryCheck(
        id="same_plurals",
        mqm="Linguistic conventions: grammar",
        severity=Severity.NOTE,
        description="All plural forms have the same text.",
        find=_same_plurals,
        examples=(
            Example("en-es", ("%d file", "%d files"), ("%d archivo", "%d archivos"), ("%d archivo", "%d archivo")),
        ),
    ),
    EntryCheck(
        id="format_string",
        mqm="Design and markup: markup tag",
        severity=Severity.ERROR,
        description="A directive such as %s is missing, added or of another type, so that the program that shows the text would fail.",
        find=_format_string,
        examples=(
            Example("en-es", "%s of %d", "%s de %d", "%s de %s", ("c-format",)),
            Example("en-de", "Hello {name}", "Hallo {name}", "Hallo {Name}", ("python-brace-format",)),
            Example(
                "en-es",
                ("%d file", "%d files"),
                ("%d archivo", "%d archivos"),
                ("%d archivo", "archivos"),
                ("c-format",),
            ),
        ),
    ),
    EntryCheck(
        id="max_length",
        mqm="Design and markup: truncation or text expansion",
        severity=Severity.ERROR,
        description="The translation has more characters than the flag max-length of its entry allows.",
        find=_limits("length"),
        examples=(Example("en-de", "Save", "Sichern", "Abspeichern", ("max-length:8",)),),
    ),
    EntryCheck(
        id="max_lines",
        mqm="Design and markup: truncation or text expansion",
        severity=Severity.ERROR,
        description="The translation has more lines than the flag max-lines of its entry allows.",
        find=_limits("lines"),
        examples=(Example("en-de", "Save now", "Jetzt sichern", "Jetzt\nsichern", ("max-lines:1",)),),
    ),
    EntryCheck(
        id="conflict",
        mqm="Accuracy: mistranslation",
        severity=Severity.ERROR,
        description="The translation has the marks that msgcat or git writes between two versions.",
        find=_conflict,
        examples=(
            Example("en-es", "Door", "Puerta", "#-#-#-#-#  a.po  #-#-#-#-#\nPuerta\n#-#-#-#-#  b.po  #-#-#-#-#\nPorta"),
        ),
    ),
)
