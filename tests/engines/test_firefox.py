"""Real inference with a tiny model of Firefox Translations, and with a stand-in for the library that fails as it can."""

import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from tests.shared import SHARED, needs_shared
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import EngineSettings, Hypothesis, Segment
from workflow.engines.firefox import FirefoxEngine, offers, remedy
from workflow.engines.firefox_worker import MAX_TOKENS, Model
from workflow.engines.packages.firefox import FirefoxPackage, read_firefox
from workflow.errors import EngineError, EngineUnavailable
from workflow.workers import processors

pytestmark = needs_shared
FOLDER = SHARED / "models" / "firefox-tiny" / "en-es"

STAND_IN = """
import os

class Translator:
    def __init__(self, model, source, target, shortlist=None):
        pass

    def backend(self):
        return "none"

    def translate(self, text):
        if "panic" in text:
            raise Panic("index out of bounds")
        if "abort" in text:
            os.abort()
        if "forever" in text:
            open(f"{os.path.dirname(__file__)}/{os.getpid()}", "w").close()
            while True:
                pass
        return {"endless": "la " * 256, "bytes": "<0xFF><0xFE>"}.get(text, text.upper())

class Panic(BaseException):
    pass
"""
"""A library that fails for some words."""


def package(path: Path = FOLDER) -> FirefoxPackage:
    found = read_firefox(path)
    assert found
    return found


def translate(texts: list[str], engine: FirefoxEngine | None = None, *, retry: bool = False) -> list[list[str]]:
    engine = engine or FirefoxEngine(package())
    found = engine.translate([Segment((text,), retry=retry) for text in texts])
    return [[str(one.parts[0]) for one in hypotheses if not one.fault] for hypotheses in found]


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FirefoxPackage:
    """A package, whose workers find the stand-in for the library."""
    folder = tmp_path / "library" / "fxtranslate"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(str(folder.parent))
    return package()


def test_sentences_are_translated() -> None:
    assert translate(["Open file", "Save the new image in the folder.", "Hello world!"]) == [
        ["Abrir archivo"],
        ["Guardar el nuevo imagen en el carpeta."],
        ["Hola mundo!"],
    ]


def test_two_vocabularies_and_no_shortlist(tmp_path: Path) -> None:
    for name, kept in (
        ("model.enes.intgemm.alphas.bin", "model.enes.intgemm.alphas.bin"),
        ("vocab.enes.spm", "srcvocab.enes.spm"),
        ("vocab.enes.spm", "trgvocab.enes.spm"),
    ):
        shutil.copyfile(FOLDER / name, tmp_path / kept)
    assert translate(["Open file"], FirefoxEngine(package(tmp_path))) == [["Abrir archivo"]]


def test_a_hypothesis_has_no_score_and_counts_the_words_that_are_spelled_in_bytes() -> None:
    [[one], [other]] = FirefoxEngine(package()).translate([Segment(("Open file",)), Segment(("Open файл, 😀",))])
    assert one == Hypothesis(("Abrir archivo",))
    assert other == Hypothesis(("Abrir файл, 😀",), unknown=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\t\n",
        "Xyz",
        "  Xyz\u00a0\n",
        "a\ud800b",
        "\ufffd",
        "Xyz\ufffd Xyz",
        "X\x01Y",
        "😀 Xyz 🙏",
        "Жук",
        "<0x41>",
        "__source__",
    ],
)
def test_what_the_vocabulary_would_lose_is_kept(text: str) -> None:
    assert translate([text]) == [[text]]


def test_random_text_comes_back_whole() -> None:
    """The model copies what it has no word for: every letter, symbol and space between them, but for compatibility characters."""
    signs = "abcXYZ019 .,:;!?()[]{}<>/\\|@#$%^&*_+=-~`'\"€©°–—“”«»áñЖ漢😀\ufffd\x02\ud801"
    draw = random.Random(5)
    texts = ["".join(draw.choice(signs) for _ in range(draw.randrange(1, 60))) for _ in range(300)]
    texts = [" ".join(text.split(" ")) for text in texts if "  " not in text]
    engine = FirefoxEngine(package())
    wrong = [text for text, found in zip(texts, translate(texts, engine), strict=True) if found and found != [text]]
    assert wrong == []


def test_together_comes_out_what_comes_out_one_by_one_with_any_number_of_workers() -> None:
    words = ["open", "close", "save", "the", "new", "file", "user", "password", "and", "in", "Xyz", "12"]
    draw = random.Random(3)
    texts = [" ".join(draw.choice(words) for _ in range(draw.randrange(1, 25))) + "." for _ in range(120)]
    engine = FirefoxEngine(package(), workers=1)
    alone = [engine.translate([Segment((text,))])[0] for text in texts]
    for count in (1, 3):
        assert FirefoxEngine(package(), workers=count).translate([Segment((text,)) for text in texts]) == alone


def test_a_text_that_is_too_long_is_translated_whole_in_pieces() -> None:
    text = ", ".join(f"open the file {number}" for number in range(300)) + "."
    [[found]] = translate([text])
    assert found == text.replace("open the file", "abrir el archivo")
    assert len(text) > 20 * MAX_TOKENS
    [[found]] = translate(["x" * 3000])
    assert found == "x" * 3000


def test_a_language_without_spaces_has_none_between_pieces() -> None:
    files = [FOLDER / name for name in ("model.enes.intgemm.alphas.bin", "vocab.enes.spm", "vocab.enes.spm")]
    text = ", ".join(["open the file"] * 100)
    spaced, tight = (
        Model([file.read_bytes() for file in files], spaced=spaced).translate(text) for spaced in (True, False)
    )
    assert spaced == text.replace("open the file", "abrir el archivo")
    assert tight is not None and len(tight) < len(spaced)
    assert tight.replace(" ", "") == spaced.replace(" ", "")


def test_other_forms_of_a_sentence_give_further_hypotheses() -> None:
    """The tiny model translates a form as well as the sentence, so all of them agree, without a trace of the form."""
    assert translate(["Open the file.", "Open the file", " Open the file. ", "1. Open", "Xyz", ""], retry=True) == [
        ["Abrir el archivo."],
        ["Abrir el archivo"],
        [" Abrir el archivo. "],
        ["1. Abrir"],
        ["Xyz"],
        [""],
    ]


def test_inline_tags_are_not_for_this_engine() -> None:
    with pytest.raises(EngineError, match="without inline tags"):
        FirefoxEngine(package()).translate([Segment(("a", 1))])


def test_opening_an_engine_reads_no_model(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "p")
    engine = FirefoxEngine(package(tmp_path / "p"))
    assert (engine.name, engine.package) == ("firefox", "firefox-en_es-0")
    assert engine.translate([]) == []
    assert engine.translate([Segment((" ",))]) == [(Hypothesis((" ",)),)]
    assert engine.capabilities.search == "one greedy hypothesis; retry: the sentence in other forms; int8"
    engine.translate([Segment(("Open",))])
    assert engine.capabilities.search.startswith("one greedy hypothesis; retry: the sentence in other forms; int8, ")


def test_files_that_were_changed_after_they_were_hashed_are_not_used(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "p")
    found = package(tmp_path / "p")
    engine = FirefoxEngine(found)
    assert engine.hash
    files = [found.model, found.source_vocabulary]
    job = engine._job()  # the hash that provenance will name
    files[0].write_bytes(files[0].read_bytes()[:-256] + bytes(256))
    engine._job = lambda: job  # type: ignore[method-assign]
    with pytest.raises(
        EngineUnavailable, match=r"cannot be loaded: ValueError: its files were changed meanwhile\. Install"
    ):
        translate(["Open"], engine)


@pytest.mark.parametrize("end", [0, 100, 5000, 100_000])
def test_a_truncated_model_is_reported(tmp_path: Path, end: int) -> None:
    shutil.copytree(FOLDER, tmp_path / "p")
    found = package(tmp_path / "p")
    found.model.write_bytes(found.model.read_bytes()[:end])
    with pytest.raises(
        EngineUnavailable, match=f"{tmp_path / 'p'}: the model cannot be loaded: .*Install the package again"
    ):
        translate(["Open"], FirefoxEngine(found))


def test_damaged_files_never_end_the_program(tmp_path: Path) -> None:
    """Whatever the library makes of them: an exception, a panic, the end of its process, nonsense."""
    shutil.copytree(FOLDER, tmp_path / "p")
    found = package(tmp_path / "p")
    assert found.shortlist
    draw = random.Random(11)
    for file in (found.model, found.source_vocabulary, found.shortlist):
        data = file.read_bytes()
        for _ in range(3):
            damaged = bytearray(data)
            for _ in range(20):
                damaged[draw.randrange(min(len(data), 3000))] = draw.randrange(256)
            file.write_bytes(damaged)
            try:
                [[*_]] = translate(["Open file"], FirefoxEngine(found, workers=1, seconds=3))
            except EngineError as error:
                assert str(found.path) in str(error)
        file.write_bytes(data)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("panic", "the model failed: Panic: index out of bounds"),
        ("abort", "the model failed: ended by SIGABRT"),
        ("forever", "the model had no translation after 1 s"),
        ("endless", "the model gave no complete translation"),
        ("bytes", "the model gave no complete translation"),
    ],
)
def test_a_text_that_a_worker_does_not_survive_has_a_reason_and_the_rest_goes_on(
    failing: FirefoxPackage, caplog: pytest.LogCaptureFixture, word: str, reason: str
) -> None:
    texts = ["one", word, "two", word + " ", "three"]
    engine = FirefoxEngine(failing, workers=1, seconds=1)
    found = [one for (one,) in engine.translate([Segment((text,)) for text in texts])]
    assert [one.parts for one in found] == [("ONE",), (), ("TWO",), (), ("THREE",)]
    assert [one.fault for one in found] == ["", reason, "", reason, ""]
    warned = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert warned == ([] if reason.startswith("the model gave") else [f"“{word}”: {reason}", f"“{word} ”: {reason}"])


def test_an_entry_that_stays_empty_says_what_was_wrong(failing: FirefoxPackage) -> None:
    """The answers of the stand-in are refused, or there is none: the reason is what validation found, or what the model did."""
    drafter = Drafter(FirefoxEngine(failing, workers=1, seconds=1), "en", "es")
    texts = ["Xyz house door.", "endless", "Use endless.", "forever"]
    drafts = drafter.draft([Text(text) for text in texts])
    assert [draft.text for draft in drafts] == [None] * 4
    reasons = [draft.reason for draft in drafts]
    assert reasons[3] == "the model had no translation after 1 s (“forever”)"
    assert reasons[:3] == [f"same: identical to the source (“{text}”)" for text in texts[:3]]


def test_a_model_that_always_fails_is_given_up_soon(failing: FirefoxPackage) -> None:
    with pytest.raises(EngineError, match=r"the model failed for 5 texts in a row: ended by SIGABRT\. Install"):
        translate([f"abort {number}" for number in range(1000)], FirefoxEngine(failing))
    engine = FirefoxEngine(failing, workers=1)
    texts = [f"{word} {number}" for number in range(6) for word in ("abort", "x")]
    assert [bool(one) for one in translate(texts, engine)] == [False, True] * 6


@pytest.mark.parametrize("after", [1, 2, 7])
def test_an_interrupt_leaves_the_engine_usable_and_no_thread_behind(after: int) -> None:
    engine = FirefoxEngine(package(), workers=2)
    segments = [Segment((f"Open the file {number} in the folder.",)) for number in range(400)]
    calls: list[tuple[int, int]] = []

    def interrupt(done: int, total: int, what: str) -> None:
        calls.append((done, total))
        if len(calls) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.translate(segments, progress=interrupt)
    assert calls[-1][0] < calls[-1][1] == 400
    assert threading.active_count() == 1
    calls.clear()
    assert all(engine.translate(segments))


def test_progress_counts_up_to_all_of_it() -> None:
    calls: list[tuple[int, int]] = []
    segments = [Segment((f"Open the file {number} in the folder.",)) for number in range(200)]
    FirefoxEngine(package()).translate(segments * 2, progress=lambda done, total, what: calls.append((done, total)))
    assert calls == sorted(calls)
    assert len(calls) > 2
    assert calls[-1] == (200, 200)


PROGRAM = """
    import signal
    import sys
    from pathlib import Path
    from workflow.engines.base import Segment
    from workflow.engines.firefox import FirefoxEngine
    from workflow.engines.packages.firefox import read_firefox

    # A shell lets what it starts in the background ignore SIGINT.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    engine = FirefoxEngine(read_firefox(Path(sys.argv[1])), workers=2)
    engine.translate([Segment(("forever 1" + " x" * 600,)), Segment(("forever 2" + " x" * 600,))])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="by nature: processes are found in /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_program_though_the_model_never_does(
    failing: FirefoxPackage, tmp_path: Path, sent: signal.Signals
) -> None:
    (tmp_path / "program.py").write_text(textwrap.dedent(PROGRAM))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    program = subprocess.Popen(
        [sys.executable, tmp_path / "program.py", failing.path], env=env, stderr=subprocess.DEVNULL
    )
    try:
        while len(workers := [int(file.name) for file in tmp_path.rglob("fxtranslate/[0-9]*")]) < 2:
            assert program.poll() is None
        program.send_signal(sent)
        assert program.wait(30) == -sent
    finally:
        program.kill()
        program.wait()
    while any(map(exists, workers)):
        pass  # SIGKILL: the system is about to end them


def exists(pid: int) -> bool:
    """Whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_offers_are_the_packages_of_the_pair(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "firefox-en_es")
    settings = EngineSettings(models=tmp_path)
    [offer] = offers("en", "es", settings)
    assert (offer.name, offer.package, offer.where) == ("firefox", "firefox-en_es-0", "project")
    assert offer.open().translate([Segment(("Open",))]) == [(Hypothesis(("Abrir",)),)]
    assert [one.package for one in offers("en_GB", "es_MX", settings)] == ["firefox-en_es-0"]
    assert offers("es", "en", settings) == ()
    assert remedy("en", "uk") == "workflow models install en-uk"
    assert remedy("de", "uk") == ""
    assert processors() >= 1
