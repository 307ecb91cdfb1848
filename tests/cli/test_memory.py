"""``workflow memory``: import, search, export, stats; and drafts that come from it."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from tests.program import TemporaryProject

CONFIG = "title: A test\nsource_language: en\nlanguages: [es, uk]\nengines: {en-uk: []}\n"
DOCUMENT = "# Title\n\nThe door is open.\n\nIt has 5 windows.\n"
TMX = (
    '<?xml version="1.0"?><tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" '
    'adminlang="en" srclang="en-US" datatype="plaintext"/><body>\n<tu><tuv xml:lang="en-US"><seg>The door is open.</seg></tuv>'
    '<tuv xml:lang="es-ES"><seg>La puerta está abierta.</seg></tuv><tuv xml:lang="uk"><seg>Двері відчинено.</seg></tuv>'
    '<tuv xml:lang="de"><seg>Die Tür ist offen.</seg></tuv></tu>\n</body></tmx>'
)
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n{}"\n\nmsgid "It has 7 windows."\nmsgstr "Tiene 7 ventanas."\n'


@pytest.fixture
def started(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", DOCUMENT)
    project.good("extract")
    return project


def found(project: TemporaryProject, text: str, code: str = "es") -> list[tuple[int, str]]:
    data = json.loads(project.good("memory", "search", text, "-l", code, "--json").out)
    return [(match["score"], match["target"]) for match in data[code]]


def test_import_search_stats_export(started: TemporaryProject) -> None:
    assert "is empty" in started.good("memory", "stats").out
    started.write("../house.tmx", TMX)
    done = started.good("memory", "import", "../house.tmx")
    assert (
        "Imported memory/house.tmx" in done.out.replace(f"{started.root}/", "")
        and "es: 1" in done.out
        and "Skipped languages (not in this project): de" in done.out
    )
    assert started.read("memory/house.tmx") == TMX
    assert "Already imported" in started.good("memory", "import", "../house.tmx").out
    assert found(started, "The door is open.") == [(100, "La puerta está abierta.")]
    ((score, target),) = found(started, "The door is opened.")
    assert 85 <= score < 100 and target == "La puerta está abierta."
    assert "memory/house.tmx" in started.good("memory", "search", "The door is open.", "-l", "uk").out
    assert "No matches" in started.good("memory", "search", "Summer", "-l", "es").out
    rows = json.loads(started.good("memory", "stats", "--json").out)
    assert [(row["file"], row["language"], row["pairs"]) for row in rows if row["language"] != "de"] == [
        ("memory/house.tmx", "es", 1),
        ("memory/house.tmx", "uk", 1),
    ]
    root = ElementTree.fromstring(started.good("memory", "export", "-l", "es").out)
    assert [seg.text for seg in root.iter("seg")] == ["The door is open.", "La puerta está abierta."]
    started.good("memory", "export", "-o", "all.tmx")
    assert len(list(ElementTree.parse(started.root / "all.tmx").getroot().iter("tu"))) == 2
    (started.root / "memory/house.tmx").unlink()
    assert found(started, "The door is open.") == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.tmx", TMX[:-10], "a.tmx:3: not well-formed XML"),
        ("a.tmx", "<html/>", "a.tmx:1: it begins with <html>"),
        ("a.tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]>' + TMX[21:], "the entity a is declared"),
        (
            "a.tmx",
            TMX.replace("en-US", "fr"),
            "a.tmx:3: no text is in the source language of the project. The languages of the file are: fr, ",
        ),
        ("a.po", 'msgid "x"\nmsgstr "y\n', "a.po:2"),
        ("a.po", PO.format(""), "-l CODE"),
        ("a.csv", "a,b", "only TMX (.tmx) and PO (.po)"),
    ],
)
def test_what_is_refused_changes_nothing(started: TemporaryProject, name: str, content: str, words: str) -> None:
    started.write(f"../{name}", content)
    before = started.files()
    assert words in started.run("memory", "import", f"../{name}").line()
    assert started.files() == before
    assert found(started, "The door is open.") == []


def test_a_po_file_without_a_language(started: TemporaryProject) -> None:
    started.write("../words.po", PO.format(""))
    started.good("memory", "import", "../words.po", "-l", "es")
    assert (started.root / "memory/es/words.po").is_file()
    assert found(started, "It has 9 windows.") == [(100, "Tiene 9 ventanas.")]


def test_drafts_come_from_the_memory_first(started: TemporaryProject) -> None:
    started.write("../house.tmx", TMX)
    started.write("../words.po", PO.format("Language: es\\n"))
    started.good("memory", "import", "../house.tmx", "../words.po")
    before = started.files()
    assert "2 entries pre-translated from the translation memory" in started.good("draft").out
    spanish = started.read("locales/es/LC_MESSAGES/guide.po")
    assert 'msgstr "La puerta está abierta."' in spanish and 'msgstr "Tiene 5 ventanas."' in spanish
    assert spanish.count("engine=memory") == 2 == spanish.count("match=100")
    # A language without an engine gets them too.
    ukrainian = started.read("locales/uk/LC_MESSAGES/guide.po")
    assert ukrainian.count("engine=memory") == 1 == ukrainian.count("#, fuzzy")
    first = started.files()
    started.good("draft", "--redo")
    assert started.files() == first
    started.good("draft", "--discard")
    assert started.files() == before
    started.write("workflow.yaml", CONFIG + "memory: false\n")
    started.good("draft")
    assert "engine=memory" not in started.read("locales/es/LC_MESSAGES/guide.po")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("La puerta está \u202eabierta.", "U+202E"),
        ("La puerta está \u2066abierta.", "U+2066"),
        ("La puerta está abierta: bit.ly/abc1.", "bit.ly/abc1 is not in the source"),
        ("La puerta está abierta: http://evil.example/x", "http://evil.example/x is not in the source"),
        ("La puerta [está](javascript:alert\\(1\\)) abierta.", ""),
        ("La puerta <b>está</b> abierta.", ""),
    ],
)
def test_a_match_that_would_do_harm_is_not_used(started: TemporaryProject, target: str, words: str) -> None:
    started.write("workflow.yaml", CONFIG.replace("{en-uk: []}", "{en-uk: [], en-es: []}"))
    started.write("memory/x.tmx", TMX.replace("La puerta está abierta.", target.replace("<", "&lt;")))
    done = started.good("-v", "draft")
    assert "engine=memory" not in started.read("locales/es/LC_MESSAGES/guide.po")
    assert "1 entry not pre-translated" in done.out + done.err and words in done.out + done.err


@pytest.mark.parametrize(
    "target", ["La puerta 7 está abierta.", "La puer\u200bta está abierta.", "A porta não está aberta, mas é minha."]
)
def test_a_match_that_changes_facts_is_named(started: TemporaryProject, target: str) -> None:
    started.write("workflow.yaml", CONFIG.replace("{en-uk: []}", "{en-uk: [], en-es: []}"))
    started.write("memory/x.tmx", TMX.replace("La puerta está abierta.", target))
    started.good("draft")
    assert "risk=0.60 match=100 why=memory" in started.read("locales/es/LC_MESSAGES/guide.po")
    assert "the earlier translation has other numbers" in started.good("queue", "-l", "es").out


@pytest.mark.parametrize("damage", [None, b"", b"no database at all" * 500])
def test_a_missing_or_broken_database_is_made_again(started: TemporaryProject, damage: bytes | None) -> None:
    started.write("../house.tmx", TMX)
    started.good("memory", "import", "../house.tmx")
    for path in (started.root / ".workflow").glob("memory.db*"):
        path.unlink()
    if damage is not None:
        started.write(".workflow/memory.db", damage)
    assert found(started, "The door is open.") == [(100, "La puerta está abierta.")]


def test_a_damaged_page_is_noticed(started: TemporaryProject) -> None:
    started.write("../house.tmx", TMX)
    started.good("memory", "import", "../house.tmx")
    path = started.root / ".workflow" / "memory.db"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))
    assert found(started, "The door is open.") == [(100, "La puerta está abierta.")]


def test_a_broken_file_in_the_folder_hides_no_other(started: TemporaryProject) -> None:
    started.write("memory/good.tmx", TMX)
    started.write("memory/bad.tmx", TMX[:-10])
    result = started.run("memory", "search", "The door is open.", "-l", "es")
    assert result.code == 2
    assert "La puerta está abierta." in result.out and "bad.tmx:3" in result.err
    assert "bad.tmx:3" in started.run("draft").err
    assert "engine=memory" in started.read("locales/es/LC_MESSAGES/guide.po")


def test_two_at_once(started: TemporaryProject) -> None:
    started.write("memory/house.tmx", TMX)
    command = [sys.executable, "-m", "workflow", "memory", "search", "The door is open.", "-l", "es"]
    running = [
        subprocess.Popen(command, cwd=started.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    for one in running:
        out, err = one.communicate(timeout=100)
        assert one.returncode == 0 and "La puerta está abierta." in out.decode(), err.decode()


def test_import_takes_a_language_and_nothing_else(started: TemporaryProject) -> None:
    started.write("../words.po", PO.format(""))
    before = started.files()
    for wrong in ("../../evil", "/tmp/evil", "xx_bogus!", "nonsense"):
        assert "is not a valid language code" in started.run("memory", "import", "../words.po", "-l", wrong).line()
    started.write("../spanish.po", PO.format("Language: es\\n"))
    assert "Language: es" in started.run("memory", "import", "../spanish.po", "-l", "uk").line()
    assert started.files() == before
    assert not (started.root.parent / "evil").exists()
    started.good("memory", "import", "../spanish.po", "-l", "es")


def test_another_file_of_the_same_name_is_not_replaced_without_a_word(started: TemporaryProject) -> None:
    started.write("../house.tmx", TMX)
    started.good("memory", "import", "../house.tmx")
    other = TMX.replace("door", "gate")
    started.write("../house.tmx", other)
    assert "--replace" in started.run("memory", "import", "../house.tmx").line()
    assert started.read("memory/house.tmx") == TMX
    assert found(started, "The door is open.") == [(100, "La puerta está abierta.")]
    started.good("memory", "import", "../house.tmx", "--replace")
    assert started.read("memory/house.tmx") == other
    assert found(started, "The gate is open.") == [(100, "La puerta está abierta.")]
