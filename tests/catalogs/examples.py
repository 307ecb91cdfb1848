"""Entries and texts of every sort, for Hypothesis."""

from hypothesis import strategies as st

from workflow.model import Catalog, Entry

__all__ = ["HEADER", "catalogs", "comments", "entries", "po", "texts"]

HEADER = Entry(
    msgid="",
    msgstr=(
        "Project-Id-Version: test\nPO-Revision-Date: \nLast-Translator: \nLanguage-Team: Spanish\nLanguage: es\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
        "Plural-Forms: nplurals=2; plural=(n != 1);\n",
    ),
)

_SCRIPTS = "abc dé 字 かな ハングル 한국어 שלום مَرْحَبًا हिन्दी ไทย 👩\u200d👧 🇺🇦🇪🇸 e\u0301 word longer-word a/b/c"
_MARKS = '/ - — … \\ " \\n % {name} `code` ** [a](b_c) http://x.y/z-w 1,000.5 ( ) « » 。 、'
_INVISIBLE = ("\u00a0", "\u2028", "\u0085", "\u200b", "\u2060", "\n", "\t", "\r", "\x01", "  ")
_words = st.sampled_from((*_SCRIPTS.split(), *_MARKS.split(), *_INVISIBLE))
texts = st.one_of(
    st.lists(_words, max_size=40).map(" ".join),
    st.lists(_words, max_size=40).map("".join),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\x04"), max_size=120),
)
"""Any text that a PO file can hold: everything but NUL and EOT, which are gettext's own."""

comments = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\u0085"), max_size=40
).map(str.strip)
_names = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,4}( [a-z]|-[a-z])?)?\.md(:[1-9][0-9]{0,3})?", fullmatch=True)


def _lists(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    plural = draw(st.none() | texts.filter(bool))
    previous = draw(st.none() | texts.filter(bool))
    obsolete = draw(st.booleans())
    return Entry(
        msgid=draw(texts.filter(bool)),
        msgstr=draw(st.tuples(texts, texts) if plural is not None else st.tuples(texts)),
        context=draw(st.none() | texts),
        msgid_plural=plural,
        flags=draw(st.sampled_from([(), ("fuzzy",), ("fuzzy", "no-wrap"), ("markdown-text",)])),
        comments=draw(_lists(comments)),
        extracted=draw(_lists(comments)),
        locations=() if obsolete else draw(_lists(_names).map(lambda names: tuple(dict.fromkeys(names)))),
        previous_context=draw(st.none() | texts) if previous is not None else None,
        previous_msgid=previous,
        obsolete=obsolete,
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    found = {entry.key: entry for entry in draw(st.lists(entries(), max_size=6))}
    ordered = sorted(found.values(), key=lambda entry: entry.obsolete)
    return Catalog(entries=tuple(ordered), header=HEADER)


def po(body: str, header: bool = True) -> bytes:
    """A PO file in UTF-8 with a header, and ``body`` behind it."""
    head = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return ((head if header else "") + body).encode()
