"""What people dismiss in directives and in workflow.yaml, and what of it dismisses nothing."""

from dataclasses import replace

import pytest

from tests.program import TemporaryProject
from workflow import catalogs, project
from workflow.catalogs.provenance import ignore
from workflow.checking import CheckReport, IgnoredBy, check, check_files
from workflow.errors import ConfigError
from workflow.model import Selection

CONFIG = "title: A test\nsource_language: en\nlanguages: [es, de]\n"
GUIDE = "locales/es/LC_MESSAGES/guide.po"


def ready(project_: TemporaryProject, source: str, texts: dict[str, str], config: str = "") -> TemporaryProject:
    """A project with one document, whose Spanish catalog has these translations."""
    project_.write("workflow.yaml", CONFIG + config)
    project_.write("source/guide.md", source)
    project_.good("extract")
    path = project_.root / GUIDE
    catalog = catalogs.read(path)
    entries = tuple(replace(one, msgstr=(texts.get(one.msgid, ""),)) for one in catalog.entries)
    catalogs.write(replace(catalog, entries=entries), path)
    return project_


def report_of(ready_: TemporaryProject, *languages: str) -> CheckReport:
    return check(project.load(ready_.root), Selection(languages))


def unused(report: CheckReport) -> list[tuple[str, int, str, str]]:
    return [(one.path.name, one.line, one.check, one.why) for one in report.unused_ignores]


DOORS = {"It has 12 doors.": "Tiene 13 puertas.", "It has 7 windows.": "Tiene 8 ventanas."}
FORMS = {
    "before a paragraph": "<!-- i18n:ignore numbers thirteen by now -->\n\nIt has 12 doors.\n\nIt has 7 windows.\n",
    "at the beginning of the text": "<!-- i18n:ignore numbers thirteen by now -->\nIt has 12 doors.\n\nIt has 7 windows.\n",
    "in a quotation": "> <!-- i18n:ignore numbers thirteen by now -->\n>\n> It has 12 doors.\n\nIt has 7 windows.\n",
    "before a list": "<!-- i18n:ignore numbers thirteen by now -->\n\n- It has 12 doors.\n- And more.\n\nIt has 7 windows.\n",
    "in a cell": "| a | b |\n|---|---|\n| <!-- i18n:ignore numbers thirteen by now -->It has 12 doors. | It has 7 windows. |\n",
    "in several lines": "<!--\n  i18n:ignore numbers\n  thirteen by now\n-->\n\nIt has 12 doors.\n\nIt has 7 windows.\n",
    "before HTML": "<!-- i18n:ignore numbers thirteen by now -->\n\n<p>It has 12 doors.</p>\n\nIt has 7 windows.\n",
    "after a note": "<!-- i18n:comment doors --><!-- i18n:ignore numbers thirteen by now -->\n\nIt has 12 doors.\n\nIt has 7 windows.\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_directive_is_for_the_next_block(project: TemporaryProject, name: str) -> None:
    report = report_of(ready(project, FORMS[name], DOORS))
    assert [one.details["target"] for one in report.findings if one.id == "numbers"] == ["Tiene 8 ventanas."]
    [dismissed] = report.dismissed
    assert (dismissed.by, dismissed.reason) == (IgnoredBy.DIRECTIVE, "thirteen by now")
    assert dismissed.finding.details["target"] == "Tiene 13 puertas."
    assert report.unused_ignores == ()


def test_a_directive_that_ignores_nothing_is_named_with_its_line(project: TemporaryProject) -> None:
    source = (
        "It has 12 doors.\r\n\r\n<!-- i18n:ignore numbrs typo -->\r\n\r\nIt has 7 windows.\r\n\r\n"
        "<!-- i18n:ignore same nothing follows -->\r\n\r\n<!-- i18n:ignore -->\r\n"
    )
    report = report_of(ready(project, source, {**DOORS, "It has 7 windows.": "Tiene 7 ventanas."}))
    assert unused(report) == [
        ("guide.md", 3, "numbrs", 'no check "numbrs"; did you mean "numbers"?'),
        ("guide.md", 7, "same", "the check finds nothing here"),
        ("guide.md", 9, "", "it names no check"),
    ]


def test_a_directive_is_judged_only_where_all_was_checked(project: TemporaryProject) -> None:
    place = ready(
        project, "<!-- i18n:ignore numbers later -->\n\nIt has 12 doors.\n", {"It has 12 doors.": "Tiene 12 puertas."}
    )
    assert unused(report_of(place)) == [], "the German text is not there yet, and may need it"
    assert unused(report_of(place, "es")) == []
    project.write("workflow.yaml", CONFIG.replace(", de", ", fr"))
    assert unused(report_of(place)) == [], "there is no French catalog yet"
    project.write("workflow.yaml", CONFIG.replace(", de", ""))
    assert [line for _, line, *_ in unused(report_of(place))] == [1]


RULE = "checks:\n  - ignore: [numbers, same]\n    documents: guide.md\n    languages: [es]\n    reason: they are being counted again\n"


def test_a_rule_is_for_its_documents_and_languages(project: TemporaryProject) -> None:
    place = ready(project, "It has 12 doors.\n", DOORS, RULE)
    report = report_of(place)
    assert report.findings == ()
    assert [(one.by, one.reason) for one in report.dismissed] == [
        (IgnoredBy.CONFIGURATION, "they are being counted again")
    ]
    assert unused(report) == [("workflow.yaml", 5, "same", "the check finds nothing here")]
    assert unused(report_of(place, "de")) == [], "the rule is for another language"
    assert check_files([place.root / GUIDE], project=_loaded(place)).findings == ()
    project.write("workflow.yaml", CONFIG + RULE.replace("[es]", "[de]"))
    assert [one.id for one in report_of(place).findings] == ["numbers"]
    project.write("workflow.yaml", CONFIG + RULE.replace("guide.md", "news/**"))
    assert [one.id for one in report_of(place).findings] == ["numbers"]
    project.write("workflow.yaml", CONFIG + "checks: {ignore: numbers, reason: one}\n")
    assert report_of(place).findings == ()


def _loaded(place: TemporaryProject) -> project.Project:
    return project.load(place.root)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("checks: 3\n", 4, "checks must be a list of what to ignore"),
        ("checks: [end_stop]\n", 4, "checks must be a list of what to ignore"),
        ("checks:\n  - reason: a\n", 5, '"ignore" is missing'),
        ("checks:\n  - ignore: same\n", 5, '"reason" is missing'),
        ("checks:\n  - ignore: same\n    reason: ''\n", 6, "must be text"),
        ("checks:\n  - ignore: same\n    reason: a\n    documnts: b\n", 7, 'Did you mean "documents"?'),
        ("checks:\n  - ignore: same\n    reason: a\n    documents: /b\n", 7, "is an absolute path"),
        ("checks:\n  - ignore: same\n    reason: a\n    languages: [es, pt]\n", 7, "not a language of this project"),
        ("checks:\n  - ignore: same\n    reason: a\n    languages: [es, xq]\n", 7, "xq"),
        ("checks:\n  - reason: a\n    ignore:\n      - same\n      - end_stopp\n", 8, 'did you mean "end_stop"?'),
        ("checks:\n  - reason: a\n    ignore: same, end_stop\n", 6, "Write a list"),
    ],
)
def test_a_rule_that_is_wrong_is_named_with_its_line(
    project: TemporaryProject, text: str, line: int, words: str
) -> None:
    project.write("workflow.yaml", CONFIG + text)
    project.write("source/guide.md", "Text.\n")
    with pytest.raises(ConfigError) as found:
        report_of(project)
    assert f"workflow.yaml:{line}: " in str(found.value) and words in str(found.value)
    assert "\n" not in str(found.value)


def test_comments_that_ignore_nothing_are_named(project: TemporaryProject) -> None:
    place = ready(project, "It has 12 doors.\n\nClose them.\n", {**DOORS, "Close them.": "Ciérrelas."})
    path = place.root / GUIDE
    catalog = catalogs.read(path)
    one, two = catalog.entries
    one = replace(
        ignore(one, "numbers", by="Ana", reason="right"),
        comments=(*ignore(one, "numbers", by="Ana", reason="right").comments, "workflow-ignore: nmbers 12345678 x"),
    )
    two = ignore(two, "end_stop", by="Ana", reason="no stop")
    two = replace(ignore(replace(two, msgstr=("Ciérralas.",)), "same", by="Ana", reason="old"), msgstr=two.msgstr)
    catalogs.write(replace(catalog, entries=(one, two)), path)
    report = report_of(place)
    assert [found.by for found in report.dismissed] == [IgnoredBy.COMMENT]
    lines = place.read(GUIDE).splitlines()
    assert [(lines[line - 1].split()[2], why) for _, line, _, why in unused(report)] == [
        ("nmbers", 'no check "nmbers"; did you mean "numbers"?'),
        ("end_stop", "the check finds nothing here"),
        ("same", "source or translation have changed since"),
    ]
