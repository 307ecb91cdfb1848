"""Inline tags: find them, and verify that a translation kept them."""

import re
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import ConfigError
from workflow.inline_tags import Grammar, find_tags, parts, patterns, placeholders
from workflow.inline_tags.marks import MARKS, is_emphasis
from workflow.inline_tags.time_limit import TookTooLong, time_limit

verify = Grammar().verify

# Pieces that make trouble in one another's company.
PIECES = st.lists(
    st.sampled_from(
        [
            *"*_`[]()<>\\&!|#~$%{}^:./-@=\"'\n\t ",
            *(
                "**",
                "word",
                "Ünï",
                "日本",
                "🙂",
                "](a)",
                "![",
                "[^1]",
                "<b>",
                "</b>",
                "<br>",
                "`c`",
                "&amp;",
                "\\*",
                "\\_",
                "  ",
            ),
            *(
                "{name}",
                "%s",
                "%(x)d",
                "${y}",
                "{{ z }}",
                "https://a.example/b_c",
                "me@a.example",
                "a_b_c",
                "x.py",
                "1.2.3",
                "e\u0301",
            ),
        ]
    ),
    max_size=25,
).map("".join)


def found(text: str, **options: object) -> list[str]:
    return [tag.text for tag in find_tags(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", ["`b`"]),
        ("``a ` b``", ["``a ` b``"]),
        ("**a** _b_ ~~c~~", ["**", "**", "_", "_", "~~", "~~"]),
        ('[text](to "title") and [b](<x y>)', ["[", '](to "title")', "[", "](<x y>)"]),
        ("[text][ref], [ref][], [plain]", ["[", "][ref]", "[", "][]"]),
        ("![alt *x*](i.png)", ["![", "*", "*", "](i.png)"]),
        ("[![a](b)](c)", ["[", "![", "](b)", "](c)"]),
        ("see[^1] and <https://a.example>", ["[^1]", "<https://a.example>"]),
        ("<b>x</b><br/> <!-- n -->", ["<b>", "</b>", "<br/>", "<!-- n -->"]),
        ("press <kbd>Ctrl</kbd>, <code>a <b>c</b></code>", ["<kbd>", "</kbd>", "<code>a <b>c</b></code>"]),
        ("<samp>ok</samp> <tt>a</tt> <var>n</var>", ["<samp>ok</samp>", "<tt>a</tt>", "<var>n</var>"]),
        ('<span translate="no">Ok</span> x', ['<span translate="no">Ok</span>']),
        ("a \\* b &nbsp; c", ["\\*", "&nbsp;"]),
        ("one\ntwo", ["\n"]),
        ("1. # - not a block", []),
        ("2 * 3 * 4 and a_b", ["a_b"]),
        ("max\\_batch\\_size", ["max\\_batch\\_size"]),
        (
            "at https://en.example.org/wiki/A_(b), https://x.example/?q=a&b=c.",
            ["https://en.example.org/wiki/A_(b)", "https://x.example/?q=a&b=c"],
        ),
        ("mail me@a.example.", ["me@a.example"]),
        (
            "edit src/main.py, README.md, ./run, /etc/hosts or --dry-run",
            ["src/main.py", "README.md", "./run", "/etc/hosts", "--dry-run"],
        ),
        ("dort, d.h. nach d.h", ["d.h"]),
        ("version 1.2.3, v2 or 3.5", ["1.2.3", "v2"]),
        ("call window.open or getName at 5 p.m. in the U.S., e.g. JavaScript", ["window.open", "getName"]),
        ("and/or, either/or, 24/7, A/B", []),
        ("$5 and $6", []),
        (
            "here: Object.keys(this.list, x), list.add(1), see(also) and end.Next (time)",
            ["Object.keys(this.list, x)", "list.add(1)"],
        ),
        (
            '[gallery ids="1,2"] [iframe run src=a.svg?p=0,1 height=370] [/x a=b]',
            ['[gallery ids="1,2"]', "[iframe run src=a.svg?p=0,1 height=370]", "[/x a=b]"],
        ),
        ('```note title="see `x`" and so on', ["```note title=", "`x`"]),
        ("[note to self] [if x = 1] [see a=b](c.md) [a word]", ["x = 1", "[", "a=b", "](c.md)"]),
    ],
)
def test_tags_of_markdown(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_reference_links_need_their_labels() -> None:
    assert found("a [Label  x] b", references=frozenset({("label X", "/x")})) == ["[", "]"]
    assert found("a [other] b", references=frozenset({("label", "/x")})) == []


def test_math_is_a_switch() -> None:
    assert found("for $x^2$ euros", math=True) == ["$x^2$"]
    assert found("for $x^2$ euros") == []


@pytest.mark.parametrize("text", ["今`a b`を開く", "ไฟล์`a b`นี้", "파일`a b`를 여세요", "文件`a b`", "file `a b`, now"])
def test_plain_texts_have_code_beside_letters_of_scripts_without_spaces(text: str) -> None:
    assert found(text, syntax="plain") == ["`a b`"]
    assert found("the file`a b`s", syntax="plain") == []


def test_plain_texts_know_no_emphasis() -> None:
    assert found("a *b* <b>c</b> ``d`` :ref:`e` %s\nx", syntax="plain") == [
        "<b>",
        "</b>",
        "``d``",
        ":ref:`e`",
        "%s",
        "\n",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{name} {} {0} {a.b[0]!r:>10}", ["{name}", "{}", "{0}", "{a.b[0]!r:>10}"]),
        ("%s %d%% %(name)s %1$s %-5.2f %dpx %@", ["%s", "%d", "%%", "%(name)s", "%1$s", "%-5.2f", "%d", "%@"]),
        ("${HOME} $HOME $(pwd) %PATH% #{x} %{y}", ["${HOME}", "$HOME", "$(pwd)", "%PATH%", "#{x}", "%{y}"]),
        ("{{ x.y }} {% if a %} <%= b %>", ["{{ x.y }}", "{% if a %}", "<%= b %>"]),
        ("{n, plural, one {# file} other {{n} files}}", ["{n, plural, one {# file} other {{n} files}}"]),
        ("a 50% discount, 100%sure, 5 % d, 20% off, 10 %i", []),
        ("US$5, $5, $ x, {a, b}, { }", []),
        ("https://a.example/%20x", []),
    ],
)
def test_placeholders(text: str, expected: list[str]) -> None:
    assert [tag.text for tag in placeholders(text)] == expected


def test_placeholders_of_ones_own() -> None:
    assert [tag.text for tag in placeholders("@user has {n}", [r"@\w+"])] == ["@user", "{n}"]
    with pytest.raises(ConfigError, match=r"workflow\.yaml"):
        placeholders("x", ["("])


@given(PIECES, st.sampled_from(["markdown", "plain"]))
def test_tags_lie_in_order_and_pairs_nest(text: str, syntax: str) -> None:
    all_tags = find_tags(text, syntax=syntax)  # type: ignore[arg-type]
    position, stack = 0, []
    for place, tag in enumerate(all_tags):
        assert position <= tag.start < tag.end <= len(text)
        assert text[tag.start : tag.end] == tag.text
        position = tag.end
        if tag.partner is not None:
            assert all_tags[tag.partner].partner == place
        if tag.opens(place):
            stack.append(place)
        elif tag.closes(place):
            assert stack.pop() == tag.partner
    assert not stack
    assert "".join(all_tags[part].text if isinstance(part, int) else part for part in parts(text, all_tags)) == text


@given(PIECES)
def test_a_text_keeps_its_own_tags(text: str) -> None:
    assert verify(text, text) is None


def kept(text: str) -> list[str]:
    """The inline tags of a text, emphasis whatever its form."""
    return sorted(
        MARKS.get(tag.text, tag.text.replace("_", "*") if is_emphasis(tag) else tag.text) for tag in find_tags(text)
    )


@given(PIECES, st.data())
def test_a_dropped_or_doubled_tag_is_seen(text: str, data: st.DataObject) -> None:
    """Unless it is one of a pair of marks, which is written where only its partner is left (``*a`` for ``*a*``)."""
    all_tags = find_tags(text)
    if not all_tags:
        return
    tag = data.draw(st.sampled_from(all_tags))
    for changed in (text[: tag.start] + text[tag.end :], text[: tag.end] + tag.text + text[tag.end :]):
        if kept(Grammar().written(text, changed)) != kept(text):
            assert verify(text, changed) is not None


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [("*_*", "*_", "*_*"), ("*a*", "a*", "*a*"), ("see *a*", "ver *a", "ver *a*"), ("a *b* c", "a *b c", None)],
)
def test_a_mark_without_its_partner(source: str, target: str, written: str | None) -> None:
    assert Grammar().written(source, target) == (written or target)
    assert (verify(source, target) is None) is (written is not None)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("a `b` c", "x c", "`b` is missing"),
        ("a `b` c", "x `b` `b`", "`b` occurs too often"),
        ("a b", "x *b*", "* is not in the source"),
        ("**a `b`** c", "**x** `b` y", "not where it was"),
        ("**a** [b](c)", "[**x**](c) y", "not where it was"),
        ("%s of %d", "%d de %s", "are in a different order"),
        ("{} of {}", "{} de {}", None),
        ("%1$s of %2$d", "%2$d de %1$s", None),
        ("`a` and `b`", "`b` y `a`", None),
        ("a **b** c", "a ****c", "** is missing"),
        ("a [b](c) d", "x d [](c)", "no text between"),
        ("one\ntwo", "uno dos", "\\n is missing"),
        ("see https://a.example/x.", "ver https://a.example/y.", "is missing"),
        ("a ** b", "x ** y", None),
        ("[plain] text", "[simple] texto", None),
    ],
)
def test_verify(source: str, target: str, reason: str | None) -> None:
    answer = verify(source, target)
    assert (answer is None) if reason is None else (answer is not None and reason in answer), answer


@pytest.mark.parametrize("pattern", ["(a+)+b", "(?:a|a)+c", "(a|aa)+$", "(?:a?){40}a{40}b"])
def test_a_placeholder_that_takes_exponential_time_is_named(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_LIMIT", 0.1)
    with pytest.raises(ConfigError, match=re.escape(f"workflow.yaml: placeholders: {pattern!r} takes too long")):
        find_tags("a" * 60 + "!", placeholders=("@x", pattern))


def test_the_limit_leaves_no_timer() -> None:
    with pytest.raises(TookTooLong), time_limit(0.01):
        while True:
            pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


@pytest.mark.parametrize("pattern", ["[", "a{99999999999999999999}", "(" * 3000 + ")" * 3000, "a*", "(?P<x>"])
def test_what_is_no_placeholder(pattern: str) -> None:
    with pytest.raises(ConfigError, match="placeholders"):
        find_tags("text", placeholders=(pattern,))
