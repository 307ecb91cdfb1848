"""Links that lead out of a project: nothing outside is overwritten, emptied or read, and the error names the link."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import CONFIG, TemporaryProject
from workflow.boundary import link_out, real_path
from workflow.errors import FileProblem
from workflow.files import copy, create, remove, rewrite, sweep, write_bytes
from workflow.locks import lock_path, locked

PRECIOUS = "# something else entirely\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "workflow.yaml").write_text(CONFIG)
    (tmp_path / "elsewhere").mkdir()
    return folder


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


# The rule


def test_a_path_without_links_is_inside(root: Path) -> None:
    assert real_path(root / "a" / "b") == str(root / "a" / "b")
    assert link_out(root / "a") is None


def test_a_link_out_is_named(root: Path, tmp_path: Path) -> None:
    (root / "a").symlink_to(tmp_path / "elsewhere")
    assert link_out(root / "a" / "b.po") == str(root / "a")
    with pytest.raises(
        FileProblem, match=r"a/b\.po: .*/project/a is a link to .*/elsewhere, outside the project\. Rem"
    ):
        real_path(root / "a" / "b.po")
    with pytest.raises(FileProblem, match=r"project/a: is a link to .*/elsewhere, outside"):
        real_path(root / "a")


def test_a_link_inside_is_followed(root: Path) -> None:
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    assert real_path(root / "link" / "x") == str(root / "real" / "x")
    assert write_bytes(root / "link" / "x", b"1")
    assert (root / "real" / "x").read_bytes() == b"1"


def test_links_over_links(root: Path, tmp_path: Path) -> None:
    (root / "one").symlink_to("two")
    (root / "two").symlink_to(tmp_path / "elsewhere" / "three")
    (tmp_path / "elsewhere" / "three").symlink_to(root / "back")
    assert link_out(root / "one") is None  # in the end it is inside
    (tmp_path / "elsewhere" / "three").unlink()
    assert link_out(root / "one") == str(root / "one")


def test_a_project_reached_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "short").symlink_to(root)
    assert real_path(tmp_path / "short" / "a") == str(root / "a")
    (root / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileProblem):
        real_path(tmp_path / "short" / "out" / "a")


def test_a_project_elsewhere_is_outside_all_the_same(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "workflow.yaml").write_text(CONFIG)
    (root / "editions").symlink_to(tmp_path / "elsewhere")
    assert link_out(root / "editions" / "html") == str(root / "editions")


def test_a_project_in_a_project(root: Path) -> None:
    inner = root / "examples" / "inner"
    inner.mkdir(parents=True)
    (inner / "workflow.yaml").write_text(CONFIG)
    (inner / "out").symlink_to(root / "source")
    assert link_out(inner / "a") is None
    assert link_out(inner / "out" / "a") == str(inner / "out")


def test_a_name_that_begins_like_the_project_is_outside(root: Path, tmp_path: Path) -> None:
    (tmp_path / "project-2").mkdir()
    (root / "a").symlink_to(tmp_path / "project-2")
    assert link_out(root / "a") == str(root / "a")


def test_a_folder_that_becomes_a_project(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "source").symlink_to(tmp_path)
    assert link_out(tmp_path / "new" / "source" / "index.md") is None
    assert link_out(tmp_path / "new" / "source" / "index.md", tmp_path / "new") == str(tmp_path / "new" / "source")


def test_outside_of_projects_links_are_free(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    assert real_path(tmp_path / "a") == str(tmp_path / "b")


def test_a_circle_of_links_does_not_lead_out(root: Path) -> None:
    (root / "a").symlink_to("b")
    (root / "b").symlink_to("a")
    assert link_out(root / "a") is None


@pytest.mark.parametrize(
    "write",
    [
        lambda path: write_bytes(path, b"new"),
        lambda path: create(path, b"new"),
        lambda path: rewrite(path, lambda old: old + b"new"),
        lambda path: copy(path.parent / "workflow.yaml", path),
    ],
    ids=["write_bytes", "create", "rewrite", "copy"],
)
@pytest.mark.parametrize("dangling", [False, True], ids=["to a file", "to nothing"])
def test_no_function_writes_through(
    root: Path, tmp_path: Path, write: Callable[[Path], object], dangling: bool
) -> None:
    victim = tmp_path / "elsewhere" / "victim"
    if not dangling:
        victim.write_text(PRECIOUS)
    (root / "a").symlink_to(victim)
    before = tree(tmp_path / "elsewhere")
    with pytest.raises(FileProblem):
        write(root / "a")
    assert tree(tmp_path / "elsewhere") == before


def test_nothing_is_removed_through_a_link(root: Path, tmp_path: Path) -> None:
    victim = tmp_path / "elsewhere" / ".victim.new"
    victim.write_text(PRECIOUS)
    os.utime(victim, (0, 0))
    (root / "locales").symlink_to(victim.parent)
    sweep(root / "locales")
    with pytest.raises(FileProblem, match="outside the project"):
        remove(root / "locales" / victim.name)
    (root / "a").symlink_to(victim)
    assert remove(root / "a")  # the link itself
    assert victim.read_text() == PRECIOUS


# The whole program


def start(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG.replace("[es, uk]", "[es]"))
    project.write("source/guide.md", "# Opening hours\n\nThe door is shut.\n")


FILES = [
    ("locales/templates/guide.pot", "extract"),
    ("locales/es/LC_MESSAGES/guide.po", "extract"),
    (".workflow/extraction.json", "extract"),
    (".workflow/reuse/es", "extract"),
    (".workflow/checks/en-es.json", "check"),
    ("memory/old.po", "memory import old.po"),
    ("exchange/es.po", "catalogs join"),
    ("glossary.csv", "glossary add door puerta -l es"),
    ("workflow.yaml", "languages add uk"),
    (".gitattributes", "init --git"),
    (".workflow/memory.db", "memory stats"),
    (".workflow/memory.db-wal", "memory stats"),
]


@pytest.mark.parametrize("content", [PRECIOUS, "", None], ids=["full", "empty", "missing"])
@pytest.mark.parametrize(("place", "command"), FILES, ids=[place for place, _ in FILES])
def test_a_file_elsewhere_is_not_overwritten(
    project: TemporaryProject, tmp_path_factory: pytest.TempPathFactory, place: str, command: str, content: str | None
) -> None:
    start(project)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    if command in ("catalogs join",):
        project.good("extract")
    project.write(
        "old.po",
        'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n',
    )
    if command == "init --git":
        import subprocess

        subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    if place == "workflow.yaml":
        if content is None:
            return
        content = project.read("workflow.yaml")
    if content is not None:
        (elsewhere / "victim").write_text(content)
    path = project.root / place
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere / "victim")
    before = tree(elsewhere)
    result = project.run(*command.split())
    assert tree(elsewhere) == before
    assert result.code == 2, (result.out, result.err)
    assert f"is a link to {elsewhere / 'victim'}, outside the project" in result.err
    assert "Traceback" not in result.err


FOLDERS = [
    ("source", "extract"),
    ("source", "publish"),
    ("locales", "extract"),
    ("locales/templates", "extract"),
    ("locales/es", "extract"),
    ("locales/es/LC_MESSAGES", "extract"),
    (".workflow", "extract"),
    (".workflow/reuse", "extract"),
    (".workflow", "memory stats"),
    ("memory", "memory import old.po"),
    ("editions", "publish"),
    ("editions/html", "publish"),
    ("editions/source", "publish"),
    ("exchange", "catalogs join"),
]


@pytest.mark.parametrize(("place", "command"), FOLDERS, ids=[f"{place}, {command}" for place, command in FOLDERS])
def test_a_folder_elsewhere_is_not_changed(
    project: TemporaryProject, tmp_path_factory: pytest.TempPathFactory, place: str, command: str
) -> None:
    start(project)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    project.write(
        "old.po",
        'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n',
    )
    if command in ("catalogs join", "publish"):
        project.good("extract")
    for name in ("index.md", "guide.po", "guide.pot", "html/index.html", "es/guide.po", "locks/x.lock", "x.holder"):
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / name).write_text(PRECIOUS)
    path = project.root / place
    if path.exists():
        path.rename(elsewhere / "was")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere)
    before = tree(elsewhere)
    result = project.run(*command.split())
    assert tree(elsewhere) == before
    assert result.code == 2, (result.out, result.err)
    assert f"is a link to {elsewhere}" in result.err
    assert "Traceback" not in result.err


def test_init_writes_nothing_elsewhere(project: TemporaryProject, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    command = ("init", "--title", "A test", "--source-language", "en", "-l", "es")
    for place in ("source", ".gitignore", "workflow.yaml"):
        link = project.root / place
        link.symlink_to(elsewhere / "new" if place != "source" else elsewhere)
        assert "outside the project" in project.run(*command).line()
        assert tree(elsewhere) == {}
        assert [path.name for path in project.root.iterdir()] == [place]
        link.unlink()


def test_a_glossary_elsewhere_is_refused(project: TemporaryProject) -> None:
    start(project)
    project.write("workflow.yaml", project.read("workflow.yaml") + "glossary: [../x.csv]\n")
    assert "workflow.yaml:4: glossary: a file's path must be relative to workflow.yaml" in project.run("status").line()


def test_a_project_through_a_link_works_as_ever(
    project: TemporaryProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    start(project)
    short = tmp_path_factory.mktemp("links") / "short"
    short.symlink_to(project.root)
    linked = TemporaryProject(short)
    linked.good("extract")
    linked.good("publish")
    linked.good("-C", str(short), "catalogs", "join")
    assert (project.root / "exchange" / "es.po").is_file()


def test_no_lock_is_taken_elsewhere(root: Path, tmp_path: Path) -> None:
    (root / "locales").mkdir()
    path = root / "locales" / "guide.po"
    inside = lock_path(path)
    assert inside.is_relative_to(root / ".workflow")
    inside.parent.mkdir(parents=True)
    for link in (inside, inside.with_suffix(".holder")):
        (tmp_path / "elsewhere" / "victim").write_text(PRECIOUS)
        link.symlink_to(tmp_path / "elsewhere" / "victim")
        assert not lock_path(path).is_relative_to(root)
        with locked(path):
            pass
        assert tree(tmp_path / "elsewhere") == {"victim": PRECIOUS}
        link.unlink()
    assert lock_path(path) == inside
