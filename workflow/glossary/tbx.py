"""Glossaries in TBX-Basic (ISO 30042): ``tbx`` of 2019 in DCA or DCT style, and the older ``martif``.

Every term of the source language goes with every term of each other language of the same concept. A preferred term is the first; a
deprecated or superseded one is forbidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workflow.errors import GlossaryError
from workflow.glossary.model import Term
from workflow.glossary.tables import code_of
from workflow.languages import match_rank
from workflow.xml_stream import XMLProblem, XMLStream

__all__ = ["parse"]

_CONCEPTS, _LANGUAGES, _TERMS = {"termEntry", "conceptEntry"}, {"langSet", "langSec"}, {"tig", "ntig", "termSec"}
_FORBIDDEN = {"deprecatedterm-admn-sts", "supersededterm-admn-sts", "deprecated", "superseded"}
_PREFERRED = {"preferredterm-admn-sts", "preferred", "standardizedterm-admn-sts"}
_MAX_DEPTH = 100
_MAX_PAIRS = 10_000
"""Maximum number of pairs of terms in one concept."""


@dataclass(slots=True)
class _Node:
    """One element."""

    name: str
    attributes: dict[str, str]
    line: int
    texts: list[str] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)

    def all(self, names: set[str]) -> Iterator["_Node"]:
        """Yield the outermost elements of these names in it, in order."""
        for child in self.children:
            if child.name in names:
                yield child
            else:
                yield from child.all(names)

    def value(self, *kinds: str) -> str:
        """Return the text of the first element in it whose ``type`` (DCA) or name (DCT) is one of ``kinds``."""
        for child in self.children:
            if child.attributes.get("type") in kinds or child.name in kinds:
                return child.flat
        for child in self.children:
            if child.name not in _CONCEPTS | _LANGUAGES | _TERMS and (found := child.value(*kinds)):
                return found
        return ""

    @property
    def flat(self) -> str:
        """Its text on one line, that of nested elements included."""
        return " ".join(("".join(self.texts) + "".join(f" {child.flat}" for child in self.children)).split())


@dataclass(frozen=True, slots=True)
class _Named:
    """A term in its language."""

    text: str
    language: str
    status: str
    part_of_speech: str
    note: str
    line: int


def parse(data: bytes, path: Path, source: str) -> tuple[Term, ...]:
    """Return the rows of a TBX file for sources in the language ``source`` (a gettext code).

    A concept without a term in the source language gives no rows. Raises GlossaryError with file and line if the file is not
    well-formed, is not a TBX file or declares entities.
    """
    top = _tree(data, path)
    if top.name not in {"tbx", "martif"}:
        raise GlossaryError(f"{path}:{top.line}: <{top.name}> is not TBX: the root element must be tbx or martif.")
    rows: list[Term] = []
    for concept in top.all(_CONCEPTS):
        rows += _rows(concept, path, source)
    return tuple(rows)


def _rows(concept: _Node, path: Path, source: str) -> Iterator[Term]:
    domain = concept.value("subjectField")
    note = concept.value("definition")
    named: list[_Named] = []
    for section in concept.all(_LANGUAGES):
        here = section.attributes.get("xml:lang") or section.attributes.get("lang") or ""

        def wrong(message: str, line: int = section.line) -> GlossaryError:
            return GlossaryError(f"{path}:{line}: {message}")

        if not here:
            raise wrong(f"<{section.name}> has no xml:lang.")
        code = code_of(here, wrong)
        for group in section.all(_TERMS):
            found = next(group.all({"term"}), None)
            if found is None or not found.flat:
                raise GlossaryError(f"{path}:{group.line}: <{group.name}> has no term.")
            status = group.value("administrativeStatus", "normativeAuthorization").casefold()
            speech = group.value("partOfSpeech")
            definition = group.value("note") or section.value("definition") or note
            named.append(_Named(found.flat, code, status, speech, definition, found.line))
    # Terms in "en_US" apply to a project in "en", and the other way round.
    ours: list[_Named] = []
    theirs: list[_Named] = []
    for one in named:
        (ours if match_rank(one.language, source) is not None else theirs).append(one)
    if len(ours) * len(theirs) > _MAX_PAIRS:
        raise GlossaryError(
            f"{path}:{concept.line}: a concept with {len(ours):,} terms in the source language and {len(theirs):,} in others is no "
            f"concept (at most {_MAX_PAIRS:,} pairs). Divide it."
        )
    theirs.sort(key=lambda one: one.status not in _PREFERRED)
    seen = set()
    for one in ours:
        for other in theirs:
            key = (one.text.casefold(), other.language, other.text.casefold())
            if key in seen:
                continue
            seen.add(key)
            yield Term(
                one.text,
                other.language,
                other.text,
                note=other.note,
                part_of_speech=one.part_of_speech,
                forbidden=other.status in _FORBIDDEN,
                domain=domain,
                path=path,
                line=other.line,
            )


def _tree(data: bytes, path: Path) -> _Node:
    stack: list[_Node] = [_Node("", {}, 0)]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > _MAX_DEPTH:
            stream.fail("elements are nested too deeply for a glossary.")
        node = _Node(name.rpartition(":")[2], attributes, stream.line)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_: str) -> None:
        stack.pop()

    def text(characters: str) -> None:
        stack[-1].texts.append(characters)

    stream = XMLStream(start, end, text)
    try:
        stream.parse(data)
    except XMLProblem as problem:
        raise GlossaryError(f"{path}:{problem.line}: {problem}") from problem
    return stack[0].children[0]
