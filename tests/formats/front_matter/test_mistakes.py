"""Mistakes in front matter: each is reported with its line, and nothing is lost that can be read."""

import pytest
import yaml

from tests.formats.documents import parsed
from workflow.formats import markdown
from workflow.formats.front_matter import find
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Document, Kind

KEYS = MarkdownSettings(front_matter_keys=("title", "description", "features.title"))


def texts(document: Document) -> list[str]:
    return [unit.source for unit in document.units if unit.kind is Kind.FRONT_MATTER]


def lines(document: Document) -> list[int]:
    return [remark.line for remark in document.metadata.remarks if remark.id == "unreadable_front_matter"]


@pytest.mark.parametrize(
    ("body", "offered", "reported"),
    [
        ("title: Ferry strike: day two\nauthor: M\n", ["Ferry strike: day two"], [2]),
        ("title: Is it? Yes: no # comment\n", ["Is it? Yes: no"], [2]),
        ("author: M\ntitle: Q&A: the \"best\" of 'both' [worlds]\n", ["Q&A: the \"best\" of 'both' [worlds]"], [3]),
        ("features:\n  - title: Fast: very\n    details: D\n  - title: Two\n", ["Fast: very", "Two"], [3]),
        ("title: a: b\ndescription: c: d\n", ["a: b", "c: d"], [2, 3]),
        ("description: We went to\n  Paris: it was nice\ntitle: A\n", ["We went to Paris: it was nice", "A"], [3]),
        ("title: [Draft] Ferry strike\n", ["[Draft] Ferry strike"], [2]),
        ("title: *Important* news\n", ["*Important* news"], [2]),
        ("title: @home with us\n", ["@home with us"], [2]),
        ("title: !Important news\ndescription: D\n", ["!Important news", "D"], [2]),
        ("title: A\ndate: !r Sys.Date()\n", ["A"], []),
        ("title：潮汐\ndescription: D\n", ["D"], [2]),
        ("  title: A\n  description: D\n", ["A", "D"], []),
        ("title: `code` here\n", ["`code` here"], [2]),
        ("title: 50% off\ndescription: %off\n", ["50% off", "%off"], [3]),
        ("title: | piped\n", ["| piped"], [2]),
        ('title: "He said "hi" again"\n', ['He said "hi" again'], [2]),
        ("title: 'It's here'\n", ["It's here"], [2]),
        ('title: "Now" and "then"\n', ['"Now" and "then"'], [2]),
        ('title: "Not closed\nauthor: M\n', ['"Not closed'], [2]),
        ('title: "C:\\path"\n', ["C:\\path"], [2]),
        ('title: "\\UFFFFFFFF x"\n', ["\\UFFFFFFFF x"], [2]),
        ("title: A\x08B\n", ["A\x08B"], [2]),
        ("title: A\n description: B\n", ["A", "B"], [3]),
        ("title:\tA\n", ["A"], []),
        ("seo:\n\ttitle: x\ntitle: A\n", ["A"], [3]),
        ("title: A\ntitle: B\n", ["A", "B"], [3]),
        ("title: A\n- x\ndescription: B\n", ["A", "B"], [3]),
        ("title:No blank\ndescription: B\n", ["B"], [2]),
        ("title:No blank\ndescription : B\n", ["B"], [2]),
        ("title:No blank\n", [], [2]),
        ("title:No blank\ndate:2026-11-01\nauthor:M. and others\n", [], [2, 3, 4]),
        ("title: A\tB\n", ["A\tB"], []),  # YAML allows tabs in a value, the library does not
        ("title: A\t\ndescription: B \t # c\n", ["A", "B"], []),
        ("title: A\tB: C\n", ["A\tB: C"], [2]),
        ("title: A\tB\nx: |\n\tC\n", ["A\tB"], [4]),
        ("title: 'A\tB'\ndescription: \"C\tD\"\n", ["A\tB", "C\tD"], []),
        ("title: A\n{{ x }}: y\n", ["A"], [3]),
        ("title: A\nThis is just text\nauthor: M\n", ["A"], [3]),
        ("title: - a\ndescription: Warning:\n", ["- a", "Warning:"], [2, 3]),
        ("author: M\ntitle: Issue #5 is out\n", ["Issue"], [3]),
        ("title: #1 ferry\nauthor: M\nx: y # 5\n", [], [2]),
        ("// c\ntitle: A\n", ["A"], [2]),
        ("title: A\n\n# c\n\nx: |\n  a b\n\n  c d\n\nl:\n- a b\n\n- c d\n", ["A"], []),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_yaml_is_read_as_far_as_possible(body: str, offered: list[str], reported: list[int], line_end: str) -> None:
    document = parsed(f"---\n{body}---\n\nText\n".replace("\n", line_end), settings=KEYS)
    assert texts(document) == offered
    assert lines(document) == reported
    assert document.units[-1].source == "Text"
    page = markdown.page(document, markdown.splice(document, {}), {})
    if body.startswith("title: ") and body.count("title") == 1 and offered:
        assert page.meta["title"] == offered[0]
    if "author: M" in body:
        assert page.meta["author"] == "M"


@pytest.mark.parametrize(
    ("body", "target", "expected"),
    [
        ("title: Ferry strike: day two\n", "Huelga: día dos", 'title: "Huelga: día dos"\n'),
        ("title: Ferry strike: day two # c\n", "Huelga", "title: Huelga # c\n"),
        ("title: 'It's here'\n", "Aquí 'está'", "title: 'Aquí ''está'''\n"),
        ('title: "C:\\path"\n', "D:\\ruta", 'title: "D:\\\\ruta"\n'),
        ("title: [Draft] A\n", "[Borrador] B", 'title: "[Borrador] B"\n'),
    ],
)
def test_a_translation_of_a_mistake_is_valid(body: str, target: str, expected: str) -> None:
    rendering = markdown.splice(parsed(f"---\n{body}---\n", settings=KEYS), {0: target})
    assert rendering.text == f"---\n{expected}---\n"
    assert yaml.safe_load(expected)["title"] == target


@pytest.mark.parametrize(
    ("body", "offered", "reported"),
    [
        ('title = Ferry strike\ndescription = "B"\n', ["Ferry strike", "B"], [2]),
        ('title = "A "quoted" word" # c\n', ['A "quoted" word'], [2]),
        ('title = "Not closed\ndescription = "B"\n', ['"Not closed', "B"], [2]),
        ('title = "C:\\path"\n', ["C:\\path"], [2]),
        ('title = "A"\ntitle = "B"\ndescription = "C"\n', ["A", "C"], [3]),
        ('title: "A"\ndescription = "C"\n', ["C"], [2]),
        ('x = [\n "a"\n "b"\n]\ntitle = "A"\n', ["A"], [4]),
        (f'n = 0x{"f" * 6000}\ntitle = "A"\n', ["A"], []),
        (f'n = {"1" * 6000}\ntitle = "A"\n', [], [2]),
        (f"a = {'[' * 3000}\n", [], [2]),
    ],
    ids=range(10),
)
def test_toml_is_read_as_far_as_possible(body: str, offered: list[str], reported: list[int]) -> None:
    document = parsed(f"+++\n{body}+++\n\nText\n", settings=KEYS)
    assert (texts(document), lines(document)) == (offered, reported)
    rendering = markdown.splice(document, dict.fromkeys(range(len(offered)), 'B "q"'))
    assert not rendering.refused
    assert texts(parsed(rendering.text, settings=KEYS)) == ['B "q"'] * len(offered)


@pytest.mark.parametrize(
    ("text", "offered", "reported"),
    [
        ('{\n"title": "A",\n}\n\nText\n', ["A"], [2]),
        ('{ "title": "A",\n  "x": [1,],\n}\n\nText\n', ["A"], [2, 2]),
        ('{\n"title": "A"\n"x": 1\n}\n\nText\n', [], [3]),
        ("{\n'title': 'A'\n}\n\nText\n", [], [2]),
        ('---json\n{"title": "A", "title": "B"}\n---\nText\n', ["A", "B"], [2]),
        (";;;\ntitle: A\n;;;\nText\n", [], [2]),
        ('{\n  // c\n  "title": "A" /* d */\n}\n\nText\n', ["A"], [2]),
        ('{ # c\n"title": "A // b", // "title": "C"\n"x": [1,],\n}\nText\n', ["A // b"], [1, 3, 3]),
        ('---json\n{"title": "https: // a", /* "title": "C",\n*/ "x": 1}\n---\nText\n', ["https: // a"], [2]),
        (';;;\n"title": "A", // c\n;;;\nText\n', ["A"], [2, 2]),
        ('---jsonc\n{"title": "A"}\n---\nText\n', ["A"], []),
        ('---jsonc\n{"title": "A" // c\n}\n---\nText\n', ["A"], []),
        ('---json5\n{"title": "A", /* c */\n"x": [1,]}\n---\nText\n', ["A"], [3]),
        ("---js\n{\n  title: 'A',\n  permalink: () => 'x'\n}\n---\nText\n", [], [2]),
    ],
)
def test_json_is_read_as_far_as_possible(text: str, offered: list[str], reported: list[int]) -> None:
    document = parsed(text, settings=KEYS)
    assert (texts(document), lines(document)) == (offered, reported)
    assert document.units[-1].source == "Text"


def test_json_that_is_nested_too_deeply() -> None:
    document = parsed(f'{{\n"a": {"[" * 5000}\n}}\n\nText\n', settings=KEYS)
    assert texts(document) == []
    assert len(lines(document)) == 1  # which line depends on the version of Python


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("---\ntitle: A\n\nText\n", "no closing line"),
        ('+++\ntitle = "A"\n\nText\n', "no closing line"),
        ("\n---\ntitle: A\n---\n", "the first line"),
        ("  ---\ntitle: A\n---\n", "the first line"),
        ("<!-- a\nlicence -->\n\n<!-- b -->\n---\ntitle: A\n---\n", "the first line"),
        ("Title: A\nDate: 2026-11-20\n\nText\n", "put a line with --- before it"),
        ("---\ntitle: A\n\n# Heading\n\nSome text here.\n\n---\n\nMore\n", "no closing line"),
    ],
)
def test_what_is_no_front_matter_but_was_meant_as_such(text: str, what: str) -> None:
    (remark,) = parsed(text, settings=KEYS).metadata.remarks
    assert what in remark.text
    assert find(text) is None


def test_hexo_needs_no_line_before_the_metadata() -> None:
    hexo = MarkdownSettings(front_matter_keys=("title",), dialect=("hexo",))
    assert parsed("title: A\ndate: 2026-11-20\n---\n\nText\n", settings=hexo).metadata.remarks == ()
    assert len(parsed("title: A\ndate: 2026-11-20\n\nText\n", settings=hexo).metadata.remarks) == 1
    assert len(parsed("title: A\ndate: 2026-11-20\n---\n\nText\n", settings=KEYS).metadata.remarks) == 1


@pytest.mark.parametrize("text", ["---\n\nText\n", "---\nNote: x\n\nText\n", "Text\n\n---\na: b\n---\n", "# A\n", ""])
def test_what_was_not_meant_as_front_matter(text: str) -> None:
    assert parsed(text, settings=KEYS).metadata.remarks == ()


def test_mistakes_without_end_are_one_more_problem() -> None:
    document = parsed("---\n" + "".join(f"k{n}: a: b\n" for n in range(200)) + "---\n\nText\n", settings=KEYS)
    assert "too many" in " ".join(remark.text for remark in document.metadata.remarks)


@pytest.mark.parametrize(
    "body",
    [
        "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)),
        "description: &a [*a]\n",
        "a: &a {b: *a}\n",
    ],
    ids=["aliases of aliases", "a list in itself", "a mapping in itself"],
)
def test_aliases_without_end(body: str) -> None:
    document = parsed(f"---\n{body}title: A\n---\n\nText\n", settings=KEYS)
    assert texts(document) == ["A"]
    assert markdown.page(document, markdown.splice(document, {}), {}).meta["title"] == "A"


@pytest.mark.parametrize("body", ["a: " + "[" * 600, "".join(f"{' ' * n}a:\n" for n in range(600))])
def test_nesting_without_end(body: str) -> None:
    document = parsed(f"---\n{body}\n---\n\nText\n", settings=KEYS)
    assert "too deeply" in document.metadata.remarks[0].text
