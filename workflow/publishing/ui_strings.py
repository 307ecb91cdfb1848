"""The words of the pages themselves (not of the documents): buttons, notices, labels, in the language of the page.

They are PO files of our own under ``locales/``, read as they are: no compiled files, no build step. A language without one
gets the English words, marked as English.
"""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflow import catalogs
from workflow.languages import base_language, language
from workflow.model import Entry

__all__ = ["FOLDER", "LABELS", "MESSAGES", "Interface", "interface"]

FOLDER = Path(__file__).parent / "locales"
"""Where the PO files lie: ``locales/<language>/LC_MESSAGES/pages.po``."""

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
"""What a format's ``data-label`` stands for, in English."""

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
    "About this translation",
    "A machine translated this page, and no person has read the translation yet.",
    (
        "A machine translated {count} of the {total} passages on this page, and no person has read it yet.",
        "A machine translated {count} of the {total} passages on this page, and no person has read them yet.",
    ),
    "Machine translation is marked with a dotted line.",
    "A machine can get the meaning wrong, even turn it round. Where it matters, read the original.",
    "This page is not translated yet and is shown in the original language.",
    (
        "{count} of the {total} passages is not translated yet and is shown in the original language.",
        "{count} of the {total} passages are not translated yet and are shown in the original language.",
    ),
    "Read the original",
    *dict.fromkeys(LABELS.values()),
)
"""Every string, in the order of the PO files; a pair is a singular and a plural."""


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface in one language."""

    code: str
    """The language the strings are in: ``en`` where the wanted one has none."""
    texts: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]
    """Which plural form a number takes (gettext's rule, from the file's header)."""

    def text(self, message: str) -> str:
        """A string of ``MESSAGES``; in English where the file lacks it."""
        return self.texts.get(message, ("",))[0] or message

    def plural(self, one: str, many: str, count: int) -> str:
        """A string with a number in it, in the form that the number takes."""
        forms = self.texts.get(one, ())
        number = self.form(count)
        text = forms[number] if number < len(forms) else ""
        return text or (one if count == 1 else many)

    def label(self, name: str) -> str:
        """What a ``data-label`` of a format stands for; a name that is unknown here is shown as it is."""
        return self.text(LABELS[name]) if name in LABELS else name.replace("-", " ").capitalize()


_ENGLISH = Interface("en", {}, lambda count: 0 if count == 1 else 1)


@cache
def interface(code: str, folder: Path = FOLDER) -> Interface:
    """The interface in a language, or in the language without its country, or in English."""
    for candidate in dict.fromkeys((code, code.partition("@")[0], base_language(code))):
        path = folder / candidate / "LC_MESSAGES" / "pages.po"
        if path.is_file():
            catalog = catalogs.read(path)
            texts = {entry.msgid: entry.msgstr for entry in catalog.live if not entry.fuzzy}
            return Interface(candidate, texts, _plural_rule(catalog.header, candidate))
    return _ENGLISH


def _plural_rule(header: Entry, code: str) -> Callable[[int], int]:
    found = re.search(r"plural\s*=\s*([^;\n]+);", header.text) or re.search(
        r"plural=([^;]+);", language(code).plural_forms
    )
    rule: Callable[[int], int] = gettext.c2py(found[1].strip()) if found else _ENGLISH.form
    return rule
