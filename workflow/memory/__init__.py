"""The translation memory: earlier translations, found again by exact, context and fuzzy match.

``open_memory(project)`` returns a ``Memory``, whose ``find`` returns the best matches for a text. ``import_file`` copies TMX and PO
files into ``memory/``, ``export`` writes TMX, and ``surroundings`` returns the neighbours of a catalog's entries, for context matches.
"""

from workflow.memory.compendia import surroundings
from workflow.memory.exporting import Exported, export
from workflow.memory.importing import Imported, import_file
from workflow.memory.lookup import MIN_SCORE
from workflow.memory.model import NOWHERE, Maker, MatchKind, MatchOrigin, MemoryMatch, Surroundings, TranslationPair
from workflow.memory.sync import Memory, open_memory

__all__ = [
    "MIN_SCORE",
    "NOWHERE",
    "Exported",
    "Imported",
    "Maker",
    "MatchKind",
    "MatchOrigin",
    "Memory",
    "MemoryMatch",
    "Surroundings",
    "TranslationPair",
    "export",
    "import_file",
    "open_memory",
    "surroundings",
]
