"""The record of a publication: its schema, what it says about each text, and that nothing can be changed without ``--verify`` seeing it."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.program import TemporaryProject
from tests.publishing.project import Small, recorded, small
from workflow.errors import BadInput
from workflow.model import Selection
from workflow.project.publish_policy import TextLevel
from workflow.publishing import publish, verify
from workflow.publishing.document_record import read_part
from workflow.publishing.manifest import Record

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/manifest.schema.json").read_bytes())


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return recorded(tmp_path)


PART_SCHEMA = {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/part"}


def record(river: Small) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((river.root / "editions/manifest.json").read_bytes())
    return data


def part(river: Small, document: str = "index.md") -> dict[str, Any]:
    data: dict[str, Any] = json.loads((river.root / f"editions/record/{document}.json").read_bytes())
    return data


def validate(river: Small) -> None:
    jsonschema.validate(record(river), SCHEMA, jsonschema.Draft202012Validator)
    for document in ("index.md", "guide.md"):
        jsonschema.validate(part(river, document), PART_SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_is_one_and_holds(river: Small) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    publish(river.project)
    validate(river)
    publish(river.project, only=(TextLevel.APPROVED,))
    validate(river)
    wrong = part(river)
    wrong["editions"]["es"]["units"][2]["published"] = "machine"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, PART_SCHEMA, jsonschema.Draft202012Validator)


def test_what_is_said_about_each_text(river: Small) -> None:
    publish(river.project)
    data = record(river)
    common = {"unit", "kind", "line", "words", "source", "target", "state"}
    units = part(river)["editions"]["es"]["units"]
    machine = {"engine": "argos", "package": "translate-en_es-0_1", "package_hash": "0a1b2c3d"}
    told = [{key: value for key, value in unit.items() if key not in common} for unit in units]
    assert told == [
        {"published": "source", "wrote": "source"},
        {"published": "translated", "wrote": "person"},
        {
            "published": "approved",
            "wrote": "person",
            "decisions": [{"who": "Ana", "on": "2026-11-20", "look": "target"}],
        },
        {"published": "draft", "wrote": "machine", **machine, "risk": 0.25, "edit_distance": 0.0},
        {
            "published": "draft",
            "wrote": "machine",
            **machine,
            "risk": 0.25,
            "edit_distance": 0.0,
            "decisions": [{"who": "low-risk", "on": "2026-11-20", "look": "rule"}],
        },
        {
            "published": "approved",
            "wrote": "machine",
            **machine,
            "risk": 0.25,
            "edit_distance": 0.0,
            "decisions": [
                {"who": "Ana", "on": "2026-11-21", "look": "bilingual", "seconds": 41},
                {"who": "Luis", "on": "2026-11-22", "look": "target"},
            ],
        },
        {
            "published": "approved",
            "wrote": "edited",
            **machine,
            "edit_distance": 0.4,
            "decisions": [{"who": "Ana", "on": "2026-11-21", "look": "target"}],
        },
        {"published": "source", "wrote": "source"},
        {"published": "previous", "wrote": "person", "edit": "sentence"},
        {"published": "source", "held_back": "numbers", "wrote": "source"},
        {"published": "source", "wrote": "source"},
    ]
    # The hashes are those of the comments in the catalog.
    text = (river.root / "locales/es/LC_MESSAGES/index.po").read_text(encoding="utf-8")
    assert all(f"src={unit['source']}" in text and f"txt={unit['target']}" in text for unit in units[2:7])
    edition = data["editions"]["es"]
    assert (edition["responsible"], data["editions"]["ar"]["responsible"]) == ("Ann, editor", "Nour")
    assert edition["policy"]["max_risk"] == 0.9
    assert edition["policy"]["rules"] == [{"kinds": ["heading"], "allow": ["approved", "source"]}]
    words = part(river)["editions"]["es"]["words"]
    assert edition["words"]["look"] == words["look"]  # nothing is translated in the other document
    assert words["look"] == {"bilingual": 5, "nobody": 5, "rule": 5, "target": 10}
    assert words["wrote"] == {"edited": 5, "machine": 15, "person": 15, "source": 16}
    assert sum(words["published"].values()) == sum(unit["words"] for unit in units) == 51
    assert set(data["files"]) == {path for path in river.tree() if path != "manifest.json"}


def test_a_record_has_a_date_only_if_it_is_given_one(river: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(river.project)
    assert "date" not in record(river)
    before = river.tree()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    assert publish(river.project).changed == ("manifest.json",)
    assert record(river)["date"] == "2026-12-01"
    validate(river)
    assert verify(river.project).findings == ()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(BadInput, match="SOURCE_DATE_EPOCH"):
        publish(river.project)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    publish(river.project)
    assert river.tree() == before


def test_what_was_published_is_verified(river: Small) -> None:
    publish(river.project)
    report = verify(river.project)
    assert report.findings == ()
    assert (report.files, report.languages) == (len(river.tree()) - 1, ("en", "es", "ar"))


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_one_flipped_byte_is_found_wherever_it_is(river: Small) -> None:
    publish(river.project)
    editions = river.root / "editions"
    places = [editions / name for name in river.tree()] + sorted(river.root.glob("locales/**/*.po"))
    places += sorted(river.root.glob("source/*.md"))
    for path in places:
        data = path.read_bytes()
        for at in {0, len(data) // 3, len(data) - 1}:
            path.write_bytes(flipped(data, at))
            findings = verify(river.project).findings
            assert findings, f"byte {at} of {path}"
            assert any(one.source == path for one in findings), [one.message for one in findings]
        path.write_bytes(data)
    assert verify(river.project).findings == ()


def test_every_line_of_the_record_counts(river: Small) -> None:
    publish(river.project)
    for path in (river.root / "editions/manifest.json", river.root / "editions/record/index.md.json"):
        data = path.read_bytes()
        at = 0
        for line in data.splitlines(keepends=True):
            path.write_bytes(flipped(data, at + len(line) // 2))
            try:
                assert [one.id for one in verify(river.project).findings if one.id == "altered_record"], line
            except BadInput:
                assert b"format" in line  # the number of the format itself
            at += len(line)
        path.write_bytes(data)


@pytest.mark.parametrize(
    ("change", "id", "words"),
    [
        (lambda root: (root / "editions/html/es/index.html").unlink(), "altered_edition", "is missing"),
        (lambda root: (root / "editions/html/es/new.html").write_bytes(b""), "altered_edition", "is not in the record"),
        (lambda root: (root / "editions/source/es/x").symlink_to(root), "altered_edition", "is not in the record"),
        (lambda root: shutil.rmtree(root / "editions/source/ar"), "altered_edition", "is missing"),
        (lambda root: (root / "locales/es/LC_MESSAGES/index.po").unlink(), "altered_input", "is missing (es)"),
        (lambda root: (root / "locales/ar/LC_MESSAGES").mkdir(parents=True) or (root / "locales/ar/LC_MESSAGES/index.po").write_bytes(b'msgid ""\n'), "altered_input", "changed since the publication (ar)"),
        (lambda root: (root / "source/guide.md").unlink(), "altered_input", "is missing (en, es, ar)"),
    ],
    ids=["page", "new page", "link", "folder", "catalog", "new catalog", "document"],
)  # fmt: skip
def test_what_is_missing_or_new_is_found(river: Small, change: Any, id: str, words: str) -> None:  # noqa: A002
    publish(river.project)
    change(river.root)
    findings = verify(river.project).findings
    assert {one.id for one in findings} == {id}
    assert words in findings[0].message


def test_a_record_that_claims_more_than_the_catalogs_is_found(river: Small) -> None:
    """Even where the whole record was written anew, with all its hashes."""
    publish(river.project)
    changes: tuple[dict[str, object], ...] = (
        {"wrote": "person"},
        {"state": "approved", "published": "approved"},
        {"target": "00000000"},
        {"decisions": [{"who": "Ana", "on": "2026-11-20", "look": "bilingual"}]},
    )
    for change in changes:
        found = read_part(river.root / "editions", "index.md")
        units = list(found.units["es"])
        units[3] = {**units[3], **change}
        found = replace(found, units={**found.units, "es": units})
        rewrite(river, found.text("index.md"))
        findings = verify(river.project).findings
        assert [one.id for one in findings] == ["altered_record"], change
        assert "es:index#" in findings[0].message
        publish(river.project)


def rewrite(river: Small, data: bytes) -> None:
    """Put another part in place of one, with its hash in the manifest."""
    (river.root / "editions/record/index.md.json").write_bytes(data)
    path = river.root / "editions/manifest.json"
    told = Record.of(record(river))
    files = {**told.files, "record/index.md.json": hashlib.sha256(data).hexdigest()}
    path.write_bytes(replace(told, files=files).serialised())


@pytest.mark.parametrize("data", [b"", b"[]", b'{"editions": {"es": {"units": [1]}}}', b"\xff"])
def test_a_part_that_no_publication_writes_is_found(river: Small, data: bytes) -> None:
    publish(river.project)
    rewrite(river, data)
    [finding] = verify(river.project).findings
    assert finding.id == "altered_record" and finding.source == river.root / "editions/record/index.md.json"
    whole = (river.root / "editions/record/guide.md.json").read_bytes()
    rewrite(river, whole + b" ")
    assert "not as a publication writes it" in verify(river.project).findings[0].message


def test_a_language_whose_record_is_damaged_is_built_again(river: Small) -> None:
    publish(river.project)
    before = river.tree()
    path = river.root / "editions/record/index.md.json"
    path.write_bytes(path.read_bytes()[:-9])
    report = publish(river.project, Selection(("es",)))  # what it said of the others is lost
    assert [edition.kept for edition in report.editions] == [False, False, False]
    assert verify(river.project).findings == () and river.tree() == before


def test_a_part_is_written_only_if_something_in_it_has_changed(river: Small) -> None:
    publish(river.project)
    places = [river.root / f"editions/record/{name}.md.json" for name in ("index", "guide")]
    before = [path.stat().st_ino for path in places]
    river.translate("es", "guide.md", {"A rope and an oar.[^1]": "Una cuerda y un remo.[^1]"})
    assert "manifest.json" in publish(river.project).changed
    assert [path.stat().st_ino == old for path, old in zip(places, before, strict=True)] == [True, False]
    units = part(river, "guide.md")["editions"]["es"]["units"]
    assert [unit["published"] for unit in units if "target" in unit] == ["translated"]
    assert verify(river.project).findings == ()


def test_the_command(river: Small) -> None:
    program = TemporaryProject(river.root)
    assert "Run `workflow publish`" in program.run("publish", "--verify").line()
    warning = "policy (`publish: allow`) does not list"
    assert warning not in program.good("publish", "--only", "approved").err
    strict = program.run("publish", "--only", "approved", "--strict")
    assert strict.code == 1 and warning in strict.err
    assert program.run("publish", "--only", "source").code == 2
    program.good("publish")
    assert "Verified: " in program.good("publish", "--verify").out
    assert json.loads(program.good("publish", "--verify", "--json").out)["findings"] == []
    assert program.run("publish", "--verify", "--strict").code == 2
    page = river.root / "editions/html/es/index.html"
    page.write_bytes(page.read_bytes() + b"\n")
    result = program.run("publish", "--verify")
    assert (result.code, result.out) == (1, "")
    assert result.err.splitlines() == [
        "editions/html/es/index.html: this file has been changed since the publication.",
        "Not verified. Do not deploy this. `workflow publish` publishes documents and catalogs as they are now.",
    ]
    (river.root / "editions/manifest.json").write_text('{"format": 1}', encoding="utf-8")
    assert "another version" in program.run("publish", "--verify").line()


def test_an_output_that_stayed_as_it_was_is_not_what_the_record_describes(tmp_path: Path) -> None:
    river = small(tmp_path)
    publish(river.project)
    config = river.root / "workflow.yaml"
    before = config.read_text()
    config.write_text(before + "redirects: {/en/index.html: index.md}\n")
    assert publish(river.project).failed == ("html",)
    [finding] = verify(river.project).findings
    assert (
        finding.id == "altered_edition" and "editions/html: this folder is of an earlier publication" in finding.message
    )
    config.write_text(before)
    publish(river.project)
    assert not verify(river.project).findings
