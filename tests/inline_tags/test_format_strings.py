"""Format strings: what a directive is, by the flag of the entry, and whether msgfmt would take a translation."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gettext import needs_gettext
from workflow.inline_tags import Grammar, difference, formats_of
from workflow.inline_tags.format_patterns import KINDS
from workflow.inline_tags.format_strings import parse

# By flag: a text, and the directives in it.
DIRECTIVES: tuple[tuple[str, str, list[str]], ...] = (
    ("c-format", "%d of %5.2f%%, %1c, %<PRId64>, %*d", ["%d", "%5.2f", "%%", "%1c", "%<PRId64>", "%*d"]),
    ("c-format", "%2$s of %1$ld", ["%2$s", "%1$ld"]),
    ("objc-format", "%@ has %lu files", ["%@", "%lu"]),
    ("python-format", "%(name)s has %(count)d, 100%% of it", ["%(name)s", "%(count)d", "%%"]),
    ("python-brace-format", "{name} has {0.size:>8} of {{x}}", ["{name}", "{0.size:>8}", "{{", "}}"]),
    ("java-format", "''{2}'' isn''t '{0}' or {1,number,#.#}", ["''", "{2}", "''", "''", "'{0}'", "{1,number,#.#}"]),
    ("java-printf-format", "%s: %2$d%n", ["%s", "%2$d", "%n"]),
    ("csharp-format", "{0,5} of {1:N2}, {{x}}", ["{0,5}", "{1:N2}", "{{", "}}"]),
    ("javascript-format", "%s of %2d, 5%%", ["%s", "%2d", "%%"]),
    ("scheme-format", "~a of ~s~%", ["~a", "~s", "~%"]),
    ("lisp-format", "~A of ~5,2F ~:D", ["~A", "~5,2F", "~:D"]),
    ("elisp-format", "%S of %-5d", ["%S", "%-5d"]),
    ("librep-format", "%s of %d", ["%s", "%d"]),
    ("ruby-format", "%<name>s of %{size}, %%", ["%<name>s", "%{size}", "%%"]),
    ("sh-format", "Remove $file from ${folder}.", ["$file", "${folder}"]),
    ("awk-format", "%s: %5.1f", ["%s", "%5.1f"]),
    ("lua-format", "%q is %d", ["%q", "%d"]),
    ("object-pascal-format", "%0:s of %1:d", ["%0:s", "%1:d"]),
    ("smalltalk-format", "%1 of %2, 5%%", ["%1", "%2", "%%"]),
    ("qt-format", "%1 of %L2, 100%", ["%1", "%L2"]),
    ("qt-plural-format", "%n file(s) of %Ln", ["%n", "%Ln"]),
    ("kde-format", "%1 of %12, 5%", ["%1", "%12"]),
    ("kde-kuit-format", "<filename>%1</filename> of %2", ["%1", "%2"]),
    ("boost-format", "%1% of %|2$d|", ["%1%", "%|2$d|"]),
    ("tcl-format", "%2$s of %1$d", ["%2$s", "%1$d"]),
    ("perl-format", "%s of %-5lu", ["%s", "%-5lu"]),
    ("perl-brace-format", "{name} of {size}, {}", ["{name}", "{size}"]),
    ("php-format", "%1$s of %2$'05d", ["%1$s", "%2$'05d"]),
    ("gcc-internal-format", "%qs of %<int%> in %qE", ["%qs", "%<", "%>", "%qE"]),
    ("gfc-internal-format", "%s at %L", ["%s", "%L"]),
    ("ycp-format", "%1 of %2", ["%1", "%2"]),
    ("rust-format", "{} of {0} and {name:?}", ["{}", "{0}", "{name:?}"]),
    ("go-format", "%[2]d of %v", ["%[2]d", "%v"]),
)


@pytest.mark.parametrize(("flag", "text", "directives"), DIRECTIVES)
def test_directives(flag: str, text: str, directives: list[str]) -> None:
    assert [one.text for one in parse(text, flag).directives] == directives


def test_every_kind_has_a_case() -> None:
    assert {flag for flag, _, _ in DIRECTIVES} == KINDS.keys()


@pytest.mark.parametrize(
    ("flags", "formats"),
    [
        (("fuzzy", "c-format"), ("c-format",)),
        (("no-c-format",), ()),
        (("impossible-c-format",), ()),
        (("possible-python-format",), ("python-format",)),
        (("c-format", "no-c-format"), ()),
        (("no-c-format", "c-format", "python-format"), ("c-format", "python-format")),
        (("no-wrap", "range: 0..9", "c-formats", "x-format"), ()),
    ],
)
def test_flags(flags: tuple[str, ...], formats: tuple[str, ...]) -> None:
    assert formats_of(flags) == formats


@pytest.mark.parametrize(
    ("flag", "source", "good", "bad"),
    [
        ("python-format", "100%% of %s", "El 100%% de %s", "El 100% de %s"),
        ("c-format", "100%% of %s", "%s: 100 %%", "%s: 100 %"),
        ("c-format", "%s has %d files", "%s tiene %d archivos", "%d archivos tiene %s"),
        ("c-format", "%1$s has %2$d files", "%2$d archivos tiene %1$s", "%2$d archivos"),
        ("c-format", "%d files", "%d archivos", "% d archivos"),
        ("c-format", "%d files", "%d archivos", "%D archivos"),
        ("c-format", "%d files", "%d archivos", "％d archivos"),
        ("python-format", "%(count)d files", "%(count)d archivos", "%(cuenta)d archivos"),
        ("java-format", "Use ''{2}'' here", "Usa ''{2}'' aquí", "Usa '{2}' aquí"),
        ("java-format", "Open {0}", "Ouvrir l''élément {0}", "Ouvrir l'élément {0}"),
        ("qt-format", "%1 of %2", "%2 de %1", "%1 de %1"),
        ("boost-format", "%1% of %2%", "%2% de %1%", "%2% de %2%"),
        ("object-pascal-format", "%0:s of %1:d", "%1:d de %0:s", "%0:s de %1:s"),
        ("kde-kuit-format", "<b>%1</b> is", "<b>%1</b> es", "<b>%1 es"),
        ("sh-format", "Remove $file", "Borrar $file", "Borrar $archivo"),
        ("scheme-format", "~a of ~a", "~a de ~a", "~a de ~s"),
        ("csharp-format", "{0} is {{x}}", "{0} es {{x}}", "{0} es {x}"),
    ],
)
def test_translations(flag: str, source: str, good: str, bad: str) -> None:
    grammar = Grammar("plain", formats=(flag,))
    assert grammar.verify(source, good) is None
    assert grammar.verify(source, bad)


def test_without_a_flag_patterns_decide() -> None:
    grammar = Grammar("plain")
    assert grammar.verify("100% of it", "El 100% de eso") is None
    assert grammar.verify("%d files", "%d archivos") is None
    assert grammar.verify("%d files", "archivos")


def test_a_source_that_is_no_format_string_asks_for_nothing() -> None:
    grammar = Grammar("plain", formats=("c-format",))
    assert grammar.verify("100%, really", "El 100 %, sí") is None
    assert difference("100%, %s", "nada", "c-format") is None


@pytest.mark.parametrize(
    ("flag", "source", "words"),
    [
        ("c-format", "100%% of the files", "100% of the files"),
        ("java-format", "It isn''t open", "It isn't open"),
        ("qt-format", "100%% of it", "100%% of it"),
    ],
)
def test_signs_of_the_syntax_within_words(flag: str, source: str, words: str) -> None:
    grammar = Grammar("plain", formats=(flag,))
    assert grammar.find_tags(source) == () or flag == "qt-format"
    assert grammar.unescaped(source) == words
    assert grammar.escaped(words, ()) == source
    assert grammar.escaped(source, ()) == source, "what is escaped stays so"


def test_directives_are_not_escaped() -> None:
    assert Grammar("plain", formats=("c-format",)).escaped("%d%% y 5% de %s", ("%d%%", "%s")) == "%d%% y 5%% de %s"
    assert Grammar("plain", formats=("java-format",)).escaped("l'arc '{0}'", ("'{0}'",)) == "l''arc '{0}'"


# Pieces of texts by flag. Left out are forms about which versions of gettext disagree.
_PRINTF = ["%d", "%s", "%i", "%u", "%ld", "%5.2f", "%%", "%1$s", "%2$s", "%2$d", "%c", "%x", "%-5s", "%e", "%X", "%o"]
_BRACES = ["{0}", "{1}", "{2}", "{0}", "{{", "}}"]
PIECES: dict[str, list[str]] = {
    "c-format": [*_PRINTF, "%*d", "%.*f", "%m", "%p", "%zu", "%hd", "%<PRId64>", "%<PRIu32>", "%S", "%", "%!", "% d"],
    "objc-format": [*_PRINTF, "%@", "%*d", "%"],
    "python-format": [*_PRINTF[:7], "%r", "%(name)s", "%(n)d", "%(n)s", "%*d", "%c", "%e", "%", "%!", "% d"],
    "python-brace-format": ["{0}", "{1}", "{name}", "{a.b}", "{a[0]}", "{{", "{", "{ x}"],
    "java-format": [
        "{0}",
        "{1}",
        "{2}",
        "{0,number}",
        "{1,date}",
        "{0,choice,0#a|1#b}",
        "''",
        "'{'",
        "'{0}'",
        "{",
        "{x}",
    ],
    "java-printf-format": ["%d", "%s", "%1$s", "%2$d", "%n", "%%", "%x", "%c", "%5.2f", "%td", "%", "%!"],
    "javascript-format": ["%d", "%s", "%1$s", "%2$s", "%%", "%c", "%x", "%j", "%5.2f", "%b", "%", "%!"],
    "elisp-format": ["%d", "%s", "%S", "%%", "%c", "%x", "%5.2f", "%1$s", "%2$d", "%", "%!"],
    "librep-format": ["%d", "%s", "%S", "%%", "%c", "%x", "%1$s", "%2$d", "%", "%!"],
    "ruby-format": ["%d", "%s", "%p", "%%", "%x", "%{a}", "%<b>s", "%<c>d", "%5.2f", "%", "%!"],
    "sh-format": ["$a", "${a}", "$b", "${b}", "$", "${"],
    "awk-format": [*_PRINTF[:4], *_PRINTF[5:], "%", "%!"],
    "lua-format": ["%d", "%s", "%q", "%%", "%x", "%5.2f", "%", "%!"],
    "smalltalk-format": ["%1", "%2", "%3", "%%", "%", "%a"],
    "qt-format": ["%1", "%2", "%3", "%", "%a"],
    "qt-plural-format": ["%n", "%Ln", "%", "%1"],
    "kde-format": ["%1", "%2", "%3", "%4", "%", "%a"],
    "kde-kuit-format": ["%1", "%2", "<b>%1</b>", "<b>", "&", "&amp;", "%"],
    "tcl-format": [*_PRINTF[:4], *_PRINTF[5:], "%hd", "%", "%!"],
    "perl-format": [*_PRINTF, "%p", "%", "%!"],
    "php-format": ["%d", "%s", "%1$s", "%2$d", "%%", "%u", "%x", "%5.2f", "%c", "%", "%!"],
    "gcc-internal-format": ["%d", "%s", "%qs", "%<", "%>", "%qE", "%ld", "%u", "%D", "%%", "%1$s", "%", "%!"],
    "gfc-internal-format": ["%d", "%s", "%i", "%u", "%ld", "%%", "%L", "%", "%!"],
    "ycp-format": ["%1", "%2", "%3", "%%", "%", "%a"],
}
STRICTER: dict[str, list[str]] = {
    "boost-format": ["%1%", "%2%", "%d", "%s", "%%", "%|1$d|", "%x", "%", "%!"],
    "csharp-format": [*_BRACES, "{0,5}", "{1:N2}", "{", "}"],
    "lisp-format": ["~a", "~s", "~d", "~%", "~~", "~5d", "~"],
    "object-pascal-format": ["%d", "%s", "%0:s", "%1:d", "%%", "%*d", "%5.2f", "%"],
    "perl-brace-format": ["{name}", "{n}", "{", "}"],
    "scheme-format": ["~a", "~s", "~d", "~%", "~~", "~5d", "~"],
}
"""Kinds of which msgfmt takes more translations than a draft may be: directives in another order, of another form, or for fewer arguments."""
UNKNOWN_TO_GETTEXT = {"go-format", "rust-format"}
"""Kinds that came after gettext 0.21."""


def test_every_kind_is_compared_with_msgfmt() -> None:
    assert PIECES.keys() | STRICTER.keys() | UNKNOWN_TO_GETTEXT == KINDS.keys()


def refused(flag: str, pairs: list[tuple[str, str]]) -> list[bool]:
    """Whether msgfmt refuses the translation of each pair. An entry's line in the file is five times its place."""
    entries = [
        f'#, {flag}\nmsgctxt "{number}"\nmsgid "{source}"\nmsgstr "{target}"\n\n'
        for number, (source, target) in enumerate(pairs)
    ]
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n\n\n'
    done = subprocess.run(
        ["msgfmt", "--check-format", "-o", "/dev/null", "-"],
        input=(header + "".join(entries)).encode(),
        capture_output=True,
        timeout=60,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    lines = [line.split(":") for line in done.stderr.decode().splitlines() if line.startswith("<stdin>:")]
    places = {int(line[1]) // 5 - 1 for line in lines if "warning" not in line[2]}
    assert done.returncode == 0 or places, done.stderr
    return [number in places for number in range(len(pairs))]


def texts(pieces: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(pieces), max_size=3)


def pairs(pieces: list[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    def pair(source: list[str]) -> st.SearchStrategy[tuple[str, str]]:
        targets = st.one_of(st.permutations(source), texts(pieces))
        return targets.map(lambda target: (" of ".join(["a", *source, "b"]), " de ".join(["c", *target, "d"])))

    return st.lists(texts(pieces).flatmap(pair), min_size=20, max_size=40)


@needs_gettext
@pytest.mark.parametrize("flag", [*PIECES, *STRICTER])
def test_msgfmt_agrees(flag: str) -> None:
    @settings(max_examples=6, deadline=None)
    @given(pairs(PIECES.get(flag) or STRICTER[flag]))
    def check(generated: list[tuple[str, str]]) -> None:
        for (source, target), is_refused in zip(generated, refused(flag, generated), strict=True):
            reason = difference(source, target, flag)
            if flag in STRICTER:
                assert reason or not is_refused, (source, target)
            else:
                assert bool(reason) == is_refused, (source, target, reason)

    check()


@pytest.mark.parametrize(
    ("flag", "text", "found"),
    [
        ("c-format", "Found %<PRIu64> items.", ["%<PRIu64>"]),
        ("c-format", "<b>%<PRIu64></b> items", ["<b>", "%<PRIu64>", "</b>"]),
        ("c-format", "<a href='%s'>here</a>", ["<a href='%s'>", "</a>"]),
        ("ruby-format", "%{name} has %<count>d cats.", ["%{name}", "%<count>d"]),
    ],
)
def test_a_directive_that_resembles_an_html_tag(flag: str, text: str, found: list[str]) -> None:
    assert [tag.text for tag in Grammar("plain", formats=(flag,)).find_tags(text)] == found
