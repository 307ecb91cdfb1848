"""Placeholder tags: the styles in which inline tags are written for an engine, and the ones that a package copies best.

An engine without support for inline tags gets ``Open X1 in the (2) editor (2)`` for ``Open `a` in the **editor**``. Which style a
package copies depends on its vocabulary and training, so each package is probed once, with fixed sentences.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflow.data_formats import load_json
from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.strategies.probes import PROBES
from workflow.engines.base import Engine, Segment
from workflow.errors import FileProblem
from workflow.files import write_bytes
from workflow.languages import base_language

__all__ = ["STYLES", "PlaceholderStyle", "probe"]

_UNSEEN = dict.fromkeys(map(ord, "｟｠"))
"""Signs of placeholder tags that no text has."""
_ENDING = re.compile(r"[^\W\d_]{1,2}\b")
"""May stay attached to a placeholder tag, such as the plural ending of `name`s."""
_MAX_STYLES = 3
"""Maximum number of styles tried."""
_MIN_COPIED = 0.5
"""Minimum share of probe sentences in which a package must copy a style."""


@dataclass(frozen=True, slots=True)
class PlaceholderStyle:
    """One way to write inline tags for an engine. ``#`` is the number."""

    noun: str
    open: str
    close: str
    numerals: tuple[str, ...] = ()
    """Signs for the numbers from 1; empty for digits."""

    @property
    def name(self) -> str:
        """The style in readable form: ``X# (#) (#)``; with the first numeral if it has its own."""
        name = f"{self.noun} {self.open.strip()} {self.close.strip()}"
        return name.replace("#", self.numerals[0]) if self.numerals else name

    def tag(self, number: int) -> str:
        """The placeholder tag of a thing, by its number from 1."""
        return self._numbered(self.noun, number)

    def encode(self, sentence: Sentence) -> str | None:
        """The sentence with placeholder tags; None if it already contains text that looks like one, or if there are too few numerals."""
        if any(self._pattern.search(part) for part in sentence.parts if isinstance(part, str)):
            return None
        if self.numerals and len(sentence.atoms) > len(self.numerals):
            return None
        text = ""
        for number, part in enumerate(sentence.parts):
            if isinstance(part, str):
                text += part
                continue
            piece = self._write(part, sentence.atoms)
            before, after = sentence.parts[number - 1] if number else "", _after(sentence.parts, number)
            # Without a space, the placeholder tag and its neighbour would be one unknown word.
            if isinstance(before, str) and before[-1:].isalnum() and not piece.startswith(" "):
                piece = " " + piece
            if isinstance(after, str) and after[:1].isalnum() and not _ENDING.match(after) and not piece.endswith(" "):
                piece += " "
            text += piece
        return re.sub(r"(?<=\S) {2,}", " ", text).strip()

    def decode(self, text: str, sentence: Sentence) -> tuple[str | int, ...] | None:
        """A translation as strings and atom numbers; None unless it contains each placeholder tag exactly once, and no other."""
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

    def labelled(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The texts before, between and after the placeholder tags of a text, and a label for each tag: ``[1]``, ``[/1]`` if it closes."""
        texts, labels, position = [], [], 0
        for match in self._pattern.finditer(text):
            kind = next(kind for kind in self._kinds if match[kind] is not None)
            texts.append(text[position : match.start()])
            labels.append(f"[{'/' if kind == 'close' else ''}{self._number(kind, match) + 1}]")
            position = match.end()
        return (*(one.translate(_UNSEEN) for one in texts), text[position:].translate(_UNSEEN)), tuple(labels)

    def shown(self, text: str, sentence: Sentence) -> str:
        """A translation for a message: with the atoms as they are written in the unit, and without the rest of a placeholder tag."""

        def written(match: re.Match[str]) -> str:
            closes = match.groupdict().get("close") is not None
            number = self._number(next(kind for kind in self._kinds if match[kind] is not None), match)
            atoms = sentence.atoms
            partner = atoms[number].partner if closes and 0 <= number < len(atoms) else None
            return sentence.written([number if partner is None else partner])

        return self._pattern.sub(written, text).translate(_UNSEEN)

    @property
    def _kinds(self) -> dict[str, str]:
        """The kinds whose forms differ."""
        kinds = {"noun": self.noun}
        if self.open.strip() != self.noun:
            kinds["open"] = self.open.strip()
        if self.close.strip() not in kinds.values():
            kinds["close"] = self.close.strip()
        return kinds

    @property
    def _pattern(self) -> re.Pattern[str]:
        return _compiled(tuple(self._kinds.items()), self.numerals)

    def _template(self, role: Role) -> str:
        return {Role.NOUN: self.noun, Role.OPEN: self.open, Role.CLOSE: self.close}[role]

    def _write(self, number: int, atoms: Sequence[Atom]) -> str:
        atom = atoms[number]
        # </1> closes <1>; if both ends look the same, each has its own number.
        named = atom.partner if atom.role is Role.CLOSE and "close" in self._kinds else number
        return self._numbered(self._template(atom.role), (named or 0) + 1)

    def _numbered(self, template: str, number: int) -> str:
        return template.replace("#", self.numerals[number - 1] if self.numerals else str(number))

    def _number(self, kind: str, match: re.Match[str]) -> int:
        """The number of the atom that a placeholder tag of a kind names, from 0."""
        numeral = match[f"number_{kind}"]
        return self.numerals.index(numeral) if self.numerals else int(numeral) - 1

    def _read(self, match: re.Match[str], left: Sequence[int], atoms: Sequence[Atom]) -> int | None:
        """The number of the atom for a placeholder tag; None if the tag does not fit the atom."""
        groups = match.groupdict()
        kind, text = next((kind, text) for kind, text in self._kinds.items() if groups[kind] is not None)
        number: int | None = self._number(kind, match)
        if number is None or not 0 <= number < len(atoms):
            return None
        role = atoms[number].role
        if kind == "close":
            number = atoms[number].partner if role is Role.OPEN else None
        elif self._template(role).strip() != text:
            return None
        return number if number in left else None


@cache
def _compiled(kinds: tuple[tuple[str, str], ...], numerals: tuple[str, ...]) -> re.Pattern[str]:
    number = "|".join(map(re.escape, numerals)) or r"\d{1,3}"
    return re.compile("|".join(f"(?P<{kind}>{_expression(text, kind, number)})" for kind, text in kinds))


def _expression(template: str, kind: str, number: str) -> str:
    """A regular expression for a placeholder tag that allows for white space added or removed by tokenizers."""
    before, after = template.split("#")
    pieces = [r"\s?".join(map(re.escape, before)), f"(?P<number_{kind}>{number})", r"\s?".join(map(re.escape, after))]
    expression = r"\s?".join(piece for piece in pieces if piece)
    head = r"(?<![^\W_])" if template[0].isalnum() else ""
    tail = r"(?!\d)" if template[-1] == "#" else ""
    return f"{head}{expression}{tail}"


def _after(parts: Sequence[str | int], number: int) -> str | int:
    return parts[number + 1] if number + 1 < len(parts) else ""


# Mozilla's training (OpusTrainer) puts such signs into both sides of its texts, and its vocabularies reserve these words.
_EMOJI = tuple(map(chr, range(0x1F600, 0x1F650)))
_RESERVED = ("__source__", "__target__", "__done__", "__start__", "__end__")

# Measured on the starter package with sentences of documentation: for a thing, letters and a number are copied best; for emphasis,
# brackets with spaces, since a word attached to a bracket stays untranslated.
STYLES = (
    PlaceholderStyle("｟#｠", "｟#｠ ", " ｟#｠"),
    PlaceholderStyle("X#", "(#) ", " (#)"),
    PlaceholderStyle("<#>", "<#> ", " </#>"),
    PlaceholderStyle("X#X", "[#] ", " [#]"),
    PlaceholderStyle("(#)", "(#) ", " (#)"),
    PlaceholderStyle("[#]", "[#] ", " [#]"),
    PlaceholderStyle("{#}", "{#} ", " {#}"),
    PlaceholderStyle("X#", "<#>", "</#>"),
    PlaceholderStyle("#", "# ", " #", _EMOJI),
    PlaceholderStyle("#", "# ", " #", _RESERVED),
)


def probe(engine: Engine, language: str, store: Path | None) -> tuple[PlaceholderStyle, ...]:
    """The styles that the engine's package copies, best first; at most three.

    ``language``: the source language. ``store``: a file that caches the results by package; None caches nothing. A file that cannot
    be read or written is ignored. Raises EngineError.
    """
    key = f"{engine.hash} {language} {_fingerprint()}"
    known = _load(store)
    if key not in known:
        known[key] = _measure(engine, language)
        if store is not None:
            _save(store, known)
    shares = known[key]
    ranked = sorted(STYLES, key=lambda style: (-shares.get(style.name, 0.0), STYLES.index(style)))
    return tuple(style for style in ranked if shares.get(style.name, 0.0) >= _MIN_COPIED)[:_MAX_STYLES]


def _measure(engine: Engine, language: str) -> dict[str, float]:
    probes = PROBES.get(base_language(language), PROBES["en"])
    sentences = [_probe_sentence(one) for one in probes]
    asked = [(style, sentence, style.encode(sentence) or "") for style in STYLES for sentence in sentences]
    answers = engine.translate([Segment((text,)) for _, _, text in asked])
    kept = dict.fromkeys((style.name for style in STYLES), 0)
    for (style, sentence, _), found in zip(asked, answers, strict=True):
        if found and (parts := style.decode("".join(map(str, found[0].parts)), sentence)) is not None:
            kept[style.name] += any(isinstance(part, str) and part.strip(" .,") for part in parts)
    return {name: round(count / len(sentences), 3) for name, count in kept.items()}


def _probe_sentence(probe: Sequence[str | Role]) -> Sentence:
    parts: list[str | int] = []
    atoms: list[Atom] = []
    for piece in probe:
        if isinstance(piece, Role):
            parts.append(len(atoms))
            # Pairs of the probe sentences never nest: a closing end belongs to the opening one before it.
            partner = {Role.NOUN: None, Role.OPEN: len(atoms) + 1, Role.CLOSE: len(atoms) - 1}[piece]
            atoms.append(Atom("", piece, partner))
        else:
            parts.append(piece)
    return Sentence(tuple(parts), tuple(atoms))


def _fingerprint() -> str:
    """Changes when the styles or the probe sentences do."""
    import hashlib

    return hashlib.sha256(repr((STYLES, sorted(PROBES.items()))).encode()).hexdigest()[:8]


def _load(store: Path | None) -> dict[str, dict[str, float]]:
    try:
        found = load_json(store.read_bytes()) if store is not None else {}
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
