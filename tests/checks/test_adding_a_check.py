"""The example of CONTRIBUTING.md, added to a copy of the program as the page says: its examples are tested, and it finds what it should."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import Result, fresh_workflow
from tests.sample import ROOT
from workflow.checks.rules import RULES

SECTION = (
    (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Add a check\n")[2].partition("\n## ")[0]
)
RULES_FOLDER = Path("workflow/checks/rules")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program with the check; whatever does not change is linked."""
    [code] = re.findall(r"^```python\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    [name] = re.findall(r"For example, `(\w+)\.py`", SECTION)
    top = tmp_path / "copy"
    for folder in (Path("workflow"), Path("workflow/checks")):
        (top / folder).mkdir(parents=True)
    for folder in (Path(), Path("workflow"), Path("workflow/checks")):
        for path in sorted((ROOT / folder).iterdir()):
            place = top / folder / path.name
            if path.name in {"tests", "pyproject.toml"} or (folder.parts and not place.exists()):
                place.symlink_to(path)
    (top / RULES_FOLDER).unlink()
    shutil.copytree(ROOT / RULES_FOLDER, top / RULES_FOLDER)
    (top / RULES_FOLDER / f"{name}.py").write_text(code, encoding="utf-8")
    table = top / RULES_FOLDER / "__init__.py"
    text = table.read_text(encoding="utf-8")
    for old in ("from workflow.checks.rules import (\n", "CHECKS: tuple[Check, ...] = (\n"):
        assert text.count(old) == 1
    text = text.replace("from workflow.checks.rules import (\n", f"from workflow.checks.rules import (\n    {name},\n")
    [own] = re.findall(r"`(\*\w+\.CHECKS)`", SECTION)
    # Behind the others: the first one ends the search in a text without words.
    head, _, rest = text.partition("CHECKS: tuple[Check, ...] = (\n")
    checks, _, rest = rest.partition("\n)\n")
    text = f"{head}CHECKS: tuple[Check, ...] = (\n{checks}\n    {own},\n)\n{rest}"
    table.write_text(text, encoding="utf-8")
    return top


def run(copy: Path, *args: str) -> Result:
    return fresh_workflow(*args, cwd=copy, env={"PYTHONPATH": str(copy)})


def test_the_example_is_tested_and_finds_what_it_should(copy: Path) -> None:
    [command] = re.findall(r"`pytest (tests/checks/test_rules\.py -k \w+)`", SECTION)
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-o", "addopts=", "-p", "no:cacheprovider", *command.split()],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
    passed = re.search(r"(\d+) passed", tested.stdout)
    assert passed is not None and int(passed[1]) >= 6, "each example is good, bad, and corrected"
    [explain] = re.findall(r"`workflow (check --explain (\w+))`", SECTION)
    assert "Lleve comida, e.g. pan." in run(copy, *explain[0].split()).out
    (copy / "es.po").write_text(
        'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Bring food, e.g. bread."\nmsgstr "Lleve comida, e.g. pan."\n',
        encoding="utf-8",
    )
    found = run(copy, "check", "es.po")
    assert explain[1] in found.out and "Lleve comida, p. ej. pan." in found.out
    assert explain[1] not in RULES, "the example is no check of the program"


def test_the_example_is_clean(tmp_path: Path) -> None:
    [code] = re.findall(r"^```python\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "ruff",
                *command,
                "--config",
                str(ROOT / "pyproject.toml"),
                "--stdin-filename",
                "a.py",
                "-",
            ],
            cwd=tmp_path,
            input=code,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_every_module_of_checks_is_in_the_table() -> None:
    for path in (ROOT / RULES_FOLDER).glob("*.py"):
        for name in re.findall(r'^\s+id="(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE):
            assert name in RULES, f"{path.name}: its CHECKS are not in rules/__init__.py"
