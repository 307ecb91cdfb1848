"""Placeholders of the format flags, and signs that count: comparisons, entities, brackets, quotes."""

import re
from random import Random

from benchmarks.facts.forms import LANGUAGES, Fact, exact, number

__all__ = ["MARKUP"]

_FIELDS = ["name", "user", "title", "city", "author", "folder", "total", "owner"]


def _placeholder(text: str, flag: str, rule: str = "") -> Fact:
    return Fact(text, dict.fromkeys(LANGUAGES, re.escape(text)), rule, flag)


def python_format(dice: Random) -> list[Fact]:
    names = dice.sample(_FIELDS, 2)
    return [_placeholder(f"%({name})s", "python-format") for name in names]


def c_format(dice: Random) -> list[Fact]:
    one, other = dice.choice([("%1$s", "%2$s"), ("%s", "%s"), ("%s", "%.20s")])
    return [_placeholder(one, "c-format"), _placeholder(other, "c-format", "" if "$" in one else "order")]


def brace_format(dice: Random) -> list[Fact]:
    one, other = dice.choice(
        [("{0}", "{1}"), tuple(f"{{{name}}}" for name in dice.sample(_FIELDS, 2)), ("{name!r}", "{total:.2f}")]
    )
    return [_placeholder(text, "python-brace-format") for text in (one, other)]


def java_format(dice: Random) -> list[Fact]:
    fields = dice.choice([("{0}", "{1}"), ("''{0}''", "{1}"), ("''{0}''", "''{1}''"), ("{0,number}", "{1}")])
    quote = "['\"“”„«»‘’‹›]"
    return [
        Fact(
            text,
            dict.fromkeys(
                LANGUAGES,
                rf"(?:''|{quote}\s?)\{{{text[3]}\}}(?:''|\s?{quote})(?!['\"])" if text[0] == "'" else re.escape(text),
            ),
            "java",
            "java-format",
        )
        for text in fields
    ]


def doubled_sign(dice: Random) -> list[Fact]:
    shown = str(dice.randrange(13, 101))
    forms = {to: rf"(?<!\w){number(shown, to)}[ \u00a0\u202f]?%%(?!%)" for to in LANGUAGES}
    placeholder = _placeholder("%d%%", "c-format")
    return [dice.choice([Fact(f"{shown}%%", forms, flag="c-format"), placeholder]), _placeholder("%s", "c-format")]


def counted(dice: Random) -> list[Fact]:
    text, flag = dice.choice([("%d", "c-format"), ("%(count)d", "python-format"), ("{count}", "python-brace-format")])
    return [_placeholder(text, flag, "count")]


def comparison(dice: Random) -> list[Fact]:
    one, two = dice.sample("abcdknpqrtxyABCD", 2)
    figure = str(dice.randrange(13, 99))
    sign, other = dice.sample(["<", ">", "<=", ">=", "!=", "==", "≥", "≤"], 2)
    text = dice.choice(
        [
            f"{one} {sign} {figure}",
            f"{one} {sign} {two} && {two} {other} {figure}",
            f"{one} < 0.{figure}",
            f"{one} {sign} {two}",
        ]
    )
    pattern = re.escape(text).replace(r"\ ", r"\s?").replace(r"0\.", "0[.,]")
    return [Fact(text, dict.fromkeys(LANGUAGES, rf"(?<!\w){pattern}(?!\w)"))]


def entity(dice: Random) -> list[Fact]:
    text = dice.choice(["&lt;table&gt;", "&lt;br&gt;", "&amp;", "&copy;", "&quot;", "&lt;script&gt;", "&gt;", "&nbsp;"])
    return [Fact(text, exact(text))]


_BRACKETED = (
    "(see the plan)",
    "(on the left)",
    "[draft]",
    "(both halves)",
    "[sic]",
    "(without the lid)",
    "{spare}",
    "(the old one)",
)
_QUOTED = (
    "the blue door",
    "quiet, please",
    "Open tomorrow",
    "first come, first served",
    "no lid",
    "the long way home",
    "Empty",
)
_OPEN, _CLOSE = r"[\"“”„«»‘'‚‹›]", r"[\"“”»«’'›‹‘]"


def brackets(dice: Random) -> list[Fact]:
    text = dice.choice(_BRACKETED)
    pattern = rf"{re.escape(text[0])}[^()\[\]{{}}]*\w[^()\[\]{{}}]*{re.escape(text[-1])}"
    return [Fact(text, dict.fromkeys(LANGUAGES, pattern), "brackets")]


def quotes(dice: Random) -> list[Fact]:
    one, other = dice.choice([("“", "”"), ('"', '"'), ('"', '"'), ("‘", "’")])
    text = f"{one}{dice.choice(_QUOTED)}{other}"
    return [Fact(text, dict.fromkeys(LANGUAGES, rf"(?<!\w){_OPEN}\s?\w[^\"“”„«»]{{2,}}?\s?{_CLOSE}(?!\w)"), "quotes")]


MARKUP = {
    "python-format": ("two fields", python_format),
    "c-format": ("two fields", c_format),
    "python-brace-format": ("two fields", brace_format),
    "java-format": ("java", java_format),
    "doubled per cent sign": ("disk", doubled_sign),
    "counted placeholder": ("counted", counted),
    "plural entry": ("plural", counted),
    "comparison signs": ("condition", comparison),
    "entity": ("sign", entity),
    "brackets": ("remark", brackets),
    "quotes": ("sentence", quotes),
}
"""By kind: the role of the carriers, and the generator."""
