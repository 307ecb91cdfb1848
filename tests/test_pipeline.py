"""run: a failure for one language does not stop the others, and broken input does not stop the rest."""

import os

import pytest

from tests.program import CONFIG, TemporaryProject
from workflow.errors import CatalogError, DocumentError
from workflow.model import Observer, State
from workflow.pipeline import run
from workflow.project import load

FAILING = """
from workflow.engines.base import Capabilities, Offer, Where
from workflow.errors import EngineError

class Engine:
    name, package, hash, capabilities = "failing", "none", "00000000", Capabilities()

    def translate(self, segments, *, hypotheses=1, progress=None):
        raise EngineError("failing: it had a bad day. Try tomorrow.")

def offers(source, target, settings):
    return (Offer("failing", "none", Where.SYSTEM, None, Engine),)

def remedy(source, target):
    return ""
"""


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG + "engines: [argos, starter]\n")
    project.write("source/tide.md", "# The tide\n\nThe water comes.\n")
    return project


def test_the_three_steps(ready: TemporaryProject) -> None:
    steps: list[str] = []
    report = run(load(ready.root), observer=Observer(progress=lambda done, total, what: steps.append(what.split()[0])))
    assert list(dict.fromkeys(steps)) == ["extracting", "drafting", "publishing"]
    assert (report.extraction.documents, report.drafts.drafted) == (1, 2)
    assert [one.language for one in report.undrafted] == ["uk"]
    assert report.publication is not None
    counts = {edition.language: edition.counts[State.DRAFT] for edition in report.publication.editions}
    assert counts == {"en": 0, "es": 2, "uk": 0}
    assert report.changed
    assert not run(load(ready.root)).changed


def test_broken_input_does_not_stop_the_rest(ready: TemporaryProject) -> None:
    broken = ready.write("locales/es/LC_MESSAGES/tide.po", 'msgid "a\n')
    ready.write("source/boat.md", "# The boat\n")
    ready.write("source/other.md", b"caf\xe9\n")
    report = run(load(ready.root))
    assert [type(problem) for problem in report.problems] == [DocumentError, CatalogError]
    assert report.drafts.drafted == 1
    assert broken.read_text() == 'msgid "a\n'
    assert (ready.root / "editions/html/es/boat.html").exists()
    assert (ready.root / "editions/html/es/tide.html").exists()
    assert not (ready.root / "editions/html/es/other.html").exists()


def test_a_document_that_breaks_keeps_its_translations_and_pages(ready: TemporaryProject) -> None:
    ready.write("source/boat.md", "# The boat\n")
    ready.good("run")
    catalog, page = ready.read("locales/es/LC_MESSAGES/tide.po"), ready.read("editions/html/es/tide.html")
    ready.write("source/tide.md", b"caf\xe9\n")
    ready.write("source/boat.md", "# The boat\n\nIt sinks.\n")
    result = ready.run("run")
    assert result.code == 2
    (line,) = (line for line in result.err.splitlines() if line.startswith("workflow: "))
    assert line.startswith("workflow: source/tide.md:1: byte 0xe9 is not UTF-8.")
    assert (ready.read("locales/es/LC_MESSAGES/tide.po"), ready.read("editions/html/es/tide.html")) == (catalog, page)
    assert "It sinks." in ready.read("editions/html/uk/boat.html")


def test_an_engine_that_fails_keeps_nothing_else_from_being_done(ready: TemporaryProject) -> None:
    ready.write("plugin/failing_engine.py", FAILING)
    ready.write("plugin/failing-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: failing\nVersion: 1\n")
    ready.write("plugin/failing-1.dist-info/entry_points.txt", "[workflow.engines]\nfailing = failing_engine\n")
    ready.write(
        "workflow.yaml",
        CONFIG.replace("[es, uk]", "[uk, es]") + "engines: {default: [argos, starter], en-uk: [failing]}\n",
    )
    env = {"PYTHONPATH": os.pathsep.join([str(ready.root / "plugin"), os.environ.get("PYTHONPATH", "")])}
    result = ready.run("run", env=env)
    [line] = result.problems()
    assert "it had a bad day" in line
    assert "es Spanish: drafted 2 entries with " in result.out
    assert (ready.root / "editions/html/uk/tide.html").exists()
    assert "it had a bad day" in ready.run("draft", "-l", "uk", env=env).line()
