"""docs/publishing.md: its files are valid by the schemas of their hosts, and their commands publish a clone of a project."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.publishing.project import CONFIG, small
from tests.sample import ROOT, commands_environment, run_block
from tests.test_docs_continuous_integration import SCHEMAS, commands

PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
FILES = {
    match[1]: match[2] for match in re.finditer(r"^```yaml\n# (\.\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
}
"""The YAML files of the page, by the path in their first line."""


def section(title: str, syntax: str) -> str:
    """The first block of a section."""
    return PAGE.partition(f"\n## {title}\n")[2].partition(f"```{syntax}\n")[2].partition("```")[0]


@pytest.fixture
def project(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A project in git with a bare clone beside it, and the environment of commands."""
    made = small(tmp_path / "project", CONFIG + "site_url: https://news.example.org/\n")
    made.write(".gitignore", ".workflow/\neditions/\n")
    environment = commands_environment(tmp_path)
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    environment["GIT_CONFIG_GLOBAL"] = str(tmp_path / "gitconfig")
    (tmp_path / "gitconfig").write_text("[user]\nname = Ana\nemail = ana@example.org\n[init]\ndefaultBranch = main\n")
    run_block(
        "workflow extract && git init -q && git add -A && git commit -qm Start && git clone -q --bare . ../bare.git",
        made.root,
        environment,
    )
    return made.root, environment


def test_the_page_has_three_files() -> None:
    assert [name.split("/")[0] for name in FILES] == [".github", ".gitlab-ci.yml", ".forgejo"]


@pytest.mark.parametrize("name", FILES)
def test_files_are_valid_by_the_schema_of_their_host(name: str, tmp_path: Path) -> None:
    (tmp_path / "file.yml").write_text(FILES[name], encoding="utf-8")
    schema = next(schema for begin, schema in SCHEMAS.items() if name.startswith(begin))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(tmp_path / "file.yml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_commands_publish_a_clone(project: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    _, environment = project
    given = {name: commands(yaml.safe_load(text)) for name, text in FILES.items()}
    for name in list(FILES)[:2]:
        assert given[name][:3] == ["workflow extract --check", "workflow publish --strict", "workflow publish --verify"]
    build, deploy = given[".forgejo/workflows/publish.yml"]
    assert build == " && ".join(given[".gitlab-ci.yml"][:3])
    environment |= {"GITHUB_SERVER_URL": "https://host", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "main"}
    copy = tmp_path / "copy"
    bare = f"file://{tmp_path / 'bare.git'}"
    run_block(f"git clone -q {bare} copy", tmp_path, environment)
    run_block(build, copy, environment)
    run_block("\n".join(given[".gitlab-ci.yml"][3:]), copy, environment)
    assert (copy / "public/es/guide.html").is_file()
    deploy = deploy.replace('"https://token:$PAGES_TOKEN@$address"', bare)
    for _ in range(2):  # the second time, nothing has changed
        run_block(deploy, copy, environment)
        shutil.rmtree(Path(environment["HOME"]) / "pages")
    log = subprocess.run(
        ["git", "log", "--oneline", "pages"], cwd=tmp_path / "bare.git", capture_output=True, check=True
    )
    listed = ["git", "ls-tree", "-r", "--name-only", "pages"]
    names = subprocess.run(listed, cwd=tmp_path / "bare.git", capture_output=True, text=True, check=True).stdout.split()
    assert len(log.stdout.splitlines()) == 1
    html = copy / "editions/html"
    assert sorted(names) == sorted(path.relative_to(html).as_posix() for path in html.rglob("*") if path.is_file())


@pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")
def test_rsync_keeps_what_has_not_changed(project: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    root, environment = project
    server = tmp_path / "server"
    (server / "releases").mkdir(parents=True)
    block = section("A server of your own: rsync", "bash")
    block = block.replace("$(date -u +%Y%m%dT%H%M%SZ)", "$RELEASE").replace("web@news.example.org:", "")
    block = block.replace("ssh web@news.example.org ", "sh -c ").replace("/srv/news", str(server))
    for release in ("one", "two"):
        run_block(f"workflow publish\n{block}", root, {**environment, "RELEASE": release})
        assert (server / "current").readlink() == Path(f"releases/{release}")
        (root / "source/guide.md").write_text("# Another guide\n", encoding="utf-8")
    one, two = (server / "releases" / release / "en" for release in ("one", "two"))
    assert (one / "404.html").stat().st_ino == (two / "404.html").stat().st_ino
    assert (one / "guide.html").read_bytes() != (two / "guide.html").read_bytes()
