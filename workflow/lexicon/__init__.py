"""The known words of languages: which words are ordinary ones, and which are rather names."""

from workflow.lexicon.lists import Lexicon, word_set

__all__ = ["Lexicon", "word_set"]
