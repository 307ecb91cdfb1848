"""Import of TMX and PO files into the project's memory."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workflow.boundary import real_path
from workflow.errors import BadInput
from workflow.files import exists, read_bytes, write_bytes
from workflow.languages import language
from workflow.locks import locked
from workflow.memory.store import Item, Store
from workflow.memory.sync import STORE, SUFFIXES, fitting, items_of, with_store
from workflow.project import Project

__all__ = ["Imported", "import_file"]


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    path: Path
    """The copy in ``memory/``."""
    changed: bool
    """Whether the copy is new or has new content."""
    pairs: tuple[tuple[str, int], ...]
    """The number of pairs for each language (gettext code)."""
    unused: tuple[str, ...]
    """The languages in the file that the project does not have."""


def import_file(project: Project, path: Path, *, code: str = "", replace: bool = False) -> Imported:
    """Copy a TMX or PO file into ``memory/`` and import its pairs.

    ``code``: the language of a PO file whose header names none. ``replace``: overwrite another file of the same name.
    Raises BadInput (neither TMX nor PO, no usable translations, no language of the project), CatalogError with file and line if the file
    is broken, FileProblem; the project is then unchanged.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(f"{path}: only TMX (.tmx) and PO (.po) files can be imported.")
    data = read_bytes(path)
    folder = fitting(language(code).code, project.config.languages) if code else ""
    file_name = path.stem + path.suffix.lower()
    target = project.layout.memory / (folder if path.suffix.lower() == ".po" else "") / file_name
    real_path(target)
    name = target.relative_to(project.root).as_posix()
    counts: Counter[str] = Counter()

    def counted() -> Iterator[Item]:
        for item in items_of(project, path, data, folder):
            counts[item[0]] += 1
            yield item

    def work(store: Store) -> bool:
        counts.clear()
        changed = not exists(target) or read_bytes(target) != data
        if changed and exists(target) and not replace:
            raise BadInput(f"{path}: {name} already exists with other content. Rename the file, or use --replace.")
        with store.changing():
            store.replace(name, hashlib.sha256(data).hexdigest(), counted())
            if not counts:
                raise BadInput(
                    f"{path}: has no finished translations from {project.config.source_language}. Nothing was imported."
                )
            if not any(one in project.config.languages for one in counts):
                raise BadInput(
                    f"{path}: its translations are in {', '.join(sorted(counts))}, which is no language of this project "
                    f"({', '.join(project.config.languages)}). Nothing was imported."
                )
            write_bytes(target, data)
        return changed

    with locked(project.layout.cache / STORE, wait=600.0):
        changed = with_store(project, work)
    unused = tuple(one for one in sorted(counts) if one not in project.config.languages)
    return Imported(target, changed, tuple(sorted(counts.items())), unused)
