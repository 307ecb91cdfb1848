"""Stand-ins for codes that an engine copies, and which of them a package copies best.

An engine that knows nothing of codes is given ``Open X1 in the (2) editor (2)`` for ``Open `a` in the **editor**``. What a
package copies depends on its vocabulary and training, so each is asked once, on sentences that never change.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.strategies.probes import QUESTIONS
from workflow.engines.base import Engine, Segment
from workflow.errors import FileProblem
from workflow.files import write_bytes
from workflow.languages import base_language

__all__ = ["STYLES", "Style", "probe"]

_ENDING = re.compile(r"[^\W\d_]{1,2}\b")
"""What may stay glued to a stand-in, as the plural of `name`s does."""
_KEPT = 3
"""How many styles the ladder tries."""
_WORTH = 0.5
"""A style that a package copies less often than this is not tried."""


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write codes for an engine. ``#`` is the number."""

    noun: str
    open: str
    close: str

    @property
    def name(self) -> str:
        """How it reads: ``X# (#) (#)``."""
        return f"{self.noun} {self.open.strip()} {self.close.strip()}"

    def encode(self, sentence: Sentence) -> str | None:
        """The sentence with stand-ins; None where it already holds something that reads like one."""
        if any(self._pattern.search(part) for part in sentence.parts if isinstance(part, str)):
            return None
        text = ""
        for number, part in enumerate(sentence.parts):
            if isinstance(part, str):
                text += part
                continue
            piece = self._write(part, sentence.atoms)
            before, after = sentence.parts[number - 1] if number else "", _after(sentence.parts, number)
            # A stand-in needs room, or it makes one unknown word with its neighbour.
            if isinstance(before, str) and before[-1:].isalnum() and not piece.startswith(" "):
                piece = " " + piece
            if isinstance(after, str) and after[:1].isalnum() and not _ENDING.match(after) and not piece.endswith(" "):
                piece += " "
            text += piece
        return re.sub(r"(?<=\S) {2,}", " ", text).strip()

    def decode(self, text: str, sentence: Sentence) -> tuple[str | int, ...] | None:
        """A translation as strings and atom numbers; None unless it holds each stand-in once and none else."""
        parts: list[str | int] = []
        position = 0
        left = list(range(len(sentence.atoms)))
        for match in self._pattern.finditer(text):
            number = self._read(match, left, sentence.atoms)
            if number is None:
                return None
            left.remove(number)
            if match.start() > position:
                parts.append(text[position : match.start()])
            parts.append(number)
            position = match.end()
        if left:
            return None
        if position < len(text):
            parts.append(text[position:])
        return tuple(parts)

    @property
    def _kinds(self) -> dict[str, str]:
        """What a stand-in can be told to be by its looks."""
        kinds = {"noun": self.noun}
        if self.open.strip() != self.noun:
            kinds["open"] = self.open.strip()
        if self.close.strip() not in kinds.values():
            kinds["close"] = self.close.strip()
        return kinds

    @property
    def _pattern(self) -> re.Pattern[str]:
        return _compiled(tuple(self._kinds.items()))

    def _template(self, role: Role) -> str:
        return {Role.NOUN: self.noun, Role.OPEN: self.open, Role.CLOSE: self.close}[role]

    def _write(self, number: int, atoms: Sequence[Atom]) -> str:
        atom = atoms[number]
        # </1> closes <1>; where both ends look alike, each has a number of its own.
        named = atom.partner if atom.role is Role.CLOSE and "close" in self._kinds else number
        return self._template(atom.role).replace("#", str((named or 0) + 1))

    def _read(self, match: re.Match[str], left: Sequence[int], atoms: Sequence[Atom]) -> int | None:
        """The number of the atom that a stand-in stands for; None where it can't be that one."""
        groups = match.groupdict()
        kind, text = next((kind, text) for kind, text in self._kinds.items() if groups[kind] is not None)
        number: int | None = int(groups[f"number_{kind}"]) - 1
        if number is None or not 0 <= number < len(atoms):
            return None
        role = atoms[number].role
        if kind == "close":
            number = atoms[number].partner if role is Role.OPEN else None
        elif self._template(role).strip() != text:
            return None
        return number if number in left else None


@cache
def _compiled(kinds: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{_expression(text, kind)})" for kind, text in kinds))


def _expression(template: str, kind: str) -> str:
    """A regular expression for a stand-in, forgiving about the white space that tokenizers put in or take out."""
    before, after = template.split("#")
    pieces = [r"\s?".join(map(re.escape, before)), rf"(?P<number_{kind}>\d{{1,3}})", r"\s?".join(map(re.escape, after))]
    expression = r"\s?".join(piece for piece in pieces if piece)
    head = r"(?<![^\W_])" if template[0].isalnum() else ""
    tail = r"(?!\d)" if template[-1] == "#" else ""
    return f"{head}{expression}{tail}"


def _after(parts: Sequence[str | int], number: int) -> str | int:
    return parts[number + 1] if number + 1 < len(parts) else ""


# What is tried. Measured on the starter package with sentences of documentation: letters and a number are copied best for what
# stands for a thing; brackets with room around what is emphasised, since a word glued to a sign stays untranslated.
STYLES = (
    Style("｟#｠", "｟#｠ ", " ｟#｠"),
    Style("X#", "(#) ", " (#)"),
    Style("<#>", "<#> ", " </#>"),
    Style("X#X", "[#] ", " [#]"),
    Style("(#)", "(#) ", " (#)"),
    Style("[#]", "[#] ", " [#]"),
    Style("{#}", "{#} ", " {#}"),
    Style("X#", "<#>", "</#>"),
)


def probe(engine: Engine, language: str, store: Path | None) -> tuple[Style, ...]:
    """The styles that the engine's package copies, the best first; at most three.

    ``language`` is the source's. ``store``: a file that keeps the answers by package; None keeps nothing. One that cannot be
    read or written is done without. Raises EngineError.
    """
    key = f"{engine.hash} {language} {_fingerprint()}"
    known = _load(store)
    if key not in known:
        known[key] = _measure(engine, language)
        if store is not None:
            _save(store, known)
    shares = known[key]
    ranked = sorted(STYLES, key=lambda style: (-shares.get(style.name, 0.0), STYLES.index(style)))
    return tuple(style for style in ranked if shares.get(style.name, 0.0) >= _WORTH)[:_KEPT]


def _measure(engine: Engine, language: str) -> dict[str, float]:
    questions = QUESTIONS.get(base_language(language), QUESTIONS["en"])
    sentences = [_question(question) for question in questions]
    asked = [(style, sentence, style.encode(sentence) or "") for style in STYLES for sentence in sentences]
    answers = engine.translate([Segment((text,)) for _, _, text in asked])
    kept = dict.fromkeys((style.name for style in STYLES), 0)
    for (style, sentence, _), found in zip(asked, answers, strict=True):
        if found and (parts := style.decode(str(found[0].parts[0]), sentence)) is not None:
            kept[style.name] += any(isinstance(part, str) and part.strip(" .,") for part in parts)
    return {name: round(count / len(sentences), 3) for name, count in kept.items()}


def _question(question: Sequence[str | Role]) -> Sentence:
    parts: list[str | int] = []
    atoms: list[Atom] = []
    for piece in question:
        if isinstance(piece, Role):
            parts.append(len(atoms))
            # Pairs of the questions never nest: a closing one belongs to the opening one before it.
            partner = {Role.NOUN: None, Role.OPEN: len(atoms) + 1, Role.CLOSE: len(atoms) - 1}[piece]
            atoms.append(Atom("", piece, partner))
        else:
            parts.append(piece)
    return Sentence(tuple(parts), tuple(atoms))


def _fingerprint() -> str:
    """Changes when styles or questions do."""
    import hashlib

    return hashlib.sha256(repr((STYLES, sorted(QUESTIONS.items()))).encode()).hexdigest()[:8]


def _load(store: Path | None) -> dict[str, dict[str, float]]:
    try:
        found = json.loads(store.read_text(encoding="utf-8")) if store is not None else {}
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        key: {str(name): float(share) for name, share in shares.items() if isinstance(share, int | float)}
        for key, shares in found.items()
        if isinstance(shares, dict)
    }


def _save(store: Path, known: dict[str, dict[str, float]]) -> None:
    import contextlib

    with contextlib.suppress(FileProblem):
        write_bytes(store, (json.dumps(known, indent=1, sort_keys=True) + "\n").encode())
