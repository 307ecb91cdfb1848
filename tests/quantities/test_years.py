"""Years with a word beside them, months that are numbers, years of the Thai calendar."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import quantities

SEPTEMBER, YEAR, RANGE = "The law was adopted in September 2025.", "The law was adopted in 2025.", "From 2020 to 2025"
TEXTS = {
    "uk": {SEPTEMBER: ["Закон ухвалили у вересні 2025 року.", "У вересні 2025 р. закон ухвалили."], YEAR: ["Закон ухвалили у 2025 році.", "Звіт за 2025 рік"],
           RANGE: ["Від 2020 до 2025 року", "У 2020–2025 роках"]},
    "ru": {SEPTEMBER: ["Закон приняли в сентябре 2025 года."], YEAR: ["Закон приняли в 2025 г."], RANGE: ["с 2020 по 2025 год", "в 2020–2025 гг."]},
    "be": {SEPTEMBER: ["Закон прынялі ў верасні 2025 года."]},
    "bg": {SEPTEMBER: ["Законът беше приет през септември 2025 г."], YEAR: ["през 2025 година"]},
    "mk": {SEPTEMBER: ["Законот беше усвоен во септември 2025 година."]},
    "hr": {SEPTEMBER: ["Zakon je usvojen u rujnu 2025. godine."]},
    "pl": {SEPTEMBER: ["Ustawę przyjęto we wrześniu 2025 roku."], YEAR: ["Ustawę przyjęto w 2025 r.", "w roku 2025"]},
    "cs": {SEPTEMBER: ["Zákon byl přijat v září roku 2025."], YEAR: ["v roce 2025"]},
    "lt": {SEPTEMBER: ["Įstatymas priimtas 2025 m. rugsėjį.", "2025 metų rugsėjį"]},
    "lv": {SEPTEMBER: ["Likums pieņemts 2025. gada septembrī."]},
    "et": {SEPTEMBER: ["Seadus võeti vastu 2025. aasta septembris."]},
    "hu": {YEAR: ["a 2025-ös évben", "2025. évben"]},
    "tr": {YEAR: ["Yasa 2025 yılında kabul edildi."]},
    "kk": {SEPTEMBER: ["Заң 2025 жылдың қыркүйегінде қабылданды."]},
    "zh": {SEPTEMBER: ["法律于2025年9月通过。", "2025 年 9 月"], YEAR: ["2025年"], RANGE: ["从2020年到2025年"]},
    "ja": {SEPTEMBER: ["法律は2025年9月に可決された。"], YEAR: ["2025年", "２０２５年に"], RANGE: ["2020年から2025年まで", "2020～2025年"]},
    "ko": {SEPTEMBER: ["법은 2025년 9월에 통과되었다."], YEAR: ["2025년"], RANGE: ["2020년부터 2025년까지", "2020~2025년"]},
    "vi": {SEPTEMBER: ["Luật được thông qua vào tháng 9 năm 2025."], YEAR: ["năm 2025"]},
    "mn": {SEPTEMBER: ["2025 оны 9-р сард"]},
    "th": {YEAR: ["ปี 2025", "พ.ศ. 2568"]},
    "ar": {YEAR: ["في عام 2025", "سنة ٢٠٢٥"]},
    "hi": {YEAR: ["वर्ष 2025"]},
}  # fmt: skip
PAIRS = [(code, ours, theirs) for code, texts in TEXTS.items() for ours, several in texts.items() for theirs in several]


@pytest.mark.parametrize(("code", "ours", "theirs"), PAIRS)
def test_a_word_for_the_year_is_no_quantity(code: str, ours: str, theirs: str) -> None:
    assert quantities(ours, theirs, LanguagePair.of("en", code)) is None
    assert quantities(theirs, ours, LanguagePair.of(code, "en")) is None


@pytest.mark.parametrize(
    ("code", "ours", "theirs"),
    [
        ("uk", SEPTEMBER, "Закон ухвалили у вересні 2024 року."),
        ("lt", SEPTEMBER, "Įstatymas priimtas 2052 m. rugsėjį."),
        ("ja", SEPTEMBER, "法律は2025年8月に可決された。"),
        ("zh", "In May 2025, 9 people came.", "2025年5月有人来了。"),
        ("ko", "In May 2025, 9 people came.", "2025년 5월에 사람들이 왔다."),
        ("vi", SEPTEMBER, "Luật được thông qua vào tháng 8 năm 2025."),
        ("th", YEAR, "พ.ศ. 2569"),
        ("ru", "The sack has 2000 kg.", "В мешке 2000 года."),
    ],
)
def test_another_year_or_month_is_found(code: str, ours: str, theirs: str) -> None:
    assert quantities(ours, theirs, LanguagePair.of("en", code))


@pytest.mark.parametrize(
    ("code", "ours", "theirs"),
    [
        ("es", "Bones two million to three million years old", "Huesos de dos a tres millones de años"),
        ("de", "Bones two million to three million years old", "Knochen, zwei bis drei Millionen Jahre alt"),
        ("fr", "Bones two million to three million years old", "Des os de deux à trois millions d’années"),
        ("de", "It was his 60th goal.", "Es war sein sechzigstes Tor."),
        ("es", "the British 11th Hussars", "los undécimos húsares británicos"),
    ],
)
def test_a_number_in_words_stands_for_one_in_digits_or_with_a_magnitude(code: str, ours: str, theirs: str) -> None:
    assert quantities(ours, theirs, LanguagePair.of("en", code)) is None


@pytest.mark.parametrize(
    ("code", "ours", "theirs"),
    [
        ("es", "Bones two million to three million years old", "Huesos de tres millones de años"),
        ("de", "two billion people", "zwei Millionen Menschen"),
        ("de", "It was his 60th goal.", "Es war sein fünfzigstes Tor."),
    ],
)
def test_another_number_in_words_is_found(code: str, ours: str, theirs: str) -> None:
    assert quantities(ours, theirs, LanguagePair.of("en", code))
