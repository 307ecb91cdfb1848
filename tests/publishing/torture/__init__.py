"""The torture publication: every construct, script and state of a text, for validators of pages and books.

``python -m tests.publishing.torture FOLDER`` writes and publishes it. ``source/`` has its documents: one more file there is one more page in
every language. The fixtures of the formats are documents of it too. ``words`` has a text for each language.
"""

from tests.publishing.torture.making import LANGUAGES, torture

__all__ = ["LANGUAGES", "torture"]
