"""``workflow catalogs`` and ``workflow languages``, as a person uses them."""

import json
import re
import shutil

import pytest

from tests.program import CONFIG, TemporaryProject
from workflow.catalogs import parse

HEADER = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
TWICE = f'{HEADER}msgid "Closed"\nmsgstr "Cerrado"\n\n# again\nmsgid "Closed"\nmsgstr "Cerrado"\n'
ONCE = f'{HEADER}# again\nmsgid "Closed"\nmsgstr "Cerrado"\n'
LONG = "La sala de lectura abre a las diez de la mañana y cierra a las seis de la tarde, menos los jueves."


def start(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Opening hours\n\nThe door is shut.\n")
    project.write("source/news.md", "# News\n\nThe door is shut.\n")
    project.good("extract")


def fill(project: TemporaryProject, path: str, old: str, new: str) -> None:
    text = project.read(path)
    assert old in text
    project.write(path, text.replace(old, new))


def test_fix_shows_and_writes_only_when_asked(project: TemporaryProject) -> None:
    path = project.write("a.po", TWICE)
    output = project.good("catalogs", "fix", "a.po").out
    assert "a.po:7: merged into the entry 'Closed' at line 4." in output
    assert '\n-msgid "Closed"\n' in output
    assert '\n-msgstr "Cerrado"\n' in output
    assert "workflow catalogs fix --write a.po" in output
    assert path.read_text() == TWICE
    assert "Wrote a.po" in project.good("catalogs", "fix", "--write", "a.po").out
    assert path.read_text() == ONCE
    assert "nothing to repair" in project.good("catalogs", "fix", "--write", "a.po").out


def test_fix_leaves_a_choice_to_a_person(project: TemporaryProject) -> None:
    path = project.write("a.po", TWICE.replace('"Cerrado"', '"Clausurado"', 1))
    line = project.run("catalogs", "fix", "--write", "a.po").line()
    assert "a.po:7: the entry 'Closed' is also at line 4, and the two differ. Keep one" in line
    assert path.read_text() == TWICE.replace('"Cerrado"', '"Clausurado"', 1)
    project.write("a.po", f"{HEADER}mumble\n")
    assert "a.po:4:" in project.run("catalogs", "fix", "a.po").line()


def test_format_changes_lines_of_strings(project: TemporaryProject) -> None:
    path = project.write("a.po", f'{HEADER}#    odd\nmsgid "Closed"\nmsgstr "{LONG}"\n')
    project.good("catalogs", "format", "--wrap", "60", "a.po")
    text = path.read_text()
    assert max(map(len, text.splitlines())) <= 60
    assert "#    odd\n" in text
    assert "Unchanged" in project.good("catalogs", "format", "--wrap", "60", "a.po").out
    project.good("catalogs", "format", "--wrap", "none", "a.po")
    assert f'msgstr "{LONG}"\n' in path.read_text()
    for wrong in ("19", "wide", "-1"):
        assert (
            "give a number of columns from 20 to 10,000, or none"
            in project.run("catalogs", "format", f"--wrap={wrong}", "a.po").line()
        )


def test_join_and_split(project: TemporaryProject) -> None:
    start(project)
    guide, news = ("locales/es/LC_MESSAGES/guide.po", "locales/es/LC_MESSAGES/news.po")
    shut = 'msgid "The door is shut."\nmsgstr ""\n'
    fill(project, guide, shut, shut.replace('""', '"La puerta está cerrada."'))
    before = project.files()
    report = json.loads(project.good("catalogs", "join", "-l", "es", "--json").out)
    assert [(one["language"], one["documents"], one["entries"]) for one in report] == [
        ("es", ["guide.md", "news.md"], 4)
    ]
    joined = project.read("exchange/es.po")
    assert "[news.md]" in joined
    # Nothing changed: nothing is written.
    assert "0 catalogs changed" in project.good("catalogs", "split", "exchange/es.po").out
    assert {name: data for name, data in project.files().items() if name in before and "locales" in name} == {
        name: data for name, data in before.items() if "locales" in name
    }
    # A translator fills in the rest, while somebody else works on the document's own catalog.
    fill(project, "exchange/es.po", 'msgid "News"\nmsgstr ""\n', 'msgid "News"\nmsgstr "Noticias"\n')
    fill(project, guide, 'msgid "Opening hours"\nmsgstr ""\n', 'msgid "Opening hours"\nmsgstr "Horario"\n')
    assert "1 catalog changed" in project.good("catalogs", "split", "exchange/es.po").out
    texts = {
        entry.msgid: entry.text
        for name in (guide, news)
        for entry in parse(project.read(name).encode()).entries
        if entry.text
    }
    assert texts == {"The door is shut.": "La puerta está cerrada.", "Opening hours": "Horario", "News": "Noticias"}


def test_split_says_which_entries_are_missing(project: TemporaryProject) -> None:
    start(project)
    project.good("catalogs", "join")
    whole = project.read("exchange/es.po")
    assert project.good("catalogs", "split", "exchange/es.po").err == ""
    before = project.files()
    for text, said in (
        ("", "3 entries of the catalogs are not in this file; nothing was written to them."),
        (whole.partition("\n\n")[0] + "\n", "3 entries of the catalogs are not in this file"),
        (
            whole[: whole.index('msgid "News"')].rpartition("\n\n")[0] + "\n",
            "1 entry of the catalogs is not in this file",
        ),
    ):
        project.write("exchange/es.po", text)
        result = project.good("catalogs", "split", "exchange/es.po")
        assert "0 catalogs changed" in result.out and said in result.err
        assert json.loads(project.good("catalogs", "split", "exchange/es.po", "--json").out)[0]["missing"] == int(
            said[0]
        )
        assert {name: data for name, data in project.files().items() if "exchange" not in name} == {
            name: data for name, data in before.items() if "exchange" not in name
        }


def test_split_says_what_it_cannot_do(project: TemporaryProject) -> None:
    start(project)
    assert "neither its header nor its name gives its language" in _split(
        project, "x.po", HEADER.replace("Language: es", "Language: fr")
    )
    assert "x.po:4:" in _split(project, "x.po", f"{HEADER}mumble\n")
    output = project.run("catalogs", "split", str(project.write("y.po", f'{HEADER}msgid "Gone"\nmsgstr "Ido"\n')))
    assert output.code == 0
    assert "1 entry of y.po not in any document; skipped." in output.err
    assert "is inside locales/" in project.run("catalogs", "join", "--to", "locales/all").line()


GUIDE, NEWS = "locales/es/LC_MESSAGES/guide.po", "locales/es/LC_MESSAGES/news.po"


def translate(project: TemporaryProject, path: str, **texts: str) -> None:
    """Write translations as an editor does: ``Opening="Horario"`` for the entry whose source begins so."""
    for start, text in texts.items():
        name = start.replace("_", " ")
        new, found = re.subn(rf'(msgid "{name}[^"]*"\nmsgstr) "[^"]*"\n', rf'\1 "{text}"\n', project.read(path))
        assert found, (path, start)
        project.write(path, new)


def translations(project: TemporaryProject, *paths: str) -> dict[str, str]:
    entries = [entry for path in paths or (GUIDE, NEWS) for entry in parse(project.read(path).encode()).entries]
    return {entry.msgid: entry.text for entry in entries if entry.text}


@pytest.fixture
def joined(project: TemporaryProject) -> TemporaryProject:
    start(project)
    translate(project, GUIDE, Opening="v1")
    project.good("catalogs", "join", "-l", "es")
    return project


def test_a_file_with_edits_is_not_joined_over(joined: TemporaryProject) -> None:
    translate(joined, "exchange/es.po", News="Noticias")
    edited = joined.read("exchange/es.po")
    line = joined.run("catalogs", "join", "-l", "es").line()
    assert "exchange/es.po: has changes that are not in the catalogs yet. Run `workflow catalogs split`" in line
    assert joined.read("exchange/es.po") == edited
    joined.good("catalogs", "split", "exchange/es.po")
    joined.good("catalogs", "join", "-l", "es")
    assert translations(joined, "exchange/es.po") == translations(joined) == {"Opening hours": "v1", "News": "Noticias"}


def test_a_file_that_was_split_is_joined_over_whatever_came_after(joined: TemporaryProject) -> None:
    translate(joined, "exchange/es.po", News="Noticias")
    joined.good("catalogs", "split", "exchange/es.po")
    translate(joined, NEWS, News="Actualidad")
    assert "0 catalogs changed" in joined.good("catalogs", "split", "exchange/es.po").out
    joined.good("catalogs", "join", "-l", "es")
    assert translations(joined, "exchange/es.po")["News"] == "Actualidad"


def test_what_was_split_and_thrown_away_can_be_split_again(joined: TemporaryProject) -> None:
    """As ``git checkout locales`` does."""
    translate(joined, GUIDE, The_door="La puerta.")
    before = {path: joined.read(path) for path in (GUIDE, NEWS)}
    translate(joined, "exchange/es.po", News="Noticias", The_door="Una puerta.")
    for _ in range(2):
        joined.good("catalogs", "split", "exchange/es.po")
        assert translations(joined)["News"] == "Noticias"
        assert '# workflow-conflict: "Una puerta."' in joined.read(GUIDE)
        for path, text in before.items():
            joined.write(path, text)
        assert "has changes that are not in the catalogs" in joined.run("catalogs", "join", "-l", "es").line()


@pytest.mark.parametrize("foreign", [ONCE, "", "mumble\n", HEADER])
def test_a_file_of_somebody_else_is_not_joined_over(joined: TemporaryProject, foreign: str) -> None:
    joined.write("sent/es.po", foreign)
    line = joined.run("catalogs", "join", "-l", "es", "--to", "sent").line()
    assert "sent/es.po" in line
    assert joined.read("sent/es.po") == foreign


def test_a_copy_from_before_brings_nothing_old_back(joined: TemporaryProject) -> None:
    joined.good("catalogs", "join", "--to", "sent1", "-l", "es")
    translate(joined, GUIDE, Opening="v2")
    joined.good("catalogs", "join", "--to", "sent2", "-l", "es")
    translate(joined, "sent1/es.po", News="Noticias")
    joined.good("catalogs", "split", "sent1/es.po")
    assert translations(joined) == {"Opening hours": "v2", "News": "Noticias"}


@pytest.mark.parametrize("text", ["v2", ""])
def test_a_fresh_clone_knows_as_much(joined: TemporaryProject, text: str) -> None:
    translate(joined, GUIDE, Opening=text)
    shutil.rmtree(joined.root / ".workflow")
    translate(joined, "exchange/es.po", News="Noticias")
    joined.good("catalogs", "split", "exchange/es.po")
    assert translations(joined) == ({"Opening hours": text} if text else {}) | {"News": "Noticias"}


def test_a_fresh_clone_after_the_split(joined: TemporaryProject) -> None:
    """What the cache knew is gone: nothing is lost, and at worst a person is asked."""
    translate(joined, "exchange/es.po", News="Noticias", Opening="v2")
    joined.good("catalogs", "split", "exchange/es.po")
    shutil.rmtree(joined.root / ".workflow")
    joined.good("catalogs", "join", "-l", "es")
    assert translations(joined, "exchange/es.po") == {"Opening hours": "v2", "News": "Noticias"}


@pytest.mark.parametrize("order", [("ana", "ben", "eva"), ("eva", "ben", "ana"), ("ben", "eva", "ana")])
def test_three_copies_in_any_order(joined: TemporaryProject, order: tuple[str, ...]) -> None:
    words = {"ana": {"News": "Noticias"}, "ben": {"Opening": "Horario"}, "eva": {"The_door": "La puerta."}}
    for name, texts in words.items():
        joined.write(f"{name}/translated by {name}.po", joined.read("exchange/es.po"))
        translate(joined, f"{name}/translated by {name}.po", **texts)
    for name in order:
        result = joined.good("catalogs", "split", f"{name}/translated by {name}.po")
        assert "changed in both places" not in result.err
    assert translations(joined) == {
        "News": "Noticias",
        "Opening hours": "Horario",
        "The door is shut.": "La puerta.",
    }
    assert all("workflow-joined" not in joined.read(path) for path in (GUIDE, NEWS))


def test_words_for_a_text_that_changed_meanwhile(joined: TemporaryProject) -> None:
    joined.write("source/news.md", "# News\n\nThe door is open.\n")
    joined.write("source/guide.md", "# Opening hours\n")
    joined.good("extract")
    translate(joined, "exchange/es.po", The_door="La puerta está cerrada.")
    result = joined.good("catalogs", "split", "exchange/es.po")
    assert "1 new translation belongs to texts that are no longer in any document; kept as obsolete" in result.err
    joined.good("extract")
    text = joined.read(GUIDE) + joined.read(NEWS)
    assert "La puerta está cerrada." in text
    joined.good("catalogs", "join", "-l", "es")
    assert "La puerta está cerrada." in joined.read("exchange/es.po")


def test_the_old_words_of_a_file_without_comments(joined: TemporaryProject) -> None:
    translate(joined, GUIDE, Opening="v2")
    bare = "".join(line for line in joined.read("exchange/es.po").splitlines(True) if not line.startswith("# "))
    joined.write("bare.po", bare)
    translate(joined, "bare.po", News="Noticias")
    assert "1 entry was changed in both places" in joined.good("catalogs", "split", "bare.po").err
    assert translations(joined) == {"Opening hours": "v2", "News": "Noticias"}
    assert '# workflow-conflict: "v1"' in joined.read(GUIDE)


def _split(project: TemporaryProject, name: str, text: str) -> str:
    project.write(name, text)
    return project.run("catalogs", "split", name).line()


def test_a_new_language_is_one_command(project: TemporaryProject) -> None:
    start(project)
    project.write("workflow.yaml", "# Ours\ntitle: A test\nsource_language: en\nlanguages: [es, uk]  # two\n")
    output = project.good("languages", "add", "pt-br").out
    assert "Added to workflow.yaml: pt_BR (Portuguese (Brazil))" in output
    assert (
        project.read("workflow.yaml")
        == "# Ours\ntitle: A test\nsource_language: en\nlanguages: [es, uk, pt_BR]  # two\n"
    )
    text = project.read("locales/pt_BR/LC_MESSAGES/guide.po")
    assert '"Language: pt_BR\\n"' in text
    assert "nplurals=2; plural=(n > 1);" in text
    assert "Already in workflow.yaml" in project.good("languages", "add", "pt_BR").out
    assert "klingon" in project.run("languages", "add", "klingon").line()
    assert "the source language" in project.run("languages", "add", "en").line()


def test_programs_sign_nothing(project: TemporaryProject) -> None:
    start(project)
    path = "locales/es/LC_MESSAGES/guide.po"
    fields = '"PO-Revision-Date: 2020-01-02 03:04+0000\\n"\n"Last-Translator: Ana <ana@example.org>\\n"\n'
    fill(project, path, '"PO-Revision-Date: \\n"\n"Last-Translator: \\n"\n', fields)
    project.write("source/guide.md", "# Opening hours\n\nThe door is shut today.\n\nA new line.\n")
    for command in (
        ("extract",),
        ("draft", "-l", "es"),
        ("draft", "--discard"),
        ("catalogs", "join"),
        ("catalogs", "split", "exchange/es.po"),
        ("catalogs", "format", "--wrap", "60", path),
        ("catalogs", "fix", "--write", path),
    ):
        project.good(*command)
        assert fields in project.read(path), command


def test_the_single_po_file_of_a_book_is_taken_over(project: TemporaryProject) -> None:
    """Finished translations stay finished, fuzzy ones fuzzy, also those whose inline tags differ from the source."""
    project.write("workflow.yaml", "title: T\nsource_language: en\nlanguages: [es]\n")
    project.write("source/one.md", "# One\n\nOpen `a` now.\n")
    project.write("source/two.md", "# Two\n\nSee you soon.\n")
    texts = {"One": "Uno", "Open `a` now.": "Abra ahora.", "Two": "Dos"}
    book = "".join(f'#: src/book.md:1\nmsgid "{source}"\nmsgstr "{target}"\n\n' for source, target in texts.items())
    header = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    project.write("po/es.po", header + book + '#, fuzzy\nmsgid "See you soon."\nmsgstr "Adiós."\n')
    project.good("extract")
    project.good("catalogs", "split", "po/es.po")
    (row,) = json.loads(project.good("status", "--json").out)["languages"]
    assert (row["translated"], row["fuzzy"], row["untranslated"]) == (3, 1, 0)
