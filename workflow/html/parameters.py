"""Attributes of components and parameters of template tags: which values people read.

HTML says which of its attributes have text (``elements.READABLE``). Components and shortcodes have names of their own, so names that
site generators and their themes use for text are listed here; a value without a name is judged by its words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from workflow.html.elements import READABLE

__all__ = ["Parameter", "is_prose", "is_prose_name", "parameters", "without_texts"]

_PROSE_NAMES = READABLE | frozenset(
    [
        "alert",
        "alt-text",
        "alttext",
        "attribution",
        "authorname",
        "blurb",
        "button",
        "buttontext",
        "byline",
        "caption",
        "content",
        "cta",
        "cta-text",
        "description",
        "details",
        "errormessage",
        "excerpt",
        "fallback",
        "fig-alt",
        "fig-cap",
        "fig.alt",
        "fig.cap",
        "footer",
        "header",
        "header-text",
        "header_title",
        "heading",
        "headline",
        "helptext",
        "hint",
        "imgalt",
        "intro",
        "label",
        "lead",
        "legend",
        "link-text",
        "linktext",
        "message",
        "note",
        "question",
        "quote",
        "sub",
        "subheader",
        "subheading",
        "subtitle",
        "summary",
        "tagline",
        "teaser",
        "text",
        "title_text",
        "tooltip",
        "warning",
    ]
)
"""In lower case."""
_TECHNICAL_NAMES = re.compile(
    r"(?i)(?:.*[-_:.])?(?:class|classname|style|id|ids|key|src|srcset|href|url|link|path|file|filename|width|height|size|type|kind|lang|"
    r"language|icon|color|colour|variant|command|cmd|code|lines|opts|options|params|args|query|filter|sort|target|rel|value|"
    r"values|default|groupid|data|import|from|include|layout|template|date|format|align|target|sizes|media|role|name|slug)"
)
_CODE = re.compile(r"[{}<>=\\$|]|://|^[./#@]|\w\(|^\S*[/_.]\S*$|^[\W\d_]*$")
_NO_TEXT = re.compile(r"://|^[./#][^\s]*$|[{}<>]|^\S+\.[a-z0-9]{2,4}$")
_WORDS = re.compile(r"[^\W\d_]{2,}.*[ ].*?[^\W\d_]{2,}")
_FOREIGN = re.compile(r"[^\W\d_\x00-\u02ff]")
"""A letter of a script other than Latin: no identifier, and one word may have no blanks or capitals that tell it from one."""
_WORD = re.compile(r"(?<!\S)[^\W\d_]{2,}[,.;:!?]?(?!\S)")
_LONG = "{0,1500}+"
"""The length of a value: the search for the end of one that has none must stop."""
_PARAMETER = re.compile(
    r"(?<=[\s{])(?P<comment>//[^\r\n]*|/\*(?:[^*]|\*(?!/)){0,1000}+\*/)"
    r"|(?P<name>[A-Za-z_:@][\w.:-]*)?(?P<sign>[ \t]*[=:]\s*(?P<brace>\{\s*)?)?"
    rf"(?:\"(?P<double>(?:[^\"\\]|\\.){_LONG})\"|'(?P<single>(?:[^'\\]|\\.){_LONG})'|`(?P<raw>[^`]{_LONG})`)",
    re.DOTALL,
)
_BOUND = re.compile(r"\{\{\w+\(|\{%-?[ \t]*@")
"""A macro of MDN, whose strings are keys (``{{APIRef("Fetch API")}}``), or a block of an integration of GitBook (``{% @mermaid/…``)."""
_TAB = re.compile(r"\{\{[<%][ \t]*tab\b")
"""A tab, whose name is its label: ``{{% tab name="Windows" %}}`` (Kubernetes)."""
_LABELLED = re.compile(r"\{\{[<%][ \t]*(?:tab|tabitem|details|expand|accordion|collapse)[ \t]+(?=[\"`])")
"""A shortcode whose first value is its label: ``{{< tab "Windows" >}}`` (Hugo Book, Relearn)."""
_CROSS_REFERENCE = re.compile(
    r"(?i)\{\{(?!Embed)\w+\(\s*(?P<quote>[\"'])(?:(?!(?P=quote)).)*(?P=quote)\s*,\s*(?P<other>[\"'])(?P<text>(?:(?!(?P=other)).)*)(?P=other)"
)
"""A macro of MDN that links a page; its second string is the text of the link: ``{{domxref("Response", "the response")}}``."""


_ELEMENT = re.compile(
    r"(?:[=:?(\[,]|=>|&&|\|\|)\s*(?:\{\s*)?<(?P<tag>[A-Za-z][\w.]*|)(?:[ \t][^<>{}]*)?(?<!/)>[ \t]*"
    r"(?P<content>(?:[^{}<>\r\n]|<(?!/?+(?P=tag)[\s/>])/?(?:[A-Za-z][^{}<>\r\n]*)?>){1,1500}?)[ \t]*</(?P=tag)>"
)
"""An element that is the value of an attribute or of a member: ``title={<>Read this</>}``, ``body: <p>Open the lid.</p>``. Not one with an element of
its own name in it, nor with ``<`` or ``>`` as characters, which JSX does not allow."""
_TAGS = re.compile(r"<[^<>]*>")
_BARE_TEXT = r"(?P<text>[^\s\"'%=][^%\r\n=]*?)"
_BARE = re.compile(
    r"\{%-?[ \t]*(?:"
    # a picture after its classes, with its width and height; a link to another post or file
    r"(?:img|asset_img)(?:[ \t]+[\w-]+)*?[ \t]+(?=[^\s\"']*[./])[^\s\"']++(?:[ \t]+\d[\w%]*+(?=[ \t])){0,2}+[ \t]+|(?:post_link|asset_link)[ \t]+[^\s\"']+[ \t]+"
    # a link; the source of a quotation, by its link; the title of code, before its options
    r"|link[ \t]+(?=[^%\r\n]+?[ \t](?:https?:/)?/)|(?:blockquote|quote)[ \t]+[^%\r\n]*?https?://\S+[ \t]+|codeblock[ \t]+(?![\w-]+:)"
    # a notice after its kind, a button after its link, a label after its colour, a folded text
    r"|note[ \t]+(?:default|primary|secondary|success|info|warning|danger|light)(?:[ \t]+(?:no-icon|simple|modern|flat|disabled))*[ \t]+"
    r"|(?:btn|button)[ \t]+[^\s,]+,[ \t]*|label[ \t]+\w*[ \t]*@|(?:folding|fold)[ \t]+\w+(?:,|[ \t]+@)[ \t]*"
    r")" + _BARE_TEXT + r"(?:[ \t]+(?:(?:https?:/)?/|true\b|false\b|[\w-]+:\S)[^%\r\n]*|[ \t]*,[^%\r\n]*|[ \t]*)-?%\}"
)
"""A tag of Hexo whose text has no quotation marks: ``{% asset_img pier.png The pier at dawn %}``."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in a tag; offsets in the tag's text."""

    name: str
    """Empty for a value without a name."""
    start: int
    end: int
    quote: str
    """Empty for a value that has none."""
    script: bool
    """Whether the value is a string of JavaScript: ``label={"Open"}``, ``[{label: 'Open'}]``."""
    prose: bool
    """Whether people read it."""
    open: bool
    """Whether its name does not forbid that another value there is read by people."""
    markup: bool = False
    """Whether it is the content of an element: ``title={<>Read <b>this</b></>}``."""


def parameters(raw: str) -> Iterator[Parameter]:
    """Yield the values of a component's or template tag's text that people might read: those in quotation marks, the contents of
    elements (JSX), and the text of a tag of Hexo.
    """
    bare = _BARE.match(raw)
    if bare is not None:
        yield Parameter("title", *bare.span("text"), "", script=False, prose=is_prose(bare["text"], "title"), open=True)
        return
    at = 0
    for element in _ELEMENT.finditer(raw) if "</" in raw else ():
        content = _TAGS.sub(" ", element["content"])
        if any(character.isalpha() for character in content):
            yield from _quoted(raw, at, element.start())
            prose = is_prose(content, "title")
            yield Parameter("", *element.span("content"), "", script=False, prose=prose, open=True, markup=True)
            at = element.end()
    yield from _quoted(raw, at, len(raw))


def _quoted(raw: str, start: int, end: int) -> Iterator[Parameter]:
    """The values in quotation marks between two offsets."""
    keys = _BOUND.match(raw) is not None
    labelled = _LABELLED.match(raw)
    braces, at = _braces(raw, 0, start), start
    for found in _PARAMETER.finditer(raw, start, end):
        if found["comment"] is not None:
            continue
        braces, at = braces + _braces(raw, at, found.start()), found.end()
        group = next(name for name in ("double", "single", "raw") if found[name] is not None)
        sign = found["sign"] or ""
        name = (found["name"] or "") if sign else ""
        if (name == "name" and _TAB.match(raw)) or (labelled is not None and found.start() == labelled.end()):
            name = "label"
        bound = keys or name.startswith((":", "@", "v-"))
        if bound and name.startswith((":", "v-bind:")) and group == "double":
            yield from _bound(raw, name.removeprefix("v-bind").lstrip(":"), *found.span(group))
            continue
        yield Parameter(
            name,
            *found.span(group),
            {"double": '"', "single": "'", "raw": "`"}[group],
            script=found["brace"] is not None
            or ":" in sign
            or (braces > 0 and raw.startswith("<") and "=" not in sign),
            prose=not bound and is_prose(found[group], name),
            open=not bound and not (name and _TECHNICAL_NAMES.fullmatch(name)),
        )
        braces += found["brace"] is not None


def _braces(raw: str, start: int, end: int) -> int:
    """How many braces are opened between two offsets and not closed there."""
    return raw.count("{", start, end) - raw.count("}", start, end)


def _bound(raw: str, name: str, start: int, end: int) -> Iterator[Parameter]:
    """The strings in the expression of an attribute of Vue: ``:label="'Read it'"``; not those in a call, such as ``$t('key')``."""
    for found in _quoted(raw, start, end):
        if raw[found.start - 2] != "(":
            own = found.name or name
            yield replace(found, name=own, script=True, prose=is_prose(raw[found.start : found.end], own))


def is_prose(value: str, name: str = "") -> bool:
    """Whether people read the value of a parameter: by the parameter's name, else by the words of the value."""
    value = value.strip()
    if not any(character.isalpha() for character in value):
        return False
    if is_prose_name(name):
        return not _NO_TEXT.search(value) or _is_sentence(value)
    if name and _TECHNICAL_NAMES.fullmatch(name):
        return False
    if _FOREIGN.search(value) and not _CODE.search(value):
        return True
    if value[0].islower():
        return False
    return (not _CODE.search(value) and bool(_WORDS.search(value))) or _is_sentence(value)


def _is_sentence(value: str) -> bool:
    """Whether a value with code in it is mostly words."""
    words = len(_WORD.findall(value))
    return words >= 4 and 2 * words >= len(value.split()) and not value.startswith(("{", "[", "<"))


def is_prose_name(name: str) -> bool:
    """Whether values of a parameter with this name are usually read by people."""
    return name.lower() in _PROSE_NAMES


@lru_cache(maxsize=4096)
def without_texts(raw: str) -> str:
    """Return a tag without the values that people read: what a translation must keep of it."""
    link = _CROSS_REFERENCE.match(raw)
    if link is not None:
        return raw[: link.start("text")] + raw[link.end("text") :]
    for each in reversed(list(parameters(raw))):
        if each.prose:
            raw = raw[: each.start] + raw[each.end :]
    return raw
