"""The judge of the facts benchmark: what it calls changed is changed, and what a translator would write is kept."""

from collections.abc import Callable
from random import Random

import pytest

from benchmarks.facts.forms import Fact, by_language, number
from benchmarks.facts.judge import changed
from benchmarks.facts.sentences import KINDS, Sentence, sentences


def planted(kind: str, text: str) -> Fact:
    """The fact of the kind with that text, made by the kind's own generator; a number at once, since there are too many."""
    if kind == "grouped number":
        return Fact(text, by_language(lambda to: number(text, to)))
    make: Callable[[Random], list[Fact]] = KINDS[kind][1]
    dice = Random(text)
    for _ in range(5_000):
        for fact in make(dice):
            if fact.text == text:
                return fact
    raise AssertionError(f"{kind} never makes {text}")


def verdict(kind: str, fact: str, to: str, draft: str) -> str:
    found = planted(kind, fact)
    return changed(Sentence(kind, f"It says {fact} here.", (found,)), draft, to)


KEPT = [
    ("grouped number", "4,250", "es", "Son 4.250 libros."),
    ("grouped number", "4,250", "fr", "Il y a 4\u202f250 livres."),
    ("currency word", "95 pounds", "de", "Es kostet 95 Pfund."),
    ("currency before", "£95", "de", "Es kostet 95 £."),
    ("per cent", "45 per cent", "fr", "Ce sont 45 % des sièges."),
    ("range", "6–15", "de", "Kinder (6 bis 15) zahlen."),
    ("12-hour clock", "3 p.m.", "de", "Um 15 Uhr."),
    ("12-hour clock", "3 p.m.", "es", "A las 3 de la tarde."),
    ("ordinal", "3rd", "fr", "C'est la troisième fois."),
    ("century", "19th century", "es", "Es del siglo XIX."),
    ("decade", "1980s", "de", "Aus den 1980er Jahren."),
    ("unit symbol", "45 lb", "fr", "Un poids de 45 livres."),
    ("magnitude word", "65 billion", "es", "Son 65.000 millones."),
    ("owner", "Marta Kovalenko", "de", "Marta Kovalenkos Garten ist offen."),
    ("counted placeholder", "%d", "es", "Se enviaron %d mensajes."),
]
CHANGED = [
    ("grouped number", "4,250", "es", "Son 4,250 libros."),
    ("currency before", "£95", "de", "Es kostet 95 Dollar."),
    ("currency before", "£95", "fr", "Cela coûte 95."),
    ("per cent", "45 per cent", "fr", "Ce sont 45 des sièges."),
    ("range", "6–15", "de", "Kinder (6. 15) zahlen."),
    ("12-hour clock", "3 p.m.", "de", "Um 3 Uhr."),
    ("unit symbol", "45 lb", "de", "Ein Gewicht von 45 Uhr."),
    ("grouped number", "4,250", "de", "Es sind 4.250 Bücher, nicht 4."),
    ("magnitude word", "65 billion", "es", "Son 65 billones."),
    ("person", "Marta Kovalenko", "es", "Habla Marta Kovalenkon."),
    ("counted placeholder", "%d", "es", "El mensaje %d fue enviado."),
    ("counted placeholder", "%d", "fr", "La recherche a trouvé des documents %d."),
    ("negative number", "-12 °C", "es", "Hace 12 °C."),
]


@pytest.mark.parametrize(("kind", "fact", "to", "draft"), KEPT)
def test_kept(kind: str, fact: str, to: str, draft: str) -> None:
    assert verdict(kind, fact, to, draft) == ""


@pytest.mark.parametrize(("kind", "fact", "to", "draft"), CHANGED)
def test_changed(kind: str, fact: str, to: str, draft: str) -> None:
    assert verdict(kind, fact, to, draft)


def test_the_separators_of_a_big_number() -> None:
    facts = tuple(KINDS["big number"][1](Random(1)))
    sentence = Sentence("big number", f"Over {facts[0].text} trees.", facts)
    millions, thousands, ones = facts[0].text.split(",")
    for sign in (".", " ", "\u00a0", "\u202f"):
        assert changed(sentence, f"Son {millions}{sign}{thousands}{sign}{ones} en total.", "es") == ""
    for signs in (".,", ",."):
        assert changed(sentence, f"Son {millions}{signs[0]}{thousands}{signs[1]}{ones} en total.", "es")


def test_an_apostrophe_that_quotes_a_placeholder_of_java() -> None:
    facts = tuple(KINDS["java-format"][1](Random(3)))
    source = f"{facts[0].text}: the user {facts[1].text} doesn''t exist."
    good = f"{facts[0].text}: l''utilisateur {facts[1].text} n''existe pas."
    sentence = Sentence("java-format", source, facts)
    assert changed(sentence, good, "fr") == ""
    assert changed(sentence, good.replace("l''", "l'").replace("n''", "n'"), "fr")


def test_seeds_repeat_and_differ() -> None:
    one, again, other = (sentences(300, seed) for seed in (1, 1, 2))
    assert [each.text for each in one] == [each.text for each in again]
    assert len({each.text for each in one}) == 300
    assert len({each.text for each in one} & {each.text for each in other}) < 40
