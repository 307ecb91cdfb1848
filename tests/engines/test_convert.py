"""CTranslate2 folders as packages. The models are tiny ones with random weights, written by CTranslate2's own classes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.random_model import write_model
from tests.program import TemporaryProject
from workflow.engines import packages
from workflow.engines.argos import ArgosEngine
from workflow.engines.base import EngineSettings, Segment
from workflow.engines.choice import choose
from workflow.engines.packages.argos import ArgosPackage, read_argos
from workflow.engines.packages.convert import add_ct2
from workflow.engines.packages.loading import open_tokenizer
from workflow.errors import BadInput, PackageError

TEXT = [
    "the water comes to the old harbour twice a day", "the boat waits for the tide", "a letter comes with the boat",
    "we wait for the water", "the old boat comes twice", "read the letter to the harbour", "el agua llega al puerto",
    "la carta llega con el barco", "esperamos la marea en el puerto viejo", "el barco espera",
]  # fmt: skip
SENTENCE = "the boat comes twice"


@pytest.fixture(scope="module")
def spm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentencePiece model of a few sentences."""
    import sentencepiece

    folder = tmp_path_factory.mktemp("spm")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT),
        model_prefix=str(folder / "m"),
        vocab_size=80,
        minloglevel=2,
        hard_vocab_limit=False,
    )
    return folder / "m.model"


def pieces_of(spm: Path) -> list[str]:
    import sentencepiece

    processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    return [processor.id_to_piece(number) for number in range(3, processor.get_piece_size())]


def converted(folder: Path, spm: Path, *tokenizers: str, tokens: tuple[str, ...] = (), ends: bool = False) -> Path:
    """A folder as a converter leaves it. ``ends``: what ``config.json`` says of the end mark behind the source."""
    write_model(
        folder,
        ["</s>", "<unk>", "<s>", *tokens, *pieces_of(spm)],
        quantization="float32",
        biases={"</s>": 2.0, **dict.fromkeys(tokens, -9.0)},
    )
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"add_source_eos": ends}))
    for name in tokenizers:
        shutil.copyfile(spm, folder / name)
    return folder


def tokens_of(spm: Path, text: str) -> list[str]:
    import sentencepiece

    processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    tokens = list(processor.encode(text, out_type=str))
    # The engine pads to a multiple of eight, which changes the last digits.
    assert len(tokens) % 8 == 0
    return tokens


def by_hand(folder: Path, spm: Path, source: list[str], prefix: str = "") -> tuple[str, float]:
    """What the model says to just these tokens, and the mean log-probability of a token."""
    import ctranslate2
    import sentencepiece

    processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    config = json.loads((folder / "config.json").read_text())
    assert config["add_source_eos"] is False  # so that nothing is added behind our back
    [result] = ctranslate2.Translator(str(folder), device="cpu", compute_type="auto").translate_batch(
        [source], target_prefix=[[prefix]] if prefix else None, beam_size=4, length_penalty=0.2, return_scores=True,
        min_decoding_length=1, max_decoding_length=60,
    )  # fmt: skip
    [found], [score] = result.hypotheses, result.scores
    output = [token for token in found if token != prefix]
    count = max(len(output), 1)
    return processor.decode_pieces(output).strip(), score * count**0.2 / count


def made(done: packages.Installation) -> ArgosPackage:
    assert isinstance(done.package, ArgosPackage)
    return done.package


def drafted(package: packages.Package) -> tuple[str, float]:
    assert isinstance(package, ArgosPackage)
    [found] = ArgosEngine(package, threads=1).translate([Segment((SENTENCE,))])
    return str(found[0].parts[0]), found[0].score


def the_same(one: tuple[str, float], other: tuple[str, float]) -> bool:
    """Text and score; a random model says much the same to everything, and its score tells what it was asked."""
    return one[0] == other[0] and one[1] == pytest.approx(other[1], abs=1e-5)


@pytest.mark.parametrize(
    "tokenizers",
    [
        ("source.spm", "target.spm"),
        ("vocab.enes.spm",),
        ("srcvocab.enes.spm", "trgvocab.enes.spm"),
    ],
)
def test_marian(tmp_path: Path, spm: Path, tokenizers: tuple[str, ...]) -> None:
    folder = converted(tmp_path / "opus", spm, *tokenizers)
    done = add_ct2(folder, source="en", target="es", into=tmp_path / "models")
    assert done.changed
    assert done.package.path == tmp_path / "models" / "translate-en_es-1_0"
    # The end mark is put behind the source, which a model of this kind cannot do without.
    source = tokens_of(spm, SENTENCE)
    assert the_same(drafted(done.package), by_hand(folder, spm, [*source, "</s>"]))
    assert not the_same(drafted(done.package), by_hand(folder, spm, source))


@pytest.mark.parametrize("ends", [True, False])
def test_opennmt_says_itself_whether_it_wants_the_end_mark(tmp_path: Path, spm: Path, ends: bool) -> None:
    folder = converted(tmp_path / "onmt", spm, "sentencepiece.model", ends=ends)
    done = add_ct2(folder, source="en", target="es", into=tmp_path / "models")
    assert json.loads((done.package.path / "model" / "config.json").read_text())["add_source_eos"] is ends


FAMILIES = {
    "m2m100": (("__en__", "__es__", "__uk__"), ["__en__"], "__es__"),
    "nllb": (("eng_Latn", "spa_Latn", "ukr_Cyrl"), ["eng_Latn"], "spa_Latn"),
    "mbart": (("en_XX", "es_XX", "uk_UA"), ["en_XX"], "es_XX"),
    "marian": ((">>spa<<", ">>ukr<<"), [">>spa<<"], ""),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_models_of_several_languages(tmp_path: Path, spm: Path, family: str) -> None:
    tokens, before, start = FAMILIES[family]
    folder = converted(
        tmp_path / family, spm, "source.spm" if family == "marian" else "sentencepiece.bpe.model", tokens=tokens
    )
    done = add_ct2(folder, source="en", target="es", into=tmp_path / "models")
    assert list(made(done).source_prefix) == before
    assert made(done).target_prefix == start
    source = [*before, *tokens_of(spm, SENTENCE), "</s>"]
    assert the_same(drafted(done.package), by_hand(folder, spm, source, start))
    assert not the_same(drafted(done.package), by_hand(folder, spm, source[1:], start))


@pytest.mark.parametrize(
    ("code", "tokens", "wanted"),
    [
        ("zh_Hans", (">>zho_Hans<<", ">>zho_Hant<<"), ">>zho_Hans<<"),
        ("zh_Hant", (">>zho_Hans<<", ">>zho_Hant<<"), ">>zho_Hant<<"),
        ("uk", (">>uk<<", ">>ru<<"), ">>uk<<"),
        ("ar", (">>ara<<",), ">>ara<<"),
    ],
)
def test_the_token_of_a_language(tmp_path: Path, spm: Path, code: str, tokens: tuple[str, ...], wanted: str) -> None:
    folder = converted(tmp_path / "opus", spm, "source.spm", tokens=tokens)
    done = add_ct2(folder, source="en", target=code, into=tmp_path / "models")
    assert made(done).source_prefix == (wanted,)


def test_an_ambiguous_token_must_be_given(tmp_path: Path, spm: Path) -> None:
    folder = converted(tmp_path / "opus", spm, "source.spm", tokens=(">>por<<", ">>glg<<"))
    with pytest.raises(PackageError, match=r"Name it: --target-token\. Available: >>por<<, >>glg<<"):
        add_ct2(folder, source="en", target="es", into=tmp_path / "models")
    with pytest.raises(PackageError, match=r"no token '>>spa<<'\. Available: >>por<<"):
        add_ct2(folder, source="en", target="es", tokens=("", ">>spa<<"), into=tmp_path / "models")
    assert not list((tmp_path / "models").glob("*"))
    done = add_ct2(folder, source="en", target="es", tokens=("", ">>glg<<"), into=tmp_path / "models")
    assert made(done).source_prefix == (">>glg<<",)


def test_separate_vocabularies(tmp_path: Path, spm: Path) -> None:
    folder = converted(tmp_path / "opus", spm, "source.spm")
    shared = folder / "shared_vocabulary.json"
    shutil.copyfile(shared, folder / "source_vocabulary.json")
    shared.rename(folder / "target_vocabulary.json")
    done = add_ct2(folder, source="en", target="es", into=tmp_path / "models")
    assert the_same(drafted(done.package), by_hand(folder, spm, [*tokens_of(spm, SENTENCE), "</s>"]))


def test_it_is_used_described_and_removed_like_any_other(tmp_path: Path, spm: Path) -> None:
    settings = EngineSettings(models=tmp_path / "models")
    folder = converted(tmp_path / "opus-en-uk", spm, "source.spm")
    done = add_ct2(folder, source="en", target="uk", into=tmp_path / "models")
    again = add_ct2(folder, source="en", target="uk", into=tmp_path / "models")
    assert not again.changed
    choice = choose("en", "uk", settings)
    assert choice.engine is not None and choice.engine.package == "translate-en_uk-1.0"
    # Argos's published figures are not about it.
    assert "not measured" in choice.quality
    reported = packages.info("en-uk", settings)
    assert reported.quality is None
    assert "opus-en-uk" in reported.readme and "source.spm" in reported.readme
    assert reported.package.record["from"] == "opus-en-uk"
    assert packages.remove("en-uk", settings) == done.package.path
    assert choose("en", "uk", settings).where != "project"


def test_another_one_of_the_same_name_is_not_replaced(tmp_path: Path, spm: Path) -> None:
    models = tmp_path / "models"
    first = add_ct2(converted(tmp_path / "a", spm, "source.spm"), source="en", target="es", into=models)
    before = {path: path.read_bytes() for path in models.rglob("*") if path.is_file()}
    other = converted(tmp_path / "b", spm, "source.spm", tokens=(">>es<<",))
    with pytest.raises(PackageError, match=r"Another translate-en_es-1\.0 is already installed"):
        add_ct2(other, source="en", target="es", into=models)
    assert {path: path.read_bytes() for path in models.rglob("*") if path.is_file()} == before
    second = add_ct2(other, source="en", target="es", version="1.1", into=models)
    assert {first.package.name, second.package.name} == {"translate-en_es-1.0", "translate-en_es-1.1"}


@pytest.mark.parametrize("version", ["", "../../x", "1.0-beta", "one"])
def test_versions_that_are_none(tmp_path: Path, spm: Path, version: str) -> None:
    with pytest.raises(PackageError, match="is not a version"):
        add_ct2(
            converted(tmp_path / "a", spm, "source.spm"),
            source="en",
            target="es",
            version=version,
            into=tmp_path / "models",
        )


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ((), "contains no CTranslate2 model"),
        (("opus.npz", "decoder.yml"), "ct2-opus-mt-converter"),
        (("model.npz",), "ct2-marian-converter"),
        (("model.enes.intgemm.alphas.bin", "vocab.enes.spm"), "needs no conversion"),
        (("pytorch_model.bin", "source.spm"), "ct2-transformers-converter"),
        (("metadata.json",), "workflow models install"),
    ],
)
def test_folders_that_are_something_else(tmp_path: Path, files: tuple[str, ...], words: str) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for name in files:
        (folder / name).write_bytes(b"x")
    with pytest.raises(PackageError) as caught:
        add_ct2(folder, source="en", target="es", into=tmp_path / "models")
    assert words in str(caught.value)
    assert not list((tmp_path / "models").glob("*"))


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no such folder"):
        add_ct2(tmp_path / "none", source="en", target="es")
    with pytest.raises(BadInput):
        add_ct2(tmp_path, source="en", target="klingon")


def broken(folder: Path, how: str, spm: Path) -> None:
    if how == "tokenizer missing":
        (folder / "source.spm").unlink()
    elif how == "tokenizer broken":
        (folder / "source.spm").write_bytes(b"no model")
    elif how == "vocabulary missing":
        (folder / "shared_vocabulary.json").unlink()
    elif how == "vocabulary broken":
        (folder / "shared_vocabulary.json").write_text("[")
    elif how == "config broken":
        (folder / "config.json").write_text("[]")
    elif how == "model cut short":
        data = (folder / "model.bin").read_bytes()
        (folder / "model.bin").write_bytes(data[: len(data) // 2])
    elif how == "another model's tokenizer":
        write_model(folder, ["<unk>", "<s>", "</s>", *"0123456789"])


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("tokenizer missing", "the tokenizer is missing (sentencepiece.model, source.spm"),
        ("tokenizer broken", "is not a SentencePiece model"),
        ("vocabulary missing", "the vocabulary is missing"),
        ("vocabulary broken", "cannot be read"),
        ("config broken", "is not a JSON object"),
        ("model cut short", "the model cannot be loaded"),
        ("another model's tokenizer", "does not belong to this model"),
    ],
)
def test_broken_folders_change_nothing(tmp_path: Path, spm: Path, how: str, words: str) -> None:
    folder = converted(tmp_path / "opus", spm, "source.spm")
    broken(folder, how, spm)
    with pytest.raises(PackageError) as caught:
        add_ct2(folder, source="en", target="es", into=tmp_path / "models")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.rglob(".workflow-*")) == []
    assert not list((tmp_path / "models").glob("*"))


def test_the_command(project: TemporaryProject, spm: Path) -> None:
    project.write("workflow.yaml", "title: T\nsource_language: en\nlanguages: [uk]\n")
    converted(project.root / "opus", spm, "source.spm", "target.spm")
    output = project.good("models", "add-ct2", "opus", "--from", "en", "--to", "uk", "--here")
    assert "Installed translate-en_uk-1.0" in output.out
    assert "translate-en_uk-1.0" in project.good("models", "list").out
    reported = project.good("models", "info", "en-uk").out
    assert "added on" in reported and "not measured" in reported
    project.good("models", "remove", "translate-en_uk-1.0")
    assert read_all(project.root / "models") == []
    assert "opus: no such folder" in project.run("models", "add-ct2", "no-opus", "--from", "en", "--to", "uk").line()


def read_all(folder: Path) -> list[str]:
    return [package.name for path in sorted(folder.iterdir()) if (package := read_argos(path))]


def test_one_tokenizer_is_enough(tmp_path: Path, spm: Path) -> None:
    """Pieces of another SentencePiece model, as the target's may be, are put together right."""
    import sentencepiece

    texts = ["човен чекає на приплив", "лист прийшов із човном", "вода приходить двічі на день"]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(tmp_path / "t"),
        vocab_size=50,
        minloglevel=2,
        hard_vocab_limit=False,
    )
    other: Any = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "t.model"))
    folder = converted(tmp_path / "opus", spm, "source.spm")
    package = made(add_ct2(folder, source="en", target="uk", into=tmp_path / "models"))
    tokenizer = open_tokenizer(package, package.folder())
    for text in texts:
        assert tokenizer.decode(list(other.encode(text, out_type=str))).strip() == text
