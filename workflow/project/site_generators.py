"""The site generator of a project, recognised by its own files, so that ``init`` can write its dialect and its source folder."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workflow.errors import WorkflowError
from workflow.files import read_text

__all__ = ["SiteGenerator", "recognise"]

_PLACES = (".", "docs", "doc", "website", "site", "book", "documentation", "docs/source", "doc/source", "docs/en")
"""The folders in which the files of site generators are looked for."""


@dataclass(frozen=True, slots=True)
class SiteGenerator:
    """A site generator, or another program that renders Markdown, and where the project has its documents for it."""

    name: str
    dialect: str
    """A name of ``formats.markdown.dialects.DIALECTS``."""
    file: str
    """The file or folder that it was recognised by, relative to the project."""
    source: str
    """The folder of the documents, relative to the project; it exists."""
    title: str = ""
    """The title of the site; empty if the file has none."""


_Sources = Callable[[Path, str], Iterable[str]]
"""Takes the folder and the text of the file; returns where the documents may be, relative to the folder, the likeliest first."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """How to recognise a site generator in a folder."""

    name: str
    dialect: str
    files: tuple[str, ...]
    """Patterns; a folder's ends in ``/``. The first that matches is the file."""
    sources: _Sources
    beside: str = ""
    """A file or folder that there must be as well."""
    words: str = ""
    """A regular expression that must occur in the text of the file."""
    title: str = "title"
    """The key of the site's title in the file."""


def recognise(root: Path, language: str) -> tuple[SiteGenerator, ...]:
    """Return the site generators of a project that has its documents in one folder, the likeliest first; none: unknown.

    ``language``: the source language; ``docs/en`` is the folder of the documents if ``docs`` has folders by language.
    """
    found = list(dict.fromkeys(_all(root, language)))
    first = {each.name: each for each in reversed(found) if each.source == found[0].source}
    return tuple(each for each in found if first.get(each.name) is each)


def _all(root: Path, language: str) -> Iterator[SiteGenerator]:
    for place in _PLACES:
        folder = root / place
        for sign in _SIGNS if folder.is_dir() else ():
            if sign.beside and not (folder / sign.beside).exists():
                continue
            file = next(_matching(folder, sign.files), None)
            if file is None or (text := _text(file)) is None or not re.search(sign.words, text):
                continue
            source = _source(root, folder, sign.sources(folder, text), language)
            if source is not None:
                name = file.relative_to(root).as_posix() + ("/" if file.is_dir() else "")
                yield SiteGenerator(sign.name, sign.dialect, name, source, _title(text, sign.title))


def _matching(folder: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern.rstrip("/"))):
            if path.is_dir() == pattern.endswith("/"):
                yield path


def _text(file: Path) -> str | None:
    """The text of a file, empty for a folder; None if it cannot be read."""
    try:
        return read_text(file) if file.is_file() else ""
    except WorkflowError:
        return None


def _source(root: Path, folder: Path, names: Iterable[str], language: str) -> str | None:
    """The first of the folders ``names`` that is in the project, or its folder for the language."""
    top = root.resolve()
    for name in names:
        place = (folder / name).resolve()
        if not place.is_relative_to(top) or not place.is_dir():
            continue
        own = (language, language.replace("_", "-"), language.replace("_", "-").lower())
        inner = next((place / each for each in own if (place / each).is_dir()), place)
        return inner.relative_to(top).as_posix()
    return None


def _setting(text: str, *names: str) -> list[str]:
    """The values of a setting, as YAML, TOML, JSON and JavaScript write them."""
    either = "|".join(map(re.escape, names))
    found = re.findall(rf"^[ \t{{]*[\"']?(?:{either})[\"']?[ \t]*[:=][ \t]*[\"']?([^\s\"',#}}]+)", text, re.MULTILINE)
    return [value for value in found if not PurePosixPath(value).is_absolute()]


def _title(text: str, key: str) -> str:
    """The first value of a key that is a text on one line; empty if there is none."""
    found = re.search(
        rf"^[ \t{{]*[\"']?{key}[\"']?[ \t]*[:=][ \t]*(?:\"(.+?)\"|'(.+?)'|([^\W\d][^\"'#\n]*))[ \t]*,?[ \t]*(?:#.*)?$",
        text,
        re.MULTILINE,
    )
    return next((value for value in found.groups() if value), "").strip() if found else ""


def _here(folder: Path, text: str) -> list[str]:
    return ["."]


def _set(*names: str, default: str) -> _Sources:
    return lambda folder, text: [*_setting(text, *names), default]


def _hugo(folder: Path, text: str) -> list[str]:
    return [*_setting(text, "contentDir", "contentdir"), "content"]


def _docusaurus(folder: Path, text: str) -> list[str]:
    paths = [path for path in _setting(text, "path") if "docs" in PurePosixPath(path).parts]
    return [*paths, "docs", "../docs"]


def _docfx(folder: Path, text: str) -> list[str]:
    try:
        content = json.loads(text)["build"]["content"]
        return [*(item["src"] for item in content if ".md" in str(item) and isinstance(item.get("src"), str)), "."]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ["."]


_SIGNS = (
    _Sign("MkDocs", "mkdocs", ("mkdocs.yml", "mkdocs.yaml"), _set("docs_dir", default="docs"), title="site_name"),
    _Sign("Zensical", "mkdocs", ("zensical.toml",), _set("docs_dir", default="docs"), title="site_name"),
    _Sign(
        "Hugo",
        "hugo",
        ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.*", "config/_default/config.*"),
        _hugo,
    ),
    _Sign("Hugo", "hugo", ("config.toml", "config.yaml", "config.yml", "config.json"), _hugo, beside="content"),
    _Sign("Docusaurus", "docusaurus", ("docusaurus.config.*",), _docusaurus),
    _Sign("mdBook", "mdbook", ("book.toml",), _set("src", default="src")),
    _Sign("Jupyter Book", "myst", ("_toc.yml",), _here, beside="_config.yml"),
    _Sign("MyST", "myst", ("myst.yml",), _here),
    _Sign("Sphinx with MyST", "myst", ("conf.py",), _here, words=r"myst_(?:parser|nb)", title="project"),
    _Sign("VitePress", "vitepress", (".vitepress/",), _here),
    _Sign("VuePress", "vitepress", (".vuepress/",), _here),
    _Sign("Starlight", "mdx", ("astro.config.*",), lambda folder, text: ["src/content/docs"], words="starlight"),
    _Sign("Astro", "mdx", ("astro.config.*",), lambda folder, text: ["src/content", "src/pages"]),
    _Sign("Quarto", "quarto", ("_quarto.yml", "_quarto.yaml"), _here),
    _Sign(
        "Hexo",
        "hexo",
        ("_config.yml",),
        _set("source_dir", default="source"),
        words=r"(?m)^source_dir:|^#[ \t]*Hexo",
    ),
    _Sign("Hexo", "hexo", ("scaffolds/",), lambda folder, text: ["source"]),
    _Sign("Jekyll", "jekyll", ("_config.yml", "_config.yaml"), _set("source", default=".")),
    _Sign("Jekyll", "jekyll", ("Gemfile",), _here, words="jekyll|github-pages"),
    _Sign("DocFX", "docfx", ("docfx.json",), _docfx),
    _Sign("GitBook", "gitbook", (".gitbook.yaml", ".gitbook.yml"), _set("root", default=".")),
    _Sign("GitBook", "gitbook", ("SUMMARY.md",), _here),
    _Sign("MDN", "mdn", ("files/en-us/",), lambda folder, text: ["files/en-us"]),
    _Sign("Obsidian", "obsidian", (".obsidian/",), _here),
)
"""The signs, each before those that are less certain."""
