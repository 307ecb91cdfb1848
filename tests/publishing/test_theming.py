"""A project changes the look of its pages piece by piece."""

from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small, small, words
from workflow.errors import WorkflowError
from workflow.publishing import publish


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


def test_a_template_of_the_project_replaces_one_piece(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "theme: look\n")
    river.write("look/footer.html", "<footer>{{ edition.title }} & friends</footer>\n")
    publish(river.project)
    html = river.page("es/guide.html")
    assert "<footer>The river & friends</footer>" in html and 'class="masthead"' in html
    assert not (river.html / "theme/footer.html").exists()


def test_style_sheets_fonts_and_colours(river: Small) -> None:
    river.write(
        "workflow.yaml",
        CONFIG + "theme: {folder: look, colors: {accent: '#800000'}, dark_colors: {accent: '#ffaaaa'}}\n",
    )
    river.write("look/custom.css", "h1 { font-family: Own; }\n")
    river.write("look/fonts/own.woff2", b"font")
    publish(river.project)
    css = (river.html / "theme/edition.css").read_text(encoding="utf-8")
    assert css.endswith("h1 { font-family: Own; }\n") and "--accent: #800000" in css and "--accent: #ffaaaa" in css
    assert css.index("--accent: #0b5a78") < css.index("--accent: #800000")
    # A colour for light pages is not that of dark pages, nor of print.
    assert "@media screen and (prefers-color-scheme: light) { :root { --accent: #800000 } }" in css
    assert (river.html / "theme/fonts/own.woff2").read_bytes() == b"font"
    river.write("look/edition.css", "body { color: red }\n")
    publish(river.project)
    assert "Charter" not in (river.html / "theme/edition.css").read_text(encoding="utf-8")


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "a tag without an end": ("{% if x %}", ":1: "),
    "an unknown variable": ("<p>\n{{ nothing.here }}", ":2: 'nothing' is undefined"),
    "an unknown template": ('\n{% include "gone.html" %}', ":2: there is no template 'gone.html'"),
    "an error of Python": ("\n\n{{ 1 / 0 }}", ":3: division by zero"),
    "an unknown filter": ("{{ site|loud }}", ":1: No filter named 'loud'"),
    "a way into the program": ("{{ site.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
    "not UTF-8": (b"caf\xe9", "UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_mistake_in_a_template_is_one_line_with_its_place(river: Small, kind: str) -> None:
    publish(river.project)
    before = river.tree()
    text, where = BROKEN[kind]
    river.write("workflow.yaml", CONFIG + "theme: look\n")
    river.write("look/footer.html", text)
    with pytest.raises(WorkflowError) as caught:
        publish(river.project)
    message = str(caught.value)
    assert str(river.root / "look/footer.html") in message and where in message and "\n" not in message
    assert river.tree() == before


def test_a_folder_that_does_not_exist_is_named(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "theme: look\n")
    with pytest.raises(WorkflowError, match="there is no folder look/"):
        publish(river.project)


def test_logo_footer_and_licence(river: Small) -> None:
    river.write("source/imprint.md", "# Imprint\n")
    river.translate("es", "imprint.md", {"Imprint": ("Aviso legal", "draft")})
    river.write(
        "workflow.yaml",
        CONFIG
        + "theme:\n  logo: images/boat.svg\n  footer: [imprint.md, 'mailto:a@example.org']\n"
        + "  licence: https://creativecommons.org/licenses/by-sa/4.0/\n",
    )
    report = publish(river.project)
    html = river.page("es/guide.html")
    assert '<img class="logo" src="../assets/images/boat.svg" alt="">' in html
    foot = html.split('<footer class="foot">')[1]
    assert words("<" + foot).startswith("< Aviso legal IA a@example.org Licencia: CC BY-SA 4.0")
    assert (
        'href="imprint.html"' in foot and 'rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/"' in foot
    )
    assert '<img class="logo" src="assets/images/boat.svg" alt="">' in river.page("index.html")
    assert not [one for one in report.findings if one.id == "unknown_theme_file"]


def test_what_theme_names_and_is_not_published_is_found(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "theme: {logo: gone.svg, footer: [imprint.md]}\n")
    report = publish(river.project)
    assert [one.message for one in report.findings if one.id == "unknown_theme_file"] == [
        "workflow.yaml: theme: logo: 'gone.svg' is not a published file below source/.",
        "workflow.yaml: theme: footer: 'imprint.md' is not a published file below source/.",
    ]


def test_the_program_theme_is_complete() -> None:
    """Every template that another includes exists, and docs/themes.md lists each."""
    import re

    from workflow.publishing.theming import FOLDER

    names = {path.name for path in FOLDER.iterdir()}
    page = (Path(__file__).parents[2] / "docs/themes.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w.]+)` \|", page, re.MULTILINE)) == names | {"custom.css"}
    for path in FOLDER.glob("*.html"):
        assert set(re.findall(r'(?:include|from) "([\w.]+)"', path.read_text(encoding="utf-8"))) <= names
