"""What is written in the form of another language is read as the same quantity, wherever it stands in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import quantities as check
from workflow.quantities import quantities
from workflow.quantities.more_units import more_names
from workflow.quantities.names import COUNTRY_DOLLARS, CURRENCY_SIGNS, names
from workflow.quantities.writing import written, written_with_unit

LANGUAGES = ["es", "es_MX", "de", "de_AT", "de_CH", "fr", "fr_CA", "fr_CH", "it", "pt", "pt_BR", "nl"]
WORDS = {
    "es": ["al", "a", "y", "o", "en", "es", "que", "de", "por", "con", "para", "se", "la", "El", "más", "no", "desde", "hasta", "fue"],
    "de": ["im", "am", "an", "in", "und", "oder", "je", "pro", "von", "zu", "auf", "der", "das", "war", "wird", "Man", "bis", "mal", "nach"],
    "fr": ["à", "au", "a", "et", "ou", "en", "est", "que", "de", "du", "par", "pour", "les", "plus", "ne", "sur", "Il", "jusqu'à", "l'an", "d'ici"],
    "it": ["a", "al", "e", "o", "in", "che", "del", "per"],
    "pt": ["a", "ao", "e", "ou", "em", "que", "do", "por"],
    "nl": ["in", "op", "en", "of", "per", "voor", "van", "het"],
}  # fmt: skip
SIGNS = [*(sign for sign in CURRENCY_SIGNS if sign not in "円元원¢"), *(f"{letters}$" for letters in COUNTRY_DOLLARS)]
CODES = sorted(one for one in names("en").symbols if one.isupper() and len(one) == 3)
UNITS = sorted(one for one in names("en").symbols if one not in CURRENCY_SIGNS and one not in CODES)
NUMBERS = st.sampled_from(["79.95", "450", "1,250", "3.2 million", "5bn"])
AMOUNTS = st.one_of(
    st.builds("{1}{0}".format, NUMBERS, st.sampled_from(SIGNS)),
    st.builds("{1} {0}".format, NUMBERS, st.sampled_from(CODES)),
    st.builds("{0} {1}".format, st.sampled_from(["12.5", "3", "1,250"]), st.sampled_from(UNITS)),
)


@given(AMOUNTS, st.sampled_from(LANGUAGES), st.data())
def test_what_is_written_is_read_as_the_same(amount: str, to: str, data: st.DataObject) -> None:
    source = f"There were {amount} in the box."
    (one,) = quantities(source, "en")
    text, word = written(one, ("en", to)), data.draw(st.sampled_from(WORDS[to[:2]]))
    pair = LanguagePair("en", to, "Latn", "Latn")
    for target in (f"Xa {text} {word} xa.", f"{text} {word} xa.", f"Xa xa {text}.", f"Xa ({text}) xa."):
        (other,) = quantities(target, to)
        assert (other.values, other.unit & one.unit != set()) == (one.values, True), target
        assert check(source, target, pair) is None, target


@pytest.mark.parametrize(
    ("code", "text", "unit"),
    [
        ("es", "Cuesta HK $ 450 al mes.", "HKD"),
        ("es", "Cuesta NZ $450 al mes.", "NZD"),
        ("es", "Cuesta US $ 14,7 mil millones.", "USD"),
        ("fr", "Il coûte 450 $ US par mois.", "USD"),
        ("fr", "Il coûte 450 $CA par mois.", "CAD"),
        ("de", "Es kostet 450 HK$ im Monat.", "HKD"),
        ("en", "It costs $450 AUD a month.", "AUD"),
        ("en", "In 2010 US$450 was paid.", "USD"),
    ],
)
def test_a_dollar_has_its_country(code: str, text: str, unit: str) -> None:
    assert quantities(text, code)[-1].unit == {unit}


def test_the_sign_of_the_next_amount_is_not_that_of_a_number() -> None:
    assert not quantities("In 2010 US$450 was paid.", "en")[0].unit
    assert not quantities("In 2010 A$ 450 was paid.", "en")[0].unit


@pytest.mark.parametrize("to", ["es", "de", "fr"])
@pytest.mark.parametrize("number", ["1", "12"])
@pytest.mark.parametrize("name", sorted({unit for _, unit in more_names("en")}))
def test_a_unit_that_cldr_lacks_is_read_as_it_is_written(name: str, number: str, to: str) -> None:
    said = next(word for word, unit in more_names("en") if unit == name)
    source = f"There were {number} {said} in the box."
    (one,) = quantities(source, "en")
    text = written_with_unit(one, said, ("en", to))
    assert text is not None
    (other,) = quantities(f"Xa {text} xa.", to)
    assert (other.values, other.unit, one.unit) == (one.values, frozenset({name}), frozenset({name}))
    assert check(source, f"Xa {text} xa.", LanguagePair("en", to, "Latn", "Latn")) is None
