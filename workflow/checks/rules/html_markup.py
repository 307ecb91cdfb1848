"""HTML in translations: well-formed if the source is, and nothing that runs in a reader's browser."""

import re
from collections.abc import Iterator, Sequence

from workflow import html
from workflow.checks.model import Check, Example, TextPair, TextProblem, in_target
from workflow.inline_tags import InlineTag, TagKind
from workflow.model import Severity, Span
from workflow.word_filters import TextFilter

__all__ = ["CHECKS"]

_UNSAFE = re.compile(
    r"<\s*/?(?:script|iframe|object|embed|form|style|link|meta|base)\b|<[a-z][^<>]{0,2000}?\son[a-z]{3,20}\s*=|javascript\s*:|data\s*:\s*text/html",
    re.IGNORECASE,
)


_MAY_RUN = re.compile(r"<|script|data", re.IGNORECASE)
"""What a text with one of them has in any case."""
_WITH_HTML = TextFilter(lambda run: _MAY_RUN.search(run) is not None)


def _may_run(pair: TextPair) -> bool:
    return _WITH_HTML.finds(pair.target)


def _unpaired(tags: Sequence[InlineTag]) -> list[InlineTag]:
    """The HTML tags that should have a partner and have none."""
    found = []
    for tag in tags:
        parsed = html.tag(tag.text) if tag.kind is TagKind.TAG and tag.partner is None else None
        if parsed is not None and (parsed.closing or not (parsed.empty or f"</{parsed.name}" in tag.text.lower())):
            found.append(tag)
    return found


def _invalid(pair: TextPair) -> Iterator[TextProblem]:
    theirs = _unpaired(pair.target_tags)
    if theirs and not _unpaired(pair.source_tags) and not any(tag.kind is TagKind.TAG for tag in _changed(pair)):
        yield TextProblem(f"{theirs[0].text} has no partner", Span(theirs[0].start, theirs[0].end))


def _changed(pair: TextPair) -> Sequence[InlineTag]:
    missing, added = pair.tag_changes
    return (*missing, *added)


def _unsafe(pair: TextPair) -> Iterator[TextProblem]:
    theirs = list(_UNSAFE.finditer(pair.target))
    ours = {match.group().lower() for match in _UNSAFE.finditer(pair.source)} if theirs else ()
    for match in theirs:
        if match.group().lower() not in ours:
            yield TextProblem(f"adds “{match.group()[:40]}”, which can run in a reader’s browser", Span(*match.span()))
            return


CHECKS = (
    Check(
        id="xml_invalid",
        mqm="Design and markup: markup tag",
        severity=Severity.ERROR,
        description="An HTML or XML tag is not closed, or closes nothing, though the source’s tags are in order.",
        find=_invalid,
        needs=in_target("<"),
        examples=(Example("en-es", "<b>One</b> and <i>two</i>", "<b>Uno</b> y <i>dos</i>", "</b>Uno<b> y <i>dos</i>"),),
    ),
    Check(
        id="safe_html",
        mqm="Design and markup: markup tag",
        severity=Severity.ERROR,
        description="The translation adds HTML that can run a program in a reader’s browser.",
        find=_unsafe,
        needs=_may_run,
        examples=(
            Example("en-es", "A <b>bold</b> word", "Una palabra en <b>negrita</b>", '<b onclick="a()">Palabra</b>'),
            Example("en-de", "[Help](a.md)", "[Hilfe](a.md)", "[Hilfe](javascript:a)"),
        ),
    ),
)
