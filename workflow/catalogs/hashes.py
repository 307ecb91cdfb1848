"""Short hashes of texts: what provenance comments and unit addresses name.

A hash is the first eight hex digits of SHA-256 over UTF-8, taken of decoded text in Unicode's NFC form, never of the raw
lines of a file: wrapping, charset and escapes don't count. Several texts are joined by NUL; a context stands before its
msgid with U+0004 between, as in gettext's MO files.
"""

import hashlib
import unicodedata

from workflow.model import Entry, Key, Unit

__all__ = ["short_key", "source_hash", "target_hash", "text_hash"]


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
