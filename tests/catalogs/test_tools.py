"""States and provenance survive other tools: each rewrites a file with every state, which is read again.

The tools are the real ones, run as programs: gettext's, Poedit's window, polib, translate-toolkit (which Weblate writes PO files
with). Where one of them loses something, it stands in its row: those losses are told in docs/catalogs.md.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import polib
import pytest

from tests.catalogs.examples import HEADER
from tests.catalogs.test_states import DRAFT, DRAFTED, EMPTY, ROWS, STALE, TRANSLATED
from tests.gettext import accepts, msgcat, msgmerge, needs_gettext
from tests.omegat import from_omegat
from tests.poedit import needs_poedit, opened
from workflow.catalogs import parse, serialise
from workflow.catalogs.approvals import Review, approvals_of, approve, void_approvals_of
from workflow.catalogs.comment_syntax import add_comment, comment_values
from workflow.catalogs.hashes import source_hash
from workflow.catalogs.provenance import (
    conflict_of,
    draft_of,
    drop_draft,
    ignore,
    ignore_hash,
    ignored,
    previous_text,
    put_draft,
    record_of,
    refusal_of,
    refuse,
)
from workflow.catalogs.states import Need, need, state
from workflow.model import Catalog, Entry, Key, State

LONG = "El viejo transbordador sale del puerto del norte cada mañana a las siete -- salvo los lunes -- y vuelve. " * 3
REASON = "code lost: `ferry --north` and so many words more that no tool leaves the line as it is, whatever its width"


LISE = "Anne-Lise O'Dowd de la Cruz"


def _decisions() -> dict[str, Entry]:
    """Entries about which people decided, under names and with reasons that tools would break into lines."""
    signed = approve(DRAFTED, LISE, "2026-11-28", review=Review.BILINGUAL, edit=0.0, seconds=41)
    return {
        "signed": signed,
        "signed by two": approve(signed, "Ben", "2026-11-29", review=Review.TARGET),
        "signed by a rule": approve(DRAFTED, LISE, "2026-11-28", review=Review.RULE),
        "signed, then edited": replace(signed, msgstr=("Hola",)),
        "signed, then fuzzy": replace(signed, flags=("fuzzy",), comments=signed.comments[1:]),
        "refused with reasons": refuse(EMPTY, engine="argos", hash="3f2a91c0", reason=REASON, by=LISE),
        "refused words": refuse(replace(TRANSLATED, flags=("fuzzy",)), engine="", hash="", reason=REASON, by=LISE),
    }


def _gone(entry: Entry) -> Entry:
    return add_comment(replace(entry, obsolete=True), "obsolete", "2025-01-02")


def _renamed(name: str, entry: Entry) -> Entry:
    """The entry with a msgid of its own; the hashes of its comments go along where they matched."""
    renamed = replace(entry, msgid=f"{name}: {entry.msgid}")
    old, new = source_hash(entry), source_hash(renamed)
    return replace(renamed, comments=tuple(line.replace(f"src={old}", f"src={new}") for line in renamed.comments))


def _entries() -> Iterable[Entry]:
    rows = {name: entry for name, (entry, _, _) in ROWS.items()}
    rows |= {
        "noted": replace(TRANSLATED, comments=("ask Maria", "  and the harbour master")),
        "flagged": replace(TRANSLATED, flags=("no-wrap",)),
        "refused by the machine": refuse(EMPTY, engine="argos", hash="3f2a91c0", reason=REASON),
        "refused by a person": refuse(EMPTY, engine="argos", hash="3f2a91c0", reason=REASON, by="Ana María"),
        "repaired": put_draft(replace(STALE, msgstr=(LONG,)), "Reparado", DRAFT),
        "two sides": add_comment(replace(TRANSLATED, flags=("fuzzy",)), "conflict", '"Nosotros - y ellos"'),
        "approved by a rule": approve(TRANSLATED, "by=rule", "2026-11-23"),
        **_decisions(),
        "gone": _gone(TRANSLATED),
        "gone, approved": _gone(approve(TRANSLATED, "Ana", "2026-11-23")),
        "gone, a draft": _gone(put_draft(EMPTY, "ido", DRAFT)),
        "gone, stale": _gone(STALE),
    }
    for name, entry in rows.items():
        renamed = _renamed(name, entry)
        if not renamed.obsolete:
            renamed = replace(renamed, extracted=("paragraph | The ferry › Hours",), locations=("guide.md",))
        yield renamed
    dismissed = replace(TRANSLATED, msgid="dismissed", locations=("guide.md",))
    yield add_comment(dismissed, "ignore", f"end_stop {ignore_hash(dismissed)} the source has none")
    yield ignore(
        ignore(replace(dismissed, msgid="twice"), "end_stop", by=LISE, reason=REASON), "same", by="Eva", reason="x - y"
    )


ENTRIES = tuple(sorted(_entries(), key=lambda entry: entry.obsolete))
DATA = serialise(Catalog(ENTRIES, HEADER))


@dataclass(frozen=True, slots=True)
class Facts:
    """All that follows from an entry, and nothing of how it is laid out."""

    state: State
    need: Need | None
    text: tuple[str, ...]
    obsolete: bool
    since: tuple[str, ...]
    draft: tuple[str, ...]
    approved: tuple[str, ...]
    void: tuple[str, ...]
    record: str
    refused: tuple[str, ...]
    was: tuple[str, ...] | None
    conflict: tuple[str, ...] | None
    ignored: tuple[str, ...]


def facts(data: bytes) -> dict[Key, Facts]:
    """What follows from each entry of a file."""
    return {entry.key: _facts(entry) for entry in parse(data).entries}


def _facts(entry: Entry) -> Facts:
    draft, record, refused = draft_of(entry), record_of(entry), refusal_of(entry)
    return Facts(
        state=state(entry),
        need=need(entry),
        text=entry.msgstr,
        obsolete=entry.obsolete,
        since=tuple(comment_values(entry, "obsolete")),
        draft=() if draft is None else (draft.engine, draft.package, draft.hash, str(draft.risk), str(draft.extra)),
        approved=tuple(map(str, approvals_of(entry))),
        void=tuple(map(str, void_approvals_of(entry))),
        record="" if record is None else record.engine,
        refused=() if refused is None else (refused.engine, refused.hash, refused.by, refused.by and refused.reason),
        was=previous_text(entry),
        conflict=conflict_of(entry),
        ignored=tuple(sorted({str(found) for found in ignored(entry)})),
    )


BEFORE = facts(DATA)


@pytest.mark.parametrize("comment", ["draft", "approved", "refused", "was", "conflict", "obsolete", "ignore"])
def test_a_lost_comment_would_be_seen(comment: str) -> None:
    kept = [line for line in DATA.splitlines(keepends=True) if not line.startswith(f"# workflow-{comment}".encode())]
    assert facts(b"".join(kept)) != BEFORE


def test_every_state_is_there() -> None:
    assert {found.state for found in BEFORE.values()} == set(State)
    assert {found.need for found in BEFORE.values()} == {None, *Need}


PYTHON = "/usr/bin/python3"
"""Debian's, for which Debian's translate-toolkit is installed: a program to be called, none that is imported."""


def _has_toolkit() -> bool:
    if shutil.which("pot2po") is None:
        return False
    try:
        done = subprocess.run(
            [PYTHON, "-c", "import translate.storage.pypo"], capture_output=True, check=False, timeout=60
        )
    except OSError:
        return False
    return done.returncode == 0


needs_toolkit = pytest.mark.skipif(
    not _has_toolkit(), reason="translate-toolkit is not installed (apt-get install translate-toolkit)"
)

PYPO = """
import sys
from translate.storage import pypo
store = pypo.pofile.parsestring(sys.stdin.buffer.read())
sys.stdout.buffer.write(bytes(store))
"""

WEBLATE = """
import sys
from translate.storage import pypo
store = pypo.pofile()
store.wrapper.width = int(sys.argv[1])
store.parse(sys.stdin.buffer.read())
fields = {"PO_Revision_Date": "2026-11-23 10:00+0000", "Last_Translator": "Ana <ana@example.org>"}
fields |= {"Language_Team": "Spanish <https://weblate.example.org/es/>", "X_Generator": "Weblate 5.4"}
store.updateheader(add=True, **fields)
for unit in store.units:
    if len(sys.argv) > 2 and unit.source == sys.argv[2]:
        unit.target = sys.argv[3]
        unit.markfuzzy(False)
        unit.prev_msgid, unit.prev_msgid_plural, unit.prev_msgctxt = [], [], []
sys.stdout.buffer.write(bytes(store))
"""
"""What Weblate does with a PO file when someone saves: the wrapper's width from its settings, the header, the one unit."""


def _run(*command: str) -> Callable[[bytes], bytes]:
    return lambda data: subprocess.run(command, input=data, capture_output=True, check=True, timeout=60).stdout


def _pot2po(data: bytes, folder: Path) -> bytes:
    """pot2po with the catalog's own texts as template: translate-toolkit's msgmerge."""
    blank = tuple(replace(e, msgstr=("",) * len(e.msgstr), flags=(), comments=()) for e in parse(data).live)
    (folder / "new.pot").write_bytes(serialise(Catalog(blank, HEADER)))
    (folder / "old.po").write_bytes(data)
    command = ["pot2po", "--progress=none", "-t", "old.po", "new.pot", "new.po"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=60)
    return (folder / "new.po").read_bytes()


GETTEXT: dict[str, Callable[[bytes], bytes]] = {
    "msgcat": msgcat,
    "msgcat --width=30": lambda data: msgcat(data, "--width=30"),
    "msgcat --no-wrap": lambda data: msgcat(data, "--no-wrap"),
    "msgcat --escape": lambda data: msgcat(data, "--escape"),
    "msgcat --sort-output": lambda data: msgcat(data, "--sort-output"),
    "msgattrib": _run("msgattrib", "-"),
    "msgattrib --no-wrap": _run("msgattrib", "--no-wrap", "-"),
    "msgconv": _run("msgconv", "--to-code=UTF-8", "-"),
    "msguniq": _run("msguniq", "-"),
}

PYTHON_TOOLS: dict[str, Callable[[bytes], bytes]] = {
    "pypo": _run(PYTHON, "-c", PYPO),
    "Weblate, 77 columns": _run(PYTHON, "-c", WEBLATE, "77"),
    "Weblate, breaks at line feeds only": _run(PYTHON, "-c", WEBLATE, "65535"),
    "Weblate, no breaks": _run(PYTHON, "-c", WEBLATE, "-1"),
}


@needs_gettext
@pytest.mark.parametrize("tool", GETTEXT)
def test_gettexts_tools_keep_everything(tool: str) -> None:
    assert facts(GETTEXT[tool](DATA)) == BEFORE


@needs_gettext
def test_msgmerge_keeps_everything(tmp_path: Path) -> None:
    assert facts(msgmerge(DATA, DATA, tmp_path)) == BEFORE
    twice = msgmerge(msgmerge(DATA, DATA, tmp_path), DATA, tmp_path)
    assert facts(twice) == BEFORE


def _without_previous(found: Facts) -> Facts:
    """What follows where ``#|`` was dropped: that the source changed can no longer be seen, unless ``workflow-was`` says so."""
    return replace(found, need=Need.UNFINISHED) if found.need is Need.STALE and found.was is None else found


@needs_gettext
def test_msgcat_of_two_files_keeps_everything_but_former_sources(tmp_path: Path) -> None:
    """It puts the comments of both together: here they are there twice, and say the same. It drops ``#|``."""
    for name in ("one.po", "two.po"):
        (tmp_path / name).write_bytes(DATA)
    done = subprocess.run(["msgcat", "one.po", "two.po"], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    after = facts(done.stdout)
    assert {key: replace(found, since=found.since[:1]) for key, found in after.items()} == {
        key: _without_previous(found) for key, found in BEFORE.items()
    }


@needs_gettext
def test_msgattrib_takes_what_it_was_asked_to_take() -> None:
    live = {key: found for key, found in BEFORE.items() if not found.obsolete}
    assert facts(_run("msgattrib", "--no-obsolete", "-")(DATA)) == live
    accepted = facts(_run("msgattrib", "--clear-fuzzy", "--clear-previous", "-")(DATA))
    assert not {found.state for found in accepted.values()} & {State.DRAFT}
    assert {key: found.text for key, found in accepted.items()} == {key: found.text for key, found in BEFORE.items()}


def test_polib_keeps_everything_but_former_sources_of_obsolete_entries() -> None:
    """It breaks long comments into several lines, and drops ``#~|``."""
    after = facts(str(polib.pofile(DATA.decode())).encode())
    expected = {key: _without_previous(found) if found.obsolete else found for key, found in BEFORE.items()}
    assert after == expected != BEFORE


def test_a_draft_that_polib_wrote_is_dropped_without_a_trace() -> None:
    drafts = {e.key: e for e in parse(str(polib.pofile(DATA.decode())).encode()).live if state(e) is State.DRAFT}
    assert any(len(entry.comments) > 1 for entry in drafts.values()), "polib breaks long comments"
    for before in (entry for entry in ENTRIES if entry.key in drafts):
        after = drop_draft(drafts[before.key])
        assert (after.msgstr, after.flags, after.comments) == (
            drop_draft(before).msgstr,
            drop_draft(before).flags,
            drop_draft(before).comments,
        )


@needs_toolkit
@pytest.mark.parametrize("tool", PYTHON_TOOLS)
def test_translate_toolkit_and_weblate_keep_everything(tool: str) -> None:
    data = PYTHON_TOOLS[tool](DATA)
    assert facts(data) == BEFORE
    assert serialise(parse(data)) == data


@needs_toolkit
@pytest.mark.parametrize("width", ["77", "65535", "-1"])
def test_saving_one_unit_in_weblate(width: str) -> None:
    """The one unit is a person's then, whatever it was before; no other unit is touched."""
    for name in ("a machine's words", "repaired", "approved", "fuzzy with a former source"):
        key: Key = (None, f"{name}: {EMPTY.msgid}")
        data = _run(PYTHON, "-c", WEBLATE, width, key[1], "Unas palabras nuevas, " * 6)(DATA)
        after = facts(data)
        assert (after[key].state, after[key].text) == (State.TRANSLATED, ("Unas palabras nuevas, " * 6,))
        assert {k: found for k, found in after.items() if k != key} == {k: f for k, f in BEFORE.items() if k != key}


@needs_toolkit
def test_pot2po_loses_refusals_only(tmp_path: Path) -> None:
    """translate-toolkit's msgmerge drops the comments of entries without a text, and fills those with what looks alike."""
    after = facts(_pot2po(DATA, tmp_path))
    for key, found in BEFORE.items():
        if found.state is not State.UNTRANSLATED:
            assert after[key] == found


@needs_poedit
@needs_gettext
def test_poedits_save_keeps_everything(tmp_path: Path) -> None:
    """Poedit 3 itself: opened, saved, one entry edited (Ctrl+B: the source as translation), saved."""
    file = tmp_path / "guide.po"
    file.write_bytes(DATA)
    home = tmp_path / "home"
    home.mkdir()
    with opened(file, home) as window:
        saved = window.save()
        assert b"X-Generator: Poedit" in saved
        assert facts(saved) == BEFORE
        window.press("ctrl+b")
        edited = window.save()
    after = facts(edited)
    (key,) = [key for key, found in BEFORE.items() if after[key] != found]
    assert after.keys() == BEFORE.keys()
    assert (after[key].state, after[key].text) == (State.TRANSLATED, (key[1],))


@needs_gettext
@pytest.mark.parametrize("tool", ["msgcat", "msgcat --width=30", "msgcat --no-wrap"])
def test_what_follows_is_ours_to_change(tool: str) -> None:
    """After a tool, an approval here changes the lines of its entry and no others."""
    data = GETTEXT[tool](DATA)
    catalog = parse(data)
    number = next(n for n, entry in enumerate(catalog.entries) if entry.msgid.startswith("repaired"))
    entries = list(catalog.entries)
    entries[number] = approve(entries[number], "Ana", "2026-11-23")
    written = serialise(replace(catalog, entries=tuple(entries)))
    blocks, others = data.split(b"\n\n"), written.split(b"\n\n")
    assert [new for old, new in zip(blocks, others, strict=True) if old != new] == [
        block for block in others if b'msgid "repaired' in block
    ]
    assert accepts(written) == ""


@needs_gettext
def test_back_from_omegat_by_its_writers_rules(tmp_path: Path) -> None:
    """The way that docs/catalogs.md gives: what OmegaT translated is taken, everything else stays as it was."""
    draft, fresh, stale = (f"{row}: {EMPTY.msgid}" for row in ("a machine's words", "no text", "repaired"))
    (tmp_path / "ours.po").write_bytes(DATA)
    (tmp_path / "omegat.po").write_bytes(from_omegat(DATA, {draft: "Uno", fresh: "Dos"}))
    commands = [
        ["msgattrib", "--translated", "--no-obsolete", "omegat.po", "-o", "done.po"],
        ["msgcat", "--use-first", "done.po", "ours.po", "-o", "joined.po"],
    ]
    for command in commands:
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    after = facts((tmp_path / "joined.po").read_bytes())
    changed = {key[1]: found for key, found in after.items() if found != BEFORE[key]}
    assert {name: (found.state, found.text) for name, found in changed.items()} == {
        draft: (State.TRANSLATED, ("Uno",)),
        fresh: (State.TRANSLATED, ("Dos",)),
    }
    assert after.keys() == BEFORE.keys()
    assert facts((tmp_path / "omegat.po").read_bytes())[None, stale].text == ("",), (
        "its file by itself loses fuzzy texts"
    )
