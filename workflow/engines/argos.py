"""Argos Translate's packages, run by CTranslate2 directly: no Stanza, no PyTorch, no network.

Where Argos translates a paragraph at a time in batches of 32 tokens, here all the sentences it is given go together, those of
like length in one batch, one thread a batch. What comes out does not depend on what else is in the batch. Padding would change it
(by a rounding that an int8 model blows up: now and then another hypothesis), so a sentence is always padded to the same length, the
next step of ``batches.STEP``, by itself as among others.
"""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from workflow.engines.argos_loading import Tokenizer, open_model, open_tokenizer, starts
from workflow.engines.base import Capabilities, EngineSettings, Hypothesis, Offer, Segment, Where
from workflow.engines.batches import batches, padded, padded_length
from workflow.engines.packages.installed import argos_codes, installed
from workflow.engines.packages.package import Package
from workflow.errors import EngineError, PackageError
from workflow.model import Progress
from workflow.segmentation import split_long
from workflow.workers import processors

__all__ = ["MAX_TOKENS", "ArgosEngine", "offers", "probe", "remedy"]

MAX_TOKENS = 100
"""Tokens of the longest input that is translated in one piece; models learn from sentences of about that length at most."""

_SPLIT_AGAIN = 24
"""A piece of more tokens than these that came to no end is cut and tried again."""
_BEAM = 4
# The search where what came first was bad: nothing is said twice.
_AGAIN_HYPOTHESES = 8
_REPETITION_PENALTY = 1.2
_NO_REPEAT = 3
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
    order = (Where.PROJECT, Where.INSTALLED, Where.STARTER)
    return tuple(
        Offer(
            name="argos",
            package=package.name,
            where=package.where,
            quality=package.quality,
            open=partial(ArgosEngine, package, threads=settings.workers),
        )
        for package in sorted(found, key=lambda package: order.index(package.where))
    )


def remedy(source: str, target: str) -> str:
    """The command that gets a package for the pair; empty for a language that Argos has no code for."""
    of, to = argos_codes(source), argos_codes(target)
    return f"workflow models install {of[0]}-{to[0]}" if of and to else ""


class ArgosEngine:
    """One package. The model is loaded by the first ``translate``."""

    name = "argos"
    capabilities = Capabilities(
        retries=True,
        aligns=True,
        search=f"beam {_BEAM}; again: {_AGAIN_HYPOTHESES} hypotheses, repetition penalty {_REPETITION_PENALTY}, "
        f"no {_NO_REPEAT} tokens twice; int8 as the processor can",
    )

    def __init__(self, package: Package, *, threads: int = 0, lengths: Callable[[int], tuple[int, int]] | None = None):
        """``threads``: how many batches are translated at a time; 0: one for each processor that this process may use.

        ``lengths``: the fewest and most tokens of a translation, by the tokens of its source; for measurements.
        """
        self._package = package
        self.threads = min(threads or processors(), _MOST_THREADS)
        self._lengths = lengths or _lengths
        self._loaded: tuple[Any, Tokenizer] | None = None

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
        manners = dict.fromkeys((segment.again, segment.aligned) for segment in segments)
        found = {
            manner: iter(
                self._translate(
                    [_only_text(one) for one in segments if (one.again, one.aligned) == manner],
                    max(hypotheses, _AGAIN_HYPOTHESES) if manner[0] else hypotheses,
                    progress,
                    *manner,
                )
            )
            for manner in manners
        }
        return [next(found[segment.again, segment.aligned]) for segment in segments]

    def _translate(
        self, texts: list[str], hypotheses: int, progress: Progress | None, again: bool, aligned: bool
    ) -> list[tuple[Hypothesis, ...]]:
        """Texts that are all translated in the same manner."""
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
            done |= self._run(translator, tokenizer, wanted, hypotheses, progress, again, aligned)
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

    def _load(self) -> tuple[Any, Tokenizer]:
        if self._loaded is None:
            folder = self._package.folder()
            self._loaded = (open_model(self._package, folder, self.threads), open_tokenizer(self._package, folder))
        return self._loaded

    def _pieces(self, text: str, tokenizer: Tokenizer, limit: int) -> list[tuple[str, list[str]]]:
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
        tokenizer: Tokenizer,
        wanted: dict[str, list[str]],
        hypotheses: int,
        progress: Progress | None,
        again: bool,
        aligned: bool,
    ) -> dict[str, tuple[Hypothesis, ...]]:
        prefix = [self._package.target_prefix] if self._package.target_prefix else None
        done: dict[str, tuple[Hypothesis, ...]] = {}
        pending: deque[tuple[list[str], list[Any]]] = deque()
        try:
            for texts in batches(wanted):
                # Enough in the queue to keep every thread busy, and no more: Ctrl-C waits for what is under way.
                while len(pending) > self.threads:
                    self._collect(pending.popleft(), wanted, tokenizer, done)
                    if progress:
                        progress(len(done), len(wanted), "sentences")
                rows = padded([wanted[text] for text in texts])
                if self._package.source_prefix:
                    rows = [[*self._package.source_prefix, *row] for row in rows]
                fewest, most = self._lengths(padded_length(wanted[texts[0]]))
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
                    repetition_penalty=_REPETITION_PENALTY if again else 1.0,
                    no_repeat_ngram_size=_NO_REPEAT if again else 0,
                    return_attention=aligned,
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
        tokenizer: Tokenizer,
        done: dict[str, tuple[Hypothesis, ...]],
    ) -> None:
        texts, results = batch
        for text, waiting in zip(texts, results, strict=False):  # one more result where there was ballast
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
                        places=self._places(wanted[text], tokens, attention, tokenizer),
                    )
                )
            done[text] = tuple(found)

    def _places(
        self, source: list[str], tokens: list[str], attention: list[list[float]], tokenizer: Tokenizer
    ) -> tuple[tuple[int, int], ...]:
        """For each token of a translation where it begins, and where the token of its source that it looks at most does."""
        if not attention:
            return ()
        there, here = starts(source, tokenizer), starts(tokens, tokenizer)
        first = len(self._package.source_prefix or ())
        places = []
        for row, place in zip(attention, here, strict=False):
            looks = row[first : first + len(source)]
            places.append((there[max(range(len(looks)), key=looks.__getitem__)], place))
        return tuple(places)

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
            places: list[tuple[int, int]] = []
            position = 0
            for words, tokens in pieces:
                position += len(words)
                if not tokens:
                    text += words
                    continue
                one = done[words][rank]
                places += [(of + position - len(words), to + len(text)) for of, to in one.places]
                gap = words[len(words.rstrip()) :] if self._package.target not in _NO_SPACES else ""
                text += str(one.parts[0]) + gap
                score += one.score / len(spoken)
                unknown += one.unknown
            out.append(Hypothesis((text,), score, unknown, tuple(places)))
        return tuple(out)


def probe(package: Package) -> None:
    """Load a package and let it translate a word.

    Raises PackageError where it cannot.
    """
    try:
        ArgosEngine(package, threads=1).translate([Segment(("Hello",))])
    except EngineError as error:
        raise PackageError(str(error)) from error


def _only_text(segment: Segment) -> str:
    if segment.codes:
        raise EngineError("The argos engine takes text without codes; they have to be taken out before.")
    return "".join(str(part) for part in segment.parts)


def _lengths(tokens: int) -> tuple[int, int]:
    """At most three times as many tokens as the source has, and some for the short; what grows longer has lost itself."""
    return 1, 3 * tokens + 32
