"""Layouts of the localized documents: the folders in which site generators look for the documents of each language."""

import posixpath
from dataclasses import dataclass

from workflow.languages import Language

__all__ = ["LAYOUTS", "SourceLayout"]


@dataclass(frozen=True, slots=True)
class SourceLayout:
    """Where documents are, as patterns with ``{path}``, ``{stem}``, ``{suffix}``, and for the language ``{code}`` (``pt_BR``), ``{tag}``
    (``pt-BR``) and ``{lower}`` (``pt-br``).
    """

    translated: str
    original: str = ""
    """For the source language, if it has another place."""
    by_folder: bool = True
    """Whether each language has a folder of its own, and so its own copies of the other files."""

    def path(self, document: str, own: Language, source: Language) -> str:
        """Return the place of a document in the language ``own``."""
        pattern = self.original if self.original and own == source else self.translated
        stem, suffix = posixpath.splitext(document)
        tag = own.tag
        return pattern.format(path=document, stem=stem, suffix=suffix, code=own.code, tag=tag, lower=tag.lower())

    def asset_path(self, asset: str, own: Language, source: Language) -> str:
        """Return the place of another file of the source folder."""
        return self.path(asset, own if self.by_folder else source, source)


LAYOUTS = {
    "folders": SourceLayout("{code}/{path}"),
    "mkdocs": SourceLayout("docs/{code}/{path}"),
    "mkdocs-suffix": SourceLayout("docs/{stem}.{code}{suffix}", "docs/{path}", by_folder=False),
    "docusaurus": SourceLayout("i18n/{tag}/docusaurus-plugin-content-docs/current/{path}", "docs/{path}"),
    "hugo": SourceLayout("content/{lower}/{path}"),
    "mdbook": SourceLayout("{code}/src/{path}"),
    "vitepress": SourceLayout("{tag}/{path}", "{path}"),
    "sphinx": SourceLayout("{code}/source/{path}"),
    "starlight": SourceLayout("src/content/docs/{lower}/{path}", "src/content/docs/{path}"),
}
"""By the name in ``source_layout`` of workflow.yaml. docs/publishers.md says what each generator is told."""
