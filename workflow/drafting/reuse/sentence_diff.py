"""Sentence repair: which sentences of a translation remain valid after its source was edited. Pure functions.

``repair`` takes the old source, its translation and the new source. Sentences that the edit did not change keep their translation; the
others must be drafted. If the alignment of the sentences is uncertain, there is no repair. The rules of docs/quality-parts.md, "Sentence repair",
are measured on paragraphs with known alignments.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workflow.drafting.reuse.sentence_alignment import SentenceList, TextSentence, misalignment, split_sentences
from workflow.inline_tags import Grammar, TagKind
from workflow.languages import NO_SPACES

__all__ = ["NotRepairable", "RepairedSentence", "SentenceRepair", "repair"]

_MARKDOWN = Grammar()


@dataclass(frozen=True, slots=True)
class RepairedSentence:
    """One sentence of the new source."""

    source: str
    kept: str | None
    """Its translation by a person; None if it must be drafted."""
    after: str
    """The white space or line break that follows it in the translation."""


@dataclass(frozen=True, slots=True)
class SentenceRepair:
    """The sentences of a translation whose source was edited."""

    before: str
    sentences: tuple[RepairedSentence, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The source sentences that must be drafted, in order."""
        return tuple(one.source for one in self.sentences if one.kept is None)

    @property
    def kept(self) -> int:
        """The number of sentences that keep their translation."""
        return sum(one.kept is not None for one in self.sentences)

    def text(self, drafts: Sequence[str]) -> str:
        """The whole translation. ``drafts``: a translation for each of ``wanted``, in order."""
        new = iter(drafts)
        texts = [(next(new) if one.kept is None else one.kept) + one.after for one in self.sentences]
        return self.before + "".join(texts)


@dataclass(frozen=True, slots=True)
class NotRepairable:
    """Why a translation cannot be repaired: one clause."""

    reason: str


def repair(
    old_source: str, old_target: str, new_source: str, source: str, target: str, grammar: Grammar = _MARKDOWN
) -> SentenceRepair | NotRepairable:
    """Which sentences of ``old_target``, a translation of ``old_source``, are valid for ``new_source`` as well.

    ``source`` and ``target`` are gettext codes; ``grammar`` is that of the texts. The caller drafts ``SentenceRepair.wanted`` (which may
    be empty) and validates the whole text, as any draft.
    """
    if new_source == old_source:
        return NotRepairable("the source is unchanged")
    old, theirs, new = (
        split_sentences(old_source, source, grammar),
        split_sentences(old_target, target, grammar),
        split_sentences(new_source, source, grammar),
    )
    reason = misalignment(old, theirs, source, target)
    if reason is not None:
        return NotRepairable(reason)
    origins = _origins([piece.text for piece in old.sentences], [piece.text for piece in new.sentences])
    usual = _usual_gap(theirs, target)
    sentences: list[RepairedSentence] = []
    for number, piece in enumerate(new.sentences):
        origin = origins.get(number)
        kept = None
        if origin is not None:
            kept = theirs.sentences[origin].text
            if grammar.verify(piece.text, kept) is not None:
                return NotRepairable("inline tags are in other sentences of the translation")
        sentences.append(RepairedSentence(piece.text, kept, _gap(new, number, theirs, origin, usual)))
    taken = set(origins.values())
    for number, piece in enumerate(new.sentences):
        if sentences[number].kept is None:
            found = _retagged(piece, old.sentences, theirs.sentences, taken, grammar)
            if found is not None:
                taken.add(found[0])
                after = _gap(new, number, theirs, found[0], usual)
                sentences[number] = RepairedSentence(piece.text, found[1], after)
    result = SentenceRepair(new.before, tuple(sentences))
    return result if result.kept else NotRepairable("no sentence is unchanged")


def _origins(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each sentence of ``new`` that was in ``old``, its index there. Sentences in order come first, then moved ones."""
    found: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        found.update({b + step: a + step for step in range(size)})
    left = [number for number in range(len(old)) if number not in set(found.values())]
    for number, text in enumerate(new):
        if number not in found:
            moved = next((origin for origin in left if old[origin] == text), None)
            if moved is not None:
                found[number] = moved
                left.remove(moved)
    return found


# Sentences in which only inline tags changed

_EXCHANGED = frozenset(
    {TagKind.CODE, TagKind.LINK, TagKind.IMAGE, TagKind.AUTOLINK, TagKind.ADDRESS, TagKind.PLACEHOLDER}
)


def _retagged(
    piece: TextSentence, old: Sequence[TextSentence], theirs: Sequence[TextSentence], taken: set[int], grammar: Grammar
) -> tuple[int, str] | None:
    """The index of the old sentence with the same words and other inline tags, and its translation with the new tags; None if there is none."""
    shape = _shape(piece.text, grammar)
    for number, one in enumerate(old):
        if number in taken or not piece.tags or _shape(one.text, grammar) != shape:
            continue
        exchange = dict(zip(one.tags, piece.tags, strict=True))
        if len(set(exchange.values())) < len(set(piece.tags)):
            continue  # a repeated tag was replaced by two different ones
        text = _exchanged(theirs[number].text, exchange, grammar)
        if grammar.verify(one.text, theirs[number].text) is None and grammar.verify(piece.text, text) is None:
            return number, text
    return None


def _shape(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The text with the kinds of exchangeable inline tags in place of the tags."""
    shape: list[str] = []
    position = 0
    for tag in grammar.find_tags(text):
        exchanged = tag.kind in _EXCHANGED and tag.text != "["
        shape += [text[position : tag.start], f"\0{tag.kind.value}" if exchanged else tag.text]
        position = tag.end
    return (*shape, text[position:])


def _exchanged(text: str, exchange: dict[str, str], grammar: Grammar) -> str:
    result: list[str] = []
    position = 0
    for tag in grammar.find_tags(text):
        result += [text[position : tag.start], exchange.get(tag.text, tag.text)]
        position = tag.end
    return "".join([*result, text[position:]])


# White space between sentences


def _usual_gap(theirs: SentenceList, target: str) -> str:
    """The usual white space between the sentences of this translation; if it has only one sentence, that of its language."""
    gaps = Counter(
        piece.after for piece in theirs.sentences[:-1] if not piece.after or piece.after.strip("\n\\") == piece.after
    )
    gaps = Counter({gap: count for gap, count in gaps.items() if "\n" not in gap})
    if gaps:
        return gaps.most_common(1)[0][0]
    return "" if target.partition("_")[0] in NO_SPACES else " "


def _gap(new: SentenceList, number: int, theirs: SentenceList, origin: int | None, usual: str) -> str:
    """The white space after a sentence of the translation: as in the new source at a line break and at the end, else as in the old translation."""
    piece = new.sentences[number]
    if number + 1 == len(new.sentences) or new.sentences[number + 1].line != piece.line:
        return piece.after
    if (
        origin is not None
        and origin + 1 < len(theirs.sentences)
        and theirs.sentences[origin + 1].line == theirs.sentences[origin].line
    ):
        return theirs.sentences[origin].after
    return usual
