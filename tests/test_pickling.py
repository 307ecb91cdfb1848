"""Pickling: what comes back is what was pickled, whatever kind of object it is."""

import pickle
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest

from tests.publishing.project import small
from workflow.pickling import pickled
from workflow.publishing.facts import Localizer


@dataclass(frozen=True, slots=True)
class One:
    value: object


@dataclass(frozen=True, slots=True)
class Derived:
    value: str
    length: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.value) + 1)


@dataclass(frozen=True, slots=True)
class Named:
    first: int
    second: int = field(default=2, kw_only=True)


@dataclass
class Open:
    value: int


class Kind(Enum):
    A = "a"


@pytest.mark.parametrize(
    "value",
    [One(1), One((1, 2)), One(One({"a": One([None])})), Derived("abc"), Named(1, second=5), Open(3), Kind.A, One(Kind), {1: One(Path("a"))}],
)  # fmt: skip
def test_what_comes_back_is_what_was_pickled(value: object) -> None:
    assert pickle.loads(pickled(value)) == value


def test_what_was_one_object_stays_one() -> None:
    one = One("a")
    first, (second,) = pickle.loads(pickled((one, [one])))
    assert first is second


def test_localized_documents_come_back(tmp_path: Path) -> None:
    made = small(tmp_path)
    made.translate("es", "guide.md", {"The guide": ("La guía", "draft"), "Tools": ("Útiles", "approved")})
    project = made.project
    localizer = Localizer(project)
    texts = {code: localizer.localize(code, project.parse("guide.md")).document for code in ("en", "es")}
    again = pickle.loads(pickled(texts))
    assert again == texts and again["en"].document is again["es"].document
