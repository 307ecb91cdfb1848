"""The inputs of the memory: catalogs and files, read again if they changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from workflow import catalogs
from workflow.catalogs.approvals import approve
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.errors import BadInput
from workflow.memory import Maker, MatchKind, Memory, open_memory, surroundings
from workflow.memory.importing import import_file
from workflow.memory.sync import fitting
from workflow.model import Catalog, Entry
from workflow.project import Project, load

HEADER = Entry("", ("Language: es\nContent-Type: text/plain; charset=UTF-8\n",))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "workflow.yaml").write_text("title: T\nsource_language: en\nlanguages: [es]\n")
    (tmp_path / "source").mkdir()
    return load(tmp_path)


def write(project: Project, name: str, *entries: Entry) -> Catalog:
    catalog = Catalog(entries, HEADER)
    catalogs.write(catalog, project.layout.locales / "es" / "LC_MESSAGES" / f"{name}.po")
    return catalog


def targets(memory: Memory, text: str) -> list[str]:
    return [match.target for match in memory.find(text, "es") if match.score >= 100]


def test_only_what_people_finished(project: Project) -> None:
    plain = Entry("Plain door", ("Puerta",))
    drafted = put_draft(Entry("Drafted door"), "Puerta de máquina", DraftComment("argos"))
    write(
        project,
        "a",
        plain,
        drafted,
        Entry("Fuzzy door", ("Puerta",), flags=("fuzzy",)),
        Entry("Empty door"),
        Entry("One door", ("Una", "Dos"), msgid_plural="Two doors"),
        Entry("Gone door", ("Puerta ida",), obsolete=True),
        approve(Entry("Ruled door", ("Puerta",)), "by=rule all", "2026-11-23"),
        approve(Entry("Read door", ("Puerta",)), "Ana", "2026-11-23"),
    )
    with open_memory(project) as memory:
        makers = {pair.source: pair.maker for pair, _ in memory.pairs("es")}
    assert makers == {
        "Plain door": Maker.PERSON,
        "Gone door": Maker.PERSON,
        "Ruled door": Maker.MACHINE,
        "Read door": Maker.APPROVED,
    }


def test_what_changed_is_read_again(project: Project) -> None:
    write(project, "a", Entry("The door", ("La puerta",)))
    write(project, "b", Entry("The house", ("La casa",)))
    with open_memory(project) as memory:
        assert targets(memory, "The door") == ["La puerta"]
        write(project, "a", Entry("The door", ("El portón",)))
        assert targets(memory, "The door") == ["La puerta"]  # as it was when it was opened
        with open_memory(project) as later:
            assert targets(later, "The door") == ["El portón"]
            assert targets(later, "The house") == ["La casa"]
    (project.layout.locales / "es" / "LC_MESSAGES" / "b.po").unlink()
    with open_memory(project) as memory:
        assert targets(memory, "The house") == []


def test_in_context(project: Project) -> None:
    def page(heading: str, last: str) -> tuple[Entry, ...]:
        return (
            Entry(heading, ("x",), extracted=("heading",)),
            Entry("Open", ("Abra",), extracted=(f"paragraph | {heading}",)),
            Entry(last, ("y",), extracted=(f"paragraph | {heading}",)),
        )

    write(project, "a", *page("Doors", "It creaks."))
    for heading, last, kind in (
        ("Doors", "It creaks.", MatchKind.CONTEXT),
        ("Doors", "It is quiet.", MatchKind.EXACT),
        ("Windows", "It creaks.", MatchKind.EXACT),
    ):
        asked = Catalog(page(heading, last), HEADER)
        with open_memory(project) as memory:
            (match,) = memory.find("Open", "es", place=surroundings(asked)[(None, "Open")])
        assert match.kind is kind


def test_a_broken_catalog_is_a_problem_and_no_more(project: Project) -> None:
    write(project, "a", Entry("The door", ("La puerta",)))
    broken = project.layout.locales / "es" / "LC_MESSAGES" / "b.po"
    broken.write_text('msgid "x"\nmsgstr "y\n')
    with open_memory(project) as memory:
        assert targets(memory, "The door") == ["La puerta"]
        assert [f"{broken}:2" in str(problem) for problem in memory.problems] == [True]


def test_where_no_cache_can_be_written(project: Project) -> None:
    write(project, "a", Entry("The door", ("La puerta",)))
    (project.root / ".workflow").write_text("a file where the folder should be")
    with open_memory(project) as memory:
        assert targets(memory, "The door") == ["La puerta"]


def test_another_configuration_makes_it_anew(project: Project) -> None:
    write(project, "a", Entry("The @one@ door", ("La puerta @one@",)))
    with open_memory(project) as memory:
        assert targets(memory, "The @two@ door") == []
    own = replace(
        project, config=replace(project.config, format=replace(project.config.format, placeholders=("@\\w+@",)))
    )
    with open_memory(own) as memory:
        assert targets(memory, "The @two@ door") == ["La puerta @two@"]


@pytest.mark.parametrize(
    ("tag", "languages", "code"),
    [
        ("es-MX", ("es",), "es"),
        ("ES", ("es",), "es"),
        ("pt", ("pt_BR",), "pt_BR"),
        ("pt-PT", ("pt_BR",), "pt_PT"),
        ("pt-br", ("pt_BR",), "pt_BR"),
        ("zh-CN", ("zh_Hans", "zh_Hant"), "zh_Hans"),
        ("zh-TW", ("zh_Hans", "zh_Hant"), "zh_Hant"),
        ("xx-nonsense", ("es",), "xx_NONSENSE"),
    ],
)
def test_which_language_a_tag_means(tag: str, languages: tuple[str, ...], code: str) -> None:
    assert fitting(tag, languages) == code


@pytest.mark.parametrize("header", ["spa", "es_MX", "es-ES", "Spanish", "ES"])
def test_the_language_in_the_header_of_a_po_file(project: Project, tmp_path: Path, header: str) -> None:
    path = tmp_path / "words.po"
    catalogs.write(Catalog((Entry("door", ("puerta",)),), replace(HEADER, msgstr=(f"Language: {header}\n",))), path)
    for code in ("", "es"):
        assert import_file(project, path, code=code, replace=True).pairs == (("es", 1),)
    with open_memory(project) as memory:
        assert targets(memory, "door") == ["puerta"]


def test_a_file_without_any_language_of_the_project_is_refused(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "words.po"
    catalogs.write(Catalog((Entry("door", ("porte",)),), replace(HEADER, msgstr=("Language: fr\n",))), path)
    with pytest.raises(
        BadInput, match=r"words\.po: its translations are in fr, which is no language of this project \(es\)"
    ):
        import_file(project, path)
    assert not project.layout.memory.exists()
