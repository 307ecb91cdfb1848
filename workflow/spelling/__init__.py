"""Spelling: which words a language and a project have.

``load(project, language)`` returns the ``Speller`` of a language: an installed Hunspell dictionary, and the project's own words. A
language without a dictionary has a speller that says nothing.
"""

from workflow.spelling.dictionaries import dictionary_package
from workflow.spelling.loading import load
from workflow.spelling.speller import Speller, problem_of

__all__ = ["Speller", "dictionary_package", "load", "problem_of"]
