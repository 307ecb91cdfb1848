"""No text makes a function that reads other people's texts hang: the time of each grows about as its input does.

To add a function, add a line to ``FUNCTIONS``; each is tried with every kind of text in ``TEXTS``.
"""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.growth import fault
from workflow import catalogs, formats, html
from workflow.catalogs import headers
from workflow.catalogs.fuzzy_match import CandidatePool, best_matches, contained, placed
from workflow.catalogs.hashes import text_hash
from workflow.catalogs.merge3.entries import merge3
from workflow.catalogs.repair import repair
from workflow.catalogs.source_edits.kinds import EditRules
from workflow.catalogs.write.rewrap import rewrap
from workflow.checks.entry_facts import facts_of
from workflow.checks.full_names import fixed_names, only_names
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry, TextPair
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS
from workflow.checks.table import failed_check, objections
from workflow.data_formats import load_yaml
from workflow.drafting.reuse.sentence_alignment import split_sentences
from workflow.drafting.segments.planning import plan
from workflow.drafting.segments.quantities import with_samples
from workflow.errors import WorkflowError
from workflow.formats import front_matter
from workflow.formats.markdown.code import CodePlace, code_texts, written
from workflow.formats.markdown.dialects import DIALECTS
from workflow.formats.markdown.settings import MarkdownSettings
from workflow.glossary import tables, tbx
from workflow.glossary.model import Term
from workflow.glossary.terms import Terms
from workflow.inline_tags import Grammar, difference, find_tags, finding, format_strings, placeholders
from workflow.inline_tags.format_patterns import KINDS
from workflow.lexicon import Lexicon
from workflow.memory import tmx
from workflow.memory.abstraction import abstract
from workflow.memory.trigram_index import SCHEMA, TrigramIndex
from workflow.model import Catalog, Entry
from workflow.project import loading
from workflow.publishing.links import links
from workflow.publishing.sanitising import sanitised
from workflow.quantities.localising import corrections
from workflow.segmentation import sentences, split_long

SIZE = 6_000
"""Characters of the largest text."""
SHORT = 2_000
"""The same for functions that take long for every text."""
SLOW = {
    "inline tags", "Markdown", "plain text", "PO: an entry", "PO: a changed entry", "PO: rewrap",
    "memory", "long sentences", "sentence alignment", "sanitiser", "plan of a draft", "edit of a source", "Markdown, all dialects",
    "translations of code", "front matter", "YAML", "configuration", "format strings", "checks of a draft", "checks of translations", "checks of a catalog",
}  # fmt: skip

ONE = [
    *("a", "é", "日", "🙂", "e\u0301", "\u0301", "\u200d", "\u202e", "\xad", "\ufeff", "\0", "a. ", "A! ", "Mr. ", "。", "a, ", "1.", "1,", "'a", "«", "—"),
    *(" ", "\t", "\n", "\r", "\r\n", "\n\n", "\x0c", "\u2028", "\ta\n", "    a\n", "a  \n"),
    *("1 ", "1 kg ", "$1 ", "12 May ", "3 p.m. ", "1-2 ", "1s ", "3rd ", "1/2 ", "1 million ", "1 of ", "1,000.", "² "),
    *("\\", "\\n", "\\\\", "'", '"', "''", '"""', "`", "``` ", "~~~\n", "~~a", "=", "=\n", "a\n=\n", "-", "--a-", "+", "*", "*a ", "**a** ", "_", "__a"),
    *("[", "![", "[a](", "[a][", "[^a", "[^a]", "]", "](", "(", ")", "[a]: b\n", "[^a]: ", "#", "# ", "#a{", "> ", "> a\n", "- ", "- a\n", "1. ", "!!! note\n"),
    *(":", ":::", "::: a\n", "a: ", "a: b\n", "Term\n: ", "|", "| a ", "|a|\n|-|\n", "---\n", "+++\na=", "a = [", "$", "$a", "&", "&amp;", "&#"),
    *("<", "<a>", "<a ", "<a b='", '<a b="', "</a>", "<code>", "<pre>", "<script>", "</div>\n", "<div>\n", "<br>", "<b>x</b> ", "<!--", "<!-- ", "-->", "<![CDATA[", "<?", "<!a"),
    *("<A>\n", "</A>\n", "<A>a</A>\n", "<A b={c} ", "<Code>\n", "{{< code >}}\n", "{{< tab lang=a >}}\n", "{{< a 'b' ", "{{a('b', 'c')}} ", "{% raw %}\n"),
    *("{{<", "{{< a ", '{{<"', "{{< highlight >}}\n", "{%a\n", '{%"', "{% raw %}\n", "{/*", "%% a\n", "{::comment}\n", "[[", "[[a|", "--8<--\n", "> [!x]\n"),
    *("import {\n", "import a\n", "export {\n", "<Tag a={", "<Tag a={{", "```{note}\n", ":::{a}\n:b: c\n", '=== "', '=== "a"\n', "\\begin{", "++a", "[a b="),
    *("{", "}", "{{ ", "${", "$(a", "{%", "%", "%(a", "%s", "{a, plural, ", "{a,plural,a{", "@", "a@", "a.", "a/", "a_", "./", "../", "http://", "http://(", "www.a."),
]  # fmt: skip
"""Texts that are one piece again and again."""
TWO = [
    *(("<a>", "</a>"), ("<a>", "</b>"), ("<code>", "</code>"), ("[", "]"), ("(", ")"), ("{", "}"), ("**", "**"), ("*a", "a*"), ("`", "'")),
    *(("[a](", "b)"), ("[", "](a)"), ("![", "](a)"), ("<b>*", "*</b>"), ("{a,plural,", "}"), ("> ", "a"), ("- ", "\n"), ("\\", '"'), ("\n", " "), ("a", ">")),
]  # fmt: skip
"""Texts that are one piece again and again, then another as often."""

TEXTS = [("", one) for one in ONE] + TWO

TERMS = Terms.of((Term("harbour pier", "es", "muelle"), Term("a", "es", "b"), Term("é", "es", "c")), "en", "es")
_XML = {ord("&"): "&amp;", ord("<"): "&lt;", 0: " ", 12: " ", 0xFEFF: " "}


EVERY_DIALECT = MarkdownSettings(dialect=tuple(name for name in DIALECTS if name != "commonmark"))
PAIR = LanguagePair("en", "es", "Latn", "Latn")


def document(suffix: str, text: str, settings: MarkdownSettings | None = None) -> None:
    """Everything that is done with a document."""
    handler = formats.FORMATS[suffix]
    found = handler.parse(text.encode(), path=f"a{suffix}", settings=settings)
    rendering = handler.splice(found, {unit.index: f"{unit.source} b" for unit in found.units[:1]})
    handler.skeleton(found)
    if handler.page is not None:
        handler.page(found, rendering, {})


def po(text: str) -> bytes:
    return catalogs.serialise(Catalog(entries=(Entry(msgid=text, msgstr=(text,)),), header=headers.new("es").header))


def changed(text: str) -> bytes:
    """A catalog with an entry that was read and then changed."""
    found = catalogs.parse(po(text))
    return catalogs.serialise(replace(found, entries=(replace(found.entries[0], msgstr=(f"{text}b",)),)))


def found_tags(text: str) -> None:
    finding.known_tags.cache_clear()
    Grammar().verify(text, text)
    finding.known_tags.cache_clear()
    Grammar("plain").verify(text, f"{text}b")


def planned(text: str) -> None:
    found = find_tags(text)
    for piece in plan(text, found, "en"):
        if not isinstance(piece, str):
            with_samples(piece, (2, 3))
    plan(text, found, "en", whole=True)


def formatted(text: str) -> None:
    for flag in KINDS:
        difference(text, f"{text}b", flag)
        format_strings.parse.cache_clear()
        for tag in format_strings.tags_of(text, (flag,)):
            format_strings.is_in_words(tag, text)
        format_strings.escaped(text, ["%d"], flag)


def edited(text: str) -> None:
    for new in (f"{text} b", text.replace("a", "b")):
        EditRules("en", "es").judge(text, new, text)


def checked(text: str) -> None:
    failed_check(text, f"{text}b", PAIR)
    failed_check("a", text, PAIR)
    only_names(text, PAIR)
    fixed_names(text, PAIR)
    objections(text, f"{text}b", PAIR)
    corrections(text, text.replace("1", "2"), ("en", "es"))


def ruled(text: str) -> None:
    """Every check of the table, without the parsing of inline tags, which is tried by itself."""
    for source, target, grammar in ((text, f"{text}b", Grammar("plain")), ("a b.", text, Grammar("plain"))):
        pair = TextPair(source, target, PAIR, grammar)
        for check in CHECKS:
            list(check.find(pair))
    entry = Entry(msgid=text, msgstr=(f"{text}b",), flags=("max-length:5",))
    for entry_check in ENTRY_CHECKS:
        list(entry_check.find(CheckedEntry(entry, PAIR)))


def compared(text: str) -> None:
    entries = [CheckedEntry(Entry(msgid=f"a b c d {n}", msgstr=(sign * 3,)), PAIR) for n, sign in enumerate(text)]
    for check in CATALOG_CHECKS:
        list(check.find(facts_of(entries)))


def matched(text: str) -> None:
    old = [placed(Entry(msgid=text + end, msgstr=("x",))) for end in "abc"]
    best_matches([placed(Entry(msgid=f"{text}d"))], CandidatePool(old))
    contained(placed(Entry(msgid=f"{text}d")), old[0])


def merged(text: str) -> None:
    base, ours, theirs = (
        Catalog(
            entries=(Entry(msgid="a", msgstr=(each,), comments=tuple(each.split("\n"))),),
            header=headers.new("es").header,
        )
        for each in (text, f"{text}\nb", f"c\n{text}")
    )
    merge3(base, ours, theirs)


def indexed(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA)
    index = TrigramIndex(database)
    index.put(0, [text, f"{text}b"])
    index.counts(0, text)
    database.close()


def front(text: str) -> None:
    for style, body in (
        ("---\n", f"title: {text}"),
        ("---\n", text),
        ("+++\n", f"title = '{text}'"),
        ("+++\n", text),
        (";;;\n", f'"title": 1, {text}'),
    ):
        whole = f"{style}{body}\n{style}"
        front_matter.metadata(whole, ("title",))
        if block := front_matter.find(whole):
            for value in front_matter.offered(front_matter.read(whole, block), ("title",)):
                front_matter.write(value, text)


def tbx_of(text: str) -> bytes:
    term = text.translate(_XML)
    return (
        f'<martif><termEntry><langSet xml:lang="en"><tig><term>{term}</term></tig></langSet>'
        f'<langSet xml:lang="es"><tig><term>b</term></tig></langSet></termEntry></martif>'
    ).encode()


def tmx_of(text: str) -> bytes:
    segment = text.translate(_XML)
    return (
        f'<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>{segment}</seg></tuv>'
        f'<tuv xml:lang="es"><seg>{segment}</seg></tuv></tu></body></tmx>'
    ).encode()


def cell(text: str) -> str:
    return 'source,language,target\na,es,"' + text.replace('"', '""') + '"\n'


def code(info: str, before: str = "", after: str = "") -> Callable[[str], object]:
    """Read code; its line ends are LF, as the parser of Markdown gives it."""

    def read(text: str) -> object:
        lines = re.sub(r"\r\n?", "\n", f"{before}{text}{after}")
        return code_texts(lines, info, lambda at: False, with_comments=True)

    return read


def translated_code(text: str) -> None:
    for syntax in ("comment", "label", "option", "plain"):
        written(CodePlace(syntax, "a", "", ""), "a b", text, ("\n# ",))


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "HTML": lambda text: (list(html.tokens(text)), list(html.tokens(text, strict=True)), html.identifiers(text)),
    "inline tags": found_tags,
    "placeholders": lambda text: placeholders(text, ("@[a-z]+",)),
    "format strings": formatted,
    "Markdown": lambda text: document(".md", text),
    "code in Python": code("python", "# "),
    "code in JavaScript": code("js", "/* ", " */"),
    "code in HTML": code("html", "<!-- ", " -->"),
    "diagrams": code("mermaid", "graph TD\n  A["),
    "sequence diagrams": code("mermaid", "sequenceDiagram\n  A->>B: "),
    "cell options": code("{r}", "#| fig-cap: "),
    "translations of code": translated_code,
    "Markdown, all dialects": lambda text: document(".md", text, EVERY_DIALECT),
    "plain text": lambda text: document(".txt", text),
    "front matter": front,
    "YAML": load_yaml,
    "configuration": lambda text: loading.parse(
        f"title: x\nsource_language: en\nlanguages: [es]\ndocuments: [{text}]\n"
    ),
    "PO: any text": lambda text: catalogs.parse(text.encode()),
    "PO: an entry": lambda text: catalogs.parse(po(text)),
    "PO: a changed entry": changed,
    "PO: rewrap": lambda text: rewrap(catalogs.parse(po(text)), 79),
    "PO: repair": lambda text: repair(text.encode()),
    "PO: hash": text_hash,
    "PO: merge": merged,
    "PO: fuzzy match": matched,
    "edit of a source": edited,
    "plan of a draft": planned,
    "checks of a draft": checked,
    "checks of translations": ruled,
    "checks of a catalog": compared,
    "trigram index": indexed,
    "CSV: any text": lambda text: tables.parse(f"source,language,target\n{text}", Path("a.csv")),
    "CSV: a cell": lambda text: tables.parse(cell(text), Path("a.csv")),
    "TBX: any text": lambda text: tbx.parse(text.encode(), Path("a.tbx"), "en"),
    "TBX: a term": lambda text: tbx.parse(tbx_of(text), Path("a.tbx"), "en"),
    "TMX: any text": lambda text: list(tmx.read(text.encode(), "a.tmx", lambda tag: tag == "en")),
    "TMX: a segment": lambda text: list(tmx.read(tmx_of(text), "a.tmx", lambda tag: tag == "en")),
    "terms": TERMS.find,
    "memory": lambda text: abstract(text, Grammar()),
    "sentences": lambda text: sentences(text, "en"),
    "long sentences": lambda text: split_long(text, lambda piece: len(piece) > 80),
    "sentence alignment": lambda text: split_sentences(text, "en", Grammar()),
    "links of a page": links,
    "sanitiser": sanitised,
}


def refusing(work: Callable[[str], object]) -> Callable[[str], object]:
    """``work``, for which a text that is refused is as good as one that is read."""

    def tried(text: str) -> None:
        try:
            work(text)
        except (WorkflowError, ValueError):
            pass
        except Exception as error:
            if not type(error).__module__.startswith("yaml"):
                raise

    return tried


def _text(one: str, two: str, size: int) -> str:
    return one * size + two * size


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_time_grows_as_the_text_does(name: str) -> None:
    work = refusing(FUNCTIONS[name])
    size = SHORT if name in SLOW else SIZE
    faults = {(one, two): fault(work, partial(_text, one, two), size // len(one + two)) for one, two in TEXTS}
    assert {kind: found for kind, found in faults.items() if found} == {}


def test_many_line_ends_in_an_entry() -> None:
    """A case of its own: its time grew with the square of the number of lines, with a small factor."""
    assert fault(changed, lambda n: "\n" * n, 100_000) is None


def test_a_very_long_word() -> None:
    """A word that may be made of two, which was divided at each of its letters."""
    assert fault(Lexicon("de").may_be_word, lambda n: "ab" * n, 60_000) is None


def test_exponential_growth_is_found() -> None:
    import re

    found = fault(lambda text: re.fullmatch("(a+)+b", text), lambda n: "a" * n, 64, hang=0.5)
    assert found is not None
