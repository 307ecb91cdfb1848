"""Files that translate-toolkit wrote: a change looks as translate-toolkit itself writes it.

It is Debian's, a program of its own that is called; version 3.8 has the rules of its own that many Weblate files still show.
"""

import json
import random
import subprocess
from dataclasses import replace

import pytest

from tests.shared import SHARED, needs_shared
from workflow.catalogs import parse, serialise
from workflow.catalogs.layout import FileLayout
from workflow.catalogs.wrap.file_style import style_of
from workflow.catalogs.wrap.gettext import WrapRules

FILES = sorted((SHARED / "realworld" / "po").rglob("*.po"))[::9]
WORDS = "Palabras nuevas - con guiones, barras/y más, bien-conocidas, de «cien» metros, sys.last_traceback. " * 3

# Reads {"width", "files": [[path, msgid or null, text], …]} and prints what it makes of each file.
PROGRAM = """
import json, sys
from translate.storage import pypo
asked = json.load(sys.stdin)
wrapper = pypo.PoWrapper(asked["width"])
out = []
for data, msgid, text in asked["files"]:
    store = pypo.pofile.parsestring(data.encode())
    store.wrapper = wrapper
    for unit in store.units:
        unit.wrapper = wrapper
        if msgid is None and not unit.isheader() and not unit.isobsolete():
            unit.source, unit.target = str(unit.source), str(unit.target)
        elif msgid is not None and str(unit.source) == msgid and not unit.isheader():
            unit.target = text
    out.append(bytes(store).decode())
json.dump(out, sys.stdout)
"""


def _has_toolkit() -> bool:
    try:
        done = subprocess.run(
            ["/usr/bin/python3", "-c", "import translate.storage.pypo"], capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def pypo(width: int, files: list[tuple[str, str | None, str]]) -> list[str]:
    asked = json.dumps({"width": width, "files": files}).encode()
    done = subprocess.run(
        ["/usr/bin/python3", "-c", PROGRAM], input=asked, capture_output=True, check=True, timeout=120
    )
    made = json.loads(done.stdout)
    assert isinstance(made, list)
    return made


@pytest.mark.shared
@needs_shared
@pytest.mark.skipif(not _has_toolkit(), reason="translate-toolkit is not installed (apt-get install translate-toolkit)")
@pytest.mark.parametrize("width", [77, 60, -1])
def test_a_change_looks_as_translate_toolkit_writes_it(width: int) -> None:
    written = pypo(width, [(path.read_text("utf-8"), None, "") for path in FILES])
    # Whether a line feed ends a line where nothing is wrapped shows only in texts that have one: gettext's way is taken then.
    words = WORDS + ("\nOtra línea." if width > 0 else "")
    asked: list[tuple[str, str | None, str]] = []
    ours: list[str] = []
    for path, text in zip(FILES, written, strict=True):
        catalog = parse(text.encode(), path)
        assert serialise(catalog).decode() == text
        simple = [n for n, entry in enumerate(catalog.entries) if not entry.obsolete and entry.msgid_plural is None]
        # A file may hold nothing that breaks otherwise than by gettext's rules: there is nothing to follow then.
        assert isinstance(catalog.layout, FileLayout)
        if style_of(catalog.layout).strings.rules is not WrapRules.PYPO and width > 0:
            continue
        for number in random.Random(path.name).sample(simple, min(2, len(simple))):
            entry = catalog.entries[number]
            changed = replace(entry, msgstr=(words,))
            entries = (*catalog.entries[:number], changed, *catalog.entries[number + 1 :])
            ours.append(serialise(replace(catalog, entries=entries)).decode())
            asked.append((text, entry.msgid, words))
    assert len(asked) >= 12
    for (_, msgid, _), mine, theirs in zip(asked, ours, pypo(width, asked), strict=True):
        assert mine == theirs, msgid
