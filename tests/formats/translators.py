"""Translators for tests: a benign one (letters changed, inline tags kept), and a hostile one (whatever breaks pages elsewhere)."""

import codecs
import random
from collections.abc import Callable

from workflow.inline_tags import Grammar
from workflow.model import Kind, Unit

__all__ = ["JUNK", "benign", "hostile", "rotated"]

_MARKDOWN = Grammar()

JUNK = (
    *("# ", "#", "- ", "-", "* ", "+ ", "1. ", "1) ", "> ", ">", "    ", "\t", "| ", "|", "||"),
    *("`", "``", "```", "*", "**", "_", "__", "~~", "~~~", "[", "]", "](", "[x](", "![", "(", ")", '"', "'", '("'),
    *("<", "</", "<b>", "</b>", "<a href=", "&", "&amp", "&lt;", "</details>", "<details>", "<div>\n", "<!--", "-->"),
    *("<script>", "<pre>", "<?", "<![CDATA[", "]]>", "$", "$$", "---", "***", "===", "+++", "\\", "\\\\", "\\\\\\"),
    *(
        "\n---",
        "\n===",
        "\n# x",
        "\n- x",
        "\n1. x",
        "\n> x",
        "\n\n",
        "\n\n    code",
        "\n```\n",
        "\n: x",
        "\n|---|---|",
        "a|b\n-|-",
    ),
    *(":::", ":::\n", "\n:::", "::: note\n", '!!! note "x"\n    y', "\n!!! note\n    y", "[ ] ", "[x] ", "[!NOTE]"),
    *("{#id}", "{{", "{name}", "%s", "[^1]", "[^1]: x", "[foo]: /bar", '\n[foo]: /bar "t"', "<http://x.example>"),
    *("<!-- i18n:skip -->", "<!-- i18n:skip-start -->", "<!-- i18n:context x -->"),
    *(" ", "\r", "\r\n", "\x00", "\x85", "\u2028", "\u200e", "\u200f", "\u202e", "\u3000", "\ufeff", "é", "日本", "😀"),
)


def rotated(text: str) -> str:
    """Every ASCII letter thirteen places on."""
    return codecs.encode(text, "rot13")


def benign(unit: Unit, grammar: Grammar = _MARKDOWN, *, turn: Callable[[str], str] = rotated) -> str:
    """What a careful translator does: every letter is another one, every inline tag stays."""
    if unit.kind in (Kind.ATTRIBUTE, Kind.FRONT_MATTER, Kind.COMMENT, Kind.LABEL):
        grammar = Grammar("plain")
    parts: list[str] = []
    at = 0
    for tag in grammar.find_tags(unit.source):
        parts += [turn(unit.source[at : tag.start]), tag.text]
        at = tag.end
    return "".join([*parts, turn(unit.source[at:])])


def hostile(chance: random.Random, unit: Unit, grammar: Grammar = _MARKDOWN) -> str:
    """What nobody should send: beginnings of other blocks, half tags, dropped and doubled ones, blanks, endless lines."""
    source = unit.source
    junk, more = chance.choice(JUNK), chance.choice(JUNK)
    place = chance.randrange(len(source) + 1)
    return chance.choice(
        (
            lambda: junk + source,
            lambda: source + junk,
            lambda: source[:place] + junk + source[place:],
            lambda: source[:place] + source[place + chance.randrange(1, 6) :],
            lambda: junk + more + chance.choice(JUNK),
            lambda: junk + chance.choice("x-|[`* ") * chance.choice((1, 10_000)) + more,
            lambda: junk + benign(unit, grammar) + more,
            lambda: source + " " + source,
            lambda: "".join(chance.sample(source, len(source))),
            lambda: " ",
        )
    )()
