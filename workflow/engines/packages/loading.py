"""Load the content of a package: the CTranslate2 model, and one of two kinds of tokenizer."""

from pathlib import Path
from typing import Any, Protocol

from workflow.engines.packages.argos import ArgosPackage
from workflow.errors import EngineUnavailable, PackageError

__all__ = ["Tokenizer", "open_model", "open_tokenizer", "probe", "starts"]


class Tokenizer(Protocol):
    """Converts text to a model's tokens, and back."""

    def encode(self, sentence: str) -> list[str]:
        """Return the tokens of a text."""

    def decode(self, tokens: list[str]) -> str:
        """Return the text of tokens."""


def starts(tokens: list[str], tokenizer: Tokenizer) -> list[int]:
    """Return the offset in characters at which each token begins in the joined text."""
    text = tokenizer.decode(tokens)
    found = []
    for number in range(len(tokens)):
        place = len(tokenizer.decode(tokens[:number]))
        while place < len(text) and text[place].isspace():
            place += 1
        found.append(place)
    return found


class _SentencePiece:
    """The tokenizer of most packages. Argos Translate's turns each ``_`` of a translation into a space; this one keeps them."""

    def __init__(self, path: Path):
        import sentencepiece

        self._processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def encode(self, sentence: str) -> list[str]:
        return list(self._processor.encode(sentence, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        return str(self._processor.decode_pieces(tokens)).replace("▁", " ")


class _Bpe:
    """The tokenizer of the oldest packages, which is Argos Translate's own."""

    def __init__(self, path: Path, package: ArgosPackage):
        # A module of argostranslate that imports neither its settings, which make folders, nor its translators, which need PyTorch.
        from argostranslate.tokenizer import BPETokenizer

        self._tokenizer: Any = BPETokenizer(path, package.source, package.target)
        self.encode("a")

    def encode(self, sentence: str) -> list[str]:
        return list(self._tokenizer.encode(sentence))

    def decode(self, tokens: list[str]) -> str:
        # The last token may be the first part of a word that does not end.
        return str(self._tokenizer.decode(tokens)).removesuffix("@@")


def open_model(package: ArgosPackage, folder: Path, threads: int) -> Any:
    """Load the model in ``folder``, to translate ``threads`` batches at a time. Raises EngineUnavailable."""
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
    except Exception as error:  # the exceptions of a C++ library, such as IndexError for a missing variable
        raise EngineUnavailable(
            f"{package.path}: the model cannot be loaded: {error}. Install the package again."
        ) from error


def open_tokenizer(package: ArgosPackage, folder: Path) -> Tokenizer:
    """Load the tokenizer in ``folder``. Raises EngineUnavailable."""
    path = folder / package.tokenizer
    try:
        if package.tokenizer == "bpe.model":
            return _Bpe(path, package)
        return _SentencePiece(path)
    except Exception as error:
        raise EngineUnavailable(
            f"{package.path}: the tokenizer cannot be loaded: {error}. Install the package again."
        ) from error


def probe(package: ArgosPackage) -> None:
    """Check that the model and the tokenizer of a package can be loaded and translate a word. Raises PackageError."""
    try:
        folder = package.folder()
        model, tokenizer = open_model(package, folder, 1), open_tokenizer(package, folder)
        model.translate_batch(
            [[*package.source_prefix, *tokenizer.encode("Hello")]],
            target_prefix=[[package.target_prefix]] if package.target_prefix else None,
            max_decoding_length=32,
        )
    except EngineUnavailable as error:
        raise PackageError(str(error)) from error
    except Exception as error:
        raise PackageError(
            f"{package.path}: the model failed: {error}. Install the package again, or another version of it."
        ) from error
