"""Words that are technical names: addresses without a scheme, paths, identifiers, codes, keys, options.

They are found in two steps, since few words have a sign inside: candidates first, then one pattern that the whole candidate must match.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from workflow.word_filters import TextFilter

__all__ = ["COMBINATION", "keys_in", "may_have_technical_names", "technical_names"]

_ENGLISH_KEYS = {
    "Strg": "Ctrl",
    "Control": "Ctrl",
    "Umschalt": "Shift",
    "Umschalttaste": "Shift",
    "Maj": "Shift",
    "Mayús": "Shift",
    "Entf": "Del",
}
"""Names of keys on keyboards of other languages, and the same keys in English."""

_NAMED_KEY = (
    "Enter|Return|Tab|Esc|Escape|Space|Backspace|Del|Delete|Ins|Insert|Entf|Einfg|Pos1|Home|End|PageUp|PageDown|PgUp|PgDn|PgDown|Up|Down"
    "|Left|Right|Plus|Minus|F\\d\\d?"
)
_KEY = "Ctrl|Control|Strg|Cmd|Command|Alt|AltGr|Opt|Option|Shift|Super|Meta|Win|Fn|Umschalttaste|Umschalt|Maj|Mayús"
COMBINATION = re.compile(rf"(?<!\w)(?:{_KEY})(?: ?\+ ?\w+)+")
"""Keys that are pressed together, also with spaces, as some languages write them: ``Mayús + Tab``."""
# Runs without blanks, brackets, quotation marks and marks of Markdown.
_OUT = r"\s*`\"“”„‘’«»()\[\]{}<>|,;!…"
_OPERATOR = r"(?:&&|\|\||&amp;&amp;|[<>=!]?=|&[lg]t;=?|[<>+×^≤≥≠±])"
_PRODUCT = rf"(?:{_OPERATOR}|(?<= )\*(?= ))"
_ESCAPED_TAG = r"&lt;/?[A-Za-z][\w\-]*(?: [^&<>\n]{0,100})?/?&gt;"
_CANDIDATES = (
    # A sign within.
    (
        re.compile(r"[./:@#+\\](?:(?=[\w/:+\\.])|(?<=[A-Za-z][+#]))"),
        re.compile(
            rf"(?<![^{_OUT}./:@#+\\=])[^{_OUT}./:@#+\\=]*+(?:[./:@#+\\](?=[\w/:+\\.])|[+#](?!\w))(?:->|[^{_OUT}])*+"
        ),
    ),
    # An option, a hash.
    (re.compile(r"-(?<!\w-)[A-Za-z]"), re.compile(rf"(?<![^\s(])-[A-Za-z][^{_OUT}]*+")),
    (re.compile(r"\d(?:[a-f]|(?<=[a-f]\d))"), re.compile(rf"(?<![^\W_])[0-9a-f]{{7}}[^{_OUT}]*+")),
    (
        re.compile(r"-[\dA-Z>]"),
        re.compile(
            rf"(?<!\w)\w++(?:->\w+)+(?:\(\))?|(?<![A-Z\d])(?:[A-Z]++|\d++)-\d+-\d[^{_OUT}]*+|(?<!\w)[A-Z]\w*+-(?:[A-Z]?\d++|[A-Z]|F\d+)(?!\w|[.-]\d)"
        ),
    ),
    # The only asterisk; of two, each might be a mark of emphasis.
    (
        re.compile(r"\A[^*]*+(?<=\w )\*(?= \w)[^*]*+\Z"),
        re.compile(rf"(?<![\w.$])\w++(?: ?{_PRODUCT} ?\w++(?:\.\d+)?)+"),
    ),
    (
        re.compile(r"[&|<>=+×^;≤≥≠±] ?\w"),
        re.compile(rf"(?<![\w.$])\w++(?:(?: {_OPERATOR} |{_OPERATOR})\w++(?:\.\d+)?)+(?![\^=])"),
    ),
    (re.compile("&lt;/?[A-Za-z]"), re.compile(_ESCAPED_TAG)),
    # XMLHttpRequest
    (re.compile("[A-Z][A-Z][a-z]"), re.compile(r"(?<![^\W_])[A-Z]{2,}+[a-z]\w*+")),
    # *.txt: where all asterisks are such, since others might be marks of emphasis.
    (
        re.compile(r"\A(?:[^*]*+\*\.[a-z\d])++[^*]*+\Z"),
        re.compile(r"(?<![\w./\\-])(?:\w++[./\\-])*\*\.[a-z\d]++(?:\.[a-z\d]++)*+(?!\w)"),
    ),
)
"""Pairs of patterns: what a text with such a name has in any case, and the candidates."""
_ASTERISK = r"\A"
"""How the patterns begin that are for texts with asterisks; they look at the whole text."""
_WITHOUT_ASTERISK = tuple(pair for pair in _CANDIDATES if not pair[0].pattern.startswith(_ASTERISK))
_SIGN = re.compile("|".join(sign.pattern.replace(r" ?\w", r"(?:\w|\Z)") for sign, _ in _WITHOUT_ASTERISK))
"""What a run of characters without blanks has in any case if a text without such asterisks has such a name."""
_WITH_SIGN = TextFilter(lambda run: _SIGN.search(run) is not None)
_LONGEST = 300
"""Longer words are data; trying all patterns would take long."""
_TRAILING = ".:?'’_"
_ENDS = r"(?:com|org|net|edu|gov|mil|int|info|io|dev|app|example|test|local|internal|museum|name|[a-z]{2})"
_REST = r"[/?#]\S*"

_PATTERNS = (
    r"(?!(?:https?|ftp|git|ssh|file):)[a-z][a-z0-9+.\-]*://\S+|(?:mailto|tel|sms|sip|xmpp|geo|urn|doi|arxiv|isbn|npm|magnet|data):\S+",
    rf"(?:[\w\-]+\.)+[a-z]{{2,24}}(?::\d{{1,5}})?{_REST}|(?:[\w\-]+\.)+[a-z]{{2,24}}:\d{{1,5}}",  # example.org/open/door
    rf"(?=[^.]*-|\S*[^\x00-\x7f])(?:[\w\-]+\.)+{_ENDS}",  # my-site.example.org
    rf"localhost:\d{{1,5}}(?:{_REST})?|localhost/\S*|[a-z][\w\-]*:\d{{2,5}}(?:/\S*)?",
    rf"\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d{{1,5}})?(?:{_REST})?",  # 192.168.0.1/24
    r"(?=\S*::|(?:\w+:){4})[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}(?:/\d+)?|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}",  # IPv6, MAC
    r"[\w.+\-]*[^\W_][\w.+\-]*@[\w\-]+(?:\.[\w\-]+)*(?::\S+)?|@[\w\-.]+/[\w\-.]+(?:@[\w.\-]+)?",  # user@host, @scope/package
    r"[\w.\-]+/[\w.\-]+[#@][\w.\-]+",  # owner/project#12
    r"#[^\W\d]\w+|#(?=\d*[A-Fa-f])[0-9A-Fa-f]{3,8}|#\d{6}",  # #hashtag, #ff8800
    r"10\.\d{4,9}/\S+|(?:97[89]-)?\d{1,5}-\d{1,7}-\d{1,7}-[\dX]",  # DOI, ISBN
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}",  # UUID, hash
    r"[A-Za-z]:[\\/]\S*|\\\\[\w.\-]+\\\S+|[^\W_]\w*(?:\\[^\W_]\w*)+\\?",  # C:\Users, \\server\share, HKLM\Software
    r"-[A-HJ-Zb-z]|-(?:[b-df-hj-np-tv-xz]{2,5}|[a-z]\d+)|"  # -x, -rf
    r"-W(?:all|extra|error|pedantic|shadow|[a-z]+(?:-[a-z\d]+)+)(?:=[\w\-]+)?|-f[a-z]+(?:-[a-z\d]+)+(?:=\S+)?|-std=\S+|-Xm[a-z]\d+[a-z]",  # -Wall
    r"/[a-z][\w.\-]+(?:/[\w.\-]*)*|[\w.\-]+(?:/[\w.\-]+)*/",  # /usr, docs/
    r"~?[^\W\d]\w*(?:(?:::|->)~?\w+)+|[^\W\d]\w*(?:\.[^\W\d]\w*)*\.[a-z]\w+(?:\.[^\W\d]\w*)*\.[A-Z]\w*",  # Foo::bar, java.util.List
    r"[A-Z]\w+(?:\.[A-Z]\w+){2,}|(?:[^\W\d]\w+)?\.NET|[A-Z]#|[A-Za-z]\w*\+\+(?:\d\d)?|[a-z]\.[a-z]\.[A-Z]",  # .NET, C#, C++
    rf"(?:{_KEY})(?:\+(?:{_KEY}|{_NAMED_KEY}|\w|[^\w\s]))+|(?:{_KEY})(?:-(?:{_KEY}))*-(?:[A-Z]|F\d{{1,2}})",  # Ctrl+C
    rf"(?=.*[^\W\d])(?:[^\W\d_]\w?|\d+)(?: ?{_PRODUCT} ?(?:[^\W\d_]\w?|\d+(?:\.\d+)?))+|\w+(?: ?(?:&&|\|\||&amp;&amp;|[=!<>]=) ?\w+)+",  # A < B && C > D
    _ESCAPED_TAG,
    r"[A-Z]{2,}(?:-\d+)+|[A-Z]{2,}-[A-Z]\d+|[A-Z]\w+-[A-Z]\d+",  # ISO-8859-1, UTF-8, Model-X3
    r"[A-Z]{3,}[a-z]{2,}\w*|[A-Z]{2}[a-z]+[A-Z]\w*",  # XMLHttpRequest
    r"(?:\w+[./\\-])*\*\.\S+",  # *.txt
)


@cache
def _whole() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))


def may_have_technical_names(text: str) -> bool:
    """Whether a text has a sign that technical names have; most texts have none."""
    return ("*" in text or _WITH_SIGN.finds(text)) and bool(_candidates(text))


def _candidates(text: str) -> list[re.Pattern[str]]:
    """The patterns of candidates that a text may have, in their order."""
    pairs = _CANDIDATES if " * " in text or "*." in text else _WITHOUT_ASTERISK
    return [candidates for sign, candidates in pairs if sign.search(text)]


def technical_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the technical names of ``text``. They may overlap; the first counts."""
    for candidates in _candidates(text):
        for match in candidates.finditer(text):
            word = match.group().rstrip(_TRAILING)
            if len(word) > _LONGEST:
                continue
            if not _is_name(word):
                # German compounds: `Foo::bar-Beispiel`.
                word, _, second = word.rpartition("-")
                if not second[:1].isupper() or not _is_name(word):
                    continue
            yield match.start(), match.start() + len(word)


@lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    return _whole().fullmatch(word) is not None


def keys_in(combination: str) -> str:
    """Return a combination of keys as English keyboards name them: ``Ctrl+Shift+T`` for ``Strg + Umschalt + T``."""
    return "+".join(_ENGLISH_KEYS.get(key, key) for key in re.split(r" ?\+ ?", combination))
