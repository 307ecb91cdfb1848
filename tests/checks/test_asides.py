"""Sentences and labels beside a translation are refused; translations that are divided in another way are not."""

import pytest

from workflow.checks.asides import aside
from workflow.checks.language_pair import LanguagePair
from workflow.checks.table import failed_check
from workflow.languages import language

TIDE = "The tide comes to the old harbour twice a day."
SPANISH = "La marea llega al puerto viejo dos veces al día."


def pair(target: str) -> LanguagePair:
    return LanguagePair("en", target, "Latn", language(target).script)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("es", f"Entendido. {SPANISH}"),
        ("es", f"Perfecto. {SPANISH}"),
        ("es", f"Claro que sí. {SPANISH}"),
        ("es", f"De acuerdo: {SPANISH}"),
        ("es", f"Traduzco: {SPANISH}"),
        ("es", f"Por supuesto, aquí la tienes: {SPANISH}"),
        ("fr", "Bien sûr, la voici : La marée arrive au vieux port deux fois par jour."),
        ("uk", "Звичайно, ось він: Приплив приходить до старого порту двічі на день."),
        ("ar", "بالتأكيد، ها هي: يصل المد إلى الميناء القديم مرتين في اليوم."),
        ("es", f"Assistant: {SPANISH}"),
        ("es", f"{SPANISH} Fin de la traducción."),
        ("es", f"{SPANISH} Traducción automática."),
        ("es", f"{SPANISH} {SPANISH}"),
        ("de", "Okay. Die Flut kommt zweimal am Tag in den alten Hafen."),
        ("de", "Natürlich. Die Flut kommt zweimal am Tag in den alten Hafen."),
        ("de", "Fluten: Die Flut kommt zweimal am Tag in den alten Hafen."),
        ("fr", "D’accord. La marée arrive au vieux port deux fois par jour."),
        ("fr", "Très bien : La marée arrive au vieux port deux fois par jour."),
        ("tr", "Çeviri: Gelgit günde iki kez eski limana gelir."),
        ("ko", "번역: 조수는 하루에 두 번 오래된 항구에 옵니다."),
        ("he", "תרגום: הגאות מגיעה לנמל הישן פעמיים ביום."),
        ("fa", "ترجمه: جزر و مد دو بار در روز به بندر قدیمی می\u200cآید."),
        ("hi", "अनुवाद: ज्वार दिन में दो बार पुराने बंदरगाह पर आता है।"),
        ("hi", "ज़रूर! ज्वार दिन में दो बार पुराने बंदरगाह पर आता है।"),
        ("zh", "当然！潮水每天两次来到旧港口。"),
    ],
)
def test_what_stands_beside_a_translation(code: str, answer: str) -> None:
    assert aside(TIDE, answer, pair(code))
    assert failed_check(TIDE, answer, pair(code))


@pytest.mark.parametrize(
    ("code", "source", "target"),
    [
        ("es", TIDE, SPANISH),
        ("es", "Wait: it rains in the old harbour.", "Espere. Llueve en el puerto viejo."),
        ("fr", "Eleven months -- the average age of an apple.", "Onze mois. C’est l’âge moyen d’une pomme."),
        ("de", "A study shows that people like old harbours.", "Eine Studie zeigt: Menschen mögen alte Häfen."),
        ("de", 'She said, "There is no water here."', "Sie sagte: „Hier ist kein Wasser.“"),
        ("fr", "Note that the door of the house is open.", "Remarque : la porte de la maison est ouverte."),
        ("es", "For example, the old harbour is deep.", "Ejemplo: el puerto viejo es profundo."),
        ("de", "Char Font Family", "Zeichen: Schriftfamilie"),
        ("es", "He lives in the U.S. today with his family.", "Hoy vive en EE. UU. con su familia."),
        ("de", "It opens on 3 May at the old harbour.", "Es öffnet am 3. Mai am alten Hafen."),
        ("es", "Yahoo! Answers is closed", "Yahoo! Answers está cerrado"),
    ],
)
def test_translations_that_are_divided_in_another_way(code: str, source: str, target: str) -> None:
    assert aside(source, target, pair(code)) is None
