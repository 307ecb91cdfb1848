"""Language models behind a server with OpenAI's chat interface: llama.cpp, Ollama, vLLM, LM Studio and many others.

By default a request has one text, so that a translation does not depend on what else is drafted; with ``batch``, several texts of one
document. Temperature 0 and a fixed seed. The answer must be JSON (``chat_prompts``). What comes in its place is for ``chat_answers`` to
name, and a wrong translation for the checks of drafts to refuse.
"""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from workflow.engines.base import Capabilities, EngineSettings, Hypothesis, Offer, Segment, Server, Where
from workflow.engines.chat import SEED, Ask, Chat, question
from workflow.engines.chat_answers import Unusable, one_translation, several_translations
from workflow.engines.chat_prompts import (
    AGAIN,
    FIRST_ID,
    INSTRUCTIONS,
    ONE,
    SCHEMA,
    SEVERAL,
    SEVERAL_SCHEMA,
    STYLE,
    instructions,
    material,
)
from workflow.engines.in_flight import in_order
from workflow.engines.served_models import only_model, preset_of
from workflow.engines.servers import configured, digest, notice
from workflow.model import Progress

__all__ = ["OpenAIEngine", "offers", "remedy"]

_log = logging.getLogger(__name__)

_WARMTH = 0.5
"""The temperature of the second attempt: at 0, the answer would be the same."""
_MARK = re.compile(r"⟦\s*(\d{1,3})\s*⟧")
_BRACKETS = re.compile("[⟦⟧]")


def offers(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """Return the model, if ``engines`` in the configuration names it. Its quality is not known.

    If the configuration does not name the model, the server is asked for its list; no text is sent.
    Raises EngineUnavailable if ``engines`` names it and it cannot be used.
    """
    server = configured("openai", settings)
    if server is None:
        return ()
    if not server.model:
        server = replace(server, model=only_model(server))
    engine = OpenAIEngine(server, source, target, style=settings.style)
    return (
        Offer(
            name="openai",
            package=engine.package,
            where=Where.SERVER,
            quality=None,
            open=partial(OpenAIEngine, server, source, target, style=settings.style),
            notice=notice("openai", server),
        ),
    )


def remedy(source: str, target: str) -> str:
    """Return nothing: no command sets up a server."""
    return ""


class OpenAIEngine:
    """An engine for a pair of languages with a model. Nothing is sent before the first ``translate``.

    ``style``: the publisher's note on style. ``pause``: seconds before a request is repeated; for tests.
    """

    name = "openai"

    def __init__(self, server: Server, source: str, target: str, *, style: str = "", pause: float = 1.0):
        self._server = server
        self._pair = source, target
        self._style = style
        self._chat = Chat(server, pause=pause)
        texts = "one text" if server.batch == 1 else f"up to {server.batch} texts"
        self.capabilities = Capabilities(
            keeps_tags=True,
            reads_context=True,
            reads_style=True,
            retries=True,
            search=f"temperature 0 (second attempt {_WARMTH}), a fixed seed, {texts} per request",
        )

    @property
    def package(self) -> str:
        """``Chat.name``."""
        return self._chat.name

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over address, model and all that is asked beside the texts. The server's files are not known here."""
        prompt = (INSTRUCTIONS, ONE, AGAIN, str(SEED))
        batch = (SEVERAL, str(self._server.batch)) if self._server.batch > 1 else ()
        style = (STYLE, self._style) if self._style else ()
        fields = json.dumps(preset_of(self._server).fields)
        return digest("openai", self._server.url, self._server.model, *prompt, *batch, *style, fields)

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See ``Engine.translate``; there is one hypothesis. White space at the edges is kept and not sent."""
        ask = self._chat.connect()
        done: dict[Segment, tuple[Hypothesis, ...]] = {}
        asked: list[_Request] = []
        wanted = list(dict.fromkeys(segments))
        for segment in wanted:
            prepared = _prepared(segment)
            if isinstance(prepared, Hypothesis):
                done[segment] = (prepared,)
            else:
                asked.append(prepared)
        jobs = list(_batches(asked, self._server.batch))
        with closing(in_order(partial(self._answers, ask), jobs, self._server.parallel)) as results:
            for job in jobs:
                if progress:
                    progress(len(done), len(wanted), "sentences")
                for request, answer in zip(job, next(results), strict=True):
                    done[request.segment] = (self._taken(request, answer),)
        if progress and wanted:
            progress(len(done), len(wanted), "sentences")
        return [done[segment] for segment in segments]

    def _taken(self, request: "_Request", answer: str | Unusable) -> Hypothesis:
        """The hypothesis of an answer. Raises EngineError if none of the first answers was usable."""
        if isinstance(answer, str):
            self._chat.accept()
            return request.hypothesis(answer)
        return _fault(self._chat.refuse(answer))

    def _answers(self, ask: Ask, requests: Sequence["_Request"]) -> list[str | Unusable]:
        """The translations of one or several texts, or what came instead. What is not among several answers is asked alone."""
        found = self._several(ask, requests) if len(requests) > 1 else {}
        return [found.get(number) or self._one(ask, request) for number, request in enumerate(requests)]

    def _one(self, ask: Ask, request: "_Request") -> str | Unusable:
        segment = request.segment
        system = instructions(self._pair, ONE, self._style, again=segment.retry)
        asked = {
            **question(system, material(request.core, segment), SCHEMA, len(request.core)),
            "temperature": _WARMTH if segment.retry else 0,
        }
        try:
            return one_translation(ask(asked))
        except Unusable as error:
            return error

    def _several(self, ask: Ask, requests: Sequence["_Request"]) -> dict[int, str]:
        """The translations by their places, as far as the model gave them."""
        texts = {
            number: {"id": number, **material(request.core, request.segment)}
            for number, request in enumerate(requests, FIRST_ID)
        }
        size = sum(len(request.core) for request in requests)
        system = instructions(self._pair, SEVERAL, self._style)
        asked = question(system, {"texts": list(texts.values())}, SEVERAL_SCHEMA, size)
        try:
            found = several_translations(ask(asked), texts)
        except Unusable as error:
            _log.info("%s: %d texts are asked one by one: %s", self._server.url, len(requests), error)
            return {}
        return {number - FIRST_ID: translation for number, translation in found.items()}


@dataclass(frozen=True, slots=True)
class _Request:
    """A text to translate, with marks for its inline tags."""

    segment: Segment
    text: str

    @property
    def core(self) -> str:
        """The text without white space at its edges."""
        return self.text.strip()

    def hypothesis(self, translation: str) -> Hypothesis:
        """The translation with the white space of the text, or what is wrong with its marks."""
        start = self.text.index(self.core)
        parts = _parts(self.text[:start] + translation.strip() + self.text[start + len(self.core) :])
        return Hypothesis(parts) if parts is not None else _fault("inline tags in the answer are incomplete")


def _prepared(segment: Segment) -> _Request | Hypothesis:
    """The request for a segment, or its hypothesis if nothing is to be sent."""
    if any(isinstance(part, str) and _BRACKETS.search(part) for part in segment.parts):
        return _fault(
            "the text contains ⟦ or ⟧, which stand for inline tags in requests to this engine. Translate it yourself"
        )
    text = "".join(f"⟦{part + 1}⟧" if isinstance(part, int) else part for part in segment.parts)
    return _Request(segment, text) if _MARK.sub("", text).strip() else Hypothesis(segment.parts)


def _batches(requests: Sequence[_Request], most: int) -> Iterator[tuple[_Request, ...]]:
    """Divide requests into batches of neighbours, each of one document. Second attempts go alone."""
    batch: list[_Request] = []
    for request in requests:
        alone = request.segment.retry or (batch and batch[0].segment.retry)
        if batch and (alone or len(batch) == most or batch[0].segment.document != request.segment.document):
            yield tuple(batch)
            batch = []
        batch.append(request)
    if batch:
        yield tuple(batch)


def _fault(words: str) -> Hypothesis:
    return Hypothesis((), fault=words)


def _parts(translation: str) -> tuple[str | int, ...] | None:
    """Strings and tag numbers; None if a mark is broken. The caller checks that none is missing."""
    parts: list[str | int] = []
    position = 0
    for match in _MARK.finditer(translation):
        if match.start() > position:
            parts.append(translation[position : match.start()])
        parts.append(int(match[1]) - 1)
        position = match.end()
    if position < len(translation):
        parts.append(translation[position:])
    if any(isinstance(part, str) and _BRACKETS.search(part) for part in parts):
        return None
    return tuple(parts)
