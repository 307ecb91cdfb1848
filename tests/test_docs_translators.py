"""The reviewer's hour of docs/translators.md, block by block, in a copy of the sample with drafts by the included package."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.sample import ROOT, commands_environment, copy_of_the_sample, run_block
from workflow import catalogs
from workflow.catalogs.approvals import Review, approvals_of
from workflow.catalogs.hashes import short_key
from workflow.catalogs.provenance import ignored, refusals_of
from workflow.catalogs.states import state
from workflow.model import Entry, State

PAGE = (ROOT / "docs" / "translators.md").read_text(encoding="utf-8")
HOUR = PAGE.partition("\n## A reviewer's hour\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```sh\n(.*?)^```$|((?:^    [^\n]*\n|^\n(?=    ))+)", HOUR, re.MULTILINE | re.DOTALL)
"""Commands, or what a command before prints."""


def labels(text: str) -> set[str]:
    """The words at the beginnings of lines that name a fact, and the commands that are offered."""
    lines = text.splitlines()
    facts = {match[1] for line in lines if (match := re.match(r"([a-z]+(?: by)?) {2,}\S", line))}
    return facts | {" ".join(line.split()[:2]) for line in lines if line.startswith("workflow ")}


def test_the_reviewers_hour(tmp_path: Path) -> None:
    copy = copy_of_the_sample(tmp_path / "copy")
    environment = commands_environment(tmp_path) | {"COLUMNS": "80"}
    run_block("git init -q", copy, environment)

    def entry(address: str) -> Entry:
        document, _, key = address.removeprefix("es:").partition("#")
        found = catalogs.read(copy / "locales" / "es" / "LC_MESSAGES" / f"{document}.po")
        return next(one for one in found.live if short_key(one) == key)

    def signed(address: str) -> list[tuple[str, Review]]:
        return [(one.name, one.review) for one in approvals_of(entry(address))]

    edited, title = "es:news/amnesty#bca7ca22", "es:guide#eb56f9d4"
    approved, refused = "es:guide#d8f219d3", "es:guide#40c5a93a"
    after: dict[str, Callable[[], bool]] = {
        f"workflow refuse {refused}": lambda: (
            state(entry(edited)) is State.TRANSLATED
            and signed(title) == signed(approved) == [("Ana", Review.BILINGUAL)]
            and state(entry(refused)) is State.UNTRANSLATED
            and bool(refusals_of(entry(refused)))
        ),
        "--severity note": lambda: "[lost_brackets]" in said,
        "workflow ignore": lambda: (
            [(one.check, one.by) for one in ignored(entry(edited))] == [("lost_brackets", "Ana")]
        ),
        "--as": lambda: signed(approved) == [("Ana", Review.BILINGUAL), ("Ben", Review.TARGET)],
        "workflow undo": lambda: state(entry(refused)) is State.UNTRANSLATED,
    }
    said = ""
    for commands, shown in BLOCKS:
        if not commands:
            if "workflow queue" not in shown:  # a command that needs jq
                assert labels(shown.replace("\n    ", "\n").removeprefix("    ")) - {"finding"} <= labels(said) | {
                    "workflow ignore"
                }
            continue
        said = run_block(commands, copy, environment)
        if "--next" in commands:
            assert all(len(line) <= 80 for line in said.splitlines()), said
        for command in [name for name in after if name in commands]:
            assert after.pop(command)(), commands
    assert not after, "every decision of the page was looked at"
    assert "Review Spanish drafts" in run_block("git log --oneline", copy, environment)
