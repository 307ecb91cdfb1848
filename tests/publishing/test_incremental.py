"""What is published again is what a publication from nothing would be: the same bytes, the same report, whatever changed in between."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.publishing.project import CONFIG, GUIDE, INDEX, Small, small
from workflow.model import Selection
from workflow.publishing import Publication, publish
from workflow.publishing.builders import html
from workflow.publishing.editions import LocalizedDocument
from workflow.publishing.report import ReaderCounts

SITE = f"{CONFIG}site_url: https://example.org/\n"
PAGES = ("index.md", "guide.md", "news/one.md", "news/two.md")
WORDS = ("A boat.", "An oar.", "A rope.", "The harbour.")
PLACES = (
    "editions/html/es/guide.html",
    "editions/html/en/index.html",
    "editions/source/ar/index.md",
    "editions/manifest.json",
    "editions/record/guide.md.json",
)


def cold(made: Small) -> tuple[dict[str, bytes], Publication]:
    """A publication of the same project from nothing, in a folder beside it."""
    for folder in ("cold", ".workflow/publish/cold"):
        shutil.rmtree(made.root / folder, ignore_errors=True)
    report = publish(replace(made.project, editions="cold"))
    return made.tree("cold"), report


def facts(report: Publication) -> tuple[object, ...]:
    """What a report says, apart from what was changed by it, and from what it says of the last publication."""
    return (
        tuple(one for one in report.findings if one.id not in ("foreign_file", "altered_record")),
        [str(problem) for problem in report.problems],
        report.editions,
    )


def check(made: Small) -> None:
    report = publish(made.project)
    tree, expected = cold(made)
    now = made.tree()
    assert sorted(now) == sorted(tree)
    assert [name for name in tree if now[name] != tree[name]] == []
    assert facts(report) == facts(expected)
    assert publish(made.project).changed == ()


class Edits(RuleBasedStateMachine):
    """A project that people work on."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.made = small(Path(self.folder), SITE)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        self.made.translate("es", "guide.md", {"The guide": "La guía", "Tools": ("Útiles", "draft")})
        publish(self.made.project)

    def documents(self) -> list[str]:
        return list(self.made.project.documents.paths())

    @rule(page=st.sampled_from(PAGES), words=st.sampled_from(WORDS))
    def write(self, page: str, words: str) -> None:
        """A paragraph changes, or a document is new."""
        path = self.made.root / "source" / page
        text = path.read_text() if path.exists() else f"# {page}\n"
        self.made.write(f"source/{page}", f"{text}\n{words}\n")

    @rule(page=st.sampled_from(PAGES), title=st.sampled_from(WORDS))
    def rename_heading(self, page: str, title: str) -> None:
        self.made.write(
            f"source/{page}",
            f"---\ntitle: {title}\ndate: 2026-11-01\nslug: {title.lower()}\n---\n\n# {title}\n\nText.\n",
        )

    @rule(page=st.sampled_from(PAGES[1:]))
    def remove(self, page: str) -> None:
        (self.made.root / "source" / page).unlink(missing_ok=True)

    @rule(page=st.sampled_from(PAGES[1:]))
    def move(self, page: str) -> None:
        path = self.made.root / "source" / page
        if path.exists():
            path.rename(path.with_name(f"new-{path.name}"))

    @rule(
        code=st.sampled_from(["es", "ar"]),
        number=st.integers(0, 3),
        words=st.sampled_from(WORDS),
        state=st.sampled_from(["", "draft", "approved", "stale"]),
    )
    def translate(self, code: str, number: int, words: str, state: str) -> None:
        document = self.documents()[number % len(self.documents())]
        texts = {unit.source: (f"{words} {unit.index}", state) for unit in self.made.project.parse(document).units}
        self.made.translate(code, document, dict(list(texts.items())[:2]))

    @rule(code=st.sampled_from(["es", "ar"]))
    def lose_a_catalog(self, code: str) -> None:
        self.made.project.catalog_path(code, "index.md").unlink(missing_ok=True)

    @rule(
        more=st.sampled_from(
            (
                "",
                "site_url: https://example.net/\n",
                "nav: [guide.md, {News: news/}]\n",
                "overrides: {es: {title: El río}}\n",
                "theme: {folder: look, footer: [guide.md]}\n",
                "publish: {allow: [approved]}\nfront_matter: [title, slug]\n",
            )
        )
    )
    def configure(self, more: str) -> None:
        self.made.write("look/custom.css", "")
        self.made.write("workflow.yaml", (CONFIG if "site_url" in more else SITE) + more)

    @rule(words=st.sampled_from(WORDS))
    def design(self, words: str) -> None:
        self.made.write("look/footer.html", f"<footer>{words} {{{{ title }}}}</footer>")

    @rule(words=st.sampled_from(WORDS), name=st.sampled_from(["boat.svg", "boat.es.svg", "other.png"]))
    def draw(self, words: str, name: str) -> None:
        self.made.write(f"source/images/{name}", words)

    @rule(place=st.sampled_from(PLACES), what=st.sampled_from(["changed", "removed", "linked"]))
    def tamper(self, place: str, what: str) -> None:
        path = self.made.root / place
        if path.is_file() and not path.is_symlink():
            if what == "changed":
                path.write_bytes(path.read_bytes().replace(b"e", b"x"))
            else:
                path.unlink()
            if what == "linked":
                path.symlink_to("/etc/hostname")

    @rule(what=st.sampled_from(["publish", "language-es.json", "files.json"]), damage=st.booleans())
    def forget(self, what: str, damage: bool) -> None:
        for path in (self.made.root / ".workflow").rglob(what):
            if path.is_dir():
                shutil.rmtree(path)
            elif damage:
                path.write_bytes(path.read_bytes()[:-20])
            else:
                path.unlink()

    @rule(code=st.sampled_from(["es", "ar"]))
    def publish_a_language(self, code: str) -> None:
        publish(self.made.project, Selection(languages=(code,)))

    @rule(number=st.integers(0, 3))
    def publish_a_document(self, number: int) -> None:
        publish(self.made.project, Selection(documents=(self.documents()[number % len(self.documents())],)))

    @invariant()
    def is_as_from_nothing(self) -> None:
        if (self.made.root / "editions").exists():
            check(self.made)


TestEdits = Edits.TestCase
# Six steps are short enough to read. To find fewer that fail, each of them with three publications, would take minutes.
TestEdits.settings = settings(
    max_examples=3, stateful_step_count=6, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)


@pytest.fixture
def made_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are made, while they are."""
    made: list[str] = []
    original = html.document_file

    def document_file(
        context: html.PageContext, localized: LocalizedDocument, counts: Mapping[str, ReaderCounts]
    ) -> bytes:
        made.append(f"{context.edition.language.code}/{localized.document.path}")
        return original(context, localized, counts)

    monkeypatch.setattr(html, "document_file", document_file)
    return made


def test_only_what_has_changed_is_made_again(tmp_path: Path, made_pages: list[str]) -> None:
    river = small(tmp_path, SITE)
    river.translate("es", "guide.md", {"Tools": "Útiles"})
    publish(river.project)
    assert len(made_pages) == 6
    made_pages.clear()
    assert publish(river.project).changed == () and made_pages == []
    river.write("source/index.md", INDEX + "\nIt is wide.\n")
    publish(river.project)
    assert sorted(made_pages) == ["ar/index.md", "en/index.md", "es/index.md"]
    made_pages.clear()
    river.translate("es", "guide.md", {"Tools": "Útiles", "Back": "Atrás"})
    publish(river.project)
    assert sorted(made_pages) == [
        "ar/guide.md",
        "en/guide.md",
        "es/guide.md",
    ]  # each says how far the others are translated
    made_pages.clear()
    river.translate("es", "guide.md", {"Tools": "Útiles", "Back": "Atrás", "The guide": "La guía"})
    publish(river.project)
    assert {"es/index.md", "es/guide.md"} <= set(
        made_pages
    ) and "ar/index.md" not in made_pages  # the menu has its title
    check(river)


def test_a_page_that_stays_is_the_same_file(tmp_path: Path) -> None:
    river = small(tmp_path, SITE)
    publish(river.project)
    before = (river.html / "es/guide.html").stat()
    river.write("source/index.md", INDEX + "\nIt is wide.\n")
    assert "html" in publish(river.project).changed
    after = (river.html / "es/guide.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_run_over_a_part_does_not_make_the_next_one_longer(tmp_path: Path, made_pages: list[str]) -> None:
    river = small(tmp_path, SITE)
    publish(river.project)
    made_pages.clear()
    river.write("source/guide.md", GUIDE + "\nRow.\n")
    publish(river.project, Selection(languages=("es",)))
    assert made_pages == ["es/guide.md"]
    made_pages.clear()
    publish(river.project)
    assert sorted(made_pages) == ["ar/guide.md", "en/guide.md", "es/guide.md"]  # the Arabic one has one more text
    check(river)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are for Linux alone")
def test_any_number_of_processes_writes_the_same_bytes(tmp_path: Path) -> None:
    """So do documents that are packed where there is no room for them. A program of its own, since a process with threads, as
    pytest-xdist's are, makes no workers.
    """
    river = small(tmp_path, SITE)
    for number in range(12):
        river.write(f"source/news/{number}.md", f"# Number {number}\n\nA text. See [the guide](../guide.md).\n")
        river.translate(
            "es", f"news/{number}.md", {"A text. See [the guide](../guide.md).": "Un [texto](../guide.md)."}
        )
    script = """
import sys
from dataclasses import replace
from pathlib import Path
from workflow import workers
from workflow.project import load
from workflow.publishing import contents, publish, writing
contents._WORTH = writing._WORTH = 1
project = load(Path(sys.argv[1]))
for count in (1, 2, 3):
    workers._most = lambda processes, count=count: count
    publish(replace(project, editions=f"by-{count}"))
contents._IN_MEMORY = 0
publish(replace(project, editions="packed"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert river.tree("by-1") == river.tree("by-2") == river.tree("by-3") == river.tree("packed")
    assert len(river.tree("by-1")) > 80
