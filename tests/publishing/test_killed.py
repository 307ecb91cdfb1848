"""Kill -9 at every step that touches the disk: editions are old or new, never incomplete, and the next run recovers (invariant 5)."""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.project import CONFIG, Small, small
from workflow.publishing import atomic_swap, publish

_WRITES = frozenset(
    {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
)


def publish_and_die(river: Small, step: int, *, from_swap: bool) -> bool:
    """Publish in a child that kills itself right before its n-th change to the disk; False where it came to its end.

    ``from_swap``: count from the first rename of a published folder.
    """
    child = os.fork()
    if child == 0:
        seen, counts, folder = 0, not from_swap, str(river.root / "editions" / "html")

        def hook(event: str, args: tuple[Any, ...]) -> None:
            nonlocal seen, counts
            counts = counts or (event == "os.rename" and str(args[0]) == folder)
            if not counts:
                return
            opened = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if event in _WRITES or (opened and str(river.root) in str(args[0])):
                seen += 1
                if seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            project = river.project
            sys.addaudithook(hook)
            publish(project)
            os._exit(0)
        except BaseException:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def whole(river: Small, *known: dict[str, bytes]) -> bool:
    """Whether each output is one of those that are known, from its first file to its last."""
    now = river.tree()

    def part(tree: dict[str, bytes], name: str) -> dict[str, bytes]:
        return {path: data for path, data in tree.items() if path.split("/")[0] == name}

    return all(
        part(now, name) in [part(tree, name) for tree in known]
        for name in ("html", "source", "record", "manifest.json")
    )


@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_killed_at_every_step(tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if way == "two renames":
        monkeypatch.setattr(atomic_swap, "exchange", lambda one, other: False)
    river = small(tmp_path / "project", CONFIG.replace("[es, ar]", "[es]"))
    publish(river.project)
    old = river.tree()
    shutil.copytree(river.root / "editions", tmp_path / "old", symlinks=True)
    river.translate("es", "index.md", {"It is slow.": "Es lento."})
    publish(river.project)
    new = river.tree()
    assert old["html/es/index.html"] != new["html/es/index.html"]
    steps = 0
    while True:
        shutil.rmtree(river.root / "editions")
        shutil.copytree(tmp_path / "old", river.root / "editions", symlinks=True)
        steps += 1
        killed = publish_and_die(river, steps, from_swap=way != "exchange")  # until then, both ways are the same
        if way == "exchange":
            assert whole(river, old, new), steps
        # What the next run does before anything else.
        with atomic_swap.staging(river.root / "editions", ("html", "source", "record")):
            assert whole(river, old, new), steps
        assert {path.name for path in (river.root / "editions").iterdir()} == {
            "html",
            "source",
            "record",
            "manifest.json",
            ".lock",
        }
        if not killed:
            break
    assert river.tree() == new
    # Every file is written, and the outputs and the record are put in place: far fewer steps would mean that the hook saw nothing.
    assert steps > (len(new) if way == "exchange" else 3)
