"""Names: kept, or in a form that translators write."""

import pytest

from workflow.checks.full_names import changed_names, fixed_names, only_names
from workflow.checks.language_pair import LanguagePair
from workflow.checks.names import missing_names
from workflow.checks.scripts import foreign_words
from workflow.lexicon import Lexicon

ES, DE, FR = (LanguagePair("en", code, "Latn", "Latn") for code in ("es", "de", "fr"))
UK, IT = LanguagePair("en", "uk", "Latn", "Cyrl"), LanguagePair("en", "it", "Latn", "Latn")


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("Marta Kovalenko", "Martta Kovalenko", ES),
        ("Marta Kovalenko", "Marta Kovalenkon", ES),
        ("Marta Kovalenko", "Marta Kovalenkos", ES),
        ("By J. R. R. Tolkien", "Por J. R. Tolkien", ES),
        ("He met T. S. Eliot.", "Il a rencontré Eliot.", FR),
        ("We asked Capuzzo again.", "Nous avons demandé à Capuzzzo.", FR),
        ("Use Kubernetes here.", "Use Kuberntes aquí.", ES),
        ("The Albuquerque office is open.", "Das Büro in Albuquer ist offen.", DE),
        ("The word 橋 means bridge.", "La palabra significa puente.", ES),
        ("Say Привет to her.", "Dites bonjour à elle.", FR),
        ("The sign λ is Greek.", "Das Zeichen ist griechisch.", DE),
        ("The Foobarine library", "La biblioteca Fubarina", ES),
        ("Getting Started With Zanzigrid", "Erste Schritte mit Zanzigriden", DE),
        ("Connect Fentiglum to the printer.", "Fentiglumm an den Drucker.", DE),
        ("Partner: Monixzan GmbH", "Partner: Monixszan GmbH", DE),
        ("Text: Liesl Thornmirov, Kirkwall", "Text: Lisl Thornmirov, Kirkwall", FR),
    ],
)
def test_a_changed_name_is_refused(source: str, target: str, pair: LanguagePair) -> None:
    assert changed_names(source, target, pair)


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("Kovalenko's book is out.", "Kovalenkos Buch ist da.", DE),
        ("Kovalenko's book is out.", "Ya salió el libro de Kovalenko.", ES),
        ("She lives in London and Warsaw.", "Vive en Londres y Varsovia.", ES),
        ("On Monday, the Germans came.", "El lunes llegaron los alemanes.", ES),
        ("The Spanish president, Jose Lopez", "El presidente español, José López", ES),
        ("president Saakashvili", "el presidente Saakachvili", ES),
        ("They came to Tobruk.", "Ils sont venus à Tobrouk.", FR),
        ("J.R.R. Tolkien wrote it.", "J. R. R. Tolkien lo escribió.", ES),
        ("It is in Kazakhstan.", "Es liegt in Kasachstan.", DE),
        ("Getting Started With Your Library", "Primeros pasos con su biblioteca", ES),
        ("The Ukrainians won.", "Les Ukrainiens ont gagné.", FR),
        ("The word 橋 means bridge.", "La palabra 橋 significa puente.", ES),
        ("Marta Kovalenko", "Марта Коваленко", UK),
        ("They saw London.", "Videro Londra.", IT),
        ("The U.S. Congress met.", "El Congreso de EE. UU. se reunió.", ES),
        ("Two Lamborghinis stood there.", "Dos Lamborghini estaban allí.", ES),
    ],
)
def test_a_kept_or_known_name_passes(source: str, target: str, pair: LanguagePair) -> None:
    assert changed_names(source, target, pair) is None
    assert missing_names(source, target, pair) is None


def test_a_lost_place_is_an_objection_only() -> None:
    source, target = "He went to Warsaw.", "Se fue a casa."
    assert changed_names(source, target, ES) is None
    assert missing_names(source, target, ES) == "Warsaw missing"


@pytest.mark.parametrize(
    "text",
    [
        "Marta Kovalenko",
        "J. R. R. Tolkien",
        "Dr. Amina Diallo, Nairobi",
        "Acme Widgets Ltd.",
        "Ludwig van Beethoven",
        "Amina Diallo & Marta Kovalenko",
        "Marta Kovalenko (Nairobi)",
        "Sinéad O'Connor",
        "Hans Müller GmbH",
        "T. S. Eliot",
        "John Smith",
        "Zbigniew Brzeziński",
        "Linux",
    ],
)
def test_names_alone_are_copied(text: str) -> None:
    assert only_names(text, ES)


@pytest.mark.parametrize(
    "text",
    [
        "By Marta Kovalenko",
        "London",
        "Germany",
        "Installation",
        "Getting Started",
        "Contact Us",
        "Open Access",
        "Instalation",
        "GitHub Actions",
        "Kazakhstan",
        "Marta Kovalenko wrote it",
        "Monday",
        "Marta Kovalenko, London",
        "marta",
        "",
        "5",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not only_names(text, ES)


def test_names_are_not_copied_into_another_script_or_without_a_table() -> None:
    assert not only_names("Marta Kovalenko", UK)
    assert not only_names("Marta Kovalenko", IT)


def test_fixed_names_with_initials_are_one() -> None:
    text = "He met J. R. R. Tolkien and Marta Kovalenko's brother in London; 橋 本 is a word."
    assert [text[start:end] for start, end in fixed_names(text, ES)] == ["J. R. R. Tolkien", "Marta Kovalenko", "橋 本"]


def test_foreign_words_are_found_by_script() -> None:
    text = "Ελλάδα, Привет мир, São, ª and naïve"
    assert [text[start:end] for start, end in foreign_words(text, "Latn")] == ["Ελλάδα", "Привет мир"]
    assert foreign_words("Слово cat тут", "Cyrl") == []
    assert foreign_words("text", "Cher") == []


def test_words_of_the_list_are_no_names() -> None:
    assert Lexicon("en").has("library")
    assert not Lexicon("en").may_be_word("kovalenko")
