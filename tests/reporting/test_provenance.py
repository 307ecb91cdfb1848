"""The origin of translations, by states and comments."""

import json
from dataclasses import replace

import pytest

from tests.program import CONFIG, TemporaryProject
from workflow import catalogs
from workflow.catalogs.approvals import approve
from workflow.catalogs.provenance import DraftComment, keep_text, put_draft
from workflow.model import Entry, Selection
from workflow.project import load
from workflow.reporting import Origin, provenance
from workflow.reporting.provenance import origin

EMPTY = Entry("The house is big")
ARGOS = DraftComment("argos", "translate-en_es-1.9", "3f2a91c0", risk=0.1)
DRAFTED = put_draft(EMPTY, "La casa es grande", ARGOS)
PLAIN = replace(EMPTY, msgstr=("La casa es grande",))


def without_fuzzy(entry: Entry) -> Entry:
    return replace(entry, flags=())


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (EMPTY, (Origin.EMPTY, "")),
        (PLAIN, (Origin.PERSON, "")),
        (replace(PLAIN, flags=("fuzzy",)), (Origin.UNFINISHED, "")),
        (approve(PLAIN, "Ana", "2026-11-23"), (Origin.APPROVED, "Ana")),
        (approve(PLAIN, "by=rule", "2026-11-23"), (Origin.RULE, "")),
        (DRAFTED, (Origin.MACHINE, "argos translate-en_es-1.9")),
        (without_fuzzy(DRAFTED), (Origin.TAKEN, "argos translate-en_es-1.9")),
        (without_fuzzy(replace(DRAFTED, msgstr=("Es una casa grande",))), (Origin.EDITED, "argos translate-en_es-1.9")),
        (replace(DRAFTED, msgstr=("Es una casa",)), (Origin.EDITED, "argos translate-en_es-1.9")),
        (approve(DRAFTED, "Ana", "2026-11-23"), (Origin.APPROVED, "Ana")),
        (replace(DRAFTED, msgid="The house is small", previous_msgid="The house is big"),
         (Origin.MACHINE, "argos translate-en_es-1.9")),
        (put_draft(EMPTY, "La casa es grande", DraftComment("memory")), (Origin.MEMORY, "")),
        (put_draft(EMPTY, "The house is big", DraftComment("copy")), (Origin.COPY, "")),
        (put_draft(replace(PLAIN, flags=("fuzzy",)), "La casa es muy grande", ARGOS),
         (Origin.REPAIRED, "argos translate-en_es-1.9")),
        (keep_text(PLAIN), (Origin.PERSON, "")),
    ],
)  # fmt: skip
def test_origins(entry: Entry, expected: tuple[Origin, str]) -> None:
    assert origin(entry) == expected


def test_a_comment_that_a_tool_copied_from_another_entry_tells_nothing() -> None:
    stray = replace(PLAIN, msgid="The door is open", comments=DRAFTED.comments, msgstr=("La puerta está abierta",))
    assert origin(stray) == (Origin.PERSON, "")


PO = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def translated(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es, uk]\n")
    project.write("source/a.md", "One house.\n\nTwo small houses.\n")
    project.write("source/b.md", "A door.\n")
    project.write(
        "locales/es/LC_MESSAGES/a.po",
        PO + 'msgid "One house."\nmsgstr "Una casa."\n\nmsgid "Two small houses."\nmsgstr ""\n',
    )
    return project


def test_words_by_language_and_document(translated: TemporaryProject) -> None:
    report = provenance(load(translated.root))
    assert [(row.language, row.document, row.words) for row in report.rows] == [
        ("es", "a.md", 5), ("es", "b.md", 0), ("uk", "a.md", 0), ("uk", "b.md", 0),
    ]  # fmt: skip
    es, _ = report.languages
    assert [(share.origin, share.units, share.words) for share in es.shares] == [
        (Origin.PERSON, 1, 2), (Origin.EMPTY, 1, 3),
    ]  # fmt: skip
    assert sum(share.words for share in es.shares) == es.words
    only = provenance(load(translated.root), Selection(languages=("es",), documents=("a",)))
    assert [(row.language, row.document) for row in only.rows] == [("es", "a.md")]


def test_the_command_fits_into_80_columns_and_speaks_json(translated: TemporaryProject) -> None:
    output = translated.good("provenance").out
    assert "written by people" in output and "untranslated" in output
    assert max(map(len, output.splitlines())) <= 80
    data = json.loads(translated.good("provenance", "--json", "-l", "es").out)
    assert data["languages"][0]["shares"][0] == {"origin": "person", "who": "", "units": 1, "words": 2}


def test_a_broken_catalog_is_reported_and_hides_no_other(translated: TemporaryProject) -> None:
    translated.write("locales/es/LC_MESSAGES/b.po", 'msgid "x\n')
    result = translated.run("provenance")
    assert result.code == 2 and "b.po" in result.err and "written by people" in result.out


def test_long_package_names_are_not_cut(project: TemporaryProject) -> None:
    package = "translate-en_es-1.9-with-a-very-long-name-that-somebody-gave-to-it"
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "One word.\n")
    project.good("extract")
    name = "locales/es/LC_MESSAGES/guide.po"
    found = catalogs.read(project.root / name)
    (entry,) = found.entries
    drafted = put_draft(entry, ("Una palabra.",), DraftComment(engine="argos", package=package, hash="00000000"))
    catalogs.write(replace(found, entries=(drafted,)), project.root / name)
    assert f"drafted by argos {package}, not reviewed" in project.good("provenance", "-l", "es").out
