"""Inline tags: placeholders, links, addresses, code, emphasis and HTML tags that a translation lacks or adds.

Each tag is reported once, by the check of its kind; ``inline_tags`` reports tags that are all there and in the wrong place.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from workflow.checks.model import Check, Example, TextPair, TextProblem, in_target
from workflow.inline_tags import InlineTag, TagKind, difference
from workflow.inline_tags.technical import COMBINATION, keys_in
from workflow.languages import base_language
from workflow.model import Severity, Span

__all__ = ["CHECKS", "check_of", "is_date", "said_version"]

_SHOWN = 3
_MAIL = re.compile(r"(?:mailto:)?[\w.+\-]+@[\w.\-]+")
_ROLE = re.compile(r"\A:[\w.:+\-]+:`|_\Z|\A\|")
_TARGET = re.compile(r"\A(?P<role>:[\w.:+\-]+:)?`(?:[^`]*<(?P<target>[^<>`]+)>|(?P<name>[^`]+))`_{0,2}\Z", re.DOTALL)
"""A role or a link of reStructuredText. Its text may be translated if it has a target of its own."""
_DATE = re.compile(r"[12]\d{3}-\d{2}-\d{2}")
_VERSION = re.compile(r"[vV](\d+(?:\.\d+)*)")
_LABEL = re.compile(r"\A!?\[[^\]]*\]\Z")
_ARTICLE = r"https?://{0}\.(?:m\.)?(wiki\w*\.org)/"
"""An article of a wiki in a language: it has another name in each."""
_LANGUAGE = r"(?<![A-Za-z0-9])(?:{0})(?:[-_](?:[A-Za-z]{{2}}|\d{{3}}))?(?![A-Za-z0-9])"


def check_of(tag: InlineTag) -> str:
    """Return the check that reports a missing or added tag; empty if none does, as for an escape."""
    match tag.kind:
        case TagKind.PLACEHOLDER:
            return "placeholders"
        case TagKind.FOOTNOTE:
            return "md_reflink"
        case TagKind.LINK | TagKind.IMAGE:
            return "md_reflink" if _LABEL.match(tag.destination or "") else "md_link"
        case TagKind.ADDRESS | TagKind.AUTOLINK:
            return "emails" if _MAIL.fullmatch(tag.destination or tag.text) else "urls"
        case TagKind.CODE | TagKind.MATH:
            return "rst_references" if _ROLE.search(tag.text) else "code_spans"
        case TagKind.EMPHASIS | TagKind.STRIKETHROUGH:
            return "md_syntax"
        case TagKind.TAG:
            return "xml_tags"
        case TagKind.NAME:
            return "" if is_date(tag) else "technical_names"
        case _:
            return ""


def is_date(tag: InlineTag) -> bool:
    """Whether a technical name is a date, which ``numbers`` compares."""
    return tag.kind is TagKind.NAME and _DATE.fullmatch(tag.text) is not None


def said_version(tag: InlineTag, text: str) -> str:
    """Return the number of a version such as ``v17`` if a text on the other side has it without the letter: ``versión 17``. Otherwise empty."""
    found = _VERSION.fullmatch(tag.text) if tag.kind is TagKind.NAME else None
    if found is None or not re.search(rf"(?<![\w.,]){re.escape(found[1])}(?!\w|[.,]\d)", text):
        return ""
    return found[1]


_NAMED = frozenset({"code_spans", "rst_references", "technical_names"})
"""Checks of what a translation may name once more, or in other marks than the source: only what is missing counts."""
_PROSE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
"""Words in a code span, which may be translated: ``red and green``."""


def _is_said(tag: InlineTag, pair: TextPair) -> bool:
    """Whether what a tag names is in the translation in other marks, and for a name without marks, anywhere."""
    match = _TARGET.match(tag.text)
    name = (match["target"] or match["name"]).lstrip("!~").removesuffix("()") if match else tag.text.strip("`")
    if COMBINATION.fullmatch(name):
        return keys_in(name) in {keys_in(found[0]) for found in COMBINATION.finditer(pair.target)}
    if said_version(tag, pair.target):
        return True
    if tag.kind is TagKind.NAME or f"*{name}*" in pair.target:
        return name in pair.target
    return any(other.kind is TagKind.CODE and name in other.text for other in pair.tag_changes[1])


def _find(name: str) -> Callable[[TextPair], Iterator[TextProblem]]:
    def find(pair: TextPair) -> Iterator[TextProblem]:
        missing, added = pair.tag_changes
        if name == "placeholders" and pair.grammar.formats:
            return  # ``format_string`` knows better
        lost = [tag for tag in missing if check_of(tag) == name]
        new = [tag for tag in added if check_of(tag) == name]
        lost, new = _unlike(lost, new, pair)
        if name in _NAMED:
            lost = [tag for tag in lost if not _is_said(tag, pair)]
            new = new if lost else []
        if name == "code_spans" and len(lost) == len(new) and all(_PROSE.search(tag.text) for tag in lost):
            return
        if lost or new:
            parts = [f"{_named(tags)} {what}" for tags, what in ((lost, "missing"), (new, "not in the source")) if tags]
            yield TextProblem(
                " and ".join(parts),
                Span(new[0].start, new[0].end) if new else None,
                Span(lost[0].start, lost[0].end) if lost else None,
            )

    return find


def _has_changes(pair: TextPair) -> bool:
    return any(pair.tag_changes)


def _has_tags(pair: TextPair) -> bool:
    return bool(pair.source_tags or pair.target_tags)


def _named(tags: Sequence[InlineTag]) -> str:
    texts = list(dict.fromkeys(_shown(tag) for tag in tags))
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return f"{', '.join(texts[:_SHOWN])}{more} {'is' if len(texts) == 1 else 'are'}"


def _shown(tag: InlineTag) -> str:
    text = tag.text if tag.destination is None else tag.destination
    return text.replace("\n", "\\n") if len(text) < 60 else f"{text[:59]}…"


def _unlike(
    lost: Sequence[InlineTag], new: Sequence[InlineTag], pair: TextPair
) -> tuple[list[InlineTag], list[InlineTag]]:
    """The tags without those that say the same: a link to ``/es/`` or ``es.wikipedia.org`` for one to ``/en/``, a role with a translated
    text."""
    if not lost or not new:
        return list(lost), list(new)
    own, other = base_language(pair.languages.source), pair.language
    ours, theirs = ([_meaning(tag, own, other, code) for tag in tags] for tags, code in ((lost, own), (new, other)))
    keys = (set(ours) & set(theirs)) - {""}
    return (
        [tag for tag, key in zip(lost, ours, strict=True) if key not in keys],
        [tag for tag, key in zip(new, theirs, strict=True) if key not in keys],
    )


def _meaning(tag: InlineTag, own: str, other: str, code: str) -> str:
    """What a link or a role leads to, whatever the language; empty for other tags. ``code``: the language of the text that has it."""
    text = tag.destination or tag.text
    if tag.kind is TagKind.CODE and (match := _TARGET.match(text)):
        text = f"{match['role'] or ''}{(match['target'] or match['name']).lstrip('!~').removesuffix('()')}"
        if match["role"]:
            return text
    elif tag.kind is TagKind.TAG and text.startswith("<?") and _PROSE.search(text):
        return text.split()[0]  # words between a mention of <?php and one of ?>
    elif tag.kind not in (TagKind.LINK, TagKind.IMAGE, TagKind.ADDRESS, TagKind.AUTOLINK):
        return ""
    if article := re.match(_ARTICLE.format(code), text):
        return article[1]
    return (
        re.sub(_LANGUAGE.format(f"{re.escape(own)}|{re.escape(other)}"), "", text).replace("//", "/").replace("/.", "/")
    )


def _places(pair: TextPair) -> Iterator[TextProblem]:
    if any(pair.tag_changes):
        return
    if any(difference(pair.source, pair.target, flag) for flag in pair.grammar.formats):
        return  # which ``format_string`` reports
    if (reason := pair.grammar.verify(pair.source, pair.target)) and "would show as characters" not in reason:
        yield TextProblem(reason)


def _visible_marks(pair: TextPair) -> Iterator[TextProblem]:
    if pair.grammar.syntax != "markdown":
        return
    marks = pair.grammar.visible_marks(pair.source, pair.grammar.written(pair.source, pair.target))
    if marks:
        at = pair.target.find(marks[0])
        yield TextProblem(
            f"{', '.join(marks)} would show as characters", Span(at, at + len(marks[0])) if at >= 0 else None
        )


def _check(name: str, mqm: str, severity: Severity, description: str, *examples: Example) -> Check:
    return Check(
        id=name,
        mqm=mqm,
        severity=severity,
        description=description,
        find=_find(name),
        needs=_has_changes,
        examples=examples,
    )


_MARKUP = "Design and markup: markup tag"
_LINK = "Design and markup: link or cross-reference"

CHECKS = (
    _check(
        "placeholders",
        _MARKUP,
        Severity.ERROR,
        "A placeholder, such as {name} or %s, is missing, added or changed.",
        Example("en-es", "Hello {name}", "Hola {name}", "Hola {nombre}"),
        Example("en-de", "%(count)s files", "%(count)s Dateien", "Dateien"),
    ),
    _check(
        "md_link",
        _LINK,
        Severity.WARNING,
        "A link or a picture leads to another place than in the source. A link to the same page in another language passes.",
        Example(
            "en-es",
            "Read [this](https://example.org/en/a).",
            "Lea [esto](https://example.org/es/a).",
            "Lea [esto](https://example.org/b).",
        ),
    ),
    _check(
        "md_reflink",
        _LINK,
        Severity.WARNING,
        "The label of a link or a footnote is missing, added or translated.",
        Example("en-es", "As said.[^note]", "Como se dijo.[^note]", "Como se dijo.[^nota]"),
    ),
    _check(
        "md_syntax",
        "Design and markup: character formatting",
        Severity.WARNING,
        "Emphasis is missing or added.",
        Example("en-de", "Do *not* open it.", "Öffnen Sie es *nicht*.", "Öffnen Sie es nicht."),
    ),
    _check(
        "code_spans",
        _MARKUP,
        Severity.WARNING,
        "A code span or a formula is missing, added or changed.",
        Example("en-es", "Run `make` now.", "Ejecute `make` ahora.", "Ejecute `hacer` ahora."),
    ),
    _check(
        "rst_references",
        _LINK,
        Severity.WARNING,
        "A role or a reference of reStructuredText is missing, added or changed.",
        Example("en-es", "See :mod:`csv`.", "Véase :mod:`csv`.", "Véase el módulo csv.", syntax="plain"),
    ),
    _check(
        "urls",
        _LINK,
        Severity.WARNING,
        "An address is missing, added or changed. An address that differs in the language passes.",
        Example(
            "en-es",
            "See https://en.wikipedia.org/wiki/A",
            "Véase https://es.wikipedia.org/wiki/A",
            "Véase https://en.wikipedia.org/wiki/B",
        ),
    ),
    _check(
        "emails",
        _LINK,
        Severity.WARNING,
        "An e-mail address is missing, added or changed.",
        Example(
            "en-de",
            "Write to help@example.org.",
            "Schreiben Sie an help@example.org.",
            "Schreiben Sie an hilfe@example.org.",
        ),
    ),
    _check(
        "xml_tags",
        _MARKUP,
        Severity.ERROR,
        "An HTML or XML tag is missing, added or changed. The values of title and alt may be translated.",
        Example("en-es", "Press <kbd>Enter</kbd> now.", "Pulse <kbd>Enter</kbd> ahora.", "Pulse Enter ahora."),
        Example(
            "en-es",
            "Begin with <?php, end with ?>.",
            "Comience con <?php, termine con ?>.",
            "Comience con <?xml, termine con ?>.",
        ),
        Example("en-de", '<span class="a">New</span>', '<span class="a">Neu</span>', '<span class="b">Neu</span>'),
    ),
    _check(
        "technical_names",
        "Accuracy: do not translate",
        Severity.WARNING,
        "A path, an option, an identifier or another technical name is missing, added or changed.",
        Example("en-es", "Open /etc/hosts first.", "Abra primero /etc/hosts.", "Abra primero /etc/anfitriones."),
    ),
    Check(
        id="inline_tags",
        mqm=_MARKUP,
        severity=Severity.WARNING,
        description="All inline tags are there, but one is at a wrong place: outside its link, in another order, or with no text in it.",
        find=_places,
        needs=_has_tags,
        examples=(
            Example("en-es", "Read **the `a` file**.", "Lea **el archivo `a`**.", "Lea **el archivo** `a`."),
            Example("en-es", "Read [this](a.md) now.", "Lea [esto](a.md) ahora.", "Lea esto [](a.md) ahora."),
        ),
    ),
    Check(
        id="visible_marks",
        mqm="Design and markup: character formatting",
        severity=Severity.WARNING,
        description="A translation shows emphasis marks, such as `**`, as characters.",
        find=_visible_marks,
        needs=in_target("*_~"),
        examples=(Example("en-es", "A **big** house", "Una casa **grande**", "Una casa **grande"),),
    ),
)
