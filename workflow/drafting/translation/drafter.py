"""Draft texts with one engine: sentences are batched, duplicates translated once, every candidate validated."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from workflow.checks.full_names import only_names
from workflow.checks.language_pair import LanguagePair
from workflow.drafting.segments.context import neighbours
from workflow.drafting.segments.planning import Sentence, plan
from workflow.drafting.segments.quantities import with_samples
from workflow.drafting.segments.tag_texts import tag_texts
from workflow.drafting.segments.terminology import Terminology
from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle
from workflow.drafting.translation.assembly import Plan, alternative, assemble, completed
from workflow.drafting.translation.draft import Draft, DraftSource, Text
from workflow.drafting.translation.sentences import SentenceKey, SentenceTranslator
from workflow.engines.base import Engine
from workflow.glossary import Terms
from workflow.inline_tags import Grammar
from workflow.model import Progress

__all__ = ["Drafter"]

_MAX_KEPT = 20_000
"""Maximum number of sentences whose results are kept for later texts; each takes some kilobytes."""


class Drafter:
    """Drafts texts from ``source`` to ``target`` (gettext codes) with one engine. The model is loaded for the first sentence.

    ``store``: a file that caches the placeholder styles of packages; None caches nothing. ``terms``: the glossary of the pair, which
    the drafts follow where they can. ``styles``: placeholder styles to use instead of those that the package copies; for measurements.
    """

    def __init__(
        self,
        engine: Engine,
        source: str,
        target: str,
        *,
        store: Path | None = None,
        terms: Terms | None = None,
        styles: tuple[PlaceholderStyle, ...] | None = None,
    ):
        pair = LanguagePair.of(source, target)
        self.engine = engine
        self.source = DraftSource.of(engine)
        self._terminology = Terminology(terms) if terms else None
        self._translator = SentenceTranslator(engine, pair, self._terminology, store=store, styles=styles)

    @property
    def kept(self) -> int:
        """The number of sentences whose results are kept."""
        return len(self._translator.results)

    def styles(self) -> tuple[PlaceholderStyle, ...]:
        """The placeholder styles that the package copies, best first; the package is probed once. Raises EngineError."""
        return self._translator.styles()

    def draft(
        self, texts: Sequence[Text], *, retry: Iterable[int] = (), progress: Progress | None = None
    ) -> list[Draft]:
        """Return a draft for each text, in order. Titles of links and other texts in tags are drafted as texts of their own.

        For an engine that takes whole documents, ``texts`` is one whole document, in order. ``retry``: indexes of texts whose last
        draft the caller refused; they get a different one, or none.
        Raises EngineError.
        """
        inner = [self._tag_texts(text) for text in texts]
        more = list(dict.fromkeys(one for found in inner for one in found))
        drafts = self._draft([*texts, *more], set(retry), progress)
        made = dict(zip(more, drafts[len(texts) :], strict=True))
        return [
            completed(text, draft, [(one.source, made[one]) for one in found]) if found else draft
            for text, draft, found in zip(texts, drafts, inner, strict=False)
        ]

    def _draft(self, texts: Sequence[Text], again: Collection[int], progress: Progress | None) -> list[Draft]:
        """A draft for each text, without the texts in its tags. ``again``: see ``retry`` of ``draft``."""
        translator = self._translator
        if not again and (self.engine.capabilities.whole_documents or self.kept > _MAX_KEPT):
            # Memory must not grow with the project; a sentence that comes again is translated again, with the same result.
            translator.forget()
        if self._terminology is not None:
            texts = [replace(text, grammar=self._terminology.grammar(text.grammar)) for text in texts]
        plans = [self._planned(text) for text in texts]
        if self.engine.capabilities.reads_context:
            documents = [text.document for text in texts]
            translator.neighbours = neighbours(zip(documents, plans, strict=True)) | translator.neighbours
        keys = dict.fromkeys(
            key
            for number, (text, pieces) in enumerate(zip(texts, plans, strict=True))
            for key in _keys(text, pieces)
            if not again or number in again
        )
        new = [key for key in keys if key not in translator.results]
        translator.translate(new, progress)
        translator.protect_terms(new, progress)
        drafts = [
            assemble(text, pieces, translator.results, translator.context, self.source)
            for text, pieces in zip(texts, plans, strict=True)
        ]
        # Valid sentences that make an invalid text: try the remaining strategies for those with inline tags.
        bad = [
            number
            for number, draft in enumerate(drafts)
            if (draft.text is None and all(one.chosen for one in draft.sentences)) or number in again
        ]
        if bad:
            tagged = dict.fromkeys(key for number in bad for key in _keys(texts[number], plans[number]) if key[0].atoms)
            translator.translate(list(tagged), progress, exhaustive=True)
            for number in bad:
                text, pieces = texts[number], plans[number]
                for key in _keys(text, pieces):
                    translator.validate_deferred(key)
                drafts[number] = alternative(
                    text, pieces, translator.results, translator.context, drafts[number], rejected=number in again
                )
        return drafts

    @staticmethod
    def _tag_texts(text: Text) -> tuple[Text, ...]:
        """The texts in a text's tags."""
        if "](" not in text.source and "<" not in text.source:
            return ()
        grammar = Grammar("plain", text.grammar.placeholders)
        return tuple(
            Text(one, grammar, document=text.document)
            for one in tag_texts(text.source, text.grammar.find_tags(text.source))
        )

    def _planned(self, text: Text) -> Plan:
        """The text as verbatim strings and sentences, in which placeholders of numbers have samples."""
        source, whole = self._translator.context.pair.source, self.engine.capabilities.whole_documents
        found = text.grammar.find_tags(text.source)
        pieces = plan(text.source, found, source, whole=whole, copied=self._is_copied)
        return [piece if isinstance(piece, str) else with_samples(piece, text.numbers) for piece in pieces]

    def _is_copied(self, words: str) -> bool:
        """Whether a text is only names, and none of them is in the glossary."""
        if not only_names(words, self._translator.context.pair):
            return False
        return self._terminology is None or not self._terminology.matches(Sentence((words,)))


def _keys(text: Text, pieces: Plan) -> list[SentenceKey]:
    """The keys of a text's sentences."""
    return [(piece, text.grammar) for piece in pieces if isinstance(piece, Sentence)]
