"""Full names, companies and codes: each as it is, in one piece."""

import pytest

from tests.growth import fault
from workflow.checks.full_names import changed_names, fixed_names, only_names
from workflow.checks.language_pair import LanguagePair

ES, DE, FR = (LanguagePair("en", code, "Latn", "Latn") for code in ("es", "de", "fr"))


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("The museum bought Aisling Haverwicz's works.", "Das Museum kaufte Aisling, Haverwicz's Werke.", DE),
        ("Fenella Ebersqvist's garden is open.", "Le jardin Fenella est ouvert.", FR),
        ("By Siobhan Eberska", "Von Siobhan-Eberska", DE),
        ("Present: Arjun Ebersstock, Milica Havervane", "Presente: el arjun ebersstock, havervane de milica", ES),
        ("our correspondent Milica Quillerwood", "nuestra Milica correspondiente Quillerwood", ES),
        ("According to Zeynep Okonbury, it is safe.", "Selon zeynep Okonbury, c'est sûr.", FR),
        ("from J. T. Vandqvist", "von J. T. T. Vandqvist", DE),
        ("Contact: L. E. T. Tarkoamura", "Kontakt: L. E. T. T. Tarkoamura", DE),
        ("Photo by B. N. Dragowicz", "Photo par B. N. Le Dragowicz", FR),
        ("Photo by N. K. N. Caldworth", "Foto: N. K. Caldworth", DE),
        ("Partner: LCGK", "Partner: LKGK", DE),
        ("Partner: ZJZG", "Partenaire : zjzg", FR),
        ("Partner: NZVG", "Partner: NZ VG", DE),
        ("Partner: Lumranix AG", "Partner: Lumranix-Ab", DE),
        ("Partner: Lumranix AG", "Partenaire : Lumranix", FR),
        ("Partner: Troquadax GmbH", "Socio: troquadax gmbh", ES),
        ("Partner: Troquador GmbH", "Partner: Troquadors GmbH", DE),
        ("Partner: Fennixen & Zambri", "Partner: Fennixen & Zambrie", DE),
        ("Text: V. D. Okonmanski, Ystradvynlais", "Text: V. D. Okonmanski, Ystradvynla", DE),
        ("Siobhan Ebersqvist sold the house.", "Siob Ebersqvist a vendu la maison.", FR),
        ("It was done by Fennix & Nixfenor.", "Cela a été fait par Fennix et Nixfenor.", FR),
        ("Photo by Brenkwo in Kirkwall", "Photo durch Brenkwo in KirkWall", DE),
        ("Present: Marit Zelenmirov", "Present: Marit Zelenmirow", DE),
        ("Photo by Kwame Nakqvist in Moose Jaw", "Photo par Kwame Nakqvist à Moose Jawam", FR),
        ("They live in Moose Jaw.", "Sie leben in Mooser Jawe.", DE),
        ("The word ສະບາຍດີ was written.", "La palabra breve fue escrita.", ES),
        ("The word ሰላም was written.", "La palabra fue escrita.", ES),
        ("Vincent van Gogh painted it.", "Vincent Gogh lo pintó.", ES),
        ("the letters of Vincent van Gogh", "die Briefe von Vincent Van Gogh", DE),
        ("Vincent van Gogh painted it.", "Vinzente Van Gogh lo pintó.", ES),
        ("We thanked Ali bin Hassan.", "Nous avons remercié un bin Hassan.", FR),
        ("Ali bin Hassan opened it.", "Un petit bin Hassan l'a ouvert.", FR),
        ("Muhammad ibn Musa wrote it.", "Mushammad ibn Musa l'a écrit.", FR),
        ("Jan ter Horst repaired it.", "Janeur Horst l'a réparé.", FR),
        ("Grazia della Rovere sang.", "Grazia dela Rovere cantó.", ES),
        ("the town of Tromsø", "la ville de Tromsý", FR),
        ("from Łódź", "de Łódů", ES),
        ("Saint-Exupéry was a pilot.", "Saint-Exupér war ein Pilot.", DE),
        ("James's house", "Jamess Haus", DE),
        ("Kelmo & Kelmo makes it.", "Kelmo & Kelmo & Kelmo macht es.", DE),
        ("WARNING FROM KELMORA", "AVISO DE KELMORAA", ES),
        ("Mr. Brown and Mrs. Green came.", "Vinieron el Sr. Brown y la Srabe Verde.", ES),
        ("We use nginx.", "Nous utilisons nginxe.", FR),
        ("Charge your iPhone now.", "Laden Sie Ihr Iphon jetzt.", DE),
        ("Open the macOS settings.", "Öffnen Sie die Macos-Einstellungen.", DE),
        ("He met Nursultan Tarkoev.", "Er traf Nürsultan Tarkoev.", DE),
        ("A film about the Titanic won.", "Un film sur le Titanique a gagné.", FR),
    ],
)
def test_a_name_in_pieces_is_refused(source: str, target: str, pair: LanguagePair) -> None:
    assert changed_names(source, target, pair)


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("The museum bought Aisling Haverwicz's works.", "Das Museum kaufte Aisling Haverwicz' Werke.", DE),
        ("It is Marta Kovalenko's.", "Es ist Marta Kovalenkos.", DE),
        ("The garden of Amina Diallo", "Le jardin d'Amina Diallo", FR),
        ("J.R.R. Tolkien wrote it.", "J. R. R. Tolkien lo escribió.", ES),
        ("Mr Kovalenko came.", "Llegó el señor Kovalenko.", ES),
        ("The theory of Copernicus", "La teoría de Copérnico", ES),
        ("Sophocles and Aristophanes", "Sófocles y Aristófanes", ES),
        ("the tomb of Tutankhamun", "la tumba de Tutankamón", ES),
        ("Many Maori came.", "Llegaron muchos maoríes.", ES),
        ("The Sikhs left.", "Los sijes se fueron.", ES),
        ("A list of UNESCO", "Una lista de la Unesco", ES),
        ("the NATO summit", "la cumbre de la OTAN", ES),
        ("Partner: LCGK", "Partenaire : LCGK", FR),
        ("She got a B. The work was good.", "Obtuvo un notable. El trabajo era bueno.", ES),
        ("Part XVII is new.", "La parte 17 es nueva.", ES),
        ("The Chatham Islands are far.", "Die Chathaminseln sind fern.", DE),
        ("through central Oregon", "durch Zentraloregon", DE),
        ("Lake Onega is deep.", "Der Onegasee ist tief.", DE),
        ("Iraq's Abu Ghraib prison", "Das Abu-Ghraib-Gefängnis im Irak", DE),
        ("They signed ACTA.", "Ils ont signé l’ACTA.", FR),
        ("a UNESCO site", "un site de l'UNESCO", FR),
        ("eBay's history", "l’histoire d’eBay", FR),
        ("OPEC said so.", "La OPEP lo dijo.", ES),
        ("The CCTV is on.", "La videovigilancia está activada.", ES),
        ("She lives in Palermo.", "Elle vit à Palerme.", FR),
        ("the show Troy", "die Vorführung Troja", DE),
        ("The Ogoni and the Maori came.", "Llegaron los ogoni y los maoríes.", ES),
        ("the All Japan Federation", "A la cabeza de la Federación de Japón", ES),
        ("Microsoft and others, Inc. closed it.", "Lo cerraron Microsoft y otros, S.A.", ES),
        ("Acme Widgets, Inc. closed it.", "Acme Widgets, S.A. lo cerró.", ES),
        ("Mr. President spoke.", "Habló el señor presidente.", ES),
        ("Visiting van Gogh's house", "Visite de la maison de van Gogh", FR),
        ("I like psychology and pneumatics.", "Me gustan la psicología y la neumática.", ES),
        ("Charge your iPhone.", "Cargue su iPhone.", ES),
        ("Kelmo & Kelmo makes it.", "Kelmo & Kelmo macht es.", DE),
    ],
)
def test_a_whole_name_passes(source: str, target: str, pair: LanguagePair) -> None:
    assert changed_names(source, target, pair) is None


def test_names_are_whole_spans() -> None:
    text = "Fennix & Nixfenor GmbH paid A. P. Z. Lindqvist and VFFD; Спасибо, Milica Ashbyqvist's friend."
    found = [text[start:end] for start, end in fixed_names(text, ES)]
    assert found == ["Fennix & Nixfenor GmbH", "A. P. Z. Lindqvist", "VFFD", "Спасибо", "Milica Ashbyqvist"]


@pytest.mark.parametrize(
    "text", ["Tigpol", "Poughkeepsie", "Modaxor 140", "A. P. Z. Lindqvist", "Milica Ashbyqvist", "LCGK", "Lumranix AG"]
)
def test_units_that_are_names_are_copied(text: str) -> None:
    assert only_names(text, DE)


@pytest.mark.parametrize(
    "text", ["Instalation", "Configuraton", "Chapter 3", "Version 2.0", "FAQ", "OPEN", "API reference"]
)
def test_units_that_may_be_words_are_not(text: str) -> None:
    assert not only_names(text, DE)


def _many_names(count: int) -> str:
    letters = ("kel", "mo", "zer", "qui", "vra", "tob", "xen", "ul")
    names = (
        letters[at % 8] + letters[at // 8 % 8] + letters[at // 64 % 8] + letters[at // 512 % 8] for at in range(count)
    )
    return f"It lists {', '.join(f'{name.title()} Zelenqvist' for name in names)}."


def test_the_time_for_many_names_grows_as_their_number() -> None:
    assert fault(lambda text: changed_names(text, text.replace("It lists", "Nombra a"), ES), _many_names, 600) is None
    assert fault(lambda text: changed_names(text, text.replace(" Z", ", Z"), ES), _many_names, 600) is None
