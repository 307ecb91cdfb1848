"""The pages of site generators in tests/formats/dialects: what is offered of each, and whether its own tool finds the same elements.

    python -m benchmarks.dialects                                # every dialect
    python -m benchmarks.dialects hugo mdx --node-modules FOLDER # FOLDER has @mdx-js/mdx, remark-gfm, -frontmatter, -directive

For each dialect: its units; units that should not be offered (they contain a line of ``not-text.txt`` in its folder); words outside
units, code and front matter, for a person to look at with ``--show``; and whether the page and its translation into capital letters
have equal element counts in the dialect's own tool. A tool that is not installed is named, and nothing is said in its place.
"""

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks.timing import table
from tests.formats.test_golden import DIALECTS, DOCUMENTS, FOLDER, read, upper
from workflow.formats.markdown import MarkdownSettings
from workflow.formats.markdown.events import events
from workflow.html import tokens
from workflow.model import Document

Count = Callable[[str], Counter[str]]
"""The elements of a page, counted by a tool."""

_EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *(f"pymdownx.blocks.{name}" for name in ("admonition", "caption", "details", "tab")),
    *(
        f"pymdownx.{name}"
        for name in ["arithmatex", "critic", "details", "keys", "mark", "progressbar", "superfences", "tabbed", "tilde"]
    ),
]
_MYST = ("colon_fence", "deflist", "dollarmath", "attrs_block", "attrs_inline")
_WORD = re.compile(r"(?<![\w/.=_-])[A-Za-z][a-z]+(?![\w/=_.(-])")
_SHORTCODE = re.compile(r"\{\{[<%]\s*(?!/\*)/?\s*([\w/-]+)")
_MDX = """
import {createRequire} from 'module'; import {pathToFileURL} from 'url'; import fs from 'fs'
const need = createRequire(process.argv[1] + '/'), load = async name => import(pathToFileURL(need.resolve(name)))
const [{createProcessor}, ...plugins] = await Promise.all(['@mdx-js/mdx', 'remark-gfm', 'remark-frontmatter', 'remark-directive'].map(load))
const counts = {}, walk = node => {
  const key = node.name ? `${node.type} ${node.name}` : node.type
  counts[key] = (counts[key] || 0) + 1; (node.children || []).forEach(walk) }
const text = fs.readFileSync(0, 'utf8').replace(/ \\{#[\\w-]+\\}$/gm, '')
walk(createProcessor({remarkPlugins: plugins.map(each => each.default)}).parse(text))
delete counts.text; console.log(JSON.stringify(counts))
"""


def hugo(node_modules: Path | None) -> Count | str:
    """Hugo, with a template for every shortcode that writes its content."""
    program = shutil.which("hugo")
    if program is None:
        return "hugo is not installed"

    def count(text: str) -> Counter[str]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shortcodes, content = folder / "layouts/shortcodes", folder / "content"
            for each in (shortcodes, content, folder / "layouts/_default"):
                each.mkdir(parents=True)
            closed = set(re.findall(r"\{\{[<%]\s*/\s*([\w/-]+)", text))
            for each in set(_SHORTCODE.findall(text)) - {"highlight", "ref"}:
                inner = "{{ .Inner }}" if each in closed else ""
                (shortcodes / f"{each}.html").write_text(f"<x-{each}>{inner}</x-{each}>", encoding="utf-8")
            (shortcodes / "ref.html").write_text("#", encoding="utf-8")
            (folder / "layouts/_default/single.html").write_text("{{ .Content }}", encoding="utf-8")
            settings = "disableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'home', 'section', '404']\n"
            (folder / "hugo.toml").write_text(settings + "markup.goldmark.renderer.unsafe = true\n", encoding="utf-8")
            (content / "page.md").write_text(text, encoding="utf-8")
            subprocess.run([program, "--quiet", "--source", folder], check=True, stdout=subprocess.DEVNULL)
            return tags((folder / "public/page/index.html").read_text(encoding="utf-8"))

    return count


def mdx(node_modules: Path | None) -> Count | str:
    """The parser of MDX 3."""
    program = shutil.which("node")
    if program is None or node_modules is None:
        return "node, or --node-modules with @mdx-js/mdx, is missing"

    def count(text: str) -> Counter[str]:
        command = [program, "--input-type=module", "-e", _MDX, str(node_modules)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        return Counter(json.loads(done.stdout))

    return count


def python_markdown(node_modules: Path | None) -> Count | str:
    """Python-Markdown with pymdownx."""
    if find_spec("pymdownx") is None:
        return "pymdown-extensions is not installed"
    markdown = import_module("markdown")

    def count(text: str) -> Counter[str]:
        text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.DOTALL)
        return tags(markdown.markdown(text, extensions=_EXTENSIONS))

    return count


def pandoc(node_modules: Path | None) -> Count | str:
    """Pandoc."""
    if find_spec("pypandoc") is None:
        return "pypandoc-binary is not installed"
    convert = import_module("pypandoc").convert_text
    return lambda text: tags(convert(text, "html", format="markdown"))


def myst(node_modules: Path | None) -> Count | str:
    """MyST-Parser, with Docutils."""
    if find_spec("myst_parser") is None:
        return "myst-parser is not installed"
    publish, module = import_module("docutils.core").publish_string, import_module("myst_parser.parsers.docutils_")
    settings = {"myst_enable_extensions": _MYST, "report_level": 5, "embed_stylesheet": False}

    def count(text: str) -> Counter[str]:
        html: bytes = publish(text, parser=module.Parser(), writer="html5", settings_overrides=settings)
        return tags(html.decode())

    return count


TOOLS: dict[str, Callable[[Path | None], Count | str]] = {
    "docusaurus": mdx,
    "hugo": hugo,
    "mdx": mdx,
    "mkdocs": python_markdown,
    "myst": myst,
    "pandoc": pandoc,
    "quarto": pandoc,
}
"""The dialect's own tool: given the folder of node's modules, it returns a function that counts, or what is missing."""


def tags(html: str) -> Counter[str]:
    """Count the start tags of HTML."""
    return Counter(each.tag.name for each in tokens(html) if each.tag and not each.tag.closing)


def outside(document: Document) -> list[str]:
    """The words of a document that are in no unit, no code and no front matter."""
    text = list(document.text)
    spans = [(unit.span.start, unit.span.end) for unit in document.units]
    stream = events(document.text, MarkdownSettings(dialect=(Path(document.path).parent.name,)))
    spans += [(e.start, e.end) for e in stream if e.name in ("CodeBlock", "FrontMatter", "Code")]
    for start, end in spans:
        text[start:end] = " " * (end - start)
    return _WORD.findall("".join(text))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dialects", nargs="*", help="names; without any, all that have pages")
    parser.add_argument("--node-modules", type=Path, help="a folder with node's modules")
    parser.add_argument("--show", action="store_true", help="print the words outside units")
    options = parser.parse_args()
    rows = [["dialect", "units", "not text", "words outside", "elements are equal"]]
    for folder in sorted(path for path in DIALECTS.iterdir() if path.is_dir()):
        if options.dialects and folder.name not in options.dialects:
            continue
        names = [name for name in DOCUMENTS if Path(name).parent.name == folder.name]
        documents = [read(name) for name in names]
        judged = folder / "not-text.txt"
        never = judged.read_text(encoding="utf-8").splitlines() if judged.exists() else []
        sources = [unit.source for document in documents for unit in document.units]
        syntax = [source for source in sources if any(line in source for line in never)]
        loose = [word for document in documents for word in outside(document)]
        tool = TOOLS[folder.name](options.node_modules) if folder.name in TOOLS else "no tool"
        equal = tool if isinstance(tool, str) else ", ".join(_compared(name, tool) for name in names)
        found = str(len(syntax)) if never else "not judged"
        rows.append([folder.name, str(len(sources)), found, str(len(loose)), equal])
        if options.show:
            print(folder.name, "outside:", " ".join(loose), "\n")
    print(table(rows))


def _compared(name: str, count: Count) -> str:
    before, after = (count(path.read_text(encoding="utf-8")) for path in (FOLDER / name, upper(name)))
    return f"yes ({before.total()})" if before == after else f"no: {before - after} {after - before}"


if __name__ == "__main__":
    main()
