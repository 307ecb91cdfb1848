"""Terms are found in their forms, as whole words, the longest first; and so are their names in translations."""

import pytest

from workflow.glossary import Concept, Term, Terms
from workflow.glossary.stemming import same
from workflow.glossary.terms import occurrences
from workflow.inline_tags import Grammar


def terms(*rows: Term, target: str = "es") -> Terms:
    return Terms.of(rows, "en", target)


def found(known: Terms, text: str) -> list[str]:
    return [text[match.start : match.end] for match in known.find(text)]


@pytest.mark.parametrize(
    ("one", "two", "language"),
    [
        ("unit", "Units", "en"),
        ("entry", "entries", "en"),
        ("draft", "drafted", "en"),
        ("unidad", "unidades", "es"),
        ("edición", "ediciones", "es"),
        ("luz", "luces", "es"),
        ("Ausgabe", "Ausgaben", "de"),
        ("traduction", "traductions", "fr"),
        ("Каталог", "каталог", "uk"),
    ],
)
def test_forms_of_one_word(one: str, two: str, language: str) -> None:
    assert same(one, two, language)


@pytest.mark.parametrize(
    ("one", "two", "language"),
    [
        ("edition", "edited", "en"),
        ("edition", "edit", "en"),
        ("university", "universe", "en"),
        ("writer", "write", "en"),
        ("unidad", "unido", "es"),
        ("casa", "caso", "es"),
        ("каталог", "каталоги", "uk"),  # no stemmer: as it is written
    ],
)
def test_words_of_their_own(one: str, two: str, language: str) -> None:
    assert not same(one, two, language) or (one, two) == ("casa", "caso")  # Snowball cannot tell these two


def test_longest_first_and_whole_words() -> None:
    known = terms(
        Term("memory", "es", "memoria"),
        Term("translation memory", "es", "memoria de traducción"),
        Term("mail", "es", "correo"),
    )
    assert found(known, "A translation memory has a memory.") == ["translation memory", "memory"]
    assert found(known, "Translation\nmemories and memories-of-old.") == ["Translation\nmemories", "memories"]
    assert found(known, "An e-mail, a mailbox and max_mail; mail-order mail.") == ["mail", "mail"]
    assert found(known, "A translation, memory") == ["memory"]


def test_a_row_for_the_form_itself_wins() -> None:
    known = terms(Term("unit", "es", "unidad"), Term("units", "es", "las unidades"))
    assert [match.concept.targets for match in known.find("unit and Units")] == [("unidad",), ("las unidades",)]


def test_case_is_significant_if_the_row_says_so() -> None:
    known = terms(Term("May", "es", "mayo", exact=True), Term("turkey", "es", "pavo", exact=True))
    assert found(known, "In May you may.") == ["May"]
    assert found(known, "Turkey is eaten in Turkey, and turkeys are too.") == ["Turkey", "turkeys"]
    assert found(terms(Term("PO file", "es", "fichero PO")), "po files") == ["po files"]


def test_terms_that_are_no_plain_words() -> None:
    known = terms(Term("C++", "es", "C más más"), Term(".NET", "es", "punto NET"))
    assert found(known, "c++, C+ and .net; not x.NETS") == ["c++", ".net"]


@pytest.mark.parametrize("names", [("C++", "C++ Builder"), ("C++ Builder", "C++")], ids=" before ".join)
def test_of_terms_that_overlap_the_longest_is_found(names: tuple[str, str]) -> None:
    known = terms(*(Term(name, "es", name) for name in names))
    assert found(known, "C++ Builder compiles C++.") == ["C++ Builder", "C++"]


def test_languages_without_blanks() -> None:
    known = terms(Term("unit", "ja", "単位"), target="ja")
    (match,) = known.find("A unit.")
    assert known.held(match.concept, "これは単位です。") == "単位"
    assert known.held(match.concept, "これは部分です。") is None


def test_names_in_a_translation() -> None:
    known = terms(
        Term("unit", "es", "unidad"), Term("unit", "es", "pieza"), Term("unit", "es", "parte", forbidden=True)
    )
    (match,) = known.find("Units")
    assert match.concept == Concept("unit", ("unidad", "pieza"), ("parte",))
    assert known.held(match.concept, "Dos Unidades.") == "unidad"
    assert known.missing([match], "Dos piezas.") == ()
    assert known.missing([match], "Dos partes.") == (match.concept,)
    assert known.unwanted([match], "Dos partes.") == (("unit", "parte"),)
    assert known.unwanted([], "Dos partes.") == ()


def test_a_forbidden_word_within_a_wanted_one_does_no_harm() -> None:
    known = terms(
        Term("translation memory", "es", "memoria de traducción"),
        Term("translation memory", "es", "memoria", forbidden=True),
        Term("", "es", "fichero", forbidden=True),
    )
    matches = known.find("a translation memory")
    assert known.unwanted(matches, "una memoria de traducción") == ()
    assert known.unwanted(matches, "una memoria de traducción y otra memoria") == (("translation memory", "memoria"),)
    assert known.unwanted((), "dos ficheros") == (("", "fichero"),)


def test_fallback_of_languages() -> None:
    rows = (
        Term("file", "pt", "ficheiro"),
        Term("file", "pt_BR", "arquivo"),
        Term("unit", "pt", "unidade"),
        Term("edition", "zh", "版本"),
        Term("Crossing", "", do_not_translate=True),
    )
    assert {c.source: c.targets for c in Terms.of(rows, "en", "pt_BR").concepts} == {
        "file": ("arquivo",),
        "unit": ("unidade",),
        "Crossing": ("Crossing",),
    }
    assert {c.source for c in Terms.of(rows, "en", "zh_Hant").concepts} == {"Crossing"}
    assert Terms.of(rows, "en", "pt").concepts[0].targets == ("ficheiro",)


def test_terms_that_are_not_translated_are_placeholders() -> None:
    known = terms(
        Term("The Crossing", "", do_not_translate=True, exact=True),
        Term("gettext", "", do_not_translate=True),
        Term("Crossing", "", do_not_translate=True, exact=True),
    )
    grammar = Grammar("markdown", known.protected)
    text = "The Crossing uses GETTEXT at a Crossing, no gettexts and the crossing."
    assert [code.text for code in grammar.find_tags(text)] == ["The Crossing", "GETTEXT", "Crossing"]
    assert grammar.verify("See The Crossing.", "Vea El cruce.") is not None


def test_nothing_to_find() -> None:
    assert not terms()
    assert terms().find("text") == ()
    assert occurrences("a b", " ", "en") == ()


@pytest.mark.parametrize(
    ("rows", "language", "target"),
    [
        ({"es_ES": "ordenador"}, "es", "ordenador"),
        ({"es_MX": "computadora"}, "es", "computadora"),
        ({"es_MX": "computadora", "es_ES": "ordenador"}, "es", "ordenador"),
        ({"es_MX": "computadora", "es_ES": "ordenador", "es": "equipo"}, "es", "equipo"),
        ({"es": "equipo", "es_MX": "computadora"}, "es_MX", "computadora"),
        ({"es": "equipo", "es_ES": "ordenador"}, "es_MX", "equipo"),
        ({"es_ES": "ordenador"}, "es_MX", None),
        ({"": "equipo", "es_MX": "computadora"}, "es", "computadora"),
        ({"zh_CN": "电脑", "zh_TW": "電腦"}, "zh_Hans", "电脑"),
        ({"zh_CN": "电脑", "zh_TW": "電腦"}, "zh_Hant", "電腦"),
        ({"pt_BR": "computador"}, "pt", "computador"),
        ({"pt_PT": "ecrã"}, "pt_BR", None),
    ],
)
def test_rows_of_regions(rows: dict[str, str], language: str, target: str | None) -> None:
    terms = Terms.of([Term("computer", code, text) for code, text in rows.items()], "en", language)
    assert [concept.targets for concept in terms.concepts] == ([(target,)] if target else [])
