"""Units of currencies and measures, letters after signs, and names with particles."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.table import failed_check


@pytest.mark.parametrize(
    ("code", "source", "target"),
    [
        ("de", "The fare rose to 32 kr.", "Der Preis stieg auf 32-krum."),
        ("de", "A loaf costs 4.20 zł here.", "Ein Brot kostet hier 4,20 Złr."),
        ("fr", "The car averages 38 mpg on the road.", "La moyenne de la voiture est de 38 mpgs."),
        ("de", "The flat measures 740 sq ft today.", "Die Wohnung misst heute 740 Sqimal."),
        ("es", "It reached 85 dB near the runway.", "Alcanzó 85 Db. cerca de la pista."),
        ("de", "A stamp costs 68¢ now.", "Eine Briefmarke kostet jetzt 68 ¢lang."),
        ("es", "The stadium cost R$ 1.4 billion.", "El estadio costó A$ 1,4 mil millones."),
        ("es", "Marta van Kolder lived here.", "Marta Kolder vivía aquí."),
        ("es", "He met Ludwig van der Meer.", "Conoció a Ludwig furgoneta der Meer."),
        ("de", "The shop of Maria dos Santos is open.", "Der Laden von Maria den Santos ist offen."),
    ],
)
def test_a_changed_fact_is_refused(code: str, source: str, target: str) -> None:
    assert failed_check(source, target, LanguagePair("en", code, "Latn", "Latn"))


@pytest.mark.parametrize(
    ("code", "source", "target"),
    [
        ("de", "The fare rose from 27 kr to 32 kr.", "Der Preis stieg von 27 Kronen auf 32 Kronen."),
        ("es", "The fare rose to 32 kr.", "El precio subió a 32 coronas."),
        ("es", "A loaf costs 4.20 zł here.", "Un pan cuesta aquí 4,20 zł."),
        ("de", "A loaf costs 4.20 zł here.", "Ein Brot kostet hier 4,20 Zloty."),
        ("es", "The car averages 38 mpg on the road.", "El coche gasta de media 38 millas por galón."),
        ("de", "The flat measures 740 sq ft today.", "Die Wohnung misst heute 740 Quadratfuß."),
        ("fr", "The flat measures 740 sq ft today.", "L’appartement mesure aujourd’hui 740 pieds carrés."),
        ("de", "It reached 85 dB near the runway.", "Nahe der Landebahn wurden 85 Dezibel erreicht."),
        ("fr", "It reached 85 dB near the runway.", "Le bruit a atteint 85 décibels près de la piste."),
        ("de", "A 5% solution is enough.", "Eine 5%ige Lösung ist genug."),
        ("de", "The stadium cost R$ 1.4 billion.", "Das Stadion kostete 1,4 Milliarden Real."),
        ("es", "Vincent van Gogh lived here.", "Vincent van Gogh vivía aquí."),
        ("fr", "Leonardo da Vinci lived here.", "Léonard de Vinci vivait ici."),
        ("de", "He met Ludwig van der Meer.", "Er traf Ludwig van der Meer."),
        ("fr", "Charles de Gaulle met Otto von Bismarck.", "Charles de Gaulle a rencontré Otto von Bismarck."),
    ],
)
def test_a_right_translation_passes(code: str, source: str, target: str) -> None:
    assert failed_check(source, target, LanguagePair("en", code, "Latn", "Latn")) is None
