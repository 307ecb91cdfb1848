"""``workflow publish`` as people run it: a full disk, a read-only folder, another publisher at work."""

import shutil
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.publishing.project import INDEX, Small, small
from workflow.publishing.atomic_swap import staging


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


def test_a_full_disk_leaves_the_old_site(river: Small) -> None:
    program = TemporaryProject(river.root)
    program.good("publish")
    before = river.tree()
    river.write("source/index.md", INDEX * 200)
    html, source = program.run("publish", largest_file=20_000).problems()
    assert "editions/html/en/index.html: cannot be written" in html
    assert "editions/source/en/index.md: cannot be written" in source
    assert river.tree() == before
    assert [path.name for path in (river.root / "editions").iterdir() if path.name.startswith(".building")] == []


def test_another_publisher_at_work_is_reported(river: Small) -> None:
    with staging(river.root / "editions", ()):
        (line,) = TemporaryProject(river.root).run("publish").problems()
        assert "another `workflow publish` is running" in line


def test_a_site_that_was_deleted_comes_back(river: Small) -> None:
    program = TemporaryProject(river.root)
    program.good("publish")
    before = river.tree()
    shutil.rmtree(river.html)
    program.good("publish")
    assert river.tree() == before


def test_findings_count_only_when_asked(river: Small) -> None:
    program = TemporaryProject(river.root)
    river.write("source/index.md", INDEX + "\n[x](none.md)\n")
    program.good("publish")
    result = program.run("publish", "--strict")
    assert result.code == 1
    assert "none.md" in result.out + result.err


def test_every_process_writes_the_same_bytes(river: Small) -> None:
    river.write(
        "source/index.md", INDEX + '\n- [x] done\n\n<input name="x"> <abbr title="a" lang="la" class="b">c</abbr>\n'
    )
    program = TemporaryProject(river.root)
    trees = []
    for seed in ("1", "2", "3"):
        shutil.rmtree(river.root / "editions", ignore_errors=True)
        program.good("publish", env={"PYTHONHASHSEED": seed})
        trees.append(river.tree())
    assert trees[0] == trees[1] == trees[2]
