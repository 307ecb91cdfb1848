"""The opinions of language models, by text and translation: ``.workflow/opinions/en-es.jsonl``.

A line is one judgement, and is written as soon as it is there, so that nothing that was paid for is lost. Its key is a hash of the texts and of
all that the model was told with them, so an edit voids it. Of lines with one key, the last counts. Lines that are damaged are ignored.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from workflow.data_formats import load_json
from workflow.engines.opinion_answers import JudgedError
from workflow.engines.opinion_prompts import CATEGORIES, PROMPT_HASH, SEVERITIES
from workflow.engines.opinions import JudgedText
from workflow.files import append_line, exists, read_bytes
from workflow.locks import locked
from workflow.model import Span

__all__ = ["OpinionCache", "opinion_key"]


def opinion_key(pair: tuple[str, str], style: str, text: JudgedText) -> str:
    """Return the hash of a text, its translation and all that a model is told with them but the instructions."""
    parts = [*pair, style, text.source, text.target, text.kind, text.terms]
    return blake2b(json.dumps(parts).encode("ascii"), digest_size=12).hexdigest()


class OpinionCache:
    """The opinions for one pair of languages that were given on today's instructions."""

    def __init__(self, path: Path) -> None:
        """``path``: the file, which need not exist."""
        self._path = path
        self._lock = threading.Lock()

    @property
    def is_empty(self) -> bool:
        """Whether there is no opinion. Raises FileProblem."""
        return not self._opinions

    def get(self, key: str, model: str) -> tuple[str, tuple[JudgedError, ...]] | None:
        """Return the last opinion with a key, after the name of its model; None if there is none, or if it is not of ``model``.

        ``model``: empty for any. Raises FileProblem.
        """
        found = self._opinions.get(key)
        return found if found is not None and model in ("", found[0]) else None

    def put(self, key: str, model: str, errors: Sequence[JudgedError]) -> None:
        """Store an opinion. It may be called in several threads. Raises FileProblem, Locked."""
        record = {"key": key, "prompt": PROMPT_HASH, "model": model, "errors": [_packed(one) for one in errors]}
        with self._lock, locked(self._path):
            append_line(self._path, json.dumps(record, separators=(",", ":")))
            self._opinions[key] = model, tuple(errors)

    @cached_property
    def _opinions(self) -> dict[str, tuple[str, tuple[JudgedError, ...]]]:
        found = {}
        for line in read_bytes(self._path).splitlines() if exists(self._path) else ():
            try:
                data = load_json(line)
                if data["prompt"] == PROMPT_HASH:
                    found[str(data["key"])] = str(data["model"]), tuple(map(_unpacked, data["errors"]))
            except (ValueError, KeyError, TypeError):  # cut off by a kill, or edited
                continue
        return found


def _packed(error: JudgedError) -> Mapping[str, object]:
    spans = {"span": error.span, "source_span": error.source_span}
    return {
        "category": error.category,
        "severity": error.severity,
        "reason": error.reason,
        **{name: [span.start, span.end] for name, span in spans.items() if span is not None},
    }


def _unpacked(record: Any) -> JudgedError:
    """Raises KeyError, TypeError or ValueError for what ``_packed`` did not write."""
    category, severity, reason = record["category"], record["severity"], record["reason"]
    if category not in CATEGORIES or severity not in SEVERITIES or not isinstance(reason, str):
        raise ValueError(record)
    return JudgedError(category, severity, reason, _span(record.get("span")), _span(record.get("source_span")))


def _span(record: Any) -> Span | None:
    if record is None:
        return None
    start, end = record
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError(record)
    return Span(start, end)
