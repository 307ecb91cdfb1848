"""The length of translations: what is usual in a language is no alarm, and what lacks most of its text is one."""

import pytest

from workflow.checks.content import length, short
from workflow.checks.language_pair import LanguagePair
from workflow.checks.length_ratio import typical_ratio

SOURCE = "The machine writes a draft of the translation, which a person reads and corrects before it is published."
TEXTS = {
    "es": "La máquina escribe un borrador de la traducción, que una persona lee y corrige antes de que se publique.",
    "sv": "Maskinen skriver ett utkast som en person läser och rättar innan det ges ut.",
    "uk": "Машина пише чернетку перекладу, яку людина читає та виправляє перед публікацією.",
    "ar": "تكتب الآلة مسودة الترجمة، ويقرؤها إنسان ويصححها قبل نشرها.",
    "he": "המכונה כותבת טיוטת תרגום, ואדם קורא ומתקן אותה לפני הפרסום.",
    "fa": "ماشین پیش‌نویس ترجمه را می‌نویسد و انسان پیش از انتشار آن را می‌خواند و اصلاح می‌کند.",
    "th": "เครื่องเขียนร่างคำแปล ซึ่งคนจะอ่านและแก้ไขก่อนเผยแพร่",
    "ja": "機械が翻訳の下書きを作り、人が読んで直してから公開します。",
    "zh": "机器写出译文草稿，由人审读修改后发布。",
    "zh_Hant": "機器寫出譯文草稿，由人審讀修改後發布。",
    "ko": "기계가 번역 초안을 쓰고, 사람이 읽고 고친 뒤 공개합니다.",
    "hi": "मशीन अनुवाद का मसौदा लिखती है, जिसे प्रकाशन से पहले कोई व्यक्ति पढ़कर सुधारता है।",
}


@pytest.mark.parametrize("code", TEXTS)
def test_what_is_usual_in_a_language_is_no_alarm(code: str) -> None:
    for ours, theirs, pair in (
        (SOURCE, TEXTS[code], LanguagePair.of("en", code)),
        (TEXTS[code], SOURCE, LanguagePair.of(code, "en")),
    ):
        assert length(ours, theirs, pair) is None
        assert short(ours, theirs, pair) is None


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_that_lacks_most_of_its_source_is_found(code: str) -> None:
    pair = LanguagePair.of("en", code)
    part = TEXTS[code][: len(TEXTS[code]) // 5]
    assert length(SOURCE, part, pair) or short(SOURCE, part, pair)


@pytest.mark.parametrize("code", TEXTS)
def test_the_ratio_of_both_directions_is_one(code: str) -> None:
    there, back = LanguagePair.of("en", code), LanguagePair.of(code, "en")
    assert typical_ratio(there) * typical_ratio(back) == pytest.approx(1)
