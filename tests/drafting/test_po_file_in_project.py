"""``draft FILE.po`` inside a project: that project's engines, servers, placeholders, glossary, memory and budget."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.drafting.conftest import ProjectOf
from tests.drafting.fake_engines import FakeEngine, shifted
from tests.drafting.test_project import change, no_model
from tests.drafting.test_streaming import Clock, Factory, Slow
from tests.engines.misbehaving import serving
from tests.program import TemporaryProject
from workflow import catalogs
from workflow.catalogs.provenance import draft_of, previous_text
from workflow.drafting import Budget, DraftOptions, draft, draft_file
from workflow.engines import ENGINES
from workflow.errors import EngineError, EngineUnavailable
from workflow.model import Catalog, Entry, Selection
from workflow.project import Project, load

DONE = "The door is open.\n\nThe night was long. The house is old. We went home early.\n"
SPANISH = {
    "The door is open.": "La puerta está abierta.",
    "The night was long. The house is old. We went home early.": "La noche fue larga. La casa es vieja. Volvimos temprano.",
}


def configured(project: Project, lines: str) -> Project:
    path = project.root / "workflow.yaml"
    path.write_text(path.read_text() + lines)
    return load(project.root)


def po(project: Project, *entries: Entry, source: str = "", name: str = "menu.po") -> Path:
    """A PO file of another program, below the project's folder."""
    header = "Language: es\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    header += "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    header += f"X-Source-Language: {source}\n" if source else ""
    path = project.root / "interface" / name
    path.parent.mkdir(exist_ok=True)
    catalogs.write(Catalog(entries, Entry("", (header,))), path)
    return path


def entries(path: Path) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalogs.read(path).live}


def translated(project_of: ProjectOf, engines: str = "[argos, starter]") -> Project:
    """A project in which a person translated a document."""
    project = project_of({"done.md": DONE}, engines=engines)
    for source, target in SPANISH.items():
        change(project, "done.md", source, msgstr=(target,))
    return project


def test_the_memory_comes_before_the_engine(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    project = translated(project_of)
    path = po(project, Entry("The door is open."))
    report = draft_file(path)
    assert (report.languages[0].pretranslated, report.languages[0].units, report.written) == (1, 0, (path,))
    entry = entries(path)["The door is open."]
    made = draft_of(entry)
    assert entry.text == "La puerta está abierta." and entry.fuzzy
    assert made is not None and (made.engine, dict(made.extra)["match"]) == ("memory", "100")
    before = path.read_bytes()
    draft_file(path, DraftOptions(redo=True))
    assert path.read_bytes() == before


def test_the_memory_is_for_the_project_s_source_language_alone(project_of: ProjectOf) -> None:
    project = translated(project_of, "[]")
    path = po(project, Entry("The door is open."), source="fr")
    assert draft_file(path).languages[0].pretranslated == 0
    assert entries(path)["The door is open."].text == ""


def test_a_fuzzy_match_is_repaired_from_the_threshold_on(project_of: ProjectOf) -> None:
    text = "The night was long. The garden is small. We went home early."
    project = configured(translated(project_of), "memory: 100\n")
    path = po(project, Entry(text))
    assert draft_file(path, DraftOptions(budget=Budget(0))).languages[0].pretranslated == 0
    assert draft_file(path).languages[0].pretranslated == 0
    config = project.root / "workflow.yaml"
    config.write_text(config.read_text().replace("memory: 100", "memory: 70"))
    other = po(project, Entry(text), name="other.po")
    assert draft_file(other).languages[0].pretranslated == 1
    entry = entries(other)[text]
    made = draft_of(entry)
    assert entry.text.startswith("La noche fue larga. ") and entry.text.endswith(" Volvimos temprano.")
    assert made is not None and (made.engine, dict(made.extra)["repaired"]) == ("starter", "1/3")


def test_an_edited_entry_is_repaired(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    project = translated(project_of)
    old = next(source for source in SPANISH if source.startswith("The night"))
    new = "The night was long. The door is open. We went home early."
    path = po(project, Entry(new, (SPANISH[old],), flags=("fuzzy",), previous_msgid=old))
    report = draft_file(path)
    entry = entries(path)[new]
    assert report.languages[0].repaired == 1
    assert entry.text == "La noche fue larga. La puerta está abierta. Volvimos temprano."
    assert previous_text(entry) == (SPANISH[old],)


def test_the_glossary_is_followed(project_of: ProjectOf) -> None:
    project = project_of({})
    (project.root / "glossary.csv").write_text("source,language,target\nriver,es,caudal\n")
    path = po(project, Entry("The newspaper wrote about the river last year."))
    draft_file(path)
    assert "caudal" in entries(path)["The newspaper wrote about the river last year."].text.casefold()


def test_the_engines_are_those_of_the_pair(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    monkeypatch.setitem(ENGINES, "other", Factory(engine))
    project = project_of({}, engines="{default: [], en-es: [other]}")
    path = po(project, Entry("The house is big."))
    assert draft_file(path).languages[0].engine == "fake"
    assert entries(path)["The house is big."].text == shifted("The house is big.")
    french = po(project, Entry("The house is old."), source="fr", name="french.po")
    assert draft_file(french).languages[0].engine == ""
    nothing = project_of({}, engines="[]", name="nothing")
    path = po(nothing, Entry("The house is big."))
    assert draft_file(path).languages[0].engine == "" and entries(path)["The house is big."].text == ""


def test_the_servers_are_the_project_s(project_of: ProjectOf) -> None:
    with serving() as server:
        server.languages = [{"code": "en", "targets": ["es"]}]
        project = project_of({}, engines="[libretranslate]")
        configured(project, f"servers: {{libretranslate: {{url: '{server.url}'}}}}\n")
        path = po(project, Entry("Come again."))
        report = draft_file(path)
    assert report.problems == ()
    assert entries(path)["Come again."].text == "Emoc again."
    offline = po(configured(project, "offline: true\n"), Entry("Come again."), name="offline.po")
    with pytest.raises(EngineUnavailable, match="offline"):
        draft_file(offline)


def test_the_placeholders_are_the_project_s(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    monkeypatch.setitem(ENGINES, "other", Factory(engine))
    project = configured(project_of({}, engines="[other]"), "placeholders: ['@[a-z]+@']\n")
    path = po(project, Entry("Open @name@ here."))
    draft_file(path)
    assert entries(path)["Open @name@ here."].text == f"{shifted('Open')} @name@ {shifted('here.')}"


def test_budget_and_limit(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setitem(ENGINES, "slow", Factory(Slow(clock)))
    project = project_of({}, engines="[slow]")
    texts = [f"The house of the garden has number {number} here." for number in range(90)]
    path = po(project, *map(Entry, texts))
    (es,) = draft_file(path, DraftOptions(budget=Budget(seconds=40, clock=clock))).languages
    assert 30 < es.drafted < 60 and es.left == 90 - es.drafted
    assert sum(bool(entry.text) for entry in entries(path).values()) == es.drafted
    budget = Budget(5, clock=clock)
    other = po(project, *map(Entry, texts[:3]), name="other.po")
    assert draft_file(other, DraftOptions(budget=budget)).drafted == 3
    assert draft_file(path, DraftOptions(budget=budget)).drafted == 2


def test_a_limit_counts_the_memory(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    project = translated(project_of)
    path = po(project, *map(Entry, SPANISH))
    (es,) = draft_file(path, DraftOptions(budget=Budget(1))).languages
    assert (es.pretranslated, es.drafted, es.left) == (1, 0, 1)


def test_a_dry_run_writes_and_loads_nothing(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    project = translated(project_of)
    path = po(project, *map(Entry, SPANISH))
    before = path.read_bytes()
    (es,) = draft_file(path, DraftOptions(dry_run=True)).languages
    assert (es.pretranslated, es.units, es.drafted) == (2, 0, 0)
    assert es.minutes is not None and path.read_bytes() == before


def test_a_catalog_of_the_project_is_drafted_as_draft_does_it(project_of: ProjectOf) -> None:
    """The document's inline grammar, its structure, its addresses: the same bytes and the same report."""
    text = "# The *old* house\n\n| Step | [The guide][guide] |\n|---|---|\n| open | It opens the house |\n\n[guide]: guide.md\n"
    one, two = project_of({"index.md": text}, name="one"), project_of({"index.md": text}, name="two")
    whole = draft(one, Selection(("es",), ("index",)))
    file = draft_file(two.catalog_path("es", "index.md"))
    assert one.catalog_path("es", "index.md").read_bytes() == two.catalog_path("es", "index.md").read_bytes()
    assert [replace(report, left_minutes=None) for report in whole.languages] == [
        replace(report, left_minutes=None) for report in file.languages
    ]


def test_a_project_that_was_named_serves_a_file_elsewhere(
    project_of: ProjectOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_model(monkeypatch)
    project = translated(project_of)
    path = po(project, Entry("The door is open.")).rename(tmp_path / "elsewhere.po")
    assert draft_file(path, DraftOptions(dry_run=True)).languages[0].pretranslated == 0
    assert draft_file(path, DraftOptions(dry_run=True), project=project).languages[0].pretranslated == 1
    assert draft_file(path, project=project).languages[0].pretranslated == 1


def test_an_engine_that_fails_is_reported_once_and_the_memory_s_drafts_stay(
    project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str) -> list[str]:
        raise EngineError("the engine stopped. Try again.")

    monkeypatch.setitem(ENGINES, "other", Factory(FakeEngine(fail)))
    project = configured(translated(project_of, "[other]"), "memory: 70\n")
    text = "The night was long. The garden is small. We went home early."
    path = po(project, Entry("The door is open."), Entry(text), Entry("Go home."))
    report = draft_file(path)
    assert [str(problem) for problem in report.problems] == ["the engine stopped. Try again."]
    assert [bool(entry.text) for entry in entries(path).values()] == [True, False, False]
    assert (report.languages[0].pretranslated, report.languages[0].left) == (1, 0)


def test_the_program_drafts_a_file_with_its_project(project: TemporaryProject) -> None:
    """From another folder, with a budget: the glossary and the memory of the project that the file lies in."""
    project.write("book/workflow.yaml", "title: T\nsource_language: en\nlanguages: [es]\nengines: [argos, starter]\n")
    project.write("book/source/a.md", "The door is open.\n")
    project.write("book/glossary.csv", "source,language,target\nriver,es,caudal\n")
    assert project.run("-C", "book", "extract").code == 0
    catalog = project.root / "book/locales/es/LC_MESSAGES/a.po"
    catalog.write_text(
        catalog.read_text().replace('"The door is open."\nmsgstr ""', '"The door is open."\nmsgstr "Abierta."')
    )
    header = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    texts = ("The door is open.", "The old river is long.")
    project.write("book/menu.po", header + "\n".join(f'msgid "{text}"\nmsgstr ""\n' for text in texts))
    shown = project.good("draft", "book/menu.po", "--budget", "90s").out
    assert "1 entry pre-translated from the translation memory" in shown and "drafted 1 of 1 entry" in shown
    found = entries(project.root / "book/menu.po")
    assert found[texts[0]].text == "Abierta." and "caudal" in found[texts[1]].text
