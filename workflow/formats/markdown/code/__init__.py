"""Texts in code blocks that people read: comments, the labels of Mermaid diagrams, the captions in the options of a Quarto cell.

``code_texts`` finds them, ``written`` writes a translation of one.
"""

import re
from collections.abc import Callable, Iterable

from workflow.formats.markdown.code.cell_options import options
from workflow.formats.markdown.code.comments import comments
from workflow.formats.markdown.code.mermaid import labels
from workflow.formats.markdown.code.model import CodePlace, CodeText
from workflow.formats.markdown.code.writing import written

__all__ = ["CodePlace", "CodeText", "code_texts", "written"]

_LANGUAGE = re.compile(r"[{\s]*[.=]?(?P<name>[A-Za-z][\w+#-]*)")


def code_texts(code: str, info: str, known: Callable[[int], bool], *, with_comments: bool) -> tuple[CodeText, ...]:
    """Return the texts of a fenced code block, in order; ``info`` is its info string.

    ``known`` says whether a text that starts at an offset is a unit, prose or not: a translation. ``with_comments``: include comments and labels (``code_comments:``), not only the captions of a cell.
    """
    found = _LANGUAGE.match(info)
    language = found["name"].lower() if found else ""
    texts: Iterable[CodeText] = options(code) if info.lstrip().startswith("{") else ()
    if with_comments and language:
        texts = [*texts, *(labels(code, known) if language == "mermaid" else comments(code, language, known))]
    return tuple(sorted(texts, key=lambda text: text.start))
