"""Front matter: found at the top only, values offered by key, written in their own style and read back."""

import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.documents import parsed
from workflow.formats import markdown
from workflow.formats.front_matter import find
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Document, Kind

KEYS = MarkdownSettings(front_matter_keys=("title", "description", "seo.title", "tags"))


def parse(body: str, fence: str = "---") -> Document:
    return parsed(f"{fence}\n{body}{fence}\n\nText\n", settings=KEYS)


def values(document: Document) -> list[str]:
    return [unit.source for unit in document.units if unit.kind is Kind.FRONT_MATTER]


def written(body: str, *targets: str, fence: str = "---") -> str:
    """The body of the front matter, its values translated in order."""
    document = parse(body, fence)
    rendering = markdown.splice(document, dict(enumerate(targets)))
    assert not rendering.refused, rendering.refused
    return rendering.text.split(fence + "\n")[1]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("---\ntitle: a\n---\n", "yaml"),
        ("\ufeff---\r\ntitle: a\r\n---\r\nText", "yaml"),
        ("---\n# comment\n\n'quoted key': a\n...\n", "yaml"),
        ("---\n---\n", "yaml"),
        ("--- \ntitle: a\n--- ", "yaml"),
        ("---\ntitle: {broken\n---\n", "yaml"),
        ("+++\ntitle = 'a'\n+++\n", "toml"),
        ("---\nfoo\n---\n", None),
        ("---\ntitle: a\n", None),
        ("\n---\ntitle: a\n---\n", None),
        (" ---\ntitle: a\n---\n", None),
        ("----\ntitle: a\n----\n", None),
        ("Text\n\n---\ntitle: a\n---\n", None),
    ],
)
def test_where_it_is(text: str, style: str | None) -> None:
    found = find(text)
    assert (found and found.syntax) == style


def test_keys_reach_into_mappings_and_lists_of_texts() -> None:
    body = "title: A\nauthor: B\nseo:\n  title: C\n  image: d.png\ntags:\n- e\n- 5\n- [x]\ndescription: 2026-01-01\n"
    assert values(parse(body)) == ["A", "C", "e", "x"]
    assert values(parse("{title: A, seo: {title: B}, tags: [c, 'd']}\n")) == ["A", "B", "c", "d"]


@pytest.mark.parametrize(
    "body",
    [
        *(
            "title: &x A\nslug: *x\n",
            "title: ''\n",
            "title: {a: b}\n",
            "title: 5\n",
            "title: true\n",
            "title: 2026-01-02\n",
        ),
        *(
            "title: https://example.org/a\n",
            "title: ../a.png\n",
            "title: '{{ page.name }}'\n",
            "titles: A\n",
            "a: &x [*x]\n",
        ),
    ],
)
def test_what_is_not_offered(body: str) -> None:
    assert values(parse(body)) == []


@pytest.mark.parametrize(
    ("body", "target", "expected"),
    [
        ("title: A # c\n", "B, c", "title: B, c # c\n"),
        ("title: A\n", "B: c", 'title: "B: c"\n'),
        ("title: A\n", "# B", 'title: "# B"\n'),
        ("title: A\n", "yes", 'title: "yes"\n'),
        ("title: A\n", 'B\n"c"', 'title: "B\\n\\"c\\""\n'),
        ("tags: [A]\n", "B, c", 'tags: ["B, c"]\n'),
        ("title:   'A'\n", "it's: #", "title:   'it''s: #'\n"),
        ('title: "A"\n', 'a "b" \\', 'title: "a \\"b\\" \\\\"\n'),
        ("title: |-  # c\n    A\n    b\n", "C\n\nd", "title: |-  # c\n    C\n\n    d\n"),
        ("title: >\n  A\n  b\n", "C: d\ne", "title: >\n  C: d\n\n  e\n"),
        ("seo:\n  title: A\n  x: 1\n", "B", "seo:\n  title: B\n  x: 1\n"),
    ],
)
def test_yaml_values_keep_their_style(body: str, target: str, expected: str) -> None:
    assert written(body, target) == expected


@pytest.mark.parametrize(
    ("body", "target", "expected"),
    [
        ('title = "A" # c\n', 'B "c" \\', 'title = "B \\"c\\" \\\\" # c\n'),
        ("title = 'A'\n", "B \\", "title = 'B \\'\n"),
        ("title = 'A'\n", "it's", 'title = "it\'s"\n'),
        ('title = """\nA"""\n', "B\nc", 'title = """B\nc"""\n'),
        ("[seo]\ntitle = 'A'\n", "B", "[seo]\ntitle = 'B'\n"),
        ("seo.title = 'A'\n", "B", "seo.title = 'B'\n"),
    ],
)
def test_toml_values_keep_their_style(body: str, target: str, expected: str) -> None:
    assert written(body, target, fence="+++") == expected


def test_toml_that_only_looks_like_a_key_is_left_alone() -> None:
    assert values(parse('x = """\ntitle = "no"\n"""\ntitle = "yes"\n', "+++")) == ["yes"]
    assert values(parse("titles = [broken]\n", "+++")) == []


@given(
    target=st.text(min_size=1),
    body=st.sampled_from(
        ["title: A\n", "title: 'A'\n", 'title: "A"\n', "title: |\n  A\n", "title: >\n  A\n", "{title: A}\n"]
    ),
)
def test_any_text_is_read_back_from_yaml_or_refused(target: str, body: str) -> None:
    document = parse(body)
    rendering = markdown.splice(document, {0: target})
    block = find(rendering.text)
    assert block is not None
    title = yaml.safe_load(rendering.text[block.body.start : block.body.end])["title"].rstrip("\n")
    assert title in (
        "A",
        target.replace("\r\n", "\n").replace("\r", "\n").strip(),
        target.strip(" \t\n\v\f\r"),
        target.strip(),
    )


@given(
    target=st.text(min_size=1),
    body=st.sampled_from(["title = 'A'\n", 'title = "A"\n', 'title = """A"""\n', "title = '''A'''\n"]),
)
def test_any_text_is_read_back_from_toml_or_refused(target: str, body: str) -> None:
    rendering = markdown.splice(parse(body, "+++"), {0: target})
    block = find(rendering.text)
    assert block is not None
    title = tomllib.loads(rendering.text[block.body.start : block.body.end])["title"]
    assert title in ("A", target.replace("\r\n", "\n").replace("\r", "\n").strip(), target.strip())
