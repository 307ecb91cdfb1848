"""Reading: unusual files that gettext accepts, and broken ones that are rejected with file, line and remedy."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogs.examples import po
from tests.gettext import msgcat, needs_gettext
from workflow.catalogs import parse, read, serialise, write
from workflow.catalogs.headers import field, fields, signed, with_field
from workflow.errors import BadInput, CatalogError, FileProblem
from workflow.languages import language
from workflow.model import Entry

# Each is valid PO; why it is here stands before it.
ODD = {
    # gettext allows blank lines and several strings on a line.
    "strings anywhere": 'msgid "a"\n\n  "b"  "c"\nmsgstr\n"d"\n',
    "two entries on a line": 'msgid "a" msgstr "b" msgid "c"\nmsgstr "d"\n',
    "no blank line between entries": 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n',
    "three blank lines": 'msgid "a"\nmsgstr "b"\n\n\n\nmsgid "c"\nmsgstr "d"\n',
    "no last newline": 'msgid "a"\nmsgstr "b"',
    "a string after a blank line": 'msgid "a"\nmsgstr "b"\n\n"c"\n',
    "indented": '  msgid "a"\n\tmsgstr "b"\n',
    "keyword without a blank": 'msgid"a"\nmsgstr"b"\n',
    # A comment that belongs to no entry any more.
    "comments at the end": 'msgid "a"\nmsgstr "b"\n\n# left over\n#, fuzzy\n',
    "blank line after comments": '# note\n\n#, fuzzy\n\nmsgid "a"\nmsgstr "b"\n',
    "comments in another order": '#, fuzzy\n#: x.md:1\n#. heading\n# note\nmsgid "a"\nmsgstr "b"\n',
    "flags on two lines": '#, fuzzy\n#, no-wrap, c-format\nmsgid "a"\nmsgstr "b"\n',
    # gettext 0.26 and later write flags on such lines too.
    "flags of newer gettext": '#= fuzzy\n#, c-format\nmsgid "a"\nmsgstr "b"\n',
    "unknown comments": '#x odd\n#- odd\n#?\n#\nmsgid "a"\nmsgstr "b"\n',
    # gettext wants a keyword after #~, but a person may have put something there.
    "a comment on an obsolete entry": '#~ odd\n#~ msgid "a"\n#~ msgstr "b"\n',
    "unknown flags": '#, markdown-text, max-length:40, read-only\nmsgid "a"\nmsgstr "b"\n',
    "marks of msgcat": '#, fuzzy\nmsgid "a"\nmsgstr ""\n"#-#-#-#-#  x.po  #-#-#-#-#\\n"\n"b\\n"\n"#-#-#-#-#  y.po  #-#-#-#-#\\n"\n"c"\n',
    "obsolete with everything": (
        '# note\n#. heading | A\n#, fuzzy\n#~| msgctxt "m"\n#~| msgid "before"\n#~ msgctxt "m"\n#~ msgid "a"\n#~ msgid_plural "as"\n'
        '#~ msgstr[0] "b"\n#~ msgstr[1] ""\n#~ "c"\n'
    ),
    "obsolete between the others": '#~ msgid "x"\n#~ msgstr "y"\n\nmsgid "a"\nmsgstr "b"\n',
    "obsolete without a blank": '#~msgid "x"\n#~msgstr "y"\n',
    "six plural forms": 'msgid "a"\nmsgid_plural "as"\n' + "".join(f'msgstr[{n}] "{n}"\n' for n in range(6)),
    "plural with spaces": 'msgid "a"\nmsgid_plural "as"\nmsgstr [ 0 ] "x"\nmsgstr[1] "y"\n',
    "every escape": 'msgid "\\a\\b\\f\\n\\r\\t\\v\\\\\\"\\101\\x42"\nmsgstr "\\303\\251"\n',
    # A backslash before the line end joins the lines.
    "string over two lines": 'msgid "a\\\nb"\nmsgstr "c"\n',
    "a name with blanks": '#: \u2068a b.md\u2069:12 c.md \u2068d e.md\u2069\nmsgid "a"\nmsgstr "b"\n',
    "context": 'msgctxt "menu"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt ""\nmsgid "a"\nmsgstr "c"\n\nmsgid "a"\nmsgstr "d"\n',
    "former texts": '#| msgctxt "x"\n#| msgid ""\n#| "long "\n#| "text"\n#| msgid_plural "p"\nmsgid "a"\nmsgstr "b"\n',
    "raw tab and control characters": 'msgid "a\tb\x01"\nmsgstr "c\u2028d\u0085"\n',
    "long lines": f'msgid "{"word " * 60}"\nmsgstr "{"слово " * 60}"\n',
}
WAYS = {
    "": lambda data: data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "BOM": lambda data: b"\xef\xbb\xbf" + data,
    "blank lines at the end": lambda data: data + b"\n\n \n",
    "mixed line ends": lambda data: data.replace(b"\n", b"\r\n", 3),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("header", [True, False], ids=["header", "no header"])
@pytest.mark.parametrize("name", ODD)
def test_odd_files_come_out_as_they_went_in(name: str, header: bool, way: str) -> None:
    data = WAYS[way](po(ODD[name], header))
    catalog = parse(data)
    assert serialise(catalog) == data
    untouched = replace(catalog, entries=tuple(replace(entry) for entry in catalog.entries))
    assert serialise(untouched) == data


@needs_gettext
@pytest.mark.parametrize("name", sorted(set(ODD) - {"a comment on an obsolete entry"}))
def test_odd_files_say_what_gettext_reads_in_them(name: str) -> None:
    data = po(ODD[name])
    ours, theirs = parse(data), parse(msgcat(data))
    # msgcat puts obsolete entries last.
    by_key = {entry.key: entry for entry in theirs.entries}
    for entry in ours.entries:
        other = by_key.pop(entry.key)
        assert (entry.msgstr, entry.msgid_plural, entry.obsolete) == (other.msgstr, other.msgid_plural, other.obsolete)
        assert entry.previous_msgid == other.previous_msgid
        # Of two lines with flags gettext knows the last only, and #= only since 0.26. We take fuzzy wherever it stands.
        if name not in ("flags of newer gettext", "flags on two lines"):
            assert entry.fuzzy == other.fuzzy
    assert not by_key


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ODD)
def test_a_change_in_an_odd_file_stays_in_its_entry(name: str, way: str) -> None:
    data = WAYS[way](po(ODD[name]) + b'\nmsgid "the last"\nmsgstr "one"\n')
    catalog = parse(data)
    for number, entry in enumerate(catalog.entries):
        changed = replace(
            entry, msgstr=("new text\nof two lines", *entry.msgstr[1:]), comments=(*entry.comments, "by me")
        )
        entries = (*catalog.entries[:number], changed, *catalog.entries[number + 1 :])
        out = serialise(replace(catalog, entries=entries))
        again = parse(out)
        assert again.entries == entries
        start, end = _bounds(data, out)
        lines = data.decode("utf-8").split("\n")
        first = entry.line - 1
        following = catalog.entries[number + 1].line - 1 if number + 1 < len(catalog.entries) else len(lines)
        assert first <= start, (first, start)
        assert end <= max(following, first + 1), (end, following)
        if way != "mixed line ends":
            assert (b"\r\n" in out) == (b"\r\n" in data)


def _bounds(old: bytes, new: bytes) -> tuple[int, int]:
    """The first and the last line of ``old`` that are not in ``new`` as they were."""
    before, after = old.split(b"\n"), new.split(b"\n")
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    same = 0
    while same < min(len(before), len(after)) - start and before[-1 - same] == after[-1 - same]:
        same += 1
    return start, len(before) - same


def test_fields_of_odd_entries() -> None:
    (entry,) = parse(po(ODD["obsolete with everything"])).entries
    assert entry == Entry(
        msgid="a",
        msgstr=("b", "c"),
        context="m",
        msgid_plural="as",
        flags=("fuzzy",),
        comments=("note",),
        extracted=("heading | A",),
        previous_context="m",
        previous_msgid="before",
        obsolete=True,
    )
    (entry,) = parse(po(ODD["every escape"])).entries
    assert entry.msgid == '\a\b\f\n\r\t\v\\"AB'
    assert entry.text == "é"
    (entry,) = parse(po(ODD["a name with blanks"])).entries
    assert entry.locations == ("a b.md:12", "c.md", "d e.md")


def test_an_entry_knows_its_line() -> None:
    catalog = parse(po('# c\nmsgid "a"\nmsgstr "b"\n\n\n#~ msgid "x"\n#~ msgstr "y"\n\nmsgid "z"\n"z"\nmsgstr ""\n'))
    assert [entry.line for entry in catalog.entries] == [6, 11, 14]
    assert catalog.header.line == 1


BROKEN = {
    "no closing quote": ('msgid "a"\nmsgstr "b\n', 7, "no closing quote"),
    "no keyword": ('msgid "a"\nmsgstr "b"\n\nmumble\n', 9, "'mumble'"),
    "an unknown escape": ('msgid "a"\nmsgstr "b\\q"\n', 7, ": \\q is not a valid escape"),
    "an unknown escape in an obsolete entry": ('#~ msgid "a\\q"\n#~ msgstr "b"\n', 6, ": \\q is not a valid escape"),
    "NUL": ('msgid "a"\nmsgstr "b\0c"\n', 7, ": the text has a character that PO files cannot hold (NUL). Remove it."),
    "NUL, escaped": (
        'msgid "a"\nmsgstr "b\\000c"\n',
        7,
        ": \\000 is a character that PO files cannot hold (NUL). Remove it.",
    ),
    "EOT in a source": ('msgid "a\x04b"\nmsgstr ""\n', 6, "cannot hold (EOT). Remove it."),
    "EOT, escaped": ('#~ msgid "a"\n#~ msgstr "\\x04"\n', 7, "cannot hold (EOT). Remove it."),
    "half a character": ('msgid "a"\nmsgstr "\\303"\n', 7, ": \\303 is not a valid escape"),
    "a text twice": ('msgid "a"\nmsgstr "b"\n\n# again\nmsgid "a"\nmsgstr "c"\n', 9, "at line 6"),
    "a text twice, once obsolete": ('msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 9, "at line 6"),
    "two headers": ('msgid ""\nmsgstr "Language: uk\\n"\n', 6, "second header"),
    "no msgstr": ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 8, "msgid"),
    "no msgstr at the end": ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\n', 9, "no msgstr"),
    "no msgid": ('msgstr "a"\n', 6, "msgstr"),
    "only a context": ('msgctxt "a"\n', 6, "no msgid"),
    "a comment inside": ('msgid "a"\n# why\nmsgstr "b"\n', 7, "comment inside"),
    "plural without forms": ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 8, "number"),
    "form without plural": ('msgid "a"\nmsgstr[0] "c"\n', 7, "msgid_plural"),
    "forms out of order": ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n', 9, "msgstr[1]"),
    "half obsolete": ('#~ msgid "a"\nmsgstr "b"\n', 7, "obsolete"),
    "git's marks": ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n=======\n', 6, "git"),
    "git's marks inside": ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> x\n', 7, "git"),
    "a domain": ('domain "x"\n', 6, "domain"),
    "a string after a comment": ('# a\n"a"\n', 7, "string"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_with_the_line(name: str, tmp_path: Path) -> None:
    body, line, said = BROKEN[name]
    path = tmp_path / "guide.po"
    path.write_bytes(po(body))
    before = path.read_bytes()
    with pytest.raises(CatalogError) as error:
        read(path)
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith(f"{path}:"), message
    assert said in message, message
    assert abs(int(message.removeprefix(f"{path}:").split(":")[0]) - line) <= 1, message
    assert path.read_bytes() == before


@needs_gettext
@pytest.mark.parametrize("name", ["NUL", "NUL, escaped"])
def test_gettext_cuts_texts_off_at_nul(name: str) -> None:
    import subprocess

    done = subprocess.run(["msgcat", "-"], input=po(BROKEN[name][0]), capture_output=True, check=True)
    assert done.stdout.endswith(b'msgid "a"\nmsgstr "b"\n')


@needs_gettext
@pytest.mark.parametrize(
    "name", sorted(set(BROKEN) - {"a domain", "half a character", "two headers", "NUL", "NUL, escaped"})
)
def test_gettext_refuses_them_too(name: str) -> None:
    import subprocess

    done = subprocess.run(["msgcat", "-"], input=po(BROKEN[name][0]), capture_output=True, check=False)
    assert done.returncode != 0


def test_a_comment_may_have_any_character() -> None:
    data = po('# a\0b\n#. \x04\nmsgid "a"\nmsgstr "b"\n')
    assert serialise(parse(data)) == data


def test_bytes_that_are_not_of_the_charset(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(po('msgid "a"\nmsgstr "b') + b'\xe9"\n')
    with pytest.raises(CatalogError, match=r"a\.po:7: byte 0xe9 is not valid UTF-8"):
        read(path)


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_and_32(codec: str, mark: str) -> None:
    data = (mark + po('msgid "a"\nmsgstr ""\n').decode()).encode(codec)
    name = codec[:6].upper() if mark else codec.upper().replace("-LE", "LE").replace("-BE", "BE")
    with pytest.raises(CatalogError, match=rf"a\.po: the file is in {name}, which gettext .* -f {name} -t UTF-8"):
        parse(data, "a.po")


def test_bytes_without_a_header() -> None:
    with pytest.raises(CatalogError, match=r"a\.po:2: byte 0xf1 is not valid UTF-8, .*header names no other charset"):
        parse('msgid "a"\nmsgstr "mañana"\n'.encode("latin-1"), "a.po")


def test_an_unknown_charset(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=KLINGON-8\\n"\n')
    with pytest.raises(CatalogError, match=r"a\.po:3: 'KLINGON-8' is not a known charset.*msgconv"):
        read(path)
    path.write_bytes(b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-16\\n"\n')
    with pytest.raises(CatalogError, match="UTF-16"):
        read(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read"):
        read(tmp_path / "none.po")


@pytest.mark.parametrize(
    "field",
    [
        r'msgstr "Language: es\nContent-Type: text/plain; charset=ISO-8859-1\n"',
        'msgstr ""\n"Content-Type: "\n"text/plain; "\n"charset=ISO-8859-1\\n"',
        'msgstr ""\r\n"content-type: text/plain; charset=iso-8859-1\\n"\r',
    ],
    ids=["one line, as Weblate writes without wrapping", "broken, as msgcat --width=20 does", "CRLF"],
)
def test_the_charset_stands_anywhere_in_the_header(field: str) -> None:
    data = f'msgid ""\n{field}\n\nmsgid "a"\nmsgstr "mañana"\n'.encode("latin-1")
    catalog = parse(data)
    assert catalog.entries[0].text == "mañana"
    assert serialise(catalog) == data


def test_a_charset_outside_the_header_is_text() -> None:
    data = 'msgid "\\nContent-Type: text/html; charset=ISO-8859-1\\n"\nmsgstr "mañana"\n'.encode()
    assert parse(data).entries[0].text == "mañana"


@pytest.mark.parametrize("charset", ["ISO-8859-1", "KOI8-U", "Shift_JIS", "GB18030", "windows-1251"])
def test_other_charsets_are_kept(charset: str, tmp_path: Path) -> None:
    word = {"ISO-8859-1": "café", "Shift_JIS": "表示", "GB18030": "文件"}.get(charset, "слово")
    text = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "a"\nmsgstr "{word}"\n\nmsgid "b"\nmsgstr ""\n'
    path = tmp_path / "a.po"
    path.write_bytes(text.encode(charset))
    catalog = read(path)
    assert catalog.entries[0].text == word
    assert serialise(catalog) == text.encode(charset)
    filled = replace(catalog, entries=(catalog.entries[0], replace(catalog.entries[1], msgstr=(word,))))
    write(filled, path)
    assert path.read_bytes() == text.replace('msgstr ""\n', f'msgstr "{word}"\n').replace(
        f'msgid ""\nmsgstr "{word}"', 'msgid ""\nmsgstr ""'
    ).encode(charset)
    if charset != "GB18030":
        foreign = replace(catalog, entries=(replace(catalog.entries[0], msgstr=("مرحبا",)), catalog.entries[1]))
        with pytest.raises(CatalogError, match=r"a\.po: .* cannot be encoded in .*msgconv"):
            write(foreign, path)


def test_a_templates_blank_charset_is_utf8() -> None:
    data = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n\nmsgid "é"\nmsgstr ""\n'.encode()
    assert parse(data).entries[0].msgid == "é"


def test_header_fields() -> None:
    catalog = parse(po('msgid "a"\nmsgstr ""\n'))
    assert list(fields(catalog)) == ["Language", "Content-Type"]
    assert field(catalog, "language") == "es"
    changed = with_field(with_field(catalog, "Last-Translator", "Ana <ana@example.org>"), "Language", "es_MX")
    assert serialise(changed).decode().splitlines()[2:5] == [
        '"Language: es_MX\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Last-Translator: Ana <ana@example.org>\\n"',
    ]
    with pytest.raises(BadInput):
        language("klingon-8")


def test_a_person_signs_and_nothing_else_changes() -> None:
    catalog = parse(po('msgid "a"\nmsgstr ""\n'))
    when = datetime(2026, 11, 23, 9, 5, tzinfo=timezone(timedelta(hours=1)))
    done = signed(catalog, "Ana <ana@example.org>", when)
    assert field(done, "PO-Revision-Date") == "2026-11-23 09:05+0100"
    assert field(done, "Last-Translator") == "Ana <ana@example.org>"
    new = [line for line in serialise(done).splitlines() if line not in serialise(catalog).splitlines()]
    assert len(new) == 2
    assert serialise(signed(parse(serialise(done)), "Ana <ana@example.org>", when)) == serialise(done)


@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from(list(ODD.values())), max_size=4).map(lambda parts: "".join(parts).encode())
)
def test_whatever_the_bytes_they_are_read_or_refused(data: bytes) -> None:
    try:
        catalog = parse(data, "a.po")
    except CatalogError as error:
        assert str(error).startswith("a.po:")
    else:
        assert serialise(catalog) == data


@given(
    st.lists(
        st.sampled_from(
            [
                'msgid "a"',
                'msgid "b"',
                'msgstr "c"',
                'msgstr ""',
                '"d"',
                'msgctxt "e"',
                'msgid_plural "f"',
                'msgstr[0] "g"',
                'msgstr[1] "h"',
                "# i",
                "#, fuzzy",
                '#| msgid "j"',
                '#~ msgid "k"',
                '#~ msgstr "l"',
                "",
                "<<<<<<<",
                '"',
                '#~| msgid "m"',
            ]
        ),
        max_size=14,
    )
)
def test_any_order_of_lines_is_read_or_refused(lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    try:
        catalog = parse(data, "a.po")
    except CatalogError as error:
        assert "a.po:" in str(error)
    else:
        assert serialise(catalog) == data
        assert [entry.key for entry in parse(serialise(replace(catalog, layout=None))).entries] == [
            entry.key for entry in catalog.entries
        ]


ENTRIES = 'msgid ""\nmsgstr "Language: es\\n"\n\n#: a.md\nmsgid "Door"\nmsgstr "Puerta"\n'


@pytest.mark.parametrize(
    "text",
    [
        f"# A comment\n{ENTRIES}".replace("\n", "\r"),
        ENTRIES.replace("\n", "\r"),
        ENTRIES + '#, fuzzy\rmsgctxt "a"\rmsgid "b"\rmsgstr "c"\r',
        ENTRIES.replace("\n", "\r\n") + '#. note\rmsgid "b"\rmsgstr "c"\r\n',
    ],
    ids=["all", "without a first comment", "the last entry", "beside CRLF"],
)
def test_entries_behind_a_comment_that_ends_in_cr_are_not_lost_in_silence(text: str) -> None:
    with pytest.raises(CatalogError, match=r"^a\.po:\d+: the lines end in CR alone, so a comment takes up the entries"):
        parse(text.encode(), "a.po")


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (ENTRIES.replace("\n", "\r\n"), 1),
        (ENTRIES.replace("#: a.md\n", "").replace("\n", "\r"), 1),
        (ENTRIES + "# a\rb\n", 1),
        ("# a\r\n# msgid\r\n", 0),
    ],
)
def test_other_carriage_returns_are_read(text: str, entries: int) -> None:
    assert len(parse(text.encode(), "a.po").live) == entries
