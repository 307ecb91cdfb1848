"""What msgfmt refuses in a whole entry, plural forms included."""

import pytest

from tests.gettext import accepts, needs_gettext
from workflow import catalogs
from workflow.catalogs.plural_forms import plural_rule
from workflow.checks.placeholders import fatal
from workflow.languages import language
from workflow.model import Catalog, Entry


def header(code: str) -> Entry:
    return Entry(
        "",
        (
            f"Language: {code}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nProject-Id-Version: a 1\n"
            f"Content-Transfer-Encoding: 8bit\nPlural-Forms: {language(code).plural_forms}\n"
            "PO-Revision-Date: 2026-01-01 00:00+0000\nLast-Translator: A <a@example.org>\nLanguage-Team: A <a@example.org>\n",
        ),
    )


ONE, MANY = "%d file", "%d files"
CASES: tuple[tuple[str, Entry, bool], ...] = (
    ("es", Entry("100%% of %s", ("El 100%% de %s",), flags=("python-format",)), True),
    ("es", Entry("100%% of %s", ("El 100% de %s",), flags=("python-format",)), False),
    ("es", Entry("100% of %s", ("El 100% de %s",)), True),
    ("es", Entry("100%% of %s", ("El 100% de %s",), flags=("no-python-format",)), True),
    ("es", Entry("%s", ("x",), flags=("possible-c-format",)), False),
    ("es", Entry("%s", ("x",), flags=("c-format", "no-c-format")), True),
    ("es", Entry("%s %(a)s", ("%s %(a)s",), flags=("c-format", "perl-brace-format")), True),
    ("es", Entry("Open\n", ("Abrir\n",)), True),
    ("es", Entry("Open\n", ("Abrir",)), False),
    ("es", Entry("\nOpen", ("Abrir",)), False),
    ("es", Entry("Open", ("Abrir\n",)), False),
    ("es", Entry(ONE, ("Un archivo", "%d archivos"), msgid_plural=MANY, flags=("c-format",)), True),
    ("es", Entry(ONE, ("%d archivo", "archivos"), msgid_plural=MANY, flags=("c-format",)), False),
    ("es", Entry("One file", ("Un archivo", "%d archivos"), msgid_plural=MANY, flags=("c-format",)), True),
    ("es", Entry(ONE, ("%s archivo", "%d archivos"), msgid_plural=MANY, flags=("c-format",)), False),
    ("es", Entry(ONE, ("%d a", "%d b\n"), msgid_plural=MANY, flags=("c-format",)), False),
    ("es", Entry(ONE, ("%d a",), msgid_plural=MANY, flags=("c-format",)), False),
    ("fr", Entry(ONE, ("Un fichier", "%d fichiers"), msgid_plural=MANY, flags=("c-format",)), True),
    ("uk", Entry(ONE, ("один", "%d b", "%d c"), msgid_plural=MANY, flags=("c-format",)), False),
    ("uk", Entry(ONE, ("%d a", "%d b", "%d c"), msgid_plural=MANY, flags=("c-format",)), True),
    ("uk", Entry(ONE, ("%d a", "%d b"), msgid_plural=MANY, flags=("c-format",)), False),
    ("ar", Entry(ONE, ("a", "b", "c", "%d d", "%d e", "%d f"), msgid_plural=MANY, flags=("c-format",)), True),
    ("ar", Entry(ONE, ("a", "b", "c", "%d d", "e", "%d f"), msgid_plural=MANY, flags=("c-format",)), False),
    ("ar", Entry(ONE, ("a", "b", "c", "d", "%d e", "%d f"), msgid_plural=MANY, flags=("c-format",)), False),
    ("ar", Entry(ONE, ("a", "b", "c", "%d d", "%d e", "f"), msgid_plural=MANY, flags=("c-format",)), False),
    ("ja", Entry(ONE, ("%d a",), msgid_plural=MANY, flags=("c-format",)), True),
    ("ja", Entry(ONE, ("a",), msgid_plural=MANY, flags=("c-format",)), False),
    ("de", Entry("{0} file", ("{0} Datei", "{0} Dateien"), msgid_plural="{0} files", flags=("java-format",)), True),
    ("de", Entry("{0} file", ("l'{0} Datei", "{0} Dateien"), msgid_plural="{0} files", flags=("java-format",)), True),
    ("de", Entry("{0} file", ("{0} Datei", "l'{0} Dateien"), msgid_plural="{0} files", flags=("java-format",)), False),
)


@needs_gettext
@pytest.mark.parametrize(("code", "entry", "good"), CASES)
def test_msgfmt_says_the_same(code: str, entry: Entry, good: bool) -> None:
    catalog = Catalog((entry,), header(code))
    reason = fatal(entry, entry.msgstr, plural_rule(catalog))
    assert (reason is None) is good, reason
    assert (accepts(catalogs.serialise(catalog)) == "") is good
