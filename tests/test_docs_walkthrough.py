"""docs/walkthrough.md, step by step, in a copy of the sample: an edited sentence leads to one re-drafted sentence."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from workflow import catalogs
from workflow.catalogs.provenance import draft_of, previous_text
from workflow.catalogs.states import Need, need

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
OLD = "La biblioteca abre a las nueve. Está en la casa vieja. Traiga una tarjeta."


def test_one_sentence_is_drafted_again(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "workflow.yaml", copy)
    program = tmp_path / "bin" / "workflow"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m workflow "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = os.environ | {"HOME": str(tmp_path), "PATH": f"{program.parent}:{os.environ['PATH']}"}
    po = copy / "locales" / "es" / "LC_MESSAGES" / "news" / "hours.po"
    seen = []
    for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        command = ["bash", "-e", "-c", block]
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, (block, done.stdout, done.stderr)
        seen.append(po.read_bytes())
    translated, stale, drafted, discarded = (catalogs.parse(data).live[0] for data in seen)
    assert translated.text == OLD and not translated.fuzzy
    assert need(stale) is Need.STALE and stale.text == OLD
    made = draft_of(drafted)
    assert made is not None and ("repaired", "1/3") in made.extra
    assert drafted.text.endswith(" Está en la casa vieja. Traiga una tarjeta.")
    assert not drafted.text.startswith("La biblioteca abre a las nueve.")
    assert previous_text(drafted) == (OLD,) and drafted.previous_msgid is not None
    assert seen[3] == seen[1] and discarded.text == OLD
