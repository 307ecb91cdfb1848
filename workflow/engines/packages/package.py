"""What all kinds of translation packages have in common."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from workflow.data_formats import load_json
from workflow.engines.base import Quality, Where

__all__ = ["RECORD_NAME", "Package", "read_record"]

RECORD_NAME = "workflow-install.json"
"""The file that ``install`` adds to a package's folder: where it came from, when, and its hashes."""


class Package(Protocol):
    """A usable translation package: a folder or a file."""

    @property
    def name(self) -> str:
        """Kind, pair and version: ``translate-en_es-1.9``, ``firefox-en_es-3.0``."""

    @property
    def source(self) -> str:
        """The code of the source language, as the packages of its kind have it."""

    @property
    def target(self) -> str:
        """The code of the target language."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def path(self) -> Path:
        """The folder, or the file."""

    @property
    def where(self) -> Where:
        """``project``, ``installed`` or ``starter``."""

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over the files that determine its output."""

    @property
    def quality(self) -> Quality | None:
        """The quality of its drafts; None if it was not measured."""

    @property
    def size(self) -> int:
        """Bytes on disk."""

    @property
    def record(self) -> Mapping[str, object]:
        """The record that ``install`` wrote; empty for other packages."""

    def read_text(self, name: str) -> str:
        """Return a text file of the package; empty if it is missing or unreadable."""

    def rank(self, source: str, target: str) -> int | None:
        """Return how well it serves a pair of languages (gettext codes), 0 being best; None if it does not."""


def read_record(path: Path) -> Mapping[str, object]:
    """Return the record that ``install`` wrote into a folder; empty if there is none, or it cannot be read."""
    try:
        found = load_json((path / RECORD_NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
