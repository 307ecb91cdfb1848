"""The header of a PO file: its fields, and the header of a new file.

No command changes a field as a side effect (invariant 4). A new file has the fields that ``msgfmt --check`` asks for. It has no
POT-Creation-Date, which would only make differences between runs. The fields that only a person can fill (who translated last, and
when) are empty: ``msgfmt`` accepts that, and two runs write the same bytes.
"""

import re
from dataclasses import replace
from datetime import datetime

from workflow.catalogs.layout import Body
from workflow.languages import language
from workflow.model import Catalog, Entry

__all__ = ["field", "fields", "new", "plural_count", "signed", "with_field"]

_FIELD = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(.*)$", re.MULTILINE)
_NPLURALS = re.compile(r"\bnplurals\s*=\s*(\d+)")


def fields(catalog: Catalog) -> dict[str, str]:
    """The header's fields by name, in order. If a name occurs twice, the first one counts."""
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(catalog.header.text):
        found.setdefault(name, value.strip())
    return found


def field(catalog: Catalog, name: str) -> str:
    """The value of one field, whatever the case of its name; empty if there is none."""
    return next((value for key, value in fields(catalog).items() if key.lower() == name.lower()), "")


def with_field(catalog: Catalog, name: str, value: str) -> Catalog:
    """The catalog with one field set: in its place, or after the others if it is new."""
    text = catalog.header.text
    line = f"{name}: {_line(value)}"
    changed, count = re.subn(
        rf"^{re.escape(name)}:.*$", lambda _: line, text, count=1, flags=re.MULTILINE | re.IGNORECASE
    )
    if not count:
        changed = f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n"
    return replace(catalog, header=replace(catalog.header, msgstr=(changed,)))


def signed(catalog: Catalog, person: str, when: datetime) -> Catalog:
    """The catalog with Last-Translator (``Name <address>``) and PO-Revision-Date set, in the form of gettext's manual.

    Only for a save by a person: programs leave both fields alone. ``when`` must have a time zone.
    """
    assert when.tzinfo is not None
    return with_field(
        with_field(catalog, "PO-Revision-Date", when.strftime("%Y-%m-%d %H:%M%z")), "Last-Translator", person
    )


def new(code: str | None, *, title: str = "", body: Body | None = None) -> Catalog:
    """An empty catalog for a language (gettext's code), or for a template if ``code`` is None.

    ``title`` becomes the Project-Id-Version. ``body`` is the text of the entries that the catalog will get, if it exists already.
    Raises BadInput for a code that CLDR does not know.
    """
    lines = {"Project-Id-Version": _line(title) or "1.0", "PO-Revision-Date": "", "Last-Translator": ""}
    if code is None:
        lines |= {"Language-Team": "", "Language": ""}
    else:
        lines |= {"Language-Team": language(code).name, "Language": code}
    lines |= {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if code is not None:
        lines["Plural-Forms"] = language(code).plural_forms
    text = "".join(f"{name}: {value}".rstrip() + ("" if value else " ") + "\n" for name, value in lines.items())
    return Catalog(entries=(), header=Entry(msgid="", msgstr=(text,)), layout=body)


def plural_count(catalog: Catalog) -> int | None:
    """The number of plural forms by the header's Plural-Forms; None if the header does not say."""
    found = _NPLURALS.search(field(catalog, "Plural-Forms"))
    return int(found[1]) if found and 0 < int(found[1]) < 10 else None


def _line(value: str) -> str:
    return " ".join(value.split())
