"""The translation memory: what the house has translated before, found again.

Floor 3. The door: ``open_memory(project) -> Memory``, whose ``find`` gives the best matches for a text; ``import_file`` takes TMX and PO files
into ``memory/``; ``export`` writes TMX; ``surroundings`` says where a catalog's entries stand, for matches in context.
"""

from workflow.memory.compendia import surroundings
from workflow.memory.exporting import Exported, export
from workflow.memory.importing import Imported, import_file
from workflow.memory.lookup import FLOOR
from workflow.memory.model import NOWHERE, Maker, MatchKind, MatchOrigin, MemoryMatch, Surroundings, TranslationPair
from workflow.memory.sync import Memory, open_memory

__all__ = [
    "FLOOR",
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
