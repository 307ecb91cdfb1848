"""Whether a line of a comment is prose, or else an instruction to a program, an output, or code that is commented out."""

import re

__all__ = ["is_label", "is_prose", "item_marker"]

_WORD = re.compile(r"[^\W\d_]{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_INSTRUCTION = re.compile(
    r"(?:noqa|type:|mypy:|pylint|flake8|ruff:|fmt:|isort|yapf|pragma|nosec|NOSONAR|coverage:|pyright|eslint|tslint|jshint|jslint|prettier-|"
    r"stylelint|biome-|@?ts-|istanbul|[cv]8 ignore|@vite-|webpack[A-Z]|sourceMappingURL|go:|\+build|nolint|NOLINT|clang-|rustfmt|clippy|"
    r"shellcheck|hadolint|yaml-language-server|cspell|spell-?checker|markdownlint|vim:|-\*-|highlight-|\[!|@formatter|#?(?:end)?region\b(?=[ \t]*$|[ \t][A-Z])|"
    r"tag::|end::|ANCHOR(?:_END)?:|<[\w-]+>|#?</?docs|include[ \t]*[<\"(]|#?ifn?def\b|language=|title:|filename:|file:|[~^=*_-]{3,})"
)
_CODE = re.compile(
    r".*(?:[;{}\\]|[^\w\s][,(])$"
    r"|[)\]}>|$&]|(?:=>|->)[ \t]*\S*$"
    r"|[\w.$\[\]'\"-]+(?:[ \t]*[-+*/|&:]?=(?!=)[ \t]*\S|\([^()]*\)[:.]?[\w.(),]*$)"
    r"|(?:import|from|return|const|let|var|def|fn|func|export|use|using|sudo|SELECT|select)\b[^.!?]*[;(={:*/]"
    r"|(?:if|while|elif)[ \t]+\S+:$|for[ \t]+\w+[ \t]+in\b.*:$|(?:else|try|finally):$"
    r"|[a-z][\w.-]*:[ \t]*[\w\"'\[./-]*$"
    r"|-{1,2}[\w-]+(?:[= ]\S+)?$|\w+://\S+$"
    r"|(?:true|false|null|undefined|nil|none|nan|infinity)[;.,]?$|([\"'`])[^\"'`]*\1$|</?[a-z!]"
    r"|\S+ (?:[=!]==?|[<>]=|&&|\|\|) |[^\w\s]*\s*[\w./-]+\.[a-z]\w{0,4}$|[A-Za-z]*[a-z][A-Z]\w*$"
    r"|(?=[\x21-\x7e]+$)\S*?(?:[_./\\:@#$*+=]\w|\w[(\[<])"
)

_ENTITY = re.compile(r"#\w{1,8};")
_ITEM = re.compile(
    r"(?P<tag>[@\\][a-z]\w*(?:[ \t]+\{[^{}\r\n]*\})?(?:[ \t]+\[?[\w.$=]+\]?[ \t]+-(?=[ \t]))?[ \t]*|(?:[-*+•]|\d{1,3}[.)])[ \t]+)"
)


def is_prose(text: str) -> bool:
    """Whether people read the line, in any language."""
    return bool(_WORD.search(text)) and not _INSTRUCTION.match(text) and not _CODE.match(text)


def is_label(text: str) -> bool:
    """Whether people read the label of a diagram, in which ``#91;`` stands for a character."""
    return is_prose(_ENTITY.sub(" ", text).strip())


def item_marker(text: str) -> int:
    """The length of what begins a unit: the sign or number of a list item, or a tag such as ``@param``; 0 if there is none."""
    found = _ITEM.match(text)
    return found.end() if found else 0
