"""Short hashes of texts, for provenance comments and unit addresses.

A hash is the first eight hexadecimal digits of SHA-256 over UTF-8, taken of decoded text in Unicode's NFC form, so wrapping,
charset and escapes do not count. Several texts are joined by NUL. A context and its msgid are joined by U+0004, as in gettext's MO
files.
"""

import hashlib
import unicodedata
from functools import lru_cache

from workflow.model import Entry, Key, Unit

__all__ = ["short_key", "source_hash", "target_hash", "text_hash"]


@lru_cache(maxsize=256)  # the same entry is asked for several times in a row
def text_hash(*texts: str) -> str:
    """Eight hex digits over ``texts`` (NFC, joined by NUL)."""
    joined = unicodedata.normalize("NFC", "\0".join(texts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def short_key(item: Entry | Unit | Key) -> str:
    """The hash of a key (msgctxt, msgid): what follows ``#`` in a unit's address ``es:guide#3f2a91c0``."""
    context, msgid = item if isinstance(item, tuple) else item.key
    return text_hash(msgid if context is None else f"{context}\x04{msgid}")


def source_hash(entry: Entry) -> str:
    """``src=`` of provenance comments: over msgctxt and msgid (and msgid_plural where there is one)."""
    if entry.msgid_plural is None:
        return short_key(entry)
    msgid = entry.msgid if entry.context is None else f"{entry.context}\x04{entry.msgid}"
    return text_hash(msgid, entry.msgid_plural)


def target_hash(entry: Entry) -> str:
    """``txt=`` of provenance comments: over all msgstr."""
    return text_hash(*entry.msgstr)
