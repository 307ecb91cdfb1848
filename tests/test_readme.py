"""What the README and the pages for users print was run: here, in a temporary copy of the sample, with a private home."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.omegat import from_omegat
from tests.sample import ROOT, commands_environment, copy_of_the_sample, run_block

README = ROOT / "README.md"
PAGES = [
    README,
    *(ROOT / "docs" / f"{name}.md" for name in ("translators", "editors", "publishers", "publishing", "catalogs")),
]
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

INSTALL = "python3 -m venv .uv && .uv/bin/pip install -q uv && "
FRONT_DOOR = {f"{INSTALL}.uv/bin/uv run workflow run", f"{INSTALL}.uv/bin/uv run --group dev pytest"}
"""The two installation commands download an environment: `.ci/run` runs them, in a clean clone."""

OF_THEIR_OWN = "Git"
"""The section of docs/catalogs.md whose steps need a repository of their own: `tests/test_git.py` takes them."""


def blocks(page: Path, section: str = "") -> list[str]:
    """The fenced blocks marked ``sh``, in order; with ``section`` those below this heading only."""
    text = page.read_text(encoding="utf-8")
    if section:
        text = text.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_front_door_is_as_promised() -> None:
    assert {block.strip() for block in blocks(README)} >= FRONT_DOOR


def play_omegat(project: Path) -> None:
    """What a translator does between two blocks of docs/catalogs.md."""
    for file in project.glob("source/*.po"):
        (project / "target" / file.name).write_bytes(
            from_omegat(file.read_bytes(), {"An editor has read the whole page.": "…"})
        )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_runs(page: Path, tmp_path: Path) -> None:
    copy = copy_of_the_sample(tmp_path / "copy")
    environment = commands_environment(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=copy, env=environment, check=True, timeout=60)

    skipped = FRONT_DOOR | {block.strip() for block in blocks(page, OF_THEIR_OWN)}
    commands = [block for block in blocks(page) if block.strip() not in skipped]
    assert commands
    for block in commands:
        run_block(block, copy, environment)
        play_omegat(copy / "omegat")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual hosts make them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


def test_the_picture_is_small() -> None:
    pictures = list((ROOT / "docs" / "images").iterdir())
    assert pictures
    assert all(picture.stat().st_size < 200_000 for picture in pictures)
