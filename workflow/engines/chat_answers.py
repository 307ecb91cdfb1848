"""Answers of chat interfaces, as servers really send them: what was asked for, or one line that says why it is not there.

Sources: OpenAI's API reference, "Chat completions" (``finish_reason``, ``refusal``, ``tool_calls``; content as a list of parts); vLLM,
"Reasoning Outputs", and Ollama, "OpenAI compatibility" (thoughts in ``reasoning``, ``reasoning_content`` before). Gateways report errors
with status 200: ``error`` beside or in place of ``choices``, or in the choice.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from workflow.data_formats import load_json
from workflow.engines.servers import excerpt, writable
from workflow.errors import EngineError

__all__ = ["Unusable", "content", "json_value", "one_translation", "several_translations"]

_THOUGHTS = re.compile(
    r"\A\s*(?:<(?P<tag>think|thinking|thought|reasoning)>|\[THINK\]|<\|channel>thought)"
    r"(?:.*?(?:</(?P=tag)>|\[/THINK\]|<channel\|>)|(?P<open>.*\Z))",
    re.DOTALL | re.IGNORECASE,
)
"""Thoughts before an answer, in the tags of Qwen and DeepSeek, of Mistral and of Gemma 4; ``open`` if they have no end."""
_LATE_END = re.compile(r"\A\s*[^\s{`].*?</think>", re.DOTALL)
"""Thoughts whose first tag the server has put into the prompt."""
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_EMPTY = "the model's answer is empty. Try another model"
_ERROR = 200
"""Maximum number of characters of a server's error message."""
_THINKS = "Turn its thoughts off on the server"


class Unusable(Exception):
    """An answer is not what was asked for. ``str()`` of it says what came, and what to do."""


def content(answer: Any, url: str, task: str = "translate") -> str:
    """Return the text of a chat completion.

    Raises Unusable if it has none, EngineError if it is something else. ``url``: the server's address, for the message. ``task``: a verb,
    what the model was asked to do with a text.
    """
    if isinstance(answer, Mapping) and (words := _error(answer)):
        raise Unusable(f"the server reports an error: {words}")
    if isinstance(answer, Mapping) and answer.get("choices", 0) in ([], None):
        raise Unusable("the server's answer has no choices: the model did not begin. Look at the server's log")
    try:
        choice = answer["choices"][0]
        message, reason = choice["message"], choice.get("finish_reason")
        written = message.get("content")
    except (LookupError, TypeError, AttributeError) as error:
        raise EngineError(
            f"{url}: did not return a chat completion. Check that the server has an OpenAI-compatible API."
        ) from error
    if words := _error(choice):
        raise Unusable(f"the server reports an error: {words}")
    text = _text(written)
    if refusal := _text(message.get("refusal")) or _text(written, "refusal"):
        raise Unusable(f"the model refuses to {task} this text: “{excerpt(refusal)}”. {task.capitalize()} it yourself")
    if reason == "content_filter":
        raise Unusable(f"the server's content filter withheld the answer. Turn it off, or {task} this text yourself")
    thinks = _only_thinks(text, message)
    if reason == "length":
        raise Unusable(
            f"the model used up its tokens on thoughts. {_THINKS}, or raise its limit of tokens"
            if thinks
            else "the server cut the answer off. Raise its context size or its limit of tokens"
        )
    if thinks:
        raise Unusable(f"the model wrote thoughts and no answer. {_THINKS}")
    if not text.strip():
        raise Unusable(_without_text(written, message))
    return text


def one_translation(text: str) -> str:
    """Return the translation in the text of a completion. Raises Unusable if it is not the object that was asked for."""
    value = json_value(text)
    translation = value.get("translation") if isinstance(value, Mapping) else None
    if not isinstance(translation, str):
        raise Unusable(f'the model answered “{excerpt(text)}”, not {{"translation": "…"}}. Try another model')
    if not translation.strip():
        raise Unusable(_EMPTY)
    return writable(translation)


def several_translations(text: str, ids: Collection[int]) -> dict[int, str]:
    """Return the translations in the text of a completion by their ids; those that are missing, empty or there twice are left out.

    Raises Unusable if it is not the object that was asked for, or if an id is not one of ``ids``: then none can be trusted.
    """
    value = json_value(text)
    items = value.get("translations") if isinstance(value, Mapping) else None
    if not isinstance(items, list) or not all(isinstance(one, Mapping) for one in items):
        raise Unusable(f"the model answered “{excerpt(text)}”, which is not the list that was asked for")
    given = Counter(str(one.get("id")) for one in items)
    if strange := given.keys() - {str(number) for number in ids}:
        raise Unusable(f"the model answered with an id that was not asked for: {excerpt(min(strange))}")
    found = {str(one["id"]): one.get("translation") for one in items}
    return {
        number: writable(words)
        for number in ids
        if given[str(number)] == 1 and isinstance(words := found[str(number)], str) and words.strip()
    }


def json_value(text: str) -> Any:
    """Return the JSON value of an answer, without thoughts before it and a fence around it; None if it is not JSON."""
    found = _THOUGHTS.match(text) or _LATE_END.match(text)
    bare = text[found.end() :] if found else text
    fenced = _FENCE.match(bare)
    try:
        return load_json(fenced[1] if fenced else bare)
    except ValueError:
        return None


def _error(value: Mapping[str, Any]) -> str:
    """The error message in an answer or a choice; empty if there is none."""
    error: object = value.get("error")
    if isinstance(error, Mapping):
        error = error.get("message") or error.get("code") or error.get("type") or "without a message"
    return excerpt(str(error), _ERROR).rstrip(".") if error else ""


def _text(written: object, kind: str = "text") -> str:
    """The content as one string; of a list of parts, those of a kind."""
    if isinstance(written, list):
        parts = [part.get(kind) for part in written if isinstance(part, Mapping) and part.get("type") == kind]
        return "".join(part for part in parts if isinstance(part, str))
    return written if isinstance(written, str) and kind == "text" else ""


def _only_thinks(text: str, message: Mapping[str, Any]) -> bool:
    if text.strip():
        found = _THOUGHTS.match(text)
        return bool(found and (found["open"] is not None or not text[found.end() :].strip()))
    return any(_text(message.get(name)).strip() for name in ("reasoning_content", "reasoning", "thinking"))


def _without_text(written: object, message: Mapping[str, Any]) -> str:
    """Why there is no text in a message."""
    calls = message.get("tool_calls") or message.get("function_call")
    if calls:
        return "the model called a tool, and did not answer. Turn tools off on the server"
    kinds = [part.get("type") for part in written if isinstance(part, Mapping)] if isinstance(written, list) else []
    if kinds and kinds != ["text"] * len(kinds):
        return f"the model answered with “{excerpt(', '.join(map(str, kinds)))}”, and not with text. Try another model"
    return _EMPTY
