"""Words of two scripts, words of another script or language, and texts in capitals."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.letters import letters
from workflow.languages import language

TIDE = "The tide comes to the old harbour twice a day."


def pair(target: str) -> LanguagePair:
    return LanguagePair("en", target, "Latn", language(target).script)


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("es", "La mareа llega al puerto viejo."),  # Cyrillic а
        ("es", "La marea llega al рuerto viejo."),  # Cyrillic р
        ("de", "Der groβe Hafen"),  # Greek β
        ("fr", "Le pοrt est vieux."),  # Greek ο
        ("uk", "Приплив прихoдить двічі."),  # Latin o
        ("es", "La marea llega al 古い港 dos veces."),
        ("es", "La marea llega al порт viejo."),
        ("uk", "Приплив приходить до מלון."),
        ("es", "LA MAREA LLEGA AL PUERTO VIEJO."),
        ("es", "Lamareallegaalpuertoviejodosvecesaldía."),
        ("es", "L a m a r e a l l e g a a l p u e r t o v i e j o."),
        ("uk", "ПРИПЛИВ ПРИХОДИТЬ ДВІЧІ НА ДЕНЬ."),
    ],
)
def test_letters_and_words_of_another_language(code: str, target: str) -> None:
    assert letters(TIDE, target, pair(code))


@pytest.mark.parametrize(
    ("code", "source", "target"),
    [
        ("es", TIDE, "La marea llega al puerto viejo dos veces al día."),
        ("de", "The length is 5 µm or 3 Ω.", "Die Länge ist 5 µm oder 3 Ω."),
        ("de", "The angle α", "Der Winkel α"),
        ("es", "The word море is Russian.", "La palabra море es rusa."),
        ("uk", "Open the PDF in Firefox.", "Відкрийте PDF у Firefox."),
        ("uk", "The PDF files", "PDFи"),
        ("ja", "Use the PC.", "PCを使います。"),
        ("ja", TIDE, "潮は一日に二回、古い港に来ます。"),
        ("zh", "Open the App now.", "现在打开App。"),
        ("el", "The tide", "Η παλίρροια"),
        ("es", "STOP NOW", "PARE AHORA MISMO"),
        ("es", "the UNESCO", "UNESCO"),
        ("sr", "The tide", "Plima dolazi u staru luku"),
        ("hi", TIDE, "ज्वार दिन में दो बार पुराने बंदरगाह पर आता है।"),
    ],
)
def test_texts_of_the_language(code: str, source: str, target: str) -> None:
    assert letters(source, target, pair(code)) is None
