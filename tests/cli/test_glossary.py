"""``workflow glossary`` as people type it."""

import json
from pathlib import Path

import pytest

from tests.program import TemporaryProject

CONFIG = "title: A test\nsource_language: en\nlanguages: [es, pt_BR]\n"
TEXT = """# The first edition

Every unit of the White Hall edition has a number. The `unit` is small.

The unit is read by the editors of the White Hall newspaper; the newspaper has many readers.

Each newspaper and each unit has an editor.
"""
TARGETS = {
    "The first edition": "La primera versión",
    "Every unit of the White Hall edition has a number. The `unit` is small.": "Cada unidad de la edición de White Hall tiene un número. La `unit` es pequeña.",
}


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", TEXT)
    assert project.run("extract").code == 0
    path = "locales/es/LC_MESSAGES/guide.po"
    text = project.read(path)
    for source, target in TARGETS.items():
        at = text.index(source.split(".")[0])
        end = text.index('msgstr ""\n', at)
        text = f'{text[:end]}msgstr "{target}"\n{text[end + len(chr(34) * 2) + 8 :]}'
    project.write(path, text)
    return project


def test_check_names_units_and_terms(ready: TemporaryProject) -> None:
    ready.write(
        "glossary.csv",
        "source,language,target,forbidden,keep\nunit,es,unidad,,\nedition,es,edición,,\nedition,es,versión,yes,\n"
        "White Hall,,,,yes\nnumber,es,cifra,,\n",
    )
    done = ready.run("glossary", "check")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert len(lines) == 4
    assert "locales/es/LC_MESSAGES/guide.po:" in lines[0]
    assert "“edition” should be translated as “edición” (es:guide#" in lines[0]
    assert "“versión” is forbidden for “edition”; use “edición”" in lines[1]
    assert "“number” should be translated as “cifra”" in lines[2]
    assert lines[3] == "2 entries, 5 uses of terms, 3 findings."
    assert ready.run("glossary", "check", "--strict").code == 1
    found = json.loads(ready.run("glossary", "check", "--json", "-l", "es").out)
    ids = [one["id"] for one in found["findings"]]
    assert ids == ["glossary_missing", "glossary_forbidden", "glossary_missing"]
    assert found["findings"][1]["details"] | {"source": "", "target": ""} == {
        "term": "edition",
        "targets": ["edición"],
        "found": "versión",
        "source": "",
        "target": "",
        "state": "translated",
    }
    assert (found["units"], found["uses"]) == (2, 5)
    assert Path(found["findings"][0]["catalog"]).is_file()
    assert json.loads(ready.run("glossary", "check", "--json", "-l", "pt_BR").out)["findings"] == []


def test_a_broken_glossary_is_one_line(ready: TemporaryProject) -> None:
    ready.write("glossary.csv", "source,langauge,target\n")
    for command in (("glossary", "check"), ("draft",), ("glossary", "suggest")):
        assert 'glossary.csv:1: unknown column "langauge". Did you mean "language"?' in ready.run(*command).line()


def test_check_without_a_glossary(ready: TemporaryProject) -> None:
    done = ready.run("glossary", "check", "--strict")
    assert done.code == 0
    assert "There is no glossary yet" in done.out


def test_add_makes_a_table_and_goes_on_with_it(ready: TemporaryProject) -> None:
    done = ready.run("glossary", "add", "unit", "unidad", "-l", "es", "--note", "one paragraph, say")
    assert (done.code, "Created glossary.csv, line 2." in done.out) == (0, True)
    done = ready.run("glossary", "add", "unit", "pieza", "-l", "es")
    assert "“unidad” remains the preferred translation" in done.out
    assert ready.run("glossary", "add", "White Hall", "--keep").code == 0
    assert ready.read("glossary.csv") == (
        "source,language,target,note,part of speech,forbidden,keep,case,domain\n"
        'unit,es,unidad,"one paragraph, say",,,,,\nunit,es,pieza,,,,,,\nWhite Hall,,,,,,yes,,\n'
    )
    before = ready.read("glossary.csv")
    for args, problem in (
        (("Unit", "Pieza", "-l", "es"), "already exists, at glossary.csv:3. Nothing was added."),
        (("unit", "pieza", "-l", "es", "--forbidden"), "is both required and forbidden"),
        (
            ("unit", "-l", "es", "--keep", "--case", "ignore"),
            "is marked “keep” (do not translate) and has a translation",
        ),
        (("unit", "pieza", "-l", "uk"), 'no language "uk" in this project'),
        (("unit", "pieza"), "-l is missing"),
        (("unit",), "TARGET is missing"),
    ):
        assert problem in ready.run("glossary", "add", *args).line()
    assert ready.read("glossary.csv") == before


def test_add_keeps_the_way_a_table_is_written(ready: TemporaryProject) -> None:
    path = ready.write("glossary.tsv", b'\xef\xbb\xbf"source"\t"target"\t"language"\r\n"unit"\t"unidad"\t"es"')
    assert ready.run("glossary", "add", "edition", "edição", "-l", "pt-br").code == 0
    assert path.read_bytes() == (
        b'\xef\xbb\xbf"source"\t"target"\t"language"\r\n"unit"\t"unidad"\t"es"\r\n'
        + '"edition"\t"edição"\t"pt_BR"\r\n'.encode()
    )
    line = ready.run("glossary", "add", "number", "cifra", "-l", "es", "--note", "n").line()
    assert 'glossary.tsv: the table has no column "note"' in line
    ready.write("workflow.yaml", CONFIG + "glossary: house.tbx\n")
    ready.write("house.tbx", "<tbx/>")
    assert (
        "house.tbx is not a table that rows can be added to"
        in ready.run("glossary", "add", "a", "b", "-l", "es").line()
    )
    ready.write("workflow.yaml", CONFIG + "glossary: [terms/new.csv]\n")
    assert "the glossary terms/new.csv does not exist" in ready.run("glossary", "check").line()
    assert ready.run("glossary", "add", "a1", "b1", "-l", "es").code == 0
    assert ready.run("glossary", "check").code == 0


def test_suggest_lists_what_has_no_entry(ready: TemporaryProject) -> None:
    found = json.loads(ready.run("glossary", "suggest", "--json").out)
    terms = {one["term"]: one for one in found}
    assert {"newspaper", "unit"} <= set(terms)
    assert terms["newspaper"]["count"] == 3
    assert terms["newspaper"]["place"] == "source/guide.md:5"
    assert "newspaper" in terms["newspaper"]["example"]
    assert not {"the", "each", "many"} & set(terms)
    names = [
        one["term"]
        for one in json.loads(ready.run("glossary", "suggest", "--json", "--min", "2").out)
        if one["kind"] == "name"
    ]
    assert names == ["White Hall"]
    ready.run("glossary", "add", "newspaper", "diario", "-l", "es")
    assert "newspaper" not in ready.run("glossary", "suggest", "-l", "es").out
    assert "newspaper" in ready.run("glossary", "suggest", "-l", "pt_BR").out
    assert "for example" in ready.run("glossary", "suggest").out


def test_rows_of_languages_that_the_project_does_not_have_are_counted(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n")
    project.write("glossary.csv", "source,language,target\na,es-MX,b\na,pt-PT,b\nc,pt-PT,d\na,,e\n")
    shown = project.good("glossary", "check").out
    assert "Not used: 2 rows for pt_PT, which is not a language of this project." in shown
    assert "es_MX" not in shown
