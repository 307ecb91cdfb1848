"""Interface strings of the pages: buttons, notices and labels in the page's language.

They are in PO files below ``locales/`` and are read without a compile step. A language without a file gets the English strings,
marked as English.
"""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflow import catalogs
from workflow.html import attribute, text
from workflow.languages import base_language, language
from workflow.model import Entry

__all__ = ["FOLDER", "LABELS", "MESSAGES", "Interface", "interface", "put_labels"]

FOLDER = Path(__file__).parent / "locales"
"""The folder of the PO files: ``locales/<language>/LC_MESSAGES/pages.po``."""

LABELS = {
    "note": "Note",
    "info": "Information",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "danger": "Danger",
    "abstract": "Summary",
    "success": "Done",
    "question": "Question",
    "failure": "Failure",
    "bug": "Bug",
    "example": "Example",
    "quote": "Quote",
    "details": "Details",
    "footnote-back": "Back to the text",
}
"""The English string for each ``data-label`` that formats write."""

MESSAGES: tuple[str | tuple[str, str], ...] = (
    "Skip to the content",
    "Menu",
    "Close",
    "Contents",
    "Languages",
    "On this page",
    "Previous",
    "Next",
    "Footnotes",
    "Machine translation",
    "Not translated yet",
    "Being updated",
    "About this translation",
    "A machine translated this page, and no person has read the translation yet.",
    (
        "A machine translated {count} of the {total} passages on this page, and no person has read it yet.",
        "A machine translated {count} of the {total} passages on this page, and no person has read them yet.",
    ),
    "Machine translation is marked with a dotted line.",
    "A machine can get the meaning wrong or even reverse it. Where it matters, read the original.",
    "This page is not translated yet and is shown in the original language.",
    (
        "{count} of the {total} passages is not translated yet and is shown in the original language.",
        "{count} of the {total} passages are not translated yet and are shown in the original language.",
    ),
    "A passage with a grey line is being updated: the original has changed since it was translated.",
    "Read the original",
    "A machine translated this text, and no person has read the translation yet.",
    (
        "A machine translated {count} of the {total} passages in this text, and no person has read it yet.",
        "A machine translated {count} of the {total} passages in this text, and no person has read them yet.",
    ),
    "This text is not translated yet and is shown in the original language.",
    "Cover",
    "Start of the text",
    *dict.fromkeys(LABELS.values()),
)
"""Every string, in the order of the PO files. A pair is a singular and a plural."""


_TITLE = re.compile(r'(<(p|summary) class="admonition-title") data-label="([\w-]+)">[^<]*(?=</\2>)')
_BACK = re.compile(r'data-label="footnote-back"')
_NOTES = re.compile(r'(<section class="footnotes" role="doc-endnotes")>')


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface strings of one language."""

    code: str
    """The language of the strings: ``en`` if the requested language has none."""
    texts: Mapping[str, tuple[str, ...]]
    """The translations by English string, one for each plural form."""
    form: Callable[[int], int]
    """Return the index of the plural form for a number (the gettext rule in the file's header)."""

    def text(self, message: str) -> str:
        """Return the translation of one of ``MESSAGES``; the English string if the file has none."""
        return self.texts.get(message, ("",))[0] or message

    def plural(self, one: str, many: str, count: int) -> str:
        """Return the translation of a string with a number, in the plural form for ``count``."""
        forms = self.texts.get(one, ())
        number = self.form(count)
        found = forms[number] if number < len(forms) else ""
        return found or (one if count == 1 else many)

    def label(self, name: str) -> str:
        """Return the text for a format's ``data-label``. An unknown name is returned as words: ``my-kind`` is "My kind"."""
        return self.text(LABELS[name]) if name in LABELS else name.replace("-", " ").capitalize()


_ENGLISH = Interface("en", {}, lambda count: 0 if count == 1 else 1)


@cache
def interface(code: str, folder: Path = FOLDER) -> Interface:
    """Return the interface in a language, else in the same language of another country, else in English."""
    for candidate in dict.fromkeys((code, code.partition("@")[0], base_language(code))):
        path = folder / candidate / "LC_MESSAGES" / "pages.po"
        if path.is_file():
            catalog = catalogs.read(path)
            texts = {entry.msgid: entry.msgstr for entry in catalog.live if not entry.fuzzy}
            return Interface(candidate, texts, _plural_rule(catalog.header, candidate))
    return _ENGLISH


def put_labels(body: str, strings: Interface, marks: str = "") -> str:
    """Put interface strings into a page's body: titles of admonitions, labels of footnotes and of the links back from them.

    ``marks`` are attributes as they are written in a tag, for strings that are not in the page's language.
    """
    body = _TITLE.sub(lambda match: f"{match[1]}{marks}>{text(strings.label(match[3]))}", body)
    body = _BACK.sub(f'aria-label="{attribute(strings.label("footnote-back"))}"', body)
    return _NOTES.sub(lambda match: f'{match[1]} aria-label="{attribute(strings.text("Footnotes"))}">', body)


def _plural_rule(header: Entry, code: str) -> Callable[[int], int]:
    found = re.search(r"plural\s*=\s*([^;\n]+);", header.text) or re.search(
        r"plural=([^;]+);", language(code).plural_forms
    )
    rule: Callable[[int], int] = gettext.c2py(found[1].strip()) if found else _ENGLISH.form
    return rule
