"""A second opinion about translations by a language model: it names errors in the terms of MQM.

It uses the servers of ``openai``. A request has one text with its translation, so that an opinion does not depend on what else is asked.
Nothing here trusts an answer: ``opinion_answers`` refuses what is no judgement.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from workflow.engines.base import Server
from workflow.engines.chat import Ask, Chat, question
from workflow.engines.chat_answers import Unusable
from workflow.engines.in_flight import in_order
from workflow.engines.opinion_answers import JudgedError, judgement
from workflow.engines.opinion_prompts import OPINION_SCHEMA, opinion_instructions, opinion_material
from workflow.engines.served_models import only_model
from workflow.engines.servers import notice

__all__ = ["JudgedText", "TranslationJudge"]


@dataclass(frozen=True, slots=True)
class JudgedText:
    """A text and its translation, to be judged."""

    source: str
    target: str
    kind: str = ""
    """What the text is in its document: ``heading``; empty if that is not known."""
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Glossary terms in it, each with the translations that are allowed."""


Keep = Callable[[JudgedText, tuple[JudgedError, ...]], None]
"""Stores the errors of a text."""


class TranslationJudge:
    """A model that judges translations. Nothing is sent before it is asked. ``pause``: see ``Chat``."""

    def __init__(self, server: Server, *, pause: float = 1.0):
        self._server = server
        self._chat = Chat(server, "judge", pause=pause)

    @classmethod
    def on(cls, server: Server) -> "TranslationJudge":
        """Return the model of a server; if the configuration does not name it, the server is asked for its list. Raises EngineError."""
        return cls(server if server.model else replace(server, model=only_model(server)))

    @property
    def model(self) -> str:
        """The name of the model on the server."""
        return self._server.model

    @property
    def name(self) -> str:
        """The name of the model for people."""
        return self._chat.name

    @property
    def notice(self) -> str:
        """The sentence that names the server, which is shown before the first text is sent."""
        return notice("openai", self._server, "Texts and their translations")

    def judge(
        self, pair: tuple[str, str], style: str, texts: Sequence[JudgedText], keep: Keep
    ) -> Generator[tuple[JudgedError, ...] | str]:
        """Yield for each text, in order, its errors, or why the model's answer is no judgement.

        ``pair``: gettext codes. ``style``: the publisher's note, or empty. ``keep``: called as soon as there is a judgement, perhaps in
        another thread and before its turn, so that nothing that was paid for is lost. Raises EngineError, and what ``keep`` raises.
        """
        ask = self._chat.connect()
        system = opinion_instructions(pair, style)
        with closing(in_order(partial(self._answer, ask, system, keep), texts, self._server.parallel)) as answers:
            for answer in answers:
                if isinstance(answer, Unusable):
                    yield self._chat.refuse(answer)
                else:
                    self._chat.accept()
                    yield answer

    def _answer(self, ask: Ask, system: str, keep: Keep, text: JudgedText) -> tuple[JudgedError, ...] | Unusable:
        user = opinion_material(text.source, text.target, text.kind, text.terms)
        try:
            written = ask(question(system, user, OPINION_SCHEMA, len(text.source) + len(text.target)))
            errors = judgement(written, text.source, text.target)
        except Unusable as error:
            return error
        keep(text, errors)
        return errors
