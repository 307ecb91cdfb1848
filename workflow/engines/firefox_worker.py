"""A worker process: translates with one model of Firefox Translations. ``firefox_workers`` starts it and talks to it in lines of JSON.

Malformed files can end the process that reads them, and a model can take forever, while the library holds Python's lock. So nothing of
it runs in the program's own process, and the system ends a worker whose time is over or whose program has ended.

The first line that it reads is a ``Job``; its answer is the processor's instructions that are used (``backend``). Each further line is a
list of texts; its answer is a line for each text: ``text``, or ``reason`` if there is no translation, and ``unknown``. ``error`` comes
before the end of the process.
"""

import hashlib
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.segmentation import split_long

__all__ = ["MAX_TOKENS", "Job", "Model", "main", "time_limit"]

MAX_TOKENS = 100
"""Maximum tokens of an input that is translated in one piece: its translation must fit into the library's 256 tokens."""
_MIN_SPLIT = 24
"""Minimum tokens of a piece that is cut and tried again because its translation reached the maximum length."""
_MARGIN = 2
"""So many tokens below the maximum, a translation counts as cut off: its tokens are counted afresh, and there may be fewer."""
_CHARACTERS_PER_LIMIT = 500
"""Characters of a text for which the time limit is meant."""

# The normalisation of the vocabulary removes these, or fails on them.
_VANISHING = re.compile("([\0-\x08\x0b\x0e-\x1f\x7f\x8f\x9f\ufffd\ud800-\udfff]+)")
_BYTES = re.compile(r"(?:<0x[0-9A-F]{2}>)+")


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker translates with."""

    files: tuple[str, ...]
    """The paths of the model, the vocabularies of source and target (which may be one), and the shortlist if there is one."""
    hash: str
    """The beginning of a hash over the distinct files: the SHA-256 of their SHA-256."""
    spaced: bool
    """Whether the target language has spaces between words."""
    seconds: int
    """See ``time_limit``."""


def time_limit(text: str, seconds: int) -> int:
    """Return the seconds that the translation of a text may take: ``seconds`` for each stretch of some sentences."""
    return seconds * (1 + len(text) // _CHARACTERS_PER_LIMIT)


class Model:
    """Translates texts of any length and content, sentence by sentence; the library has one greedy translation of a short one."""

    def __init__(self, files: Sequence[bytes], *, spaced: bool = True):
        """``files``: the content of the model, the vocabularies of source and target, and the shortlist if there is one.

        Raises ValueError, and whatever the library does with malformed files.
        """
        import fxtranslate
        import sentencepiece

        model, source, target, *shortlist = files
        translator: Any = fxtranslate.Translator(model, source, target, *shortlist)
        self.backend = str(translator.backend())
        self._translate: Callable[[str], str] = translator.translate
        self._source: Any = sentencepiece.SentencePieceProcessor(model_proto=source)
        self._target: Any = sentencepiece.SentencePieceProcessor(model_proto=target)
        self._spaced = spaced

    def translate(self, text: str) -> str | None:
        """Return the translation; None if it is incomplete or no text. White space at the edges and between pieces is kept."""
        return self._joined(self._pieces(text, MAX_TOKENS), MAX_TOKENS)

    def unknown(self, text: str) -> int:
        """Return the number of words that the vocabulary has to spell in bytes."""
        text = _VANISHING.sub(" ", text)
        if not self._is_spelled(text):
            return 0
        return sum(self._is_spelled(word) for word in re.findall(r"[^\W\d_]+", text))

    def _pieces(self, text: str, limit: int) -> Iterator[str]:
        """Cut a text at clauses, and at characters that the model would lose."""
        for number, part in enumerate(_VANISHING.split(text)):
            yield from (part,) if number % 2 else split_long(part, lambda piece: self._length(piece) > limit)

    def _joined(self, pieces: Iterator[str], limit: int) -> str | None:
        found = ""
        for piece in pieces:
            core = piece.strip()
            if not core or _VANISHING.match(piece):
                found += piece
                continue
            translation = self._one(core, limit)
            if translation is None:
                return None
            start = piece.index(core)
            end = piece[start + len(core) :]
            found += piece[:start] + translation + (end if self._spaced else "")
        return found

    def _one(self, core: str, limit: int) -> str | None:
        """Translate a piece. If its translation has no end, its halves may have one."""
        translation = self._translate(core)
        if "<0x" in translation and "<0x" not in core:
            try:
                translation = _BYTES.sub(_decoded, translation)
            except UnicodeDecodeError:
                return None
        if self._target_length(translation) < min(2 * self._length(core) + 6, 256) - _MARGIN:
            return translation
        limit = min(limit, self._length(core)) // 2
        return self._joined(self._pieces(core, limit), limit) if limit >= _MIN_SPLIT else None

    def _length(self, text: str) -> int:
        return len(self._source.encode(text))

    def _target_length(self, text: str) -> int:
        return len(self._target.encode(text))

    def _is_spelled(self, text: str) -> bool:
        model = self._source
        return any(model.is_byte(token) or model.is_unknown(token) for token in model.encode(text))


def _decoded(match: re.Match[str]) -> str:
    return bytes.fromhex(re.sub("[<>]|0x", "", match.group())).decode()


def main() -> None:
    """Answer the lines of stdin on stdout, until it ends."""
    # Whatever the library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    _leave_no_core()

    def say(**answer: object) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    try:
        job = Job(**json.loads(sys.stdin.buffer.readline()))
        with _Guard(job.seconds):
            model = _loaded(job)
        say(backend=model.backend)
        for line in sys.stdin.buffer:
            for text in json.loads(line):
                with _Guard(time_limit(text, job.seconds)):
                    found, unknown = model.translate(text), model.unknown(text)
                say(
                    text=found,
                    unknown=unknown,
                    reason="" if found is not None else "the model gave no complete translation",
                )
    except BrokenPipeError:
        pass
    except BaseException as error:  # the library's panics are no ``Exception``
        say(error=f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
    os._exit(0)  # whatever state the library is in


def _loaded(job: Job) -> Model:
    contents = {path: Path(path).read_bytes() for path in job.files}
    hashes = b"".join(hashlib.sha256(one).digest() for one in contents.values())
    if not hashlib.sha256(hashes).hexdigest().startswith(job.hash):
        raise ValueError("its files were changed meanwhile")
    return Model([contents[path] for path in job.files], spaced=job.spaced)


class _Guard:
    """Ends the process if the work takes too long, or if the program that waits for it ends. Not on Windows.

    By signals without a handler, which do not wait for Python's lock.
    """

    def __init__(self, seconds: int):
        self._seconds = seconds

    def __enter__(self) -> None:
        if sys.platform != "win32":
            signal.alarm(self._seconds)
            _signal_input(True)

    def __exit__(self, *error: object) -> None:
        if sys.platform != "win32":
            _signal_input(False)
            signal.alarm(0)


def _signal_input(wanted: bool) -> None:
    """Whether the system sends SIGIO when something happens to stdin: during work, only its end can come."""
    if sys.platform != "win32":
        import fcntl

        stdin = sys.stdin.fileno()
        flags = fcntl.fcntl(stdin, fcntl.F_GETFL)
        fcntl.fcntl(stdin, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(stdin, fcntl.F_SETFL, flags | os.O_ASYNC if wanted else flags & ~os.O_ASYNC)


def _leave_no_core() -> None:
    """A worker that is ended by a model leaves no memory dump in the user's folder."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
