"""What is known about the words of a language, from word lists that come with the program."""

from workflow.lexicon.words import Lexicon, word_set

__all__ = ["Lexicon", "word_set"]
