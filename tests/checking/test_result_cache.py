"""The cache of what the checks found: it changes nothing but the time that a run takes."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.program import TemporaryProject
from tests.test_architecture import PACKAGE, imports, modules
from workflow import catalogs, project
from workflow.checking import CheckOptions, CheckReport, check, check_files, result_cache
from workflow.checking.result_cache import FoundProblem, ResultCache
from workflow.checks.model import TextProblem
from workflow.checks.results_version import PARTS
from workflow.model import Severity, Span

TEXTS = {"It has 12 doors.": "Tiene 13 puertas.", "Close the door.": "Cierre la puerta"}
CATALOG = "locales/es/LC_MESSAGES/guide.po"
CACHE = ".workflow/checks/en-es.json"

RECORDS = ".workflow/checks/en-es.catalogs"

WITHOUT_INFLUENCE = {
    "boundary",  # says where a path leads
    "engines",  # only their names are looked at; opinions of language models have a cache of their own
    "errors",
    "files",  # bytes in, bytes out
    "locks",
    "parse_cache",
    "plugins",  # what a format of others reads is not stored
    "program_version",
    "readings",
    "report_pages",  # shows the results
    "workers",
}
"""What the checks use that has no part in what they find."""


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es]\n")
    project.write("source/guide.md", "\n\n".join(TEXTS) + "\n")
    project.good("extract")
    translate(project, **TEXTS)
    return project


def translate(ready: TemporaryProject, **texts: str) -> None:
    catalog = catalogs.read(ready.root / CATALOG)
    entries = tuple(replace(one, msgstr=(texts.get(one.msgid, one.text),)) for one in catalog.entries)
    catalogs.write(replace(catalog, entries=entries), ready.root / CATALOG)


def run(ready: TemporaryProject, options: CheckOptions | None = None) -> CheckReport:
    """Check without what is stored about whole catalogs, which would be found first."""
    (ready.root / RECORDS).unlink(missing_ok=True)
    return check(project.load(ready.root), options=options)


def ids(report: CheckReport) -> list[str]:
    return [found.id for found in report.findings]


def change(ready: TemporaryProject, edit: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(ready.read(CACHE))
    edit(data)
    ready.write(CACHE, json.dumps(data))


def test_a_second_run_finds_the_same_and_writes_nothing(ready: TemporaryProject) -> None:
    first = run(ready)
    assert ids(first) == ["numbers", "end_stop"]
    before = (ready.root / CACHE).stat().st_mtime_ns
    assert run(ready) == first
    assert (ready.root / CACHE).stat().st_mtime_ns == before


def test_what_did_not_change_comes_from_the_cache(ready: TemporaryProject) -> None:
    run(ready)
    change(
        ready, lambda data: [record.__setitem__(2, "as stored") for one in data["entries"].values() for record in one]
    )
    assert [found.details["problem"] for found in run(ready).findings] == ["as stored", "as stored"]
    translate(ready, **{"Close the door.": "Cierre la puerta!"})
    problems = [found.details["problem"] for found in run(ready).findings]
    assert problems[0] == "as stored"
    assert "as stored" not in problems[1:]
    assert len(problems) > 1


def test_checks_that_are_selected_have_their_own_results(ready: TemporaryProject) -> None:
    assert ids(run(ready)) == ["numbers", "end_stop"]
    assert ids(run(ready, CheckOptions(select=("end_stop",)))) == ["end_stop"]
    assert ids(run(ready, CheckOptions(ignore=("end_stop",)))) == ["numbers"]
    assert ids(run(ready)) == ["numbers", "end_stop"]


def test_the_glossary_counts(ready: TemporaryProject) -> None:
    run(ready)
    ready.write("glossary.csv", "source,target,language\ndoors,portones,es\n")
    assert "glossary_missing" in ids(run(ready))


def _for_each_record(edit: Callable[[list[Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda data: [edit(record) for one in data["entries"].values() for record in one]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.clear(),
        lambda data: data.update(version=["another"]),
        lambda data: data.update(entries=[]),
        lambda data: data["entries"].update(dict.fromkeys(data["entries"], 1)),
        lambda data: data["entries"].update({key: ["numbers"] for key in data["entries"]}),
        _for_each_record(lambda record: record.__setitem__(0, "no check")),
        _for_each_record(lambda record: record.__setitem__(1, -1)),
        _for_each_record(lambda record: record.__setitem__(2, None)),
        _for_each_record(lambda record: record.__setitem__(3, [1, "2"])),
        _for_each_record(lambda record: record.__setitem__(5, 1)),
        _for_each_record(lambda record: record.pop()),
    ],
)
def test_a_damaged_cache_is_ignored_and_rebuilt(
    ready: TemporaryProject, damage: Callable[[dict[str, Any]], object]
) -> None:
    first = run(ready)
    good = json.loads(ready.read(CACHE))
    change(ready, damage)
    assert run(ready) == first
    assert json.loads(ready.read(CACHE)) == good


@pytest.mark.parametrize("content", ["", "{", "[]", "1", '"version"', "\x00", "[" * 100_000])
def test_nonsense_is_ignored_and_rebuilt(ready: TemporaryProject, content: str) -> None:
    first = run(ready)
    good = json.loads(ready.read(CACHE))
    ready.write(CACHE, content)
    assert run(ready) == first
    assert json.loads(ready.read(CACHE)) == good


def test_everything_about_a_problem_is_kept(tmp_path: Path) -> None:
    found = [
        FoundProblem("numbers", TextProblem("“ñ” \ud800", Span(0, 1), Span(2, 3), "fixed", 1, Severity.NOTE), 7),
        FoundProblem("same", TextProblem("as it is")),
    ]
    cache = ResultCache(tmp_path / "a.json", ("en", "es"))
    cache.put("one", found)
    cache.put("two", [])
    cache.save()
    again = ResultCache(tmp_path / "a.json", ("en", "es"))
    assert (again.get("one"), again.get("two"), again.get("three")) == (found, [], None)


def test_the_file_is_bounded_and_the_last_run_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_cache, "_MOST", 3)
    for keys in ("abc", "cd"):
        cache = ResultCache(tmp_path / "a.json", ("en", "es"))
        for key in keys:
            if cache.get(key) is None:
                cache.put(key, [])
        cache.save()
    kept = json.loads((tmp_path / "a.json").read_bytes())["entries"]
    assert len(kept) == 3
    assert {"c", "d"} < kept.keys()


def test_a_file_outside_a_project_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    header = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    (tmp_path / "a.po").write_text(f'{header}msgid "It has 12 doors."\nmsgstr "Tiene 13 puertas."\n')
    assert ids(check_files([tmp_path / "a.po"])) == ["numbers"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.po"]


def test_all_that_decides_about_results_is_hashed() -> None:
    parts = {part.removesuffix(".py") for part in PARTS}
    used = {
        name.split(".")[0]
        for path in modules()
        if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in parts
        for name in imports(path)
    }
    assert used <= parts | WITHOUT_INFLUENCE, "add it to results_version.PARTS, or say here why it has no influence"
