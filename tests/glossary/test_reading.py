"""Tables and TBX are read as rows; errors name file and line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import ConfigError, GlossaryError
from workflow.glossary import EVERY, Term, add, load, read
from workflow.glossary.tables import TableStyle, line_of, parse
from workflow.project import load as load_project


def table(tmp_path: Path, text: str | bytes, name: str = "glossary.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_column(tmp_path: Path) -> None:
    rows = read(
        table(
            tmp_path,
            "\ufeffSource,Language,target,note,Part_of-Speech,forbidden,keep,case,domain\r\n"
            'unit,es,unidad,"one paragraph, say",noun,,,,PO\r\n'
            "unit,es,cadena,,,yes,,,\r\n"
            "\r\n"
            "Crossing,,,,,,x,,\r\n"
            "May,pt-br,maio,,,no,,exact,\r\n",
        )
    )
    assert rows == (
        Term("unit", "es", "unidad", "one paragraph, say", "noun", domain="PO"),
        Term("unit", "es", "cadena", forbidden=True),
        Term("Crossing", EVERY, do_not_translate=True, exact=True),
        Term("May", "pt_BR", "maio", exact=True),
    )
    assert [row.line for row in rows] == [2, 3, 5, 6]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("source\tlanguage\ttarget\nunit, one\tes\tunidad\n", "glossary.tsv"),
        ('source;language;target\n"unit, one";es;unidad\n', "glossary.csv"),
        ('"source","language","target"\r"unit, one","es","unidad"\r', "glossary.csv"),
    ],
)
def test_delimiters_and_line_ends(tmp_path: Path, text: str, name: str) -> None:
    assert read(table(tmp_path, text, name)) == (Term("unit, one", "es", "unidad"),)


HEAD = "source,language,target,forbidden,keep,case\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the file is empty"),
        ("source,langauge,target\n", ':1: unknown column "langauge". Did you mean "language"?'),
        ("source,xyzzy,target\n", ':1: unknown column "xyzzy". The first line names the columns: source'),
        ('source,"xy\nzzy",target\n', ':1: unknown column "xy zzy". The first line names the columns: source'),
        ("source,target\n", ':1: the column "language" is missing'),
        ("source,language,target,source\n", ':1: the column "source" occurs twice'),
        (HEAD + "unit,es\n", ":2: “unit” has no target"),
        (HEAD + "unit,xx-nowhere,a\n", ":2: language: "),
        (HEAD + ",es,a\n", ":2: the source is empty"),
        (HEAD + "unit,es,a,maybe\n", ':2: forbidden: "maybe" has to be yes or no'),
        (HEAD + "unit,es,a,yes,yes\n", ":2: a term cannot be both “keep” (do not translate) and forbidden"),
        (HEAD + "unit,es,a,,yes\n", ":2: “unit” is marked “keep” (do not translate), but has the target “a”"),
        (HEAD + "unit,es,a,,,some\n", ':2: case: "some" has to be exact or ignore'),
        (HEAD + "unit,es,--\n", ":2: “--” is not a word"),
        (HEAD + "unit,es,a,,,,b\n", ":2: 7 cells for 6 columns. A cell that contains a comma"),
        (HEAD + 'a,es,"b\n', ":2: a double quote is not closed"),
        (HEAD + '\n"a"b,es,c\n', ":3: characters follow a closing double quote"),
        (HEAD + "unit,es,a\nUnit,es,A\n", ":3: “Unit” → “A” already exists, at"),
        (HEAD + "unit,es,a\nunit,es,a,yes\n", ":3: “a” for “unit” is both required and forbidden"),
        (
            HEAD + "unit,es,a\nunit,es,,,yes,ignore\n",
            ":3: “unit” is marked “keep” (do not translate) and has a translation",
        ),
        ((HEAD + "unit,es,").encode() + b"\xe1\n", ":2: byte 0xe1 is not UTF-8"),
    ],
)
def test_what_is_wrong_is_reported_with_its_line(tmp_path: Path, text: str | bytes, problem: str) -> None:
    path = table(tmp_path, text)
    with pytest.raises(GlossaryError) as error:
        read(path)
    assert str(error.value).startswith(str(path))
    assert problem in str(error.value)


def test_several_targets_and_capitals_that_count_live_side_by_side(tmp_path: Path) -> None:
    rows = read(table(tmp_path, HEAD + "may,es,poder\nMay,es,mayo,,,exact\nmay,es,quizá\nmay,uk,могти\n"))
    assert len(rows) == 4


_cell = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from(',;"\t\n'), min_size=1, max_size=12
).map(lambda text: text.strip() or "a")


@given(_cell, _cell, st.sampled_from([",", "\t", ";"]), st.booleans())
def test_a_row_that_is_written_is_read_again(source: str, note: str, delimiter: str, quoted: bool) -> None:
    layout = TableStyle(delimiter=delimiter, quoted=quoted)
    path = Path("g.tsv" if delimiter == "\t" else "g.csv")
    row = Term(f"a{source}", "es", "b", note=note)
    quote = '"' if quoted else ""
    head = delimiter.join(f"{quote}{name}{quote}" for name in layout.columns)
    (found,), same = parse(f"{head}\n{line_of(row, layout)}\n", path)
    assert (found, same) == (row, layout)


# TBX

DCA = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>Ours.</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1"><descrip type="subjectField">publishing</descrip>
<langSec xml:lang="en"><termSec><term>edition</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>
<langSec xml:lang="pt-BR">
<termSec><term>versão</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
<termSec><term>publicação</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
<termSec><term>edição</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><note>One language.</note></termSec>
</langSec>
</conceptEntry>
</body></text></tbx>
"""
MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc/></martifHeader>
<text><body><termEntry id="1">
<langSet xml:lang="en-US"><tig><term>unit &amp; part</term></tig></langSet>
<langSet xml:lang="es"><ntig><termGrp><term>unidad</term></termGrp></ntig></langSet>
</termEntry><termEntry id="2"><langSet xml:lang="de"><tig><term>Werk</term></tig></langSet></termEntry></body></text></martif>
"""


def test_tbx_of_2019(tmp_path: Path) -> None:
    rows = read(table(tmp_path, DCA, "g.tbx"))
    assert rows[0] == Term("edition", "pt_BR", "edição", "One language.", "noun", domain="publishing")
    assert {(row.target, row.forbidden) for row in rows[1:]} == {("versão", True), ("publicação", False)}
    assert rows[0].line == 10


def test_martif(tmp_path: Path) -> None:
    assert read(table(tmp_path, MARTIF, "g.tbx")) == (Term("unit & part", "es", "unidad"),)


_BOMB = '<!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (DCA.replace("<tbx ", f"{_BOMB}<tbx ").replace("edition", "&b;"), ":2: the entity a is declared"),
        (
            DCA.replace("<tbx ", '<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx '),
            ":2: the entity x is declared",
        ),
        (MARTIF.replace("&amp;", "&other;"), ":5: the entity other is not defined"),
        (DCA.replace("</termSec>", "", 1), "not well-formed XML"),
        (DCA.replace("tbx", "xliff"), "<xliff> is not TBX"),
        (DCA.replace(' xml:lang="pt-BR"', ""), ":7: <langSec> has no xml:lang"),
        (DCA.replace("pt-BR", "qqq"), ":7: language: "),
        (DCA.replace("<term>edition</term>", ""), ":6: <termSec> has no term"),
        ("<a>" * 200 + "</a>" * 200, "nested too deeply"),
        ("", "not well-formed XML"),
    ],
)
def test_tbx_that_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(GlossaryError) as error:
        read(table(tmp_path, text, "g.tbx"))
    assert problem in str(error.value)


# A project's files

CONFIG = "title: T\nsource_language: en\nlanguages: [es]\n"


def test_the_files_of_a_project(tmp_path: Path) -> None:
    table(tmp_path, CONFIG, "workflow.yaml")
    assert load(load_project(tmp_path)).rows == ()
    table(tmp_path, "source,language,target\nunit,es,unidad\n")
    table(tmp_path, MARTIF, "glossary.tbx")
    assert [row.source for row in load(load_project(tmp_path)).rows] == ["unit", "unit & part"]
    table(tmp_path, CONFIG + "glossary: []\n", "workflow.yaml")
    assert load(load_project(tmp_path)).rows == ()
    table(tmp_path, CONFIG + "glossary: other.csv\n", "workflow.yaml")
    with pytest.raises(ConfigError, match=r"other\.csv does not exist"):
        load(load_project(tmp_path))
    table(tmp_path, "source,language,target\nunit,es,pieza\n", "other.csv")
    assert [row.target for row in load(load_project(tmp_path)).rows] == ["pieza"]


def test_files_do_not_contradict_each_other(tmp_path: Path) -> None:
    table(tmp_path, CONFIG, "workflow.yaml")
    table(tmp_path, "source,language,target\nunit,es,unidad\n")
    table(tmp_path, "source\tlanguage\ttarget\tkeep\nunit\tes\t\tyes\n", "glossary.tsv")
    load(load_project(tmp_path))  # the kept one is "unit" with these very letters, another term than "Unit" and "unit"
    table(tmp_path, "source\tlanguage\ttarget\tkeep\tcase\nunit\tes\t\tyes\tignore\n", "glossary.tsv")
    with pytest.raises(
        GlossaryError, match=r"glossary\.tsv:2: “unit” is marked “keep” \(do not translate\) and has a translation"
    ):
        load(load_project(tmp_path))


def test_a_concept_of_too_many_terms(tmp_path: Path) -> None:
    def terms(code: str) -> str:
        groups = "".join(f"<tig><term>{code} {number}</term></tig>" for number in range(200))
        return f'<langSet xml:lang="{code}">{groups}</langSet>'

    path = tmp_path / "a.tbx"
    path.write_text(f"<martif><termEntry>{terms('en')}{terms('es')}</termEntry></martif>", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"a\.tbx:1: a concept with 200 terms in the source language and 200"):
        read(path)


@pytest.mark.parametrize("suffix", ["csv", "tbx"])
def test_a_term_that_is_a_book(tmp_path: Path, suffix: str) -> None:
    word = "sea " * 30_000
    path = tmp_path / f"a.{suffix}"
    path.write_text(
        f"source,language,target\n{word},es,mar\n"
        if suffix == "csv"
        else f'<martif><termEntry><langSet xml:lang="en"><tig><term>{word}</term></tig></langSet>'
        '<langSet xml:lang="es"><tig><term>mar</term></tig></langSet></termEntry></martif>',
        encoding="utf-8",
    )
    with pytest.raises(GlossaryError, match="has more than 1,000 characters, so it is no term"):
        read(path)


ROWS = (Term("unit", "es", "unidad"), Term("sheet", "es", "hoja"))


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nsource;language;target\nunit;es;unidad\nsheet;es;hoja\n",
        "sep=,\r\nsource,language,target\r\nunit,es,unidad\r\nsheet,es,hoja\r\n",
        "source,language,target,,\nunit,es,unidad,,\nsheet,es,hoja,,\n",
        '"sep=;"\nsource;language;target\nunit;es;unidad\nsheet;es;hoja\n',
        "SEP=\t\nsource\tlanguage\ttarget\nunit\tes\tunidad\nsheet\tes\thoja\n",
        "sep=;,,\nsource;language;target\nunit;es;unidad\nsheet;es;hoja\n",
        "source;language;target\nunit;es;unidad\nsheet;es;hoja\n",
        "source\tlanguage\ttarget\nunit\tes\tunidad\nsheet\tes\thoja\n",
        "source,language,target\runit,es,unidad\rsheet,es,hoja\r",
        "source;language;target\runit;es;unidad\r\rsheet;es;hoja",
        '"source";"language";"target"\n"unit";"es-ES";"unidad"\n"sheet";"spa";"hoja"\n',
    ],
)
@pytest.mark.parametrize("name", ["glossary.csv", "glossary.tsv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_what_spreadsheets_write(tmp_path: Path, text: str, name: str, encoding: str) -> None:
    data = ("\ufeff" if encoding == "utf-16-be" else "") + text
    found = read(table(tmp_path, data.encode(encoding), name))
    assert [(row.source, row.language.removesuffix("_ES"), row.target) for row in found] == [
        (row.source, row.language, row.target) for row in ROWS
    ]


def test_lines_are_counted_with_the_separator_line(tmp_path: Path) -> None:
    text = "sep=;\rsource;language;target\runit;es;unidad\rsheet;xx;hoja\r"
    assert parse(text.replace("xx", "es"), Path("g.csv"))[0][1].line == 4
    with pytest.raises(GlossaryError, match=r"g\.csv:4: language: 'xx'"):
        parse(text, Path("g.csv"))
    with pytest.raises(GlossaryError, match=r'g\.csv:1: the delimiter "\|" is not supported\. Use a comma'):
        parse("sep=|\nsource|language|target\n", Path("g.csv"))


def test_the_encoding_in_an_error(tmp_path: Path) -> None:
    text = "source,language,target\nsign,es,señal y montaña\n"
    with pytest.raises(GlossaryError, match=r"glossary\.csv:2: .*iconv -f LATIN1"):
        read(table(tmp_path, text.encode("latin1")))
    with pytest.raises(GlossaryError, match="the file is in UTF-16LE"):
        read(table(tmp_path, text.encode("utf-16-le")))
    with pytest.raises(GlossaryError, match="not valid UTF-16"):
        read(table(tmp_path, text.encode("utf-16")[:-1]))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_row_is_added_in_the_encoding_of_the_table(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "workflow.yaml").write_text("title: T\nsource_language: en\nlanguages: [es]\n")
    path = table(tmp_path, "sep=;\r\nsource;language;target\r\nunit;es;unidad\r\n".encode(encoding))
    added = add(load_project(tmp_path), Term("sheet", "es", "hoja"))
    assert (added.line, added.created) == (4, False)
    text = "sep=;\r\nsource;language;target\r\nunit;es;unidad\r\nsheet;es;hoja\r\n"
    assert path.read_bytes() == text.encode(encoding)


def test_a_spreadsheet_under_the_name_of_a_table(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match=r"glossary\.csv: is a compressed file, such as \.xlsx or \.ods"):
        read(table(tmp_path, b"PK\x03\x04\x14\x00"))
