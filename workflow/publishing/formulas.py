"""Formulas: TeX to MathML, which browsers show without a script.

latex2mathml does not escape what it writes, and passes on commands that it does not know. So its tree is written here, the result is sanitised,
and a formula with an unknown command is shown as its source.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape

from workflow.findings import Finding
from workflow.model import Severity
from workflow.project import CONFIG_NAME, Project
from workflow.publishing.editions import LocalizedDocument
from workflow.publishing.sanitising import sanitised

__all__ = ["check_formulas", "mathml", "with_formulas"]

_FORMULA = re.compile(r'<code class="math( math-display)?">([^<]*)</code>')
_COMMAND = re.compile(r"\\[A-Za-z]+")
_MACRO = re.compile(r"\\(?:def|newcommand|renewcommand|providecommand|let|href|url|includegraphics|input)(?![A-Za-z])")
"""Commands that define others, which can grow without end, or that name files and addresses."""
_LONGEST = 5000
"""Maximum number of characters of a formula."""


def with_formulas(body: str) -> str:
    """Put MathML in place of the formulas of a body. One that cannot be converted stays as it is."""

    def formula(match: re.Match[str]) -> str:
        return mathml(unescape(match[2]), display=bool(match[1])) or match[0]

    return _FORMULA.sub(formula, body) if 'class="math' in body else body


def check_formulas(project: Project, localized: LocalizedDocument) -> Mapping[str, Finding]:
    """Find the formulas of a document that cannot be converted. Returns the findings by formula."""
    found: dict[str, Finding] = {}
    path, text = localized.document.path, localized.document.text
    body = localized.page.body if localized.page is not None else ""
    for match in _FORMULA.finditer(body) if 'class="math' in body else ():
        tex = unescape(match[2])
        if tex in found or mathml(tex, display=bool(match[1])) is not None:
            continue
        at = text.find(tex.split("\n")[0])
        line = text.count("\n", 0, at) + 1 if at >= 0 else 0
        where = f"{project.config.source}/{path}{f':{line}' if line else ''}"
        found[tex] = Finding(
            "broken_formula",
            Severity.WARNING,
            f"{where}: the formula {_shortened(tex)} is not TeX that can be shown: the page shows its source. Correct it, or "
            f"set `math: false` in {CONFIG_NAME} if it is no formula.",
            document=path,
            source=project.layout.source / path,
            source_line=line,
        )
    return found


def _shortened(tex: str) -> str:
    """Quote a formula for a message."""
    line = " ".join(tex.split())
    return repr(line if len(line) <= 60 else f"{line[:59]}…")


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool) -> str | None:
    """Return a formula as MathML; None if it is broken, has an unknown command, or is too long."""
    from xml.etree import ElementTree

    from latex2mathml.converter import Converter

    if len(tex) > _LONGEST or _MACRO.search(tex) or not tex.strip():
        return None
    try:
        tree = Converter(display="block" if display else "inline").convert_to_element(tex)
    except Exception:  # whatever a broken formula makes of it: IndexError, KeyError, RecursionError …
        return None
    for element in tree.iter():
        element.text = unescape(element.text) if element.text else None
        for name in ("class", "id"):  # the page's own
            element.attrib.pop(name, None)
        if element.text and _COMMAND.match(element.text):
            return None
    tree.set("alttext", " ".join(tex.split()))
    try:
        return sanitised(ElementTree.tostring(tree, encoding="unicode"))
    except (ValueError, RecursionError):
        return None
