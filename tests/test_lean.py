"""``lean.txt`` names everything that the program needs without PyTorch, in versions that pyproject.toml allows and the tests ran with."""

import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.sample import ROOT

SAME_MODULE = {"argos-translate-lt": "argostranslate"}
"""Distributions in place of others that hold the same module."""

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LEAN = {
    canonicalize_name(requirement.name): requirement
    for line in (ROOT / "lean.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for requirement in [Requirement(line)]
}


def named(requirements: Iterable[str]) -> dict[str, Requirement]:
    return {canonicalize_name(one.name): one for one in map(Requirement, requirements)}


def version(requirement: Requirement) -> str:
    """The one version that a line of lean.txt allows."""
    [only] = requirement.specifier
    assert only.operator == "==", requirement
    return only.version


def everything_needed() -> set[str]:
    """The project's dependencies and theirs, without what it overrides, as installed for this Python."""
    left_out = named(PROJECT["tool"]["uv"]["override-dependencies"])
    found: set[str] = set()
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name in found or name in left_out or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        waiting += map(Requirement, distribution(name).requires or ())
    return found


def test_it_names_what_is_needed_and_nothing_else() -> None:
    listed = {SAME_MODULE.get(name, name) for name in LEAN}
    needed = everything_needed()
    assert needed <= listed
    if sys.version_info[:2] == (3, 11):  # a newer Python needs fewer backports
        assert listed == needed


def test_its_versions_are_those_allowed_and_tested() -> None:
    allowed = named(PROJECT["project"]["dependencies"])
    tested = named(PROJECT["tool"]["uv"]["constraint-dependencies"])
    for name, requirement in LEAN.items():
        if name in SAME_MODULE:
            assert version(requirement) in allowed[SAME_MODULE[name]].specifier
            continue
        if name in allowed:
            assert version(requirement) in allowed[name].specifier
        if name in tested:
            assert version(requirement) == version(tested[name])


def test_it_names_no_address() -> None:
    """It works with whatever index pip has."""
    assert all(requirement.url is None for requirement in LEAN.values())
