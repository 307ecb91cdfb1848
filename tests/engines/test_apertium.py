"""The real Apertium with its language data, as far as it is installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflow.engines import apertium
from workflow.engines.apertium import ApertiumEngine, modes, offers, remedy
from workflow.engines.apertium_modes import debian_package, mode_rank
from workflow.engines.base import EngineSettings, Hypothesis, Segment
from workflow.errors import EngineError, EngineUnavailable

needs_apertium = pytest.mark.skipif("eng-spa" not in modes(), reason="no apertium-eng-spa on this machine")


DEBIAN = [
    "cat-eng",
    "cat-eng_US",
    "eng-cat",
    "eng-cat_iec2017",
    "eng-cat_valencia",
    "eng-cat_valencia_iec2017",
    "eng-cat_valencia_uni",
    "eng-spa",
    "spa-eng",
    "spa-eng_US",
    "en-gl",
    "gl-en",
    "en-eo",
    "eo-en",
    "eng-hbs",
    "eng-hbs_BS",
    "eng-hbs_HR",
    "eng-hbs_SR",
    "hbs-eng",
    "eu-en",
    "isl-eng",
    "mkd-eng",
]
"""The modes that Debian's packages of pairs with English have."""


def translate(*segments: tuple[str | int, ...]) -> list[tuple[Hypothesis, ...]]:
    return ApertiumEngine("eng-spa").translate([Segment(parts) for parts in segments])


def text(found: tuple[Hypothesis, ...]) -> str:
    [hypothesis] = found
    return "".join(part if isinstance(part, str) else f"<{part}>" for part in hypothesis.parts)


@needs_apertium
def test_units_are_translated_each_by_itself_and_in_order() -> None:
    found = translate(("The house is red.",), ("Two houses",), ("",), ("   ",), ("I read a book.",))
    assert [text(one) for one in found] == ["La casa es roja.", "Dos casas", "", "   ", "Leí un libro."]


@needs_apertium
def test_inline_tags_come_through_where_they_belong() -> None:
    [found] = translate((0, "Click ", 1, "here", 2, " and read the ", 3, "book", 4, "."))
    assert text(found) == "<0>Clic <1>aquí<2> y leer el <3>libro<4>."


@needs_apertium
def test_an_unknown_word_stays_without_its_mark_and_counts() -> None:
    [[found]] = translate(("The zxqv and the Wumpelgrump.",))
    assert found.unknown == 2
    assert "zxqv" in str(found.parts[0])
    assert "*" not in str(found.parts[0])


@needs_apertium
def test_line_breaks_and_other_white_space_stay() -> None:
    [found] = translate(("The house\nThe\u00a0book\tthe  dog",))
    assert text(found).count("\n") == text(found).count("\t") == text(found).count("\u00a0") == 1
    assert "  " in text(found)


@needs_apertium
@pytest.mark.parametrize(
    "mark", ["^", "~", "*", "#", "@", "$", "/", "\\", "[", "]", "{", "}", "<", ">", "\0", "\u00ad", "|", "_", "`"]
)
def test_no_character_of_the_stream_format_disturbs_its_neighbours(mark: str) -> None:
    """A ``^`` at the end of a text swallowed the next one, escaped or not; a ``~`` was lost; ``*`` looked like an unknown word."""
    found = translate(
        ("The house",),
        (f"house{mark}",),
        (f"{mark}house {mark} house{mark}house",),
        (mark,),
        (mark * 3,),
        ("The book",),
    )
    assert text(found[0]) == "La casa"
    assert text(found[-1]) == "El libro"
    kept = 0 if mark in "\0\u00ad" else 1
    assert [text(one).count(mark) for one in found[1:-1]] == [kept, 3 * kept, kept, 3 * kept]
    assert all(one[0].unknown == 0 for one in (found[1], found[3]))


@needs_apertium
@settings(max_examples=12)
@example([["", "\n0"], [" ", "\nhouse", 1, " \n", ""]])
@given(
    st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.text(st.sampled_from("the a house.,:;^$*#@~/\\<>[]{}()|`'\"\n\t\u00a0é中😀_-0"), max_size=12)), max_size=5),
        min_size=1,
        max_size=6,
    )
)  # fmt: skip
def test_records_never_shift_and_a_superblank_never_leaks(units: list[list[str | int]]) -> None:
    marks = ["The first house", *units, "The last house"]
    segments = [Segment((unit,) if isinstance(unit, str) else tuple(unit)) for unit in marks]
    found = ApertiumEngine("eng-spa").translate(segments)
    assert text(found[0]) == "La primera casa"
    assert text(found[-1]).lower() == "la última casa"
    for segment, one in zip(segments, found, strict=True):
        for hypothesis in one:
            if hypothesis.fault:
                continue
            assert sorted(part for part in hypothesis.parts if isinstance(part, int)) == sorted(segment.tags)
            words = "".join(part for part in hypothesis.parts if isinstance(part, str))
            assert "code" not in words
            assert "char" not in words
            assert words.count("\n") == sum(part.count("\n") for part in segment.parts if isinstance(part, str))


@needs_apertium
def test_white_space_at_the_edges_is_the_sources() -> None:
    """A pronoun that Spanish leaves out left its space."""
    found = translate(("   ",), ("I read a book.",), ("  The house\n",), (1, " I read. ", 2))
    assert [text(one) for one in found[:3]] == ["   ", "Leí un libro.", "  La casa\n"]


@needs_apertium
def test_the_same_document_gives_the_same_drafts() -> None:
    units = [(f"The {word} house was sold in {year}.",) for word in ("red", "old", "new") for year in range(2000, 2030)]
    assert translate(*units) == translate(*units)


@needs_apertium
def test_it_works_in_the_c_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    [found] = translate(("The café of the house",))
    assert text(found) == "La cafetería de la casa"


@needs_apertium
def test_it_is_found_by_language() -> None:
    settings = EngineSettings()
    [offer] = offers("en", "es", settings)
    assert (offer.package, offer.where) == ("eng-spa", "system")
    assert offer.quality
    assert offer.quality.chrf == 44.1
    assert [offer.package for offer in offers("es", "en_US", settings)] == ["spa-eng_US", "spa-eng"]
    assert [offer.package for offer in offers("es", "en", settings)] == ["spa-eng"]
    assert [offer.package for offer in offers("en", "es_MX", settings)] == ["eng-spa"]
    assert not offers("en", "uk", settings)
    engine = offer.open()
    assert engine.capabilities.whole_documents
    assert engine.capabilities.keeps_tags
    assert len(engine.hash) == 8
    assert engine.hash != ApertiumEngine("spa-eng").hash


@needs_apertium
def test_an_unknown_mode_is_an_error_in_one_line() -> None:
    with pytest.raises(EngineError) as error:
        ApertiumEngine("xxx-yyy").translate([Segment(("Hello",))])
    assert "apertium xxx-yyy" in str(error.value)
    assert "\n" not in str(error.value)


def test_without_the_program_nothing_is_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert offers("en", "es", EngineSettings()) == ()
    with pytest.raises(EngineUnavailable, match="not on the PATH"):
        ApertiumEngine("eng-spa").translate([Segment(("Hello",))])


def test_the_remedy_names_debians_package() -> None:
    assert remedy("en", "es") == remedy("es", "en") == "sudo apt-get install apertium-eng-spa"
    assert remedy("es", "pt_BR") == "sudo apt-get install apertium-es-pt"
    assert remedy("en", "uk") == ""


@pytest.mark.parametrize(
    ("target", "package", "mode"),
    [
        ("es", "eng-spa", "eng-spa"),
        ("es_MX", "eng-spa", "eng-spa"),
        ("ca", "eng-cat", "eng-cat"),
        ("ca_ES", "eng-cat", "eng-cat"),
        ("ca@valencia", "eng-cat", "eng-cat_valencia"),
        ("ca_ES@valencia", "eng-cat", "eng-cat_valencia"),
        ("gl", "en-gl", "en-gl"),
        ("gl_ES", "en-gl", "en-gl"),
        ("eo", "eo-en", "en-eo"),
        ("hr", "hbs-eng", "eng-hbs_HR"),
        ("hr_HR", "hbs-eng", "eng-hbs_HR"),
        ("bs", "hbs-eng", "eng-hbs_BS"),
        ("sr@latin", "hbs-eng", "eng-hbs_SR"),
        ("sr_Latn", "hbs-eng", "eng-hbs_SR"),
        ("sr_Latn_RS", "hbs-eng", "eng-hbs_SR"),
        # The data of these languages is in Latin script,
        ("sr", "", ""),
        ("sr_Cyrl", "", ""),
        ("bs_Cyrl", "", ""),
        # translates into English only,
        ("eu", "", ""),
        ("is", "", ""),
        ("mk", "", ""),
        # or is not there.
        ("nl", "", ""),
        ("xx", "", ""),
    ],
)
def test_every_pair_from_english_that_debian_has(target: str, package: str, mode: str) -> None:
    assert debian_package("en", target) == (f"apertium-{package}" if package else "")
    assert debian_package("en_GB", target) == debian_package("en", target)
    ranks = {name: rank for name in DEBIAN if (rank := mode_rank(name, "en", target)) is not None}
    assert min(ranks, key=lambda name: ranks[name], default="") == mode
    assert list(ranks.values()).count(min(ranks.values(), default=0)) == bool(ranks)


def test_a_package_that_drafts_nothing_is_not_recommended() -> None:
    command = "sudo apt-get install apertium-hbs-eng"
    for target in ("hr", "bs", "sr@latin"):
        assert remedy("en", target) == f"{command} (version 0.5.1 drafted none of 400 sentences)"
    assert remedy("hr", "en") == remedy("sr_Latn", "en") == command


@pytest.mark.parametrize(
    ("source", "target", "package"),
    [
        ("eu", "en", "eu-en"),
        ("ca", "eo", "eo-ca"),
        ("eo", "ca", ""),
        ("fr", "br", ""),
        ("br", "fr", "br-fr"),
        ("hr", "sl", "hbs-slv"),
        ("mk", "bs", "hbs-mkd"),
        ("id", "ms", "ind-zlm"),
        ("da", "nb", "dan-nor"),
    ],
)
def test_the_direction_counts(source: str, target: str, package: str) -> None:
    assert debian_package(source, target) == (f"apertium-{package}" if package else "")


TRANSLATIONS = {
    "en-gl": ("gl", "The house is red.", "A casa é vermella."),
    "en-eo": ("eo", "The house is red.", "La domo estas ruĝa."),
    "eng-cat": ("ca", "The children bought milk.", "Els nens van comprar llet."),
    "eng-cat_valencia": ("ca@valencia", "The children bought milk.", "Els xiquets van comprar llet."),
}


@pytest.mark.parametrize("mode", TRANSLATIONS)
def test_other_pairs_translate(mode: str) -> None:
    if mode not in modes():
        pytest.skip(f"no mode {mode} of apertium on this machine")
    target, source, translation = TRANSLATIONS[mode]
    engine = offers("en", target, EngineSettings())[0].open()
    assert engine.package == mode
    tags: tuple[str | int, ...] = (0, source.rstrip("."), 1, ".")
    plain, tagged = engine.translate([Segment((source,)), Segment(tags)])
    assert text(plain) == translation
    assert text(tagged) == f"<0>{translation.rstrip('.')}<1>."


@pytest.mark.parametrize(("mode", "target"), [("eng-hbs_HR", "hr"), ("eng-hbs_SR", "sr@latin")])
def test_words_that_cannot_be_inflected_or_translated_are_no_draft(mode: str, target: str) -> None:
    """The mark of a word without a translation is escaped, as an at sign of the source is."""
    if mode not in modes():
        pytest.skip(f"no mode {mode} of apertium on this machine")
    offer = offers("en", target, EngineSettings())[0]
    assert (offer.package, offer.quality is not None and offer.quality.costly) == (mode, True)
    found = offer.open().translate([Segment((one,)) for one in ("The", "Water", "To ann@example.org", "A @home")])
    assert [one.fault.partition(" “")[0] for (one,) in found[:2]] == [
        "Apertium has no translation of",
        "Apertium cannot inflect",
    ]
    assert all(one.fault for (one,) in found)


def program(folder: Path, script: str) -> None:
    """A program called apertium that does as the script says."""
    folder.mkdir(exist_ok=True)
    file = folder / "apertium"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("cat >/dev/null", "received 2 texts and returned 0"),
        ("cat | head -c 12", "received 2 texts and returned"),
        ("cat; printf 'more'", "cannot be matched"),
        ("cat >/dev/null; echo Something broke >&2; exit 3", "Something broke"),
        ("cat >/dev/null; printf '\\377[][\\n]\\000'", "not UTF-8"),
    ],
)
def test_a_program_that_misbehaves_is_not_believed(
    script: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", script)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    with pytest.raises(EngineError, match=complaint):
        ApertiumEngine("eng-spa").translate([Segment(("One",)), Segment(("Two",))])


def test_a_generation_failure_is_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``#`` and ``@`` outside brackets say that a word could not be made."""
    program(tmp_path / "bin", "sed -e 's/bad/#bad/' -e 's/odd/@odd/'")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    found = translate(("good",), ("a bad word",), ("an odd word",), ("a # sign, an @ sign",))
    assert [one.fault for (one,) in found] == [
        "",
        "Apertium cannot inflect “bad”",
        "Apertium has no translation of “odd”",
        "",
    ]
    assert text(found[3]) == "a # sign, an @ sign"


def test_a_program_that_hangs_is_ended_with_all_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", f"sleep 1000 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr(apertium, "_PATIENCE", 0.5)
    with pytest.raises(EngineError, match="did not answer"):
        ApertiumEngine("eng-spa").translate([Segment(("One",))])
    child = (tmp_path / "child").read_text(encoding="utf-8").strip()
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False
    ).stdout.strip()
    assert not state or state.startswith("Z")


def test_shell_words_never_reach_a_shell() -> None:
    """The mode comes from ``apertium -l``; a language code is never part of a command."""
    assert shutil.which("apertium") is None or offers("en", "es; touch x", EngineSettings()) == ()
