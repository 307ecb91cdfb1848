"""Unpack the files of a package of Firefox Translations and translate a word with it, in a process of its own.

The library that loads such files is fast and trusts them: a malformed model can end the process, a malformed shortlist can keep it
busy for ever, and a small compressed file can unpack to more than the memory holds. In this module's process, all of that is a failed
installation.
"""

import contextlib
import gzip
import hashlib
import importlib.util
import json
import logging
import signal
import subprocess
import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.data_formats import load_json
from workflow.engines.packages.firefox import MAX_FILE, read_firefox
from workflow.errors import PackageError
from workflow.files import reason
from workflow.workers import environment

__all__ = ["PackedFile", "try_out"]

_log = logging.getLogger(__name__)

_SECONDS = 120
"""The time for unpacking, loading and translating a word. Mozilla's largest model takes less than one second."""
_MEMORY = 3 << 30
_ZSTD = b"\x28\xb5\x2f\xfd"
_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a package on this machine, compressed with zstd or gzip, or not compressed."""

    name: str
    """Mozilla's name, without the suffix of the compression."""
    path: Path
    sha256: str | None = None
    """The expected hash of the unpacked file."""


def try_out(files: Sequence[PackedFile], folder: Path, origin: str) -> Mapping[str, str]:
    """Unpack files into ``folder``, translate a word with them, and return the SHA-256 of each.

    ``origin``: the file or address that messages name. Raises PackageError: not the expected hash, damaged, or no working model.
    """
    if importlib.util.find_spec("fxtranslate") is None:
        raise PackageError(
            f"{origin}: needs the library fxtranslate, which is not installed. Install it: pip install fxtranslate"
        )
    job = {
        "folder": str(folder),
        "files": [{"name": file.name, "path": str(file.path), "sha256": file.sha256} for file in files],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=environment(),
        )
    except subprocess.TimeoutExpired as error:
        raise PackageError(f"{origin}: rejected: its model does not answer within {_SECONDS} seconds.") from error
    except OSError as error:
        raise PackageError(f"{origin}: cannot be tried out: {reason(error)}.") from error
    _log.debug("the trial ended with %d: %s", done.returncode, done.stderr.decode("utf-8", "replace")[-2000:])
    try:
        answer = load_json(done.stdout)
    except ValueError:
        answer = None
    if done.returncode == 0 and isinstance(answer, dict) and isinstance(answer.get("hashes"), dict):
        return {str(name): str(digest) for name, digest in answer["hashes"].items()}
    if isinstance(answer, dict) and isinstance(answer.get("error"), str):
        raise PackageError(f"{origin}: {answer['error']}")
    end = signal.Signals(-done.returncode).name if done.returncode < 0 else f"exit code {done.returncode}"
    raise PackageError(
        f"{origin}: rejected: its model crashes the program that loads it ({end}). Get the package again."
    )


def _main() -> None:
    """Do the work in the child process: the job comes on stdin, the answer goes to stdout, both as JSON."""
    job = json.load(sys.stdin)
    _limit()
    try:
        answer: dict[str, object] = {"hashes": _work(Path(job["folder"]), job["files"])}
    except PackageError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "rejected: it needs more memory than any translation package."}
    except OSError as error:
        answer = {"error": f"the package cannot be written: {reason(error)}. Nothing was changed."}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def _limit() -> None:
    """Limit memory and time, where the system can: a process that is left alone must end as well."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def _work(folder: Path, files: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    hashes = {}
    for file in files:
        data = _unpacked(Path(file["path"]), file["name"], file["sha256"])
        hashes[file["name"]] = hashlib.sha256(data).hexdigest()
        if file["sha256"] and hashes[file["name"]] != file["sha256"]:
            raise PackageError(
                f"{file['name']}: its SHA-256 is {hashes[file['name']]}, not {file['sha256']}. It is another file, or it was changed."
            )
        (folder / file["name"]).write_bytes(data)
    package = read_firefox(folder)
    if package is None:
        raise PackageError("it has no files of Firefox Translations.")
    model, source, target = (
        path.read_bytes() for path in (package.model, package.source_vocabulary, package.target_vocabulary)
    )
    shortlist = package.shortlist.read_bytes() if package.shortlist else None
    try:
        from fxtranslate import Translator

        word = Translator(model, source, target, shortlist).translate("Hello")
    except MemoryError:
        raise
    except BaseException as error:  # the library is written in Rust, and its PanicException is no Exception
        raise PackageError(f"the model cannot be loaded: {_line(error)}. Get the package again.") from error
    if not word.strip():
        raise PackageError(
            "the model translates nothing: the vocabulary may be that of another one. Get the package again."
        )
    return hashes


def _unpacked(path: Path, name: str, sha256: str | None) -> bytes:
    """The content of a file. Raises PackageError if it is damaged or too large."""
    if path.stat().st_size > MAX_FILE:
        raise _too_large(name)
    data = path.read_bytes()
    if data.startswith(_ZSTD):
        from fxtranslate import discovery

        try:
            data = discovery.verify_and_decompress(data, sha256)
        except MemoryError:
            raise
        except BaseException as error:  # as above
            if "hash mismatch" in str(error):
                raise PackageError(
                    f"{name}: its SHA-256 is not {sha256}. It is another file, or it was changed."
                ) from error
            raise PackageError(f"{name}: is damaged ({_line(error)}). Get the package again.") from error
    elif data.startswith(_GZIP):
        data = _gunzipped(path, name)
    if len(data) > MAX_FILE:
        raise _too_large(name)
    return data


def _gunzipped(path: Path, name: str) -> bytes:
    found = bytearray()
    try:
        with gzip.open(path) as stream:
            while block := stream.read(_BLOCK):
                found += block
                if len(found) > MAX_FILE:
                    raise _too_large(name)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise PackageError(f"{name}: is damaged ({_line(error)}). Get the package again.") from error
    return bytes(found)


def _too_large(name: str) -> PackageError:
    return PackageError(f"{name}: rejected: it is larger than any file of a translation package.")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


if __name__ == "__main__":
    _main()
