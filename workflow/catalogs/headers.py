"""The header of a PO file: its fields, and a header for a new file.

A field that is there when a file is made is never changed by the way (law 4). There is no POT-Creation-Date, which only makes
diffs; the other fields are those that ``msgfmt --check`` asks for. What only a person can say (who translated last, and when) is
there but empty: ``msgfmt`` accepts that, and two runs give the same bytes.
"""

import re
from dataclasses import replace
from datetime import datetime

from workflow.catalogs.layout import Body
from workflow.languages import language
from workflow.model import Catalog, Entry

__all__ = ["field", "fields", "new", "signed", "with_field"]

_FIELD = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(.*)$", re.MULTILINE)


def fields(catalog: Catalog) -> dict[str, str]:
    """The header's fields by name, in order; of a name that is there twice the first counts."""
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(catalog.header.text):
        found.setdefault(name, value.strip())
    return found


def field(catalog: Catalog, name: str) -> str:
    """The value of one field (upper or lower case doesn't matter); empty where there is none."""
    return next((value for key, value in fields(catalog).items() if key.lower() == name.lower()), "")


def with_field(catalog: Catalog, name: str, value: str) -> Catalog:
    """The catalog with one field set: in its place where it is there, else behind the others."""
    text = catalog.header.text
    line = f"{name}: {_line(value)}"
    changed, count = re.subn(
        rf"^{re.escape(name)}:.*$", lambda _: line, text, count=1, flags=re.MULTILINE | re.IGNORECASE
    )
    if not count:
        changed = f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n"
    return replace(catalog, header=replace(catalog.header, msgstr=(changed,)))


def signed(catalog: Catalog, person: str, when: datetime) -> Catalog:
    """The catalog as a person saves it: Last-Translator (``Name <address>``) and PO-Revision-Date, the form gettext's manual gives.

    Nothing but a person's own save calls this; programs leave both fields alone. ``when`` has to know its time zone.
    """
    assert when.tzinfo is not None
    return with_field(
        with_field(catalog, "PO-Revision-Date", when.strftime("%Y-%m-%d %H:%M%z")), "Last-Translator", person
    )


def new(code: str | None, *, title: str = "", body: Body | None = None) -> Catalog:
    """An empty catalog for a language (gettext code), or for None a template. ``body`` saves laying out the entries that it will get.

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


def _line(value: str) -> str:
    return " ".join(value.split())
