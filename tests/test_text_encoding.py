"""The advice for a text that is not UTF-8 names the encoding it is in."""

import codecs

import pytest

from workflow.errors import DocumentError
from workflow.files import decode
from workflow.text_encoding import guess

ENGLISH = "# Hours\n\nThe café opens at nine — bring “a card”.\n"
FRENCH = "La bibliothèque ouvre à neuf heures, même l'été.\n"
POLISH = "Biblioteka otwiera się o dziewiątej. Proszę zabrać kartę.\n"
CZECH = "Knihovna se otevírá v devět. Přineste si prosím kartičku.\n"
LATVIAN = "Āra durvis bibliotēkā atver deviņos. Lūdzu, ņemiet līdzi karti.\n"
TURKISH = "Kütüphane saat dokuzda açılıyor. Lütfen kartınızı getirin, şimdi.\n"
RUSSIAN = "Библиотека открывается в девять. Принесите с собой карту.\n"
GREEK = "Η βιβλιοθήκη ανοίγει στις εννέα. Φέρτε μια κάρτα μαζί σας.\n"
HEBREW = "הספרייה נפתחת בתשע. נא להביא כרטיס.\n"
JAPANESE = "図書館は九時に開きます。カードをお持ちください。\n"
KOREAN = "도서관은 아홉 시에 문을 엽니다. 카드를 가져오세요.\n"
HINDI = "पुस्तकालय नौ बजे खुलता है। कृपया अपना कार्ड साथ लाएं।\n"
CAPITALS = "БИБЛИОТЕКА ОТКРЫВАЕТСЯ В ДЕВЯТЬ. ПРИНЕСИТЕ С СОБОЙ КАРТУ.\n"
CHINESE = "图书馆九点开门，请带上卡。谢谢大家。\n"
WIDE = (LATVIAN, RUSSIAN, CAPITALS, GREEK, HEBREW, HINDI, JAPANESE, KOREAN, CHINESE)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ENGLISH, "cp1252", "WINDOWS-1252"),
        (FRENCH, "latin1", "LATIN1"),
        (POLISH, "cp1250", "WINDOWS-1250"),
        (POLISH, "iso8859_2", "ISO-8859-2"),
        (CZECH, "cp1250", "WINDOWS-1250"),
        (TURKISH, "cp1254", "WINDOWS-1254"),
        (RUSSIAN, "cp1251", "WINDOWS-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (GREEK, "cp1253", "WINDOWS-1253"),
        (HEBREW, "cp1255", "WINDOWS-1255"),
        (JAPANESE, "shift_jis", "SHIFT_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (KOREAN, "euc_kr", "EUC-KR"),
        (CHINESE, "gb18030", "GB18030"),
        (ENGLISH, "utf-16", "UTF-16"),
        (JAPANESE, "utf-16", "UTF-16"),
        (ENGLISH, "utf-32", "UTF-32"),
        (ENGLISH, "utf-16-le", "UTF-16LE"),
        (ENGLISH, "utf-16-be", "UTF-16BE"),
        (f"{ENGLISH}x", "utf-16-le", "UTF-16LE"),
        (f"{ENGLISH}x", "utf-16-be", "UTF-16BE"),
        *((text, "utf-16-le", "UTF-16LE") for text in WIDE),
        *((text, "utf-16-be", "UTF-16BE") for text in WIDE),
        (ENGLISH, "utf-32-le", "UTF-32LE"),
        (ENGLISH, "utf-32-be", "UTF-32BE"),
    ],
)
def test_the_advice_names_the_encoding(text: str, encoding: str, name: str) -> None:
    with pytest.raises(DocumentError, match=rf"^a\.md:?\d*: .*iconv -f {name} -t UTF-8\)"):
        decode(text.encode(encoding), "a.md")
    # A program that follows the advice gets the text back.
    assert text.encode(encoding).decode(name).removeprefix("\ufeff") == text


def test_half_a_character_at_the_end_is_utf16_all_the_same() -> None:
    with pytest.raises(DocumentError, match="the file is in UTF-16LE"):
        decode(ENGLISH.encode("utf-16-le") + b"\n", "a.md")


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("Café crème brûlée à la carte.", "latin1", "LATIN1"),
        (RUSSIAN, "cp1251", "WINDOWS-1251"),
        (JAPANESE, "shift_jis", "SHIFT_JIS"),
        (CHINESE, "gb18030", "GB18030"),
    ],
)
@pytest.mark.parametrize("stray", ["\0\r\n", "\0\n", "x\0\n", " \0.\n", ".\n\0"])
def test_a_stray_zero_byte_does_not_make_utf16(text: str, encoding: str, name: str, stray: str) -> None:
    assert guess((text.strip() + stray).encode(encoding)) == name


def test_a_damaged_character_in_utf8_is_no_other_encoding() -> None:
    assert guess(FRENCH.encode() + b"\xe9\n") == ""
    with pytest.raises(DocumentError, match=r"^a\.md:2: byte 0xe9 is not UTF-8\. The rest of the file is\."):
        decode(FRENCH.encode() + b"\xe9\n", "a.md")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        b"\0",
        b"a\0b",
        b"One line.\n" * 2 + b"\0" + b"Two." * 9,
        b"hard  \n\0a\n\0 ::: more",
        b"abc\0" * 20,
        b"ab \0" * 20,
        codecs.BOM_UTF8 + b"a",
        "ä\0".encode(),
    ],
)
def test_utf8_stays_utf8(data: bytes) -> None:
    assert decode(data, "a.md") == data.decode()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "The owners of eleven cafés, said José Peña, ask £4.50 for a crème brûlée.",
            "latin1",
        ),  # £ is Ł in Central Europe
        ("A café", "latin1"),
        ("Café", "latin1"),  # too few letters for a share
        ("It costs £5, or ½ of it at 20 °C.", "latin1"),
        ("“Größe”, he said – £3,100", "cp1252"),
        ("The word мир means peace, and it is the only one here.", "cp1251"),  # hardly any, but whole words of them
        ("One word, Καλημέρα, in a long English sentence about Greece.", "cp1253"),
        ("Łódź is a city, said Małgorzata. It is £5 away.", "utf-8"),
    ],
)
def test_few_letters_outside_ascii(text: str, encoding: str) -> None:
    name = guess(text.encode(encoding))
    assert text.encode(encoding).decode(name or "utf-8") == text
