"""The kind of an edit of a source text, and the translation that goes with it."""

import re
from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workflow.inline_tags import Grammar
from workflow.languages import language
from workflow.lexicon import Lexicon

if TYPE_CHECKING:
    from workflow.catalogs.source_edits.tokens import Token

__all__ = ["EditKind", "EditRules", "JudgedEdit", "words_of"]

_REWRITTEN = 0.5
"""The share of equal tokens below which a text counts as rewritten."""


_MARKDOWN = Grammar()
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class EditKind(StrEnum):
    """What happened to a source text. The value stands in the entry's ``workflow-edit`` comment."""

    COSMETIC = "cosmetic"
    """A typo, case, punctuation, spaces, emphasis: the text says what it said."""
    FACTS = "facts"
    """Numbers, currencies, links, code or names were exchanged one for one."""
    SENTENCE = "sentence"
    """Some of the text says something else."""
    REWRITTEN = "rewritten"
    """Most of it does."""

    @property
    def keeps_text(self) -> bool:
        """Whether the person's sentence holds for the new source."""
        return self in (EditKind.COSMETIC, EditKind.FACTS)


@dataclass(frozen=True, slots=True)
class JudgedEdit:
    """The kind of an edit, and the translation: the old one, with exchanged facts where the edit is of facts."""

    kind: EditKind
    text: str


@dataclass(frozen=True, slots=True)
class EditRules:
    """How the edits of a document are judged: the gettext codes of both languages, and the document's inline grammar."""

    source: str = "en"
    target: str = ""
    """Empty if it is not known: no fact is exchanged then."""
    grammar: Grammar = _MARKDOWN

    def judge(self, old: str, new: str, text: str, elsewhere: Set[str] = frozenset()) -> JudgedEdit:
        """Judge the edit from ``old`` to ``new``, whose translation was ``text``.

        ``elsewhere``: words of the project's other texts (``words_of``), which are known to be words.
        """
        # Imported where a text has been edited: the reading of quantities takes long to import.
        from workflow.catalogs.source_edits.comparison import compare
        from workflow.catalogs.source_edits.exchange import exchanged
        from workflow.catalogs.source_edits.tokens import tokenise

        if not new.strip() or not old.strip():
            return JudgedEdit(EditKind.REWRITTEN, text)
        before, after = tokenise(old, self.grammar), tokenise(new, self.grammar)
        found = compare(before, after, Lexicon(self.source, elsewhere))
        if not found.same_meaning:
            return JudgedEdit(EditKind.REWRITTEN if found.similarity < _REWRITTEN else EditKind.SENTENCE, text)
        if any(self._may_be_name(token, text) for token in found.corrected):
            return JudgedEdit(EditKind.SENTENCE, text)
        if not found.exchanges:
            return JudgedEdit(EditKind.COSMETIC, text)
        changed = (
            exchanged(found.exchanges, before, text, (self.source, self.target), self.grammar) if self.target else None
        )
        if changed is None:
            return JudgedEdit(EditKind.SENTENCE, text)
        return JudgedEdit(EditKind.FACTS, changed)

    def _may_be_name(self, token: "Token", text: str) -> bool:
        """Whether a corrected word may have been no misspelling: the translation has it as well, or would not show it."""
        if re.search(rf"(?<!\w){re.escape(token.text)}(?!\w)", text, re.IGNORECASE):
            return True
        return token.text[:1].isupper() and (
            not self.target or language(self.source).script != language(self.target).script
        )


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(word.lower().replace("’", "'") for word in _WORD.findall(text))
