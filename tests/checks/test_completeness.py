"""Half answers, answers with more than the translation, and answers for another text; and translations that resemble them."""

import pytest

from workflow.checks.completeness import incomplete, surplus, unrelated
from workflow.checks.language_pair import LanguagePair
from workflow.checks.omission import omitted
from workflow.checks.table import failed_check

FERRY = "The ferry leaves the pier at noon. Buy your ticket before you board."
BUTTON = "Press the button, wait until the light turns green, and then pull the lever."
MUSEUM = "The museum, which opened in 1901, has a collection of old maps and globes."
SAVE = "Save your work. Close the program. Then restart the computer."


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("es", FERRY, "El transbordador sale del muelle al mediodía."),
        ("es", FERRY, "Compre su billete antes de embarcar."),
        ("es", FERRY, "El transbordador sale del muelle al mediodía. Compre su"),
        ("es", FERRY, "El transbordador sale del muelle al mediodía. Compre su."),
        ("de", FERRY, "Die Fähre verlässt den Anleger am Mittag."),
        ("fr", FERRY, "Le ferry quitte le quai à midi."),
        ("fr", FERRY, "Achetez votre billet avant de monter à bord."),
        ("pt", FERRY, "A balsa sai do cais ao meio-dia."),
        ("uk", FERRY, "Пором відходить від причалу опівдні."),
        ("es", SAVE, "Guarde su trabajo. Luego reinicie el ordenador."),
        ("de", SAVE, "Speichern Sie Ihre Arbeit. Starten Sie dann den Computer neu."),
        ("fr", SAVE, "Enregistrez votre travail. Redémarrez ensuite l’ordinateur."),
        ("es", BUTTON, "Pulse el botón, espere hasta que la."),
        ("de", BUTTON, "Drücken Sie die Taste, warten Sie, bis das Licht grün wird, und."),
        ("fr", BUTTON, "Appuyez sur le bouton, attendez que la lumière devienne verte, puis."),
        ("es", MUSEUM, "El museo, que abrió en 1901, tiene una colección de"),
        ("es", MUSEUM, "El museo, que abrió en 1901,"),
        ("uk", MUSEUM, "Музей, що відкрився 1901 року, має колекцію старих карт і."),
        ("it", MUSEUM, "Il museo, aperto nel 1901, ha una collezione di vecchie mappe e."),
        ("de", "The old bridge over the river was built by monks.", "Die alte Brücke über den."),
    ],
)
def test_half_a_translation(to: str, source: str, target: str) -> None:
    assert incomplete(source, target, LanguagePair.of("en", to))
    assert failed_check(source, target, LanguagePair.of("en", to))


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("es", FERRY, "El transbordador sale del muelle al mediodía. Compre su billete antes de embarcar."),
        ("es", FERRY, "El transbordador sale del muelle al mediodía; compre su billete antes de embarcar."),
        ("de", FERRY, "Die Fähre verlässt den Anleger am Mittag, kaufen Sie Ihre Fahrkarte, bevor Sie an Bord gehen."),
        ("uk", FERRY, "Пором відходить від причалу опівдні; купіть квиток, перш ніж зійти на борт."),
        ("ja", FERRY, "フェリーは正午に桟橋を出ます。乗る前に切符を買ってください。"),
        ("de", "Enter the number here.", "Geben Sie die Zahl hier ein."),
        ("de", "Close the door behind you.", "Machen Sie die Tür hinter sich zu."),
        ("de", "You knew that all the time, right?", "Das wusstest du die ganze Zeit, oder?"),
        ("fr", "Ask someone for help here.", "Demandez l’aide de quelqu'un."),
        ("fr", "If there is no ticket, buy one.", "S’il n’y a pas de billet, achetez-le."),
        ("es", "Turn the wheel along the axis y.", "Gire la rueda por el eje y."),
        ("es", "The preposition that you need is de.", "La preposición que necesita es de."),
        ("es", "Use the  .", "Utilice el  ."),  # a placeholder before the stop
        ("es", "Here is what they are looking for.", "Esto es lo que buscan por."),
        ("es", "And then …", "Y luego el…"),
    ],
)
def test_a_whole_translation(to: str, source: str, target: str) -> None:
    assert incomplete(source, target, LanguagePair.of("en", to)) is None


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("es", "Open the settings and choose a language.", "Abra la configuración y elija un idioma. Conserva el tono informal del original."),
        ("de", "The bridge is closed.", "Die Brücke ist geschlossen. Gemeint sind Bauwerke über Flüsse und Täler."),
        ("fr", "The bridge is closed.", "Le pont est fermé. Le registre de langue reste soutenu comme dans votre phrase."),
        ("es", FERRY, "El transbordador sale del muelle al mediodía. Compre su billete antes de embarcar. El registro es formal y neutro."),
    ],
)  # fmt: skip
def test_a_sentence_more(to: str, source: str, target: str) -> None:
    assert surplus(source, target, LanguagePair.of("en", to))


def test_a_sentence_that_became_two() -> None:
    source = "Open the settings, where you can choose a language."
    assert surplus(source, "Abra la configuración. Allí puede elegir un idioma.", LanguagePair.of("en", "es")) is None
    assert surplus(source, "Öffnen Sie die Einstellungen. Dort können Sie eine Sprache wählen.", LanguagePair.of("en", "de")) is None  # fmt: skip


OTHERS = [
    ("es", "Open the settings and choose a language.", "Guarde el archivo y cierre la ventana."),
    ("de", "Open the settings and choose a language.", "Speichern Sie die Datei und schließen Sie das Fenster."),
    ("fr", "Open the settings and choose a language.", "Enregistrez le fichier et fermez la fenêtre."),
    ("es", "The ferry leaves the pier at noon.", "La biblioteca abre los lunes por la mañana."),
    ("de", "The ferry leaves the pier at noon.", "Die Bibliothek öffnet montags am Morgen."),
    ("fr", "The ferry leaves the pier at noon.", "La bibliothèque ouvre le lundi matin."),
    ("es", "Nobody knows why they left.", "Traiga dos abrigos para el paseo."),
    ("es", "Bread needs flour, water, salt and patience.", "El perro duerme bajo la mesa de la cocina."),
    ("de", "Bread needs flour, water, salt and patience.", "Der Hund schläft unter dem Küchentisch."),
    ("fr", "Bread needs flour, water, salt and patience.", "Le chien dort sous la table de la cuisine."),
    ("es", "Delete the old picture", "Imprima la página siguiente"),
    ("es", "Wash your hands before dinner.", "El tren llegó tarde otra vez."),
]


@pytest.mark.parametrize(("to", "source", "target"), OTHERS)
def test_the_answer_for_another_text(to: str, source: str, target: str) -> None:
    pair = LanguagePair.of("en", to)
    assert unrelated(source, target, pair)
    assert failed_check(source, target, pair)
    assert unrelated(target, source, LanguagePair.of(to, "en"))


@pytest.mark.parametrize(
    ("to", "target"),
    [("es", "Guarde el archivo"), ("de", "Speichern Sie die Datei"), ("fr", "Enregistrez le fichier")],
)
def test_a_label_for_another_label_is_objected_to(to: str, target: str) -> None:
    """Two words say too little to refuse it: people translate labels freely."""
    assert omitted("Open the settings", target, LanguagePair.of("en", to)) == "“Open the settings” may be missing"


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("es", "Odds and Ends", "Detalles varios"),
        ("de", "Allow additions", "Daten hinzufügen"),
        ("fr", "Slide design", "Style de page"),
        ("es", "Kirby Muxloe, Ashby Folville, Frisby", "Kirby Muxloe, Ashby Folville, Frisby"),
        ("es", "", ""),
        ("af", "Bread needs flour, water, salt and patience.", "Die hond slaap onder die tafel in die kombuis."),
    ],
)
def test_a_free_translation_is_not_refused(to: str, source: str, target: str) -> None:
    assert unrelated(source, target, LanguagePair.of("en", to)) is None
