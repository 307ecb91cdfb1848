"""The anchors that site generators make of headings.

Each rule is the one of the generator's own code or manual, which its function names. Rules are tested with known examples.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflow.formats.anchors import slug as github
from workflow.formats.anchors import unique

__all__ = ["Slugs", "slugs"]

_VITEPRESS = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_HEXO = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_MDN = re.compile(r"[\"#$%&+,/:;=?@\[\]^`{|}~')(\\]")


@dataclass(frozen=True, slots=True)
class Slugs:
    """How a generator makes an anchor of a heading's text, and the anchors of headings with the same text different."""

    slug: Callable[[str], str]
    separator: str = "-"
    second: int = 1
    """The number of the second heading with a text."""

    def anchor(self, heading: str, taken: dict[str, int]) -> str:
        """Return the anchor of a heading, which is not in ``taken``, and add it to ``taken``."""
        return unique(self.slug(heading), taken, separator=self.separator, first=self.second)


def slugs(dialect: Sequence[str]) -> Slugs:
    """Return the rule of the first name in ``dialect`` that has one of its own; else that of GitHub, which most follow."""
    return next((_RULES[name] for name in dialect if name in _RULES), _GITHUB)


def _hugo(heading: str) -> str:
    """Hugo (``autoHeadingIDType: github``): like GitHub, without combining marks."""
    kept = (c for c in heading.strip() if c in "-_ " or unicodedata.category(c)[0] == "L" or c.isdigit())
    return "".join(c.lower()[0] for c in kept).replace(" ", "-") or "heading"


def _mkdocs(heading: str) -> str:
    """Python-Markdown (``toc.slugify``): ASCII only; runs of spaces and hyphens are one hyphen."""
    text = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def _kramdown(heading: str) -> str:
    """kramdown (``generate_id``): ASCII letters and digits, from the first letter on."""
    text = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", heading))
    return text.replace(" ", "-").lower() or "section"


def _mdbook(heading: str) -> str:
    """mdBook (``normalize_id``): each space is a hyphen, and only ASCII letters become lower case."""
    kept = ("-" if c.isspace() else c for c in heading.strip() if c in "-_" or c.isalnum() or c.isspace())
    return "".join(c.lower() if c.isascii() else c for c in kept)


def _pandoc(heading: str) -> str:
    """pandoc (``auto_identifiers``): full stops stay; all before the first letter goes."""
    text = "".join(c for c in heading.lower() if c in "-_." or c.isalnum() or c.isspace())
    start = next((at for at, c in enumerate(text) if c.isalpha()), len(text))
    return "-".join(text[start:].split()) or "section"


def _vitepress(heading: str) -> str:
    """VitePress (``slugify`` of mdit-vue): accents go, punctuation becomes a hyphen."""
    text = re.sub(r"[\u0300-\u036f\x00-\x1f]", "", unicodedata.normalize("NFKD", heading))
    text = re.sub(r"^(\d)", r"_\1", _VITEPRESS.sub("-", text).strip("-"))
    return text.lower()


def _hexo(heading: str) -> str:
    """Hexo (``slugize`` of hexo-util): accents go, punctuation becomes a hyphen, capitals stay."""
    text = re.sub(r"[\u0300-\u036f\x00-\x1f]", "", unicodedata.normalize("NFKD", heading))
    return _HEXO.sub("-", text).strip("-")


def _myst(heading: str) -> str:
    """MyST (``default_slugify`` of myst-parser): like GitHub, without combining marks."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _mdn(heading: str) -> str:
    """MDN: spaces are underscores."""
    return re.sub(r"\s+", "_", _MDN.sub("", heading.strip().lower()))


_GITHUB = Slugs(github)
_RULES = {
    "hugo": Slugs(_hugo),
    "hexo": Slugs(_hexo),
    "mkdocs": Slugs(_mkdocs, separator="_"),
    "vitepress": Slugs(_vitepress),
    "pandoc": Slugs(_pandoc),
    "quarto": Slugs(_pandoc),
    "kramdown": Slugs(_kramdown),
    "mdbook": Slugs(_mdbook),
    "myst": Slugs(_myst),
    "mdn": Slugs(_mdn, separator="_", second=2),
}
