"""The text that ``workflow edit`` opens in an editor: the translation, and below a line what is known about the unit. Pure functions."""

import re
from collections.abc import Iterable, Sequence

from workflow.errors import BadInput

__all__ = ["CUT", "compose", "texts_of"]

CUT = "# ------------------------ >8 ------------------------"
"""Everything from this line on is left out, as in git's commit messages."""
_FORM = re.compile(r"^# msgstr\[(\d+)\].*$", re.MULTILINE)
_OTHER = "# ---- or the other text: keep one of the two, and delete this line ----"
_HELP = (
    "The translation is above this line; nothing from here on is saved.",
    "A line break above is one that readers see: write a paragraph as one line.",
    "To leave everything as it is, close the editor without a change, or empty the file.",
)


def compose(texts: Sequence[str], facts: Iterable[tuple[str, str]], other: Sequence[str] | None = None) -> str:
    """Return the text for the editor. ``other``: the other side's texts, in a conflict, one of which has to be chosen."""
    shown = list(texts)
    if other is not None and len(other) == len(texts):
        shown = [
            f"{text}\n{_OTHER}\n{second}" if text != second else text for text, second in zip(texts, other, strict=True)
        ]
    if len(shown) == 1:
        top = f"{shown[0]}\n"
    else:
        top = "".join(f"# msgstr[{number}]\n{text}\n" for number, text in enumerate(shown))
    notes = "".join(f"# {line}\n" for line in _HELP)
    below = "".join(f"# {f'{label:<9} {text}'.rstrip()}\n" for label, text in facts)
    return f"{top}\n{CUT}\n{notes}#\n{below}"


def texts_of(edited: str, before: str, forms: int) -> tuple[str, ...] | None:
    """Return the translation in an edited text, a text for each plural form; None if it is unchanged or empty.

    ``before``: the text that was opened. Empty lines at the beginning and the end do not count. Raises BadInput if a form or the line
    ``CUT`` is missing, or both texts of a conflict are still there.
    """
    top, was = _top(edited), _top(before)
    if f"# {_HELP[0]}" in top.split("\n"):
        raise BadInput(f"the line “{CUT}” is gone, so that the end of the translation is not known. Put it back.")
    if top.strip("\n") == was.strip("\n") or not _FORM.sub("", top).strip():
        return None
    if any(line == _OTHER for line in top.split("\n")):
        raise BadInput("both texts are still there. Keep one, and delete the line between them.")
    if forms == 1:
        return (top.strip("\n"),)
    found = {int(match[1]): match for match in _FORM.finditer(top)}
    if sorted(found) != list(range(forms)):
        raise BadInput(
            f"the lines `# msgstr[0]` to `# msgstr[{forms - 1}]` have to be there, each once, with a text below it."
        )
    places = sorted(found.items(), key=lambda item: item[1].start())
    texts: dict[int, str] = {}
    for (number, match), end in zip(places, [*(match.start() for _, match in places[1:]), len(top)], strict=True):
        texts[number] = top[match.end() : end].strip("\n")
    return tuple(texts[number] for number in range(forms))


def _top(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    at = f"\n{text}".find(f"\n{CUT}")
    return text if at < 0 else text[:at]
