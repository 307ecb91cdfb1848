"""Draft a batch of works with an engine, and check that the drafts keep their documents' structure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflow.drafting.selection import Work
from workflow.drafting.targets import CatalogTexts
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.model import Key, Progress

__all__ = ["draft_batch"]

_SOURCE_FORMS = 2
"""The number of forms that a PO file has for the source."""
_GUESSED = 0.5
"""The lowest risk of a plural form that the source does not have."""

_Spans = Mapping[Key, range]
"""By entry: the indexes of its forms among all texts of the batch."""


def draft_batch(
    drafter: Drafter, works: Sequence[Work], texts: Sequence[CatalogTexts], progress: Progress | None
) -> list[dict[Key, tuple[Draft, ...]]]:
    """For each work, the drafts of its entries, one for each plural form; entries that the document lacks are left out.

    ``texts``: those of each work's catalog. A draft that would break its document's structure is replaced by another, or refused.
    Raises EngineError.
    """
    whole = drafter.engine.capabilities.whole_documents
    if whole and len(works) > 1:
        pairs = zip(works, texts, strict=True)
        return [found for work, known in pairs for found in draft_batch(drafter, [work], [known], progress)]
    asked: list[Text] = []
    spans: list[_Spans] = []
    for work, known in zip(works, texts, strict=True):
        wanted = {entry.key for entry in work.entries}
        found: dict[Key, range] = {}
        for key, forms in known.forms.items():
            if whole or key in wanted:
                found[key] = range(len(asked), len(asked) + len(forms))
                asked += [replace(form, document=str(work.target.path)) for form in forms]
        spans.append(found)
    drafts = drafter.draft(asked, progress=progress)
    refused = _refused(texts, spans, drafts)
    if refused:
        drafts = drafter.draft(asked, retry=refused, progress=progress)
        for index, reason in _refused(texts, spans, drafts).items():
            drafts[index] = replace(drafts[index].refused(reason), source=drafter.source)
    return [
        {
            entry.key: _with_guesses([drafts[index] for index in found[entry.key]])
            for entry in work.entries
            if entry.key in found
        }
        for work, found in zip(works, spans, strict=True)
    ]


def _with_guesses(forms: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts of an entry's forms. Of more forms than the source has, all but one are translations of the same text: people must look."""
    if len(forms) <= _SOURCE_FORMS:
        return tuple(forms)
    return tuple(
        replace(one, risk=max(one.risk, _GUESSED), risk_reasons=("plural", *one.risk_reasons)) for one in forms
    )


def _refused(texts: Sequence[CatalogTexts], spans: Sequence[_Spans], drafts: Sequence[Draft]) -> dict[int, str]:
    """The drafts that msgfmt would refuse or that would break their document, by index, and why."""
    refused: dict[int, str] = {}
    for known, found in zip(texts, spans, strict=True):
        forms = {key: tuple(drafts[index].text for index in span) for key, span in found.items()}
        complete = {key: tuple(text for text in texts if text is not None) for key, texts in forms.items()}
        reasons = known.refused({key: texts for key, texts in complete.items() if len(texts) == len(forms[key])})
        refused |= {index: reason for key, reason in reasons.items() for index in found[key]}
    return refused
