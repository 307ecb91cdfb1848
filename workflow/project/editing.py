"""Edit ``workflow.yaml``; every other character of it is kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workflow.errors import BadInput, ConfigError
from workflow.files import decode, rewrite
from workflow.languages import gettext_codes
from workflow.project.configuration import Config
from workflow.project.layout import CONFIG_NAME
from workflow.project.loading import parse
from workflow.project.model import Project
from workflow.project.yaml_nodes import ConfigValue, compose

if TYPE_CHECKING:
    from yaml import Node

__all__ = ["add_languages", "with_languages"]


def add_languages(project: Project, codes: Sequence[str]) -> tuple[Project, tuple[str, ...]]:
    """Add languages to the project's ``workflow.yaml``, and return the new project and the codes that were added.

    Raises BadInput for a code that does not exist or is the source language, ConfigError if the file cannot be edited
    safely, FileProblem.
    """
    wanted = gettext_codes(" ".join(codes))
    if project.config.source_language in wanted:
        raise BadInput(f"{project.config.source_language} is the source language.")
    new = tuple(code for code in wanted if code not in project.config.languages)
    if not new:
        return project, ()
    path = project.layout.config
    _, data = rewrite(path, lambda data: with_languages(decode(data, str(path)), new, str(path)).encode("utf-8"))
    return Project(root=project.root, config=parse(decode(data, str(path)), str(path))), new


def with_languages(text: str, codes: Sequence[str], file: str = CONFIG_NAME) -> str:
    """Return the text of a ``workflow.yaml`` with languages added after the present ones; comments and layout are kept.

    Raises ConfigError if the file is broken, or its list of languages has an unsupported form.
    """
    before = parse(text, file)
    value = compose(text, file).mapping()["languages"]
    changed = _added(text, value, codes)
    try:
        after: Config | None = parse(changed, file)
    except ConfigError:
        after = None
    # A list with an alias (*name) may be used elsewhere too: nothing but the languages may have changed.
    if after is None or after != replace(before, languages=(*before.languages, *codes)):
        raise value.error(f"languages: cannot be edited automatically here. Add by hand: {', '.join(codes)}.")
    return changed


def _added(text: str, value: ConfigValue, codes: Sequence[str]) -> str:
    node: Node = value.node
    items = node.value
    newline = "\r\n" if "\r\n" in text else "\n"
    if isinstance(items, str):
        start, end = node.start_mark.index, node.end_mark.index
        return f"{text[:start]}[{', '.join((text[start:end], *codes))}]{text[end:]}"
    if not items:  # []
        at = text.index("[", node.start_mark.index) + 1
        return f"{text[:at]}{', '.join(codes)}{text[at:]}"
    last = items[-1]
    at = last.end_mark.index
    if node.flow_style:  # type: ignore[attr-defined]
        first_on_line = text[text.rfind("\n", 0, last.start_mark.index) + 1 : last.start_mark.index]
        gap = f",{newline}{first_on_line}" if len(items) > 1 and not first_on_line.strip() else ", "
        return text[:at] + "".join(f"{gap}{code}" for code in codes) + text[at:]
    begin = text.rfind("\n", 0, last.start_mark.index) + 1
    dash = text[begin : last.start_mark.index]
    end = text.find("\n", at)
    lines = "".join(f"{dash}{code}{newline}" for code in codes)
    if end < 0:
        return f"{text}{newline}{lines}"
    return text[: end + 1] + lines + text[end + 1 :]
