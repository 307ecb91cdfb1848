"""The syntax of format strings by the flag of their entry: what a directive looks like, and what its argument must be.

The rules are those by which msgfmt checks translations (the GNU gettext manual, "The Translators View", and its programs, which the tests
ask). Where gettext follows a language further than a draft needs, as with the loops of Lisp, directives must stay in their order.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

__all__ = ["ANY", "KINDS", "FormatKind", "Mixing"]

ANY = ""
"""The type of a directive that takes an argument of any type."""


class Mixing(Enum):
    """Whether directives with and without numbers may stand in one text."""

    NEVER = "never"
    APART = "apart"
    """Those without numbers take the first argument, the second, and so on."""
    AFTER = "after"
    """One without a number takes the argument after that of the directive before it."""


@dataclass(frozen=True)
class FormatKind:
    """The syntax of one kind of format string.

    ``directive`` may have the groups ``name`` and ``number`` (of the argument), ``width`` and ``precision`` (``*`` takes an argument of its own,
    whose number is ``width_number`` or ``precision_number``), ``size`` and ``type``, or ``type_2`` and so on in alternatives. A match without name, number and type stands for a
    character, such as ``%%``.
    """

    directive: str
    """A regular expression for one directive."""
    sign: str = "%"
    """A regular expression for what begins a directive and is a fault elsewhere; empty if it is text there."""
    types: Mapping[str, str] = field(default_factory=dict)
    """By the letter of a type: what the argument must be. A letter that is not listed is a type of its own."""
    is_ordered: bool = False
    """Whether directives must keep their order, since what one takes depends on the others."""
    escape: str = ""
    """How a sign of the syntax that is part of the words is written: ``%%`` for per cent, ``''`` for an apostrophe."""
    first: int = 1
    """The number of the first argument."""
    mixing: Mixing = Mixing.NEVER
    most_ignored: int | None = None
    """How many arguments below the highest number may have no directive; None: any number."""
    in_every_form: tuple[type, ...] = ()
    """The arguments that no plural form may leave out: those with numbers (``int``), those with names (``str``)."""
    is_markup: bool = False
    """Whether the text must be well-formed XML apart from bare ``&``."""

    @cached_property
    def token(self) -> re.Pattern[str]:
        """Matches a directive, or what should begin one: the group ``fault``."""
        return re.compile(f"{self.directive}|(?P<fault>{self.sign})" if self.sign else self.directive, re.DOTALL)

    def type_of(self, letter: str, size: str) -> str:
        """What an argument with the type letter and size of its directive must be."""
        return f"{size} {self.types.get(letter, letter)}".strip()


def _types(**names: str) -> dict[str, str]:
    return (
        {letter: name.replace("any", ANY) for name, letters in names.items() for letter in letters}
        | {"ls": "S", "lc": "C"}
        | _MACROS
    )


def _percent(directive: str, literal: str = "%", **names: str) -> FormatKind:
    """A kind whose directives begin with ``%``, where ``%%`` is a per cent sign. ``names``: the letters of each type."""
    return FormatKind(rf"%(?:{literal}|{directive})", types=_types(**names), escape="%%")


_PADDED = r"[ +\-#0']*\d*%"
"""A per cent sign with a width, which few kinds allow."""


_NUMBER = r"(?:(?P<number>[1-9]\d*)\$)?"
_WIDTH = r"(?P<width>\*(?:(?P<width_number>[1-9]\d*)\$)?|\d+)?"
_PRECISION = r"(?:\.(?P<precision>\*(?:(?P<precision_number>[1-9]\d*)\$)?|\d*))?"
_PRINTF = rf"{_NUMBER}[ +\-#0]*{_WIDTH}{_PRECISION}"
_WITHOUT_STARS = rf"{_NUMBER}[ +\-#0]*\d*(?:\.\d*)?"
_C = (
    rf"m|{_NUMBER}[ +\-#0'I]*{_WIDTH}{_PRECISION}"
    r"(?:(?P<size>hh|h|ll|l|L|q|j|z|Z|t)?(?P<type>[diouxXeEfFgGaAn])|(?P<type_2>l?[cs]|[CSp@])|(?P<type_3><PRI[a-zA-Z]+\d*>))"
)
_C_TYPES = {"integer": "di", "unsigned": "ouxX", "double": "eEfFgGaA"}
_MACROS = {f"<PRI{letter}{size}>": f"{size} {letter in 'di'}" for letter in "diouxX" for size in ("MAX", "PTR")} | {
    f"<PRI{letter}{way}{size}>": f"{way}{size} {letter in 'di'}"
    for letter in "diouxX"
    for way in ("", "LEAST", "FAST")
    for size in (8, 16, 32, 64)
}
_TILDE = r"~(?:[+-]?\d+|'.|[vV#])?(?:,(?:[+-]?\d+|'.|[vV#])?)*[:@]*(?P<type>[^\d,'+\-:@])"
_SPECIFICATION = r"(?:[^{}]?[<>=^])?[+\- ]?#?0?(?:\d+|\{\w+\})?,?(?:\.(?:\d+|\{\w+\}))?[bcdeEfFgGnosxX%]?|\{\w+\}"

KINDS: dict[str, FormatKind] = {
    "c-format": replace(_percent(_C.replace("p@", "p"), _PADDED, **_C_TYPES), most_ignored=0),
    "objc-format": replace(
        _percent(_C.replace("l?[cs]", "(?:hh|h|ll|l|L|q|j|z|Z|t)?[cs]"), _PADDED, **_C_TYPES), most_ignored=0
    ),
    "python-format": replace(
        _percent(
            r"(?:\((?P<name>[^)]*)\))?[ +\-#0]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d*))?[hlL]?(?P<type>[diouxXeEfFgGcrsa])",
            _PADDED,
            integer="diouxX",
            double="eEfFgG",
            string="rsa",
        ),
        in_every_form=(int,),
    ),
    "python-brace-format": FormatKind(
        rf"\{{\{{|\}}\}}|\{{(?P<name>(?:\d+|[A-Za-z_]\w*)(?:\.[A-Za-z_]\w*|\[[^\[\]{{}}]+\])*)(?:![rsa])?(?::(?:{_SPECIFICATION}))?\}}",
        sign="[{]",
    ),
    "java-format": FormatKind(
        r"''|'[^']*(?:'|\Z)|\{(?P<number>\d+)(?:,\s*(?P<type>number|date|time|choice)\s*"
        r"(?:,(?:[^{}']|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*)?)?\}",
        sign="[{}]",
        types={"time": "date", "choice": "number"},
        escape="''",
        first=0,
    ),
    "java-printf-format": replace(
        _percent(
            rf"n|{_NUMBER}[ +\-#0,(]*\d*(?:\.\d+)?(?P<type>[bBhHsScCdoxXeEfgGaA]|[tT][A-Za-z])",
            r"-?\d*%",
            object="bBhHsS",
            character="cC",
            integer="doxX",
            double="eEfgGaA",
        ),
        mixing=Mixing.APART,
    ),
    "csharp-format": FormatKind(r"\{\{|\}\}|\{(?P<number>\d+)(?:,-?\d+)?(?::[^{}]*)?\}", sign="[{}]", first=0),
    "javascript-format": _percent(rf"{_WITHOUT_STARS}(?P<type>[bdoxXfcsj])", _PADDED, integer="bdoxX"),
    "scheme-format": FormatKind(_TILDE, sign="~", is_ordered=True),
    "lisp-format": FormatKind(_TILDE, sign="~", is_ordered=True),
    "elisp-format": replace(
        _percent(rf"{_PRINTF}(?P<type>[sScdioxXeEfgG])", _PADDED, integer="dioxX", double="eEfgG"), mixing=Mixing.AFTER
    ),
    "librep-format": replace(
        _percent(rf"{_WITHOUT_STARS}(?P<type>[sScdoxX])", _PADDED, integer="doxX"), mixing=Mixing.AFTER
    ),
    "ruby-format": replace(
        _percent(
            rf"\{{(?P<name_2>[^}}]*)\}}|(?:{_NUMBER}|<(?P<name>[^>]*)>)[ +\-#0]*{_WIDTH}{_PRECISION}(?P<type>[diuoxXbBeEfgGaAcsp])",
            _PADDED,
            integer="diuoxXbB",
            double="eEfgGaA",
        ),
        in_every_form=(int,),
    ),
    "sh-format": FormatKind(r"\$(?:\{(?P<name_2>[A-Za-z_]\w*)\}|(?P<name>[A-Za-z_]\w*))", sign=r"\$"),
    "awk-format": _percent(
        rf"{_PRINTF}(?P<type>[diouxXeEfgGcs])", _PADDED, integer="di", unsigned="ouxX", double="eEfgG"
    ),
    "lua-format": replace(
        _percent(r"\d*(?:\.\d*)?(?P<type>[diouxXeEfgGaAcqs])", integer="diouxX", double="eEfgGaA"), in_every_form=(int,)
    ),
    "object-pascal-format": FormatKind(
        r"%(?:%|(?:(?P<number>\d+):)?-?(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d+))?(?P<type>[dDuUxXeEfFgGnNmMpPsS]))",
        types=_types(integer="dDuUxX", double="eEfFgGnNmM", pointer="pP", string="sS"),
        escape="%%",
        first=0,
        mixing=Mixing.APART,
    ),
    "smalltalk-format": FormatKind(r"%(?:%|(?P<number>[1-9]))", escape="%%"),
    "qt-format": FormatKind(r"%L?(?P<number>\d{1,2})", sign="", first=0, in_every_form=(int,)),
    "qt-plural-format": FormatKind(r"%L?(?P<name>n)", sign=""),
    "kde-format": FormatKind(r"%(?P<number>[1-9]\d*)", sign="", most_ignored=1),
    "kde-kuit-format": FormatKind(r"%(?P<number>[1-9]\d*)", sign="", most_ignored=1, is_markup=True),
    "boost-format": _percent(
        rf"[ +\-#0_=]*\d*[hlL]*[nt]|(?P<number_2>[1-9]\d*)%|\|(?:(?P<number_3>[1-9]\d*)\$)?[ +\-#0_=]*\d*(?:\.\d*)?(?:hh|h|ll|l|L)?(?P<type_2>[diouxXeEfgGcCsSpn]?)\||"
        rf"{_PRINTF}(?:hh|h|ll|l|L)?(?P<type>[diouxXeEfgGcCsSp])",
        integer="diouxX",
        double="eEfgG",
        string="sS",
    ),
    "tcl-format": _percent(
        rf"{_PRINTF}(?P<size>h)?l?(?P<type>[cdiouxXeEfgGs])", integer="di", unsigned="ouxX", double="eEfgG"
    ),
    "perl-format": replace(
        _percent(
            rf"{_PRINTF}(?:(?P<size>hh|h|ll|l|q|L|V)?(?P<type>[csdiouxXeEfgGbBFp])|(?P<type_2>[nDUO]))",
            _PADDED,
            integer="di",
            unsigned="ouxXbB",
            double="eEfgGF",
        ),
        mixing=Mixing.APART,
    ),
    "perl-brace-format": FormatKind(r"\{(?P<name>[A-Za-z_]\w*)\}", sign=""),
    "php-format": replace(
        _percent(rf"{_NUMBER}(?:[ \-0]|'.)*\d*(?:\.\d*)?l?(?P<type>[bcdefFosuxX])", integer="bdouxX", double="efF"),
        mixing=Mixing.APART,
    ),
    "gcc-internal-format": _percent(
        rf"[<>}}'R]|{_NUMBER}[q+#]*(?:\.(?P<precision>\*|\d+))?(?P<size>ll|l|w)?[q+#]*(?P<type>[cdiopsuxACDEFHJKLOPQTV])",
        integer="di",
        unsigned="oux",
        tree="DJ",
    ),
    "gfc-internal-format": replace(
        _percent(rf"C|{_NUMBER}(?:(?P<size>l)?(?P<type>[diu])|(?P<type_2>[csL]))", integer="di"),
        mixing=Mixing.AFTER,
        most_ignored=0,
    ),
    "ycp-format": FormatKind(r"%(?:%|(?P<number>[1-9]))", escape="%%"),
    "rust-format": FormatKind(
        r"\{\{|\}\}|\{(?:(?P<number>\d+)|(?P<name>[A-Za-z_]\w*)|(?P<type>))(?::[^{}]*)?\}",
        sign="[{}]",
        first=0,
        mixing=Mixing.APART,
    ),
    "go-format": replace(
        _percent(
            r"[ +\-#0]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d*))?(?:\[(?P<number>[1-9]\d*)\])?(?P<type>[vTtbcdoOqxXUeEfFgGsp])",
            integer="bcdoOU",
            double="eEfFgG",
        ),
        mixing=Mixing.AFTER,
    ),
}
"""By the flag of an entry: the kind of its format strings."""
