"""TMX: written files are read again, broken ones are rejected with a line, nothing is fetched."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import CatalogError
from workflow.memory.model import NOWHERE, Maker, Surroundings, TranslationPair
from workflow.memory.tmx import read, writable, write

NUMBERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())
PAIRS = st.builds(
    TranslationPair,
    TEXTS,
    TEXTS,
    st.sampled_from(Maker),
    st.just(NOWHERE) | st.builds(Surroundings, NUMBERS, NUMBERS, NUMBERS),
).filter(writable)


def english(tag: str) -> bool:
    return tag.lower().split("-")[0] == "en"


def tmx(body: str, head: str = "", encoding: str = "UTF-8") -> bytes:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n{head}<tmx version="1.4"><header creationtool="t" '
        'creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/>\n'
        f"<body>\n{body}\n</body></tmx>"
    ).encode(encoding)


def unit(source: str, target: str) -> str:
    return f'<tu><tuv xml:lang="en-US"><seg>{source}</seg></tuv><tuv xml:lang="es"><seg>{target}</seg></tuv></tu>'


@given(st.lists(PAIRS, max_size=6))
def test_what_was_written_is_read(pairs: list[TranslationPair]) -> None:
    data = b"".join(write((("es", pair) for pair in pairs), "en", "1"))
    assert list(read(data, "a.tmx", english)) == [("es", pair) for pair in pairs]


@given(st.lists(PAIRS, min_size=1, max_size=4))
def test_what_was_written_has_the_structure_of_tmx(pairs: list[TranslationPair]) -> None:
    """As the DTD of TMX 1.4 has it: required attributes, elements in their order."""
    root = ElementTree.fromstring(b"".join(write((("es", pair) for pair in pairs), "en", "1")))
    assert root.tag == "tmx" and root.attrib == {"version": "1.4"}
    header, body = root
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert header.tag == "header" and set(header.attrib) == required
    assert header.attrib["segtype"] in {"block", "paragraph", "sentence", "phrase"}
    assert body.tag == "body" and len(body) == len(pairs)
    for one in body:
        tags = [child.tag for child in one]
        assert one.tag == "tu" and tags == ["prop"] * (len(tags) - 2) + ["tuv", "tuv"]
        assert all("type" in child.attrib for child in one if child.tag == "prop")
        for variant in one.iter("tuv"):
            assert list(variant.attrib) == ["{http://www.w3.org/XML/1998/namespace}lang"]
            assert [child.tag for child in variant] == ["seg"]


def test_inline_elements_and_other_languages() -> None:
    body = unit('Open <bpt i="1">**</bpt>it<ept i="1">**</ept>', "Abra **lo**")
    body += '<tu><tuv xml:lang="de"><seg>Tür</seg></tuv><tuv xml:lang="es"><seg>puerta</seg></tuv></tu>'
    assert list(read(tmx(body), "a.tmx", english)) == [("es", TranslationPair("Open **it**", "Abra **lo**"))]


def test_of_two_variants_in_the_source_language_the_first_counts() -> None:
    for first, second in (("en-US", "en-GB"), ("en-GB", "en-US"), ("en", "en")):
        body = f'<tu><tuv xml:lang="{first}"><seg>color</seg></tuv><tuv xml:lang="{second}"><seg>colour</seg></tuv>'
        body += '<tuv xml:lang="es"><seg>color (es)</seg></tuv></tu>'
        assert list(read(tmx(body), "a.tmx", english)) == [("es", TranslationPair("color", "color (es)"))]


def test_the_first_variant_counts_where_it_is_empty() -> None:
    """An empty source has no translations, whatever follows it."""
    body = '<tu><tuv xml:lang="en"><seg> </seg></tuv><tuv xml:lang="en"><seg>colour</seg></tuv>'
    assert list(read(tmx(body + '<tuv xml:lang="es"><seg>color</seg></tuv></tu>'), "a.tmx", english)) == []


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_encodings(encoding: str) -> None:
    assert [pair.target for _, pair in read(tmx(unit("a", "señal"), encoding=encoding), "a.tmx", english)] == ["señal"]


def test_a_machine_is_known() -> None:
    body = unit("a", "b").replace("<tu>", '<tu changeid="MT!">')
    assert [pair.maker for _, pair in read(tmx(body), "a.tmx", english)] == [Maker.MACHINE]


BOMB = '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (tmx(unit("a", "&b;"), BOMB), "a.tmx:2: the entity a is declared"),
        (tmx(unit("a", "&a;"), OUTSIDE), "a.tmx:2: the entity a is declared"),
        (tmx(unit("a", "&x;"), '<!DOCTYPE tmx SYSTEM "http://example.org/tmx14.dtd">\n'), "a.tmx:5: the entity x is not defined"),
        (tmx(unit("a", "b"))[:-20], "a.tmx:4: not well-formed XML"),
        (tmx(unit("a", "b & c")), "a.tmx:4: not well-formed XML"),
        (b"", "a.tmx:1: not well-formed XML"),
        (b"<html/>", "a.tmx:1: it begins with <html>"),
        (b"<tmx version='1.4'/>", "there is no <body>"),
        (tmx("<tu>\n<seg>x</seg></tu>"), "a.tmx:5: <seg> in <tu>"),
        (tmx("<tu><tuv><seg>x</seg></tuv></tu>"), "a.tmx:4: a <tuv> without xml:lang"),
        (tmx(unit("<b>x</b>", "y")), "a.tmx:4: <b> in a segment"),
        (tmx(unit("a", "b")).replace(b"UTF-8", b"nothing"), "a.tmx:1:"),
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(CatalogError) as caught:
        list(read(data, "a.tmx", english))
    assert words in str(caught.value)


LAUGHS = "".join(f'<!ENTITY {chr(98 + one)} "{f"&{chr(97 + one)};" * 10}">' for one in range(24))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (tmx(unit("a", "&z;"), f'<!DOCTYPE t [<!ENTITY a "ha">{LAUGHS}]>'), "the entity a is declared"),
        (tmx(unit("a", "b"), '<!DOCTYPE t [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'), "the entity p is declared"),
        (tmx(unit("a", "b"), '<!DOCTYPE t [<!NOTATION n SYSTEM "x"><!ENTITY e SYSTEM "x" NDATA n>]>'), "the entity e is declared"),
        (tmx(unit("a", "b") * 9, f'<!DOCTYPE t [<!ATTLIST tuv x CDATA "{"y" * 100_000}">]>'), "has a default of 100,000 characters"),
        (tmx(unit("a", "b")).replace(b"UTF-8", b"utf-7"), "cannot be decoded"),
        (tmx(unit("a", "b")).replace(b"UTF-8", b"idna"), "cannot be decoded"),
        (tmx(unit("a", "b")) + b"<x/>", "not well-formed XML"),
    ],
    ids=["laughs", "parameter", "unparsed", "default", "utf-7", "idna", "two roots"],
)  # fmt: skip
def test_what_is_hostile_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(CatalogError, match=rf"^a\.tmx:\d+: .*{words}"):
        list(read(data, "a.tmx", english))


@pytest.mark.parametrize(
    "data",
    [
        tmx(unit("a", "<ph>" * 20_000 + "b" + "</ph>" * 20_000)),
        tmx("<note>" * 20_000 + "</note>" * 20_000 + unit("a", "b")),
        tmx(unit("a", "b").replace("<tu>", f'<tu x="{"y" * 1_000_000}">')),
        tmx(unit("a", "b").replace("<tu>", "<tu>" + '<prop type="p">x</prop>' * 20_000)),
        tmx(f"<!--{'x' * 1_000_000}-->" + unit("a", "b")),
        tmx('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>' + unit("a", "b")),
    ],
    ids=["inline", "notes", "attribute", "properties", "comment", "include"],
)
def test_what_is_huge_or_foreign_is_read_past(data: bytes) -> None:
    assert list(read(data, "a.tmx", english)) == [("es", TranslationPair("a", "b"))]


def test_an_external_dtd_is_not_opened(opened: list[str]) -> None:
    data = tmx(unit("a", "b"), '<!DOCTYPE tmx SYSTEM "/etc/hostname">\n')
    assert [pair.target for _, pair in read(data, "a.tmx", english)] == ["b"]
    assert "/etc/hostname" not in opened


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> list[str]:
    """The files that Python opens."""
    import sys

    names: list[str] = []
    on = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if on[0] and event == "open":
            names.append(str(arguments[0]))

    add: Callable[[Callable[[str, tuple[object, ...]], None]], None] = sys.addaudithook
    add(hook)
    request.addfinalizer(lambda: on.__setitem__(0, False))
    return names


SENTENCE, SATZ = "The library opens at nine. Bring a card.", "La biblioteca abre a las nueve. Traiga un carné."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (SENTENCE.replace("at", "\n        at"), SATZ.replace("a las", "\n        a las")),
        (f"\n    {SENTENCE}\n  ", f"\n    {SATZ}\n  "),
        (f"\n{SENTENCE}\n", f"\n{SATZ}\n"),
        (SENTENCE.replace(" at", "\nat"), SATZ.replace(" a las", "\na las")),
        (SENTENCE.replace(". ", ".\n"), SATZ),
        (SENTENCE.replace(" at", "\n\tat"), SATZ),
        (SENTENCE.replace(" ", "\n  "), SATZ.replace(" ", "\r\n  ")),
    ],
)
def test_line_breaks_of_a_formatter_are_removed(source: str, target: str) -> None:
    assert list(read(tmx(unit(source, target)), "a.tmx", english)) == [("es", TranslationPair(SENTENCE, SATZ))]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Main Street 1\nTown 28001", "Calle Mayor 1\n28001 Madrid"),
        ("One.\nTwo.", "Uno.\nDos."),
        ("a  b", "c  d"),
        (" a", " b"),
    ],
)
def test_line_breaks_of_a_person_stay(source: str, target: str) -> None:
    assert list(read(tmx(unit(source, target)), "a.tmx", english)) == [("es", TranslationPair(source, target))]


def test_a_formatter_breaks_japanese_without_a_space() -> None:
    (found,) = read(tmx(unit("Open at\n  nine", "九時に\n  開きます")), "a.tmx", english)
    assert found[1] == TranslationPair("Open at nine", "九時に開きます")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<tu><tuv xml:lang="en">Open</tuv>\n<tuv xml:lang="es">Abierto</tuv></tu>', "a.tmx:4: text in a <tuv> outside of <seg>"),
        ('<tu>\n<tuv xml:lang="en"><note>n</note>Open<seg>x</seg></tuv></tu>', "a.tmx:5: text in a <tuv> outside of <seg>"),
        ('<tu><tuv xml:lang="en"><seg>x</seg>Open</tuv></tu>', "a.tmx:4: text in a <tuv> outside of <seg>"),
        (unit("a", "b").replace("en-US", "de"), "no text is in the source language of the project. The languages of the file are: de, es."),
    ],
)  # fmt: skip
def test_what_is_refused_with_its_line(body: str, words: str) -> None:
    with pytest.raises(CatalogError) as caught:
        list(read(tmx(body), "a.tmx", english))
    assert words in str(caught.value)


def test_a_variant_without_a_segment_is_no_translation() -> None:
    body = '<tu><tuv xml:lang="en"><prop type="x">y</prop><seg>a</seg></tuv>\n<tuv xml:lang="es"><note>later</note>\n</tuv></tu>'
    assert list(read(tmx(body + unit("c", "d")), "a.tmx", english)) == [("es", TranslationPair("c", "d"))]
