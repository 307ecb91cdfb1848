"""Make ``workflow/catalogs/wrap/character_table.py`` from the Unicode Character Database.

    python scripts/make_linebreaks.py FOLDER    # has LineBreak.txt, EastAsianWidth.txt and UnicodeData.txt
    python scripts/make_linebreaks.py --perl    # takes the same properties from Perl (5.36 has Unicode 14)

The table gives each character the line breaking class and the width that libunistring gives it. gettext 0.21 uses libunistring 1.0,
that is Unicode 14. The functions below say where libunistring departs from Unicode's own files.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

CHARACTERS = 0x110000
TABLE = Path(__file__).parent.parent / "workflow" / "catalogs" / "wrap" / "character_table.py"

PERL = r"""
use Unicode::UCD qw(prop_invmap);
print "version ", Unicode::UCD::UnicodeVersion(), "\n";
for my $property (qw(Line_Break East_Asian_Width General_Category Bidi_Class)) {
    my ($starts, $values) = prop_invmap($property);
    printf "%s %X %s\n", $property, $starts->[$_], $values->[$_] for 0 .. $#$starts;
}
"""
SHORT = {"Neutral": "N", "Unknown": "XX", "Nonspacing_Mark": "NSM"}
"""Perl's names of values that have another name in Unicode's files."""

Kind = tuple[str, int]
"""Line breaking class and columns."""


class Properties:
    """The four properties of every character."""

    def __init__(self) -> None:
        self.line_break = ["XX"] * CHARACTERS
        self.width = ["N"] * CHARACTERS
        self.category = ["Cn"] * CHARACTERS
        self.bidi = ["L"] * CHARACTERS


def from_folder(folder: Path) -> Properties:
    """Read the three files of the Unicode Character Database in ``folder``."""
    found = Properties()
    for name, values in (("LineBreak.txt", found.line_break), ("EastAsianWidth.txt", found.width)):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        missing = [line.removeprefix("# @missing:") for line in lines if line.startswith("# @missing:")]
        for line in (*missing, *_defaults(name), *lines):
            codes, semicolon, value = line.partition("#")[0].partition(";")
            if semicolon:
                first, _, last = codes.strip().partition("..")
                short = SHORT.get(value.strip(), value.strip())
                _fill(values, int(first, 16), int(last or first, 16), short)
    start = 0
    for line in (folder / "UnicodeData.txt").read_text(encoding="utf-8").splitlines():
        code, name, category, _, bidi, *_ = line.split(";")
        end = int(code, 16)
        if not name.endswith(", Last>"):  # a range has two lines, for its first and its last character
            start = end
        _fill(found.category, start, end, category)
        _fill(found.bidi, start, end, bidi)
    return found


def _defaults(name: str) -> tuple[str, ...]:
    """The classes of unassigned characters, which Unicode's files before 15.1 state in prose only."""
    wide = ("3400..4DBF", "4E00..9FFF", "F900..FAFF", "20000..2FFFD", "30000..3FFFD")
    if name == "EastAsianWidth.txt":
        return tuple(f"{codes};W" for codes in wide)
    pictures = ("1F000..1FAFF", "1FC00..1FFFD")
    return (*(f"{codes};ID" for codes in (*wide, *pictures)), "20A0..20CF;PR")


def from_perl() -> tuple[str, Properties]:
    """Ask Perl for the properties. Returns its version of Unicode as well."""
    output = subprocess.run(["perl", "-e", PERL], check=True, capture_output=True, text=True).stdout
    version, *lines = output.splitlines()
    found = Properties()
    values = {
        "Line_Break": found.line_break,
        "East_Asian_Width": found.width,
        "General_Category": found.category,
        "Bidi_Class": found.bidi,
    }
    for name, group in groupby((line.split() for line in lines), key=lambda parts: parts[0]):
        runs = [(int(start, 16), SHORT.get(value, value)) for _, start, value in group]
        for (start, value), (end, _) in zip(runs, [*runs[1:], (CHARACTERS, "")], strict=True):
            _fill(values[name], start, end - 1, value)
    return version.removeprefix("version "), found


def _fill(values: list[str], first: int, last: int, value: str) -> None:
    values[first : last + 1] = [value] * (last + 1 - first)


CLASSES = {
    "AI": "AL", "SA": "AL", "SG": "AL", "XX": "AL",  # LB1
    "CJ": "NS",  # LB1
    "CB": "ID",
    "LF": "BK", "CR": "BK", "NL": "BK",  # gettext takes texts apart at line feeds before it asks
    "H2": "H3",  # told apart by the character's number, which saves some 800 runs
}  # fmt: skip
"""The class that libunistring uses for a class of Unicode's files."""


def class_of(code: int, unicode: Properties) -> str:
    """The line breaking class that libunistring gives a character."""
    name, width = unicode.line_break[code], unicode.width[code]
    if code in (0x3FFFE, 0x3FFFF):  # the end of the plane is ID, unlike that of the plane before
        return "ID"
    if name == "OP" and width in ("F", "W", "H"):  # LB30
        return "OPW"
    if name == "ID" and width == "N" and unicode.category[code] == "Cn":  # LB30b: reserved for pictographs
        return "EB"
    return CLASSES.get(name, name)


UNASSIGNED_WIDE = (
    (0x2E80, 0x303E), (0x3040, 0xA4CF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0x1F200, 0x1F2FF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
"""Ranges in which libunistring takes unassigned characters for wide ones."""


def columns_of(code: int, unicode: Properties) -> int:
    """The width that libunistring's ``uc_width`` gives a character; 0 for control characters, too."""
    category = unicode.category[code]
    if unicode.bidi[code] == "NSM" or category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return 0
    if unicode.line_break[code] in ("JV", "JT"):
        return 0
    if unicode.width[code] in ("F", "W"):
        return 2
    reserved = category == "Cn" and any(first <= code <= last for first, last in UNASSIGNED_WIDE)
    return 2 if reserved else 1


def kinds_of(unicode: Properties) -> Iterator[Kind]:
    """The kind of each character, in order."""
    return ((class_of(code, unicode), columns_of(code, unicode)) for code in range(CHARACTERS))


def table(version: str, kinds: Iterable[Kind]) -> str:
    """The text of the module."""
    runs = [(kind, sum(1 for _ in group)) for kind, group in groupby(kinds)]
    often = Counter(kind for kind, _ in runs)
    signs = (chr(code) for code in range(0x21, 0x7F) if not chr(code).isdigit() and chr(code) not in '"\\')
    letters = dict(zip(sorted(often, key=lambda kind: (-often[kind], kind)), signs, strict=False))
    text = "".join(f"{'' if count == 1 else count}{letters[kind]}" for kind, count in runs)
    lines = [text[at : at + 110] for at in range(0, len(text), 110)]
    return "\n".join(
        [
            f'"""Line breaking class and width of every character, by Unicode {version}.',
            "",
            "Made by scripts/make_linebreaks.py; do not edit.",
            '"""',
            "",
            '__all__ = ["KINDS", "RUNS"]',
            "",
            "KINDS = {",
            *(f'    "{letter}": ("{name}", {columns}),' for (name, columns), letter in letters.items()),
            "}",
            '"""By letter: line breaking class (UAX #14; OPW is a wide opening bracket, H3 also H2) and columns (UAX #11)."""',
            "",
            "RUNS = (",
            *(f'    "{line}"' for line in lines),
            ")",
            '"""The characters in order, as runs of one kind: length (1 is left out) and letter."""',
            "",
        ]
    )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Make the table of line breaking classes and widths.")
    parser.add_argument("folder", nargs="?", type=Path, help="has LineBreak.txt, EastAsianWidth.txt, UnicodeData.txt")
    parser.add_argument("--perl", action="store_true", help="take the properties from Perl")
    parser.add_argument("--version", default="14.0.0", help="the version of Unicode that FOLDER has (default: 14.0.0)")
    options = parser.parse_args()
    if options.perl == (options.folder is not None):
        sys.exit("make_linebreaks: no source given. Name a folder, or give --perl.")
    version, unicode = from_perl() if options.perl else (options.version, from_folder(options.folder))
    TABLE.write_text(table(version, kinds_of(unicode)), encoding="utf-8")


if __name__ == "__main__":
    main()
