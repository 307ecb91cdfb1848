"""A language is added to ``workflow.yaml`` and every other character of it stays."""

from pathlib import Path

import pytest

from workflow.errors import BadInput, ConfigError
from workflow.project import add_languages, load
from workflow.project.editing import with_languages

# Before and after; {} stands for the rest of the file, before and behind.
FORMS = {
    "on one line": ("languages: [es, uk]  # two\n", "languages: [es, uk, pt_BR, nb]  # two\n"),
    "quoted": ("languages: ['es', \"uk\"]\n", "languages: ['es', \"uk\", pt_BR, nb]\n"),
    "comma at the end": ("languages: [es, uk,]\n", "languages: [es, uk, pt_BR, nb,]\n"),
    "one a line, in brackets": (
        "languages: [\n  es,  # Spanish\n  uk   # Ukrainian\n]\n",
        "languages: [\n  es,  # Spanish\n  uk,\n  pt_BR,\n  nb   # Ukrainian\n]\n",
    ),
    "a list": ("languages:\n  - es   # Spanish\n  - uk   # Ukrainian\n", "languages:\n  - es   # Spanish\n  - uk   # Ukrainian\n  - pt_BR\n  - nb\n"),
    "a list that is not indented": ("languages:\n- es\n- uk\n", "languages:\n- es\n- uk\n- pt_BR\n- nb\n"),
    "one word": ("languages: es  # one\n", "languages: [es, pt_BR, nb]  # one\n"),
    "none yet": ("languages: []  # soon\n", "languages: [pt_BR, nb]  # soon\n"),
}  # fmt: skip
REST = ("# The project\n\ntitle: T   # its title\nsource_language: en\n", "\nsource: source\n# site_url: later\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("last", [False, True], ids=["in the middle", "at the end"])
@pytest.mark.parametrize("form", FORMS)
def test_the_rest_stays(form: str, last: bool, newline: str) -> None:
    before, after = (REST[0] + text + ("" if last else REST[1]) for text in FORMS[form])
    assert with_languages(before.replace("\n", newline), ["pt_BR", "nb"]) == after.replace("\n", newline)


def test_no_line_end_behind_the_last_line() -> None:
    assert with_languages(f"{REST[0]}languages:\n  - es", ["nb"]) == f"{REST[0]}languages:\n  - es\n  - nb\n"


def test_a_form_that_cannot_be_added_to_is_left_to_a_person() -> None:
    text = "title: T\nsource_language: en\nlanguages: [es, {uk: x}]\n"
    with pytest.raises(ConfigError):
        with_languages(text, ["nb"])
    text = "title: T\nsource_language: en\noverrides: {es: {engines: &l [es]}}\nlanguages: *l\n"
    with pytest.raises(ConfigError, match=r"cannot be edited automatically here\. Add by hand: nb"):
        with_languages(text, ["nb"])


def test_the_project_has_them_then(tmp_path: Path) -> None:
    path = tmp_path / "workflow.yaml"
    path.write_text(f"{REST[0]}languages: [es]\n", encoding="utf-8")
    project, new = add_languages(load(tmp_path), ["pt-br", "es", "zh-hans", "pt_BR"])
    assert new == ("pt_BR", "zh_Hans")
    assert project.config.languages == load(tmp_path).config.languages == ("es", "pt_BR", "zh_Hans")
    before = path.read_bytes()
    assert add_languages(project, ["pt_BR"])[1] == ()
    for wrong, output in (("klingon", "klingon"), ("en", "the source language")):
        with pytest.raises(BadInput, match=output):
            add_languages(project, ["nb", wrong])
    assert path.read_bytes() == before
