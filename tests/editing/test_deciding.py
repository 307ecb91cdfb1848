"""Decisions: what each makes of an entry and of its file, and what is refused. Undoing gives back the same bytes."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogs import examples
from tests.catalogs.test_states import DRAFT, DRAFTED, EMPTY, PLURAL, ROWS, STALE, TRANSLATED
from tests.gettext import msgcat, needs_gettext
from tests.program import CONFIG
from workflow import catalogs
from workflow.catalogs.approvals import approval_of, approvals_of, void_approvals_of
from workflow.catalogs.comment_syntax import own_comments
from workflow.catalogs.provenance import (
    conflict_of,
    draft_of,
    ignored,
    previous_text,
    put_draft,
    record_of,
    refusals_of,
)
from workflow.catalogs.states import Need, need, state
from workflow.editing import (
    Decision,
    DecisionKind,
    DecisionReport,
    Review,
    Seen,
    Signature,
    UnitPlace,
    applied,
    decide,
    undo,
)
from workflow.errors import BadInput, DecisionRefused
from workflow.model import Catalog, Entry, Key, State
from workflow.project import Project, load

ANA = Signature("Ana María", "2026-11-28", Review.BILINGUAL)
BEN = Signature("Ben", "2026-11-29", Review.TARGET)
RULE = Signature("Ana María", "2026-11-28", Review.RULE)


def place(key: Key, path: Path = Path("guide.po")) -> UnitPlace:
    return UnitPlace("es", "guide", path, key)


def decision(kind: str, entry: Entry, by: Signature = ANA, path: Path = Path("guide.po"), **more: object) -> Decision:
    """A decision by somebody who saw the entry as it is."""
    fields: dict[str, object] = {"reason": "no es natural", "check": "end_stop"}
    if kind == "edit":
        fields["texts"] = tuple(f"Nuevo {number}" for number in range(len(entry.msgstr)))
        by = replace(by, review=None)
    return Decision(DecisionKind(kind), place(entry.key, path), Seen.of(entry), by, **fields | more)  # type: ignore[arg-type]


def decided(kind: str, entry: Entry, by: Signature = ANA, **more: object) -> Entry:
    return applied(entry, decision(kind, entry, by, Path("guide.po"), **more))


# Approving


def test_approving_a_draft_makes_it_the_persons_and_keeps_the_record() -> None:
    entry = decided("approve", DRAFTED)
    assert (state(entry), entry.text, draft_of(entry)) == (State.APPROVED, DRAFTED.text, None)
    found = approval_of(entry)
    assert found is not None
    assert (found.name, found.date, found.review, found.edit) == ("Ana María", "2026-11-28", Review.BILINGUAL, 0.0)
    record = record_of(entry)
    assert record is not None and record.engine == "argos", "who wrote it is still known"


def test_approving_a_stale_text_settles_it() -> None:
    entry = decided("approve", put_draft(STALE, "Buenas", DRAFT))
    assert (entry.previous_msgid, previous_text(entry), need(entry)) == (None, None, None)


def test_a_second_person_signs_beside_the_first() -> None:
    entry = decided("approve", decided("approve", TRANSLATED), BEN)
    assert [(one.name, one.review) for one in approvals_of(entry)] == [
        ("Ana María", Review.BILINGUAL),
        ("Ben", Review.TARGET),
    ]
    again = decided("approve", entry, replace(ANA, who="ana  maría", date="2026-12-01", review=Review.TARGET))
    assert [(one.name, one.date) for one in approvals_of(again)] == [
        ("Ben", "2026-11-29"),
        ("ana  maría", "2026-12-01"),
    ]


def test_the_same_approval_twice_changes_nothing() -> None:
    entry = decided("approve", TRANSLATED)
    assert decided("approve", entry, replace(ANA, date="2027-01-01")) is entry


def test_an_approval_is_void_once_source_or_translation_changes() -> None:
    entry = decided("approve", TRANSLATED)
    assert void_approvals_of(entry) == ()
    for changed, why in (
        (replace(entry, msgstr=("Hola",)), "the translation has changed"),
        (replace(entry, msgid="Good night"), "the source has changed"),
        (replace(entry, msgid="Good night", msgstr=("Hola",)), "the source and the translation have changed"),
        (replace(entry, flags=("fuzzy",)), "it was marked as fuzzy"),
    ):
        assert approval_of(changed) is None
        assert [one.reason for one in void_approvals_of(changed)] == [why]
    signed = decided("approve", replace(entry, msgstr=("Hola",)), BEN)
    assert [one.name for one in approvals_of(signed)] == ["Ben"]
    assert void_approvals_of(signed) == ()


def test_a_rule_never_counts_as_a_person() -> None:
    entry = decided("approve", DRAFTED, RULE)
    found = approval_of(entry)
    assert found is not None and found.by_rule
    signed = decided("approve", entry, BEN)
    assert [one.review for one in approvals_of(signed)] == [Review.TARGET, Review.RULE]
    assert decided("approve", signed, replace(RULE, who="Eva")) is signed, "what a person said counts for more"
    with pytest.raises(DecisionRefused, match="a rule cannot settle"):
        decided("approve", STALE, RULE)


@pytest.mark.parametrize("row", ROWS)
def test_what_is_approved_is_approved(row: str) -> None:
    """Either it is refused, or the entry is approved afterwards, with the same words."""
    entry = ROWS[row][0]
    try:
        after = decided("approve", entry)
    except DecisionRefused:
        assert state(entry) is State.UNTRANSLATED or need(entry) in (Need.CONFLICT, Need.UNFINISHED)
        return
    assert (state(after), after.msgstr) == (State.APPROVED, entry.msgstr)


# Editing


def test_an_edit_is_a_persons_translation() -> None:
    entry = decided("edit", DRAFTED, texts=("Muy buenos días",))
    assert (state(entry), entry.text, approvals_of(entry)) == (State.TRANSLATED, "Muy buenos días", ())
    at_once = applied(DRAFTED, replace(decision("edit", DRAFTED, texts=("Muy buenos días",)), by=ANA))
    found = approval_of(at_once)
    assert found is not None and found.edit is not None and 0 < found.edit < 1


def test_an_edited_draft_is_never_called_unedited() -> None:
    long = put_draft(EMPTY, "palabra " * 100, DRAFT)
    after = applied(long, replace(decision("edit", long, texts=("palabra " * 99 + "palabras ",)), by=ANA))
    found = approval_of(after)
    assert found is not None and found.edit == 0.01


def test_an_edit_settles_a_conflict_and_an_unchanged_text_is_no_edit() -> None:
    entry = ROWS["fuzzy with another side's text"][0]
    with pytest.raises(DecisionRefused, match="holds two texts"):
        decided("approve", entry)
    after = decided("edit", entry, texts=("Buenas",))
    assert (conflict_of(after), state(after)) == (None, State.TRANSLATED)
    assert decided("edit", TRANSLATED, texts=TRANSLATED.msgstr) is TRANSLATED


def test_each_plural_form_has_to_be_there() -> None:
    drafted = put_draft(PLURAL, ("un día", "{n} días"), DRAFT)
    assert decided("edit", drafted, texts=("un día", "días")).msgstr == ("un día", "días")
    for texts in (("un día",), ("un día", " "), ("a", "b", "c")):
        with pytest.raises(DecisionRefused):
            decided("edit", drafted, texts=texts)


# Refusing, unapproving, ignoring


def test_a_refused_draft_is_gone_and_does_not_come_back() -> None:
    entry = decided("refuse", DRAFTED)
    assert state(entry) is State.UNTRANSLATED
    (refusal,) = refusals_of(entry)
    assert (refusal.by, refusal.reason, refusal.engine, refusal.hash) == (
        "Ana María", "no es natural", "argos", "3f2a91c0",
    )  # fmt: skip
    assert state(decided("refuse", decided("approve", DRAFTED, RULE))) is State.UNTRANSLATED, "nobody has read it"


def test_a_persons_words_stay_when_they_are_refused() -> None:
    entry = decided("refuse", decided("approve", TRANSLATED), BEN)
    assert (entry.text, need(entry), approvals_of(replace(entry, flags=()))) == (TRANSLATED.text, Need.UNFINISHED, ())
    accepted = decided("refuse", decided("approve", DRAFTED), BEN)
    assert (accepted.text, need(accepted)) == (DRAFTED.text, Need.UNFINISHED)
    repaired = decided("refuse", put_draft(STALE, "Buenas", DRAFT))
    assert (repaired.text, need(repaired)) == (STALE.text, Need.STALE)
    with pytest.raises(DecisionRefused, match="no translation"):
        decided("refuse", EMPTY)


def test_unapproving_takes_back_ones_own() -> None:
    both = decided("approve", decided("approve", TRANSLATED), BEN)
    assert [one.name for one in approvals_of(decided("unapprove", both, BEN))] == ["Ana María"]
    assert decided("unapprove", both, BEN, everybody=True) == TRANSLATED
    with pytest.raises(DecisionRefused, match="approved by Ana María, not by Ben"):
        decided("unapprove", decided("approve", TRANSLATED), BEN)
    with pytest.raises(DecisionRefused, match="not approved"):
        decided("unapprove", TRANSLATED)


def test_a_dismissal_holds_until_the_texts_change() -> None:
    entry = decided("ignore", TRANSLATED)
    assert [(one.check, one.reason, one.by, one.valid) for one in ignored(entry)] == [
        ("end_stop", "no es natural", "Ana María", True)
    ]
    assert [one.valid for one in ignored(replace(entry, msgstr=("Hola",)))] == [False]
    assert decided("ignore", entry) is entry
    other = decided("ignore", entry, BEN, reason="otra")
    assert [(one.reason, one.by) for one in ignored(other)] == [("otra", "Ben")]


# Laws


KINDS = st.sampled_from([kind.value for kind in DecisionKind])
SIGNATURES = st.sampled_from([ANA, BEN, RULE, replace(ANA, seconds=12.0)])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Catalog, list[Decision]]:
    """A catalog as some tool wrote it, and decisions about different entries of it."""
    base = draw(examples.catalogs())
    found: dict[Key, Entry] = {entry.key: replace(entry, obsolete=False) for entry in base.entries}
    for name in draw(st.lists(st.sampled_from(sorted(ROWS)), max_size=3, unique=True)):
        entry = replace(ROWS[name][0], msgid=f"{name}: {EMPTY.msgid}")
        found.setdefault(entry.key, decided("approve", replace(entry, msgstr=("x",))) if name == "approved" else entry)
    data = catalogs.serialise(Catalog(tuple(found.values()), examples.HEADER))
    if draw(st.booleans()):
        data = data.replace(b"\n", b"\r\n")
    if draw(st.booleans()):
        data = data.rstrip(b"\r\n")
    catalog = catalogs.parse(data)
    chosen = (
        draw(st.lists(st.sampled_from(catalog.entries), max_size=4, unique_by=lambda e: e.key))
        if catalog.entries
        else []
    )
    return catalog, [decision(draw(KINDS), entry, draw(SIGNATURES)) for entry in chosen]


def carried_out(catalog: Catalog, decisions: list[Decision]) -> tuple[Catalog, int]:
    """The catalog after the decisions that are not refused, and their number."""
    entries = {entry.key: entry for entry in catalog.entries}
    done = 0
    for one in decisions:
        try:
            entries[one.unit.key] = applied(entries[one.unit.key], one)
            done += 1
        except DecisionRefused:
            pass
    return replace(catalog, entries=tuple(entries.values())), done


@given(cases())
def test_a_decision_changes_only_its_entrys_lines(case: tuple[Catalog, list[Decision]]) -> None:
    catalog, decisions = case
    before = catalogs.serialise(catalog)
    for one in decisions:
        after = catalogs.serialise(carried_out(catalog, [one])[0])
        layout = catalog.layout
        block = layout.blocks[one.unit.key]  # type: ignore[attr-defined]
        text = after.decode()
        assert text.startswith(before.decode()[: block.start])
        assert text.endswith(before.decode()[block.end :])


@given(cases(), st.randoms())
def test_decisions_about_different_entries_commute(case: tuple[Catalog, list[Decision]], random: object) -> None:
    catalog, decisions = case
    shuffled = list(decisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = carried_out(catalog, decisions), carried_out(catalog, shuffled)
    assert catalogs.serialise(one[0]) == catalogs.serialise(other[0])


@given(examples.entries().map(lambda e: replace(e, obsolete=False)), KINDS, SIGNATURES, examples.texts)
def test_a_stale_hash_is_always_refused(entry: Entry, kind: str, by: Signature, text: str) -> None:
    one = decision(kind, entry, by)
    for changed in (
        replace(entry, msgid=f"{entry.msgid}."),
        replace(entry, msgstr=tuple(f"{text}{t}." for t in entry.msgstr)),
    ):
        with pytest.raises(DecisionRefused, match="has changed since"):
            applied(changed, one)


@given(examples.entries().map(lambda e: replace(e, obsolete=False)), KINDS, SIGNATURES)
def test_a_decision_keeps_what_is_not_its_own(entry: Entry, kind: str, by: Signature) -> None:
    try:
        after = decided(kind, entry, by)
    except DecisionRefused:
        return
    assert own_comments(after) == own_comments(entry)
    assert (after.key, after.extracted, after.locations) == (entry.key, entry.extracted, entry.locations)
    if kind != "edit":
        assert after.msgstr == entry.msgstr, "there is no machine in it, so the words are a person's"


# In a project


@pytest.fixture
def real(tmp_path: Path) -> Project:
    (tmp_path / "workflow.yaml").write_text(CONFIG)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "guide.md").write_text("# Hello\n")
    (tmp_path / "source" / "index.md").write_text("# Hello\n")
    return load(tmp_path)


def put(project: Project, data: bytes, document: str = "guide.md") -> Path:
    path = project.catalog_path("es", document)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_undoing_gives_back_the_same_bytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("undo")
    (root / "workflow.yaml").write_text(CONFIG)
    (root / "source").mkdir()
    (root / "source" / "guide.md").write_text("# Hello\n")
    project = load(root)
    path = project.catalog_path("es", "guide.md")
    path.parent.mkdir(parents=True)
    undone = 0

    @given(cases())
    def law(case: tuple[Catalog, list[Decision]]) -> None:
        nonlocal undone
        catalog, decisions = case
        before = catalogs.serialise(catalog)
        path.write_bytes(before)
        (root / ".workflow" / "decisions.jsonl").unlink(missing_ok=True)
        report = decide(project, [replace(one, unit=place(one.unit.key, path)) for one in decisions])
        assert (path.read_bytes() == before) == (report.changed == 0)
        if report.changed:
            undone += 1
            assert undo(project).problems == ()
        assert path.read_bytes() == before

    law()
    assert undone


def of(project: Project, kind: str, index: int = 0, by: Signature = ANA, **more: object) -> DecisionReport:
    path = project.catalog_path("es", "guide.md")
    entry = catalogs.read(path).entries[index]
    return decide(project, [decision(kind, entry, by, path, **more)])


TWO = catalogs.serialise(
    Catalog((DRAFTED, replace(TRANSLATED, msgid="Second", comments=("ask Maria",))), examples.HEADER)
)


def test_decisions_are_undone_one_command_after_the_other(real: Project) -> None:
    path = put(real, TWO)
    of(real, "approve")
    first = path.read_bytes()
    of(real, "approve", 0, BEN)
    of(real, "refuse", 1)
    assert [len(one.units) for one in undo(real, 2).undone] == [1, 1]
    assert path.read_bytes() == first
    assert undo(real).undone[0].kind is DecisionKind.APPROVE
    assert path.read_bytes() == TWO
    with pytest.raises(BadInput, match="no decision"):
        undo(real)


def test_undoing_refuses_what_has_changed_since(real: Project) -> None:
    path = put(real, TWO)
    of(real, "approve", 1)
    saved = path.read_bytes().replace("Buenos días".encode(), b"Hola")
    path.write_bytes(saved)
    report = undo(real)
    assert "has changed since" in str(report.problems[0]) and not report.undone
    assert path.read_bytes() == saved
    path.write_bytes(saved.replace(b"Hola", "Buenos días".encode()))
    assert undo(real).undone, "it can be undone again once the change is undone"
    assert path.read_bytes() == TWO


def test_undoing_keeps_what_others_did_meanwhile(real: Project) -> None:
    path = put(real, TWO)
    of(real, "approve")
    data = (
        path.read_bytes()
        .replace(b"# ask Maria", b"# ask Eva")
        .replace(b'msgid "Good morning"', b'#. paragraph\nmsgid "Good morning"')
    )
    path.write_bytes(data)
    assert undo(real).problems == ()
    entries = catalogs.read(path).entries
    assert (state(entries[0]), entries[0].extracted, entries[1].comments) == (State.DRAFT, ("paragraph",), ("ask Eva",))


def test_a_stale_decision_among_others_is_refused_alone(real: Project) -> None:
    path = put(real, TWO)
    entries = catalogs.read(path).entries
    stale = decision("approve", replace(entries[0], msgstr=("Otra cosa",)), path=path)
    report = decide(real, [stale, decision("approve", entries[1], path=path)])
    assert ["has changed since" in str(one) for one in report.problems] == [True]
    assert [state(entry) for entry in catalogs.read(path).entries] == [State.DRAFT, State.APPROVED]
    assert undo(real).undone[0].units == (place(entries[1].key).address,)
    assert path.read_bytes() == TWO


def test_a_dry_run_writes_nothing(real: Project) -> None:
    path = put(real, TWO)
    report = decide(real, [decision("approve", catalogs.read(path).entries[0], path=path)], dry_run=True)
    assert (report.changed, report.written, path.read_bytes()) == (1, (), TWO)
    assert not (real.root / ".workflow" / "decisions.jsonl").exists()
    of(real, "approve")
    of(real, "approve", 0, BEN)
    after = path.read_bytes()
    assert len(undo(real, 5, dry_run=True).undone) == 2
    assert path.read_bytes() == after


def test_bulk_decisions_are_undone_together(real: Project) -> None:
    paths = [put(real, TWO), put(real, TWO, "index.md")]
    everything = [decision("approve", entry, path=path) for path in paths for entry in catalogs.read(path).entries]
    report = decide(real, everything)
    assert (len(report.written), report.changed) == (2, 4)
    assert len(undo(real).undone[0].units) == 4
    assert [path.read_bytes() for path in paths] == [TWO, TWO]


def test_a_journal_that_was_cut_off_or_edited_is_read_as_far_as_it_goes(real: Project) -> None:
    path = put(real, TWO)
    of(real, "approve")
    journal = real.root / ".workflow" / "decisions.jsonl"
    first = journal.read_bytes()
    hostile = first.replace(b"locales/es/LC_MESSAGES/guide.po", b"../../outside.po").replace(b'"act":"2', b'"act":"3')
    odd = [b'{"act": 1}', b"not json", b"[]", b"3", b'{"undone": []}', b'{"undone": "x", "act": "x"}']
    odd += [first.strip().replace(b'"kind":"approve"', b'"kind":"guess"'), first.strip().replace(b"[null,", b"[[],")]
    journal.write_bytes(first + hostile + b"\n".join(odd) + b"\n" + first[: len(first) // 2])
    of(real, "approve", 1)
    assert path.read_bytes() != TWO
    report = undo(real, 2)
    assert path.read_bytes() == TWO
    assert [line.split(":")[1] for line in report.damaged] == ["2", "3", "4", "5", "6", "10", "11"]


def test_what_an_editor_saved_meanwhile_is_kept(real: Project) -> None:
    path = put(real, TWO)
    seen = decision("approve", catalogs.read(path).entries[0], path=path)
    path.write_bytes(TWO.replace(b"# ask Maria", b"# ask Eva").replace(b"#, fuzzy\n", b"#, fuzzy, no-wrap\n"))
    assert not decide(real, [seen]).problems
    first, second = catalogs.read(path).entries
    assert (state(first), first.flags, second.comments) == (State.APPROVED, ("no-wrap",), ("ask Eva",))


def test_a_catalog_that_is_gone_or_broken_is_a_problem(real: Project) -> None:
    path, other = put(real, TWO), put(real, TWO, "index.md")
    entry = catalogs.read(path).entries[0]
    decisions = [decision("approve", entry, path=path), decision("approve", entry, path=other)]
    path.write_bytes(b'msgid "x\n')
    report = decide(real, decisions)
    assert (len(report.problems), report.written) == (1, (other,))
    other.unlink()
    assert "index.po" in str(undo(real).problems[0])
    with pytest.raises(DecisionRefused, match="no longer in its document"):
        applied(replace(entry, obsolete=True), decision("approve", entry))


@needs_gettext
def test_undoing_after_a_tool_has_rewritten_the_file(real: Project) -> None:
    path = put(real, TWO)
    of(real, "approve")
    of(
        real,
        "ignore",
        1,
        reason="tan largo que ninguna herramienta deja la línea como está, por ancha que sea la página",
    )
    path.write_bytes(msgcat(path.read_bytes(), "--width=40"))
    assert undo(real, 2).problems == ()
    assert catalogs.read(path).entries == catalogs.parse(TWO).entries


def test_a_line_feed_stands_where_the_source_has_one() -> None:
    entry = Entry("One.\n", ("Uno.\n",))
    assert decided("edit", entry, texts=("Otro.",)).text == "Otro.\n"
    assert decided("edit", EMPTY, texts=("\nOtro.\n",)).text == "Otro."


def test_a_large_journal_loses_its_older_acts(real: Project) -> None:
    path = put(real, TWO)
    of(real, "approve")
    journal = real.root / ".workflow" / "decisions.jsonl"
    first = journal.read_bytes()
    last = first.replace(b'"act":"2', b'"act":"4')
    journal.write_bytes(first + b"x" * 9_000_000 + b"\n" + first + last + b"x" * 9_000_000)
    of(real, "approve", 1)
    assert journal.read_bytes().count(b'"act"') == 2
    undo(real, 2)
    assert path.read_bytes() == TWO
