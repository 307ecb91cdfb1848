"""The merge driver and the text conversion, in real repositories."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.catalogs.edits import Side, pairs, words
from tests.catalogs.examples import po
from tests.program import workflow
from tests.sample import commands_environment, tried
from workflow import catalogs, git
from workflow.catalogs.hashes import short_key
from workflow.catalogs.provenance import conflict_of
from workflow.catalogs.states import Need, need
from workflow.errors import BadInput
from workflow.model import Catalog

BODY = """\
#: guide.md
msgid "House"
msgstr "Casa"

#: guide.md
msgid "Door"
msgstr ""

#: guide.md
msgid "Window"
msgstr "Ventana"
"""
WHO = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Repository:
    """A folder under git, set up by ``workflow init --git``."""

    def __init__(self, root: Path, body: str = BODY) -> None:
        self.root = root
        root.mkdir()
        self.good("init", "-q", "-b", "main")
        git.set_up(root)
        self.file = root / "guide.po"
        self.commit(body, "base")
        self.good("branch", "other")

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | WHO | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"}
        return subprocess.run(
            ["git", *args], cwd=self.root, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    def good(self, *args: str) -> str:
        done = self.run(*args)
        assert done.returncode == 0, (args, done.stdout, done.stderr)
        return done.stdout

    def commit(self, body: str | bytes, message: str = "edited") -> None:
        self.file.write_bytes(body if isinstance(body, bytes) else po(body))
        self.good("add", "-A")
        self.good("commit", "-q", "--allow-empty", "-m", message)

    def diverge(self, ours: str | bytes, theirs: str | bytes) -> None:
        """One edit on each branch; we are on main."""
        self.good("checkout", "-q", "other")
        self.commit(theirs)
        self.good("checkout", "-q", "main")
        self.commit(ours)

    def body(self) -> str:
        return self.file.read_text(encoding="utf-8").split("\n\n", 1)[1]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "book")


OURS = BODY.replace('"Casa"', '"La casa"')
THEIRS = BODY.replace('"Door"\nmsgstr ""', '"Door"\nmsgstr "Puerta"')
BOTH = OURS.replace('"Door"\nmsgstr ""', '"Door"\nmsgstr "Puerta"')
MEETS = BODY.replace('"Casa"', '"Hogar"')


def test_two_branches(repository: Repository) -> None:
    repository.diverge(OURS, THEIRS)
    repository.good("merge", "other")
    assert repository.body() == BOTH
    assert repository.good("status", "--short") == ""


def test_rebase_and_cherry_pick(repository: Repository) -> None:
    repository.diverge(OURS, THEIRS)
    repository.good("checkout", "-q", "-b", "third")
    repository.good("cherry-pick", "other")
    assert repository.body() == BOTH
    repository.good("checkout", "-q", "other")
    repository.good("rebase", "main")
    assert repository.body() == BOTH
    repository.good("checkout", "-q", "main")
    repository.good("stash", "list")
    repository.file.write_bytes(po(OURS.replace('"Ventana"', '"La ventana"')))
    repository.good("stash")
    repository.good("merge", "-q", "other")
    repository.good("stash", "pop")
    assert repository.body() == BOTH.replace('"Ventana"', '"La ventana"')


def test_the_same_entry_on_both_branches(repository: Repository) -> None:
    repository.diverge(OURS, MEETS)
    done = repository.run("merge", "other")
    assert done.returncode == 1
    assert "CONFLICT" in done.stdout
    assert "guide.po: 1 entry has two texts" in done.stderr
    assert repository.good("status", "--short") == "UU guide.po\n"
    first = catalogs.read(repository.file).entries[0]
    assert (first.text, conflict_of(first), need(first)) == ("La casa", ("Hogar",), Need.CONFLICT)
    assert "<<<<" not in repository.body()
    repository.good("add", "guide.po")
    repository.good("commit", "-q", "-m", "both kept")


def test_a_conflict_in_a_rebase(repository: Repository) -> None:
    repository.diverge(OURS, MEETS)
    repository.good("checkout", "-q", "other")
    assert repository.run("rebase", "main").returncode == 1
    first = catalogs.read(repository.file).entries[0]
    assert {first.text, *(conflict_of(first) or ())} == {"La casa", "Hogar"}
    repository.good("add", "guide.po")
    repository.good("rebase", "--continue")
    assert repository.good("status", "--short") == ""


def test_a_file_that_both_branches_add(repository: Repository) -> None:
    for branch, body in (("other", THEIRS), ("main", OURS)):
        repository.good("checkout", "-q", branch)
        (repository.root / "new.po").write_bytes(po(body))
        repository.commit(BODY)
    assert repository.run("merge", "other").returncode in (0, 1)
    assert catalogs.read(repository.root / "new.po").entries[1].text == "Puerta"
    first = catalogs.read(repository.root / "new.po").entries[0]
    assert {first.text, *(conflict_of(first) or ())} == {"La casa", "Casa"}


@pytest.mark.parametrize("broken", ["ours", "theirs"])
def test_a_broken_file(repository: Repository, broken: str) -> None:
    """What cannot be read is merged as git does it, with its marks: nothing is lost, and git says so."""
    wrong = BODY.replace('msgstr "Casa"', 'msgstr "Casa rota')
    repository.diverge(wrong if broken == "ours" else MEETS, wrong if broken == "theirs" else MEETS)
    done = repository.run("merge", "other")
    assert done.returncode == 1
    assert f"guide.po ({broken}):8: a string has no closing quote" in done.stderr
    text = repository.body()
    assert "<<<<<<< ours" in text and ">>>>>>> theirs" in text
    assert "Casa rota" in text and "Hogar" in text


def test_a_broken_file_that_merges_line_by_line(repository: Repository) -> None:
    """Without marks, but broken: git must not take it for done."""
    repository.diverge(BODY.replace('msgstr "Ventana"', 'msgstr "Ventana'), MEETS)
    done = repository.run("merge", "other")
    assert done.returncode == 1
    assert repository.good("status", "--short") == "UU guide.po\n"
    assert "Hogar" in repository.body() and 'msgstr "Ventana\n' in repository.body()
    # Where only their common ancestor was broken, lines may do.
    repaired = Repository(repository.root.parent / "repaired", BODY.replace('msgstr "Ventana"', 'msgstr "Ventana'))
    repaired.diverge(OURS, BODY)
    repaired.good("merge", "other")
    assert repaired.body() == OURS


@pytest.mark.parametrize("program", ["no-such-program-at-all", "sh -c 'kill -9 $$'", "false", "sh -c 'exit 2'"])
def test_the_program_is_missing_or_fails(repository: Repository, program: str) -> None:
    """Then git's own merge takes over: it writes its marks where ours would be unmarked, and the other side lost at the next add."""
    for name in ("merge.po.driver", "diff.po.textconv"):
        value = repository.good("config", name).rstrip("\n")
        real = f"{sys.executable} -m workflow"
        assert real in value
        repository.good("config", name, value.replace(real, program))
    repository.diverge(OURS, MEETS)
    done = repository.run("merge", "other")
    assert done.returncode == 1
    assert "<<<<<<< ours" in repository.body() and "La casa" in repository.body() and "Hogar" in repository.body()
    repository.commit(BOTH)
    assert '+msgstr "Puerta"' in repository.good("diff", "HEAD^", "HEAD")


def test_a_mistake_of_the_driver_costs_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, body in zip(paths, (BODY, OURS, MEETS), strict=True):
        path.write_bytes(po(body))

    def fails(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(catalogs, "merge3", fails)
    merged = git.merge_files(paths[0], paths[1], paths[2], "guide.po")
    assert (merged.clean, merged.by_lines) == (False, "RecursionError: too deep")
    text = paths[1].read_text()
    assert "<<<<<<< ours" in text and "La casa" in text and "Hogar" in text


def test_the_driver_by_itself(tmp_path: Path) -> None:
    """As somebody may configure it by hand: exit codes are git's."""

    def merge(*bodies: str) -> int:
        for name, body in zip("OAB", bodies, strict=True):
            (tmp_path / name).write_bytes(po(body))
        return workflow("git-merge-driver", "O", "A", "B", "locales/es/guide.po", cwd=tmp_path).code

    assert merge(BODY, OURS, THEIRS) == 0
    assert (tmp_path / "A").read_bytes() == po(BOTH)
    assert merge(BODY, OURS, MEETS) == 1
    assert merge(BODY, OURS, 'msgid "') == 1
    assert "<<<<<<< ours" in (tmp_path / "A").read_text()
    assert workflow("git-merge-driver", "O", "A", cwd=tmp_path).code == 2
    assert workflow("git-merge-driver", "O", "A", "none", cwd=tmp_path).code == 2


def kept(catalog: Catalog) -> set[str]:
    return words(catalog).union(*(conflict_of(entry) or () for entry in catalog.entries))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(pairs())
def test_random_edits_through_git(tmp_path_factory: pytest.TempPathFactory, pair: tuple[Catalog, Side, Side]) -> None:
    base, ours, theirs = pair
    read = catalogs.parse(catalogs.serialise(base))
    sides = [replace(side.catalog, layout=read.layout) for side in (Side(base, frozenset()), ours, theirs)]
    repository = Repository(tmp_path_factory.mktemp("random") / "book")
    repository.commit(catalogs.serialise(sides[0]))
    repository.good("branch", "-f", "other")
    repository.diverge(catalogs.serialise(sides[1]), catalogs.serialise(sides[2]))
    done = repository.run("merge", "other")
    merged = catalogs.read(repository.file)
    new = (words(ours.catalog) | words(theirs.catalog)) - words(base)
    assert new <= kept(merged)
    expected = catalogs.merge3(*(catalogs.parse(catalogs.serialise(side)) for side in sides))
    written = catalogs.parse(catalogs.serialise(expected.catalog))  # the order of flags is the file's
    assert merged.entries == written.entries
    assert done.returncode == bool(expected.conflicts)


# Diffs


def test_diff_shows_units(repository: Repository) -> None:
    repository.commit(
        BODY.replace('#: guide.md\nmsgid "House"', '#: new-name.md\n#, fuzzy\nmsgid "House"').replace(
            '"Ventana"', '""\n"Ven"\n"tana"'
        )
    )
    shown = repository.good("diff", "HEAD^", "HEAD")
    assert "-   translated\n+   needs-work: unfinished\n" in shown
    assert " == House\n" in shown
    assert "Ventana" not in "".join(
        line for line in shown.splitlines() if line[:1] in "+-"
    )  # another wrapping is no news
    assert "new-name" not in shown
    repository.commit(BODY.replace('"Ventana"', '"La ventana"'))
    assert "-   Ventana\n+   La ventana\n" in repository.good("diff", "HEAD^", "HEAD")
    repository.commit("<<<<<<< ours\n")
    assert "+<<<<<<< ours" in repository.good("diff", "HEAD^", "HEAD")


def test_readable(tmp_path: Path) -> None:
    long = "A text that is much too long to be shown whole in a diff, where its beginning has to do for it."
    (tmp_path / "a.po").write_bytes(
        po(
            '# a note\n# workflow-conflict: "Menú"\n#, fuzzy\nmsgctxt "menu"\nmsgid "Menu"\nmsgstr "Carta"\n\n'
            f'msgid "{long}"\nmsgstr "Uno\\n"\n"dos"\n\n'
            'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d a"\nmsgstr[1] "%d as"\n\n'
            '#~ msgid "Old"\n#~ msgstr "Viejo"\n'
        )
    )
    assert git.readable(tmp_path / "a.po").split("\n\n", 1)[1] == (
        "== Menu (menu)\n   needs-work: conflict\n   Carta\n   or: Menú\n   # a note\n\n"
        "== A text that is much too long to be shown whole in a diff, where its beg… "
        f"{short_key((None, long))}\n   translated\n   Uno\n   dos\n\n"
        "== %d file\n   translated\n   [0] %d a\n   [1] %d as\n\n"
        "== Old\n   obsolete, translated\n   Viejo\n"
    )


# Setting it up


def test_init_git(tmp_path: Path) -> None:
    root = tmp_path / "book with a blank"
    root.mkdir()
    where = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    started = workflow("init", "--git", "-l", "es", cwd=root, env=where)
    assert started.code == 2 and "git init" in started.err
    subprocess.run(["git", "init", "-q"], cwd=root, check=True, timeout=60)
    (root / ".gitattributes").write_text("*.po -text merge=mine\n*.md text", encoding="utf-8")
    done = workflow("init", "--git", cwd=root)
    assert done.code == 0, done.err
    assert "git config merge.po.driver: " in done.out and "Added to " in done.out
    assert (root / ".gitattributes").read_text() == (
        "*.po -text merge=mine\n*.md text\n*.po -text merge=po diff=po\n*.pot -text merge=po diff=po\n"
    )
    before = {path: path.read_bytes() for path in (root / ".gitattributes", root / ".git" / "config")}
    again = workflow("init", "--git", cwd=root)
    assert again.code == 0 and "already" in again.out
    assert before == {path: path.read_bytes() for path in before}
    subprocess.run(["git", "config", "merge.po.driver", "mine %A"], cwd=root, check=True, timeout=60)
    assert "replaces: mine %A" in workflow("init", "--git", cwd=root).out


def test_nothing_is_set_up_outside_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(BadInput, match="git init"):
        git.set_up(tmp_path)
    assert list(tmp_path.iterdir()) == []


# The page


PAGE = Path(__file__).parent.parent / "docs" / "catalogs.md"


def test_the_steps_of_the_page(tmp_path: Path) -> None:
    """The section about git, from its first command to its last, in a new project."""
    text = PAGE.read_text(encoding="utf-8")
    section = re.search(r"^## Git\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section is not None
    blocks = re.findall(r"^```sh\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)
    assert "git merge olena\n" in blocks
    environment = commands_environment(tmp_path) | WHO | {"GIT_PAGER": "cat"}
    output = ""
    for number, block in enumerate(blocks):
        done = tried(block, tmp_path / "book" if number else tmp_path, environment)
        assert done.returncode == (block == "git merge olena\n"), (block, done.stdout, done.stderr)
        output += done.stdout + done.stderr
        if done.returncode:
            (entry,) = re.findall(r"^```po\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)
            assert entry in (tmp_path / "book/locales/es/LC_MESSAGES/guide.po").read_text(encoding="utf-8")
    printed = re.findall(r"^```(?:diff|text)\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)
    assert len(printed) == 2
    for line in "".join(printed).splitlines():
        assert line in output, (line, output)
    log = subprocess.run(
        ["git", "status", "--short"], cwd=tmp_path / "book", capture_output=True, check=True, timeout=60
    )
    assert log.stdout == b""


@pytest.mark.parametrize("extracted", [True, False])
@pytest.mark.parametrize("how", ["merge", "rebase"])
@pytest.mark.parametrize("first", ["translated", "edited"])
def test_one_branch_translates_a_short_text_and_another_edits_it(
    tmp_path: Path, first: str, how: str, extracted: bool
) -> None:
    repository = Repository(tmp_path / "book")
    source = repository.root / "source" / "guide.md"
    source.parent.mkdir()
    source.write_text(
        "# Town\n\nOn the square.\n\nThe cafe sells soup.\n\nBehind it is the boat.\n\nBuy a ticket.\n\nBy the mill.\n"
    )
    (repository.root / "workflow.yaml").write_text("title: A town\nsource_language: en\nlanguages: [es]\n")
    (repository.root / ".gitignore").write_text(".workflow/\n")
    assert workflow("extract", cwd=repository.root).code == 0
    repository.file = repository.root / "locales" / "es" / "LC_MESSAGES" / "guide.po"
    repository.good("add", "-A")
    repository.good("commit", "-q", "-m", "start")
    for branch in ("translated", "edited"):
        repository.good("checkout", "-q", "-b", branch, "main")
        if branch == "edited":
            old = source.read_text()
            source.write_text(
                old.replace("cafe sells soup", "café sells hot soup").replace("a ticket", "your ticket here")
            )
            if extracted:
                assert workflow("extract", cwd=repository.root).code == 0
        else:
            po_text = repository.file.read_text()
            for text in ("The cafe sells soup.", "Buy a ticket."):
                po_text = po_text.replace(f'"{text}"\nmsgstr ""', f'"{text}"\nmsgstr "«{text}»"')
            repository.file.write_text(po_text)
        repository.good("commit", "-q", "-a", "-m", branch)
    repository.good("checkout", "-q", first)
    repository.good(how, "edited" if first == "translated" else "translated")
    assert workflow("extract", cwd=repository.root).code == 0
    found = {
        entry.msgid: (entry.text, entry.fuzzy, entry.previous_msgid) for entry in catalogs.read(repository.file).live
    }
    assert found["The café sells hot soup."] == ("«The cafe sells soup.»", True, "The cafe sells soup.")
    assert found["Buy your ticket here."] == ("«Buy a ticket.»", True, "Buy a ticket.")
