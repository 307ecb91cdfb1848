"""Inline tags that are found by patterns: placeholders, addresses, names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from workflow.errors import ConfigError
from workflow.inline_tags.model import InlineTag, TagKind
from workflow.inline_tags.spans import Spans
from workflow.inline_tags.technical import technical_names
from workflow.inline_tags.time_limit import TookTooLong, time_limit
from workflow.word_filters import RunWords

__all__ = ["fault", "finds", "placeholders"]

_LIMIT = 2.0
"""Maximum seconds of processor time for the user's regular expressions in one text; good ones take microseconds."""

# Placeholders, which a program fills in; each with a character that whatever it matches has. Longest forms first: `{{ x }}` before `{x}`, `%(name)s` before `%s`.
_PLACEHOLDERS = (
    (
        "]",
        r"!?\[\[[^\[\]\n|*`]+\]\]|!?\[\[[^\[\]\n|*`]+\|(?=[^\[\]\n]*\]\])|(?<=[^\]\n])\]\](?![(\[:])",
    ),  # [[Page]], [[Page|words]]
    (
        "@",
        r"(?<![\w.@/])-?@(?:[A-Za-z_][\w]*(?:[:.#$%&\-+?~/]\w+)*|\{[^{}\n]+\})(?![\w@])",
    ),  # @doe99: citations, mentions
    (
        "{",
        r"\{\{[<%](?:\"(?:[^\"\\\n]|\\.)*\"|`[^`\n]*`|[^\"`\n>%{]|\{(?!\{[<%])|>(?!\}\})|%(?!\}\}))*+[>%]\}\}",
    ),  # Hugo
    ("{", r"\{\{\{?[^{}\n]*\}\}\}?"),  # Jinja, Handlebars, Vue
    ("{", r"\{%-?[^{}%\n]*-?%\}"),  # Jinja statements
    ("{", r"\{#(?!\w+\})[^{}#\n]*#\}"),  # Jinja comments
    ("%", r"<%[^%\n]*%>"),  # ERB, EJS
    (
        "{",
        r"\{/\*(?:[^\n*{]|\*(?!/\})|\{(?!/\*))*+\*/\}|\{:[^{}\n]*\}|\{::[^{}\n]*/\}|(?<=[\])`*_>\w\":])\{ ?[.#][^{}\n]*\}|(?<=[\])`])\{ ?[\w-]*=[^{}\n]*\}",
    ),  # attributes
    ("{", r"(?<=\s)\{ ?[.#][\w-][^{}\n]*\}(?=[ \t]*(?:\n|\Z))"),  # at the end of a heading, a cell, a term
    (":", r"(?<![\w:/]):[a-z][a-z0-9]*(?:[_+-][a-z0-9]+)*:(?![\w:/])"),  # :emoji:
    (
        "+",
        r"(?<![\w+])\+\+(?:[a-z0-9][a-z0-9-]*+|\"[^\"\n]*+\")(?:\+(?:[a-z0-9][a-z0-9-]*+|\"[^\"\n]*+\"))*+\+\+(?![\w+])",
    ),  # ++ctrl+c++
    ("{", r"\{![^{}\n]*!\}"),  # includes, comments
    ("%", r"%%[^%\n]+%%"),
    ("[", r"\[![A-Za-z-]+[ \t]*\[[^\]\n]*\]\([^)\n]*\)\]"),
    ("-", r"(?<!-)-{1,8}8<-{1,8}[ \t]+\"[^\"\n]*\""),
    ("[", r"\[!(?:UICONTROL|DNL|BADGE|PRELIMINARY)[ \t](?=[^\[\]\n]*\])"),  # DocFX
    (":", r":::image[ \t][^\n]{1,400}?:::|:::image-end:::"),  # DocFX
    (
        "[",
        r"\[/[a-z][\w-]*\](?![(\[:])|\[[a-z][\w-]*\](?![(\[:])(?=[^\[\]\n]*\[/[a-z][\w-]*\])",
    ),  # [/caption], [embed]: WordPress
    ("[", r"\[#[A-Za-z][\w-]*\](?![(\[:])"),  # the anchor of a heading: Nextra
    ("$", r"\$\{[^{}\n]*\}"),  # shell, JavaScript
    ("$", r"\$\([A-Za-z_][^()\n]*\)"),  # make, shell
    ("{", r"[%#]\{\w+\}"),  # Ruby
    # ICU messages, two braces deep: {count, plural, one {# file} other {# files}}
    (
        "{",
        r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal|number|date|time|spellout|ordinal|duration)\b"
        r"(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}",
    ),
    ("{", r"\{(?:[A-Za-z_][\w.\-]*(?:\[[^\[\]{}\n]*\])*|\d+)?(?:![rsa])?(?::[^{}\s]*)?\}"),  # Python's format
    ("%", r"(?<![\w%])%[A-Za-z_]\w+%(?![\w%])"),  # %PATH%
    ("%", r"%\([A-Za-z_][\w.\- ]*\)[#0\-+]*\d*(?:\.\d+)?[a-zA-Z]"),  # Python's %(name)s
    # printf. Not "50% discount", "100%s", "5 %i": no space flag, no digit before, no word after.
    (
        "%",
        r"(?<![0-9%])(?<![0-9][ \u00a0\u202f])%(?:\d+\$)?[#0+\-']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|ll|[hlLqjzt])?"
        r"[diouxXeEfFgGcCsSpn@](?![A-Za-z]{3})",
    ),
    ("%", r"(?<![0-9%])%%(?!\w)"),
    ("$", r"(?<![\w$\\])\$[A-Za-z_]\w+(?![\w$])"),  # $HOME
)

_ADDRESSES = (
    (
        r"(?<![A-Za-z0-9])(?:https?|ftp|git|ssh|file)://(?:\([^\s()<>]*\)|[^\s<>\"`|()\u3001\u3002\u300d\uff0c\uff09])*"
        r"(?:\([^\s()<>]*\)|[^\s<>\"`|.,;:!?'*_~()\[\]{}\u2026\u3001\u3002\u300d\uff0c\uff09])"
    ),
    r"(?<![A-Za-z0-9/.])www\.[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+(?:/[^\s<>\"`|]*[^\s<>\"`|.,;:!?'*_~()\[\]{}])?",
    r"(?<![\w.+\-])[A-Za-z0-9][\w.+\-]*@[A-Za-z0-9][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}(?![\w])",
)

_SUFFIXES = (
    "7z aac adoc apk asc avi avif bash bat bib bin bmp bz2 c cc cfg cjs class cmake cmd conf cpp crt cs css csv dart db deb diff dll "
    "dmg doc docx dylib elf eot eps epub erb exe fish flac flv gif go gpg gradle gz h heic hpp htm html icns ico ics idx img ini ipynb "
    "iso jar java jpeg jpg js json json5 jsonl jsx key kt kts less lock log lua m4a md mdx mid mjs mkv ml mo mov mp3 mp4 mpg msi npz "
    "odp ods odt ogg opus otf parquet patch pem pdf php pl plist png po pot ppt pptx properties proto ps1 pub py pyc pyi qcow2 r rb rpm "
    "rs rst rtf sass scala scss sh so sql sqlite svg svelte swift tar tex tflite tgz tiff tmp toml torrent ts tsv tsx ttf txt vcf vue "
    "war wasm wav webm webp whl wma wmv woff woff2 xhtml xls xlsx xml xsd xsl xz yaml yml zip zsh zst"
).replace(" ", "|")

_NAMES = (
    r"(?<![\w/.\\])(?:~|\.{1,2})?/(?:[\w.@+\-]+/)+[\w.@+\-]*[\w/]",  # /usr/lib, ./src/main.c, ../x/
    r"(?<![\w/.\\])(?:~|\.{1,2})/[\w.@+\-]*\w",  # ~/x, ./x
    (
        r"(?<![\w/.\\@+\-])(?!(?:[A-Z]\.)+[A-Z](?!\w)|d\.h\.)(?:[\w.+\-]++/)*[\w+\-]++(?:\.[\w+\-]++)*\.(?i:"
        + _SUFFIXES
        + r")(?![\w])(?!\.\w)"
    ),  # README.md; not "d.h.", which is an abbreviation
    r"(?<![\w/.\\\-])\.(?:" + _SUFFIXES + r"|git(?:ignore|attributes|modules)?|env|bashrc|profile)(?!\w)",  # .md
    r"(?<![\w\-])--[A-Za-z][\w]*(?:-\w+)*(?:=[\w./]+)?(?![\w\-])",  # --dry-run
    r"(?<![\w.\\])[^\W\d]\w*+(?:\.\w++)*+\(\)",  # print(), os.path.join()
    r"(?<![\w.\\])[^\W\d]\w*+(?:\.\w++)++\(\w+(?:\.\w+)*(?:, ?\w+(?:\.\w+)*)*\)",  # Object.keys(this.list, x)
    # [gallery ids="1,2"], [iframe src=a.svg height=370]: shortcodes of site generators, recognised by a value.
    (
        r"\[/?[a-z][\w\-]*(?: +[a-z][\w\-]*){0,3}? +[a-z][\w\-]*=(?:\"[^\"\n]*\"|[^\s\[\]\"]+)"
        r"(?: +[a-z][\w\-]*(?:=(?:\"[^\"\n]*\"|[^\s\[\]\"]+))?)* *\](?![(\[])"
    ),
    r"(?<![\w.\-\\*])[A-Z][A-Z0-9]*+(?:_[A-Z0-9]++)*+=[\w./:+\-]*\w(?![\w=])",  # LOG_LEVEL=debug
    r"(?<![\w.\-\\*])(?:[A-Za-z0-9]++(?:\\?_)++)++[A-Za-z0-9]++(?!\w)",  # snake_case, snake\_case
    (
        r"(?<![\w.\-/\\@])(?!(?:etc|vs|approx|resp|incl|cf|est|max|min)\.)[A-Za-z_][A-Za-z0-9_]++(?:\.[a-z_][A-Za-z0-9_]++)+(?!\w)"
    ),  # window.open, example.com
    (
        r"(?<![\w.\-/\\@])(?!(?<=\d[ \u00a0])(?:[kmcdnp](?:Hz|Wh?|VA?|Ah?|B|Pa|J|N|K)|dBm?|eV)(?!\w))"  # not 240 kWh, which is an amount
        r"[a-z]++[A-Z][A-Za-z0-9]*+(?!\w)"
    ),  # camelCase
    (
        r"(?<![\w.])(?!\d{1,3}(?:\.\d{3}){2}(?![\w+\-]|\.\w))v?\d+(?:\.\d+){2,}(?:[\-+][A-Za-z0-9.]*[A-Za-z0-9])?(?![\w])"
    ),  # 1.2.3, v1.2.3-rc.1; not 2.100.500
    (
        r"(?<![\w.,])(?:0x[0-9A-Fa-f]+|\d{5,}|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?|\d+\.{2,3}\d+)(?![\w]|[.,]\d)"
    ),  # 0xFF, 1000000, 0..9
    (
        r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\u200d\ufe0f\U0001f000-\U0001faff]*"
    ),  # arrows, emoji
    r"(?<![\w.])v\d+(?:\.\d+)*(?![\w.]*\w)",  # v2
    (
        r"`{3,}[\w\-]*(?: +[\w\-]+=(?=\"))?"
    ),  # a fence that does not count, since its line continues with a code span: ```note title="`x` …"
)

_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
# A text without one of these signs has no name: most sentences need no search, even with a number or in brackets. All begin with one of a set of
# characters, which are looked for quickly.
_ANY = re.compile(
    r"[A-Z\d.:+=(`\[\]{}%$@/_<\-x\u2190-\u2bff\U0001f000-\U0001faff]"
    r"(?:(?<=[{}%$@/_\u2190-\u2bff\U0001f000-\U0001faff])|(?<=[a-z][A-Z])|(?<=\.)(?:[^\W\d]|\.\d|7[zZ])|(?<=\w\()|(?<=:)[a-z]"
    r"|(?<=\d)(?:\d{4}|-\d\d-\d|\.\d+\.\d)|(?<=-)-|(?<=\[)(?:\[|[!/#]?[A-Za-z])|(?<=\])\]|(?<=`)``|(?<=\+)\+|(?<=[A-Z\d]=)|(?<=8<)"
    r"|(?<=0x)|(?<=v\d))"
)
# A run of characters without blanks that has one of these may be a part of a longer tag, or what is beside it says whether it is one: the text is
# searched as a whole then.
_OPEN = re.compile(
    r"[{}%]|\[\[|\]\]|\[[!/]|\]\[\]|\[[a-z][\w\-]*\Z|\$\(|8<-|:::|\+\"|\([^)]*,\Z|-\d\d-\d\d\Z|```|\*\.[a-z\d]|\A\*\Z|\A[&|<>=!+×^≤≥≠±]+\Z|&(?:amp|lt|gt);"
    r"|\A(?:[kmcdnp](?:Hz|W|V|A|B|Pa|J|N|K)|dB|eV)"
)
_FIRST = r"(?=[\[\]!\-@{<:+%$#])"
"""Every placeholder begins with one of these."""
_KINDS = {"address": TagKind.ADDRESS, "placeholder": TagKind.PLACEHOLDER, "name": TagKind.NAME}


# Compiled at the first use: compilation takes longer than reading a hundred documents, which does not use them.


@cache
def _basic() -> re.Pattern[str]:
    return re.compile(rf"{_FIRST}(?:{_either(pattern for _, pattern in _PLACEHOLDERS)})")


@cache
def _basic_signs() -> re.Pattern[str]:
    """A character that a text with a placeholder has."""
    return re.compile(f"[{''.join(sorted({re.escape(sign) for sign, _ in _PLACEHOLDERS}))}]")


@cache
def _address() -> re.Pattern[str]:
    return re.compile(_either(_ADDRESSES))


@cache
def _all() -> re.Pattern[str]:
    """All patterns as one."""
    # Nothing begins within a word, with a blank or with an ordinary word, and placeholders begin with a sign. Such words are passed at once, as a
    # match without a group; trying all patterns there took most of the time.
    groups = (
        ("address", "", _ADDRESSES),
        ("placeholder", _FIRST, [pattern for _, pattern in _PLACEHOLDERS]),
        ("name", "", _NAMES),
    )
    chosen = [f"(?P<{group}>{first}(?:{_either(patterns)}))" for group, first, patterns in groups]
    return re.compile(
        r"(?:[\s,;()\"'“”’]|(?:[A-Z]++[a-zß-öø-ÿ]*+|[a-zß-öø-ÿ]++|\d{1,4})\.?(?:[\s,;]|\Z))++"
        rf"|(?:(?<![^\W_])|(?![^\W_]))(?:{'|'.join(chosen)})"
    )


def _either(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def placeholders(text: str, extra: Sequence[str] = ()) -> tuple[InlineTag, ...]:
    """Return the placeholders of ``text``: ``{name}``, ``{{ x }}``, ``${x}``, ``%s``, ``%(name)s``, ICU messages, ``$HOME``.

    ``extra``: further regular expressions, which are tried first. Addresses and file names are not placeholders, since a
    translator may link another page. Formats use this for invariant 3.
    Raises ConfigError for a regular expression that is not valid, or takes too long.
    """
    found = list(_extra(text, tuple(extra)))
    if _basic_signs().search(text):
        found.extend(_basic_ones(text, [(tag.start, tag.end) for tag in found]))
    return tuple(sorted(found, key=lambda tag: tag.start))


def _basic_ones(text: str, taken: list[tuple[int, int]]) -> Iterator[InlineTag]:
    """The placeholders of the program's own patterns that overlap nothing that is ``taken``."""
    if "%" in text:  # "https://a.example/%20x" holds no "%20x"
        addresses = Spans(match.span() for match in _address().finditer(text))
        taken.extend(match.span() for match in _ESCAPED.finditer(text) if addresses.overlap(*match.span()))
    excluded = Spans.covering(taken)
    for match in _paired(_basic().finditer(text)):
        if not excluded.overlap(*match.span()):
            yield InlineTag(match.start(), match.end(), match.group(), TagKind.PLACEHOLDER)


def finds(text: str, extra: Sequence[str] = ()) -> Iterator[InlineTag]:
    """Yield placeholders, addresses and names of ``text``, those of ``extra`` first. The later ones may overlap the earlier ones."""
    if extra:
        yield from _extra(text, tuple(extra))
    within = _WITHIN_RUNS.of(text)
    if None in within:
        yield from _searched(text)
        return
    end = 0
    for one in within:
        if one is not None:
            run, tags = one
            start, end = _place(run, text, end)
            yield from (InlineTag(start + tag.start, start + tag.end, tag.text, tag.kind) for tag in tags)


def _place(run: str, text: str, at: int) -> tuple[int, int]:
    """The span in a text of the first run that is ``run``, from ``at`` on."""
    while True:
        start = text.index(run, at)
        at = start + len(run)
        if not text[at : at + 1].strip() and not text[start - 1 : start].strip():
            return start, at


_AFTER_WORD = frozenset(".,;:!?)\"'”’»")


def _tags_of(run: str) -> Iterator[tuple[str, tuple[InlineTag, ...]] | None]:
    """A run of characters without blanks, if it has tags, with these; None if it may belong to a longer one."""
    word = run[:-1] if run[-1] in _AFTER_WORD else run
    if word.isalpha() and word[1:].islower():  # as most are
        return
    if _OPEN.search(run):
        yield None
    elif found := tuple(_searched(run)):
        yield run, found


_WITHIN_RUNS = RunWords(_tags_of)


def _searched(text: str) -> Iterator[InlineTag]:
    found = []
    if _ANY.search(text):
        found = [
            InlineTag(match.start(), match.end(), match.group(), _KINDS[match.lastgroup or ""])
            for match in _paired(match for match in _all().finditer(text) if match.lastgroup)
        ]
    starts, ends = [tag.start for tag in found], [tag.end for tag in found]
    for start, end in technical_names(text):
        # `git@host.example:a/b` holds an e-mail address and counts. What holds a placeholder is a text.
        within = found[bisect_right(ends, start) : bisect_left(starts, end)]
        if all(
            start <= tag.start and tag.end <= end and tag.kind is not TagKind.PLACEHOLDER for tag in within
        ) and not (within and (within[0].start, within[0].end) == (start, end)):
            yield InlineTag(start, end, text[start:end], TagKind.NAME)
    yield from found


def _paired(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Leave out each ``]]`` that no ``[[Page|`` opens."""
    opened = False
    for match in found:
        if match.group() != "]]":
            opened = opened or (match.group().startswith(("[[", "![[")) and match.group().endswith("|"))
        elif not opened:
            continue
        else:
            opened = False
        yield match


def fault(pattern: str) -> str | None:
    """Return why a text cannot be a placeholder's regular expression; None if it can."""
    try:
        empty = re.compile(pattern).match("")
    except (re.error, RecursionError, OverflowError) as error:
        return (
            f"is not a valid regular expression: {'nested too deeply' if isinstance(error, RecursionError) else error}"
        )
    return "matches the empty text, so it would match everywhere" if empty else None


def _extra(text: str, extra: tuple[str, ...]) -> Iterator[InlineTag]:
    position = 0
    if extra:
        for match in _matches(text, extra):
            if match.end() > match.start() >= position:
                yield InlineTag(match.start(), match.end(), match.group(), TagKind.PLACEHOLDER)
                position = match.end()


def _matches(text: str, extra: tuple[str, ...]) -> list[re.Match[str]]:
    """The matches of the user's regular expressions. Raises ConfigError if they take too long: an expression such as ``(a+)+b`` tries
    every way to divide a text.
    """
    pattern = _compiled(extra)
    try:
        with time_limit(_LIMIT):
            return list(pattern.finditer(text))
    except TookTooLong as error:
        slow = next((each for each in extra if _is_slow(each, text)), " | ".join(extra))
        shown = text if len(text) <= 40 else f"{text[:39]}…"
        raise ConfigError(
            f"workflow.yaml: placeholders: {slow!r} takes too long (more than {_LIMIT:g} seconds for the text {shown!r}). "
            "Do not repeat what is repeated already, as in (a+)+."
        ) from error


def _is_slow(pattern: str, text: str) -> bool:
    try:
        with time_limit(_LIMIT):
            list(re.finditer(pattern, text))
    except TookTooLong:
        return True
    return False


@lru_cache(maxsize=32)
def _compiled(extra: tuple[str, ...]) -> re.Pattern[str]:
    for pattern in extra:
        if reason := fault(pattern):
            raise ConfigError(f"workflow.yaml: placeholders: {pattern!r} {reason}. Correct it.")
    return re.compile("|".join(f"(?:{pattern})" for pattern in extra))
