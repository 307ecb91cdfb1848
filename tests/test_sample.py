"""The sample publication shows what it promises, before and after ``workflow run`` has put drafts into the working tree."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.sample import ROOT, copy_of_the_sample
from workflow import catalogs
from workflow.catalogs.approvals import approval_of
from workflow.catalogs.states import Need, need, state
from workflow.model import Entry, Kind, State
from workflow.project import load

PROJECT = load(ROOT)
TRANSLATED = ("uk", "ar", "ja")
CAREFUL = ("index.md", "news/amnesty.md")
CATALOGS = [(language, document) for language in PROJECT.config.languages for document in PROJECT.documents.paths()]
TEXT = {
    document: (PROJECT.layout.source / document).read_text(encoding="utf-8") for document in PROJECT.documents.paths()
}
REPORT = " ".join(TEXT["news/amnesty.md"].split())


def entries(language: str, document: str) -> tuple[Entry, ...]:
    return catalogs.read(PROJECT.catalog_path(language, document)).live


@pytest.fixture
def copy(tmp_path: Path) -> TemporaryProject:
    """The sample in a folder of its own."""
    return TemporaryProject(copy_of_the_sample(tmp_path / "copy"))


# The report

FACTS = (
    "Ukraine's Foreign Intelligence Service says that Russia's State Duma rejected eight bills for an amnesty on a single day",
    "According to the service, there was only one vote on the eight bills",
    "presented from 2020 to 2025",
    "broad amnesty for the following people: - veterans - women with children - people with disabilities - protesters "
    '- people convicted for work with "undesirable" foreign NGOs',
    "did not include criminals who are particularly dangerous",
    "According to the service, these people were also excluded: - journalists - critics of the government "
    "- widows of participants in the war - entrepreneurs",
    "According to the service, the last large-scale amnesty took place in 2015",
    "the committee wrote that an amnesty was no longer relevant because criminal law was now more humane",
    "the selective release of soldiers who were mobilised and of soldiers with a contract",
    "pregnant women and mothers of children under the age of 14 receive limited relief",
    "According to the service, war remains the only alternative to prison",
    "Prisoners and poorly trained contract soldiers are sent into frontal attacks",
    "Labour migrants from Central Asia (Uzbekistan, Tajikistan) are recruited under pressure",
    "People in the occupied parts of the regions of Donetsk and Luhansk are mobilised by force",
    "Soldiers from North Korea participated in the war in the Kursk region",
)


@pytest.mark.parametrize("fact", FACTS)
def test_the_report_holds_the_fact(fact: str) -> None:
    assert fact in REPORT


def test_the_report_names_its_source_in_every_paragraph() -> None:
    units = [unit for unit in PROJECT.parse("news/amnesty.md").units if unit.kind is Kind.PARAGRAPH]
    assert len(units) == 7
    for unit in units:
        assert re.search(r"[Tt]he service|Intelligence Service", unit.source), unit.source


def test_the_report_holds_no_other_figures() -> None:
    text = " ".join(unit.source for unit in PROJECT.parse("news/amnesty.md").units)
    assert sorted(re.findall(r"\d+", text)) == ["14", "2015", "2020", "2025"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_of_the_report_keep_the_figures(language: str) -> None:
    text = " ".join(entry.text for entry in entries(language, "news/amnesty.md"))
    assert {"14", "2015", "2020", "2025"} <= set(re.findall(r"\d+", text))


def test_the_licence_is_reported() -> None:
    assert "CC BY 4.0" in TEXT["index.md"]
    assert "CC BY 4.0" in (ROOT / "README.md").read_text(encoding="utf-8")


# The constructs

CONSTRUCTS = {
    "YAML front matter": r"\A---\n(?s:.*?)\n---\n",
    "YAML values in both quotes": r'^title: ".*"\n\w+: \'.*\'$',
    "TOML front matter": r"\A\+\+\+\n(?s:.*?)\n\+\+\+\n",
    "ATX heading": r"^## \w",
    "setext heading": r"^\w.*\n=+$",
    "heading attributes": r"^## .* \{#\w+\}$",
    "nested list": r"^1\. .*\n(?:.*\n)*?   - ",
    "numbered list in a list": r"^   1\. ",
    "task list": r"^- \[x\] (?:.*\n)+- \[ \] ",
    "table with alignment": r"^\|:-+\|.*-:\|",
    "escaped pipe in a cell": r"^\|.*\\\|.*\|$",
    "alert": r"^> \[!(?:NOTE|TIP)\]$",
    "quote in a quote": r"^> > ",
    "admonition": r'^!!! note ".+"\n    ',
    "container": r"^:::\w+ .*\n(?:.*\n)+?:::$",
    "details": r"<details[^>]*>\n<summary>.*</summary>(?s:.*)</details>",
    "inline HTML that is not translated": r'<kbd translate="no">',
    "title attribute": r"<abbr title=",
    "figure": r"<figcaption>",
    "code block": r"^```\w+\n",
    "code span": r"`[^`\n]+`",
    "emphasis": r"(?<!\*)\*\w[^*\n]*\*(?!\*)",
    "strong": r"\*\*\w[^*\n]*\*\*",
    "strikethrough": r"~~.+~~",
    "link": r"\]\(\w+\.md\)",
    "link with title": r'\]\(\w+\.md ".+"\)',
    "reference link": r"\]\[\w+\]",
    "reference definition with title": r'^\[\w+\]: \S+ ".+"$',
    "autolink": r"<https://[^>]+>",
    "bare address": r"(?<![<(])https://\S+ ",
    "e-mail address": r"\w@example\.org",
    "image with alt text and title": r'!\[.+\]\(images/\S+ ".+"\)',
    "footnote": r"\[\^\w+\](?!:)(?s:.*)^\[\^\w+\]: ",
    "hard break by blanks": r"\S  \n\S",
    "hard break by backslash": r"\S\\\n\S",
    "escape": r"\d\\\.",
    "entity": r"&amp;",
    "thematic break": r"^\*\*\*$",
    "inline math": r"\$w\$",
    "display math": r"^\$\$\n",
    "definition list": r"^\w+\n: .*\n(?:: .*)?",
    "two definitions of a term": r"^: .*\n: ",
    "brace placeholder": r"\{name\}",
    "printf placeholder": r"%s",
    "shell placeholder": r"\$\{page\}",
    "Jinja placeholder": r"\{\{ issue \}\}",
    "skip": r"<!-- i18n:skip -->",
    "skip a range": r"<!-- i18n:skip-start -->(?s:.*)<!-- i18n:skip-end -->",
    "context": r"<!-- i18n:context \w+ -->",
    "comment for translators": r"<!-- i18n:comment .+ -->",
}


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_the_construct_is_shown(construct: str) -> None:
    assert any(re.search(CONSTRUCTS[construct], text, re.MULTILINE) for text in TEXT.values())


def test_every_kind_of_unit_is_shown() -> None:
    assert {unit.kind for document in TEXT for unit in PROJECT.parse(document).units} == set(Kind) - {
        Kind.COMMENT,  # only with code_comments
        Kind.LABEL,
    }


def test_what_is_skipped_is_no_unit() -> None:
    sources = {unit.source for unit in PROJECT.parse("guide.md").units}
    assert not [source for source in sources if "snowed under" in source or "colour*" in source or "msgid" in source]


def test_contexts_tell_equal_texts_apart() -> None:
    units = PROJECT.parse("guide.md").units
    assert {unit.context for unit in units if unit.source == "Open"} == {"button", "shop"}


# The catalogs


@pytest.mark.parametrize("options", [[], ["--use-fuzzy"]], ids=["check", "with drafts"])
@pytest.mark.parametrize(("language", "document"), CATALOGS)
def test_gettext_accepts_the_catalog(language: str, document: str, options: list[str]) -> None:
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt is not installed: apt install gettext")
    command = ["msgfmt", "--check", *options, "--output-file=-", str(PROJECT.catalog_path(language, document))]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def test_the_catalogs_are_up_to_date(copy: TemporaryProject) -> None:
    before = copy.files()
    copy.good("extract", "--check")
    copy.good("extract")
    assert copy.files() == before


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("document", CAREFUL)
def test_index_and_report_are_translated_by_a_person(language: str, document: str) -> None:
    done = {State.TRANSLATED, State.APPROVED}
    rest = [entry for entry in entries(language, document) if state(entry) not in done]
    assert [need(entry) for entry in rest] == [Need.STALE] * (1 if (language, document) == ("uk", "index.md") else 0)


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("document", ["guide.md", "glossary.md"])
def test_guide_and_glossary_show_what_is_missing(language: str, document: str) -> None:
    states = {state(entry) for entry in entries(language, document)}
    assert State.TRANSLATED in states
    assert states & {State.UNTRANSLATED, State.DRAFT}


def test_some_are_approved_and_say_by_whom() -> None:
    for language in TRANSLATED:
        approvals = [approval_of(entry) for entry in entries(language, "news/amnesty.md")]
        assert {approval.name for approval in approvals if approval} == {"sample"}
        assert None in approvals


def test_the_stale_entry_keeps_what_was_translated_then() -> None:
    stale = [
        (language, entry)
        for language in TRANSLATED
        for document in TEXT
        for entry in entries(language, document)
        if need(entry) is Need.STALE
    ]
    (language, entry) = stale[0]
    assert len(stale) == 1
    assert language == "uk"
    assert entry.previous_msgid
    assert entry.msgid.startswith(entry.previous_msgid)
    assert entry.text


@pytest.mark.parametrize("document", TEXT)
def test_spanish_is_left_to_the_machine(document: str) -> None:
    assert {state(entry) for entry in entries("es", document)} <= {State.UNTRANSLATED, State.DRAFT}


def test_drafts_come_and_go_without_a_trace(copy: TemporaryProject) -> None:
    copy.good("draft", "--discard")
    before = copy.files()
    assert not [path for path, content in before.items() if b"workflow-draft" in content]
    copy.good("draft", "-l", "es")
    assert [path for path, content in copy.files().items() if b"workflow-draft" in content]
    copy.good("draft", "--discard")
    assert copy.files() == before
