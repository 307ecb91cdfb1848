"""The interface's PO files: complete, accepted by gettext, placeholders and plural forms right."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.gettext import needs_gettext
from workflow import catalogs
from workflow.languages import language
from workflow.model import Entry
from workflow.publishing.ui_strings import FOLDER, LABELS, MESSAGES, interface

LANGUAGES = ("es", "uk", "ar", "ja")
FILES = {code: FOLDER / code / "LC_MESSAGES" / "pages.po" for code in LANGUAGES}
KEYS = [message if isinstance(message, str) else message[0] for message in MESSAGES]


def entries(path: Path) -> tuple[Entry, ...]:
    return catalogs.read(path).live


def test_there_is_a_file_for_each_language_and_a_template() -> None:
    assert sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/*.po")) == sorted(LANGUAGES)
    template = entries(FOLDER / "templates" / "pages.pot")
    assert [entry.msgid for entry in template] == KEYS
    assert not any(text for entry in template for text in entry.msgstr)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_string_is_translated(code: str) -> None:
    found = entries(FILES[code])
    assert [entry.msgid for entry in found] == KEYS
    for entry, message in zip(found, MESSAGES, strict=True):
        assert entry.msgid_plural == (None if isinstance(message, str) else message[1])
        assert entry.filled and not entry.fuzzy
        assert len(entry.msgstr) == (1 if isinstance(message, str) else language(code).plurals)


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_agree(code: str) -> None:
    for entry in entries(FILES[code]):
        wanted = set(re.findall(r"\{\w*\}", entry.msgid_plural or entry.msgid))
        for number, text in enumerate(entry.msgstr):
            found = set(re.findall(r"\{\w*\}", text))
            # A form for one number only may say it in a word: مقطع واحد, مقطعان.
            one_number = code == "ar" and entry.msgid_plural is not None and number < 3
            assert found == wanted or (one_number and found == wanted - {"{count}"}), (code, text)


@pytest.mark.parametrize("code", [*LANGUAGES, "template"])
@needs_gettext
def test_msgfmt_accepts_them(code: str, tmp_path: Path) -> None:
    path = FILES.get(code, FOLDER / "templates" / "pages.pot")
    checks = ["--check-format"] if code == "template" else ["--check"]
    done = subprocess.run(
        ["msgfmt", *checks, "-o", str(tmp_path / "x.mo"), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


MANY = MESSAGES[
    KEYS.index("A machine translated {count} of the {total} passages on this page, and no person has read it yet.")
]


@pytest.mark.parametrize(
    ("code", "count", "words"),
    [
        ("en", 1, "read it yet"),
        ("en", 2, "read them yet"),
        ("es", 1, "lo ha leído"),
        ("es", 5, "los ha leído"),
        ("uk", 1, "1 фрагмент із"),
        ("uk", 3, "3 фрагменти із"),
        ("uk", 11, "11 фрагментів із"),
        ("uk", 21, "21 фрагмент із"),
        ("uk", 25, "25 фрагментів із"),
        ("ar", 1, "مقطع واحد"),
        ("ar", 2, "مقطعان"),
        ("ar", 3, "3 مقاطع"),
        ("ar", 11, "11 مقطعًا"),
        ("ar", 100, "100 مقطع "),
        ("ar", 103, "103 مقاطع"),
        ("ja", 1, "1か所"),
        ("ja", 7, "7か所"),
    ],
)
def test_plural_forms(code: str, count: int, words: str) -> None:
    assert isinstance(MANY, tuple)
    assert words in interface(code).plural(*MANY, count).format(count=count, total=200)


def test_every_label_has_a_word() -> None:
    for code in LANGUAGES:
        words = interface(code)
        for name, english in LABELS.items():
            assert words.label(name) != "" and (words.label(name) != english or english == "Error")
    assert interface("es").label("my-kind") == "My kind"


def test_a_country_takes_the_words_of_its_language_and_an_unknown_language_the_english_ones() -> None:
    assert interface("es_MX").text("Next") == "Siguiente"
    assert interface("es_MX").code == "es"
    assert interface("eu").text("Next") == "Next"
    assert interface("eu").code == "en"
    assert interface("en").text("Next") == "Next"


def test_the_pages_use_no_words_that_are_not_in_the_files() -> None:
    package = Path(FOLDER).parent
    used = set()
    for path in [*package.rglob("*.py"), *package.glob("theme/*.html")]:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"""(?:strings|interface)\.text\(\s*"([^"]+)"\s*\)""", text))
    assert used and used <= set(KEYS)
    assert set(KEYS) - set(LABELS.values()) - used <= {m[0] for m in MESSAGES if isinstance(m, tuple)}
