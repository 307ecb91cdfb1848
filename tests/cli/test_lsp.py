"""``workflow lsp`` where it cannot serve."""

import os
from pathlib import Path

from tests.program import fresh_workflow
from tests.sample import ROOT


def test_without_pygls_it_says_what_to_install(tmp_path: Path) -> None:
    missing = tmp_path / "modules" / "pygls" / "__init__.py"
    missing.parent.mkdir(parents=True)
    missing.write_text("raise ModuleNotFoundError(\"No module named 'pygls'\", name='pygls')\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "modules"), str(ROOT)])
    line = fresh_workflow("lsp", cwd=tmp_path, env={"PYTHONPATH": path}).line()
    assert "workflow-editions[lsp]" in line
    assert "pip install pygls" in line


def test_an_editor_that_goes_away_ends_it(tmp_path: Path) -> None:
    done = fresh_workflow("lsp", cwd=tmp_path, text="Content-Length: 9\r\n\r\nnot JSON!")
    assert done.code == 0
