"""Read ``publish`` in ``workflow.yaml``."""

from collections.abc import Collection, Sequence

from workflow.errors import BadInput
from workflow.languages import gettext_code
from workflow.model import Severity
from workflow.project.patterns import problem
from workflow.project.publish_policy import KINDS, PublishPolicy, PublishRule, PublishSettings, TextLevel
from workflow.project.yaml_nodes import ConfigValue, nearest

__all__ = ["publish_policy"]

_SETTINGS = ("allow", "complete_only", "hold_back", "max_risk")
_PLACES = ("languages", "documents", "kinds")
_LIMITS: dict[str, str | None] = {**dict.fromkeys(map(str, Severity)), "none": None}


def publish_policy(value: ConfigValue, languages: Collection[str]) -> PublishPolicy:
    """Return the policy that a value of ``publish`` describes: a list of what may appear, or a mapping.

    ``languages``: the target languages of the project. Raises ConfigError with the line.
    """
    if not value.is_mapping:
        return PublishPolicy(PublishSettings(allow=_allow(value)))
    given = value.mapping(known=(*_SETTINGS, "rules"))
    changes = _changes(given)
    rules = tuple(_rule(item, languages) for item in given["rules"].values()) if "rules" in given else ()
    return PublishPolicy(PublishSettings(**changes), rules)  # type: ignore[arg-type]


def _changes(given: dict[str, ConfigValue]) -> dict[str, object]:
    """The values of ``PublishSettings`` that are given."""
    found: dict[str, object] = {}
    if "allow" in given:
        found["allow"] = _allow(given["allow"])
    if "max_risk" in given:
        found["max_risk"] = _risk(given["max_risk"])
    if "hold_back" in given:
        for name, item in given["hold_back"].mapping(known=("drafts", "people")).items():
            limit = item.choice(_LIMITS)
            found[f"hold_back_{name}"] = None if limit == "none" else Severity(limit)
    if "complete_only" in given:
        found["complete_only"] = given["complete_only"].boolean()
    return found


def _allow(value: ConfigValue) -> tuple[TextLevel, ...]:
    names = dict.fromkeys(map(str, TextLevel))
    levels: list[TextLevel] = []
    for item in value.values():
        level = TextLevel(item.choice(names))
        if level in levels:
            raise item.error(f'{value.name}: "{level}" occurs twice. Remove one of them.')
        if TextLevel.SOURCE in levels:
            raise item.error(
                f'{value.name}: "{level}" stands after "source" and would never appear. Put "source" last.'
            )
        levels.append(level)
    if not levels:
        raise value.error(f"{value.name}: there must be at least one, such as approved. To translate nothing: [source]")
    return tuple(levels)


def _risk(value: ConfigValue) -> float:
    try:
        risk = float(value.text())
    except ValueError:
        risk = -1
    if not 0 <= risk <= 1:
        raise value.error(f'{value.name}: "{value.text()}" must be a number from 0 to 1, such as 0.4.')
    return risk


def _rule(value: ConfigValue, languages: Collection[str]) -> PublishRule:
    given = value.mapping(known=(*_PLACES, *_SETTINGS))
    changes = _changes(given)
    if not changes:
        raise value.error(f"{value.name}: the rule changes nothing. Add one of {', '.join(_SETTINGS)}.")
    if not any(name in given for name in _PLACES):
        raise value.error(
            f"{value.name}: the rule names no {', '.join(_PLACES)}. Settings for everything stand directly below publish."
        )
    if "kinds" in given and "complete_only" in given:
        raise given["complete_only"].error(f"{value.name}: complete_only is for whole documents. Remove kinds.")
    return PublishRule(
        tuple(_language(item, languages) for item in _items(given, "languages")),
        tuple(_pattern(item) for item in _items(given, "documents")),
        tuple(item.choice(dict.fromkeys(KINDS)) for item in _items(given, "kinds")),
        changes,
    )


def _items(given: dict[str, ConfigValue], name: str) -> Sequence[ConfigValue]:
    if name not in given:
        return ()
    items = given[name].values()
    if not items:
        raise given[name].error(f"{given[name].name}: the list is empty. Name at least one, or remove the key.")
    return items


def _language(item: ConfigValue, languages: Collection[str]) -> str:
    try:
        code = gettext_code(item.text())
    except BadInput as error:
        raise item.error(str(error)) from error
    if code not in languages:
        raise item.error(f"{item.name}: {nearest(code, languages)} It must be a target language of this project.")
    return code


def _pattern(item: ConfigValue) -> str:
    if reason := problem(item.text()):
        raise item.error(f'{item.name}: "{item.text()}" {reason}.')
    return item.text().removeprefix("./")
