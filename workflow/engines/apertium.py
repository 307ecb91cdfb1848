"""Apertium, a rule-based engine, if the program is installed.

Its analyser carries state from one text to the next. So that the same units are always translated in the same way, all units of a
document go through one process, in order.
"""

import contextlib
import hashlib
import logging
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

from workflow.engines.apertium_modes import debian_package, mode_rank
from workflow.engines.apertium_stream import decode, encode, split_records
from workflow.engines.base import Capabilities, EngineSettings, Hypothesis, Offer, Segment, Where
from workflow.engines.quality import quality
from workflow.errors import EngineError, EngineUnavailable
from workflow.files import reason
from workflow.model import Progress

__all__ = ["ApertiumEngine", "modes", "offers", "remedy"]

_log = logging.getLogger(__name__)

_PROGRAM = "apertium"
_PATIENCE = 60.0
"""The minimum time limit in seconds. With the addition for the length of the text, it is ten times the need of a slow machine."""


def offers(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """Return Apertium's modes for a pair, one for exactly this variant of the target language (``en_US``) first."""
    found = [(rank, name) for name in modes() if (rank := mode_rank(name, source, target)) is not None]
    return tuple(
        Offer(
            name="apertium",
            package=name,
            where=Where.SYSTEM,
            quality=quality("apertium", source, target),
            open=partial(ApertiumEngine, name),
        )
        for _, name in sorted(found)
    )


def remedy(source: str, target: str) -> str:
    """Return the command that installs the pair on Debian and its derivatives; empty if there is no such package."""
    package = debian_package(source, target)
    known = quality("apertium", source, target)
    # A package that drafts nothing is named, so that nobody looks for it, and not recommended.
    note = f" ({known.source})" if known is not None and not known.chrf else ""
    return f"sudo apt-get install {package}{note}" if package else ""


def modes() -> tuple[str, ...]:
    """Return the names of the installed modes, such as ``eng-spa``; none if Apertium is not installed."""
    program = shutil.which(_PROGRAM)
    return _modes(program, os.environ.get("APERTIUM_DATADIR", "")) if program else ()


class ApertiumEngine:
    """An engine with one mode of the installed Apertium."""

    name = "apertium"
    capabilities = Capabilities(keeps_tags=True, whole_documents=True)

    def __init__(self, mode: str):
        self.package = mode

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over the language data of the mode."""
        return _hash(self.package, shutil.which(_PROGRAM) or "")

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return one hypothesis for each unit of a document, or none; see ``Engine.translate``."""
        if not segments:
            return []
        if progress:
            progress(0, len(segments), "units")
        output = self._run("".join(encode(segment) for segment in segments))
        records = split_records(output, len(segments))
        if progress:
            progress(len(segments), len(segments), "units")
        return [decode(record, segment) for record, segment in zip(records, segments, strict=True)]

    def _run(self, text: str) -> str:
        program = shutil.which(_PROGRAM)
        if program is None:
            raise EngineUnavailable("apertium is not on the PATH. Install it: sudo apt-get install apertium")
        patience = _PATIENCE + len(text) / 500
        _log.debug("%s %s: %d characters", program, self.package, len(text))
        try:
            process = subprocess.Popen(
                [program, "-z", "-f", "none", self.package],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_environment(),
                start_new_session=True,
            )
        except OSError as error:
            raise EngineUnavailable(f"{program}: cannot be started: {reason(error)}.") from error
        try:
            out, err = process.communicate(text.encode(), timeout=patience)
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"apertium {self.package} did not answer within {patience:.0f} seconds.") from error
        finally:
            # Apertium is a pipe of a dozen processes: on Ctrl-C or after a time-out, all of them are killed.
            if process.poll() is None:
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()  # and its pipes are closed
        message = err.decode(errors="replace").strip().splitlines()
        if process.returncode:
            raise EngineError(
                f"apertium {self.package} failed: {message[-1] if message else f'exit {process.returncode}'}"
            )
        try:
            return out.decode()
        except UnicodeDecodeError as error:
            raise EngineError(f"apertium {self.package} returned output that is not UTF-8.") from error


@cache
def _modes(program: str, _datadir: str) -> tuple[str, ...]:
    try:
        listed = subprocess.run([program, "-l"], capture_output=True, timeout=30, check=False, env=_environment())
    except (OSError, subprocess.TimeoutExpired):
        return ()
    names = listed.stdout.decode(errors="replace").split()
    return tuple(name for name in names if re.fullmatch(r"[a-z]{2,3}(_\w+)?-[a-z]{2,3}(_\w+)?", name))


def _environment() -> dict[str, str]:
    """The environment with a UTF-8 locale: in the C locale, Apertium does not recognise words with accents."""
    environment = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LANGUAGE")}
    return environment | {"LC_CTYPE": "C.UTF-8", "LANG": "C.UTF-8"}


@cache
def _hash(mode: str, program: str) -> str:
    """A hash over the files that the mode reads; over the program's version if the mode's file is not found."""
    digest = hashlib.sha256(mode.encode())
    for folder in _data_folders(program):
        pipe = folder / "modes" / f"{mode}.mode"
        with contextlib.suppress(OSError):
            digest.update(pipe.read_bytes())
            for name in re.findall(r"'([^']+)'", pipe.read_text(encoding="utf-8")):
                digest.update(Path(name).read_bytes())
            return digest.hexdigest()[:8]
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        digest.update(subprocess.run([program, "-V"], capture_output=True, timeout=30, check=False).stdout)
    return digest.hexdigest()[:8]


def _data_folders(program: str) -> list[Path]:
    named = os.environ.get("APERTIUM_DATADIR")
    near = Path(program).resolve().parent.parent / "share" / "apertium"
    return [Path(named)] if named else [near, Path("/usr/share/apertium"), Path("/usr/local/share/apertium")]
