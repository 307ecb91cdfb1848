"""gettext's own programs, as reference."""

import os
import shutil
import subprocess

import pytest

__all__ = ["MSGCATS", "accepts", "msgcat", "msgmerge", "needs_gettext"]

needs_gettext = pytest.mark.skipif(
    shutil.which("msgfmt") is None, reason="msgfmt is not installed (apt-get install gettext)"
)


MSGCATS = ("msgcat", *filter(None, [os.environ.get("NEWER_MSGCAT")]))
"""The reference programs: Debian's msgcat, and that of a newer gettext (0.23 or later) at ``NEWER_MSGCAT``."""


def msgcat(data: bytes, *options: str, program: str = "msgcat") -> bytes:
    """What msgcat makes of a PO file."""
    return subprocess.run(
        [program, "--force-po", *options, "-"], input=data, capture_output=True, check=True, timeout=60
    ).stdout


def msgmerge(definitions: bytes, template: bytes, folder: object) -> bytes:
    """What msgmerge makes of a catalog and a new template."""
    from pathlib import Path

    at = Path(str(folder))
    (at / "old.po").write_bytes(definitions)
    (at / "new.pot").write_bytes(template)
    return subprocess.run(
        ["msgmerge", "--quiet", "--previous", "old.po", "new.pot"], cwd=at, capture_output=True, check=True, timeout=60
    ).stdout


def accepts(data: bytes, *options: str) -> str:
    """What ``msgfmt --check`` says against a PO file, warnings left out; empty where it accepts it."""
    done = subprocess.run(
        ["msgfmt", "--check", *options, "-o", "/dev/null", "-"],
        input=data,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace") or f"exit {done.returncode}"
