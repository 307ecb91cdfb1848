"""Exchange two files or folders in one step, so that neither is missing or incomplete at any moment."""

import ctypes
import errno
import os
from collections.abc import Callable
from functools import cache

__all__ = ["exchange"]

_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}
"""The error numbers of a kernel or file system that cannot exchange two paths."""
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def exchange(one: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    """Exchange two files or folders in one step (``renameat2``, Linux 3.15). Return False if the system cannot. Raises OSError."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), os.fspath(other))


@cache
def _renameat2() -> Callable[..., int] | None:
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return None
