"""Pre-translation: before the engine, verified, and never over a person's text."""

import pytest

from benchmarks.random_model import write_package
from tests.drafting.conftest import ProjectOf
from tests.drafting.test_project import change, entries, no_model, snapshot
from workflow.catalogs.provenance import draft_of, previous_text, refuse
from workflow.drafting import Budget, DraftOptions, discard, draft
from workflow.model import Selection
from workflow.project import Project, load
from workflow.reporting import Origin
from workflow.reporting.provenance import origin

DONE = (
    "# Title\n\nThe door is open.\n\nThe house is old.\n\nThe night was long. The door is open. We went home early.\n"
)
SPANISH = {
    "Title": "Título",
    "The door is open.": "La puerta está abierta.",
    "The house is old.": "La casa es vieja.",
    "The night was long. The door is open. We went home early.": "La noche fue larga. La puerta está abierta. Volvimos temprano a casa.",
}


def test_no_model_is_loaded_if_the_memory_has_all_texts(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    project = project_of({"done.md": DONE, "new.md": DONE})
    for source, target in SPANISH.items():
        change(project, "done.md", source, msgstr=(target,))
    report = draft(project)
    assert (report.languages[0].pretranslated, report.languages[0].units) == (4, 0)
    found = entries(project, "new.md")
    for source, target in SPANISH.items():
        made = draft_of(found[source])
        assert found[source].text == target and found[source].fuzzy
        # The same neighbours and the same heading: a match in context.
        assert made is not None and made.engine == "memory" and dict(made.extra)["match"] == "101"
    before = snapshot(project)
    draft(project)
    draft(project, options=DraftOptions(redo=True))
    assert snapshot(project) == before


def test_only_the_sentence_that_differs_is_replaced(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    text = "The night was long. The house is old. We went home early."
    project = project_of({"done.md": DONE, "new.md": text + "\n"})
    for source, target in SPANISH.items():
        change(project, "done.md", source, msgstr=(target,))
    text_of = "memory: 70\n"
    (project.root / "workflow.yaml").write_text((project.root / "workflow.yaml").read_text() + text_of)
    from workflow.project import load

    draft(load(project.root))
    entry = entries(project, "new.md")[text]
    made = draft_of(entry)
    assert entry.text == "La noche fue larga. La casa es vieja. Volvimos temprano a casa."
    assert made is not None and made.engine == "memory" and 70 <= int(dict(made.extra)["match"]) < 100


def test_a_match_that_loses_an_inline_tag_is_left_to_the_engine(project_of: ProjectOf) -> None:
    project = project_of({"done.md": "Open `a` now.\n", "new.md": "Open `a` now.\n\nSee it.\n"})
    change(project, "done.md", "Open `a` now.", msgstr=("Abra ahora.",))
    draft(project)
    made = draft_of(entries(project, "new.md")["Open `a` now."])
    assert made is None or made.engine != "memory"


def test_a_person_who_refused_is_not_asked_again(project_of: ProjectOf) -> None:
    project = project_of({"done.md": "The door is open.\n", "new.md": "The door is open.\n"})
    change(project, "done.md", "The door is open.", msgstr=("La puerta está abierta.",))
    entry = entries(project, "new.md")["The door is open."]
    refused = refuse(entry, engine="memory", hash="", reason="not here", by="Ana")
    change(project, "new.md", "The door is open.", comments=refused.comments)
    report = draft(project)
    assert report.languages[0].pretranslated == 0
    assert entries(project, "new.md")["The door is open."].text == ""


def test_one_run_and_many_give_the_same(project_of: ProjectOf) -> None:
    """Reproducibility: drafts of a run do not enter the memory."""
    documents = {"done.md": "The door is open.\n", "a.md": "The door is open.\n", "b.md": "The door is open.\n"}
    together, apart = project_of(documents, name="together"), project_of(documents, name="apart")
    for project in (together, apart):
        change(project, "done.md", "The door is open.", msgstr=("La puerta está abierta.",))
    draft(together)
    draft(apart, Selection(documents=("b.md",)))
    (apart.layout.cache / "memory.db").unlink()
    draft(apart, Selection(documents=("a.md",)))
    assert [data for _, data in sorted(snapshot(together).items())] == [
        data for _, data in sorted(snapshot(apart).items())
    ]


def test_a_limit_counts_what_the_memory_drafts(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    no_model(monkeypatch)
    project = project_of({"done.md": DONE, "new.md": DONE})
    for source, target in SPANISH.items():
        change(project, "done.md", source, msgstr=(target,))
    assert draft(project, options=DraftOptions(budget=Budget(units=2))).languages[0].pretranslated == 2
    assert sum(bool(entry.text) for entry in entries(project, "new.md").values()) == 2


LIKE = "The night was long. The garden is small. We went home early."
"""One sentence of three is other than in ``DONE``, and nobody has translated that one."""


def alike(project_of: ProjectOf, engines: str = "[argos, starter]") -> Project:
    """A project where a person translated a text that is like ``LIKE``, which stands in another document."""
    project = project_of({"done.md": DONE, "new.md": LIKE + "\n"}, engines=engines)
    for source, target in SPANISH.items():
        change(project, "done.md", source, msgstr=(target,))
    (project.root / "workflow.yaml").write_text((project.root / "workflow.yaml").read_text() + "memory: 70\n")
    return load(project.root)


def test_the_engine_drafts_the_sentence_that_the_memory_lacks(project_of: ProjectOf) -> None:
    project = alike(project_of)
    report = draft(project)
    entry = entries(project, "new.md")[LIKE]
    assert entry.text.startswith("La noche fue larga. ") and entry.text.endswith(" Volvimos temprano a casa.")
    assert "jardín" in entry.text and entry.fuzzy
    made = draft_of(entry)
    assert made is not None and (made.engine, dict(made.extra)["repaired"]) == ("starter", "1/3")
    assert 70 <= int(dict(made.extra)["match"]) < 100
    assert (report.languages[0].pretranslated, report.languages[0].units) == (1, 0)
    assert origin(entry) == (Origin.REPAIRED, f"starter {made.package}")
    before = snapshot(project)
    draft(project, options=DraftOptions(redo=True))
    assert snapshot(project) == before
    discard(project)
    assert entries(project, "new.md")[LIKE].text == ""


def test_without_an_engine_such_a_text_stays_empty(project_of: ProjectOf) -> None:
    project = alike(project_of, engines="[]")
    draft(project)
    assert entries(project, "new.md")[LIKE].text == ""


def test_an_engine_that_fails_is_reported_once(project_of: ProjectOf) -> None:
    project = alike(project_of, engines="[argos]")
    package = write_package(project.root / "models" / "translate-en_es-9_9")
    (package / "model" / "model.bin").write_bytes(b"no model")
    report = draft(project)
    assert [str(problem).count("the model cannot be loaded") for problem in report.problems] == [1]
    assert entries(project, "new.md")[LIKE].text == ""


def test_an_edited_sentence_comes_from_the_memory_first(project_of: ProjectOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentence repair asks the memory before the engine, and needs none where the memory has the sentence."""
    no_model(monkeypatch)
    new = "The night was long. The house is old. We went home early."
    for engines, name in (("[argos, starter]", "with"), ("[]", "without")):
        project = project_of({"done.md": DONE, "new.md": new + "\n"}, engines=engines, name=name)
        for source, target in SPANISH.items():
            change(project, "done.md", source, msgstr=(target,))
        old = next(source for source in SPANISH if source.startswith("The night"))
        change(project, "new.md", new, msgstr=(SPANISH[old],), flags=("fuzzy",), previous_msgid=old)
        report = draft(project)
        entry = entries(project, "new.md")[new]
        assert entry.text == "La noche fue larga. La casa es vieja. Volvimos temprano a casa."
        made = draft_of(entry)
        assert made is not None and (made.engine, dict(made.extra)["repaired"]) == ("memory", "1/3")
        assert previous_text(entry) == (SPANISH[old],)
        assert report.languages[0].repaired == 1


def test_an_exact_match_that_cannot_be_used_is_named(project_of: ProjectOf) -> None:
    project = project_of({"done.md": "Open `a` now.\n", "new.md": "Open `a` now.\n\nSee it.\n"})
    change(project, "done.md", "Open `a` now.", msgstr=("Abra ahora.",))
    for dry_run in (True, False):
        (es,) = draft(project, options=DraftOptions(dry_run=dry_run)).languages
        (finding,) = es.unused
        assert finding.id == "unused_match" and finding.unit is not None and finding.unit.startswith("es:new#")
        assert "exact match not used: locales/es/LC_MESSAGES/done.po: inline tags: " in finding.message


def test_a_dry_run_counts_what_the_memory_has(project_of: ProjectOf) -> None:
    similar = "The night was long. The house is old. We went home late."
    text = DONE + f"\n{similar}\n\nThis is new.\n"
    project = project_of({"done.md": DONE, "new.md": text}, engines="[argos, starter]")
    (project.root / "workflow.yaml").write_text((project.root / "workflow.yaml").read_text() + "memory: 70\n")
    from workflow.project import load

    for source, target in SPANISH.items():
        change(project, "done.md", source, msgstr=(target,))
    project = load(project.root)
    before = snapshot(project)
    (expected,) = draft(project, options=DraftOptions(dry_run=True)).languages
    assert snapshot(project) == before
    (done,) = draft(project).languages
    assert (expected.pretranslated, expected.units) == (done.pretranslated, done.units)
    assert expected.pretranslated == len(SPANISH) + 1 and expected.units == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The ferry leaves from the pier.", "El ferry sale del muelle a las 9."),
        ("The ferry leaves from the pier.", "El fer\u200bry sale del muelle."),
        ("The ferry leaves from the pier, and we wait.", "A balsa sai do cais, e nós não estamos aí."),
    ],
)
def test_an_earlier_translation_that_changes_facts_has_a_high_risk(
    project_of: ProjectOf, source: str, target: str
) -> None:
    project = project_of({"new.md": f"{source}\n"})
    (project.root / "memory").mkdir()
    (project.root / "memory" / "old.tmx").write_text(
        '<tmx version="1.4"><header srclang="en"/><body><tu>'
        f'<tuv xml:lang="en"><seg>{source}</seg></tuv><tuv xml:lang="es"><seg>{target}</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    draft(load(project.root))
    made = draft_of(entries(project, "new.md")[source])
    assert made is not None and made.engine == "memory"
    assert made.risk is not None and made.risk >= 0.6
    assert dict(made.extra)["why"] == "memory"
