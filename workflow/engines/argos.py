"""Argos Translate's packages, run by CTranslate2 directly: no Stanza, no PyTorch, no network.

Where Argos translates a paragraph at a time in batches of 32 tokens, here all the sentences it is given go together, those of
like length in one batch, one thread a batch. What comes out does not depend on what else is in the batch. Padding would change it
(by a rounding that an int8 model blows up: now and then another hypothesis), so a sentence is always padded to the same length, the
next step of ``_STEP``, by itself as among others.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from workflow.engines.base import EngineSettings, Hypothesis, Offer, Segment
from workflow.engines.inventory import argos_codes, installed
from workflow.engines.package import Package
from workflow.errors import EngineError, EngineUnavailable, PackageError
from workflow.model import Progress
from workflow.segmentation import split_long
from workflow.workers import processors

__all__ = ["MAX_TOKENS", "ArgosEngine", "offers", "probe", "remedy"]

MAX_TOKENS = 100
"""Tokens of the longest input that is translated in one piece; models learn from sentences of about that length at most."""

_SPLIT_AGAIN = 24
"""A piece of more tokens than these that came to no end is cut and tried again."""
_MOST_SCORED = 200
"""Tokens of the longest translation whose likelihood is looked at."""
_SCORED_STEP = 16
"""The like of ``_STEP`` there, where two lengths count."""
_BATCH_TOKENS = 1024
_STEP = 8
"""Sentences are padded to a multiple of so many tokens: few enough lengths for large batches, little padding."""
_BEAM = 4
_MOST_THREADS = 16
"""Above a handful each more brings little, and each takes memory for a batch (docs/quality.md)."""
_UNKNOWN = "<unk>"
_NO_SPACES = frozenset({"ja", "zh", "zt", "th", "km", "lo", "my"})


def offers(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """The packages for a pair: the project's, the installed, then the starter."""
    found = [
        package
        for to in argos_codes(target)
        for package in installed(settings).packages
        if package.target == to and package.source in argos_codes(source)
    ]
    order = {"project": 0, "installed": 1, "starter": 2}
    return tuple(
        Offer(
            name="argos",
            package=package.name,
            where=package.where,
            quality=package.quality,
            open=partial(ArgosEngine, package, threads=settings.workers),
        )
        for package in sorted(found, key=lambda package: order[package.where])
    )


def remedy(source: str, target: str) -> str:
    """The command that gets a package for the pair; empty for a language that Argos has no code for."""
    of, to = argos_codes(source), argos_codes(target)
    return f"workflow models install {of[0]}-{to[0]}" if of and to else ""


class _Tokenizer(Protocol):
    def encode(self, sentence: str) -> list[str]: ...

    def decode(self, tokens: list[str]) -> str: ...


class ArgosEngine:
    """One package. The model is loaded by the first ``translate``."""

    name = "argos"
    keeps_codes = False
    whole_documents = False

    def __init__(self, package: Package, *, threads: int = 0, lengths: Callable[[int], tuple[int, int]] | None = None):
        """``threads``: how many batches are translated at a time; 0: one for each processor that this process may use.

        ``lengths``: the fewest and most tokens of a translation, by the tokens of its source; for measurements.
        """
        self._package = package
        self.threads = min(threads or processors(), _MOST_THREADS)
        self._lengths = lengths or _lengths
        self._loaded: tuple[Any, _Tokenizer] | None = None

    @property
    def package(self) -> str:
        """``translate-en_es-1.9``."""
        return self._package.name

    @property
    def hash(self) -> str:
        """Eight hex digits over the package's files."""
        return self._package.hash

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See ``Engine.translate``. Whitespace at the edges is kept; a hypothesis that came to no end is left out."""
        texts = [_only_text(segment) for segment in segments]
        if not any(text.strip() for text in texts):
            return [(Hypothesis((text,)),) for text in texts]
        translator, tokenizer = self._load()
        pieces = {text: self._pieces(text, tokenizer, MAX_TOKENS) for text in dict.fromkeys(texts)}
        done: dict[str, tuple[Hypothesis, ...]] = {}
        limit = MAX_TOKENS
        while True:
            wanted = {
                words: tokens for parts in pieces.values() for words, tokens in parts if tokens and words not in done
            }
            done |= self._run(translator, tokenizer, wanted, hypotheses, progress)
            limit //= 2
            endless = [words for words in wanted if not done[words] and len(wanted[words]) > limit]
            if limit < _SPLIT_AGAIN or not endless:
                break
            # A long text in which the model lost itself: it may find its way through the halves.
            halves = {words: self._pieces(words, tokenizer, limit) for words in endless}
            pieces = {
                text: [half for words, tokens in parts for half in halves.get(words, [(words, tokens)])]
                for text, parts in pieces.items()
            }
        return [self._joined(pieces[text], done) for text in texts]

    def likelihoods(self, pairs: Sequence[tuple[Segment, str]]) -> list[tuple[float, ...]]:
        """See ``engines.base.Scorer``. What is too long to be translated in one piece has none."""
        texts = [(_only_text(segment).strip(), said.strip()) for segment, said in pairs]
        wanted = [pair for pair in dict.fromkeys(texts) if all(pair)]
        if not wanted:
            return [()] * len(texts)
        translator, tokenizer = self._load()
        prefix = [self._package.target_prefix] if self._package.target_prefix else []
        rows = {
            (text, said): (tokenizer.encode(text), [*prefix, *tokenizer.encode(said)][: _MOST_SCORED + 1])
            for text, said in wanted
        }
        rows = {pair: row for pair, row in rows.items() if len(row[0]) <= MAX_TOKENS and len(row[1]) <= _MOST_SCORED}
        waiting: list[tuple[list[tuple[str, str]], list[Any]]] = []
        found: dict[tuple[str, str], tuple[float, ...]] = {}
        try:
            for batch in _shapes(rows):
                sources = _padded([rows[pair][0] for pair in batch], _SCORED_STEP)
                targets = _padded([rows[pair][1] for pair in batch], _SCORED_STEP)
                # Both have to have the same number of rows: the last one is ballast, if any is.
                count = max(len(sources), len(targets))
                sources += sources[-1:] * (count - len(sources))
                targets += targets[-1:] * (count - len(targets))
                if self._package.source_prefix:
                    sources = [[*self._package.source_prefix, *row] for row in sources]
                waiting.append((batch, translator.score_batch(sources, targets, max_input_length=0, asynchronous=True)))
            for batch, results in waiting:
                for pair, result in zip(batch, results, strict=False):  # one more result where there was ballast
                    found[pair] = tuple(result.result().log_probs[len(prefix) :])
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"{self._package.path}: the model failed: {error}. Install the package again, or another version of it."
            ) from error
        return [found.get(pair, ()) for pair in texts]

    def _load(self) -> tuple[Any, _Tokenizer]:
        if self._loaded is None:
            folder = self._package.folder()
            self._loaded = (_open_model(self._package, folder, self.threads), _open_tokenizer(self._package, folder))
        return self._loaded

    def _pieces(self, text: str, tokenizer: _Tokenizer, limit: int) -> list[tuple[str, list[str]]]:
        """The text as it is translated: itself and its tokens; whitespace has no tokens; what is too long is cut at clauses."""
        core = text.strip()
        start = text.index(core)
        pieces = (
            text[:start],
            *split_long(core, lambda part: len(tokenizer.encode(part)) > limit),
            text[start + len(core) :],
        )
        return [(piece, tokenizer.encode(piece) if piece.strip() else []) for piece in pieces if piece]

    def _run(
        self,
        translator: Any,
        tokenizer: _Tokenizer,
        wanted: dict[str, list[str]],
        hypotheses: int,
        progress: Progress | None,
    ) -> dict[str, tuple[Hypothesis, ...]]:
        prefix = [self._package.target_prefix] if self._package.target_prefix else None
        done: dict[str, tuple[Hypothesis, ...]] = {}
        pending: deque[tuple[list[str], list[Any]]] = deque()
        try:
            for texts in _batches(wanted):
                # Enough in the queue to keep every thread busy, and no more: Ctrl-C waits for what is under way.
                while len(pending) > self.threads:
                    self._collect(pending.popleft(), wanted, tokenizer, done)
                    if progress:
                        progress(len(done), len(wanted), "sentences")
                rows = _padded([wanted[text] for text in texts])
                if self._package.source_prefix:
                    rows = [[*self._package.source_prefix, *row] for row in rows]
                fewest, most = self._lengths(_padded_length(wanted[texts[0]]))
                results = translator.translate_batch(
                    rows,
                    target_prefix=[prefix] * len(rows) if prefix else None,
                    asynchronous=True,
                    beam_size=max(_BEAM, hypotheses),
                    num_hypotheses=hypotheses,
                    length_penalty=self._package.length_penalty,
                    max_input_length=0,
                    min_decoding_length=fewest,
                    max_decoding_length=most,
                    return_scores=True,
                    replace_unknowns=False,
                )
                pending.append((texts, results))
            while pending:
                self._collect(pending.popleft(), wanted, tokenizer, done)
                if progress:
                    progress(len(done), len(wanted), "sentences")
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"{self._package.path}: the model failed: {error}. Install the package again, or another version of it."
            ) from error
        return done

    def _collect(
        self,
        batch: tuple[list[str], list[Any]],
        wanted: dict[str, list[str]],
        tokenizer: _Tokenizer,
        done: dict[str, tuple[Hypothesis, ...]],
    ) -> None:
        texts, results = batch
        for text, waiting in zip(texts, results, strict=False):  # one more result where there was ballast
            result = waiting.result()
            fewest, most = self._lengths(_padded_length(wanted[text]))
            found = []
            for tokens, score in zip(result.hypotheses, result.scores, strict=True):
                if len(tokens) >= most > fewest:
                    continue
                if self._package.target_prefix and tokens[:1] == [self._package.target_prefix]:
                    tokens = tokens[1:]
                length = max(len(tokens), 1)
                found.append(
                    Hypothesis(
                        (tokenizer.decode(tokens).strip(),),
                        score=score * length**self._package.length_penalty / length,
                        unknown=tokens.count(_UNKNOWN),
                    )
                )
            done[text] = tuple(found)

    def _joined(
        self, pieces: list[tuple[str, list[str]]], done: dict[str, tuple[Hypothesis, ...]]
    ) -> tuple[Hypothesis, ...]:
        """Hypotheses of the whole: the pieces' first ones together, their second ones, and so on."""
        spoken = [done[words] for words, tokens in pieces if tokens]
        if not spoken:
            return (Hypothesis(("".join(words for words, _ in pieces),)),)
        out = []
        for rank in range(min(len(found) for found in spoken)):
            text, score, unknown = "", 0.0, 0
            for words, tokens in pieces:
                if not tokens:
                    text += words
                    continue
                one = done[words][rank]
                gap = words[len(words.rstrip()) :] if self._package.target not in _NO_SPACES else ""
                text += str(one.parts[0]) + gap
                score += one.score / len(spoken)
                unknown += one.unknown
            out.append(Hypothesis((text,), score, unknown))
        return tuple(out)


def probe(package: Package) -> None:
    """Load a package and let it translate a word.

    Raises PackageError where it cannot.
    """
    try:
        ArgosEngine(package, threads=1).translate([Segment(("Hello",))])
    except EngineError as error:
        raise PackageError(str(error)) from error


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


def _open_model(package: Package, folder: Path, threads: int) -> Any:
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


def _open_tokenizer(package: Package, folder: Path) -> _Tokenizer:
    path = folder / package.tokenizer
    try:
        if package.tokenizer == "bpe.model":
            return _Bpe(path, package)
        return _SentencePiece(path)
    except Exception as error:
        raise EngineUnavailable(
            f"{package.path}: the tokenizer cannot be loaded: {error}. Install the package again."
        ) from error


def _only_text(segment: Segment) -> str:
    if segment.codes:
        raise EngineError("The argos engine takes text without codes; they have to be taken out before.")
    return "".join(str(part) for part in segment.parts)


def _batches(wanted: dict[str, list[str]]) -> Iterator[list[str]]:
    """Batches of texts that are padded to the same length, the longest first."""
    by_length: dict[int, list[str]] = {}
    for text, tokens in wanted.items():
        by_length.setdefault(_padded_length(tokens), []).append(text)
    for length in sorted(by_length, reverse=True):
        texts, count = (
            sorted(by_length[length], key=lambda text: (len(wanted[text]), text)),
            max(1, _BATCH_TOKENS // length),
        )
        for start in range(0, len(texts), count):
            yield texts[start : start + count]


def _shapes(rows: dict[tuple[str, str], tuple[list[str], list[str]]]) -> Iterator[list[tuple[str, str]]]:
    """Batches of pairs whose sources are padded to the same length, and whose translations are, the longest first."""
    by_shape: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for pair, (source, target) in rows.items():
        by_shape.setdefault((_padded_length(source, _SCORED_STEP), _padded_length(target, _SCORED_STEP)), []).append(
            pair
        )
    for shape in sorted(by_shape, reverse=True):
        pairs, count = by_shape[shape], max(1, _BATCH_TOKENS // max(shape))
        for start in range(0, len(pairs), count):
            yield pairs[start : start + count]


def _padded_length(tokens: list[str], step: int = _STEP) -> int:
    """The length that a text is padded to, whatever else is in its batch."""
    return -(-len(tokens) // step) * step


def _padded(rows: list[list[str]], step: int = _STEP) -> list[list[str]]:
    """The batch; where nothing in it has the full length, with ballast that has, as a batch is padded to its longest row."""
    length = _padded_length(rows[0], step)
    if any(len(row) == length for row in rows):
        return rows
    longest = max(rows, key=len)
    return [*rows, (longest * step)[:length]]


def _lengths(tokens: int) -> tuple[int, int]:
    """At most three times as many tokens as the source has, and some for the short; what grows longer has lost itself."""
    return 1, 3 * tokens + 32
