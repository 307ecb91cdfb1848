"""Which source a plural form is compared with."""

import pytest

from workflow.catalogs import parse
from workflow.catalogs.plural_forms import plural_rule
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry
from workflow.checks.rules import ENTRY_CHECKS, check_text
from workflow.inline_tags import Grammar
from workflow.languages import language
from workflow.model import Entry

ROWS = [
    ("es", "One file", "%d files", ["One file", "%d files"]),
    ("ja", "One file", "%d files", ["%d files"]),
    ("uk", "One file", "%d files", ["%d files", "%d files", "%d files"]),
    ("uk", "%d file", "%d files", ["%d file", "%d files", "%d files"]),
    ("sl", "One file", "%d files", ["%d files", "One file", "%d files", "%d files"]),
]
SLOVENIAN = "nplurals=4; plural=(n==1 ? 1 : n==2 ? 2 : n==3 || n==4 ? 3 : 0);"


def _checked(code: str, singular: str, plural: str, texts: tuple[str, ...], *flags: str) -> CheckedEntry:
    forms = SLOVENIAN if code == "sl" else language(code).plural_forms
    entry = Entry(singular, texts, msgid_plural=plural, flags=flags)
    rule = plural_rule(parse(f'msgid ""\nmsgstr "Plural-Forms: {forms}\\n"\n'.encode()))
    assert rule is not None
    return CheckedEntry(entry, LanguagePair.of("en", code), Grammar("plain"), None, rule)


@pytest.mark.parametrize(("code", "singular", "plural", "sources"), ROWS)
def test_each_form_is_compared_with_its_own_source(code: str, singular: str, plural: str, sources: list[str]) -> None:
    checked = _checked(code, singular, plural, ("x",) * len(sources))
    assert [pair.source for pair in checked.texts()] == sources


def test_a_form_for_all_numbers_is_no_mistake() -> None:
    checked = _checked("ja", "1 file", "%d files", ("%d個のファイル",))
    assert [problem.message for pair in checked.texts() for _, problem in check_text(pair)] == []


def test_a_lost_directive_is_named_at_the_form_that_lost_it() -> None:
    checked = _checked("es", "%d file", "%d files", ("fichero", "ficheros"), "c-format")
    found = [problem for check in ENTRY_CHECKS for problem in check.find(checked)]
    assert [problem.form for problem in found] == [1]
