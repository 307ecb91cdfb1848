"""The table of line breaking classes equals the output of its script for Unicode's data."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import BY_NATURE
from workflow.catalogs.wrap import character_table
from workflow.catalogs.wrap.break_rules import character_class

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "make_linebreaks.py"

LINE_BREAK = """\
# LineBreak-14.0.0.txt
0028;OP # Ps       LEFT PARENTHESIS
0041..005A;AL # Lu    [26] LATIN CAPITAL LETTER A..LATIN CAPITAL LETTER Z
00AD;BA # Cf       SOFT HYPHEN
0300..036F;CM # Mn   [112] COMBINING GRAVE ACCENT..COMBINING LATIN SMALL LETTER X
0E01..0E30;SA # Lo    [48] THAI CHARACTER KO KAI..THAI CHARACTER SARA A
3041;CJ # Lo       HIRAGANA LETTER SMALL A
4E00..9FFF;ID # Lo [20992] CJK UNIFIED IDEOGRAPH-4E00..CJK UNIFIED IDEOGRAPH-9FFF
AC00;H2 # Lo       HANGUL SYLLABLE GA
FF08;OP # Ps       FULLWIDTH LEFT PARENTHESIS
"""
WIDTH = """\
0028;Na           # Ps         LEFT PARENTHESIS
0300..036F;A      # Mn   [112] COMBINING GRAVE ACCENT..COMBINING LATIN SMALL LETTER X
3041;W            # Lo         HIRAGANA LETTER SMALL A
4E00..9FFF;W      # Lo [20992] CJK UNIFIED IDEOGRAPH-4E00..CJK UNIFIED IDEOGRAPH-9FFF
AC00;W            # Lo         HANGUL SYLLABLE GA
FF08;F            # Ps         FULLWIDTH LEFT PARENTHESIS
"""
DATA = """\
0028;LEFT PARENTHESIS;Ps;0;ON;;;;;Y;OPENING PARENTHESIS;;;;
0041;LATIN CAPITAL LETTER A;Lu;0;L;;;;;N;;;;0061;
00AD;SOFT HYPHEN;Cf;0;BN;;;;;N;;;;;
0300;COMBINING GRAVE ACCENT;Mn;230;NSM;;;;;N;NON-SPACING GRAVE;;;;
0E01;THAI CHARACTER KO KAI;Lo;0;L;;;;;N;THAI LETTER KO KAI;;;;
3041;HIRAGANA LETTER SMALL A;Lo;0;L;;;;;N;;;;;
4E00;<CJK Ideograph, First>;Lo;0;L;;;;;N;;;;;
9FFF;<CJK Ideograph, Last>;Lo;0;L;;;;;N;;;;;
AC00;<Hangul Syllable, First>;Lo;0;L;;;;;N;;;;;
D7A3;<Hangul Syllable, Last>;Lo;0;L;;;;;N;;;;;
FF08;FULLWIDTH LEFT PARENTHESIS;Ps;0;ON;<wide> 0028;;;;Y;FULLWIDTH OPENING PARENTHESIS;;;;
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_linebreaks", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_what_the_script_makes(script: ModuleType) -> None:
    version, unicode = script.from_perl()
    if version != "14.0.0":
        pytest.skip(f"{BY_NATURE} this Perl has Unicode {version}, the table that of gettext 0.21 (14.0.0)")
    assert script.table(version, script.kinds_of(unicode)) == Path(character_table.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("char", ["(", "A", "\u00ad", "\u0300", "ก", "ぁ", "一", "（"])
def test_unicodes_own_files_say_the_same(script: ModuleType, tmp_path: Path, char: str) -> None:
    for name, text in (("LineBreak.txt", LINE_BREAK), ("EastAsianWidth.txt", WIDTH), ("UnicodeData.txt", DATA)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    unicode = script.from_folder(tmp_path)
    assert (script.class_of(ord(char), unicode), script.columns_of(ord(char), unicode)) == character_class(char)


def test_unassigned_characters_have_the_class_of_their_block(script: ModuleType, tmp_path: Path) -> None:
    for name in ("LineBreak.txt", "EastAsianWidth.txt", "UnicodeData.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    unicode = script.from_folder(tmp_path)
    for code in (0x20CF, 0x2FFD0, 0x1FBFF, 0x3FFFF, 0x323B0, 0x2E9A, 0x1F203, 0xE0000 + 0xFFF, 0x378):
        kind = (script.class_of(code, unicode), script.columns_of(code, unicode))
        assert kind == character_class(chr(code)), hex(code)


def test_the_table_has_every_character_once() -> None:
    assert sum(int(count or 1) for count, _ in re.findall(r"(\d*)(\D)", character_table.RUNS)) == 0x110000
    assert character_class("가") == ("H2", 2)
    assert character_class("각") == ("H3", 2)
