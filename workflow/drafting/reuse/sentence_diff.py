"""Sentence repair: an edited text, and the translation of what it was; what of the translation can stay. Pure functions.

``repair`` takes the old source, its translation and the new source. Sentences that the edit did not touch keep the translator's
words; the others are named, to be drafted. Where it is not sure which sentence of the translation belongs to which of the source,
there is no repair. The rules of docs/quality.md, "Sentence repair", are measured on paragraphs whose pairs are known.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workflow.drafting.reuse.sentence_alignment import Piece, Pieces, said, unpaired
from workflow.drafting.segments.postedit import NO_SPACES
from workflow.inline_tags import Grammar, TagKind

__all__ = ["Renewed", "Repair", "Unsure", "repair"]

_MARKDOWN = Grammar()


@dataclass(frozen=True, slots=True)
class Renewed:
    """One sentence of the new source."""

    source: str
    kept: str | None
    """Its translation, in the translator's words; None where it has to be drafted."""
    after: str
    """What follows it in the translation: white space, a line break."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What becomes of a translation whose source was edited."""

    before: str
    sentences: tuple[Renewed, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The sentences that have to be drafted, in order."""
        return tuple(one.source for one in self.sentences if one.kept is None)

    @property
    def kept(self) -> int:
        """How many sentences keep the translator's words."""
        return sum(one.kept is not None for one in self.sentences)

    def text(self, drafts: Sequence[str]) -> str:
        """The whole translation. ``drafts``: a translation for each of ``wanted``, in order."""
        words = iter(drafts)
        said = [(next(words) if one.kept is None else one.kept) + one.after for one in self.sentences]
        return self.before + "".join(said)


@dataclass(frozen=True, slots=True)
class Unsure:
    """Why nothing is repaired: one clause."""

    reason: str


def repair(
    old_source: str, old_target: str, new_source: str, source: str, target: str, grammar: Grammar = _MARKDOWN
) -> Repair | Unsure:
    """What of ``old_target``, a translation of ``old_source``, stands for ``new_source`` as well.

    ``source`` and ``target`` are gettext codes, ``grammar`` says how the texts are written. The same in, the same out. The caller
    drafts ``Repair.wanted`` (which may be empty) and verifies the whole, as any draft.
    """
    if new_source == old_source:
        return Unsure("the text is the same")
    old, theirs, new = (
        said(old_source, source, grammar),
        said(old_target, target, grammar),
        said(new_source, source, grammar),
    )
    reason = unpaired(old, theirs, source, target)
    if reason is not None:
        return Unsure(reason)
    origins = _origins([piece.text for piece in old.pieces], [piece.text for piece in new.pieces])
    usual = _usual_gap(theirs, target)
    sentences: list[Renewed] = []
    for number, piece in enumerate(new.pieces):
        origin = origins.get(number)
        kept = None
        if origin is not None:
            kept = theirs.pieces[origin].text
            if grammar.verify(piece.text, kept) is not None:
                return Unsure("codes are in other sentences of the translation")
        sentences.append(Renewed(piece.text, kept, _gap(new, number, theirs, origin, usual)))
    taken = set(origins.values())
    for number, piece in enumerate(new.pieces):
        if sentences[number].kept is None:
            found = _recoded(piece, old.pieces, theirs.pieces, taken, grammar)
            if found is not None:
                taken.add(found[0])
                after = _gap(new, number, theirs, found[0], usual)
                sentences[number] = Renewed(piece.text, found[1], after)
    result = Repair(new.before, tuple(sentences))
    return result if result.kept else Unsure("no sentence stayed as it was")


def _origins(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For each sentence of ``new`` that was in ``old``: which one it was. First what kept its order, then what moved."""
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


# Sentences in which nothing but codes changed

_EXCHANGED = frozenset(
    {TagKind.CODE, TagKind.LINK, TagKind.IMAGE, TagKind.AUTOLINK, TagKind.ADDRESS, TagKind.PLACEHOLDER}
)


def _recoded(
    piece: Piece, old: Sequence[Piece], theirs: Sequence[Piece], taken: set[int], grammar: Grammar
) -> tuple[int, str] | None:
    """The old sentence with the same words and other codes, and its translation with the new ones; None where there is none."""
    shape = _shape(piece.text, grammar)
    for number, one in enumerate(old):
        if number in taken or not piece.codes or _shape(one.text, grammar) != shape:
            continue
        exchange = dict(zip(one.codes, piece.codes, strict=True))
        if len(set(exchange.values())) < len(set(piece.codes)):
            continue  # a code that stood there twice is now two
        text = _exchanged(theirs[number].text, exchange, grammar)
        if grammar.verify(one.text, theirs[number].text) is None and grammar.verify(piece.text, text) is None:
            return number, text
    return None


def _shape(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The text, with the kinds of those codes that may be exchanged instead of the codes."""
    shape: list[str] = []
    position = 0
    for code in grammar.find_tags(text):
        exchanged = code.kind in _EXCHANGED and code.text != "["
        shape += [text[position : code.start], f"\0{code.kind.value}" if exchanged else code.text]
        position = code.end
    return (*shape, text[position:])


def _exchanged(text: str, exchange: dict[str, str], grammar: Grammar) -> str:
    result: list[str] = []
    position = 0
    for code in grammar.find_tags(text):
        result += [text[position : code.start], exchange.get(code.text, code.text)]
        position = code.end
    return "".join([*result, text[position:]])


# What stands between sentences


def _usual_gap(theirs: Pieces, target: str) -> str:
    """What this translation has between its sentences; where it has one sentence only, what its language has."""
    gaps = Counter(
        piece.after for piece in theirs.pieces[:-1] if not piece.after or piece.after.strip("\n\\") == piece.after
    )
    gaps = Counter({gap: count for gap, count in gaps.items() if "\n" not in gap})
    if gaps:
        return gaps.most_common(1)[0][0]
    return "" if target.partition("_")[0] in NO_SPACES else " "


def _gap(new: Pieces, number: int, theirs: Pieces, origin: int | None, usual: str) -> str:
    """What follows a sentence in the translation: as in the new source at a line break and at the end, else as the translator did."""
    piece = new.pieces[number]
    if number + 1 == len(new.pieces) or new.pieces[number + 1].line != piece.line:
        return piece.after
    if (
        origin is not None
        and origin + 1 < len(theirs.pieces)
        and theirs.pieces[origin + 1].line == theirs.pieces[origin].line
    ):
        return theirs.pieces[origin].after
    return usual
