"""docs/checks.md is what the table of checks says."""

import re
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from workflow.checks.rules import RULES

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = util.spec_from_file_location("make_checks_page", ROOT / "scripts" / "make_checks_page.py")
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run scripts/make_checks_page.py"


def test_the_mapping_names_checks_that_exist(script: ModuleType) -> None:
    commands = {"status", "queue", "publish", "keep"}
    for table in (script.WEBLATE, script.POFILTER):
        for ours in table.values():
            named = set(re.findall(r"`(\w+)`", ours))
            assert named or ours.startswith("no: ")
            assert named <= set(RULES) | commands


def test_all_checks_of_both_are_mapped(script: ModuleType) -> None:
    assert len(script.POFILTER) == 49
    assert len(script.WEBLATE) >= 83
