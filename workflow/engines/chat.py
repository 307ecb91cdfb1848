"""A language model behind a server with OpenAI's chat interface: a question is sent, and the text of the answer comes back.

Temperature 0 and a fixed seed. Fields that a server does not know are left out from then on.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from workflow.engines.base import Server
from workflow.engines.chat_answers import Unusable, content
from workflow.engines.client import Late, Refused
from workflow.engines.served_models import client_of, explained, preset_of
from workflow.engines.servers import key_of, place
from workflow.errors import EngineError, EngineUnavailable

__all__ = ["SEED", "Ask", "Chat", "question"]

_log = logging.getLogger(__name__)

SEED = 1
_PATIENCE = 5
"""Number of unusable answers, without a usable one, after which the model is no longer used."""
_LATENESS = 3
"""Number of answers in a row that do not come in time, after which the server is no longer used."""
_THOUGHTS = 1024
"""Number of tokens for a model's thoughts, if they are not turned off."""
_WORDS = {
    "response_format": ("response_format", "json_schema", "schema", "grammar"),
    "chat_template_kwargs": ("chat_template", "thinking"),
    "reasoning_effort": ("reasoning", "think"),
}
"""Fields that not every server knows, with words of the messages by which servers reject them."""

Ask = Callable[[Mapping[str, Any]], str]
"""Sends a question and returns the text of the answer. Raises Unusable if there is none, EngineError."""


class Chat:
    """A model. Nothing is sent before it is asked.

    ``task``: a verb for messages, what it is asked to do with a text. ``pause``: seconds before a request is repeated; for tests.
    """

    def __init__(self, server: Server, task: str = "translate", *, pause: float = 1.0):
        self._server = server
        self._task = task
        self._pause = pause
        self._rejected: frozenset[str] = frozenset()
        """Fields that the server does not know."""
        self._unusable = 0
        self._late = 0
        """How many answers in a row did not come in time."""
        self._used = False

    @property
    def name(self) -> str:
        """The name of the model without spaces, of a file without its folder; host and port if the configuration has none."""
        name = self._server.model
        if name.endswith(".gguf"):
            name = re.split(r"[/\\]", name)[-1]
        return re.sub(r"[^\w.:/@+-]+", "-", name) or place(self._server.url)

    def connect(self) -> Ask:
        """Return what asks the model; it may be called in several threads. Raises EngineUnavailable if there is no API key."""
        client, headers = client_of(self._server, self._pause)
        return partial(self._asked, partial(client.post, "/chat/completions", headers=headers))

    def accept(self) -> None:
        """Note that an answer was what was asked for."""
        self._used = True

    def refuse(self, error: Unusable) -> str:
        """Note that an answer was not what was asked for, and return why. Raises EngineError if none of the first answers was."""
        # The server's own words may repeat the key.
        key = key_of(self._server)
        words = str(error).replace(key, "…") if key else str(error)
        self._unusable += 1
        if self._unusable >= _PATIENCE and not self._used:
            raise EngineError(
                f"{self._server.url}: the first {_PATIENCE} answers of {self.name} were not usable. The last one: {words}."
            )
        return words

    def _asked(self, post: Callable[[object], Any], asked: Mapping[str, Any]) -> str:
        quiet = {name: value for name, value in preset_of(self._server).fields.items() if name not in self._rejected}
        request = {"model": self._server.model, **asked, **quiet}
        if not quiet:
            request["max_tokens"] = asked["max_tokens"] + _THOUGHTS
        sent = {name: value for name, value in request.items() if name not in self._rejected}
        try:
            answer = post(sent)
            self._late = 0
            return content(answer, self._server.url, self._task)
        except Late as error:
            # A model that finds no end must not cost the other texts their translations.
            self._late += 1
            if self._late >= _LATENESS:
                raise EngineError(f"{error} This happened {_LATENESS} times in a row.") from error
            raise Unusable(
                f"the server had no complete answer after {self._server.timeout:g} seconds. "
                "Set timeout of this server in workflow.yaml to wait longer, or use a faster model"
            ) from error
        except EngineUnavailable as error:
            raise explained(error, self._server) from error.__cause__
        except Refused as error:
            detail = error.detail.lower()
            unknown = {name for name, words in _WORDS.items() if name in sent and any(word in detail for word in words)}
            if unknown:
                # Not every server knows these fields, nor every version of it. The instructions ask for the same.
                self._rejected |= unknown
                return self._asked(post, asked)
            if error.status == 200:
                raise Unusable(f"the server reports an error: {error.detail}") from error
            if error.status == 413 or "context" in detail:
                raise Unusable("this text is too long for the model. Use a model with a larger context") from error
            raise explained(error, self._server) from error.__cause__


def question(system: str, user: object, schema: object, size: int) -> dict[str, Any]:
    """Return the fields of a request. ``user``: sent as JSON. ``size``: the number of characters of the texts, for the limit of tokens, which has no room for thoughts."""
    return {
        "messages": [
            {"role": "system", "content": system},
            {"role": "user", "content": json.dumps(user, ensure_ascii=False)},
        ],
        "temperature": 0,
        "seed": SEED,
        # Enough for letters that take several tokens each. A model that finds no end writes as many.
        "max_tokens": 256 + 4 * size,
        "stream": False,
        "response_format": schema,
    }
