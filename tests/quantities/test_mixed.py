"""Mixed numbers: a whole number with a fraction, in digits and in words, and the units that recipes have."""

from decimal import Decimal

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import quantities as check
from workflow.quantities import quantities
from workflow.quantities.mixed import mixed_words

BAKE = "Bake for 1 1/2 hours at 180 °C."
RIGHT = [
    ("de", BAKE, "Anderthalb Stunden bei 180 °C backen."),
    ("de", BAKE, "1,5 Stunden bei 180 °C backen."),
    ("de", BAKE, "1 1/2 Stunden bei 180 °C backen."),
    ("de", BAKE, "Eineinhalb Stunden bei 180 °C backen."),
    ("fr", BAKE, "Enfournez 1 heure 30 à 180 °C."),
    ("fr", BAKE, "Enfournez 1 h 30 à 180 °C."),
    ("fr", BAKE, "Faites cuire une heure et demie à 180 °C."),
    ("es", BAKE, "Hornee una hora y media a 180 °C."),
    ("es", "Bake for 2 1/2 hours.", "Hornee 2 horas y media."),
    ("es", "1 1/2 h", "1 h 30 min"),
    ("fr", "Bake for 2 1/4 hours.", "Cuire deux heures et quart."),
    ("de", "Add 2-1/2 cups of milk.", "2 ½ Tassen Milch zugeben."),
    ("es", "Add 2 3/4 cups of milk.", "Añada 2 3/4 tazas de leche."),
    ("es", "1 and 1/2 cups", "1 1/2 tazas"),
    ("es", "one and a half hours", "1,5 horas"),
    ("de", "It is 1.5 m long.", "Es ist anderthalb Meter lang."),
    ("fr", "about 5 feet, 2 1/2 inches", "5 pieds, 2 ½ pouces"),
    ("fr", "a 5 1/2-hour argument", "un débat de cinq heures et demie"),
    ("de", "Use 24 1/2-inch bolts.", "Verwenden Sie 24 Schrauben von 1/2 Zoll."),
    ("es", "See Section 2 1/3 of this.", "Véase la sección 2 1/3 de esto."),
    ("de", "page 4 1/2025", "Seite 4 1/2025"),
    ("es", "On May 1 1/2 price for all.", "El 1 de mayo 1/2 precio para todos."),
    ("es", "a 0-1/2 cup range", "un rango de 0 a 1/2 taza"),
    ("fr", "In 2 weeks", "La deuxième semaine"),
    ("fr", "Add 2 tbsp oil.", "Ajoutez 2 c. à soupe d'huile."),
    ("fr", "Add 2 tsp salt.", "Ajoutez 2 c. à café de sel."),
    ("fr", "Add 2 tbsp oil and salt.", "Ajoutez 2 c. à s. d'huile et du sel."),
    ("fr", "Add 2 tsp.", "Ajoutez 2 c. à c."),
    ("fr", "Add 2 teaspoons of oil.", "Ajoutez 2 cuillerées à thé d'huile."),
    ("es", "Add 1 tbsp oil.", "Añada 1 cda. de aceite."),
    ("es", "Add 2 tsp salt.", "Añada 2 cdtas. de sal."),
    ("es", "Add 2 tablespoons.", "Añada 2 cucharadas."),
    ("de", "Add 2 tbsp oil.", "2 EL Öl zugeben."),
    ("de", "Add 1 1/2 tsp salt.", "1 ½ TL Salz zugeben."),
]
WRONG = [
    ("fr", BAKE, "Première pour 1/2 heures à 180 °C."),
    ("es", BAKE, "Primero hornear 1/2 hora a 180 °C."),
    ("es", BAKE, "Hornee dos horas y media a 180 °C."),
    ("de", BAKE, "Eine halbe Stunde bei 180 °C backen."),
    ("fr", BAKE, "Une demi-heure à 180 °C."),
    ("de", "Bake for 2 1/2 hours.", "Zweite 1/2 Stunden backen."),
    ("es", "Add 2 3/4 cups of milk.", "Añada 3/4 tazas de leche."),
    ("de", "Simon pitched 6 1/3 innings.", "Simon schlug 6 Mal in den 1/3 Innings."),
    ("fr", "Wait 2 hours.", "Attendez la deuxième heure."),
    ("fr", "Take 2 kg of rice.", "Prenez le deuxième kg de riz."),
    ("fr", "Add 2 tbsp oil.", "Ajoutez 2 c. à café d'huile."),
    ("es", "Add 2 tbsp oil.", "Añada 2 cdtas. de aceite."),
    ("de", "Add 2 tsp oil.", "2 EL Öl zugeben."),
]


@pytest.mark.parametrize(("to", "source", "target"), RIGHT)
def test_right(to: str, source: str, target: str) -> None:
    assert check(source, target, LanguagePair.of("en", to)) is None


@pytest.mark.parametrize(("to", "source", "target"), WRONG)
def test_wrong(to: str, source: str, target: str) -> None:
    assert check(source, target, LanguagePair.of("en", to))


@pytest.mark.parametrize("text", ["2 3/4", "2-3/4", "2 ¾", "2¾", "2 and 3/4", "2\u00a03⁄4"])
def test_a_mixed_number_is_one_quantity(text: str) -> None:
    (one,) = quantities(f"Add {text} cups.", "en")
    assert (one.text, one.values[0], *one.unit) == (text, Decimal("2.75"), "volume-cup")


@pytest.mark.parametrize(
    "text", ["Section 2 1/3", "page 4 1/2", "in 2012 1/3 of all", "May 1 1/2 price", "2 5/4", "2 1/7", "0-1/2"]
)
def test_two_numbers_stay_two(text: str) -> None:
    assert len(quantities(text, "en")) == 2


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "one and a half, an hour and a half, two-and-a-half", ["1.5", "1.5", "2.5"]),
        ("es", "tres horas y cuarto", ["3.25"]),
        ("fr", "une heure trente", ["1.5"]),
        ("fr", "une demi-heure", []),
        ("de", "zweieinhalb, eindreiviertel, anderthalbstündig", ["2.5", "1.75", "1.5"]),
        ("de", "eine halbe Stunde", []),
        ("ja", "one and a half", []),
    ],
)
def test_in_words(code: str, text: str, values: list[str]) -> None:
    assert [value for value, _, _ in mixed_words(text, code)] == [Decimal(value) for value in values]
