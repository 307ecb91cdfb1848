"""A small publication to publish."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

from workflow import catalogs
from workflow.catalogs.approvals import Review, approve
from workflow.catalogs.provenance import DraftComment, put_draft, put_edit
from workflow.catalogs.source_edits.kinds import EditKind
from workflow.model import Entry
from workflow.project import Project, load

__all__ = ["CONFIG", "GUIDE", "INDEX", "Small", "recorded", "small", "words"]

INDEX = """\
# The river

A boat crosses the river. See [the guide](guide.md#tools) and ![a boat](images/boat.svg).

- It is slow.
- It is safe.
"""
GUIDE = """\
---
title: The guide
date: 2026-11-23
---

## Tools

A rope and an oar.[^1]

[^1]: The oar is old.

## Back

Go [home](index.md), or [up](#tools).
"""
CONFIG = "title: The river\nsource_language: en\nlanguages: [es, ar]\n"


@dataclass(frozen=True)
class Small:
    """A folder with a publication in it."""

    root: Path

    @property
    def project(self) -> Project:
        return load(self.root)

    @property
    def html(self) -> Path:
        return self.root / "editions/html"

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def page(self, path: str) -> str:
        return (self.html / path).read_text(encoding="utf-8")

    def translate(
        self,
        language: str,
        document: str,
        texts: Mapping[str, str | tuple[str, str]],
        project: Project | None = None,
    ) -> Path:
        """Write the catalog of a document. A pair is a text and its state: ``draft``, ``approved``, ``rule``, ``stale``, ``edited``.

        ``project``: this folder's, if it has been loaded and does not change.
        """
        project = project or self.project
        entries = []
        for key in dict.fromkeys(unit.key for unit in project.parse(document).units):
            entry = Entry(key[1], context=key[0])
            translation = texts.get(key[1], "")
            text, state = translation if isinstance(translation, tuple) else (translation, "")
            entry = replace(entry, msgstr=(text,))
            if state == "draft":
                draft = DraftComment("argos", "translate-en_es-0_1", "0a1b2c3d", "", "", 0.25, ())
                entry = put_draft(replace(entry, msgstr=("",)), text, draft)
            elif state in ("approved", "rule"):
                entry = approve(entry, "Ana" if state == "approved" else "by=rule", "2026-11-20")
            elif state == "stale":
                entry = replace(entry, flags=("fuzzy",), previous_msgid="Something else.")
            elif state == "edited":
                entry = put_edit(replace(entry, flags=("fuzzy",)), EditKind.SENTENCE, "12345678")
            entries.append(entry)
        path = project.catalog_path(language, document)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogs.write(replace(catalogs.new(language), entries=tuple(entries)), path)
        return path

    def tree(self, below: str = "editions") -> dict[str, bytes]:
        """Every published file."""
        top = self.root / below
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file() and path.name != ".lock"
        }


def small(root: Path, config: str = CONFIG) -> Small:
    """Two documents and a picture, nothing translated yet."""
    made = Small(root)
    made.write("workflow.yaml", config)
    made.write("source/index.md", INDEX)
    made.write("source/guide.md", GUIDE)
    made.write("source/images/boat.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    return made


_TEXTS = "\n\n".join(f"This is text number {number}." for number in range(1, 11))


def _spanish(number: int) -> str:
    return f"Este es el texto número {number}."


def recorded(root: Path) -> Small:
    """A publication whose first page has a text of every kind of authorship."""
    made = small(
        root,
        "title: The river\nsource_language: en\nlanguages: [es, ar]\neditorial_responsibility: Ann, editor\n"
        "overrides: {ar: {editorial_responsibility: Nour}}\n"
        "publish: {max_risk: 0.9, rules: [{kinds: heading, allow: [approved, source]}]}\n",
    )
    made.write("source/index.md", f"# Texts\n\n{_TEXTS}\n")
    one = "This is text number {}.".format
    path = made.translate(
        "es",
        "index.md",
        {
            one(1): _spanish(1),
            one(2): (_spanish(2), "approved"),
            one(3): (_spanish(3), "draft"),
            one(4): (_spanish(4), "draft"),
            one(5): (_spanish(5), "draft"),
            one(6): (_spanish(6), "draft"),
            one(7): ("Siete.", "stale"),
            one(8): _spanish(8),
            one(9): (_spanish(99), "draft"),
        },
    )
    catalog = catalogs.read(path)

    def decided(entry: Entry) -> Entry:
        if entry.msgid == one(4):
            return approve(entry, "low-risk", "2026-11-20", review=Review.RULE)
        if entry.msgid == one(5):
            twice = approve(entry, "Ana", "2026-11-21", review=Review.BILINGUAL, seconds=41.4, edit=0)
            return approve(twice, "Luis", "2026-11-22")
        if entry.msgid == one(6):
            return approve(replace(entry, msgstr=("El sexto texto.",)), "Ana", "2026-11-21", edit=0.4)
        if entry.msgid == one(8):
            return put_edit(replace(entry, flags=("fuzzy",)), EditKind.SENTENCE, "12345678")
        return entry

    catalogs.write(replace(catalog, entries=tuple(map(decided, catalog.entries))), path)
    return made


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(html: str) -> str:
    """What can be read of a page, blanks run together."""
    reader = _Words()
    reader.feed(html)
    return re.sub(r"\s+", " ", "".join(reader.found)).strip()
