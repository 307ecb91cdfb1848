"""Drafting large projects: in pieces, within a time, with little memory; nothing here waits for a clock."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from tests.drafting.conftest import ProjectOf
from tests.drafting.fake_engines import FakeEngine, shifted
from tests.program import TemporaryProject
from workflow import catalogs
from workflow.drafting import Budget, DraftOptions, draft
from workflow.drafting.budget import Pace, span
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines import ENGINES
from workflow.engines.base import EngineSettings, Hypothesis, Offer, Segment, Where
from workflow.engines.choice import choose
from workflow.model import Observer, Progress
from workflow.project import Project, load

WORDS = [
    "house",
    "garden",
    "river",
    "door",
    "book",
    "table",
    "window",
    "road",
    "bridge",
    "school",
    "paper",
    "letter",
    "morning",
    "winter",
]


def document(number: int, units: int) -> str:
    """Paragraphs of nine words, no two alike."""
    return "\n\n".join(
        f"The {WORDS[n % 14]} of the {WORDS[(n // 14 + number) % 14]} has number {number * 1000 + n} here."
        for n in range(units)
    )


class Clock:
    """Goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Slow(FakeEngine):
    """Takes a second for each ten words, by the clock it was given."""

    name = "slow"

    def __init__(self, clock: Clock):
        super().__init__(lambda text: [shifted(text)])
        self.clock = clock

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        self.clock.now += sum(len("".join(map(str, s.parts)).split()) for s in segments) / 10
        return super().translate(segments, hypotheses=hypotheses, progress=progress)


class Factory:
    """Plugs an engine in."""

    def __init__(self, engine: FakeEngine):
        self.engine = engine

    def offers(self, source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
        return (Offer(self.engine.name, "none-1", Where.SYSTEM, None, lambda: self.engine),)

    def remedy(self, source: str, target: str) -> str:
        return ""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slow(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    engine = Slow(clock)
    monkeypatch.setitem(ENGINES, "slow", Factory(engine))
    yield engine


def texts(project: Project) -> dict[str, list[str]]:
    return {
        name: [entry.text for entry in catalogs.read(project.catalog_path("es", name)).live]
        for name in project.documents.paths()
    }


def make(project_of: ProjectOf, name: str = "project") -> Project:
    return project_of({f"d{n}.md": document(n, 30) for n in range(3)}, engines="[slow]", name=name)


def test_a_budget_drafts_what_fits_in_the_order_of_the_documents(
    project_of: ProjectOf, slow: Slow, clock: Clock
) -> None:
    project = make(project_of)
    config = project.root / "workflow.yaml"
    config.write_text(config.read_text() + "documents: [d2.md, d0.md, d1.md]\n")
    project = load(project.root)
    start = clock.now
    (es,) = draft(project, options=DraftOptions(budget=Budget(seconds=40, clock=clock))).languages
    assert clock.now - start < 42  # 90 units take 81 seconds; what is begun is finished
    assert 30 < es.drafted < 60 and es.units == es.drafted
    assert es.left == 90 - es.drafted
    assert es.left_words == pytest.approx(9 * es.left, rel=0.01)
    assert es.left_minutes == pytest.approx(es.left_words / 10 / 60, abs=0.11)
    done = {name: sum(map(bool, found)) for name, found in texts(project).items()}
    assert done["d2.md"] == 30 and 0 < done["d0.md"] < 30 and done["d1.md"] == 0


def test_no_time_drafts_nothing_and_says_all_that_is_left(project_of: ProjectOf, slow: Slow, clock: Clock) -> None:
    project = make(project_of)
    report = draft(project, options=DraftOptions(budget=Budget(seconds=0, clock=clock)))
    (es,) = report.languages
    assert (es.units, es.drafted, es.left, report.written) == (0, 0, 90, ())
    assert es.left_minutes and not slow.asked
    assert draft(project, options=DraftOptions(budget=Budget(seconds=0.1, clock=clock))).languages[0].drafted == 0


def test_budget_after_budget_ends_with_the_same_bytes(project_of: ProjectOf, slow: Slow, clock: Clock) -> None:
    one, two = make(project_of, "one"), make(project_of, "two")
    draft(one, options=DraftOptions(budget=Budget(clock=clock)))
    for _ in range(30):
        if not draft(two, options=DraftOptions(budget=Budget(seconds=11, clock=clock))).languages[0].left:
            break
    assert texts(one) == texts(two)
    for name in one.documents.paths():
        assert one.catalog_path("es", name).read_bytes() == two.catalog_path("es", name).read_bytes()


def test_budget_and_limit_together(project_of: ProjectOf, slow: Slow, clock: Clock) -> None:
    project = make(project_of)
    (es,) = draft(project, options=DraftOptions(budget=Budget(units=7, seconds=1e6, clock=clock))).languages
    assert (es.drafted, es.left) == (7, 83)
    (es,) = draft(project, options=DraftOptions(budget=Budget(units=7, seconds=0, clock=clock))).languages
    assert (es.drafted, es.left) == (0, 83)


def test_a_long_document_is_written_in_parts(
    project_of: ProjectOf, slow: Slow, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflow.drafting.engine_pass.CHUNK", 500)
    one = project_of({"long.md": document(0, 100)}, engines="[slow]", name="one")

    def stop(done: int, total: int, what: str) -> None:
        if done >= 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft(one, options=DraftOptions(budget=Budget(clock=clock)), observer=Observer(stop))
    kept = sum(map(bool, texts(one)["long.md"]))
    assert 20 < kept < 100
    assert draft(one, options=DraftOptions(budget=Budget(clock=clock))).drafted == 100 - kept
    monkeypatch.undo()
    monkeypatch.setitem(ENGINES, "slow", Factory(slow))
    two = project_of({"long.md": document(0, 100)}, engines="[slow]", name="two")
    draft(two, options=DraftOptions(budget=Budget(clock=clock)))
    assert texts(one) == texts(two)


def test_progress_tells_the_pace_and_the_time_left(project_of: ProjectOf, slow: Slow, clock: Clock) -> None:
    seen: list[str] = []
    draft(
        make(project_of),
        options=DraftOptions(budget=Budget(clock=clock)),
        observer=Observer(lambda done, total, what: seen.append(what)),
    )
    assert any(" words/s, " in what and " left · es: d" in what for what in seen), seen
    assert seen[-1].startswith("10 words/s, 0 s left · ")


def test_durations_are_written_for_people() -> None:
    assert [span(seconds) for seconds in (0, 40.4, 61, 3599, 3600, 7800)] == [
        "0 s", "40 s", "1 min", "1 h", "1 h", "2 h 10 min",
    ]  # fmt: skip


def test_the_first_piece_with_its_model_to_load_does_not_count_for_the_speed(clock: Clock) -> None:
    pace = Pace(clock, 45.0, 1000, 100, clock.now + 100)
    assert pace.next_batch() == (300, 4500)
    pace.finish(100, 10, 50.0)
    assert pace.speed == 2.0
    pace.finish(100, 10, 1.0)
    assert pace.speed == 100.0
    clock.now += 100
    assert pace.next_batch() == (0, 0)


def test_the_results_kept_by_a_drafter_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what it forgot it drafts again in the same way."""
    monkeypatch.setattr("workflow.drafting.translation.drafter._MAX_KEPT", 20)
    engine = FakeEngine(lambda text: [shifted(text)])
    drafter = Drafter(engine, "en", "es")
    pages = [[Text(text) for text in document(n, 15).split("\n\n")] for n in range(10)]
    first = [drafter.draft(page) for page in pages]
    assert drafter.kept <= 45
    again = Drafter(engine, "en", "es")
    assert [again.draft(page) for page in reversed(pages)] == first[::-1]


def test_workers_reach_the_engine() -> None:
    for workers in (1, 3):
        engine = choose("en", "es", EngineSettings(order=("starter",), workers=workers)).engine
        assert engine is not None and getattr(engine, "threads", None) == workers


def test_a_second_run_over_many_units_loads_no_engine(project: TemporaryProject) -> None:
    """CTranslate2 and sentencepiece are not even imported."""
    project.write("workflow.yaml", "title: T\nsource_language: en\nlanguages: [es]\nengines: [argos, starter]\n")
    project.write("source/a.md", document(0, 5))
    project.good("extract")
    project.good("draft")
    code = (
        "import sys, json\nfrom pathlib import Path\nfrom workflow.project import load\nfrom workflow.drafting import draft\n"
        "report = draft(load(Path.cwd()))\n"
        "heavy = [n for n in ('ctranslate2', 'sentencepiece', 'argostranslate', 'numpy') if n in sys.modules]\n"
        "print(json.dumps([report.languages[0].units, report.drafted, heavy]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.root, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [0, 0, []]


@pytest.mark.parametrize(
    ("said", "words"),
    [("0s", "time"), ("90s", ""), ("1h30m", ""), ("soon", "not a duration"), ("30", "not a duration")],
)
def test_how_a_budget_is_reported(project: TemporaryProject, said: str, words: str) -> None:
    project.write("workflow.yaml", "title: T\nsource_language: en\nlanguages: [es]\nengines: [argos, starter]\n")
    project.write("source/a.md", "The door is open.\n")
    project.good("extract")
    result = project.run("draft", "--budget", said)
    if "not" in words:
        assert words in result.line()
    elif words:
        assert result.code == 0 and "1 entry left for the next run" in result.out
    else:
        assert result.code == 0 and "drafted 1 of 1 entry" in result.out
