"""YAML with line numbers: every value has its file and line, for error messages."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from workflow.data_formats import compose_yaml
from workflow.errors import ConfigError
from workflow.yaml_errors import in_plain_words

if TYPE_CHECKING:
    from yaml import Node

__all__ = ["ConfigValue", "compose", "nearest"]

_TAG = "tag:yaml.org,2002:"
_SEVERAL = re.compile(r"[\w./@*?!-]+(?:\s*,\s*[\w./@*?!-]+)+")
"""Several words with commas between them: a list without its brackets."""


@dataclass(frozen=True, slots=True)
class ConfigValue:
    """A YAML value, its name in dots (``overrides.uk.engines``) and its file."""

    file: str
    name: str
    node: "Node"

    @property
    def line(self) -> int:
        """The 1-based line on which the value starts."""
        return int(self.node.start_mark.line) + 1

    def error(self, message: str) -> ConfigError:
        """Return a ConfigError with the file and line of this value."""
        return ConfigError(f"{self.file}:{self.line}: {message}")

    def _expected(self, what: str) -> ConfigError:
        return self.error(f"{self.name or 'the file'} must be {what}, not {self._kind()}.")

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        from yaml import MappingNode

        return isinstance(self.node, MappingNode)

    @property
    def is_scalar(self) -> bool:
        """Whether the value is a single one: text, a number, true or false, but not empty."""
        from yaml import ScalarNode

        return isinstance(self.node, ScalarNode) and self.node.tag != f"{_TAG}null"

    def _kind(self) -> str:
        if self.is_mapping:
            return "a mapping (key: value)"
        if isinstance(self.node.value, list):
            return "a list"
        return "empty" if self.node.tag == f"{_TAG}null" else f'"{self.node.value}"'

    def mapping(self, known: Collection[str] | None = None) -> dict[str, "ConfigValue"]:
        """Return the keys and values, in order. Raises ConfigError, with the line, for keys outside ``known`` and duplicate keys."""
        from yaml import MappingNode, ScalarNode

        if not isinstance(self.node, MappingNode):
            raise self._expected("a mapping (key: value)")
        found: dict[str, ConfigValue] = {}
        for key, node in self.node.value:
            where = ConfigValue(self.file, self.name, key)
            if not isinstance(key, ScalarNode):
                raise where.error("a key must be a word.")
            name = str(key.value)
            if known is not None and name not in known:
                raise where.error(_unknown(name, self.name, known))
            if name in found:
                raise where.error(f'"{name}" occurs twice (first at line {found[name].node.start_mark.line + 1}).')
            found[name] = ConfigValue(self.file, f"{self.name}.{name}" if self.name else name, node)
        return found

    def values(self) -> list["ConfigValue"]:
        """Return the members of a list; a single scalar counts as a list of one, but not one such as ``a, b``, unless a placeholder is in quotes."""
        from yaml import ScalarNode, SequenceNode

        if isinstance(self.node, ScalarNode) and self.node.tag != f"{_TAG}null":
            key = self.name.rpartition(".")[2]
            is_expression = key == "placeholders" and self.node.style is not None
            if _SEVERAL.fullmatch(self.node.value) and not is_expression:
                words = ", ".join(re.split(r"\s*,\s*", self.node.value))
                raise self.error(f'{self.name}: "{self.node.value}" is one text. Write a list: {key}: [{words}]')
            return [self]
        if not isinstance(self.node, SequenceNode):
            raise self._expected("a list, such as [a, b]")
        return [ConfigValue(self.file, self.name, node) for node in self.node.value]

    def text(self) -> str:
        """Return a scalar as written: ``no`` (Norwegian) and ``2026`` are text if a text is expected."""
        from yaml import ScalarNode

        if not isinstance(self.node, ScalarNode) or self.node.tag == f"{_TAG}null" or not self.node.value.strip():
            raise self._expected("text")
        return str(self.node.value).strip()

    def texts(self) -> tuple[str, ...]:
        """Return a list of texts, each once."""
        return tuple(dict.fromkeys(value.text() for value in self.values()))

    def boolean(self) -> bool:
        """Return ``true`` or ``false`` (also ``yes``, ``no``, ``on``, ``off``, as in YAML 1.1)."""
        word = self.node.value.lower() if isinstance(self.node.value, str) else ""
        if self.node.tag != f"{_TAG}bool":
            raise self._expected("true or false")
        return word in {"true", "yes", "on"}

    def choice(self, options: Mapping[str, str | None]) -> str:
        """Return one of ``options``. Raises ConfigError for an option with a reason (value not None) against it."""
        word = self.text()
        if word not in options:
            raise self.error(f"{self.name}: {nearest(word, options)} It can be {_listed(options)}.")
        if (reason := options[word]) is not None:
            raise self.error(f'{self.name}: "{word}" {reason}')
        return word


def compose(text: str, file: str) -> ConfigValue:
    """Return the YAML document in ``text``. Raises ConfigError with file and line if it is not valid YAML, or is empty."""
    import yaml

    try:
        node = compose_yaml(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ConfigError(
            f"{file}:{line}: not valid YAML: {in_plain_words(error.problem or error.context or '')}"
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        raise ConfigError(f"{file}:{line}: not valid YAML: the character U+{code:04X} is not allowed.") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{file}: not valid YAML: {error}.") from error
    if node is None:
        raise ConfigError(f"{file}: the file is empty. It needs title, source_language and languages.")
    return ConfigValue(file, "", node)


def nearest(word: str, options: Collection[str]) -> str:
    """Return ``unknown "word".``, with the nearest of ``options`` if one is near."""
    near = get_close_matches(word.lower(), list(options), n=1, cutoff=0.6)
    return f'unknown "{word}".' + (f' Did you mean "{near[0]}"?' if near else "")


def _unknown(name: str, place: str, known: Collection[str]) -> str:
    near = get_close_matches(name.lower().replace("-", "_"), list(known), n=1, cutoff=0.6)
    hint = f'Did you mean "{near[0]}"?' if near else f"Known keys: {', '.join(sorted(known))}."
    return f'unknown key "{name}"{f" under {place}" if place else ""}. {hint}'


def _listed(options: Collection[str]) -> str:
    *head, last = sorted(options)
    return f"{', '.join(head)} or {last}" if head else last
