"""The characters that PO files cannot hold."""

import re

__all__ = ["unwritable"]

_NAMES = {"\0": "NUL", "\x04": "EOT"}
_UNWRITABLE = re.compile("[\0\x04\ud800-\udfff]")


def unwritable(text: str) -> str:
    """Return the first character of ``text`` that PO files cannot hold, in words; empty if there is none.

    gettext ends a text at NUL, and refuses EOT, which separates msgctxt and msgid in its MO files. Lone surrogates are bytes that are not UTF-8.
    """
    found = _UNWRITABLE.search(text)
    if found is None:
        return ""
    return f"a character that PO files cannot hold ({_NAMES.get(found[0], 'a byte that is not UTF-8')})"
