"""The test set is complete, and nothing of it can have been learned from."""

import lzma
import re
from collections import Counter

import pytest

from tests.shared import SHARED, needs_shared
from training.measure import TESTSET

LANGUAGES = ("en", "es", "de", "fr")
_NUMBER = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")


def _lines(language: str) -> list[str]:
    return (TESTSET / f"{language}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


@pytest.mark.parametrize("language", LANGUAGES)
def test_200_lines_none_empty_none_twice(language: str) -> None:
    lines = _lines(language)
    assert len(lines) == 200
    assert [line for line in lines if not line or line != line.strip()] == []
    assert [line for line, count in Counter(map(_letters, lines)).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_digits_are_those_of_the_english_line(language: str) -> None:
    for number, (source, target) in enumerate(zip(_lines("en"), _lines(language), strict=True), 1):
        assert sorted(_NUMBER.findall(source)) == sorted(_NUMBER.findall(target)), (number, source, target)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_questions_stay_questions_and_no_line_is_left_in_english(language: str) -> None:
    for number, (source, target) in enumerate(zip(_lines("en"), _lines(language), strict=True), 1):
        assert source.endswith("?") == target.endswith("?"), (number, source, target)
        assert _letters(source) != _letters(target), (number, source)


def test_it_holds_what_its_readme_counts() -> None:
    lines = _lines("en")
    readme = (TESTSET / "README.md").read_text(encoding="utf-8")
    counted = {
        "questions": sum(line.endswith("?") for line in lines),
        "sentences with digits": sum(bool(_NUMBER.search(line)) for line in lines),
        "titles, headings and closing lines without a full stop": sum(line[-1] not in '.?!"' for line in lines),
    }
    for what, count in counted.items():
        assert f"| {what} | {count} |" in readme
    assert not [line for line in lines if re.search(r"[*_`<>\[\]{}#|]|%s", line)]
    lengths = sorted(len(line.split()) for line in lines)
    assert f"| words of the English sentences | {lengths[0]} to {lengths[-1]}, in the middle {lengths[100]} |" in readme


@needs_shared
@pytest.mark.shared
def test_no_line_of_any_language_is_in_the_corpora() -> None:
    ours = {_letters(line): line for language in LANGUAGES for line in _lines(language)}
    plain = {_ascii(key) for key in ours}
    found = set()
    for path in sorted((SHARED / "corpora").rglob("*")):
        if path.suffix == ".xz":
            with lzma.open(path, "rt", encoding="utf-8") as file:
                text = file.read()
        elif path.name.startswith("dev."):
            text = path.read_text(encoding="utf-8")
        else:
            continue
        if plain.isdisjoint(_ascii(text.casefold().replace("\t", "\n")).split(b"\n")):
            continue
        parts = {part for line in text.split("\n") for part in line.split("\t")}
        found |= {ours[key] for part in parts if (key := _letters(part)) in ours}
    assert found == set()


def _ascii(text: str) -> bytes:
    """The ASCII letters, digits and line ends of ``text``: a quick sieve for millions of lines, in which equal lines stay equal."""
    return text.encode().translate(None, _OTHERS)


_OTHERS = bytes(
    byte for byte in range(256) if not chr(byte).isascii() or not (chr(byte).isalnum() or chr(byte) == "\n")
)
