"""Characters that nobody sees are refused, unless the source has them or the script needs them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.checks.invisible import hidden
from workflow.checks.language_pair import LanguagePair

ES = LanguagePair("en", "es", "Latn", "Latn")
FA = LanguagePair("en", "fa", "Latn", "Arab")
AR = LanguagePair("en", "ar", "Latn", "Arab")
HE = LanguagePair("en", "he", "Latn", "Hebr")
HI = LanguagePair("en", "hi", "Latn", "Deva")
KM = LanguagePair("en", "km", "Latn", "Khmr")

HIDDEN = [
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2065)),
    *map(chr, range(0x2066, 0x2070)),
    *"\ufeff\u00ad\u061c\u180e\u034f\u115f\u3164\uffa0\u2800\ufe0f\ufe00\u2028\u2029\ufffc\ufffd",
    *"\x00\x07\x1b\x7f\x85\x93\r\x0b",
    *"\U000e0001\U000e0041\U000e007f\U000e0100",
    *"\ue000\U000f0000\U0010fffd",
    *"\u0378\ufdd0\uffff",
    *"\ud800\udfff",
]


@pytest.mark.parametrize("char", HIDDEN, ids=lambda char: f"U+{ord(char):04X}")
def test_hidden_characters(char: str) -> None:
    reason = hidden("The tide rises.", f"La ma{char}rea sube.", ES)
    assert reason
    assert reason.startswith(f"contains U+{ord(char):04X}")
    assert reason.isprintable()
    assert hidden(f"The ti{char}de", f"La ma{char}rea", ES) is None
    assert hidden(f"The ti{char}de", f"La {char}ma{char}rea", ES)


@pytest.mark.parametrize(
    ("target", "pair"),
    [
        ("می‌خواهم", FA),
        ("क्‍ष", HI),
        ("ක්‍ෂ", LanguagePair("en", "si", "Latn", "Sinh")),
        ("ভাষা‌র", LanguagePair("en", "bn", "Latn", "Beng")),
        ("الإصدار 2.0\u200f", AR),
        ("C++\u200e שפת", HE),
        ("ភាសា\u200bខ្មែរ", KM),
        ("La marea «sube»\u202f: 5\u00a0km\u2009–\u20116 ñandú", ES),
        ("Uno\n\tDos", ES),
        ("La marea 🌊 sube e\u0301", ES),
        ("", ES),
    ],
)
def test_characters_that_a_script_needs(target: str, pair: LanguagePair) -> None:
    assert hidden("The tide", target, pair) is None


@pytest.mark.parametrize(
    ("target", "pair"),
    [
        ("مد\u202eجزر", AR),
        ("مد\u200fجزر", AR),
        ("\u200cمد", FA),
        ("a\u200cb", FA),
        ("मद\u200b", HI),
        ("La marea 5\u200e", ES),
    ],
)
def test_characters_that_it_does_not_need(target: str, pair: LanguagePair) -> None:
    assert hidden("The tide", target, pair)


def test_emoji_of_the_source_pass() -> None:
    assert hidden("Go ❤️ 👨‍👩‍👧", "Ve ❤️ 👨‍👩‍👧", ES) is None
    assert hidden("Go", "Ve ❤️", ES)


@given(st.text(max_size=30))
def test_a_text_hides_nothing_from_itself(text: str) -> None:
    assert hidden(text, text, ES) is None
