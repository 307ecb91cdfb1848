"""Fixed probe sentences, by source language, that show which placeholder tags a package copies.

A package of another source language gets the English ones: the translation of the words does not matter.
"""

from workflow.drafting.segments.planning import Role

__all__ = ["PROBES"]

_N, _O, _C = Role.NOUN, Role.OPEN, Role.CLOSE
PROBES: dict[str, tuple[tuple[str | Role, ...], ...]] = {
    "en": (
        ("Open the file ", _N, " in an editor."),
        ("The value of ", _N, " is larger than ", _N, "."),
        ("If you call ", _N, " without an argument, it returns ", _N, " and the program ends."),
        ("Read the ", _O, "first chapter", _C, " before you go on."),
        ("You can change the ", _O, "name", _C, " of the house with ", _N, "."),
        (_N, " has sent you a letter."),
        ("We thank ", _O, "our friends", _C, " and ", _O, "the library", _C, " for their help."),
        ("There are ", _N, " books on the table, and ", _N, " of them are new."),
    ),
    "es": (
        ("Abra el archivo ", _N, " en un editor."),
        ("El valor de ", _N, " es mayor que ", _N, "."),
        ("Lea el ", _O, "primer capítulo", _C, " antes de seguir."),
        ("Puede cambiar el ", _O, "nombre", _C, " de la casa con ", _N, "."),
        (_N, " le ha enviado una carta."),
        ("Hay ", _N, " libros en la mesa, y ", _N, " de ellos son nuevos."),
    ),
    "de": (
        ("Öffnen Sie die Datei ", _N, " in einem Editor."),
        ("Der Wert von ", _N, " ist größer als ", _N, "."),
        ("Lesen Sie das ", _O, "erste Kapitel", _C, ", bevor Sie weitermachen."),
        ("Sie können den ", _O, "Namen", _C, " des Hauses mit ", _N, " ändern."),
        (_N, " hat Ihnen einen Brief geschickt."),
        ("Auf dem Tisch liegen ", _N, " Bücher, und ", _N, " davon sind neu."),
    ),
    "fr": (
        ("Ouvrez le fichier ", _N, " dans un éditeur."),
        ("La valeur de ", _N, " est plus grande que ", _N, "."),
        ("Lisez le ", _O, "premier chapitre", _C, " avant de continuer."),
        ("Vous pouvez changer le ", _O, "nom", _C, " de la maison avec ", _N, "."),
        (_N, " vous a envoyé une lettre."),
        ("Il y a ", _N, " livres sur la table, et ", _N, " sont nouveaux."),
    ),
    "uk": (
        ("Відкрийте файл ", _N, " у редакторі."),
        ("Значення ", _N, " більше, ніж ", _N, "."),
        ("Прочитайте ", _O, "перший розділ", _C, ", перш ніж продовжити."),
        ("Ви можете змінити ", _O, "назву", _C, " будинку за допомогою ", _N, "."),
        (_N, " надіслав вам листа."),
    ),
}
