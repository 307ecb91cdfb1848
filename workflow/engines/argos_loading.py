"""Loading what is in an Argos package: the model, and one of two kinds of tokenizer."""

from pathlib import Path
from typing import Any, Protocol

from workflow.engines.packages.package import Package
from workflow.errors import EngineUnavailable

__all__ = ["Tokenizer", "open_model", "open_tokenizer", "starts"]


class Tokenizer(Protocol):
    """From a text to a model's tokens and back."""

    def encode(self, sentence: str) -> list[str]:
        """The tokens of a text."""

    def decode(self, tokens: list[str]) -> str:
        """The text of tokens."""


def starts(tokens: list[str], tokenizer: Tokenizer) -> list[int]:
    """Where in their text each of the tokens begins."""
    text = tokenizer.decode(tokens)
    found = []
    for number in range(len(tokens)):
        place = len(tokenizer.decode(tokens[:number]))
        while place < len(text) and text[place].isspace():
            place += 1
        found.append(place)
    return found


class _SentencePiece:
    """The tokenizer of most packages. Argos's own turns every ``_`` of a translation into a space; this one keeps them."""

    def __init__(self, path: Path):
        import sentencepiece

        self._processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def encode(self, sentence: str) -> list[str]:
        return list(self._processor.encode(sentence, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        return str(self._processor.decode_pieces(tokens)).replace("▁", " ")


class _Bpe:
    """The tokenizer of the oldest packages: Argos's own."""

    def __init__(self, path: Path, package: Package):
        # Of argostranslate only modules that import neither its settings (they make folders) nor its translator (PyTorch).
        from argostranslate.tokenizer import BPETokenizer

        self._tokenizer: Any = BPETokenizer(path, package.source, package.target)
        self.encode("a")

    def encode(self, sentence: str) -> list[str]:
        return list(self._tokenizer.encode(sentence))

    def decode(self, tokens: list[str]) -> str:
        # A last token that wanted to go on has nothing to go on with.
        return str(self._tokenizer.decode(tokens)).removesuffix("@@")


def open_model(package: Package, folder: Path, threads: int) -> Any:
    """The model in ``folder``, which translates ``threads`` batches at a time. Raises EngineUnavailable."""
    try:
        import ctranslate2
    except ImportError as error:
        raise EngineUnavailable(
            f"CTranslate2 cannot be loaded ({error}). Install it: pip install ctranslate2"
        ) from error
    try:
        return ctranslate2.Translator(
            str(folder / "model"), device="cpu", compute_type="auto", inter_threads=threads, intra_threads=1
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise EngineUnavailable(
            f"{package.path}: the model cannot be loaded: {error}. Install the package again."
        ) from error


def open_tokenizer(package: Package, folder: Path) -> Tokenizer:
    """The tokenizer in ``folder``. Raises EngineUnavailable."""
    path = folder / package.tokenizer
    try:
        if package.tokenizer == "bpe.model":
            return _Bpe(path, package)
        return _SentencePiece(path)
    except Exception as error:
        raise EngineUnavailable(
            f"{package.path}: the tokenizer cannot be loaded: {error}. Install the package again."
        ) from error
