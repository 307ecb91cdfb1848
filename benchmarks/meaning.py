"""How many errors of meaning the checks find, and how often they find one where there is none.

    python -m benchmarks.meaning [--corpora FOLDER] [--to es fr de] [--each 40] [--seed 1]

Errors are planted in human translations (the development sets), one in each text, by the rules of this module: so all of them are known.
An error counts as found if a check or an objection speaks against the text with it, and none did against the text without. A false
alarm is a human translation that something speaks against. ``against`` does the same for drafts that people read.
"""

import argparse
import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.timing import SHARED, table
from workflow.checks.language_pair import LanguagePair
from workflow.checks.table import failed_check, objections

__all__ = ["KINDS", "against", "human_pairs", "planted"]

Pair = tuple[str, str]
"""A source and its translation."""
_Change = Callable[[str, random.Random, Sequence[str]], str | None]
"""From a text, chance and names of other texts to the text with an error; None where there is no place for it."""

_NEGATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (r"\b(?:do|does|did)(?:n['’]t| not) (?=\w)", ""),
        (r"\bcannot\b|\bcan['’]t\b", "can"),
        (r"\bwon['’]t\b", "will"),
        (r"(?<=\w)n['’]t\b", ""),
        (r"(?<!or )\bnot (?!only|just|until|to mention)(?=\w)", ""),
        (r"\bnever ", ""),
        (r"\bno (?!longer|one)(?=[a-z])", "a "),
        (r"\bwithout\b", "with"),
        (r"\bnothing\b", "everything"),
        (r"\bnobody\b|\bno one\b", "everybody"),
        (r"\bnone\b", "all"),
    ),
    "es": (
        (r"(?<!o )(?<!sino que )\bno (?!solo|sólo|obstante)(?=\w)", ""),
        (r"\bnunca ", ""),
        (r"\bsin (?!embargo|duda|perjuicio)(?=\w)", "con "),
        (r"\bningún\b", "un"),
        (r"\bninguna\b", "una"),
        (r"\bnadie\b", "alguien"),
        (r"\bnada\b", "algo"),
    ),
    "de": (
        (r"\bnicht (?!nur)", ""),
        (r" nicht(?=[.,;!?])", ""),
        (r"\bkein(?=(?:e[nmrs]?)?\b)", "ein"),
        (r"\b(?:nie|niemals) ", ""),
        (r"\bohne\b", "mit"),
        (r"\bnichts\b", "etwas"),
        (r"\bniemand\b", "jemand"),
    ),
    "fr": (
        (
            r"\b(?:ne |n['’])((?:[lmst]['’]|[lys]es? |y |en )?[\w-]+(?: [\w-]+)?) (?:pas|plus|jamais|rien|point)\b",
            r"\1",
        ),
        (r"\bne (?:pas|plus|jamais) ", ""),
        (r"\b(?:ne |n['’])([\w-]+(?: [\w-]+)?) aucun(?=e?\b)", r"\1 un"),
        (r"\bsans (?!doute|que)", "avec "),
    ),
}
"""By language: patterns of a negation, and what is written instead."""
_AGREEING = {
    "es": {"ningún": "algún", "ninguna": "alguna", "ninguno": "alguno", "nada": "algo", "nadie": "alguien", "nunca": "siempre", "ni": "o", "tampoco": "también"},
}  # fmt: skip
"""Words that go with a negation, and those that take their place without it."""
_OPPOSITES: dict[str, str] = {
    "es": "antes después,más menos,siempre nunca,abrir cerrar,abra cierre,abierto cerrado,grande pequeño,mayor menor,primero último,primera última,mejor peor,nuevo viejo,nueva vieja,"
    "activar desactivar,añadir eliminar,alto bajo,alta baja,izquierda derecha,arriba abajo,dentro fuera,superior inferior,verdadero falso,rico pobre,fácil difícil,norte sur,este oeste,"
    "entrada salida,mostrar ocultar,público privado,largo corto,aumentar disminuir,ganar perder,inicio fin,mucho poco,muchos pocos,hombres mujeres,día noche,todos ninguno,fuerte débil,caliente frío",
    "de": "vor nach,mehr weniger,immer nie,öffnen schließen,groß klein,große kleine,größer kleiner,erste letzte,ersten letzten,besser schlechter,neue alte,neuen alten,aktivieren deaktivieren,"
    "hinzufügen entfernen,hoch niedrig,links rechts,oben unten,innerhalb außerhalb,oberen unteren,wahr falsch,reich arm,leicht schwer,einfach schwierig,nördlich südlich,osten westen,norden süden,"
    "anzeigen ausblenden,öffentlich privat,lang kurz,lange kurze,anfang ende,viele wenige,männer frauen,tag nacht,stark schwach,warm kalt,über unter,start ende,jung alt",
    "fr": "avant après,plus moins,toujours jamais,ouvrir fermer,ouvert fermé,grand petit,grande petite,premier dernier,première dernière,meilleur pire,nouveau vieux,nouvelle vieille,activer désactiver,"
    "ajouter supprimer,haut bas,haute basse,gauche droite,dedans dehors,supérieur inférieur,vrai faux,riche pauvre,facile difficile,nord sud,est ouest,entrée sortie,afficher masquer,public privé,"
    "long court,longue courte,augmenter diminuer,gagner perdre,début fin,beaucoup peu,hommes femmes,jour nuit,fort faible,chaud froid,sur sous",
}
_BREAKS = re.compile(r"[,;:] |(?<=\w) (?:y|e|o|pero|und|oder|aber|et|ou|mais|sowie|porque|weil|car) ")
_LEAST_OMITTED, _LEAST_KEPT = 4, 3
"""Words of a clause that is left out, and of what stays."""


def _negation_dropped(to: str) -> _Change:
    def drop(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        for pattern, instead in _NEGATIONS[to]:
            changed = re.sub(pattern, instead, text, count=1, flags=re.IGNORECASE)
            if changed != text:
                for one, other in _AGREEING.get(to, {}).items():
                    changed = re.sub(rf"\b{one}\b", other, changed)
                return changed
        return None

    return drop


def _name_swapped(to: str) -> _Change:
    def swap(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        own = _names(text)
        others = [name for name in names if name not in text]
        return text.replace(rng.choice(own), rng.choice(others)) if own and others else None

    return swap


def _clause_omitted(to: str) -> _Change:
    def omit(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        places = [0, *(one.start() for one in _BREAKS.finditer(text)), len(text.rstrip(".!?"))]
        clauses = list(pairwise(places[1:]))
        able = [
            (a, b)
            for a, b in clauses
            if len(text[a:b].split()) > _LEAST_OMITTED and len((text[:a] + text[b:]).split()) >= _LEAST_KEPT
        ]
        if not able:
            return None
        start, end = rng.choice(able)
        return text[:start] + text[end:]

    return omit


def _antonym(to: str) -> _Change:
    opposites = [tuple(pair.split()) for pair in _OPPOSITES[to].split(",")]
    instead = {one: other for pair in opposites for one, other in (pair, pair[::-1])}

    def replace(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
        found = [word for word in re.findall(r"\w+", text) if word in instead]
        if not found:
            return None
        word = rng.choice(found)
        return re.sub(rf"\b{word}\b", instead[word], text, count=1)

    return replace


def _names(text: str) -> list[str]:
    """Words with a capital that are not the first of a sentence (in German, nouns as well)."""
    return re.findall(r"(?<=[a-zß-ÿ,] )[A-ZÀ-Þ][a-zß-ÿ]{3,}\b", text)


KINDS: Mapping[str, tuple[Callable[[str], _Change], bool]] = {
    "negation dropped": (_negation_dropped, False),
    "negation added": (lambda to: _negation_dropped("en"), True),
    "name swapped": (_name_swapped, False),
    "clause omitted": (_clause_omitted, False),
    "antonym": (_antonym, False),
}
"""By kind of error: the change, and whether it is made in the source. A negation that is dropped there is one that was added."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("--to", nargs="+", default=["es", "fr", "de"])
    parser.add_argument("--each", type=int, default=40, help="errors of each kind in each language")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = [["error", *(f"en-{to}" for to in options.to)]]
    rows += [[kind] for kind in KINDS]
    alarms: dict[str, list[str]] = {}
    for number, to in enumerate(options.to):
        pairs = human_pairs(options.corpora, to)
        before = {pair: set(against(*pair, to)) for pair in pairs}
        for row, kind in zip(rows[1:], KINDS, strict=True):
            errors = planted(pairs, to, kind, random.Random(f"{options.seed} {kind} {to}"))[: options.each]
            found = sum(bool(set(against(*wrong, to)) - before[right]) for right, wrong in errors)
            row.append(f"{found} of {len(errors)}")
        names = [name for reasons in before.values() for name in reasons]
        for name in sorted(set(names)):
            row = alarms.setdefault(name, [""] * len(options.to))
            row[number] = f"{names.count(name) / len(pairs):.1%}"
        row = alarms.setdefault("any", [""] * len(options.to))
        row[number] = f"{sum(map(bool, before.values())) / len(pairs):.1%}"
    rows += [
        [f"false alarms: {name}", *cells] for name, cells in sorted(alarms.items(), key=lambda one: one[0] == "any")
    ]
    print(table(rows))


def human_pairs(corpora: Path, to: str) -> list[Pair]:
    """The sentences of both development sets with their human translations."""
    pairs: list[Pair] = []
    for name in ("dev", "docs-dev"):
        both = (
            (corpora / f"en-{to}" / f"{name}.{code}").read_text(encoding="utf-8").splitlines() for code in ("en", to)
        )
        pairs += zip(*both, strict=True)
    return list(dict.fromkeys(pairs))


def planted(pairs: Sequence[Pair], to: str, kind: str, rng: random.Random) -> list[tuple[Pair, Pair]]:
    """The pairs in which there is a place for that error, shuffled: each as it was, and with the error.

    For a negation, that is a pair with one on either side.
    """
    make, in_source = KINDS[kind]
    change = make(to)
    names = [name for _, target in pairs for name in _names(target)]
    found: list[tuple[Pair, Pair]] = []
    for source, target in rng.sample(pairs, len(pairs)):
        changed = change(source if in_source else target, rng, names)
        if (
            kind.startswith("negation")
            and _negation_dropped(to if in_source else "en")(target if in_source else source, rng, names) is None
        ):
            continue
        if changed is not None and changed not in (source, target):
            found.append(((source, target), (changed, target) if in_source else (source, changed)))
    return found


def against(source: str, target: str, to: str) -> tuple[str, ...]:
    """The names of the check that a translation fails and of the objections to it."""
    pair = LanguagePair.of("en", to)
    failed = failed_check(source, target, pair, names=True)
    return (*([failed.split(":")[0]] if failed else []), *(one.name for one in objections(source, target, pair)))


if __name__ == "__main__":
    main()
