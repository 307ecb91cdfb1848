"""Read unit addresses from text: one a line, or JSON as ``workflow queue --json`` prints it, whole or in parts."""

import json
from collections.abc import Iterator

from workflow.errors import BadInput
from workflow.project.addresses import is_address

__all__ = ["addresses_in"]

_NESTED = ("unit", "waiting", "findings")
"""Keys of reports that hold a unit or a list of units."""


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the addresses in a text, each once, in order.

    Text: one address a line; empty lines and lines that begin with ``#`` are left out. JSON: strings, objects with ``address`` (or
    ``unit``), lists of them, or a report of ``queue``, one after the other. An object's ``text_hash`` becomes a part of the address, so
    that a translation that has changed since is not decided about. Raises BadInput.
    """
    text = text.removeprefix("\ufeff").strip()
    if text == "null":  # `queue --next --json`, when nothing is left
        return ()
    if text[:1] in ("[", "{", '"'):
        return tuple(dict.fromkeys(address for value in _values(text) for address in _of(value)))
    found: dict[str, None] = {}
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if line and not line.startswith("#"):
            if not is_address(line):
                raise BadInput(
                    f"standard input, line {number}: {line[:60]!r} is not a unit address. Give one address a line "
                    "(es:guide#3f2a91c0), or what `workflow queue --json` prints."
                )
            found[line] = None
    return tuple(found)


def _values(text: str) -> Iterator[object]:
    """The JSON values in a text, one after the other, as jq prints them."""
    decoder = json.JSONDecoder()
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            line = text.count("\n", 0, getattr(error, "pos", at)) + 1
            raise BadInput(
                f"standard input, line {line}: this is not valid JSON, nor a list of unit addresses."
            ) from error
        yield value
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1


def _of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _of(one)
    elif isinstance(value, dict):
        address = value.get("address") or value.get("unit")
        nested = next((value[key] for key in _NESTED if isinstance(value.get(key), (list, dict))), None)
        if isinstance(address, str):
            seen = value.get("text_hash")
            yield (
                f"{address}@{seen}"
                if isinstance(seen, str) and seen and "@" not in address.partition("#")[2]
                else address
            )
        elif nested is not None:
            yield from _of(nested)
        else:
            raise BadInput(
                "standard input: a JSON object without an address. Pass on what `workflow queue --json` prints."
            )
    else:
        raise BadInput(f"standard input: {json.dumps(value)[:40]} is not a unit address.")
