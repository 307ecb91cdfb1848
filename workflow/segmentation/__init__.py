"""Split texts into sentences, split long sentences, and count words.

The parts of a text, joined, are the text. Works offline.
"""

from workflow.segmentation.lengths import split_long, word_count
from workflow.segmentation.splitting import sentences

__all__ = ["sentences", "split_long", "word_count"]
