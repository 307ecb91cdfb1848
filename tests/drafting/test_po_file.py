"""Drafting any PO file, as other programs write them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from workflow import catalogs
from workflow.catalogs.provenance import draft_of
from workflow.drafting import Budget, DraftOptions, discard_files, draft_file
from workflow.errors import BadInput, CatalogError, FileProblem
from workflow.inline_tags import Grammar
from workflow.model import Entry

LOCAL = DraftOptions(engines=("argos", "starter"))
HEADER = """# A file of another program.
msgid ""
msgstr ""
"Project-Id-Version: thing 1.0\\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
BODY = """#: src/main.c:12
#, c-format
msgid "Copy %d files to %s?"
msgstr ""

#: src/main.c:14
#, c-format
msgid "%d file was copied."
msgid_plural "%d files were copied."
msgstr[0] ""
msgstr[1] ""

#. a person's
msgid "Close the door"
msgstr "Cierra la puerta"

#, fuzzy
msgid "Open the door"
msgstr "Abre"

msgctxt "menu"
msgid "The house is big."
msgstr ""

#: docs/guide.md:3
msgid "The **big** house has a `door`."
msgstr ""

msgid "https://example.org/"
msgstr ""

#~ msgid "old"
#~ msgstr "viejo"
"""


def po(tmp_path: Path, text: str = HEADER + BODY) -> Path:
    path = tmp_path / "messages.po"
    path.write_text(text, encoding="utf-8")
    return path


def entries(path: Path) -> dict[str, Entry]:
    return {entry.msgid: entry for entry in catalogs.read(path).entries}


def test_a_file_of_another_program(tmp_path: Path) -> None:
    path = po(tmp_path)
    before = path.read_text()
    report = draft_file(path, LOCAL)
    (es,) = report.languages
    assert (es.language, es.units, es.drafted, es.copied, es.refused) == ("es", 5, 5, 1, ())
    assert report.written == (path,)
    found = entries(path)
    plain = Grammar("plain")
    assert plain.verify("Copy %d files to %s?", found["Copy %d files to %s?"].text) is None
    one, many = found["%d file was copied."].msgstr
    assert one and many and one != many and "%d" in one and "%d" in many
    assert found["Close the door"].msgstr == ("Cierra la puerta",)
    assert found["Open the door"].msgstr == ("Abre",)
    assert "**" in found["The **big** house has a `door`."].text
    assert found["https://example.org/"].text == "https://example.org/"
    subprocess.run(["msgfmt", "--check", "--use-fuzzy", "-o", "/dev/null", path], check=True)
    # Nothing but the drafted entries' lines has changed.
    after = path.read_text().splitlines()
    lost = [line for line in before.splitlines() if line not in after]
    assert lost == ["#, c-format"] * 0 + [
        line for line in lost if line in ("#, c-format", 'msgstr[0] ""', 'msgstr[1] ""')
    ]
    assert draft_file(path, LOCAL).written == ()


def test_languages_come_from_the_header_or_the_caller(tmp_path: Path) -> None:
    bare = (HEADER + BODY).replace('"Language: es\\n"\n', "")
    with pytest.raises(BadInput, match="--to"):
        draft_file(po(tmp_path, bare), LOCAL)
    assert draft_file(po(tmp_path, bare), LOCAL, target="es").drafted == 5
    with pytest.raises(BadInput, match="xx-nothing"):
        draft_file(po(tmp_path, bare), LOCAL, target="xx-nothing")


def test_nothing_drafts_the_pair(tmp_path: Path) -> None:
    path = po(tmp_path, HEADER.replace("Language: es", "Language: uk") + BODY)
    before = path.read_bytes()
    (uk,) = draft_file(path, LOCAL).languages
    assert (uk.language, uk.engine, uk.units) == ("uk", "", 5) and "en-uk" in uk.remedy
    assert path.read_bytes() == before


def test_more_plural_forms_than_the_source_has(tmp_path: Path) -> None:
    """The form for one thing is a translation of the singular, by the rule in the header; people have to look at the others."""
    three = (HEADER + BODY).replace("nplurals=2; plural=(n != 1)", "nplurals=3; plural=(n % 3)")
    path = po(tmp_path, three.replace('msgstr[1] ""', 'msgstr[1] ""\nmsgstr[2] ""'))
    assert draft_file(path, LOCAL).refused == ()
    zero, one, two = entries(path)["%d file was copied."].msgstr
    assert one not in (zero, two), (zero, one, two)
    assert all("%d" in form for form in (zero, one, two))
    draft = draft_of(entries(path)["%d file was copied."])
    assert draft is not None and draft.risk is not None and draft.risk >= 0.5
    assert dict(draft.extra)["why"].split(",")[0] == "plural"


@pytest.mark.parametrize(
    "rule", ["nplurals=3; plural=(n", "nplurals=3; plural=__import__", "nplurals=3", "nplurals=3; plural=n/0"]
)
def test_a_broken_plural_rule_is_no_error(tmp_path: Path, rule: str) -> None:
    three = (HEADER + BODY).replace("nplurals=2; plural=(n != 1)", rule)
    path = po(tmp_path, three.replace('msgstr[1] ""', 'msgstr[1] ""\nmsgstr[2] ""'))
    draft_file(path, LOCAL)
    one, two, three = entries(path)["%d file was copied."].msgstr
    assert two == three != one


def test_drafts_of_a_file_are_removed(tmp_path: Path) -> None:
    path = po(tmp_path)
    before = path.read_bytes()
    draft_file(path, LOCAL)
    drafted = path.read_bytes()
    report = discard_files([path], dry_run=True)
    assert (report.discarded, report.written, path.read_bytes()) == (5, (path,), drafted)
    assert discard_files([path]).discarded == 5
    assert path.read_bytes() == before
    assert discard_files([path]).written == ()
    (broken := tmp_path / "broken.po").write_text('msgid "x"\nmsgstr "y\n')
    assert len(discard_files([broken, path]).problems) == 1


def test_limit_and_dry_run(tmp_path: Path) -> None:
    path = po(tmp_path)
    before = path.read_bytes()
    (es,) = draft_file(path, DraftOptions(dry_run=True, engines=("argos", "starter"))).languages
    assert es.units == 5 and es.minutes is not None and path.read_bytes() == before
    (es,) = draft_file(path, DraftOptions(budget=Budget(2), engines=("argos", "starter"))).languages
    assert (es.units, es.left, es.drafted) == (2, 3, 2)


def test_broken_and_missing_files(tmp_path: Path) -> None:
    path = po(tmp_path, 'msgid "x"\nmsgstr "y\n')
    with pytest.raises(CatalogError, match=r"messages\.po:2"):
        draft_file(path, LOCAL)
    assert path.read_text() == 'msgid "x"\nmsgstr "y\n'
    with pytest.raises(FileProblem):
        draft_file(tmp_path / "none.po", LOCAL)


def test_apertium_takes_the_whole_file(tmp_path: Path) -> None:
    if shutil.which("apertium") is None:
        pytest.skip("Apertium is not installed")
    path = po(tmp_path)
    report = draft_file(path, DraftOptions(engines=("apertium",)))
    assert report.languages[0].engine == "apertium" and report.drafted >= 4
    assert entries(path)["Close the door"].msgstr == ("Cierra la puerta",)
