"""Write the torture publication: documents, pictures, catalogs with texts of every state."""

import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from tests.publishing.library import PICTURE
from tests.publishing.project import Small
from tests.publishing.torture.words import SPACELESS, WORDS
from workflow.project import Project

__all__ = ["LANGUAGES", "torture"]

LANGUAGES = tuple(WORDS)
HERE = Path(__file__).parent
FORMATS = HERE.parents[1] / "formats"
CONFIG = """\
title: Every construct, in every script
source_language: en
languages: [{languages}]
output: [{output}]
site_url: https://example.org/
nav: {nav}
front_matter: [default, slug, tags]
lists: [news, .]
tags: [tags, categories]
root_files: static
edit_url: https://example.org/edit/{{path}}
markdown: {{math: true, definition_lists: true}}
publish:
  allow: [approved, translated, previous, draft, source]
  rules: [{{documents: complete.md, complete_only: true}}]
redirects: {{old.html: constructs.md, "/first.html": index.md, old/tables/: "constructs.md#tables"}}
theme:
  logo: images/boat.svg
  footer: [imprint.md, "mailto:office@example.org"]
  licence: https://creativecommons.org/licenses/by/4.0/
overrides:
{overrides}
"""
NAMES = ("日本語", "a b#c?", "100%", "x\"y'<b>&", "İstanbul ß", "מסמך")
"""Names of documents with signs that mean something in an address or in HTML, and letters of other scripts."""
LONG = "A title that is as long as the list of all who were on board when the boat crossed the river in the year of the flood"
PROTECTED = re.compile(
    r"(`+[^`]*`+|\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]:?|<[^>]*>|\$\$?[^$]+\$\$?|https?://\S+|[\w.+-]+@[\w.-]+|&#?\w+;"
    r"|\{[^{}]*\}|%\(\w+\)\w|%\w|\{\{.*?\}\}|\{%.*?%\}|\\\w+|\[\[.*?\]\]|:[\w-]+:)"
)
RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*)*")
HOSTILE = (
    "<script>alert(1)</script>",
    "<b>open",
    "[x](javascript:alert(1))",
    "</div></main>",
    "dos \u202egnirts",
    "<p id='edition:content' hidden>x</p>",
)


def torture(
    root: Path,
    languages: Sequence[str] = LANGUAGES,
    output: Sequence[str] = ("html", "source", "epub"),
    nav: str = "",
) -> Small:
    """Write the project into a new folder. The same arguments give the same files. ``nav``: the value of that key, if it is to be set."""
    made = Small(root)
    shutil.copytree(HERE / "source", root / "source")
    dialects = dict(_fixtures(made))
    _generated(made)
    overrides = [f'  "dialects/{path}": {{markdown: {{dialect: [{name}]}}}}' for path, name in dialects.items()]
    config = CONFIG.format(
        languages=", ".join(languages), output=", ".join(output), nav=nav, overrides="\n".join(overrides)
    )
    made.write("workflow.yaml", config if nav else config.replace("nav: \n", ""))
    project = made.project
    for place, document in enumerate(project.documents.paths()):
        for number, code in enumerate(languages):
            _translate(made, project, code, document, 5 * number + 3 * place)
    return made


def _fixtures(made: Small) -> Iterator[tuple[str, str]]:
    """Copy the fixtures of the formats. Yields the name of each document in ``dialects/`` and its dialect."""
    for file in sorted((FORMATS / "fixtures").iterdir()):
        if file.suffix in (".md", ".txt") and ".upper" not in file.name:
            made.write(f"source/formats/{file.name}", file.read_bytes())
    for file in sorted((FORMATS / "dialects").glob("*/*.md")):
        if ".upper" not in file.name:
            name = f"{file.parent.name}-{file.name}"
            made.write(f"source/dialects/{name}", file.read_bytes())
            yield name, file.parent.name


def _generated(made: Small) -> None:
    """Write what needs no hand: files with odd names, deep folders, many pages of one kind."""
    for name in NAMES:
        made.write(f"source/names/{name}.md", f"# {name}\n\n[Home](../index.md), ![a boat](../images/boat.svg)\n")
    deep = ""
    for name in ("one", "two", "three", "four", "five"):
        deep += f"{name}/"
        made.write(f"source/deep/{deep}{name}.md", f"# Level {name}\n\n[Home](/index.md)\n\n## Inside\n\nText.\n")
    for number in range(1, 4):
        made.write(f"source/long/{number}.md", f"# {LONG}, {number}\n\n{LONG}.\n\n## {LONG}\n\nText.\n")
    for day in range(1, 4):
        head = f"---\ntitle: News of day {day}\ndate: 2026-11-0{day}\nauthor: [Ann, נועה]\ndescription: What happened.\n---\n\n"
        made.write(f"source/news/{day}.md", f"{head}The boat came back on day {day}.\n")
    made.write("source/empty.md", "")
    made.write("source/only-code.md", "```\nx = 1\n```\n")
    made.write(
        "source/complete.md", "# Complete or not at all\n\nA law.\n\nA second law.\n\nA third law.\n\nA last law.\n"
    )
    made.write("source/images/boat.png", PICTURE)
    made.write("static/robots.txt", "User-agent: *\n")
    made.write("static/favicon.ico", PICTURE)


def _translate(made: Small, project: Project, code: str, document: str, seed: int) -> None:
    """Write the catalog of a document: none, or all of one state, or of all states in turn."""
    sort = 2 if document == "complete.md" else seed % 6
    if sort == 5 and document not in ("index.md", "constructs.md"):
        return
    states = ("approved",), ("draft",), ("", "draft", "approved", "stale", "empty", "edited", "rule", "hostile")
    each = cycle(states[min(sort, 2)])
    texts: dict[str, str | tuple[str, str]] = {}
    for number, unit in enumerate(project.parse(document).units):
        state = next(each)
        text = _translation(unit.source, code, seed + number)
        if state == "hostile":
            bad = HOSTILE[(seed + number) % len(HOSTILE)]
            texts[unit.source] = (f"{text} {bad}", "draft") if number % 2 else f"{text} {bad}"
        elif state != "empty":
            texts[unit.source] = (text, state) if state else text
    made.translate(code, document, texts, project)


def _translation(source: str, code: str, start: int) -> str:
    """A text in the language of which everything but the words is the source's."""
    words, joint = WORDS[code], "" if code in SPACELESS else " "

    def replaced(run: re.Match[str]) -> str:
        first = (start + run.start()) % len(words)
        count = len(run[0].split())
        return joint.join(islice(cycle(words), first, first + count))

    parts = PROTECTED.split(source)
    return "".join(part if number % 2 else RUN.sub(replaced, part) for number, part in enumerate(parts))
