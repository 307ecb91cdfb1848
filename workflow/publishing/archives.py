"""``publish --archive``: the pages of each language as one .zip, with all that they show, so that they work where it is unpacked."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workflow.errors import FileProblem
from workflow.files import reason
from workflow.publishing.site import ASSETS

__all__ = ["FOLDER", "build_archives", "has_archives"]

FOLDER = "archive"
"""The folder below ``editions/``. It is not part of the record: what is in it can be made again of what is."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a .zip can name. All files have it, so that the same pages give the same bytes on every day."""
_UNIX = 3
_FILE = 0o100644 << 16
"""A regular file that everyone may read, whatever the umask of the build was."""


def build_archives(
    editions: Path, staged: Path, languages: Sequence[str], published: Iterable[str], root_files: Iterable[str]
) -> None:
    """Write ``archive/<language>.zip`` for each language below ``staged``.

    ``published`` are the paths of the website that belong to the publication, ``root_files`` those at its top that come from the project. An archive has
    the language's own folder and what all languages share: pictures, the theme, and of the files at the top the ``root_files``. The other
    files at the top lead to all languages. The same files give the same bytes with the same zlib. Raises FileProblem for a file that
    cannot be read, OSError for one that cannot be written.
    """
    html, folder, shared = editions / "html", staged / FOLDER, set(root_files)
    folder.mkdir()
    for code in languages:
        with ZipFile(folder / f"{code}.zip", "w") as archive:
            for path in sorted(published):
                if path.split("/")[0] in (code, ASSETS, "theme") or path in shared:
                    _add(archive, html / path, path)


def has_archives(editions: Path) -> bool:
    """Return whether a publication has written archives here."""
    return any((editions / FOLDER).glob("*.zip"))


def _add(archive: ZipFile, file: Path, name: str) -> None:
    entry = ZipInfo(name, _EARLIEST)
    entry.create_system, entry.external_attr, entry.compress_type = _UNIX, _FILE, ZIP_DEFLATED
    try:
        source = file.open("rb")
        entry.file_size = file.stat().st_size  # tells the library whether it needs the format for more than 4 GiB
    except OSError as error:
        raise FileProblem(f"{file}: cannot be read: {reason(error)}. No archive was written.") from error
    with source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target)
