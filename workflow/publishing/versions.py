"""What the bytes of an edition depend on beside its inputs: the versions of the program and of libraries, and the date it is given."""

import os
import platform
from collections.abc import Mapping
from datetime import UTC, date, datetime

from workflow.errors import BadInput
from workflow.program_version import library_versions

__all__ = ["build_date", "versions"]

_LIBRARIES = ("babel", "jinja2", "nh3", "pyromark")
"""Libraries that write a part of the editions."""
_VARIABLE = "SOURCE_DATE_EPOCH"


def versions() -> Mapping[str, str]:
    """Return the versions by name."""
    names = ("workflow-editions", *_LIBRARIES)
    found = {name: version for name, version in zip(names, library_versions(names), strict=True) if version}
    return {**found, "python": platform.python_version()}


def build_date() -> date | None:
    """Return the day in ``SOURCE_DATE_EPOCH`` (seconds since 1970, UTC), as reproducible-builds.org specifies it; None if it is not set.

    An edition has no other date: the same inputs give the same bytes on every day. Raises BadInput for a value that is no such number.
    """
    text = os.environ.get(_VARIABLE, "").strip()
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise BadInput(
            f'{_VARIABLE}: "{text}" must be a number of seconds since 1970, such as 1796083200. Correct or unset it.'
        ) from error
