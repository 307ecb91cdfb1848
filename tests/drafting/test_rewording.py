"""Short forms as the engine gets them, and what comes back for them."""

from collections.abc import Sequence

import pytest

from tests.drafting.fake_engines import FakeEngine
from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import number_words, quantities
from workflow.drafting.segments.postedit import restored
from workflow.drafting.segments.rewording import reworded
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine, Segment


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("See no. 4 in the list.", "es", "See n.º 4 in the list."),
        ("No. 4 is closed.", "fr", "N° 4 is closed."),
        ("Serial no. ｟1｠", "de", "Serial Nr. ｟1｠"),
        ("He said no. We left.", "de", "He said no. We left."),
        ("See no. 4 in the list.", "uk", "See no. 4 in the list."),
        ("It closes at 5 p.m. Monday.", "de", "It closes at 5 p.m. on Monday."),
        ("It closes at 5 p.m. Mondays are free.", "de", "It closes at 5 p.m. Mondays are free."),
    ],
)
def test_what_the_engine_gets(text: str, to: str, expected: str) -> None:
    assert reworded(Segment((text,)), ("en", to)).text == expected


def test_a_segment_to_align_keeps_its_characters() -> None:
    segment = Segment(("See no. 4.",), align=True)
    assert reworded(segment, ("en", "es")) is segment


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Choose Format - Lists.", "Vaya a Formato ▸ Listas.", "Vaya a Formato - Listas."),
        ("Choose Format ▸ Lists.", "Vaya a Formato ▸ Listas.", "Vaya a Formato ▸ Listas."),
        ("Go – now – to File > Save.", "Vaya a Archivo ▸ Guardar.", "Vaya a Archivo > Guardar."),
        ("See no. 4.", "Véase n.o 4.", "Véase n.º 4."),
        ("in São Paulo", "en S×o Paulo", "en São Paulo"),
        ("in Zürich", "en Zúrich", "en Zúrich"),
    ],
)
def test_signs_and_letters_that_a_model_does_not_know(source: str, target: str, expected: str) -> None:
    assert restored(source, target) == expected


def test_the_candidate_that_covers_the_source_is_chosen() -> None:
    def answer(text: str) -> Sequence[str]:
        return ["Abra el archivo.", "Abra el archivo en la carpeta."]

    (draft,) = Drafter(FakeEngine(answer), "en", "es").draft([Text("Open the file in the folder.")])
    assert draft.text == "Abra el archivo en la carpeta."


@pytest.mark.parametrize(
    ("text", "held"),
    [("Serial no. `00123`", "`00123`"), ("See no. 4 in the list.", "n.º 4"), ("No. 4 is new.", "N.º 4")],
)
def test_the_number_of_a_thing_is_no_negation(text: str, held: str, starter: Engine) -> None:
    (draft,) = Drafter(starter, "en", "es").draft([Text(text)])
    assert draft.text is not None and held in draft.text
    assert "no." not in draft.text.lower()


@pytest.mark.parametrize(
    ("to", "half", "whole"),
    [
        ("es", "medio millón", "un millón"),
        ("de", "eine halbe Million", "eine Million"),
        ("fr", "un demi-million", "un million"),
    ],
)
def test_half_a_million(to: str, half: str, whole: str) -> None:
    pair = LanguagePair.of("en", to)
    assert quantities("It has half a million.", f"X {half}.", pair) is None
    assert quantities("It has half a million.", f"X {whole}.", pair)
    assert quantities("It has a million.", f"X {half}.", pair)


@pytest.mark.parametrize(
    ("to", "good", "bad"),
    [
        ("es", "un aumento de 12 veces", "un aumento de 12 horas"),
        ("de", "ein 12-facher Anstieg", "eine 12-Falte Erhöhung"),
        ("fr", "a été multiplié par 12", "une augmentation de 12 heures"),
        ("es", "la duodécima parte", "la parte 12"),
    ],
)
def test_a_multiple_in_digits(to: str, good: str, bad: str) -> None:
    pair = LanguagePair.of("en", to)
    assert number_words("a 12-fold increase", good, pair) is None
    assert number_words("a 12-fold increase", bad, pair) == "12-fold is no multiple in the translation"
