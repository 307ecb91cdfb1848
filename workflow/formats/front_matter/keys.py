"""Which values are offered for translation, and which others look as if they should be."""

import re
from functools import lru_cache

__all__ = ["DEFAULT_KEYS", "is_address", "looks_like_prose", "normalised"]

DEFAULT_KEYS = (
    *("title", "subtitle", "description", "summary", "excerpt", "abstract", "lead", "teaser", "tagline", "short_title"),
    *("linkTitle", "nav_title", "sidebar_label", "pagination_label", "sidebar.label"),
    *("seo.title", "seo.description", "meta.title", "meta.description"),
    *("image_alt", "image_caption", "image.alt", "image.caption", "cover.alt", "cover.caption", "caption"),
    *("hero.title", "hero.text", "hero.tagline", "hero.image.alt", "hero.actions.text", "heroText", "actions.text"),
    *("features.title", "features.details", "features.linkText", "banner.content"),
)
"""The keys that hold text for readers in Hugo, Jekyll, Docusaurus, VitePress, VuePress, Starlight, MkDocs, Quarto and MyST."""

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|mailto:|tel:|data:|\.{0,2}/(?!/))\S*", re.IGNORECASE)
_EXPRESSION = re.compile(r"(?:\{\{.*\}\}|\{%.*%\}|\$\{.*\}|<%.*%>)", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*[.,;:!?…)\"'”’]*")
# Scripts without spaces between words: a run of this length is a sentence rather than a name.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{8,}")
_CODE = re.compile(r"[{}<>=|\\]|^[$#/@]|[\w/]\.\w+/|\w\(")
_FEWEST_WORDS = 4
_NEVER = frozenset(
    (
        *(
            "address",
            "affiliation",
            "aliases",
            "author",
            "authors",
            "class",
            "classes",
            "cmd",
            "code",
            "command",
            "contributor",
            "contributors",
        ),
        *(
            "copyright",
            "creator",
            "css",
            "date",
            "editor",
            "editors",
            "email",
            "font",
            "image",
            "layout",
            "licence",
            "license",
        ),
        *(
            "link",
            "maintainer",
            "name",
            "owner",
            "path",
            "permalink",
            "publisher",
            "query",
            "redirect",
            "regex",
            "reviewer",
        ),
        *("script", "slug", "source", "style", "template", "translator", "translators", "type", "url"),
    )
)
"""Keys whose values are names, code or addresses, however many words they have."""


@lru_cache(maxsize=64)
def normalised(keys: tuple[str, ...]) -> frozenset[str]:
    """Return configured keys in one form: ``features[].title`` and ``Features.Title`` are ``features.title``.

    ``default`` is replaced by ``DEFAULT_KEYS``. Hugo does not distinguish case in keys; elsewhere, two keys that differ by case alone do not occur.
    """
    usual = DEFAULT_KEYS if "default" in keys else ()
    return frozenset(key.replace("[]", "").casefold() for key in (*keys, *usual) if key != "default")


def is_address(text: str) -> bool:
    """Whether a value is a URL, a path or a template expression, which is the same in every language."""
    stripped = text.strip()
    return bool(_ADDRESS.fullmatch(stripped) or _EXPRESSION.fullmatch(stripped))


def looks_like_prose(path: tuple[str, ...], text: str) -> bool:
    """Whether a value that is not offered looks like text for readers: at least four words, most of them made of letters,
    and not all capitalised; or five capitalised words, as in a headline.

    The rule is conservative, since a wrong hint costs more attention than a missing one: names, lists of tags, code and addresses
    are not prose.
    """
    if not path or path[-1].casefold() in _NEVER or is_address(text):
        return False
    if _CODE.search(text):
        return False
    if _UNSPACED.search(text):
        return True
    words = text.split()
    letters = [word for word in words if _WORD.fullmatch(word.lstrip("\"'“‘(¿¡«"))]
    if len(letters) < _FEWEST_WORDS or len(letters) * 2 <= len(words):
        return False
    small = sum(word[:1].islower() for word in letters[1:])
    cased = any(word[:1].islower() or word[:1].isupper() for word in letters)
    return not cased or small >= 2 or (len(letters) > _FEWEST_WORDS and "," not in text)
