"""LibreTranslate, and servers with its interface: ``/languages`` and ``/translate``.

Texts are sent as plain text. With ``format: html`` the server translates each fragment between two tags by itself, without its sentence,
and unescapes entities. So the caller replaces inline tags with placeholder tags that the server is known to copy.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from workflow.engines.base import Capabilities, EngineSettings, Hypothesis, Offer, Quality, Segment, Server, Where
from workflow.engines.client import Client, Refused
from workflow.engines.packages.argos import argos_codes
from workflow.engines.quality import quality
from workflow.engines.servers import configured, digest, excerpt, key_of, notice, place, writable
from workflow.errors import EngineError, EngineUnavailable
from workflow.model import Progress

__all__ = ["LibreTranslateEngine", "offers", "remedy"]

_BATCH = 32
"""The maximum number of texts in a request."""
_LABEL = 3
"""Words of a translation that several texts may have."""
_BATCH_CHARACTERS = 4000
"""The maximum number of characters in a request; most servers with a limit accept it."""
_FIGURE = re.compile(r"\d+")
_NAME = re.compile(r"(?<=\w )[A-Z]\w+")
"""A name within a sentence. German has such nouns where the text has none."""
# gettext code → code of newer servers. Older servers use Argos's codes.
_CODES = {
    "zh": "zh-Hans",
    "zh_CN": "zh-Hans",
    "zh_TW": "zh-Hant",
    "zh_HK": "zh-Hant",
}


def offers(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """Return the server, if ``engines`` in the configuration names it. Its pairs are requested at the first use.

    Raises EngineUnavailable if it is named and cannot be used.
    """
    server = configured("libretranslate", settings)
    if server is None:
        return ()
    return (
        Offer(
            name="libretranslate",
            package=place(server.url),
            where=Where.SERVER,
            quality=_quality(source, target),
            open=partial(LibreTranslateEngine, server, source, target),
            notice=notice("libretranslate", server),
        ),
    )


def remedy(source: str, target: str) -> str:
    """Return nothing: no command sets up a server."""
    return ""


class LibreTranslateEngine:
    """An engine for a pair of languages at a server. Nothing is sent before the first ``translate``.

    ``pause``: seconds before a request is repeated; for tests.
    """

    name = "libretranslate"
    capabilities = Capabilities()

    def __init__(self, server: Server, source: str, target: str, *, pause: float = 1.0):
        self._server = server
        self._pair = (source, target)
        self._pause = pause
        self._codes: tuple[str, str] | None = None
        self._alternatives = True

    @property
    def package(self) -> str:
        """The server's host and port."""
        return place(self._server.url)

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over the address. The server's packages are not known here."""
        return digest("libretranslate", self._server.url)

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See ``Engine.translate``. White space at the edges is kept and not sent."""
        texts = [segment.text for segment in segments]
        wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
        done: dict[str, tuple[str, ...]] = {}
        if wanted:
            key = key_of(self._server)
            client = Client(self._server.url, timeout=self._server.timeout, secret=key, pause=self._pause)
            source, target = self._languages(client)
            for batch in _batches(wanted):
                if progress:
                    progress(len(done), len(wanted), "sentences")
                done |= self._ask(client, batch, hypotheses, {"source": source, "target": target}, key)
            if progress:
                progress(len(done), len(wanted), "sentences")
        return [_with_edges(text, done.get(text.strip(), ("",))) for text in texts]

    def _languages(self, client: Client) -> tuple[str, str]:
        """The server's codes for the pair.

        Raises EngineUnavailable if it does not have the pair.
        """
        if self._codes is None:
            self._codes = _codes(client.get("/languages"), *self._pair, client.url)
        return self._codes

    def _ask(
        self, client: Client, batch: Sequence[str], hypotheses: int, pair: dict[str, str], key: str
    ) -> dict[str, tuple[str, ...]]:
        more = hypotheses - 1 if self._alternatives else 0
        request: dict[str, object] = {"q": list(batch), **pair, "format": "text"}
        request |= {"alternatives": more} if more else {}
        request |= {"api_key": key} if key else {}
        try:
            answer = client.post("/translate", request)
        except Refused as error:
            detail = error.detail.lower()
            if more and "alternatives" in detail:
                self._alternatives = False
                return self._ask(client, batch, hypotheses, pair, key)
            if "api key" in detail:
                raise EngineUnavailable(
                    f"{error} Let key_env, under servers in workflow.yaml, name the environment variable that holds it."
                ) from error
            if error.status != 413 and "exceed" not in detail and "limit" not in detail:
                raise
            if len(batch) == 1:
                return {batch[0]: ()}  # this text alone is too long for the server
            return self._halved(client, batch, hypotheses, pair, key)
        if not isinstance(answer, dict) or "translatedText" not in answer:
            raise EngineError(
                f"{client.url}: returned no translations but “{excerpt(json.dumps(answer, ensure_ascii=False))}”. "
                "Check that it is a LibreTranslate server."
            )
        found = _texts(answer, len(batch))
        if found is not None and not _is_mixed_up(batch, found):
            return dict(zip(batch, found, strict=True))
        if len(batch) == 1:
            raise EngineError(
                f"{client.url}: did not answer one text with one translation. Check that it is a LibreTranslate server."
            )
        return self._halved(client, batch, hypotheses, pair, key)

    def _halved(
        self, client: Client, batch: Sequence[str], hypotheses: int, pair: dict[str, str], key: str
    ) -> dict[str, tuple[str, ...]]:
        middle = len(batch) // 2
        parts = (batch[:middle], batch[middle:])
        first, second = (self._ask(client, part, hypotheses, pair, key) for part in parts)
        return first | second


def _quality(source: str, target: str) -> Quality | None:
    """The quality of Argos's packages, which such servers usually run; ``source`` names them."""
    known = quality("argos", source, target)
    return replace(known, source=f"if it runs {known.source}") if known else None


def _codes(languages: Any, source: str, target: str, url: str) -> tuple[str, str]:
    known: dict[str, Sequence[str] | None] = {}
    for one in languages if isinstance(languages, list) else ():
        if isinstance(one, dict) and isinstance(one.get("code"), str):
            targets = one.get("targets")
            # Older servers do not list their pairs.
            known[one["code"]] = [str(code) for code in targets] if isinstance(targets, list) else None
    if not known:
        raise EngineUnavailable(f"{url}: lists no languages at /languages. Check that it is a LibreTranslate server.")
    of = next((code for code in _candidates(source) if code in known), None)
    if of is not None:
        there = known[of]
        for to in _candidates(target):
            if to in (known if there is None else there):
                return of, to
    has = ", ".join(sorted(known if of is None else known[of] or known))[:200]
    raise EngineUnavailable(
        f"{url}: does not translate {source}→{target}; it has {has}. "
        f"Name other engines for this pair: engines: {{{source}-{target}: [argos]}}"
    )


def _candidates(code: str) -> tuple[str, ...]:
    """The codes that servers may use for a language (a gettext code), the likeliest first."""
    return tuple(dict.fromkeys((code.replace("_", "-"), _CODES.get(code, code), *argos_codes(code))))


def _texts(answer: dict[str, Any], count: int) -> list[tuple[str, ...]] | None:
    """The translations of each text, the best first; None if the answer does not have one for each."""
    best = answer["translatedText"]
    if isinstance(best, str) and count == 1:
        best = [best]
    if not isinstance(best, list) or len(best) != count or not all(isinstance(text, str) for text in best):
        return None
    others = answer.get("alternatives")
    if not isinstance(others, list) or len(others) != count:
        others = [()] * count
    return [
        tuple(
            dict.fromkeys(
                writable(text.strip())
                for text in (first, *(rest if isinstance(rest, list) else ()))
                if isinstance(text, str) and text.strip()
            )
        )
        for first, rest in zip(best, others, strict=True)
    ]


def _is_mixed_up(batch: Sequence[str], found: Sequence[Sequence[str]]) -> bool:
    """Whether translations seem to be in the places of others: one for two texts, or one with the figures or names of another text.

    Such a batch is asked again in halves; in a request with one text, nothing can be mixed up.
    """
    best = [one[0] if one else "" for one in found]
    first: dict[str, str] = {}
    for text, translation in zip(batch, best, strict=True):
        if len(translation.split()) > _LABEL and not _is_alike(first.setdefault(translation, text), text):
            return True
    return _exchanged(batch, best, _FIGURE) or _exchanged(batch, best, _NAME, everywhere=False)


def _exchanged(batch: Sequence[str], best: Sequence[str], pattern: re.Pattern[str], *, everywhere: bool = True) -> bool:
    """Whether a translation has what another text has, and nothing of its own. ``everywhere``: also if its own text has none."""
    ours, theirs = ([frozenset(pattern.findall(text)) for text in texts] for texts in (batch, best))
    known = frozenset[str]().union(*ours)
    return any(
        bool(there & known) and not own & there and (everywhere or bool(own))
        for own, there in zip(ours, theirs, strict=True)
    )


def _is_alike(one: str, other: str) -> bool:
    """Whether two texts may have one translation: they share half of their words."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return 2 * len(words & others) >= min(len(words), len(others))


def _with_edges(text: str, found: Sequence[str]) -> tuple[Hypothesis, ...]:
    core = text.strip()
    start = text.index(core)
    return tuple(Hypothesis((text[:start] + one + text[start + len(core) :],)) for one in found)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        if batch and (len(batch) == _BATCH or sum(map(len, batch)) + len(text) > _BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch
