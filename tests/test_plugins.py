"""Parts that other packages provide: what cannot be loaded is one clear error, and never ends the program."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from workflow.errors import DocumentError
from workflow.plugins import load_plugin


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import no_such_module", "No module named 'no_such_module'"),
        ("raise ValueError('broken')", "broken"),
        ("import sys; sys.exit(3)", "it ended with 3 when it was imported"),
        ("NAME = 'x'", "has no attribute 'parse'"),
    ],
)
def test_a_plugin_that_cannot_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, reason: str
) -> None:
    (tmp_path / "other_format.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "other_format", raising=False)
    point = EntryPoint("x", "other_format", "workflow.formats")
    with pytest.raises(DocumentError) as caught:
        load_plugin(point, "format", ("NAME", "parse"), DocumentError)
    assert str(caught.value).startswith("The format 'x' (other_format) cannot be loaded: ")
    assert reason in str(caught.value)
