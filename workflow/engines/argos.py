"""Argos Translate's packages, run by CTranslate2 directly: without Stanza, PyTorch and network.

Argos translates one paragraph at a time, in batches of 32 tokens. Here all sentences are translated together, those of similar length in
one batch, one thread per batch. A translation does not depend on what else is in its batch: padding changes an int8 model's rounding, and
now and then its hypotheses, so a sentence is always padded to the same length, the next multiple of ``batches.STEP``.
"""

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any

from workflow.engines.base import Capabilities, EngineSettings, Hypothesis, Offer, Segment, Where
from workflow.engines.batches import batches, padded, padded_length
from workflow.engines.packages.argos import ArgosPackage, argos_codes
from workflow.engines.packages.installed import installed
from workflow.engines.packages.loading import Tokenizer, open_model, open_tokenizer, starts
from workflow.errors import EngineError
from workflow.languages import NO_SPACES
from workflow.model import Progress
from workflow.readings import reading
from workflow.segmentation import split_long
from workflow.workers import processors

__all__ = ["MAX_TOKENS", "ArgosEngine", "offers", "packages", "remedy"]

_log = logging.getLogger(__name__)

_Translations = dict[str, tuple[Hypothesis, ...]]
_Pieces = list[tuple[str, list[str]]]
"""Pieces of a text, each with its tokens; white space has none."""

MAX_TOKENS = 100
"""Maximum tokens of an input that is translated in one piece. Models are trained on sentences up to about this length."""

_MIN_SPLIT = 24
"""Minimum tokens of a piece that is cut and tried again because its translation reached the maximum length."""
_BEAM = 3
# The search after the first hypotheses were rejected, which does not repeat itself.
_RETRY_HYPOTHESES = 8
_STARTER_HYPOTHESES = 8
"""Number of hypotheses of an included package, which is small: training/reports/ideas.md has what they give."""
_REPETITION_PENALTY = 1.2
_NO_REPEAT = 3
_MOST_THREADS = 16
"""Maximum number of threads: each further one gains little and takes the memory of a batch (docs/benchmarks.md)."""
_WAITING_BATCHES = 2
"""Number of batches that wait for a thread."""
_UNKNOWN = "<unk>"
_NO_SPACES = NO_SPACES | {"zt"}
"""By Argos's codes."""


def offers(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """Return the packages for a pair that were installed: the project's, then the others."""
    return tuple(offer for offer in packages(source, target, settings) if offer.where is not Where.STARTER)


def packages(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """Return the packages for a pair: the project's, then installed ones, then the included one."""
    found = [
        package
        for to in argos_codes(target)
        for package in installed(settings).argos
        if package.target == to and package.source in argos_codes(source)
    ]
    order = (Where.PROJECT, Where.INSTALLED, Where.STARTER)
    return tuple(
        Offer(
            name=_name(package),
            package=package.name,
            where=package.where,
            quality=package.quality,
            open=partial(ArgosEngine, package, threads=settings.workers),
            installed=str(package.record.get("date") or ""),
            by_default=package.where is not Where.STARTER or _is_usable(package),
        )
        for package in sorted(found, key=lambda package: order.index(package.where))
    )


def remedy(source: str, target: str) -> str:
    """Return the command that installs a package for the pair; empty for a language without a code of Argos's."""
    of, to = argos_codes(source), argos_codes(target)
    return f"workflow models install {of[0]}-{to[0]}" if of and to else ""


def _is_usable(package: ArgosPackage) -> bool:
    """Whether readers found its drafts usable; False if nobody read any."""
    known = reading(package.hash)
    return known is not None and known.is_usable


def _name(package: ArgosPackage) -> str:
    return "starter" if package.where is Where.STARTER else "argos"


@dataclass(frozen=True, slots=True)
class _Search:
    """The parameters of a search."""

    hypotheses: int
    retry: bool
    align: bool
    progress: Progress | None

    def report(self, done: int, total: int) -> None:
        if self.progress:
            self.progress(done, total, "sentences")


class ArgosEngine:
    """An engine with one package."""

    def __init__(
        self, package: ArgosPackage, *, threads: int = 0, lengths: Callable[[int], tuple[int, int]] | None = None
    ):
        """``threads``: how many batches are translated at a time; 0: one per processor that this process may use.

        ``lengths``: the minimum and maximum number of tokens of a translation by the tokens of its source; for measurements.
        """
        self._package = package
        self.threads = min(threads or processors(), _MOST_THREADS)
        self._lengths = lengths or _lengths
        self._loaded: tuple[Any, Tokenizer] | None = None

    @property
    def name(self) -> str:
        """``starter`` for a package that comes with the program, otherwise ``argos``."""
        return _name(self._package)

    @property
    def capabilities(self) -> Capabilities:
        """See ``Engine.capabilities``. The beam is as wide as the number of hypotheses."""
        hypotheses = _STARTER_HYPOTHESES if self._package.where is Where.STARTER else _BEAM
        return Capabilities(
            retries=True,
            aligns=True,
            hypotheses=hypotheses,
            search=f"beam size {hypotheses}; retry: {_RETRY_HYPOTHESES} hypotheses, repetition penalty {_REPETITION_PENALTY}, "
            f"no sequence of {_NO_REPEAT} tokens twice; int8 if the processor supports it",
        )

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
        """See ``Engine.translate``. White space at the edges is kept; a hypothesis that reached the maximum length is left out."""
        found = dict(self.stream(segments, hypotheses=hypotheses, progress=progress))
        return [found[segment] for segment in segments]

    def stream(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> Iterator[tuple[Segment, tuple[Hypothesis, ...]]]:
        """See ``StreamingEngine.stream``."""
        for retry, align in dict.fromkeys((one.retry, one.align) for one in segments):
            search = _Search(max(hypotheses, _RETRY_HYPOTHESES) if retry else hypotheses, retry, align, progress)
            asked: dict[str, list[Segment]] = {}
            for segment in segments:
                if (segment.retry, segment.align) == (retry, align):
                    asked.setdefault(segment.text, []).append(segment)
            for text, found in self._translate(asked, search):
                yield from ((segment, found) for segment in asked[text])

    def _translate(self, texts: Iterable[str], search: _Search) -> Iterator[tuple[str, tuple[Hypothesis, ...]]]:
        """Yield each text, once its pieces are translated, with its hypotheses."""
        pieces: dict[str, _Pieces] = {}
        for text in texts:
            if text.strip():
                pieces[text] = self._pieces(text, MAX_TOKENS)
            else:
                yield text, (Hypothesis((text,)),)
        done: _Translations = {}
        limit = MAX_TOKENS

        def halved(parts: _Pieces) -> _Pieces:
            """Long pieces for which the model found no end are cut: it may find one for the halves."""
            return [
                half
                for words, tokens in parts
                for half in (
                    self._pieces(words, limit)
                    if tokens and not done[words] and len(tokens) > limit >= _MIN_SPLIT
                    else [(words, tokens)]
                )
            ]

        while pieces:
            limit //= 2
            wanted: dict[str, list[str]] = {}
            texts_with: dict[str, list[str]] = {}
            for text, parts in pieces.items():
                for words, tokens in parts:
                    if tokens and words not in done:
                        wanted[words] = tokens
                        texts_with.setdefault(words, []).append(text)
            left = Counter(chain.from_iterable(texts_with.values()))
            for words in self._run(wanted, search, done):
                for text in texts_with[words]:
                    left[text] -= 1
                    if not left[text] and halved(pieces[text]) == pieces[text]:
                        yield text, self._joined(pieces.pop(text), done)
            for text, parts in tuple(pieces.items()):
                pieces[text] = halved(parts)
                if pieces[text] == parts:
                    yield text, self._joined(pieces.pop(text), done)

    def _load(self) -> tuple[Any, Tokenizer]:
        if self._loaded is None:
            folder = self._package.folder()
            self._loaded = (open_model(self._package, folder, self.threads), open_tokenizer(self._package, folder))
            _log.info("loaded %s (%s) from %s, %d threads", self.package, self.hash, folder, self.threads)
        return self._loaded

    def _pieces(self, text: str, limit: int) -> _Pieces:
        """Cut a text at clauses into pieces of at most ``limit`` tokens."""
        _, tokenizer = self._load()
        core = text.strip()
        start = text.index(core)
        pieces = (
            text[:start],
            *split_long(core, lambda part: len(tokenizer.encode(part)) > limit),
            text[start + len(core) :],
        )
        return [(piece, tokenizer.encode(piece) if piece.strip() else []) for piece in pieces if piece]

    def _run(self, wanted: dict[str, list[str]], search: _Search, done: _Translations) -> Iterator[str]:
        """Translate texts, each given with its tokens. Yield each one as soon as its hypotheses are in ``done``."""
        translator, _ = self._load()
        left = batches(wanted)
        pending: deque[tuple[list[str], list[Any]]] = deque()

        def queue() -> None:
            """Only enough batches to use every thread while the caller is at work: Ctrl-C waits for those that are running."""
            for texts in islice(left, self.threads + _WAITING_BATCHES - len(pending)):
                rows = padded([wanted[text] for text in texts])
                pending.append((texts, translator.translate_batch(**self._options(rows, search))))

        number = 0
        try:
            queue()
            while pending:
                texts, results = pending.popleft()
                self._collect(texts, results, wanted, done)
                queue()
                number += len(texts)
                search.report(number, len(wanted))
                yield from texts
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"{self._package.path}: the model failed: {error}. Install the package again, or another version of it."
            ) from error

    def _options(self, rows: list[list[str]], search: _Search) -> dict[str, Any]:
        """The arguments of ``translate_batch`` for rows of tokens that have the same padded length."""
        fewest, most = self._lengths(padded_length(rows[0]))
        package = self._package
        if package.source_prefix:
            rows = [[*package.source_prefix, *row] for row in rows]
        return {
            "source": rows,
            "target_prefix": [[package.target_prefix]] * len(rows) if package.target_prefix else None,
            "asynchronous": True,
            "beam_size": max(_BEAM, search.hypotheses),
            "num_hypotheses": search.hypotheses,
            "length_penalty": package.length_penalty,
            "max_input_length": 0,
            "min_decoding_length": fewest,
            "max_decoding_length": most,
            "return_scores": True,
            "replace_unknowns": False,
            "repetition_penalty": _REPETITION_PENALTY if search.retry else 1.0,
            "no_repeat_ngram_size": _NO_REPEAT if search.retry else 0,
            "return_attention": search.align,
        }

    def _collect(self, texts: list[str], results: list[Any], wanted: dict[str, list[str]], done: _Translations) -> None:
        """Wait for a batch, and add its hypotheses to ``done``."""
        _, tokenizer = self._load()
        for text, waiting in zip(texts, results, strict=False):  # one more result if the batch was padded
            result = waiting.result()
            fewest, most = self._lengths(padded_length(wanted[text]))
            found = []
            for rank, (tokens, score) in enumerate(zip(result.hypotheses, result.scores, strict=True)):
                if len(tokens) >= most > fewest:
                    continue
                attention = result.attention[rank] if result.attention else []
                if self._package.target_prefix and tokens[:1] == [self._package.target_prefix]:
                    tokens, attention = tokens[1:], attention[len(attention) - len(tokens) + 1 :]
                length = max(len(tokens), 1)
                found.append(
                    Hypothesis(
                        (tokenizer.decode(tokens).strip(),),
                        score=score * length**self._package.length_penalty / length,
                        unknown=tokens.count(_UNKNOWN),
                        alignment=self._alignment(wanted[text], tokens, attention),
                    )
                )
            done[text] = tuple(found)

    def _alignment(
        self, source: list[str], tokens: list[str], attention: list[list[float]]
    ) -> tuple[tuple[int, int], ...]:
        """Align each token of a translation with the token of its source that has most of its attention; by characters."""
        if not attention:
            return ()
        _, tokenizer = self._load()
        source_starts, target_starts = starts(source, tokenizer), starts(tokens, tokenizer)
        first = len(self._package.source_prefix or ())
        found = []
        for row, start in zip(attention, target_starts, strict=False):
            weights = row[first : first + len(source)]
            found.append((source_starts[max(range(len(weights)), key=weights.__getitem__)], start))
        return tuple(found)

    def _joined(self, pieces: _Pieces, done: _Translations) -> tuple[Hypothesis, ...]:
        """Join the first hypotheses of the pieces, their second ones, and so on."""
        translated = [done[words] for words, tokens in pieces if tokens]
        if not translated:
            return (Hypothesis(("".join(words for words, _ in pieces),)),)
        out = []
        for rank in range(min(len(found) for found in translated)):
            text, score, unknown = "", 0.0, 0
            alignment: list[tuple[int, int]] = []
            position = 0
            for words, tokens in pieces:
                position += len(words)
                if not tokens:
                    text += words
                    continue
                one = done[words][rank]
                alignment += [(of + position - len(words), to + len(text)) for of, to in one.alignment]
                gap = words[len(words.rstrip()) :] if self._package.target not in _NO_SPACES else ""
                text += str(one.parts[0]) + gap
                score += one.score / len(translated)
                unknown += one.unknown
            out.append(Hypothesis((text,), score, unknown, tuple(alignment)))
        return tuple(out)


def _lengths(tokens: int) -> tuple[int, int]:
    """At most three times the tokens of the source, and some more for short ones: a longer translation repeats itself."""
    return 1, 3 * tokens + 32
