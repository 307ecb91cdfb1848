"""Baselines: what they hide, what no longer occurs, and what they keep."""

from pathlib import Path

import pytest

from tests.program import TemporaryProject
from workflow.checking import CheckOptions, CheckReport, check_files, read_baseline, write_baseline
from workflow.checks.rules import RULES
from workflow.errors import BadInput, WorkflowError

IDS = frozenset(RULES)
HEAD = 'msgid ""\nmsgstr "Language: es\\n"\n\n'


def po(project: TemporaryProject, name: str, **texts: str) -> Path:
    entries = "\n".join(f'msgid "{source.replace("_", " ")}."\nmsgstr "{text}"\n' for source, text in texts.items())
    return project.write(name, HEAD + entries)


def checked(*paths: Path, options: CheckOptions | None = None) -> CheckReport:
    return check_files(paths, options)


def test_what_is_known_is_hidden_and_what_is_new_is_not(project: TemporaryProject) -> None:
    file, base = po(project, "a b.po", Open_it="Ábrelo", It_has_12="Tiene 13."), project.root / "known.txt"
    assert write_baseline(base, project.root, checked(file), IDS) == 2
    lines = base.read_text(encoding="utf-8").splitlines()
    assert [line.split(" ", 1)[1] for line in lines[1:]] == ["end_stop a b.po", "numbers a b.po"]
    po(project, "a b.po", New="", Close_it="Ciérrelo", Open_it="Ábralo")
    report = read_baseline(base, project.root).hide(checked(file), IDS)
    assert [one.details["source"] for one in report.findings] == ["Close it."]
    assert [one.details["source"] for one in report.hidden] == ["Open it."], "the text changed, and the finding stayed"
    assert report.gone == (lines[2],)
    assert report.counts["warning"] == 1


def test_writing_again_changes_nothing(project: TemporaryProject) -> None:
    one, two = po(project, "b.po", Open_it="Ábrelo"), po(project, "a.po", Open_it="Ábrelo", It_has_12="Tiene 13.")
    base = project.root / "known.txt"
    write_baseline(base, project.root, checked(one, two), IDS)
    before = base.read_bytes()
    write_baseline(base, project.root, checked(two, one), IDS)
    assert base.read_bytes() == before


def test_lines_of_what_was_not_checked_are_kept(project: TemporaryProject) -> None:
    one, two = po(project, "b.po", Open_it="Ábrelo"), po(project, "a.po", It_has_12="Tiene 13")
    base = project.root / "known.txt"
    assert write_baseline(base, project.root, checked(one, two), IDS) == 3
    before = base.read_bytes()
    only = CheckOptions(select=("end_stop",))
    assert read_baseline(base, project.root).hide(checked(two, options=only), only.ids()).gone == ()
    write_baseline(base, project.root, checked(two, options=only), only.ids())
    assert base.read_bytes() == before
    one.unlink()
    report = read_baseline(base, project.root).hide(checked(two), IDS)
    assert [line.split(" ", 1)[1] for line in report.gone] == ["end_stop b.po"]
    assert write_baseline(base, project.root, checked(two), IDS) == 2


@pytest.mark.parametrize(
    "text", ["", "hello\n", '{"version": 1}\n', "\x00\n", "# workflow check --baseline, version 2\n"]
)
def test_another_file_is_refused_and_kept(project: TemporaryProject, text: str) -> None:
    base = project.write("other.txt", text)
    with pytest.raises(BadInput, match="is not a baseline"):
        read_baseline(base, project.root)
    with pytest.raises(BadInput):
        write_baseline(base, project.root, CheckReport(), IDS)
    assert base.read_text() == text


@pytest.mark.parametrize(
    "line", ["3f2a91c0", "end_stop a.po", "3F2A91C0 end_stop a.po", "3f2a91c0 end_stop", "<<<<<<< HEAD"]
)
def test_a_line_that_is_none_is_named(project: TemporaryProject, line: str) -> None:
    base = project.write("b.txt", f"# workflow check --baseline, version 1\n\n# a note\n{line}\n")
    with pytest.raises(BadInput, match=r"b\.txt:4: "):
        read_baseline(base, project.root)


def test_bytes_that_are_no_text_are_refused(project: TemporaryProject) -> None:
    with pytest.raises(WorkflowError):
        read_baseline(project.write("b.txt", b"\xff\xfe\x00"), project.root)
    with pytest.raises(WorkflowError):
        read_baseline(project.root / "none.txt", project.root)
