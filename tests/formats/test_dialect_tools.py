"""The tools of the dialects make the same elements of our pages and of their translations."""

import pytest

from benchmarks.dialects import TOOLS
from tests.formats.test_golden import DOCUMENTS, FOLDER, upper

IN_THE_ENVIRONMENT = ("mkdocs", "myst", "pandoc", "quarto")
"""Dialects whose tools are Python packages. Those of the others are named by ``python -m benchmarks.dialects``."""
PAGES = [name for name in DOCUMENTS if name.split("/")[-2:-1] and name.split("/")[-2] in IN_THE_ENVIRONMENT]


@pytest.mark.parametrize("name", PAGES)
def test_the_same_elements(name: str) -> None:
    count = TOOLS[name.split("/")[-2]](None)
    assert not isinstance(count, str), count
    source, translated = (path.read_bytes().decode() for path in (FOLDER / name, upper(name)))
    assert count(translated) == count(source)
    assert count(source).total() > 5
