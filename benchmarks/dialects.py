"""What the program reads of pages of site generators, and whether their own tools still make the same elements of a translation.

    python -m benchmarks.dialects [FOLDER …]

Each folder below ``tests/formats/dialects``, or each FOLDER named ``…/DIALECT``, is read with that dialect and translated with
upper-case letters. For each page: units, refused translations, words of prose outside every unit, and whether the
HTML of both has the same elements, by the tool of the dialect where it is installed.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from workflow.formats import for_path
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Document

PAGES = Path(__file__).parent.parent / "tests" / "formats" / "dialects"
PYTHON_MARKDOWN = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.details",
    "pymdownx.blocks.tab",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.progressbar",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tilde",
]
MYST = ("colon_fence", "deflist", "dollarmath", "attrs_block", "attrs_inline")


def python_markdown(text: str) -> str:
    """Render with Python-Markdown and pymdownx."""
    markdown = import_module("markdown")
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.DOTALL)
    return str(markdown.markdown(text, extensions=PYTHON_MARKDOWN))


def pandoc(text: str) -> str:
    """Render with Pandoc."""
    return str(import_module("pypandoc").convert_text(text, "html", format="markdown"))


def myst(text: str) -> str:
    """Render with MyST-Parser."""
    publish = import_module("docutils.core").publish_string
    parser = import_module("myst_parser.parsers.docutils_").Parser()
    overrides = {"myst_enable_extensions": MYST, "report_level": 5, "embed_stylesheet": False}
    return str(publish(text, parser=parser, writer="html5", settings_overrides=overrides).decode())


TOOLS: dict[str, tuple[str, Callable[[str], str]]] = {
    "mkdocs": ("pymdownx", python_markdown),
    "pandoc": ("pypandoc", pandoc),
    "quarto": ("pypandoc", pandoc),
    "myst": ("myst_parser", myst),
}
"""By dialect: the package that has to be installed, and what renders a page."""


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] += 1


def elements(html: str) -> Counter[str]:
    """How many elements of each name some HTML has."""
    parser = _Elements()
    parser.feed(html)
    return parser.count


def upper(document: Document, index: int) -> str:
    """The unit's text in upper case, inline tags aside."""
    unit, at, parts = document.units[index], 0, []
    for tag in document.grammar.find_tags(unit.source):
        parts += [unit.source[at : tag.start].upper(), tag.text]
        at = tag.end
    return "".join([*parts, unit.source[at:].upper()])


def outside(document: Document) -> int:
    """The number of small words in the translation of the whole page: prose that is not offered, or names and code."""
    text = re.sub(r"(?ms)^([ \t>]*(?:`{3,}|~{3,})).*?^\1[ \t]*$|`[^`]*`|<[^>]*>", " ", document.text)
    for unit in sorted(document.units, key=lambda unit: -len(unit.source)):
        text = text.replace(document.text[unit.span.start : unit.span.end], " ")
    return len(re.findall(r"(?<![\w./{:=\"#@-])[a-z]{3,}(?![\w./=:-])", text))


def main(folders: list[Path]) -> None:
    """Print a line for each page."""
    for folder in folders:
        package, render = TOOLS.get(folder.name, ("", None))
        installed = bool(package) and find_spec(package) is not None
        for path in sorted(folder.rglob("*.md")):
            if ".upper." in path.name:
                continue
            handler = for_path(path.name)
            settings = MarkdownSettings(dialect=(folder.name,))
            document = handler.parse(path.read_bytes(), path=path.name, settings=settings)
            rendering = handler.splice(document, {unit.index: upper(document, unit.index) for unit in document.units})
            equal = "not compared"
            if installed and render is not None:
                same = elements(render(document.text)) == elements(render(rendering.text))
                equal = f"{'the same' if same else 'other'} elements ({package})"
            refused, words = len(rendering.refused), outside(document)
            print(
                f"{folder.name}/{path.name}: {len(document.units)} units, {refused} refused, {words} words outside; {equal}"
            )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(path for path in PAGES.iterdir() if path.is_dir()))
