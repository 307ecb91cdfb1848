"""Plain text: its passages, how translations are written, its HTML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.documents import FIXTURES, parsed, plain_texts
from workflow.formats import FORMATS
from workflow.formats.base import NO_UNIT, Page, Rendering
from workflow.formats.plain_text import PlainTextSettings
from workflow.model import Document, Kind

TEXT = FORMATS[".txt"]
WRAPPED = """\
The ferry left at six in the morning, and nobody who stood on the
pier that day has forgotten how quiet it was when it came back in
the evening without a light.
"""


def read(text: str, settings: PlainTextSettings | None = None) -> Document:
    return parsed(text, settings=settings, handler=TEXT)


def sources(text: str, settings: PlainTextSettings | None = None) -> list[str]:
    return [unit.source for unit in read(text, settings).units]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(unit.kind.value, unit.source) for unit in read(text).units]


def put(text: str, *targets: str) -> Rendering:
    document = read(text)
    assert len(document.units) == len(targets), [unit.source for unit in document.units]
    return TEXT.splice(document, dict(enumerate(targets)))


def done(text: str, *targets: str) -> str:
    rendering = put(text, *targets)
    assert not rendering.refused, rendering.refused
    return rendering.text


def words(text: str) -> str:
    """A text without white space and the marks of quoted mail, which wrapping repeats."""
    return "".join(text.replace(">", "").split())


def page(text: str, targets: dict[int, str] | None = None, marks: dict[int, dict[str, str]] | None = None) -> Page:
    assert TEXT.page is not None
    document = read(text)
    return TEXT.page(document, TEXT.splice(document, targets or {}), marks or {})


# Passages


def test_blank_lines_part_paragraphs() -> None:
    assert sources("One.\n\nTwo.\n \t\n\n\nThree.") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_without_blank_lines_each_line_is_a_paragraph(end: str) -> None:
    text = end.join(["Boats again", "They came at noon.", "Nobody waved.", ""])
    assert kinds(text) == [
        ("heading", "Boats again"),
        ("paragraph", "They came at noon."),
        ("paragraph", "Nobody waved."),
    ]
    assert [unit.line for unit in read(text).units] == [1, 2, 3]


def test_a_title_a_blank_line_and_a_paragraph_in_each_line() -> None:
    long = "The strike goes on, and " + "nobody knows for how long, " * 4 + "said the board."
    assert sources(f"Strike\n\n{long}\n{long}\nShort.\n") == ["Strike", long, long, "Short."]


def test_wrapped_paragraphs_are_one_line_for_translators() -> None:
    assert sources(f"Short.\n\n{WRAPPED}") == ["Short.", " ".join(WRAPPED.split("\n")).strip()]
    assert sources(f"Short.\n\n{WRAPPED}", PlainTextSettings(wrap=False))[1] == WRAPPED.strip()


def test_a_file_that_is_one_wrapped_paragraph() -> None:
    text = (
        WRAPPED
        + "They had taken the lamps ashore themselves, which was the only\nthing that they ever told the board.\n"
    )
    assert (
        len(sources(text.replace("evening without a light.", "evening without a light or a sound from it at all.", 1)))
        == 1
    )


def test_short_lines_are_not_joined() -> None:
    text = f"{WRAPPED}\nLibrary Circle\n12 Mill Lane\nSandhaven\n"
    assert sources(text)[1] == "Library Circle\n12 Mill Lane\nSandhaven"


@pytest.mark.parametrize(
    "lines",
    [
        ("Present: A. Brown (chair), K. Osei and L. Park, who left at noon", "Apologies: T. Reyes, who is on leave"),
        ("Q: Why did the crews walk out on Monday, and not in May?", "A: They had been promised an answer by then."),
        ("Text: Marta Kovalenko, who was on the pier that whole evening", "Photos: Jo Park"),
        ("2.1 The treasurer reported a balance of 12,300 and no debts.", "2.2 The board agreed to buy a second van."),
        (
            "The board agreed to these three things on Monday evening:",
            "(a) to buy a second van;",
            "(b) to paint the first.",
        ),
        ("To do before the next meeting, by whoever comes first, and", "Budget", "2.1. It was agreed."),
        (
            "– bring the keys of the van, and those of the hall as well",
            "– lock the gate behind you when you leave the hall",
        ),
        (
            "— Who took the lamps ashore before anybody had asked for it?",
            "— We did, and we would do it again tomorrow.",
        ),
        ("09:30 The budget, and what the treasurer had to say about it", "10:15 Coffee in the hall"),
        ("Minutes of the last meeting held", "The minutes were approved."),
    ],
)
def test_lines_of_their_own_are_not_joined(lines: tuple[str, ...]) -> None:
    assert sources(f"{WRAPPED}\n" + "\n".join(lines) + "\n")[1].splitlines()[-1] == lines[-1]


@pytest.mark.parametrize(
    "prose",
    [
        "The river stood a good deal above what it usually does, that is\n1.4 metres above normal at noon.",
        "The crews, who have been on the pier since early on Sunday\n(a) want more hours and (b) want them now.",
        "There is one thing that everyone on the pier said to us today:\nnobody there wants a strike: they want an answer.",
        "There is one more thing that everyone on the pier said, which is\nCaptain Marsh: a man who listens to nobody at all.",
        "The bridge over the river Aske, which is older than the town\n– nobody knows by how much – was closed on Monday.",
    ],
)
def test_wrapped_prose_that_looks_like_a_list(prose: str) -> None:
    assert "\n" not in sources(f"{WRAPPED}\n{prose}\n")[1]


def test_lists() -> None:
    text = "We need:\n\n- bread\n- milk\n\n1. Go.\n2. Come back,\n   and tell us.\n"
    assert kinds(text) == [
        ("paragraph", "We need:"),
        ("list item", "bread"),
        ("list item", "milk"),
        ("list item", "Go."),
        ("list item", "Come back,\nand tell us."),
    ]
    assert kinds("3. October was warm.\n\nThe rest was not.\n")[0] == ("paragraph", "3. October was warm.")


def test_first_lines_that_are_indented_begin_paragraphs() -> None:
    first = "    It was late when the boat came in, and the pier was dark and\nwet.\n"
    assert len(sources(f"Night\n\n{first}{first}{first}")) == 4


def test_a_story_without_blank_lines_whose_first_lines_are_indented() -> None:
    story = (
        "HALIMOUTH (Wire) - The crews of the ferries went back to work\non Tuesday, the harbour said.\n"
        "    The crews had asked for nothing new, she said, but for the\nhours that were agreed in May.\n"
        '    "We are glad," said the mayor.\n'
    )
    assert [text.split()[0] for text in sources(story)] == ["HALIMOUTH", "The", '"We']
    assert sources(f"Strike\n\n{story}")[1:] == sources(story)
    assert words(done(story, *sources(story.upper()))) == words(story.upper())


def test_what_is_no_word_is_kept() -> None:
    text = "Read this.\n\n* * *\n\n2026\n\nhttps://example.org/a\n\ndesk@example.org\n\n{count}\n\nThe end.\n"
    assert sources(text) == ["Read this.", "The end."]


def test_quoted_mail() -> None:
    text = "> " + WRAPPED.strip().replace("\n", "\n> ") + "\n>\n> Yes.\n\nNo.\n"
    assert sources(text) == [" ".join(WRAPPED.split("\n")).strip(), "Yes.", "No."]
    assert all(line.startswith(">") for line in done(text, "uno " * 40, "Sí.", "No!").split("\n")[:5])


def test_page_breaks_tabs_and_a_bom() -> None:
    assert sources("\ufeffOne.\n\n\fTwo\tcolumns.\nThree.\n\n\x0c\n") == ["One.", "Two\tcolumns.\nThree."]


def test_two_blanks_between_sentences_are_one() -> None:
    assert sources("A title\n\nIt is late.  Go home.  Now,  please.\n")[1] == "It is late. Go home. Now,  please."


# Headings


def test_headings_and_what_stands_under_them() -> None:
    article = read((FIXTURES / "ferry.txt").read_text(encoding="utf-8"))
    headings = [unit for unit in article.units if unit.kind is Kind.HEADING]
    assert [unit.source for unit in headings[1:]] == ["Commuters look for another way", "What happens next"]
    assert article.units[-1].heading_path == (headings[0].source, "What happens next")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Boats again\n\nThey came.\n", True),
        ("Boats again?\n\nThey came.\n", True),
        ("Boats again.\n\nThey came.\n", False),
        ("Boats again\n", False),
        ("A line as long as " + "this one is " * 10 + "\n\nThey came.\n", False),
        ("- Boats\n\nThey came.\n", False),
    ],
)
def test_the_first_line(text: str, heading: bool) -> None:
    assert (read(text).units[0].kind is Kind.HEADING) is heading


def test_levels() -> None:
    text = "Title\n=====\n\nText one.\n\nPART\n----\n\nText two.\n\nBITS AND PIECES\n\nText three.\n\nPart two\n--------\nText four.\n"
    assert [(heading.level, heading.html) for heading in page(text).headings] == [
        (1, "Title"),
        (2, "PART"),
        (3, "BITS AND PIECES"),
        (2, "Part two"),
    ]


def test_without_headings() -> None:
    document = read("Boats\n\nThey came.\n\nLATER\n\nThey left.\n", PlainTextSettings(headings=False))
    assert {unit.kind for unit in document.units} == {Kind.PARAGRAPH}


# Writing


def test_a_translation_is_wrapped_at_the_width_of_the_file() -> None:
    target = (
        "El transbordador salió a las seis de la mañana, y nadie que estuviera aquel día en el muelle ha olvidado nada."
    )
    text = done(f"A day\n\n{WRAPPED}\n   Indented.\n", "Un día", target, "Sangrado")
    assert text == (
        "Un día\n\nEl transbordador salió a las seis de la mañana, y nadie que\nestuviera aquel día en el muelle ha olvidado nada.\n"
        "\n   Sangrado\n"
    )
    assert max(map(len, text.split("\n"))) <= max(map(len, WRAPPED.split("\n")))


def test_chinese_is_wrapped_between_characters() -> None:
    text = done(WRAPPED + "\nBye.\n", "清晨六点渡轮离开码头，" * 10, "再见。")
    lines = text.split("\n")
    assert all(len(line) <= 33 and not line.startswith("，") for line in lines)
    assert sources(text)[0] == "清晨六点渡轮离开码头，" * 10


def test_a_file_that_is_not_wrapped_stays_so() -> None:
    assert done("Title\n\nShort.\n", "T", "word " * 60) == "T\n\n" + ("word " * 60).strip() + "\n"


def test_an_underline_is_as_long_as_its_heading() -> None:
    assert done("Title\r\n=====\r\n\r\nx\r\n", "A longer title", "y") == "A longer title\r\n==============\r\n\r\ny\r\n"
    assert done("Title\n---\n\nx\n", "A longer title", "y") == "A longer title\n---\n\ny\n"
    assert done("Title\n=====\n\nx\n", "港", "y") == "港\n===\n\ny\n"


def test_line_ends_of_a_translation_begin_no_paragraph() -> None:
    assert done("A\n\nb\nc\n", "X", "y\n\n\nz\r\nw") == "X\n\ny\nz\nw\n"
    assert done("Line one.\nLine two.\n", "One\nand more.", "Two.") == "One and more.\nTwo.\n"


def test_what_would_change_the_structure_is_refused() -> None:
    assert put("A\n\nText.\n", "B", "- Text.").refused == {1: "it would change the structure of the document"}
    assert put("A\n\nText.\n", "...", "Text.").refused.keys() == {0}
    assert put("A\n\nText.\n", "A", "Text\n- and a list").refused.keys() == {1}
    assert put("A\n\nText.\n", "A", "\udc80").refused == {1: "the text cannot be written here"}


def test_addresses_and_placeholders_are_kept() -> None:
    text = "Go\n\nSee https://example.org/a or write to desk@example.org, {name}.\n"
    assert not put(text, "Ve", "{name}, escribe a desk@example.org o mira https://example.org/a").refused
    assert put(text, "Ve", "{name}, mira https://example.org/b, desk@example.org").refused == {
        1: "missing: https://example.org/a; not in the source: https://example.org/b"
    }
    own = read("Hi @you@\n", PlainTextSettings(placeholders=(r"@\w+@",)))
    assert TEXT.splice(own, {0: "Hola"}).refused.keys() == {0}


def test_a_wrapped_line_begins_no_list() -> None:
    target = (
        "Uno dos tres cuatro cinco seis siete ocho nueve diez once doce 1"
        + " - y así sigue todo hasta el final del renglón - 2. Fin"
    )
    rendering = put(f"{WRAPPED}\nx\n", target, "x")
    assert not rendering.refused
    assert sources(rendering.text)[0] == target


@pytest.mark.parametrize("before", ["—", "→ →", "A más de cuarenta grados, que es lo mismo que decir: grados >5"])
def test_a_sign_at_either_end_of_a_wrapped_line_is_text(before: str) -> None:
    target = f"{before} {'larga' * 12}grados"
    rendering = put(f"{WRAPPED}\nx\n", target, "x")
    assert not rendering.refused
    assert words(rendering.text) == words(f"{target}x")


def test_a_translation_of_any_length_is_written() -> None:
    long = "The strike goes on, and " + "nobody knows for how long, " * 4 + "said the board."
    for target in ("短い。", "Kort", long * 3):
        assert not put(f"Strike\n\n{long}\n{long}\n", target, target, target).refused


@settings(max_examples=200, derandomize=True)
@given(text=plain_texts())
def test_own_msgids_are_the_same_words_in_the_same_order(text: str) -> None:
    document = read(text)
    own = TEXT.splice(document, {unit.index: unit.source for unit in document.units}, force=True)
    assert not own.refused
    assert words(own.text) == words(text)


@settings(max_examples=100, derandomize=True)
@given(text=plain_texts(), target=st.text(alphabet="ab .-1\n港", min_size=1))
def test_what_is_refused_is_so_by_itself(text: str, target: str) -> None:
    """Formats refuse a translation for what it is, not for its neighbours."""
    document = read(text)
    together = TEXT.splice(document, dict.fromkeys(range(len(document.units)), target)).refused
    alone = {u.index for u in document.units if TEXT.splice(document, {u.index: target}).refused}
    assert alone <= together.keys()


# The page


def test_a_page() -> None:
    text = "Boats & co\n\nSee <https://example.org/?a=1&b=2>.\nOr not.\n\n- a\n- b\n\n3. c\n4. d\n\n***\n\n2026\n\nwww.example.org, me@example.org\n"
    assert page(text, {0: "Botes & cía"}, {0: {"lang": "es"}, NO_UNIT: {"lang": "en"}, 3: {"class": "x"}}).body == (
        '<h1 id="boats--co" lang="es">Botes &amp; cía</h1>\n'
        '<p>See &lt;<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>&gt;.<br />\nOr not.</p>\n'
        '<ul>\n<li>a</li>\n<li class="x">b</li>\n</ul>\n<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n<hr />\n<p>2026</p>\n'
        '<p lang="en"><a href="http://www.example.org">www.example.org</a>, '
        '<a href="mailto:me@example.org">me@example.org</a></p>\n'
    )


def test_anchors_are_those_of_the_source() -> None:
    found = page("Set up\n======\n\nx\n\nSet up\n------\n\ny\n", {0: "Preparación"})
    assert [(heading.anchor, heading.html) for heading in found.headings] == [
        ("set-up", "Preparación"),
        ("set-up-1", "Set up"),
    ]
