"""Guess the encoding of a text that is not UTF-8, for the advice in an error message.

The guess is never used to read a file: a wrong one would change a person's words without anybody noticing.
"""

import codecs
import re
from collections.abc import Mapping

__all__ = ["guess", "utf16_or_32"]

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE = 20_000
"""Bytes that are looked at: a multiple of four."""
_SHORT = 20
"""Minimum bytes of a file without BOM that is taken for UTF-16: a few zero bytes prove nothing."""
_ASCII = "\n\r -~"
_CJK = "\u3001\u3002\u3040-\u30ff\uff0c"
"""Kana, and the punctuation of texts without blanks."""
_HIGH = re.compile("[\u2000-\uffff]")
_USUAL = 0.02
"""Minimum share of such characters in UTF-16. In any other encoding, each of them would be a zero byte or chance."""
_FOREIGN = 0.25
"""Above this share of bytes outside ASCII, a text is in a script other than Latin."""
_FEW = 12
"""Minimum bytes outside ASCII for their share to say anything: "café" has one, a quarter of its bytes."""
_FOREIGN_WORD = re.compile(rb"[\xc0-\xff]{3,}")
"""Letters of another script. In no language with Latin letters are three letters outside ASCII usual in a row."""
_BESIDE_LETTERS = re.compile(rb"(?<=[A-Za-z\x80-\xff])[\x80-\xff]|[\x80-\xff](?=[A-Za-z\x80-\xff])")
"""Bytes that are part of a word: those of signs such as £ or ½ are rare letters in another encoding."""

_LATIN: Mapping[str, str] = {
    "WINDOWS-1252": "éèàêçâîôûùñáíóúäöüßåæãõòëïÄÖÜÉÅ¿¡«»°·’‘“”–—…€",
    "WINDOWS-1250": "ąćęłńóśźżčďěňřšťůžýáéíúäöüőűăâîşţđ„”’–…ŁŚŻŠČŽ",
    "ISO-8859-2": "ąćęłńóśźżčďěňřšťůžýáéíúäöüőűăâîşţđŁŚŻŠČŽ",
    "WINDOWS-1254": "ğışçöüâîİŞÇÖÜ’“”",
}
"""Frequent characters outside ASCII in texts of each encoding, the likeliest encoding first."""
_OTHER: Mapping[str, str] = {
    "WINDOWS-1251": "оеаинтсрвл",
    "KOI8-R": "оеаинтсрвл",
    "ISO-8859-5": "оеаинтсрвл",
    "CP866": "оеаинтсрвл",
    "WINDOWS-1253": "αοιετσνηρςπκά",
    "WINDOWS-1255": "יוהלאמתרבש",
    "WINDOWS-1256": "اليمونرتبة",
    "CP874": "านรกอเง่ย้ท",
}
"""The most frequent letters of other scripts."""


def utf16_or_32(data: bytes) -> str:
    """Return ``UTF-16`` or ``UTF-32``, with its byte order if the file has no BOM; empty for a file that is in neither."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    head = data[:_SAMPLE]
    if len(head) < _SHORT or 0 not in head:
        return ""
    # How many bytes are zero, by their place in four.
    zeros = [head[place::4].count(0) for place in range(4)]
    if len(data) % 4 == 0 and zeros[1] > zeros[3] == 0 and zeros[0] == len(head) // 4:
        return "UTF-32BE"
    if len(data) % 4 == 0 and zeros[2] > zeros[0] == 0 and zeros[3] == len(head) // 4:
        return "UTF-32LE"
    little, big = (_usual(head, name) for name in ("UTF-16LE", "UTF-16BE"))
    if max(little, big) >= max(3, _USUAL * len(head) / 2, 2 * min(little, big)):
        return "UTF-16LE" if little > big else "UTF-16BE"
    return ""


def _usual(data: bytes, encoding: str) -> int:
    """How many characters that every text has are in a text in ``encoding``, which is one of UTF-16; 0 if it is UTF-8 as well and more
    likely that.
    """
    text = data.decode(encoding, "replace")
    if not _is_utf8(data):
        return len(re.findall(f"[{_ASCII}{_CJK}]", text))
    # Two letters of ASCII would be a Chinese character, but Chinese in UTF-16 is not UTF-8.
    return len(re.findall(f"[{_ASCII}]", text)) if 2 * len(_HIGH.findall(text)) < len(text) else 0


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, but for a character that is cut off at their end."""
    return len(data.decode("utf-8", "ignore").encode()) > len(data) - 4


def guess(data: bytes) -> str:
    """Return iconv's name of the encoding that bytes are most likely in; empty for UTF-8 with a few damaged characters."""
    if name := utf16_or_32(data):
        return name
    sample = data[:_SAMPLE]
    foreign = [byte for byte in sample if byte > 127]
    text = sample.decode("utf-8", "ignore")
    if sum(len(char.encode()) for char in text if char > "\x7f") > 0.8 * len(foreign):
        return ""
    if not _is_foreign(sample, len(foreign)):
        words = b"".join(_BESIDE_LETTERS.findall(sample))
        best = max(_LATIN, key=lambda name: _share(words, name, _LATIN[name]))
        return "LATIN1" if best == "WINDOWS-1252" and not any(128 <= byte < 160 for byte in foreign) else best
    return _asian(sample) or max(_OTHER, key=lambda name: _share(sample, name, _OTHER[name]))


def _is_foreign(sample: bytes, number: int) -> bool:
    """Whether a text, which has ``number`` bytes outside ASCII, is in a script other than Latin."""
    if number >= _FEW and number >= _FOREIGN * len(sample):
        return True
    return 2 * sum(map(len, _FOREIGN_WORD.findall(sample))) > number


def _share(sample: bytes, encoding: str, frequent: str) -> float:
    """The share of frequent characters among those outside ASCII."""
    chars = [char for char in sample.decode(encoding, "replace") if char > "\x7f"]
    return sum(char in frequent for char in chars) / max(len(chars), 1)


def _asian(sample: bytes) -> str:
    """The encoding of a Japanese, Korean or Chinese text; empty for another one."""
    for name in ("EUC-JP", "SHIFT_JIS"):
        if _matches(sample, name, "[\u3040-\u30ff\u3001\u3002]") > 0.3:
            return name
    # The syllables of EUC-KR are characters of GB 2312 as well, but the punctuation is not used in Korean.
    for name, marks in (("BIG5", "[\uff0c\u3002\u3001]"), ("GB18030", "[\uff0c\u3002\u3001]")):
        if _matches(sample, name, "[\u4e00-\u9fff\uff0c\u3002\u3001]") > 0.9 and _matches(sample, name, marks) > 0.02:
            return name
    return "EUC-KR" if _matches(sample, "EUC-KR", "[\uac00-\ud7a3]") > 0.8 else ""


def _matches(sample: bytes, encoding: str, pattern: str) -> float:
    """The share of characters that match among those outside ASCII; 0 if the bytes are not in the encoding."""
    for end in (len(sample), len(sample) - 1):  # the sample may end within a character
        try:
            chars = [char for char in sample[:end].decode(encoding) if char > "\x7f"]
        except UnicodeDecodeError:
            continue
        return sum(bool(re.match(pattern, char)) for char in chars) / max(len(chars), 1)
    return 0.0
