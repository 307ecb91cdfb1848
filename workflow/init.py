"""A new project: ``workflow.yaml`` in a folder, which may hold documents already. Nothing that exists is changed.

``propose`` inspects the folder, ``start`` writes.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workflow import formats
from workflow.boundary import real_path
from workflow.errors import BadInput, ConfigError
from workflow.files import create
from workflow.languages import gettext_codes, language
from workflow.project import CONFIG_NAME, load
from workflow.project.configuration import DOCUMENTS
from workflow.project.documents import is_readable_text
from workflow.project.git_files import add_attributes, add_ignored
from workflow.project.navigation_files import find_navigation
from workflow.project.site_generators import SiteGenerator, recognise
from workflow.project.source_layouts import LAYOUTS
from workflow.project.walking import files_below

__all__ = ["POLICIES", "Proposal", "Started", "is_project", "propose", "start"]

_USUAL = ("source", "docs", "content", "doc", "src", "pages")
_NO_SOURCES = frozenset(
    {"editions", "locales", "memory", "models", "spelling", "node_modules", "tests", "test", "vendor", "build"}
)
_FOREIGN = ("vendor", "_site", "_book", "site-packages")
"""Folders of packages and of built sites."""
_ABOUT_THE_PROJECT = frozenset(
    {"readme", "changelog", "contributing", "license", "code_of_conduct", "security", "authors", "history"}
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Proposed settings for a folder."""

    title: str
    source: str
    """The folder with the documents, relative to the project; ``source`` if none were found."""
    documents: int
    """Number of documents in it."""
    generators: tuple[SiteGenerator, ...] = ()
    """What renders the documents, as far as its files show it."""


@dataclass(frozen=True, slots=True)
class Started:
    """The result of ``start``. Paths are relative to ``root``."""

    root: Path
    created: tuple[str, ...]
    ignored: tuple[str, ...]
    """Lines added to ``.gitignore``."""
    attributes: tuple[str, ...]
    """Lines added to ``.gitattributes``."""
    documents: tuple[str, ...]
    source_language: str
    languages: tuple[str, ...]
    generators: tuple[SiteGenerator, ...]
    """What renders the documents; its dialect was written."""


def is_project(root: Path) -> bool:
    """Whether the folder has a ``workflow.yaml``."""
    return (root / CONFIG_NAME).exists()


def propose(root: Path, source_language: str = "en") -> Proposal:
    """Look for documents in ``root``, which need not exist yet. Raises ConfigError if it is a project already."""
    _is_free(root)
    generators = recognise(root, source_language)
    if generators:
        source = generators[0].source
        count = sum(is_readable_text(path) for path in files_below(root / source, own=source == "."))
        titles = (each.title for each in generators if each.title)
        return Proposal(next(titles, _title(root)), source, count, generators)
    counts: dict[str, int] = {}
    for folder, folders, files in os.walk(root):
        at = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NO_SOURCES)
        if len(at.parts) > 5:
            folders.clear()
        place = at.parts[0] if at.parts else "."
        counts[place] = counts.get(place, 0) + sum(_is_document(at, name) for name in files)
    place = next(
        (name for name in _USUAL if counts.get(name)), max(counts, key=lambda name: counts[name], default="source")
    )
    if not counts.get(place):
        place = "source"
    return Proposal(_title(root), source=place, documents=counts.get(place, 0))


def _title(root: Path) -> str:
    name = root.resolve().name.replace("_", " ").replace("-", " ").strip()
    return name[:1].upper() + name[1:] or "My publication"


POLICIES = {
    "drafts": "[approved, translated, previous, draft, source]",
    "translated": "[approved, translated, previous, source]",
    "approved": "[approved, source]",
}
"""What a new project may publish, by name: ``allow`` of its publication policy."""


def start(
    root: Path, *, title: str, source_language: str, languages: Sequence[str], source: str, policy: str = "drafts"
) -> Started:
    """Write ``workflow.yaml`` into ``root``, make the source folder with a first page if there is no document, and add
    missing lines to ``.gitignore`` and ``.gitattributes``. ``policy``: a key of ``POLICIES``.

    Raises ConfigError if there is a ``workflow.yaml``, BadInput for an invalid language code or folder, and for a target language that
    is the source language; DocumentError; FileProblem (also for a link that leads out of ``root``).
    """
    _is_free(root)
    inside = PurePosixPath(source)
    if inside.is_absolute() or ".." in inside.parts or inside.parts[:1] in {("editions",), ("locales",)}:
        raise BadInput(f'source folder "{source}": must be inside the project, and not in editions/ or locales/.')
    if (root / inside).exists() and not (root / inside).is_dir():
        raise BadInput(f"{root / inside}: is a file; a folder is needed.")
    own = gettext_codes(source_language)
    targets = gettext_codes(" ".join(languages))
    if len(own) != 1:
        raise BadInput("the source language must be one code, such as en.")
    if own[0] in targets:
        raise BadInput(
            f"{own[0]} is the source language, so it cannot be a target language. Leave it out, or name another source language: "
            "--source-language CODE."
        )
    if not targets:
        raise BadInput("name at least one target language.")
    first_page = root / inside / "index.md"
    for place in (root / inside, first_page, root / ".gitignore", root / ".gitattributes", root / CONFIG_NAME):
        real_path(place, root)
    created = []
    if not _any_document(root / inside) and create(first_page, _first_page(title.strip()).encode()):
        created.append((inside / "index.md").as_posix())
    ignored, attributes = add_ignored(root), add_attributes(root)
    nav = find_navigation(root, inside.as_posix())
    generators = recognise(root, own[0])
    parts = _Parts(inside.as_posix(), nav, _patterns(root / inside, own=not inside.parts), generators, policy)
    if not create(root / CONFIG_NAME, _config(title.strip(), own[0], targets, parts).encode()):
        _is_free(root)
    created.append(CONFIG_NAME)
    project = load(root)
    config = project.config
    return Started(
        root,
        tuple(created),
        ignored,
        attributes,
        project.documents.paths(),
        config.source_language,
        config.languages,
        generators,
    )


def _is_free(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise BadInput(f"{root}: is a file; a project needs a folder.")
    if is_project(root):
        raise ConfigError(f"{root / CONFIG_NAME}: already exists, left unchanged. Edit it, or try `workflow status`.")


def _is_document(folder: Path, name: str) -> bool:
    return is_readable_text(name) and (bool(folder.parts) or PurePosixPath(name).stem.lower() not in _ABOUT_THE_PROJECT)


def _any_document(folder: Path) -> bool:
    return any(is_readable_text(path.name) and path.is_file() for path in folder.rglob("*"))


def _patterns(folder: Path, *, own: bool) -> tuple[str, ...]:
    """The patterns that ``documents`` needs beside the default ones: for documents that are read only if it names their suffix, and
    against those of other people's packages.
    """
    found = {PurePosixPath(path).suffix for path in files_below(folder, own=own)} if folder.is_dir() else set()
    more = [f"**/*{suffix}" for suffix in formats.FORMATS if suffix in found & formats.ON_REQUEST]
    return (*more, *(f"!{name}/**" for name in _FOREIGN if own and (folder / name).is_dir()))


def _first_page(title: str) -> str:
    return (
        f"# {title}\n\n"
        "This is the first page of a new publication. Write here, then run `workflow run`.\n\n"
        "Every paragraph, heading and list item becomes one entry in a PO file for each language.\n"
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What ``start`` found out about the documents."""

    source: str
    nav: str | None
    """The navigation file."""
    patterns: tuple[str, ...]
    """Patterns of documents beside the default ones."""
    generators: tuple[SiteGenerator, ...]
    policy: str


def _config(title: str, source_language: str, languages: Sequence[str], parts: _Parts) -> str:
    """The text of ``workflow.yaml``."""
    names = ", ".join(language(code).name for code in languages)
    nav, source = parts.nav, parts.source
    navigation = "# nav: [index.md]                    # order of the navigation"
    if nav is not None:
        navigation = (
            f"nav: {nav}{' ' * max(1, 32 - len(nav))}# navigation file of the site generator; or a list: [index.md]"
        )
    documents = (
        f"documents: {json.dumps([*DOCUMENTS, *parts.patterns])}  # the documents, in order"
        if parts.patterns
        else '# documents: ["**/*.md", "**/*.txt"] # the documents, in order; "!drafts/**" excludes some'
    )
    layout = "folders"
    markdown = "# markdown: {math: true}             # turn Markdown extensions on or off"
    if parts.generators:
        dialects = ", ".join(dict.fromkeys(each.dialect for each in parts.generators))
        files = ", ".join(dict.fromkeys(each.file for each in parts.generators))
        layout = next((each.dialect for each in parts.generators if each.dialect in LAYOUTS), layout)
        markdown = f"markdown:\n{f'  dialect: [{dialects}]':<37}# what renders the documents; found {files}"
    return f"""\
# Configuration of `workflow` for this folder. Lines that begin with # show other settings.

title: {json.dumps(title, ensure_ascii=False)}
source_language: {source_language}
languages: [{", ".join(languages)}]{f"  # {names}" if names else "  # for example [es, uk, pt_BR]"}

source: {json.dumps(source) if source == "." else source}
{documents}
# front_matter: [default, params.lead] # front-matter keys that are translated
# locations: file                    # file or line: content of #: comments in PO files

# engines: [firefox, argos, starter] # machine translation engines; each drafts what those before it cannot
# pivot: false                       # true: translate through English where there is no direct package
# offline: false                     # true: nothing in this project may use the network
# placeholders: ['%\\w+%']            # additional placeholders (regular expressions)

publish:                             # what readers get; drafts are marked as machine translation
  allow: {POLICIES[parts.policy]}
# editorial_responsibility: Ann O'Neill, editor  # who answers for the editions; it stands in the record

# output: [html, source]             # outputs; epub and pdf are books
# html: safe                         # trusted: publish raw HTML unfiltered
{markdown}
# site_url: https://example.org/     # URL of the site, for canonical and hreflang links
{navigation}
{f"# source_layout: {layout}":<37}# where a site generator finds the documents in editions/source/

# overrides:                         # settings for one language, or for some documents
#   {languages[0] if languages else "es"}: {{title: "…", engines: []}}
#   "news/*.md": {{front_matter: [title]}}
"""
