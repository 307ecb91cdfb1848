"""Law 5: ``draft`` killed at any step of any write leaves every file old or new."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.drafting.conftest import ProjectOf
from workflow import catalogs
from workflow.config import Project
from workflow.drafting import draft

# Runs in a process of its own, which kills itself before the n-th call that changes the file system.
_SCRIPT = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv[2])
def fatal(name):
    original = getattr(os, name)
    def call(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*arguments, **named)
    setattr(os, name, call)
for name in ("open", "fchmod", "fsync", "replace", "rename", "mkdir", "write"):
    fatal(name)
from workflow.config import load
from workflow.drafting import draft
import workflow.drafting.projects as projects
projects.CHUNK = 1
draft(load(Path(sys.argv[1])))
"""


def test_killed_at_every_step(project_of: ProjectOf) -> None:
    documents = {"a.md": "The **house** is big.\n", "b.md": "The door is open.\n"}
    whole = project_of(documents, name="whole")
    old = contents(whole)
    draft(whole)
    new = contents(whole)
    project = project_of(documents, name="killed")
    assert contents(project) == old
    steps = 0
    while True:
        steps += 1
        for path, data in zip(sorted(project.locales.rglob("*.po")), old, strict=True):
            path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, project.root, str(steps)],
            capture_output=True,
            timeout=60,
            cwd=Path(__file__).parents[2],
            check=False,
        )
        assert all(one in pair for one, pair in zip(contents(project), zip(old, new, strict=True), strict=True))
        for path in project.locales.rglob("*.po"):
            catalogs.read(path)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        assert steps < 60
    assert steps > 8
    assert contents(project) == new


def contents(project: Project) -> list[bytes]:
    return [path.read_bytes() for path in sorted(project.locales.rglob("*.po"))]
