"""What mkdocs.yml cannot say: pages from outside ``docs/``, and a reference page for every public module of the package."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workflow"
PAGES = {"index.md": "README.md", "CONTRIBUTING.md": "CONTRIBUTING.md", "CHANGELOG.md": "CHANGELOG.md"}
"""Pages of the site that lie in the top folder of the repository, by their name in the site."""

_LINK = re.compile(r"(!?)\[([^]]*)\]\(([^)\s#]+)((?:#[^)\s]*)?)\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the pages of docs/ that the navigation does not name yet, and the reference."""
    nav: list[Any] = config.nav or []
    named = {next(iter(item.values())) for item in nav}
    nav += [path.name for path in sorted((ROOT / "docs").glob("*.md")) if path.name not in named]
    nav.append({"API reference": [{module: _page(module)} for module in _modules()]})
    config.nav = nav
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that are no files of docs/."""
    for name, path in PAGES.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=_LINK.sub(_from_the_top, text)))
    for module in _modules():
        files.append(File.generated(config, _page(module), content=f"::: {module}\n"))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Point links from docs/ to the pages of the top folder; a link to any other file outside becomes its text."""

    def inside(match: re.Match[str]) -> str:
        image, text, path, anchor = match.groups()
        if not path.startswith("../"):
            return match[0]
        names = [name for name, file in PAGES.items() if file == path.removeprefix("../")]
        return f"{image}[{text}]({names[0]}{anchor})" if names else text

    return _LINK.sub(inside, markdown)


def _from_the_top(match: re.Match[str]) -> str:
    """A link of a page in the top folder, as it has to be in docs/."""
    image, text, path, anchor = match.groups()
    if "://" in path or path in PAGES.values():
        return match[0]
    return f"{image}[{text}]({path.removeprefix('docs/')}{anchor})" if path.startswith("docs/") else text


def _page(module: str) -> str:
    return f"reference/{module}.md"


def _modules() -> Iterator[str]:
    """Modules with names in ``__all__``, but for those of the command line, which its help documents."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "cli" in parts or not _offers(path):
            continue
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _offers(path: Path) -> bool:
    """Whether a module's ``__all__`` names anything."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "__all__" for to in node.targets):
            return bool(ast.literal_eval(node.value))
    return False
