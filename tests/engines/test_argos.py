"""Real inference, with the starter package and with packages of random weights."""

import json
import random
import shutil
from pathlib import Path

import pytest

from benchmarks.random_model import write_package
from tests.starter import FOLDER_NAME, STARTER, VERSION
from workflow.engines.argos import MAX_TOKENS, ArgosEngine, offers, packages
from workflow.engines.base import EngineSettings, Hypothesis, Segment
from workflow.engines.packages.argos import ArgosPackage, read_argos
from workflow.errors import EngineError, EngineUnavailable, PackageError

_SUBJECTS = ["The committee", "A journalist", "The old editor", "Nobody", "Our printer", "Each reader of this page"]
_VERBS = ["rejected", "published", "will read", "has lost", "wants to see", "could not understand"]
_OBJECTS = ["the report", "eight bills", "a letter from Kyiv", "the second chapter", "it", "every word of the new law"]
_ENDS = ["", " on Monday", " because nobody asked", ", and the others agreed", " in 2020", " when the meeting was over"]


def sentences(count: int) -> list[str]:
    """Sentences of many lengths, the same every time."""
    choice = random.Random(7).choice
    return [
        f"{choice(_SUBJECTS)} {choice(_VERBS)} {choice(_OBJECTS)}{choice(_ENDS)}{choice(_ENDS)}." for _ in range(count)
    ]


def package(path: Path = STARTER) -> ArgosPackage:
    found = read_argos(path)
    assert found
    return found


def translate(
    texts: list[str], *, path: Path = STARTER, threads: int = 0, hypotheses: int = 1
) -> list[tuple[Hypothesis, ...]]:
    engine = ArgosEngine(package(path), threads=threads)
    return engine.translate([Segment((text,)) for text in texts], hypotheses=hypotheses)


def first(found: list[tuple[Hypothesis, ...]]) -> list[str]:
    return [str(hypotheses[0].parts[0]) for hypotheses in found]


def test_a_plain_sentence_is_translated() -> None:
    [[hypothesis]] = translate(["The committee rejected the report on Monday."])
    assert "comité" in str(hypothesis.parts[0]).lower()
    assert "lunes" in str(hypothesis.parts[0])
    assert -3 < hypothesis.score < 0
    assert hypothesis.unknown == 0


def test_several_hypotheses_come_best_first_and_differ() -> None:
    [found] = translate(["The old editor published the second chapter in 2020."], hypotheses=6)
    assert len(found) == 6
    assert len({hypothesis.parts for hypothesis in found}) == 6
    assert found[0].score > found[-1].score


def test_together_comes_out_what_comes_out_one_by_one() -> None:
    """Batches, padding and threads change nothing: not the words, not their order, not the scores that order them."""
    texts = sentences(150)
    engine = ArgosEngine(package(), threads=1)
    alone = [engine.translate([Segment((text,))], hypotheses=4)[0] for text in texts]
    for threads in (1, 2, 3):
        together = translate(texts, threads=threads, hypotheses=4)
        assert together == alone
    shuffled = random.Random(1).sample(texts, len(texts))
    by_text = dict(zip(texts, alone, strict=True))
    assert translate(shuffled, hypotheses=4) == [by_text[text] for text in shuffled]


def test_white_space_at_the_edges_is_kept_and_nothing_is_translated_to_nothing() -> None:
    assert first(translate(["  ", "", "\t\n"])) == ["  ", "", "\t\n"]
    [plain, padded] = first(translate(["The report.", " \tThe report.\u00a0\n"]))
    assert padded == f" \t{plain}\u00a0\n"


def test_underscores_stay() -> None:
    [text] = first(translate(["Set max_batch_size now."]))
    assert "_" in text


def test_a_text_that_is_too_long_is_translated_whole_in_pieces() -> None:
    """Nothing is cut off at CTranslate2's limits, and each clause is there."""
    clauses = [f"the {number}th committee rejected the report" for number in range(200)]
    text = ", ".join(clauses) + "."
    [[hypothesis]] = translate([text])
    out = str(hypothesis.parts[0])
    kept = sum(str(number) in out for number in range(200))
    assert kept > 150
    assert len(text) > 4 * MAX_TOKENS


def test_progress_counts_up_to_all_of_it_and_an_interrupt_leaves_the_engine_usable() -> None:
    engine = ArgosEngine(package(), threads=1)
    segments = [Segment((text,)) for text in sentences(300)]
    calls: list[tuple[int, int]] = []
    engine.translate(segments, progress=lambda done, total, what: calls.append((done, total)))
    assert calls == sorted(calls)
    assert len(calls) > 2
    assert calls[-1][0] == calls[-1][1] == len({segment.parts for segment in segments})

    def interrupt(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.translate(segments, progress=interrupt)
    assert engine.translate(segments[:3]) == ArgosEngine(package()).translate(segments[:3])


def test_inline_tags_are_not_for_this_engine() -> None:
    with pytest.raises(EngineError, match="without inline tags"):
        ArgosEngine(package()).translate([Segment(("a", 1))])


def test_opening_an_engine_reads_no_model(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "broken")
    (folder / "model" / "model.bin").write_bytes(b"no model")
    engine = ArgosEngine(package(folder))
    assert engine.package == "translate-en_es-1.0"
    assert len(engine.hash) == 8
    with pytest.raises(EngineUnavailable, match=r"broken: the model cannot be loaded.*Install the package again"):
        engine.translate([Segment(("Hello",))])


def test_a_bpe_package_is_loaded_and_run(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "translate-en_es-1_0")
    [found] = translate(["Hello the world."], path=folder, hypotheses=3)
    assert found
    assert all(isinstance(hypothesis.parts[0], str) and "@@" not in hypothesis.parts[0] for hypothesis in found)
    assert translate(["Hello the world."], path=folder, hypotheses=3) == [found]


def test_a_broken_tokenizer_is_named(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    (folder / "bpe.model").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EngineUnavailable, match="the tokenizer cannot be loaded"):
        translate(["Hello"], path=folder)
    (folder / "bpe.model").unlink()
    (folder / "sentencepiece.model").write_bytes(b"nothing of the kind")
    with pytest.raises(EngineUnavailable, match="the tokenizer cannot be loaded"):
        translate(["Hello"], path=folder)


def test_a_target_prefix_leads_the_model_and_is_no_part_of_the_text(tmp_path: Path) -> None:
    plain = write_package(tmp_path / "plain")
    led = write_package(tmp_path / "led", target_prefix="__es__")
    [found] = translate(["Hello the world."], path=led, hypotheses=4)
    assert found
    assert not any("__es__" in str(hypothesis.parts[0]) for hypothesis in found)
    assert found != translate(["Hello the world."], path=plain, hypotheses=4)[0]


def test_a_model_that_does_not_end_gives_no_hypothesis(tmp_path: Path) -> None:
    """A loop is cut at the limit; half a sentence is no translation."""
    from benchmarks.random_model import write_model

    folder = write_package(tmp_path / "p")
    shutil.rmtree(folder / "model")
    write_model(folder / "model", ["<unk>", "<s>", "</s>", "a", "a@@"], biases={"</s>": -50.0})
    assert translate(["a b c"], path=folder) == [()]


def test_unknown_words_are_counted(tmp_path: Path) -> None:
    from benchmarks.random_model import write_model

    folder = write_package(tmp_path / "p")
    shutil.rmtree(folder / "model")
    write_model(folder / "model", ["<unk>", "<s>", "</s>"], biases={"</s>": 1.0})
    found = translate(["a b c"], path=folder, hypotheses=3)[0]
    assert any(hypothesis.unknown for hypothesis in found)


def test_the_hash_is_of_the_content_whatever_it_is_packed_in(tmp_path: Path) -> None:
    zipped = package().hash
    assert len(zipped) == 8
    shutil.unpack_archive(STARTER, tmp_path, "zip")
    folder = tmp_path / FOLDER_NAME
    assert package(folder).hash == zipped
    (folder / "README.md").write_text("Other words.", encoding="utf-8")
    assert package(folder).hash == zipped
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    (folder / "metadata.json").write_text(json.dumps(metadata | {"target_prefix": "x"}), encoding="utf-8")
    assert package(folder).hash != zipped


def test_packages_come_project_first_then_the_newest_installed_then_the_starter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    for version in ("1.9", "1.10", "1.2"):
        write_package(tmp_path / "argos" / f"v{version}", package_version=version)
    write_package(tmp_path / "models" / "own", package_version="0.5")
    settings = EngineSettings(models=tmp_path / "models")
    found = packages("en", "es", settings)
    assert found[:-1] == offers("en", "es", settings)
    assert [(offer.where, offer.package.rpartition("-")[2]) for offer in found] == [
        ("project", "0.5"),
        ("installed", "1.10"),
        ("installed", "1.9"),
        ("installed", "1.2"),
        ("starter", VERSION),
    ]


@pytest.mark.parametrize(
    ("code", "argos"),
    [("pt_BR", "pb"), ("pt_BR", "pt"), ("zh_Hans", "zh"), ("zh_TW", "zt"), ("es_MX", "es"), ("nb", "no")],
)
def test_each_language_by_argos_own_code(code: str, argos: str, tmp_path: Path) -> None:
    write_package(tmp_path / "p", target=argos)
    assert any(offer.where == "project" for offer in offers("en", code, EngineSettings(models=tmp_path)))


def test_a_language_in_another_script_is_not_served(tmp_path: Path) -> None:
    write_package(tmp_path / "sr", target="sr")
    write_package(tmp_path / "zh", target="zh")
    settings = EngineSettings(models=tmp_path)
    assert offers("en", "sr", settings)
    assert not offers("en", "sr@latin", settings)
    assert not offers("en", "zh_Hant", settings)


def test_a_package_that_vanished_is_named(tmp_path: Path) -> None:
    copy = tmp_path / STARTER.name
    shutil.copy(STARTER, copy)
    engine = ArgosEngine(package(copy))
    copy.unlink()
    with pytest.raises((PackageError, EngineError), match=STARTER.name):
        engine.translate([Segment(("Hello",))])
