"""A fraction or a multiple whose less or more a translation lost."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import number_words


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("fr", "Members pay a third less.", "Les membres payent un tiers."),
        ("de", "Members pay a third less.", "Mitglieder zahlen ein Drittel."),
        ("es", "Members pay a quarter more.", "Los miembros pagan un cuarto."),
        ("es", "Members pay a third less.", "Los miembros pagan un tercio más."),
        ("fr", "It uses half as much again.", "Il en utilise la moitié."),
        ("de", "Sales fell by a third.", "Der Umsatz betrug ein Drittel."),
        ("es", "Prices rose by a quarter.", "Los precios son de un cuarto."),
        ("fr", "It needs three times less memory.", "Il faut trois fois la mémoire."),
        ("de", "It costs 30% less.", "Es kostet 30 %."),
        ("es", "It takes half again as long.", "Tarda la mitad."),
    ],
)
def test_a_lost_direction_is_an_objection(to: str, source: str, target: str) -> None:
    assert number_words(source, target, LanguagePair.of("en", to))


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("fr", "Members pay a third less.", "Les membres payent un tiers de moins."),
        ("de", "Members pay a third less.", "Mitglieder zahlen ein Drittel weniger."),
        ("es", "Members pay a third less.", "Los miembros pagan un tercio menos."),
        ("es", "It uses half as much again.", "Usa la mitad más."),
        ("de", "Sales fell by a third.", "Der Umsatz sank um ein Drittel."),
        ("fr", "Prices rose by a quarter.", "Les prix ont augmenté d'un quart."),
        ("de", "It costs 30% less.", "Der Preis: -30 %."),
        ("es", "Half of them pay twice as much.", "La mitad paga el doble."),
        ("ja", "Members pay a third less.", "会員は3分の1安く支払う。"),
    ],
)
def test_a_direction_that_is_kept_is_none(to: str, source: str, target: str) -> None:
    assert number_words(source, target, LanguagePair.of("en", to)) is None
