"""Format strings: the directives of a text that a program fills in, as the flags of a PO entry (``c-format``) say.

A translation is valid if its directives take the arguments that the source's take; ``msgfmt --check`` refuses any other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from workflow.inline_tags.format_patterns import ANY, KINDS, FormatKind, Mixing
from workflow.inline_tags.model import InlineTag, TagKind
from workflow.inline_tags.spans import Spans

__all__ = [
    "FormatDirective",
    "FormatString",
    "difference",
    "escaped",
    "formats_of",
    "is_in_words",
    "is_intended",
    "parse",
    "tags_of",
    "unescaped",
]

_FLAG = re.compile(r"(?P<prefix>no-|impossible-|possible-)?(?P<kind>[a-z-]+-format)")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot|apos);)")


@dataclass(frozen=True, slots=True)
class FormatDirective:
    """One directive, or the form in which a sign of the format's syntax is written as a character (``%%``)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FormatString:
    """The directives of a text, up to the first fault."""

    directives: tuple[FormatDirective, ...] = ()
    fault: str = ""
    """Why the text is no valid format string; empty if it is one."""

    arguments: Mapping[int | str, str] = field(default_factory=dict)
    """What the directives take: types by number or name. An argument without either has the number of its place."""


def formats_of(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of format string that an entry's flags name, as gettext reads them: of two flags for a kind, the last one counts.

    ``no-c-format`` and ``impossible-c-format`` say that the text is none; ``possible-c-format`` counts.
    """
    found: dict[str, bool] = {}
    for flag in flags:
        match = _FLAG.fullmatch(flag)
        if match and match["kind"] in KINDS:
            found[match["kind"]] = match["prefix"] not in ("no-", "impossible-")
    return tuple(kind for kind, is_one in found.items() if is_one)


@lru_cache(maxsize=8192)
def parse(text: str, flag: str) -> FormatString:
    """Return the directives of ``text``. ``flag``: the kind of format string, a key of ``KINDS``."""
    kind = KINDS[flag]
    found: list[FormatDirective] = []
    types: dict[int | str, str] = {}
    ways: set[str] = set()
    following = kind.first
    conflict = ""

    def faulty(reason: str) -> FormatString:
        return FormatString(tuple(found), reason)

    for match in kind.token.finditer(text):
        if match.lastgroup == "fault":
            return faulty(f"“{text[match.start() : match.start() + 3]}” is no directive of {flag}")
        for name, type_ in _arguments(match, kind):
            ways.add("place" if name is None else type(name).__name__)
            number = following if name is None else name
            if name is None or (kind.mixing is Mixing.AFTER and isinstance(number, int)):
                following = int(number) + 1
            known = types.setdefault(number, type_)
            if ANY in (known, type_):
                types[number] = known or type_
            elif known != type_:
                conflict = conflict or f"{match.group()} is of another type than an earlier directive for its argument"
        if len(ways) > 1 and kind.mixing is Mixing.NEVER:
            return faulty("some directives have numbers or names, and others have none")
        found.append(FormatDirective(match.start(), match.end(), match.group()))
    numbers = [name for name in types if isinstance(name, int)]
    ignored = set(range(kind.first, max(numbers, default=0))) - set(numbers)
    if kind.most_ignored is not None and len(ignored) > kind.most_ignored:
        return faulty(f"no directive for argument {min(ignored)}")
    if kind.is_markup and not _is_well_formed(text):
        return faulty("the markup is not well-formed")
    return FormatString(tuple(found), conflict, types)


def is_intended(text: str, flag: str) -> bool:
    """Whether ``text`` is a valid format string of the kind that ``flag`` names, and looks as if its author knew.

    ``100% of it`` has the directive ``% o``, which msgfmt will want in every translation.
    """
    parsed = parse(text, flag)
    accidental = any(one.text[:2] == "% " and text[one.end : one.end + 1].isalpha() for one in parsed.directives)
    return not parsed.fault and not accidental


def difference(source: str, target: str, flag: str, *, strict: bool = True) -> str | None:
    """Return why ``msgfmt --check`` would refuse ``target`` for ``source`` in an entry with ``flag``; None if it would not.

    Not ``strict``, as for a plural form of few numbers: the target may leave arguments out. A source that is no valid format string
    asks for nothing.
    """
    ours, theirs = parse(source, flag), parse(target, flag)
    if ours.fault:
        return None
    if theirs.fault:
        return theirs.fault
    if KINDS[flag].is_ordered:
        same = [one.text for one in ours.directives] == [one.text for one in theirs.directives]
        return None if same else f"the directives of {flag} are not those of the source, in their order"
    wanted, given = ours.arguments, theirs.arguments
    for name, type_ in given.items():
        if name not in wanted:
            return f"a directive for argument {name} is not in the source"
        if wanted[name] != type_:
            return f"the directives for argument {name} are not of the same type"
    needed = (int, str) if strict else KINDS[flag].in_every_form
    missing = next((name for name in wanted if name not in given and isinstance(name, needed)), None)
    return None if missing is None else f"no directive for argument {missing}"


def tags_of(text: str, formats: Sequence[str]) -> list[InlineTag]:
    """Return the directives of ``text``, in order, as placeholders. Nothing of a kind of which it is no valid format string."""
    found: list[InlineTag] = []
    for flag in formats:
        parsed = parse(text, flag)
        taken = Spans((tag.start, tag.end) for tag in found)
        found += [
            InlineTag(one.start, one.end, one.text, TagKind.PLACEHOLDER)
            for one in (() if parsed.fault else parsed.directives)
            if not taken.overlap(one.start, one.end)
        ]
    return sorted(found, key=lambda tag: tag.start)


def is_in_words(tag: InlineTag, text: str) -> bool:
    """Whether a directive is a sign of the words around it, which a translation may put elsewhere or do without: the ``%%`` of
    ``100%% of``, the ``''`` of ``isn''t``.
    """
    before, after = text[max(tag.start - 2, 0) : tag.start], text[tag.end : tag.end + 1]
    if tag.text == "%%":
        return re.search(r"\d[ \u00a0\u202f]?\Z", before) is not None or after.isdigit()
    return tag.text == "''" and before[-1:].isalpha() and after.isalpha()


def unescaped(words: str, flag: str) -> str:
    """Return words between directives as people read them: ``100%`` for ``100%%``."""
    sign = KINDS[flag].escape
    return words.replace(sign, sign[0]) if sign else words


def escaped(target: str, kept: Sequence[str], flag: str) -> str:
    """Return ``target`` with the signs of the format's syntax written as characters, except in the texts ``kept``."""
    sign = KINDS[flag].escape
    if not sign or sign[0] not in target:
        return target
    pieces = "|".join(re.escape(one) for one in sorted({one for one in kept if sign[0] in one}, key=len, reverse=True))
    pattern = rf"({pieces})|{sign[0]}{{1,2}}" if pieces else rf"(\Z\A)|{sign[0]}{{1,2}}"
    return re.sub(pattern, lambda match: match[1] or sign, target)


def _arguments(match: re.Match[str], kind: FormatKind) -> Iterator[tuple[int | str | None, str]]:
    """The arguments of a directive: number or name (None for the next), and type."""
    groups = match.groupdict()
    for star in ("width", "precision"):
        if (groups.get(star) or "").startswith("*"):
            number = groups.get(f"{star}_number")
            yield int(number) if number else None, kind.type_of("d", "")
    found = {key.partition("_")[0]: value for key, value in groups.items() if value is not None}
    if found.keys().isdisjoint(("name", "number", "type")):
        return
    type_ = kind.type_of(found.get("type", ""), found.get("size", ""))
    yield found.get("name", int(found["number"]) if "number" in found else None), type_


def _is_well_formed(text: str) -> bool:
    parser = expat.ParserCreate()
    try:
        parser.Parse(f"<text>{_BARE_AMPERSAND.sub('&amp;', text)}</text>", True)
    except expat.ExpatError:
        return False
    return True
