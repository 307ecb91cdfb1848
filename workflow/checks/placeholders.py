"""Format strings and line breaks of a whole entry: what ``msgfmt --check`` refuses once the entry is no longer fuzzy."""

import re
from collections.abc import Iterator, Sequence

from workflow.catalogs.plural_forms import PluralRule
from workflow.inline_tags import difference, formats_of, is_intended
from workflow.model import Entry

__all__ = ["directives", "fatal"]

_SPACED = re.compile(r"% [A-Za-z]")


def fatal(entry: Entry, texts: Sequence[str], rule: PluralRule | None) -> str | None:
    """Return why msgfmt would refuse ``texts``, one for each plural form, as the translation of ``entry``; None if it would not.

    ``rule``: that of the catalog's header. Only a form for a few numbers may leave a directive out, such as the singular ``One file``.
    The rules are those of ``msgl-check.c`` and ``format.c`` in gettext.
    """
    return (
        _forms(entry, texts, rule)
        or _line_breaks(entry, texts)
        or next((reason for _, reason in directives(entry, texts, rule)), None)
    )


def _forms(entry: Entry, texts: Sequence[str], rule: PluralRule | None) -> str | None:
    if entry.msgid_plural is None or rule is None or len(texts) == len(rule.numbers):
        return None
    return f"{len(texts)} plural forms, but the header says {len(rule.numbers)}"


def _line_breaks(entry: Entry, texts: Sequence[str]) -> str | None:
    sources = [entry.msgid, *([] if entry.msgid_plural is None else [entry.msgid_plural])]
    for at, where in ((0, "begin"), (-1, "end")):
        if len({text[at:][:1] == "\n" for text in (*sources, *texts)}) > 1:
            return f"source and translation do not both {where} with a line break"
    return None


def directives(entry: Entry, texts: Sequence[str], rule: PluralRule | None) -> Iterator[tuple[int, str]]:
    """Yield the directives that ``texts`` have and ``entry`` does not, or the other way round, with the number of the plural form; see ``fatal``."""
    source = entry.msgid if entry.msgid_plural is None else entry.msgid_plural
    for flag in formats_of(entry.flags):
        for form, text in enumerate(texts):
            strict = len(texts) == 1 or (rule is not None and rule.is_often(form))
            if reason := difference(source, text, flag, strict=strict):
                yield form, reason if is_intended(source, flag) else _accidental(source, flag) or reason


def _accidental(source: str, flag: str) -> str | None:
    """What to do about ``100% of``, in which gettext sees the directive ``% o``."""
    found = _SPACED.search(source)
    return f"“{found[0]}” is a directive of {flag}: write “%%” in the source, or use no-{flag}" if found else None
