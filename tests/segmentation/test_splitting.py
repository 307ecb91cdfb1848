"""Sentences: nothing between them is lost, nothing that belongs together is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.segmentation import examples, score
from workflow.segmentation import sentences
from workflow.segmentation.abbreviations import words
from workflow.segmentation.boundaries import Place, ends, is_plain

TEXTS = st.lists(
    st.sampled_from(
        [
            "One",
            "two ",
            "Dr. ",
            ". ",
            "! ",
            "? ",
            "…",
            " ",
            "\n",
            "\n\n",
            "\t",
            "\u00a0",
            "  ",
            "「はい。」",
            "。",
            "“Go!” ",
            "1.5",
            "e.g. ",
            "¿",
            "🙂",
            ", ",
            "; ",
            "\r\n",
        ]
    ),
    max_size=30,
).map("".join)
LANGUAGES = st.sampled_from(["en", "es", "pt_BR", "uk", "ar", "ja", "zh_Hans", "sr@latin", "xx"])


@given(TEXTS, LANGUAGES)
def test_sentences_joined_are_the_text(text: str, language: str) -> None:
    found = sentences(text, language)
    assert "".join(found) == text
    assert all(sentence.strip() for sentence in found) or not text.strip()


@given(TEXTS, LANGUAGES, st.integers(0, 60), st.integers(0, 60))
def test_no_boundary_inside_a_range(text: str, language: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    position = 0
    for sentence in sentences(text, language, whole=[(start, end)]):
        position += len(sentence)
        assert not start < position < end


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Hello there. How are you?  Fine!", "en", ["Hello there. ", "How are you?  ", "Fine!"]),
        ("Dr. Smith has e.g. version 1.2.3 of it. Good.", "en", ["Dr. Smith has e.g. version 1.2.3 of it. ", "Good."]),
        ("One line\nanother line", "en", ["One line\n", "another line"]),
        ("これは一つ。これは二つ。", "ja", ["これは一つ。", "これは二つ。"]),
        ("  Indented. Tail.  ", "en", ["  Indented. ", "Tail.  "]),
        ("The road is approx. 5 km long.", "en", ["The road is approx. 5 km long."]),
        ("Allow max. 20 files.", "en", ["Allow max. 20 files."]),
        ("The mill, est. 1874, is old.", "en", ["The mill, est. 1874, is old."]),
        ("All prices incl. VAT apply.", "en", ["All prices incl. VAT apply."]),
        ("Tel. 555 0134", "en", ["Tel. 555 0134"]),
        ("We meet at 5 p.m. Monday.", "en", ["We meet at 5 p.m. Monday."]),
        ("We meet at 5 p.m. The room is open.", "en", ["We meet at 5 p.m. ", "The room is open."]),
        ("Use .NET now. It is free.", "en", ["Use .NET now. ", "It is free."]),
        ("Yahoo! announced it.", "en", ["Yahoo! announced it."]),
        ("Am 3. Mai kommt der 1. FC Köln.", "de", ["Am 3. Mai kommt der 1. FC Köln."]),
        ("Vive en EE. UU. desde 1990.", "es", ["Vive en EE. UU. desde 1990."]),
        ("Έρχεσαι; Δεν ξέρω.", "el", ["Έρχεσαι; ", "Δεν ξέρω."]),
        ("One; Two", "en", ["One; Two"]),
        ("", "en", []),
        (" \n ", "en", [" \n "]),
    ],
)
def test_sentences(text: str, language: str, expected: list[str]) -> None:
    assert list(sentences(text, language)) == expected


def test_the_texts_of_the_benchmark_are_split_right() -> None:
    given = examples()
    result = score(given, sentences)
    assert result.right >= 0.985 * result.texts
    assert result.found + 1 >= 0.99 * result.breaks
    assert result.invented <= 0.01 * result.breaks


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "The command failed. ‖pip was not found."),
        ("de", "Der Befehl fehlt. ‖npm muss installiert sein."),
        ("en", "The manager, approx. npm 9, is used."),
        ("en", "See the tool, e.g. npm or yarn."),
        ("en", "The command failed. without a reason"),
    ],
)
def test_the_name_of_a_program_begins_a_sentence(language: str, marked: str) -> None:
    assert [one.strip() for one in sentences(marked.replace("‖", ""), language)] == [
        one.strip() for one in marked.split("‖")
    ]


@pytest.mark.parametrize("language", ["", "xx", "../en", "en/../de", "EN", "zh"])
def test_a_language_without_lists_is_split(language: str) -> None:
    assert sentences("It rained. We went home.", language) == ("It rained. ", "We went home.")


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("de", "Siehe Kap. 4 und Nr. 5. ‖Lesen Sie auch Bd. 2."),
        ("de", "Version 2. ‖Neu ist alles."),
        ("de", "Am 5. Mai und am 6. Juni ist geschlossen."),
        ("de", "Er hat 10 Mio. Euro. ‖Sie hat 5 Mrd. ‖Das ist viel."),
        ("de", "Die Fa. Maier, Inh. K. Müller, ist neu."),
        ("es", "El n.º 5 de la av. Central. ‖Llame ya."),
        ("es", "La Dra. Ruiz, de Acme S. A. de C. V., trabaja aquí. ‖Es médica."),
        ("en", "Mr. B. A. Baracus is strong. ‖A tree is stronger."),
        ("en", "It was open from Sept. to Nov. ‖Welcome!"),
        ("fr", "J.-P. Martin et Ch. Durand sont venus. ‖Ils sont partis."),
        ("it", "Nacque nel sec. XVII. ‖Era di Napoli."),
        ("pl", "Jan Kowalski, ur. 1900 r. w Łodzi, zm. 1990. ‖Był lekarzem."),
        ("pl", "„Stój!” – krzyknął. ‖Nikt się nie ruszył."),
        ("ru", "«Стой!» — крикнул он. ‖Никто не остановился."),
        ("uk", "«Як справи?» — спитав він. ‖Вона мовчала."),
        ("en", "Stop! ‖— The end."),
        ("zh", "“你好吗？”他问。‖我很好。"),
        ("zh", "他说：“走吧。”‖我们走了。"),
        ("en", "Click “Save As...”. ‖A dialog opens. ‖Use .NET or Yahoo! ‖Her sister does."),
        ("en", "Mail ann@example.com. ‖She lives in the U.K. ‖My brother does not."),
        ("de", 'Er sagte: " Ja, ich komme. " ‖Dann ging er.'),
        ("de", 'Er kam. ‖" Dann gehe ich " , sagte er.'),
        ("en", 'He left. ‖" I am here. " ‖She smiled. ‖" So am I. "'),
        ("fr", 'Il dit : " Oui. " ‖Puis il partit.'),
        ("de", "Das Lied erreichte den 124. Platz. ‖Dann fiel es."),
    ],
)
def test_where_sentences_end(language: str, marked: str) -> None:
    assert "‖".join(sentences(marked.replace("‖", ""), language)) == marked


BEFORE = [
    "word", "Word", "PDF", "No", "etc", "Dr", "ix", "XIV", "5", "z", ".", ". ", " ", "  ", "\u00a0", "-", "(", "approx", "Nr", "км", "km", "minutes",
]  # fmt: skip


@given(st.lists(st.sampled_from(BEFORE), max_size=6).map("".join), st.sampled_from(["en", "es", "de", "uk", "xx"]))
def test_what_ends_plainly_ends_by_the_rules(text: str, language: str) -> None:
    known, before = words(language), f"{text}."
    if is_plain(before, known):
        for after in ("Then it", "É so", "X. Y"):
            assert ends(Place(before[-60:].lstrip(), ".", "", after, opens=" " not in before.lstrip()), known) is True
