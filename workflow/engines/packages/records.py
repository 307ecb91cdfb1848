"""The records of Mozilla's Remote Settings that describe the models of Firefox Translations, from Mozilla or from a mirror.

The JSON has a list ``data`` with one record for each file: ``name``, ``fileType``, ``sourceLanguage``, ``targetLanguage``, ``version``,
``architecture``, ``decompressedHash``, ``decompressedSize`` and ``attachment`` (``location``, ``hash``, ``size``). The fields are those of
the collection ``translations-models-v2``; the prefix of ``location`` is ``capabilities.attachments.base_url`` of the server.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

from workflow.engines.packages.available import Available, PackageKind, RemoteFile
from workflow.engines.packages.firefox import FILE_NAME, MAX_FILE
from workflow.engines.quality import quality
from workflow.errors import BadInput, PackageError
from workflow.languages import gettext_code, language

__all__ = ["DEFAULT_RECORDS", "base_url", "firefox_records", "server_root"]

DEFAULT_RECORDS = (
    "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
)
_LICENCE = "MPL-2.0"
_MAJOR = 3
"""The major version of the format that the library reads; it leaves out others."""
_ARCHITECTURES = ("base-memory", "base", "tiny")
"""The best first: ``base`` is a third larger than ``base-memory``, and hardly better."""
_SHA256 = re.compile(r"[0-9a-f]{64}")

_Record = Mapping[str, object]


def firefox_records(where: str, data: object, base: str) -> tuple[Available, ...]:
    """Return the packages in records: one for each pair, the newest and best, and what cannot be used with its ``flaw``.

    ``where``: the address of the records, for messages; ``base``: the prefix of relative locations.
    Raises PackageError if ``data`` has no list of records.
    """
    listed = data.get("data") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        raise PackageError(f"{where}: has no records of Firefox Translations (a list named data). Check the address.")
    groups: dict[tuple[str, str, str, str], list[_Record]] = defaultdict(list)
    for record in listed:
        if isinstance(record, dict) and not _android_only(record):
            key = (*_pair(record), _text(record, "version"), _text(record, "architecture"))
            if key[0] and key[1]:
                groups[key].append(record)
    best: dict[tuple[str, str], Available] = {}
    for key in sorted(groups, key=_order):
        one = _package(key, groups[key], base)
        have = best.get((one.source, one.target))
        if have is None or (have.flaw and not one.flaw):
            best[one.source, one.target] = one
    return tuple(best.values())


def base_url(data: object) -> str:
    """Return the prefix of locations that the information about a server, or a mirror's records, state; empty if they state none."""
    for name in ("capabilities", "attachments", "base_url"):
        data = data.get(name) if isinstance(data, dict) else None
    return data.rstrip("/") + "/" if isinstance(data, str) and data.startswith(("http://", "https://")) else ""


def server_root(where: str) -> str:
    """Return the address of the information about the Remote Settings server that has the records; empty for a plain file."""
    root, found, _ = where.partition("/buckets/")
    return f"{root}/" if found else ""


def _pair(record: _Record) -> tuple[str, str]:
    return _text(record, "sourceLanguage"), _text(record, "targetLanguage")


def _text(record: _Record, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) and value.isprintable() else ""


def _android_only(record: _Record) -> bool:
    """Whether the filter, an expression that Firefox evaluates, keeps a record for telephones."""
    return bool(re.search(r"OS\s*==\s*['\"]Android", _text(record, "filter_expression")))


def _order(key: tuple[str, str, str, str]) -> tuple[object, ...]:
    """A sort key: by pair, the newest version first; before the first release of a version come ``a`` and ``b``, for alpha and beta."""
    source, target, version, architecture = key
    numbers = [-int(number) for number in re.findall(r"\d+", version.partition("a")[0].partition("b")[0])[:4]]
    place = _ARCHITECTURES.index(architecture) if architecture in _ARCHITECTURES else len(_ARCHITECTURES)
    return source, target, numbers, bool(re.search("[ab]", version)), place, version, architecture


def _package(key: tuple[str, str, str, str], group: Sequence[_Record], base: str) -> Available:
    source, target, version, architecture = key
    files: dict[str, RemoteFile] = {}
    flaw = ""
    try:
        source, target = gettext_code(source), gettext_code(target)
        names = language(source).name, language(target).name
    except BadInput:
        names = source, target
        flaw = "its languages are not known"
    if not re.match(rf"{_MAJOR}\.", version):
        flaw = f"its version is {version or 'not stated'}, and this program reads version {_MAJOR}"
    for record in group:
        kind = _text(record, "fileType")
        if kind not in ("model", "vocab", "srcvocab", "trgvocab", "lex"):
            continue
        if kind in files:
            flaw = flaw or f"it has two files of the type {kind}"
            continue
        try:
            files[kind] = _file(record, kind, base)
        except ValueError as error:
            flaw = flaw or str(error)
    missing = [kind for kind in ("model",) if kind not in files]
    if "vocab" not in files:
        missing += [kind for kind in ("srcvocab", "trgvocab") if kind not in files]
    if missing:
        flaw = flaw or f"{' and '.join(missing)} missing in the records"
    return Available(
        kind=PackageKind.FIREFOX,
        name=f"firefox-{source}_{target}-{version}",
        source=source,
        target=target,
        source_name=names[0],
        target_name=names[1],
        version=version,
        # The large file comes last: an interrupted download of it is resumed.
        files=tuple(files[kind] for kind in ("vocab", "srcvocab", "trgvocab", "lex", "model") if kind in files),
        quality=quality("firefox", source, target),
        licence=_LICENCE,
        architecture=architecture,
        flaw=flaw,
    )


def _file(record: _Record, kind: str, base: str) -> RemoteFile:
    """The file of a record. Raises ValueError with the reason why it cannot be used."""
    name = _text(record, "name")
    match = FILE_NAME.fullmatch(name)
    if not match or match["type"] != kind or match["packed"]:
        raise ValueError(f"{name!r} is not the name of a file of the type {kind}")
    attachment = record.get("attachment")
    attachment = attachment if isinstance(attachment, dict) else {}
    unpacked, packed = _digest(record.get("decompressedHash")), _digest(attachment.get("hash"))
    if not (unpacked or packed):
        raise ValueError(f"{name} has no SHA-256")
    size = _size(attachment.get("size"))
    for given in (size, _size(record.get("decompressedSize"))):
        if given is not None and given > MAX_FILE:
            raise ValueError(f"{name} has {given:,} bytes, more than any model")
    return RemoteFile(
        name,
        (_link(_text(attachment, "location"), base, name),),
        sha256=packed,
        size=size,
        unpacked_sha256=unpacked,
    )


def _link(location: str, base: str, name: str) -> str:
    """The address of an attachment, or its path for records in a file. Raises ValueError if there is none."""
    if not location:
        raise ValueError(f"{name} has no location")
    if "://" in base:
        link = urljoin(base, location)
        if urlsplit(link).scheme not in ("http", "https"):
            raise ValueError(f"{name} is at {location}, which is no web address")
        return link
    if location.startswith(("http://", "https://")):
        return location
    path = PurePosixPath(location)
    if path.is_absolute() or ".." in path.parts or "\\" in location or ":" in location:
        raise ValueError(f"{name} is at {location}, outside the folder of the records")
    return str(Path(base) / path)


def _digest(value: object) -> str | None:
    return value.lower() if isinstance(value, str) and _SHA256.fullmatch(value.lower()) else None


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
