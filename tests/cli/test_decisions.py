"""``approve``, ``edit``, ``refuse``, ``unapprove``, ``ignore``, ``undo`` and ``queue --next``: the whole program, as a reviewer uses it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editing.conftest import GUIDE, at, ferry
from tests.program import Result, TemporaryProject, workflow
from workflow import catalogs
from workflow.catalogs.approvals import Review, approvals_of
from workflow.catalogs.provenance import ignored, refusals_of
from workflow.catalogs.states import state
from workflow.model import Entry, State

__all__ = ["ferry"]

PO = "locales/es/LC_MESSAGES/guide.po"
FERRY, NINE, TICKET, DOGS = map(at, GUIDE)


def entry(project: TemporaryProject, source: str) -> Entry:
    return next(one for one in catalogs.read(project.root / PO).entries if one.msgid == source)


def piped(project: TemporaryProject, text: str, *args: str) -> Result:
    return workflow(*args, cwd=project.root, text=text)


def editor(project: TemporaryProject, program: str) -> dict[str, str]:
    """An editor that does to the file in ``path`` what a line of Python says."""
    script = project.write(
        "editor.py", f"import os, sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text()\n{program}\n"
    )
    return {"VISUAL": f"{sys.executable} {script}", "EDITOR": "false"}


def test_a_reviewers_way_through_the_queue(ferry: TemporaryProject) -> None:
    before = ferry.files()
    out = ferry.good("queue", "--next").out
    for fact in (NINE, f"{PO}:", "source/guide.md:3", "risk 0.90", GUIDE[1], "Sale a los nueve."):
        assert fact in out
    (approve,) = [line for line in out.splitlines() if line.startswith("workflow approve")]
    done = ferry.good(*approve.split()[1:], "--as", "Ana")
    assert f"Approved {NINE}" in done.out and "read against the source" in done.out
    (approval,) = approvals_of(entry(ferry, GUIDE[1]))
    assert (approval.name, approval.review, approval.edit) == ("Ana", Review.BILINGUAL, 0.0)
    again = ferry.run(*approve.split()[1:], "--as", "Ana")
    assert again.code == 0 and "so already" in again.out

    edited = ferry.good(
        "edit",
        FERRY,
        "--as",
        "Ana",
        env=editor(ferry, "path.write_text(text.replace('El ferry', 'El transbordador', 1))"),
    )
    assert "glossary" not in edited.err
    assert (entry(ferry, GUIDE[0]).text, state(entry(ferry, GUIDE[0]))) == ("El transbordador", State.TRANSLATED)
    assert "ask Maria" in entry(ferry, GUIDE[0]).comments

    ferry.good("refuse", at("Welcome", "index"), "--reason", "demasiado seco", "--as", "Ana")
    assert ferry.good("queue").out == "No drafts to review.\n"
    assert "Nothing is left" in ferry.good("queue", "--next").out
    ferry.write(".workflow/decisions.jsonl", ferry.read(".workflow/decisions.jsonl") + '{"act":"2026')
    done = ferry.good("undo", "3")
    assert done.err == ".workflow/decisions.jsonl:4: cannot be read, so that what it tells of cannot be undone.\n"
    undone = done.out
    assert undone.count("Undone:") == 3
    (ferry.root / "editor.py").unlink()
    assert ferry.files() == before


def test_the_queue_is_piped_into_approve(ferry: TemporaryProject) -> None:
    queue = ferry.good("queue", "--json", "--max-risk", "0.5").out
    done = piped(ferry, queue, "approve", "-", "--review", "target", "--as", "Ben", "--json")
    report = json.loads(done.out)
    assert (done.code, [one["after"] for one in report["decided"]], report["changed"]) == (0, ["approved"] * 2, 2)
    stale = json.loads(ferry.good("queue", "--json").out)["waiting"]
    ferry.write(PO, ferry.read(PO).replace("Sale a los nueve.", "Sale a las 9."))
    after = ferry.read(PO)
    refused = piped(ferry, json.dumps(stale), "approve", "-", "--as", "Ben")
    assert "has changed since you looked at it" in refused.line()
    assert ferry.read(PO) == after


def test_approving_in_bulk_says_what_kind_of_look_it_was(ferry: TemporaryProject) -> None:
    assert "say how they were read" in ferry.run("approve", "-l", "es", "--as", "Ana").line()
    listed = json.loads(ferry.good("queue", "-l", "es", "-d", "guide", "--json").out)["waiting"]
    report = json.loads(
        ferry.good("approve", "-l", "es", "-d", "guide", "--by-rule", "--as", "Ana", "--dry-run", "--json").out
    )
    assert {one["address"] for one in report["decided"]} == {one["address"] for one in listed}
    assert report["written"] == []
    ferry.good("approve", "-l", "es", "-d", "guide", "--by-rule", "--as", "Ana")
    shares = json.loads(ferry.good("provenance", "--json").out)["languages"][0]["shares"]
    assert {share["origin"]: share["units"] for share in shares}["rule"] == 2
    ferry.good("approve", "--translated", "--review", "bilingual", "--as", "Ben")
    assert [one.name for one in approvals_of(entry(ferry, GUIDE[2]))] == ["Ben"]
    shares = json.loads(ferry.good("provenance", "--json").out)["languages"][0]["shares"]
    assert "Ben (bilingual)" in {share["who"] for share in shares}


def test_void_approvals_are_shown(ferry: TemporaryProject) -> None:
    assert "no longer hold" not in ferry.good("status").out
    ferry.good("approve", TICKET, "--as", "Ana")
    ferry.write(PO, ferry.read(PO).replace("Traiga", "Lleve"))
    assert "1 approval no longer holds" in ferry.good("status").out
    (finding,) = json.loads(ferry.good("status", "--json").out)["languages"][0]["void"]
    assert (finding["id"], finding["unit"], finding["details"]["name"]) == ("void_approval", TICKET, "Ana")
    assert "1 approval no longer holds" in ferry.good("provenance").out
    (finding,) = json.loads(ferry.run("check", "--select", "void_approval", "--format", "json").out)["findings"]
    told = finding["details"]["problem"]
    assert told.startswith("approved by Ana on 20") and told.endswith(", but since then the translation has changed")
    for command in (["queue", "--state", "void"], ["queue", "--state", "void", "--next"]):
        shown = " ".join(ferry.good(*command).out.split())
        assert TICKET in shown and told in shown
    ferry.good("approve", TICKET, "--as", "Ben")
    assert ferry.good("queue", "--state", "void").out == "No such entries.\n"


def test_refuse_unapprove_and_ignore(ferry: TemporaryProject) -> None:
    ferry.good("refuse", NINE, "--reason", "«los nueve»: género", "--as", "Ana María")
    (refusal,) = refusals_of(entry(ferry, GUIDE[1]))
    assert (refusal.by, refusal.reason) == ("Ana María", "«los nueve»: género")
    ferry.good("approve", TICKET, "--as", "Ana")
    assert "approved by Ana, not by Ben" in ferry.run("unapprove", TICKET, "--as", "Ben").line()
    ferry.good("unapprove", TICKET, "--as", "Ana")
    assert approvals_of(entry(ferry, GUIDE[2])) == ()
    assert 'Did you mean "end_stop"' in ferry.run("ignore", TICKET, "end_stp", "--reason", "x", "--as", "Ana").line()
    assert "numbers finds nothing here" in ferry.good("ignore", TICKET, "numbers", "--reason", "x", "--as", "Ana").err
    ferry.good("undo")
    ferry.good("edit", TICKET, "--text", "Traiga su billete", "--as", "Ana")
    assert not ferry.good("ignore", TICKET, "end_stop", "--reason", "la página viene luego", "--as", "Ana").err
    assert [(one.check, one.valid) for one in ignored(entry(ferry, GUIDE[2]))] == [("end_stop", True)]


EDITS = {
    "unchanged": "",
    "emptied": "path.write_text('')",
    "only spaces": "path.write_text(' \\n \\n' + text[text.index('# ---'):])",
    "deleted": "path.unlink()",
    "blank lines": "path.write_text('\\n\\n' + text)",
    "line ends of old Macs": "path.write_bytes(text.replace('\\n', '\\r').encode())",
    "other line ends": "path.write_bytes(text.replace('\\n', '\\r\\n').encode())",
}


@pytest.mark.parametrize("how", EDITS)
def test_a_text_that_is_unchanged_or_empty_changes_nothing(ferry: TemporaryProject, how: str) -> None:
    before = ferry.read(PO)
    done = ferry.good("edit", NINE, "--as", "Ana", env=editor(ferry, EDITS[how]))
    assert (done.out, ferry.read(PO)) == (f"Unchanged: {NINE}\n", before)
    assert list((ferry.root / ".workflow" / "edit").iterdir()) == []


def test_the_editor_shows_what_is_known(ferry: TemporaryProject) -> None:
    ferry.good("edit", FERRY, "--as", "Ana", env=editor(ferry, "pathlib.Path('seen.txt').write_text(text)"))
    seen = ferry.read("seen.txt")
    assert seen.startswith("El ferry\n\n# ---")
    for fact in (GUIDE[0], "ask Maria", "ferry → transbordador", "glossary_missing", "source/guide.md:1", FERRY):
        assert fact in seen


@pytest.mark.parametrize(
    ("how", "complaint"),
    [
        ("path.write_text('Mío' + text); sys.exit(3)", "exit code 3"),
        ("path.write_text('Mío' + text); os.kill(os.getpid(), 9)", "stopped by signal 9"),
        ("path.write_text('Sale\\n' + text[text.index('# The translation'):])", "is gone"),
        ("path.write_text('Sale \\x1b[1mhoy' + text)", "control character U+001B"),
        ("path.write_bytes(b'\\xff' + text.encode())", "not UTF-8"),
        ("path.write_text('Sale\\x04' + text)", "control character U+0004"),
        (f"p = pathlib.Path('{PO}'); p.write_text(p.read_text().replace('a los nueve', 'a las 9')); path.write_text('Mío' + text)",
         "has changed since you looked at it"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_saved_are_kept(ferry: TemporaryProject, how: str, complaint: str) -> None:
    line = ferry.run("edit", NINE, "--as", "Ana", env=editor(ferry, how)).line()
    assert complaint in line
    (kept,) = (ferry.root / ".workflow" / "edit").iterdir()
    assert line.endswith(f"Your text is in .workflow/edit/{kept.name}.")
    words = kept.read_bytes()
    ferry.good("edit", NINE, "--as", "Ana", env=editor(ferry, "path.write_text('Sale a las nueve.')"))
    assert kept.read_bytes() == words, "the next edit has a file of its own"
    assert entry(ferry, GUIDE[1]).text == "Sale a las nueve."


def test_no_editor(ferry: TemporaryProject, tmp_path: Path) -> None:
    nothing = {"VISUAL": "", "EDITOR": "", "PATH": str(tmp_path)}
    assert "no editor is named" in ferry.run("edit", NINE, "--as", "Ana", env=nothing).line()
    assert "cannot be run" in ferry.run("edit", NINE, "--as", "Ana", env={"VISUAL": "/nowhere/vi"}).line()
    assert "exit code 3" in ferry.run("edit", NINE, "--as", "Ana", env=editor(ferry, "sys.exit(3)")).line()
    assert list((ferry.root / ".workflow" / "edit").iterdir()) == []


def test_an_edit_by_an_option_is_approved_at_once_and_reports_what_is_wrong(ferry: TemporaryProject) -> None:
    done = ferry.good("edit", FERRY, "--text", "El barco", "--approve", "bilingual", "--as", "Ana")
    assert "“ferry” should be translated as “transbordador”" in done.err
    (approval,) = approvals_of(entry(ferry, GUIDE[0]))
    assert approval.edit is not None and approval.edit > 0
    ferry.good("edit", NINE, "--text", "Sale a las nueve.", "--as", "Ana")
    ferry.good("approve", NINE, "--as", "Ana")
    (approval,) = approvals_of(entry(ferry, GUIDE[1]))
    assert approval.edit == 0.06, "the journal still has the draft"
    assert (
        "has 1 text, and 2 plural forms were given"
        in ferry.run("edit", NINE, "--text", "a", "--text", "b", "--as", "Ana").line()
    )
    assert "no translation" in ferry.run("edit", NINE, "--text", " ", "--as", "Ana").line()


CONFLICT = """
# workflow-conflict: "Sin animales."
#, fuzzy
msgid "No pets."
msgstr "Sin mascotas."

#, fuzzy
msgid "%d seat"
msgid_plural "%d seats"
msgstr[0] "%d plaza"
msgstr[1] "%d plazas"
"""


def test_conflicts_and_plural_forms_in_the_editor(ferry: TemporaryProject) -> None:
    ferry.write(PO, ferry.read(PO) + CONFLICT)
    pets, seats = at("No pets."), at("%d seat")
    assert "holds two texts" in ferry.run("approve", pets, "--as", "Ana").line()
    both = ferry.run(
        "edit", pets, "--as", "Ana", env=editor(ferry, "path.write_text(text.replace('mascotas', 'gatos'))")
    )
    assert "both texts are still there" in both.line()
    keep = "lines = text.split('\\n'); path.write_text('\\n'.join([lines[0], *lines[3:]]))"
    ferry.good("edit", pets, "--as", "Ana", env=editor(ferry, keep))
    assert (entry(ferry, "No pets.").text, state(entry(ferry, "No pets."))) == ("Sin mascotas.", State.TRANSLATED)
    ferry.good("edit", seats, "--as", "Ana", env=editor(ferry, "path.write_text(text.replace('plazas', 'asientos'))"))
    assert entry(ferry, "%d seat").msgstr == ("%d plaza", "%d asientos")
    missing = ferry.run(
        "edit", seats, "--as", "Ana", env=editor(ferry, "path.write_text(text.replace('# msgstr[1]', ''))")
    )
    assert "`# msgstr[0]` to `# msgstr[1]`" in missing.line()


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["approve"], "name the units to approve"),
        (["approve", NINE, "-l", "es"], "not both"),
        (["approve", NINE, "--review", "target", "--by-rule"], "cannot be combined"),
        (["approve", "guide.md", "--as", "Ana"], "not a valid unit address"),
        (["approve", "es:guide#00000000", "--as", "Ana"], "no such unit"),
        (["approve", "es:guide:1", "--as", "Ana"], "belongs to the header"),
        (["approve", "es:guide:9999", "--as", "Ana"], "has only"),
        (["approve", "de:guide:9", "--as", "Ana"], 'no language "de"'),
        (["approve", NINE], "nobody is named"),
        (["approve", NINE, "--as", "  "], "the name is empty"),
        (["refuse", NINE, "--as", "Ana"], "--reason"),
        (["refuse", NINE, "--reason", " ", "--as", "Ana"], "the text is empty"),
        (["refuse", NINE, "--reason", "\udc85", "--as", "Ana"], "the text is not UTF-8"),
        (["edit", NINE, "--text", "\udc85", "--as", "Ana"], "a byte that is not UTF-8"),
        (["refuse", NINE, "--reason", "x" * 5000, "--as", "Ana"], "5,000 characters"),
        (["undo"], "no decision to undo"),
        (["undo", "0"], "a number from 1 to 10000"),
        (["queue", "--state", "good"], "is not one of"),
        (["queue", "--max-risk", "2"], "a number from 0 to 1"),
        (["queue", "--older-than", "soon"], "not a number of days"),
        (["queue", "--changed-since", "HEAD"], "not in a git repository"),
        (["queue", "--after", TICKET], "is not in the queue"),
    ],
)  # fmt: skip
def test_wrong_input_is_one_line_and_changes_nothing(ferry: TemporaryProject, args: list[str], complaint: str) -> None:
    before = ferry.files()
    assert complaint in ferry.run(*args).line()
    assert not (ferry.root / ".workflow/decisions.jsonl").exists(), "nothing to undo"
    assert ferry.files() == before


def test_a_place_in_a_file_is_an_address(ferry: TemporaryProject) -> None:
    line = entry(ferry, GUIDE[1]).line
    ferry.good("approve", f"{PO}:{line}", "--as", "Ana")
    assert len(approvals_of(entry(ferry, GUIDE[1]))) == 1
    assert "not a valid unit address" in ferry.run("approve", f"other.po:{line}", "--as", "Ana").line()
    assert piped(ferry, f"{PO}:{line}\n", "approve", "-", "--as", "Ben").code == 0
    assert len(approvals_of(entry(ferry, GUIDE[1]))) == 2
    assert "not a valid unit address" in piped(ferry, f"other.po:{line}", "approve", "-", "--as", "Ben").line()


def test_undo_never_goes_on_to_an_older_decision_by_itself(ferry: TemporaryProject) -> None:
    old = ferry.read(PO)
    ferry.good("approve", TICKET, "--as", "Ana")
    first = ferry.read(PO)
    ferry.good("approve", NINE, "--as", "Ben")
    ferry.write(PO, first)  # as `git checkout` does
    for _ in range(2):
        tried = ferry.good("undo", "--dry-run").out
    said = ferry.good("undo").out
    assert said == tried and "Undone already: approve of 1 entry by Ben, 20" in said and f"  {NINE}\n" in said
    assert "git checkout" in said and "To undo the decision before it: workflow undo" in said
    assert ferry.read(PO) == first
    assert "Undone: approve of 1 entry by Ana" in ferry.good("undo").out
    assert ferry.read(PO) == old


def test_undo_names_the_decision_that_cannot_be_undone(ferry: TemporaryProject) -> None:
    ferry.good("approve", TICKET, "--as", "Ana")
    ferry.good("approve", NINE, "--as", "Ben")
    ferry.write(PO, ferry.read(PO).replace("Sale a los nueve", "Sale a las nueve"))
    for _ in range(2):
        refused = ferry.run("undo")
        (problem,) = refused.problems()
        assert f"{NINE}: has changed since the decision (approve by Ben, 20" in problem
        assert "To undo the decision before it as well: workflow undo 2" in refused.out
    assert "Undone: approve of 1 entry by Ana" in ferry.run("undo", "2").out
    assert not approvals_of(entry(ferry, GUIDE[2]))


def test_what_can_be_decided_is_and_the_rest_is_named(ferry: TemporaryProject) -> None:
    done = ferry.run("approve", NINE, "es:guide:1", "es:guide#00000000", "--as", "Ana")
    assert len(done.problems()) == 2 and f"Approved {NINE}" in done.out
    ferry.write(PO, ferry.read(PO) + 'msgid "x\n')
    broken = ferry.run("approve", "-l", "es", "--by-rule", "--as", "Ana")
    assert len(broken.problems()) == 1 and "Bienvenida" in broken.out


def test_people_decide_at_the_same_time(ferry: TemporaryProject) -> None:
    """Each in a process of their own: nobody's approval is lost."""
    names = ("Ana", "Ben", "Eva", "Ida")
    running = [
        subprocess.Popen([sys.executable, "-m", "workflow", "-q", "approve", address, "--as", name], cwd=ferry.root)
        for name in names
        for address in (NINE, TICKET)
    ]
    assert [process.wait(120) for process in running] == [0] * 8
    for source in (GUIDE[1], GUIDE[2]):
        assert {one.name for one in approvals_of(entry(ferry, source))} == set(names)
    assert len(json.loads(ferry.good("undo", "1", "--json").out)["undone"]) == 1


def test_undoing_more_than_there_is_says_so(ferry: TemporaryProject) -> None:
    ferry.good("approve", NINE, "--as", "Ana")
    assert "no older decisions" in ferry.good("undo", "9").out
    ferry.good("approve", NINE, "--as", "Ana")
    assert "no older decisions" not in ferry.good("undo", "1").out
