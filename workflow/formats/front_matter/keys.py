"""Which values are offered for translation, and which others look as if they should be."""

import re
from functools import lru_cache

__all__ = ["is_address", "looks_like_prose", "normalised"]

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

    Hugo does not distinguish case in keys; elsewhere, two keys that differ by case alone do not occur.
    """
    return frozenset(key.replace("[]", "").casefold() for key in keys)


def is_address(text: str) -> bool:
    """Whether a value is a URL, a path or a template expression, which is the same in every language."""
    stripped = text.strip()
    return bool(_ADDRESS.fullmatch(stripped) or _EXPRESSION.fullmatch(stripped))


def looks_like_prose(path: tuple[str, ...], text: str) -> bool:
    """Whether a value that is not offered looks like text for readers: at least four words, most of them made of letters,
    not all capitalised.

    The rule is conservative, since a wrong hint costs more attention than a missing one: names, lists of tags, code and addresses
    are not prose.
    """
    if not path or path[-1].casefold() in _NEVER or path[0].casefold() == "head" or is_address(text):
        return False
    if _CODE.search(text):
        return False
    if _UNSPACED.search(text):
        return True
    words = text.split()
    letters = [word for word in words if _WORD.fullmatch(word.lstrip("\"'“‘(¿¡«"))]
    small = [word for word in letters[1:] if word[:1].islower()]
    cased = any(word[:1].islower() or word[:1].isupper() for word in letters)
    return len(letters) >= _FEWEST_WORDS and len(letters) * 2 > len(words) and (len(small) >= 2 or not cased)
