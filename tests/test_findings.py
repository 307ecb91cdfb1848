"""Findings: every id that the program uses is in the table, and the table is in the docs."""

import ast
import re
from dataclasses import fields
from pathlib import Path

from workflow.findings import FINDINGS, Finding

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/findings.md").read_text(encoding="utf-8")


def test_the_page_lists_every_id_with_its_meaning() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.split("## In JSON")[0], re.MULTILINE)
    assert rows == list(FINDINGS.items())


def test_the_page_lists_every_key() -> None:
    rows = re.findall(r"^\| (`.+`) \| ", PAGE.split("## In JSON")[1], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert {field.name for field in fields(Finding)} <= named


def test_ids_are_sorted_and_in_snake_case() -> None:
    assert list(FINDINGS) == sorted(FINDINGS)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in FINDINGS)


def test_every_id_that_is_used_is_in_the_table() -> None:
    used = set()
    for path in (ROOT / "workflow").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                first = next((key.value for key in node.keywords if key.arg == "id"), None) or node.args[0]
                if isinstance(first, ast.Constant):
                    used.add(first.value)
    assert used and used <= set(FINDINGS)
