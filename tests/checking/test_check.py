"""``check`` and ``check_files``: what they find where, and what comments of people dismiss."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from workflow import catalogs, project
from workflow.catalogs import approvals, headers, provenance
from workflow.catalogs.provenance import DraftComment
from workflow.checking import CheckOptions, check, check_files
from workflow.checking import project as checking_project
from workflow.errors import BadInput
from workflow.model import Catalog, Entry, Selection, Severity, State

CONFIG = "title: A test\nsource_language: en\nlanguages: [es, de]\n"
TEXT = "# The house\n\nIt has 12 doors.\n\nRead [the list](list.md) of `keys`, and close every door.\n"
GOOD = {
    "The house": "La casa",
    "It has 12 doors.": "Tiene 12 puertas.",
    "Read [the list](list.md) of `keys`, and close every door.": "Lea [la lista](list.md) de `keys` y cierre cada puerta.",
}
GUIDE = "locales/es/LC_MESSAGES/guide.po"


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", TEXT)
    project.good("extract")
    return project


def put(ready: TemporaryProject, **changes: str) -> None:
    """Translate the Spanish catalog, with other texts for the sources that begin so."""
    path = ready.root / GUIDE
    catalog = catalogs.read(path)
    texts = {
        source: next((text for start, text in changes.items() if source.startswith(start)), good)
        for source, good in GOOD.items()
    }
    entries = tuple(replace(entry, msgstr=(texts[entry.msgid],)) for entry in catalog.entries)
    catalogs.write(replace(catalog, entries=entries), path)


def test_good_translations_have_no_findings(ready: TemporaryProject) -> None:
    put(ready)
    report = check(project.load(ready.root))
    assert report.findings == ()
    assert (report.entries, report.catalogs, report.problems) == (3, 2, ())


def test_a_finding_names_its_places(ready: TemporaryProject) -> None:
    put(ready, It="Tiene 13 puertas.")
    [found] = check(project.load(ready.root)).findings
    assert (found.id, found.severity, found.language, found.document) == ("numbers", Severity.ERROR, "es", "guide.md")
    assert found.unit and found.unit.startswith("es:guide#")
    assert found.catalog == ready.root / GUIDE
    assert ready.read(GUIDE).splitlines()[found.catalog_line - 1].startswith(("#", "msgid"))
    assert (found.source, found.source_line) == (ready.root / "source/guide.md", 3)
    assert found.message.startswith(f"{GUIDE}:{found.catalog_line}: ")
    assert found.details["state"] == "translated"
    assert len(found.fingerprint) == 8


def test_the_fingerprint_does_not_depend_on_the_line(ready: TemporaryProject) -> None:
    put(ready, It="Tiene 13 puertas.")
    [before] = check(project.load(ready.root)).findings
    ready.write(GUIDE, "# A comment\n# of two lines\n" + ready.read(GUIDE))
    [after] = check(project.load(ready.root)).findings
    assert before.catalog_line != after.catalog_line
    assert before.fingerprint == after.fingerprint


def test_the_grammar_of_the_document_counts(ready: TemporaryProject) -> None:
    put(ready, Read="Lea [la lista](otra.md) de keys y cierre cada puerta.")
    found = check(project.load(ready.root)).findings
    assert {one.id for one in found} == {"md_link", "code_spans"}
    assert {one.id for one in check_files([ready.root / GUIDE], project=project.load(ready.root)).findings} == {
        "md_link", "code_spans",
    }  # fmt: skip


def test_only_what_is_selected(ready: TemporaryProject) -> None:
    put(ready, It="Tiene 13 puertas", The="La casa.")
    ready.write("source/other.md", "# Another\n")
    ready.good("extract")
    loaded = project.load(ready.root)

    def ids(selection: Selection = Selection(), select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> set[str]:
        return {one.id for one in check(loaded, selection, CheckOptions(select, ignore)).findings}

    assert ids() == {"numbers", "end_stop"}
    assert ids(select=("numbers",)) == {"numbers"}
    assert ids(ignore=("numbers",)) == {"end_stop"}
    assert ids(Selection(languages=("de",))) == set()
    assert ids(Selection(documents=("other",))) == set()


def test_an_unknown_check_is_refused(ready: TemporaryProject) -> None:
    with pytest.raises(BadInput, match=r'no check "end_stops".*Did you mean "end_stop"'):
        check(project.load(ready.root), options=CheckOptions(select=("end_stops",)))


def test_states(ready: TemporaryProject) -> None:
    path = ready.root / GUIDE
    catalog = catalogs.read(path)
    draft = provenance.put_draft(catalog.entries[0], "La casa.", DraftComment("argos"))
    fuzzy = replace(catalog.entries[1], msgstr=("Tiene 13 puertas",), flags=("fuzzy",))
    person = replace(catalog.entries[2], msgstr=(GOOD[catalog.entries[2].msgid].replace("`", ""),))
    catalogs.write(replace(catalog, entries=(draft, fuzzy, person)), path)
    loaded = project.load(ready.root)
    found = check(loaded).findings
    assert {(one.id, one.details["state"]) for one in found} == {("end_stop", "draft"), ("code_spans", "translated")}
    drafts = check(loaded, options=CheckOptions(states=frozenset({State.DRAFT})))
    assert [one.id for one in drafts.findings] == ["end_stop"]
    assert drafts.entries == 1


def test_a_blank_translation_and_a_missing_form_are_errors(tmp_path: Path) -> None:
    path = write_po(
        tmp_path / "a.po",
        Entry(msgid="Close the door.", msgstr=(" ",)),
        Entry(msgid="One file", msgid_plural="%d files", msgstr=("Un archivo", "")),
        Entry(msgid="It has 12.", msgstr=("Tiene 13.",), flags=("fuzzy",)),
    )
    assert [one.id for one in check_files([path]).findings] == ["blank", "plurals"]


def test_a_comment_dismisses_a_finding_until_the_text_changes(ready: TemporaryProject) -> None:
    put(ready, It="Tiene trece puertas y 13 ventanas.")
    path = ready.root / GUIDE
    catalog = catalogs.read(path)
    entries = []
    for entry in catalog.entries:
        if entry.msgid.startswith("It"):
            entry = replace(entry, comments=(f"workflow-ignore: numbers {provenance.ignore_hash(entry)} a joke",))
        entries.append(entry)
    catalogs.write(replace(catalog, entries=tuple(entries)), path)
    report = check(project.load(ready.root))
    assert "numbers" not in {one.id for one in report.findings}
    assert [(one.finding.id, one.reason) for one in report.dismissed] == [("numbers", "a joke")]
    ready.write(GUIDE, ready.read(GUIDE).replace("13 ventanas", "14 ventanas"))
    report = check(project.load(ready.root))
    assert "numbers" in {one.id for one in report.findings}
    assert report.dismissed == ()


def test_an_approval_that_no_longer_holds(ready: TemporaryProject) -> None:
    put(ready)
    path = ready.root / GUIDE
    catalog = catalogs.read(path)
    approved = tuple(approvals.approve(entry, "Ada", "2026-11-23") for entry in catalog.entries)
    catalogs.write(replace(catalog, entries=approved), path)
    loaded = project.load(ready.root)
    assert check(loaded).findings == ()
    ready.write(GUIDE, ready.read(GUIDE).replace("La casa", "El hogar"))
    assert [one.id for one in check(loaded).findings] == ["void_approval"]


def test_the_glossary_of_the_project(ready: TemporaryProject) -> None:
    put(ready, It="Tiene 12 portones.", The="El hogar")
    ready.write(
        "glossary.csv", "source,language,target,forbidden\ndoor,es,puerta,\nhouse,es,casa,\nhouse,es,hogar,yes\n"
    )
    found = check(project.load(ready.root)).findings
    assert {(one.id, one.details["source"]) for one in found if one.id.startswith("glossary")} == {
        ("glossary_forbidden", "The house"),
        ("glossary_missing", "The house"),
        ("glossary_missing", "It has 12 doors."),
    }


def test_a_term_that_is_kept_is_no_copy(ready: TemporaryProject) -> None:
    ready.write("source/guide.md", "# Open the gatekeeper window\n")
    ready.good("extract")
    path = ready.root / GUIDE
    catalog = catalogs.read(path)
    same = tuple(replace(entry, msgstr=(entry.msgid,)) for entry in catalog.live)
    catalogs.write(replace(catalog, entries=same), path)
    assert [one.id for one in check(project.load(ready.root), options=CheckOptions(select=("same",))).findings] == [
        "same"
    ]
    ready.write("glossary.csv", "source,language,target,keep\nOpen the gatekeeper window,,,yes\n")
    assert check(project.load(ready.root), options=CheckOptions(select=("same",))).findings == ()


def test_a_broken_catalog_is_a_problem_and_the_others_are_checked(ready: TemporaryProject) -> None:
    put(ready, It="Tiene 13 puertas.")
    ready.write("locales/de/LC_MESSAGES/guide.po", 'msgid "a\n')
    report = check(project.load(ready.root))
    assert [one.id for one in report.findings] == ["numbers"]
    [problem] = report.problems
    assert "de/LC_MESSAGES/guide.po" in str(problem)


def write_po(path: Path, *entries: Entry, language: str = "es") -> Path:
    header = headers.new(language).header if language else Entry(msgid="", msgstr=("Project-Id-Version: x\n",))
    catalogs.write(Catalog(entries=entries, header=header), path)
    return path


@pytest.mark.parametrize("together", [0, 1 << 20])
def test_languages_that_are_checked_together_have_the_findings_of_each(
    ready: TemporaryProject, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    ready.write("source/list.md", "# The list\n\nIt has 12 doors.\n")
    ready.good("extract")
    for code, text in (("es", "Tiene 13 puertas"), ("de", "Es hat 13 Türen")):
        for document in ("guide", "list"):
            path = ready.root / f"locales/{code}/LC_MESSAGES/{document}.po"
            catalog = catalogs.read(path)
            entries = tuple(
                replace(one, msgstr=(f"{text} {document}.",) if one.msgid else one.msgstr) for one in catalog.entries
            )
            catalogs.write(replace(catalog, entries=entries), path)
    apart = [
        found
        for code in ("es", "de")
        for found in check(project.load(ready.root), Selection(languages=(code,))).findings
    ]
    assert {one.id for one in apart} >= {"numbers", "inconsistent"}
    shutil.rmtree(ready.root / ".workflow/checks")
    monkeypatch.setattr(checking_project, "_TOGETHER", together)
    assert list(check(project.load(ready.root)).findings) == apart


def test_any_po_file(tmp_path: Path) -> None:
    path = write_po(
        tmp_path / "a.po",
        Entry(msgid="%s of %d", msgstr=("%d de %s",), flags=("c-format",)),
        Entry(msgid="One file", msgid_plural="%d files", msgstr=("Un archivo", "%d archivos"), flags=("c-format",)),
        Entry(msgid="Close", msgstr=("Cerrar",), flags=("max-length:4",)),
    )
    report = check_files([path])
    assert [one.id for one in report.findings] == ["format_string", "max_length"]
    assert report.findings[0].unit is None
    assert report.findings[1].span is not None and report.findings[1].span.start == 4


def test_files_of_one_language_are_compared(tmp_path: Path) -> None:
    one = write_po(tmp_path / "one.po", Entry(msgid="Close", msgstr=("Cerrar",)))
    two = write_po(tmp_path / "two.po", Entry(msgid="Close", msgstr=("Clausurar",)))
    other = write_po(tmp_path / "de.po", Entry(msgid="Close", msgstr=("Schließen",)), language="de")
    report = check_files([one, two, other])
    assert [(found.id, found.catalog) for found in report.findings] == [("inconsistent", two)]
    assert report.catalogs == 3


def test_a_file_without_a_language(tmp_path: Path) -> None:
    path = write_po(tmp_path / "a.po", Entry(msgid="It has 12.", msgstr=("Tiene 13.",)), language="")
    [problem] = check_files([path]).problems
    assert "--to" in str(problem)
    assert [one.id for one in check_files([path], languages=(None, "es")).findings] == ["numbers"]


def test_a_shifted_batch_is_found_and_a_good_one_is_not(tmp_path: Path) -> None:
    sources = [f"Open file{n}.txt, page {n * 7}, and write to Anna{n}@example.org" for n in range(1, 9)]
    targets = [f"Abra file{n}.txt, página {n * 7}, y escriba a Anna{n}@example.org" for n in range(1, 9)]
    good = write_po(tmp_path / "a.po", *(Entry(msgid=s, msgstr=(t,)) for s, t in zip(sources, targets, strict=True)))
    assert check_files([good]).findings == ()
    shifted = targets[:2] + targets[3:] + targets[2:3]
    bad = write_po(tmp_path / "b.po", *(Entry(msgid=s, msgstr=(t,)) for s, t in zip(sources, shifted, strict=True)))
    found = check_files([bad], CheckOptions(select=("shifted",))).findings
    assert [one.details["source"] for one in found] == sources[2:7]


def test_marks_of_a_conflict(tmp_path: Path) -> None:
    text = "<<<<<<< ours\nPuerta\n=======\nPorta\n>>>>>>> theirs"
    path = write_po(tmp_path / "a.po", Entry(msgid="Door", msgstr=(text,)))
    assert "conflict" in {one.id for one in check_files([path]).findings}
