"""Catalogs as they were at a revision in git: which entries have changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workflow.catalogs.parse.parser import parse
from workflow.model import Entry, Key
from workflow.project.git_history import contents_at

__all__ = ["EarlierCatalogs"]

_Text = tuple[str | None, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class EarlierCatalogs:
    """The catalogs of a revision; each is parsed when it is first asked for."""

    contents: Mapping[Path, bytes]
    _texts: dict[Path, Mapping[Key, _Text]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def at(cls, root: Path, revision: str, paths: Sequence[Path]) -> "EarlierCatalogs":
        """Return the catalogs at ``paths``, which are below ``root``, as they were at a revision.

        Raises BadInput if ``root`` is in no git repository, or there is no such revision; FileProblem.
        """
        return cls(contents_at(root, revision, paths))

    def changed(self, path: Path, entry: Entry) -> bool:
        """Whether source or translation of an entry of a catalog was another one then, or fuzzy or not as it is not now.

        Raises CatalogError if the catalog was broken then.
        """
        if path not in self._texts:
            there = self.contents.get(path)
            entries = () if there is None else parse(there, path).live
            self._texts[path] = {one.key: _text_of(one) for one in entries}
        return self._texts[path].get(entry.key) != _text_of(entry)


def _text_of(entry: Entry) -> _Text:
    return (entry.msgid_plural, entry.msgstr, entry.fuzzy)
