"""The explanation of ``draft --explain``."""

import pytest

from tests.drafting.conftest import ProjectOf
from tests.drafting.test_project import change
from workflow import catalogs
from workflow.catalogs.hashes import short_key
from workflow.drafting import draft, explain
from workflow.errors import BadInput, EngineUnavailable

TEXT = "# House\n\nOpen the file `notes.txt` in **any editor**. It is short.\n"


def test_sentences_attempts_and_what_was_taken(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": TEXT})
    path = project.catalog_path("es", "guide.md")
    entry = catalogs.read(path).entries[1]
    address = f"es:guide#{short_key(entry)}"
    before = path.read_bytes()
    found = explain(project, address)
    assert path.read_bytes() == before
    assert found.address == address and found.source == entry.msgid
    assert found.engine == "starter" and found.package and found.hash and found.quality and found.styles
    assert found.state == "untranslated" and found.target
    assert [spoken.sentence.source for spoken in found.sentences] == [
        "Open the file `notes.txt` in **any editor**.",
        "It is short.",
    ]
    for spoken in found.sentences:
        assert spoken.chosen in spoken.tried
        assert all(attempt.asked and (attempt.text or attempt.refused) for attempt in spoken.tried)
    assert found.options and found.seconds > 0
    assert any(spoken.others for spoken in found.sentences)
    assert explain(project, f"es:guide:{entry.line}") == found
    assert explain(project, f"es:guide.md:{entry.line + 2}").address == address
    draft(project)
    again = explain(project, address)
    assert (again.state, again.text, again.target) == ("draft", found.target, found.target)


def test_what_the_memory_has_is_reported(project_of: ProjectOf) -> None:
    project = project_of(
        {"guide.md": TEXT, "other.md": "It is short.\n\nOpen the file `a.txt` in **any editor**. It is short.\n"}
    )
    done = catalogs.read(project.catalog_path("es", "other.md")).entries[1]
    change(project, "other.md", done.msgid, msgstr=("Abra `a.txt` en **un editor**. Es corto.",))
    entry = catalogs.read(project.catalog_path("es", "guide.md")).entries[1]
    (match,) = explain(project, f"es:guide:{entry.line}").matches
    assert (match.score, match.target) == (100, "Abra `notes.txt` en **un editor**. Es corto.")


def test_what_the_memory_gives_is_what_draft_writes(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": TEXT, "other.md": TEXT})
    source = "Open the file `notes.txt` in **any editor**. It is short."
    change(project, "other.md", source, msgstr=("Abra `notes.txt` en **un editor**. Es corto.",))
    entry = catalogs.read(project.catalog_path("es", "guide.md")).entries[1]
    found = explain(project, f"es:guide#{short_key(entry)}")
    assert found.reused is not None and found.reused.source.name == "memory"
    assert found.target and found.target != found.reused.text
    draft(project)
    assert catalogs.read(project.catalog_path("es", "guide.md")).entries[1].text == found.reused.text
    assert (
        explain(project, f"es:guide:{catalogs.read(project.catalog_path('es', 'guide.md')).entries[0].line}").reused
        is None
    )


def test_a_repair_is_what_draft_writes(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": TEXT.replace("short", "long")})
    entry = catalogs.read(project.catalog_path("es", "guide.md")).entries[1]
    old = entry.msgid.replace("long", "short")
    words = "Abra el archivo `notes.txt` en **un editor**. Es corto."
    change(project, "guide.md", entry.msgid, msgstr=(words,), flags=("fuzzy",), previous_msgid=old)
    found = explain(project, f"es:guide#{short_key(entry)}")
    assert found.reused is not None and found.reused.replaced == "1/2" and found.reused.source.name == "starter"
    draft(project)
    assert catalogs.read(project.catalog_path("es", "guide.md")).entries[1].text == found.reused.text


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("guide", "not a valid unit address"),
        ("es:guide#00000000", "no such unit"),
        ("xx:guide#00000000", "no language"),
        ("es:gide#00000000", "guide"),
        ("e*:g*#00000000", "not a valid unit address"),
        ("es:*:1", "matches 2"),
        ("es:guide:1", "line 1 of .*guide.po belongs to the header"),
        ("es:guide:0", "line 0 of .*guide.po belongs to the header"),
        ("es:guide:99999", "guide.po has only [0-9]+ lines"),
        ("es:guide:99999999999999", "not a valid unit address"),
    ],
)
def test_addresses_that_name_nothing(project_of: ProjectOf, address: str, message: str) -> None:
    project = project_of({"guide.md": TEXT, "index.md": TEXT})
    with pytest.raises(BadInput, match=message.replace("'", ".")):
        explain(project, address)


def test_a_language_without_an_engine(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": TEXT}, languages=("uk",))
    line = catalogs.read(project.catalog_path("uk", "guide.md")).entries[0].line
    with pytest.raises(EngineUnavailable, match="en-uk"):
        explain(project, f"uk:guide:{line}")


def test_a_line_of_an_obsolete_entry(project_of: ProjectOf) -> None:
    project = project_of({"guide.md": TEXT})
    path = project.catalog_path("es", "guide.md")
    path.write_text(path.read_text() + '\n#~ msgid "Gone."\n#~ msgstr "Ido."\n')
    last = len(path.read_text().splitlines())
    with pytest.raises(BadInput, match=f"line {last} of .*guide.po belongs to an obsolete entry"):
        explain(project, f"es:guide:{last}")
