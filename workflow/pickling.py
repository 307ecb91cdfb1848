"""Pickling many small objects."""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

__all__ = ["pickled"]

_KNOWN: dict[type, Callable[[object], tuple[object, ...]] | None] = {}
"""See ``_values``; by class."""


def pickled(value: object) -> bytes:
    """Return a value, pickled. ``pickle.loads`` reads it.

    A frozen dataclass with slots pickles itself slowly: it asks for its fields each time. Here, the values that one is made of are written,
    and it is made of them again.
    """
    file = io.BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        kind = type(obj)
        if kind not in _KNOWN:
            _KNOWN[kind] = _values(kind)
        values = _KNOWN[kind]
        return NotImplemented if values is None else (kind, values(obj))


def _values(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """Return what reads the values that an object is made of; None for those that are no such dataclass."""
    if not is_dataclass(kind) or not hasattr(kind, "__slots__") or hasattr(kind, "__post_init__"):
        return None
    found = fields(kind)
    if not all(one.init and not one.kw_only for one in found):
        return None
    names = [one.name for one in found]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda obj: tuple(getattr(obj, name) for name in names)
