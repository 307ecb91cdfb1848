"""docs/continuous-integration.md: its files are valid by the schemas of their programs, its commands run, its hooks stop what is broken."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sample import ROOT, commands_environment, copy_of_the_sample, run_block, tried
from workflow import catalogs
from workflow.cli import main as program

PAGE = (ROOT / "docs" / "continuous-integration.md").read_text(encoding="utf-8")
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
FILES = {match[1]: match[2] for match in re.finditer(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)}
"""The YAML files of the page, by the path in their first line."""
SCHEMAS = {
    ".github": "vendor.github-workflows",
    ".forgejo": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    ".woodpecker": "vendor.woodpecker-ci",
}
PO, OTHER = "locales/ja/LC_MESSAGES/news/amnesty.po", "locales/ar/LC_MESSAGES/news/amnesty.po"


@pytest.fixture
def sample(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A copy of the sample in git, and the environment of its commands."""
    copy = copy_of_the_sample(tmp_path / "copy")
    shutil.rmtree(copy / "locales" / "uk")
    settings = copy / "workflow.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"uk, |^  uk: .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    environment = commands_environment(tmp_path)
    scripts = Path(sys.executable).parent
    environment |= {
        "PATH": f"{tmp_path / 'bin'}:{scripts}:{environment['PATH']}",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
    }
    (tmp_path / "gitconfig").write_text(
        '[user]\nname = Ana\nemail = ana@example.org\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n'
    )
    run_block("git init -q && git add -A && git commit -qm Start", copy, environment)
    return copy, environment


def broken(project: Path, name: str) -> None:
    """Put a number into a translation that its source does not have."""
    catalog = catalogs.read(project / name)
    found = next(entry for entry in catalog.live if entry.text and not entry.fuzzy)
    changed = replace(found, msgstr=(f"{found.text} 77",))
    entries = tuple(changed if entry.key == found.key else entry for entry in catalog.entries)
    catalogs.write(replace(catalog, entries=entries), project / name)


def commands(content: Any) -> list[str]:
    """The commands of a file for a build server, without those that fetch and install."""
    if isinstance(content, list):
        return [command for item in content for command in commands(item)]
    if not isinstance(content, dict):
        return []
    own = [content["run"]] if "run" in content else [*content.get("script", ()), *content.get("commands", ())]
    nested = [command for value in content.values() for command in commands(value)]
    return [command for command in [*own, *nested] if not re.match(r"git clone|pip install", command)]


@pytest.mark.parametrize("name", [name for name in FILES if name != ".pre-commit-config.yaml"])
def test_files_are_valid_by_the_schema_of_their_host(name: str, tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text(FILES[name], encoding="utf-8")
    schema = next(schema for begin, schema in SCHEMAS.items() if name.startswith(begin))
    for good in (True, False):
        done = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--no-cache", "--builtin-schema", schema, str(path)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert (done.returncode == 0) is good, done.stdout
        path.write_text(FILES[name].replace("steps:", "stepz:").replace("script:", "skript:"), encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FILES if name != ".pre-commit-config.yaml"])
def test_jobs_pass_and_fail_with_the_translations(name: str, sample: tuple[Path, dict[str, str]]) -> None:
    copy, environment = sample
    lines = commands(yaml.safe_load(FILES[name]))
    assert all("workflow " in line for line in lines) and lines
    for line in lines:
        run_block(line, copy, environment)
    broken(copy, PO)
    done = tried(lines[-1], copy, environment)
    assert done.returncode == (0 if "test $?" in lines[-1] else 1), done.stderr
    report = re.search(r"> (\S+)", lines[-1])
    said = (copy / report[1]).read_text(encoding="utf-8") if report else done.stdout
    assert PO in said and "77" in said
    if "sarif" in lines[-1]:
        assert f"sarif_file: {report[1]}" in FILES[name] if report else False
        assert [one["level"] for one in json.loads(said)["runs"][0]["results"]].count("error") >= 1
    elif "gitlab" in lines[-1]:
        assert f"codequality: {report[1]}" in FILES[name] if report else False
        assert "major" in {one["severity"] for one in json.loads(said)}
    elif "github" in lines[-1]:
        assert re.search(rf"^::error file={re.escape(PO)},line=\d+,title=\w+::", said, re.MULTILINE)


def test_the_junit_report_of_the_page(sample: tuple[Path, dict[str, str]]) -> None:
    copy, environment = sample
    [line] = re.findall(r"`(workflow check --format junit > (?:\S+))`", PAGE)
    run_block(line, copy, environment)
    assert "<testsuites" in (copy / "report.xml").read_text(encoding="utf-8")


# pre-commit


def test_the_manifest_is_valid_and_names_this_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)], capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stdout
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    hooks = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert {hook["entry"].split()[0] for hook in hooks} == {"workflow"} == set(scripts)
    assert all(hook["language"] == "python" for hook in hooks)
    assert callable(program)


def configured(copy: Path, environment: dict[str, str]) -> None:
    """Use the page's configuration, with a repository of hooks that holds the real manifest."""
    hooks = copy.parent / "hooks"
    hooks.mkdir()
    (hooks / MANIFEST.name).write_bytes(MANIFEST.read_bytes())
    run_block("git init -q && git add -A && git commit -qm Hooks && git tag v0.1.0", hooks, environment)
    text = FILES[".pre-commit-config.yaml"].replace("https://example.org/workflow.git", str(hooks))
    (copy / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    run_block("pre-commit validate-config && git add -A && pre-commit install", copy, environment)
    run_block("git commit -qm Hooks", copy, environment)


def test_a_commit_with_an_error_is_stopped(sample: tuple[Path, dict[str, str]]) -> None:
    copy, environment = sample
    configured(copy, environment)
    broken(copy, PO)
    broken(copy, OTHER)
    refused = tried(f"git add {PO} && git commit -m Numbers", copy, environment)
    said = refused.stdout + refused.stderr
    assert refused.returncode == 1 and "workflow check" in said and "Failed" in said
    assert PO in said and OTHER not in said, "only what is committed is checked"
    assert re.search(r"extract --check\.+Passed", said)
    run_block(f"git checkout -q HEAD -- {PO}", copy, environment)
    with (copy / PO).open("a", encoding="utf-8") as file:
        file.write("\n# a note\n")
    run_block(f"git commit -qm Note {PO}", copy, environment)


def test_a_document_is_committed_with_its_catalogs(sample: tuple[Path, dict[str, str]]) -> None:
    copy, environment = sample
    configured(copy, environment)
    with (copy / "source" / "guide.md").open("a", encoding="utf-8") as file:
        file.write("\nA new paragraph.\n")
    refused = tried("git commit -aqm Text", copy, environment)
    assert refused.returncode == 1 and "extract --check" in refused.stdout + refused.stderr
    run_block("workflow extract && git commit -aqm Text", copy, environment)


# Weblate


def test_a_push_with_an_error_is_refused(sample: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    copy, environment = sample
    [hook] = re.findall(r"^```bash\n(.*?# hooks/pre-receive.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    run_block(
        f"git clone -q --bare {copy} server.git && git -C {copy} remote add server {tmp_path}/server.git",
        tmp_path,
        environment,
    )
    path = tmp_path / "server.git" / "hooks" / "pre-receive"
    path.write_text(hook, encoding="utf-8")
    path.chmod(0o755)
    broken(copy, PO)
    run_block("git commit -qam Numbers", copy, environment)
    refused = tried("git push server main", copy, environment)
    assert refused.returncode == 1 and "pre-receive hook declined" in refused.stderr and PO in refused.stderr
    run_block("git push -q server main:draft && git push -q server :draft", copy, environment)
    run_block("git revert --no-edit HEAD && git push -q server main", copy, environment)
