"""``workflow lsp`` driven by a real client over its standard streams."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from tests.language_server.conftest import CATALOG, environment
from tests.language_server.editor import Editor
from tests.program import TemporaryProject
from tests.spelling import DICTIONARIES
from workflow.catalogs import parse
from workflow.model import Entry

STOP = "El agua viene dos veces al día"
HOURS = "después de 8 horas"


def by_id(found: list[types.Diagnostic]) -> dict[str, types.Diagnostic]:
    return {str(one.code): one for one in found}


def entry(text: str, source: str) -> Entry:
    return next(one for one in parse(text.encode()).live if one.msgid.startswith(source))


def test_findings_are_at_the_part_that_is_wrong(editor: Editor) -> None:
    found = by_id(editor.open(CATALOG))
    assert {"end_stop", "numbers"} <= found.keys()
    assert editor.text_in(CATALOG, found["duplicate"].range) == "los"
    number = found["numbers"]  # no part of the translation is named: its keyword is marked
    assert editor.text_in(CATALOG, number.range) == "msgstr"
    assert number.severity in (types.DiagnosticSeverity.Error, types.DiagnosticSeverity.Warning)
    assert number.source == "workflow"
    [related] = found["end_stop"].related_information or []
    assert editor.text_in(CATALOG, related.location.range) == "."
    assert "numbers" not in number.message
    assert number.code_description is not None
    page, _, anchor = number.code_description.href.partition("#")
    assert "### numbers\n" in Path(page.removeprefix("file://")).read_text(encoding="utf-8")
    assert anchor == "numbers"


def test_they_follow_what_is_typed_and_nothing_is_written(editor: Editor, project: TemporaryProject) -> None:
    before = project.files()
    assert "numbers" in by_id(editor.open(CATALOG))
    assert "numbers" not in by_id(editor.edit(CATALOG, HOURS, "después de 6 horas"))
    found = editor.edit(CATALOG, "después de 6 horas", 'después\\tde 😀"\n"  6 horas')
    assert editor.text_in(CATALOG, by_id(found)["double_space"].range) == "  "
    assert project.files() == before
    assert editor.close(CATALOG) == []


def test_a_broken_file_has_one_finding_at_its_line(editor: Editor) -> None:
    editor.open(CATALOG)
    [found] = editor.edit(CATALOG, f'"{STOP}"', f'"{STOP}')
    assert found.code == "unread_input"
    assert STOP in editor.text_in(CATALOG, found.range)
    assert "closing quote" in found.message
    assert editor.hover(CATALOG, "La marea") is None
    assert editor.actions(CATALOG, "La marea") == {}
    assert "end_stop" in by_id(editor.edit(CATALOG, f'"{STOP}\n', f'"{STOP}"\n'))


def test_entries_are_compared_when_a_file_is_saved(editor: Editor) -> None:
    editor.open(CATALOG)
    last = 'small."\nmsgstr "'
    assert "reused" not in by_id(editor.edit(CATALOG, f'{last}"', f'{last}{STOP}."'))
    editor.edit(CATALOG, f'{STOP}"', f'{STOP}."')
    found = by_id(editor.saved(CATALOG))
    assert "reused" in found
    # It stays until that entry changes.
    assert "reused" in by_id(editor.edit(CATALOG, HOURS, "después de 9 horas"))
    assert "reused" not in by_id(editor.edit(CATALOG, f"{last}{STOP}.", f"{last}El puerto es pequeño."))


def test_another_encoding_of_columns_no_name_and_plain_text(project: TemporaryProject) -> None:
    editor = Editor(project.root, {**environment(project), "GIT_CONFIG_NOSYSTEM": "1"}, "--stdio")
    offered = editor.begin(["utf-8"], versioned=False, markdown=False)
    assert offered.position_encoding == "utf-8"
    editor.open(CATALOG)
    [only] = editor.actions(CATALOG, STOP).values()  # nobody decides without a name
    assert only.title.startswith("Correct")
    assert only.edit is not None
    assert only.edit.changes
    said = editor.hover(CATALOG, STOP)
    assert said is not None
    assert "**" not in said
    found = editor.edit(CATALOG, HOURS, "después 😀é de  6 horas")
    assert editor.text_in(CATALOG, by_id(found)["double_space"].range) == "  "
    assert editor.end() == (0, "")


def test_a_correction_is_applied(editor: Editor) -> None:
    editor.open(CATALOG)
    actions = editor.actions(CATALOG, STOP)
    [fix] = [one for title, one in actions.items() if title.startswith("Correct: ")]
    assert fix.is_preferred
    assert fix.kind == types.CodeActionKind.QuickFix
    assert fix.diagnostics
    assert "end_stop" not in by_id(editor.apply(fix))
    assert f'msgstr "{STOP}."' in editor.texts[editor.uri(CATALOG)]


def test_a_correction_says_what_no_longer_holds(editor: Editor) -> None:
    editor.open(CATALOG)
    editor.apply(editor.actions(CATALOG, STOP)["Approve (read against the source)"])
    [title] = [one for one in editor.actions(CATALOG, STOP) if one.startswith("Correct: ")]
    assert title.endswith(" (the approval by Ana María no longer holds)")


def test_a_word_is_added_to_those_of_the_project(editor: Editor, project: TemporaryProject) -> None:
    shutil.copytree(DICTIONARIES, project.root / "own")
    project.write("workflow.yaml", project.read("workflow.yaml") + "dictionaries: own\n")
    editor.open(CATALOG)
    found = editor.edit(CATALOG, f'"{STOP}"', '"Los jardínes están abiertos."')
    [unknown] = [one for one in found if one.code == "spellcheck" and editor.text_in(CATALOG, one.range) == "jardínes"]
    assert unknown.severity == types.DiagnosticSeverity.Information
    action = editor.actions(CATALOG, "jardínes")["Add “jardínes” to spelling/es.txt"]
    assert action.edit is not None
    create, change = action.edit.document_changes or ()
    assert isinstance(create, types.CreateFile) and isinstance(change, types.TextDocumentEdit)
    assert create.options is not None and create.options.ignore_if_exists
    assert create.uri == change.text_document.uri == (project.root / "spelling/es.txt").as_uri()
    [line] = change.edits
    assert isinstance(line, types.TextEdit) and line.range.end == types.Position(0, 0)
    project.write("spelling/es.txt", line.new_text)
    found = editor.edit(CATALOG, "están abiertos.", "están cerrados.")
    assert "jardínes" not in [editor.text_in(CATALOG, one.range) for one in found if one.code == "spellcheck"]


Command = tuple[str, list[str]]

DECISIONS: dict[str, Command] = {
    "Approve (read against the source)": ("approve", ["--review", "bilingual"]),
    "Approve (only the translation was read)": ("approve", ["--review", "target"]),
    "Refuse: wrong meaning": ("refuse", ["--reason", "wrong meaning"]),
    "Ignore end_stop: intended": ("ignore", ["end_stop", "--reason", "intended"]),
    "Ignore end_stop: false alarm": ("ignore", ["end_stop", "--reason", "false alarm"]),
}


@pytest.mark.parametrize("title", DECISIONS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_decision_makes_the_bytes_of_its_command(
    editor: Editor, project: TemporaryProject, title: str, newline: str
) -> None:
    project.write(CATALOG, project.read(CATALOG).replace("\n", newline).encode())
    before = (project.root / CATALOG).read_bytes()
    editor.open(CATALOG)
    editor.apply(editor.actions(CATALOG, STOP)[title])
    assert (project.root / CATALOG).read_bytes() == before
    command, options = DECISIONS[title]
    line = before.decode()[: before.decode().index(STOP)].count("\n") + 1
    project.good(command, f"es:guide:{line}", *options, "--as", "Ana María")
    assert editor.texts[editor.uri(CATALOG)].encode() == (project.root / CATALOG).read_bytes()


def test_what_is_ignored_is_no_longer_shown(editor: Editor) -> None:
    editor.open(CATALOG)
    found = editor.apply(editor.actions(CATALOG, STOP)["Ignore end_stop: intended"])
    assert "end_stop" not in by_id(found)
    assert "end_stop" in by_id(editor.edit(CATALOG, STOP, f"{STOP} y"))


def test_what_the_configuration_ignores_is_not_shown(editor: Editor, project: TemporaryProject) -> None:
    assert "end_stop" in by_id(editor.open(CATALOG))
    rules = "checks: [{ignore: [end_stop], reason: headlines have no full stop}]\n"
    project.write("workflow.yaml", project.read("workflow.yaml") + rules)
    found = by_id(editor.saved(CATALOG))
    assert "end_stop" not in found and "numbers" in found


def test_only_the_kinds_that_are_asked_for(editor: Editor) -> None:
    editor.open(CATALOG)
    assert all(title.startswith(("Correct", "Ignore")) for title in editor.actions(CATALOG, STOP, ["quickfix"]))
    assert all(title.startswith(("Approve", "Refuse")) for title in editor.actions(CATALOG, STOP, ["refactor"]))
    assert editor.actions(CATALOG, STOP, ["source.organizeImports"]) == {}


def test_what_is_known_about_an_entry(editor: Editor, project: TemporaryProject) -> None:
    line = project.read(CATALOG)[: project.read(CATALOG).index(HOURS)].count("\n") + 1
    project.good("approve", f"es:guide:{line}", "--review", "bilingual", "--as", "Olena")
    editor.open(CATALOG)
    said = editor.hover(CATALOG, HOURS)
    assert said is not None
    for part in ("paragraph", "approved", "Olena", "bilingual", "boat → barco", "guide.md:10"):
        assert part in said, said
    editor.edit(CATALOG, HOURS, "después de 6 horas")
    said = editor.hover(CATALOG, "después de 6 horas")
    assert said is not None
    assert "void" in said


def test_a_match_of_the_memory_is_inserted(editor: Editor, project: TemporaryProject) -> None:
    project.write("source/other.md", "# Other\n\nThe water comes twice a day!\n")
    project.good("extract")
    other = "locales/es/LC_MESSAGES/other.po"
    editor.open(other)
    said = editor.hover(other, "twice a day!")
    assert said is not None
    assert f"→ {STOP}" in said
    [insert] = [one for title, one in editor.actions(other, "twice a day!").items() if title.startswith("Insert match")]
    assert "%" in insert.title
    editor.apply(insert)
    inserted = entry(editor.texts[editor.uri(other)], "The water")
    assert inserted.text == STOP
    assert inserted.fuzzy


def test_links_lead_to_the_source(editor: Editor, project: TemporaryProject) -> None:
    editor.open(CATALOG)
    source = (project.root / "source/guide.md").as_uri()
    assert editor.links(CATALOG)["guide.md"] in {f"{source}#L{line}" for line in (2, 6, 8, 10, 12)}
    found = editor.definition(CATALOG, HOURS)
    assert found is not None
    assert found.uri == source
    assert found.range.start == types.Position(9, 0)


def test_a_paragraph_says_which_languages_have_it(editor: Editor, project: TemporaryProject) -> None:
    page = "source/guide.md"
    found = editor.open(page, kind="markdown")
    assert [(one.code, one.range.start.line) for one in found] == [("untranslated_key", 2)]
    said = editor.hover(page, "twice a day")
    assert said is not None
    assert "**es** translated" in said
    assert STOP in said
    assert "**uk** untranslated" in said
    [first, second] = editor.references(page, "twice a day")
    assert {first.uri, second.uri} == {
        (project.root / f"locales/{code}/LC_MESSAGES/guide.po").as_uri() for code in ("es", "uk")
    }
    editor.edit(page, "# The tide\n", "A new paragraph.\n\n# The tide\n")
    assert "not extracted yet" in (editor.hover(page, "A new para") or "")
    assert "translated" in (editor.hover(page, "twice a day") or "")
    assert editor.hover(page, "---\ntitle") is None


def test_the_source_is_saved_and_its_catalogs_are_checked_again(editor: Editor, project: TemporaryProject) -> None:
    editor.open(CATALOG)
    project.write("glossary.csv", "source,language,target\nboat,es,buque\n")
    assert "glossary_missing" in by_id(editor.saved(CATALOG))


OUTSIDE = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n#: src/main.c:7\nmsgid "Save 5 files."\nmsgstr "Guardar 6 ficheros"\n'
)


@pytest.mark.parametrize(
    "name",
    [
        "elsewhere/app.po",
        "untitled:Untitled-1",
        "vscode-notebook-cell:/x.po",
        "not-a-uri:[",
        "file:///%00.po",
        "file://host/x.po",
    ],
)
def test_files_of_no_project_and_documents_without_a_file(tmp_path: Path, started: Editor, name: str) -> None:
    editor, folder = started, tmp_path / "alone"
    (folder / "elsewhere" / "src").mkdir(parents=True)
    (folder / "elsewhere" / "src" / "main.c").write_text("x\n", encoding="utf-8")
    editor.move_to(folder)
    assert {"numbers", "end_stop"} <= by_id(editor.open(name, OUTSIDE)).keys()
    said = editor.hover(name, "Guardar")
    assert said is not None
    assert "translated" in said
    actions = editor.actions(name, "Guardar")
    assert "Ignore numbers: false alarm" in actions
    assert not any(title.startswith("Insert") for title in actions)
    assert "numbers" not in by_id(editor.apply(actions["Ignore numbers: false alarm"]))
    links = editor.links(name)
    place = editor.definition(name, "Guardar")
    if name == "elsewhere/app.po":
        uri = (folder / "elsewhere/src/main.c").as_uri()
        assert links == {"src/main.c:7": f"{uri}#L7"}
        assert place is not None
        assert (place.uri, place.range.start.line) == (uri, 6)
    else:
        assert links == {"src/main.c:7": None}
        assert place is None


def test_texts_that_are_odd(editor: Editor) -> None:
    assert editor.open("untitled:1", "") == []
    [found] = editor.open("untitled:2", 'msgid "a"\nmsgstr "b"\n')
    assert "names no known language" in found.message
    [found] = editor.open("untitled:3", OUTSIDE.replace("Language: es", "Language: klingon!"))
    assert "names no known language" in found.message
    assert editor.open("template.pot", OUTSIDE) == []
    assert {"numbers"} <= by_id(editor.open("untitled:4", "\ufeff" + OUTSIDE)).keys()
    # Characters that Python, but no editor, takes for the end of a line.
    strange = OUTSIDE.replace("Guardar 6", "Guardar\u2028\u0085\x0b y  6")
    found = by_id(editor.open("untitled:5", strange))["double_space"]
    assert editor.text_in("untitled:5", found.range) == "  "
    assert "numbers" not in by_id(editor.edit("untitled:5", "6 ficheros", "5 ficheros"))
    assert [one.code for one in editor.replace("untitled:5", "<<<<<<< HEAD\n")] == ["unread_input"]
    assert editor.open("notes.txt", "words", kind="plaintext") == []
    assert editor.hover("notes.txt", "words") is None


def test_requests_that_fail_do_not_end_the_server(editor: Editor, refused: Callable[[str, object], str]) -> None:
    editor.open(CATALOG)
    unknown = types.TextDocumentIdentifier("file:///nowhere.po")
    here = types.TextDocumentIdentifier(editor.uri(CATALOG))
    zero = types.Position(0, 0)
    assert editor.request("textDocument/hover", types.HoverParams(unknown, zero)) is None
    editor.request("textDocument/hover", types.HoverParams(here, types.Position(10**9, 10**9)))  # outside: any answer
    refused("no/such/method", {})
    refused("workspace/executeCommand", types.ExecuteCommandParams("no.such.command"))
    refused("workspace/executeCommand", types.ExecuteCommandParams("workflow.insertDraft", arguments=[1]))
    editor.request(
        "workspace/executeCommand", types.ExecuteCommandParams("workflow.insertDraft", arguments=["x", None, "y"])
    )
    assert "no longer there" in editor.messages[-1]
    assert editor.hover(CATALOG, STOP)


@pytest.fixture
def refused(editor: Editor) -> Callable[[str, object], str]:
    def sent(method: str, params: object) -> str:
        with pytest.raises(Exception) as error:
            editor.request(method, params)
        return str(error.value)

    return sent


def test_a_broken_configuration_is_said_and_files_are_checked_alone(editor: Editor, project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: [\n")
    assert "end_stop" in by_id(editor.open(CATALOG))
    assert "state" in (editor.hover(CATALOG, STOP) or "")


def test_a_draft_is_inserted(editor: Editor, project: TemporaryProject) -> None:
    project.write("workflow.yaml", project.read("workflow.yaml").replace("engines: []\n", ""))
    editor.open(CATALOG)
    editor.apply(editor.actions(CATALOG, "The harbour is small.")["Insert a draft"])
    project.good("draft", "-l", "es")
    drafted = entry(project.read(CATALOG), "The harbour")
    assert drafted.fuzzy
    assert entry(editor.texts[editor.uri(CATALOG)], "The harbour") == drafted
    assert editor.messages == []


def test_without_an_engine_it_says_so(editor: Editor) -> None:
    editor.open(CATALOG)
    editor.apply(editor.actions(CATALOG, "The harbour is small.")["Insert a draft"])
    assert editor.messages
    assert entry(editor.texts[editor.uri(CATALOG)], "The harbour").text == ""


def test_no_server_is_asked(editor: Editor, project: TemporaryProject) -> None:
    project.write(
        "workflow.yaml",
        project.read("workflow.yaml").replace(
            "engines: []", "engines: [libretranslate]\nservers:\n  libretranslate: {url: http://127.0.0.1:9}"
        ),
    )
    editor.open(CATALOG)
    editor.apply(editor.actions(CATALOG, "The harbour is small.")["Insert a draft"])
    assert "does not connect" in editor.messages[-1]


def test_thousands_of_entries(editor: Editor, project: TemporaryProject) -> None:
    head = OUTSIDE.partition("\n\n")[0]
    entries = "".join(f'\nmsgid "File {n} is saved."\nmsgstr "El fichero {n} se guarda."\n' for n in range(3000))
    editor.open("large.po", f"{head}\n{entries}")
    found = editor.edit("large.po", "El fichero 2999 se guarda.", "El fichero  2999 se guarda.")
    assert editor.text_in("large.po", by_id(found)["double_space"].range) == "  "
