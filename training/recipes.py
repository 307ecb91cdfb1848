"""The recipe of each starter package: its texts with origins and licences, and the size of its model."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["LICENCES", "RECIPES", "Model", "Origin", "Recipe", "Text"]

LICENCES = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC BY 2.0 FR",
        "CC BY 3.0",
        "CC BY 4.0",
        "CC BY-SA 3.0",
        "CC BY-SA 4.0",
        "MIT",
        "MPL-2.0",
        "PSF-2.0",
        "PostgreSQL",
        "free use of test sets",
        "output of a free program",
    }
)
"""Licences of texts that permit training on them and distribution of the result, also for money."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of a text and its licence: ``domain`` and ``origin`` as the corpora's columns have them."""

    domain: str
    origin: str
    licence: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Text:
    """One file of pairs: ``name`` below the folder of corpora, and the number of times each of its pairs is used in an epoch."""

    name: str
    share: float = 1.0
    late_share: float | None = None
    """The share in the last four tenths of the training; None: the same."""
    tag: str = ""
    """A piece before the source, by which the model distinguishes this text's style from the others'."""
    domains: Mapping[str, float] = field(default_factory=dict)
    """By domain: the share of its pairs that is used, if not all; 0 leaves it out."""


@dataclass(frozen=True, slots=True)
class Model:
    """The size of a Transformer (pre-norm, ReLU, one embedding for source, target and output)."""

    width: int = 192
    heads: int = 4
    inner: int = 768
    encoder: int = 6
    decoder: int = 2
    pieces: int = 6000


@dataclass(frozen=True, slots=True)
class Recipe:
    """A pair of languages and everything that its package is made of."""

    source: str
    target: str
    names: tuple[str, str]
    texts: tuple[Text, ...]
    dev: str
    """The path of the development set below the folder of corpora, without suffix."""
    origins: tuple[Origin, ...]
    model: Model = Model()
    hours: float = 1.5
    effort: str = ""
    """Duration and starting point of the training, in words, for the package's README."""
    licence: str = "CC BY-SA 4.0"
    version: str = "0.2"

    @property
    def pair(self) -> str:
        """``en-es``."""
        return f"{self.source}-{self.target}"

    @property
    def docs(self) -> str:
        """The path of the set of documentation beside the development set."""
        return f"{self.pair}/docs-dev"


_NEWS_HUMAN = Origin(
    "news", "human", "free use of test sets", "WMT news test sets and IWSLT17 test sets, references by translators"
)
_NEWS_BERGAMOT = Origin(
    "news",
    "bergamot",
    "MPL-2.0",
    "WMT news test sets as Mozilla's Bergamot models render them (firefox-translations-models)",
)
_PYDOCS = Origin(
    "pydocs", "human", "PSF-2.0", "the Python documentation and its translations, Python Software Foundation"
)
_TLDR = Origin("tldr", "human", "CC BY 4.0", "tldr-pages and its contributors")
_GNOME = Origin("gnome", "human", "CC BY-SA 3.0", "GNOME user documentation and its translators")
_XQUAD = Origin("xquad", "human", "CC BY-SA 4.0", "XQuAD, Google DeepMind")
_TATOEBA = Origin("tatoeba", "human", "CC BY 2.0 FR", "Tatoeba and its contributors")
_APERTIUM = Origin(
    "apertium", "apertium", "output of a free program", "English sentences as Apertium's en-es renders them"
)

_DOCS = {
    origin.domain: origin
    for origin in (
        Origin("debmake", "human", "MIT", "the guide for Debian maintainers (debmake-doc)"),
        Origin("djdocs", "human", "BSD-3-Clause", "the Django documentation and its translators"),
        Origin("django", "human", "BSD-3-Clause", "Django's interface and its translators"),
        Origin("electron", "human", "BSD-3-Clause", "the Electron documentation and its translators (electron-i18n)"),
        Origin("firefox", "human", "MPL-2.0", "Firefox's interface and its translators, Mozilla"),
        Origin("handbook", "human", "CC BY-SA 3.0", "the Debian Administrator's Handbook and its translators"),
        Origin("horizon", "human", "Apache-2.0", "OpenStack Horizon and its translators"),
        Origin("httpd", "human", "Apache-2.0", "the manual of the Apache HTTP server and its translators"),
        Origin("lohelp", "human", "MPL-2.0", "the help pages of LibreOffice and their translators"),
        Origin("loui", "human", "MPL-2.0", "LibreOffice's interface and its translators"),
        Origin("osguide", "human", "CC BY 4.0", "Open Source Guides, GitHub and contributors"),
        Origin("packaging", "human", "CC BY-SA 3.0", "the Python Packaging User Guide and its translators"),
        Origin("php", "human", "CC BY 3.0", "the PHP manual and its translators, the PHP Documentation Group"),
        Origin("postgres", "human", "PostgreSQL", "PostgreSQL's messages and their translators"),
        Origin("react", "human", "CC BY 4.0", "the React documentation and its translators"),
        Origin("rustbook", "human", "MIT", "The Rust Programming Language and its translators"),
        Origin("sphinx", "human", "BSD-2-Clause", "Sphinx's interface and its translators"),
        Origin("thunderbird", "human", "MPL-2.0", "Thunderbird's interface and its translators, Mozilla"),
        Origin("wagtail", "human", "BSD-3-Clause", "Wagtail's interface and its translators"),
        Origin("yelp", "human", "CC BY-SA 3.0", "the help pages of GNOME programs and their translators"),
    )
}
"""The origins of the files of documentation, by domain."""


def _docs(*without: str) -> tuple[Origin, ...]:
    return tuple(origin for domain, origin in _DOCS.items() if domain not in without)


_LABELS = dict.fromkeys(("loui", "firefox", "thunderbird", "horizon", "wagtail", "django", "postgres"), 0.5)
"""Domains of the interface: many short labels."""
_FORMAL_DE = {**_LABELS, "react": 0.0, "rustbook": 0.0, "electron": 0.0, "tldr": 0.0}
_FORMAL_ES = {**_LABELS, "electron": 0.0, "osguide": 0.0, "react": 0.0, "wagtail": 0.0}

RECIPES = {
    "en-es": Recipe(
        "en",
        "es",
        ("English", "Spanish"),
        (
            Text("en-es/train.tsv.xz"),
            Text("en-es/docs.tsv.xz", late_share=0.4, domains=_FORMAL_ES),
            Text("en-es/apertium.tsv.xz", 0.15, 0.05, tag="<apertium>"),
        ),
        "en-es/dev",
        (
            _NEWS_HUMAN,
            _NEWS_BERGAMOT,
            _PYDOCS,
            _TLDR,
            _GNOME,
            _XQUAD,
            _APERTIUM,
            *_docs("debmake", "electron", "osguide", "react", "rustbook", "wagtail"),
        ),
        Model(inner=1536),
        hours=1.25,
        effort="for 2.65 hours on one core, in two runs from the weights of version 0.3; the weights of both were averaged",
        version="0.4",
    ),
    "en-de": Recipe(
        "en",
        "de",
        ("English", "German"),
        (Text("en-de/train.tsv.xz"), Text("en-de/docs.tsv.xz", domains=_FORMAL_DE)),
        "en-de/dev",
        (_NEWS_HUMAN, _NEWS_BERGAMOT, _TATOEBA, _GNOME, *_docs("djdocs", "react", "rustbook", "electron")),
        Model(encoder=6),
        hours=1.75,
        effort="for 1.75 hours on one core, from the weights of version 0.2",
        version="0.3",
    ),
    "en-fr": Recipe(
        "en",
        "fr",
        ("English", "French"),
        (Text("en-fr/train.tsv.xz"), Text("en-fr/docs.tsv.xz", domains=_LABELS)),
        "en-fr/dev",
        (_NEWS_HUMAN, _NEWS_BERGAMOT, _PYDOCS, _TATOEBA, _TLDR, _GNOME, *_docs("debmake")),
        Model(encoder=6),
        hours=1.1,
        effort="for 1.1 hours on one core, from the weights of version 0.2",
        version="0.3",
    ),
}
