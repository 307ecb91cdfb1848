"""The words that a project has for its languages: its glossary, its dictionaries and its own lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow import glossary, spelling
from workflow.glossary import Glossary
from workflow.glossary.terms import Terms
from workflow.project import Project
from workflow.spelling import Speller

__all__ = ["ProjectWords"]


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """The glossary of a project, and the speller of each language."""

    glossary: Glossary
    spellers: Mapping[str, Speller]

    @classmethod
    def load(cls, project: Project, languages: Sequence[str]) -> "ProjectWords":
        """Read the glossary and the lists of words. Raises GlossaryError, ConfigError, FileProblem, DocumentError."""
        return cls(glossary.load(project), {code: spelling.load(project, code) for code in languages})

    def of(self, language: str) -> tuple[Terms, Speller]:
        """Return the glossary and the speller of a language."""
        return self.glossary.terms(language), self.spellers[language]
