"""Rules for TeX: formulas in blocks of their own, environments and commands."""

from workflow.formats.markdown.dialects.rules import Rule

__all__ = ["FORMULA", "TEX"]

_LABEL = r"(?:[ \t]*(?:\([\w:. -]+\)|\{[#.][^{}\r\n]*\}))?"
FORMULA = Rule(
    "formula",
    rf"(?:\$\$(?:[^$\r\n]|\$(?!\$)|\r?\n(?![ \t>]*\r?\n))*+\$\${_LABEL}"
    r"|\\\[[ \t]*\r?\n(?:(?![ \t>]*\\\])[^\r\n]*\S[^\r\n]*\r?\n){1,100}+[ \t>]*\\\])",
)
"""``$$ … $$`` alone on its lines, with the label of MyST or Quarto, and ``\\[ … \\]``."""

_OPAQUE = [
    "align",
    "alignat",
    "aligned",
    "array",
    "bmatrix",
    "cases",
    "displaymath",
    "eqnarray",
    "equation",
    "flalign",
    "gather",
    "gathered",
    "math",
    "multline",
    "pmatrix",
    "split",
    "subequations",
    "vmatrix",
    "tabular",
    "tabularx",
    "longtable",
    "table",
    "figure",
    "tikzpicture",
    "algorithm",
    "algorithmic",
    "lstlisting",
    "verbatim",
    "minted",
    "code",
]
"""Environments without prose in lines of their own."""


def _environment(name: str) -> str:
    end = rf"\\end\{{{name}\*?\}}"
    # The limit keeps a text with many unclosed environments linear.
    return rf"\\begin\{{{name}\*?\}}[^\r\n]*(?:\r?\n(?![ \t>]*{end})[^\r\n]*){{0,200}}+\r?\n[ \t>]*{end}[^\r\n]*"


TEX = Rule(
    "TeX command",
    rf"(?:{'|'.join(map(_environment, _OPAQUE))}"
    r"|\\(?:begin|end)\{[A-Za-z*]+\}[^\r\n]*|\\(?!section|chapter|subsection|paragraph|caption|footnote|emph|text)[a-zA-Z]{2,}\*?"
    r"(?:\[[^\]\r\n]*\]|\{[^{}\r\n]*\})*)",
)
"""An environment or a command of LaTeX, as in ``\\newpage``."""
