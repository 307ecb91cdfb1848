"""The publication policy of a project: what may appear in its editions, by language, document and kind of text (``publish``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from workflow.model import WARNINGS, Kind, Severity, Unit
from workflow.project.patterns import covers

__all__ = [
    "KINDS",
    "DocumentPolicy",
    "PublishPolicy",
    "PublishRule",
    "PublishSettings",
    "TextLevel",
    "kinds_of",
]


class TextLevel(StrEnum):
    """What may be published for a unit. The value is the name in ``allow``."""

    APPROVED = "approved"
    """A translation that a person approved."""
    TRANSLATED = "translated"
    """A translation that a person wrote or accepted."""
    PREVIOUS = "previous"
    """A person's translation of an earlier version of the source, marked as being updated."""
    DRAFT = "draft"
    """A machine translation that no person has read, marked; also one that only a rule approved."""
    SOURCE = "source"
    """The text in the source language, marked."""


KINDS: Mapping[str, frozenset[Kind]] = {
    "heading": frozenset({Kind.HEADING}),
    "front_matter": frozenset({Kind.FRONT_MATTER}),
    "list": frozenset({Kind.LIST_ITEM}),
    "table": frozenset({Kind.TABLE_CELL}),
    "definition": frozenset({Kind.TERM, Kind.DEFINITION}),
    "footnote": frozenset({Kind.FOOTNOTE}),
    "caption": frozenset({Kind.CAPTION}),
    "attribute": frozenset({Kind.ALT_TEXT, Kind.TITLE, Kind.ATTRIBUTE}),
    "html": frozenset({Kind.HTML}),
    "code": frozenset({Kind.COMMENT, Kind.LABEL}),
    "admonition": frozenset({Kind.ADMONITION_TITLE}),
    "warning": frozenset(),
    "body": frozenset(
        {Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.TERM, Kind.DEFINITION, Kind.FOOTNOTE, Kind.HTML}
    ),
}
"""The kinds of text that rules name, and the kinds of units in each. Texts in an admonition are ``admonition`` as well, those in one of
``WARNINGS`` ``warning``, and neither is ``body``."""


def kinds_of(unit: Unit) -> frozenset[str]:
    """Return the names in ``KINDS`` that are true of a unit: a table cell in a warning is ``table``, ``admonition`` and ``warning``."""
    found = {name for name, kinds in KINDS.items() if unit.kind in kinds}
    if unit.admonitions:
        found = (found - {"body"}) | {"admonition"}
        found |= {"warning"} if WARNINGS.intersection(unit.admonitions) else set()
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """What may be published for a text."""

    allow: tuple[TextLevel, ...] = tuple(TextLevel)
    """In order: the first that the text has, and that nothing holds back, is published. If there is none, it is the source: without
    ``source`` in the list, that is a finding."""
    max_risk: float = 1.0
    """The highest risk of a draft that is published. A draft without an estimate has an unknown risk, which only 1 admits."""
    hold_back_drafts: Severity | None = Severity.ERROR
    """Drafts with a finding of ``workflow check`` of this severity, or a higher one, are not published; None: all are."""
    hold_back_people: Severity | None = None
    """The same for people's translations."""
    complete_only: bool = False
    """Whether a document is published in a language only if the translations of all its texts may be."""

    def holds_back(self, level: TextLevel, severity: Severity) -> bool:
        """Whether a finding of a severity keeps a text from being published as ``level``."""
        limit = self.hold_back_drafts if level is TextLevel.DRAFT else self.hold_back_people
        order = list(Severity)
        return limit is not None and order.index(severity) <= order.index(limit)

    def checks(self, level: TextLevel) -> bool:
        """Whether a text that is published as ``level`` is checked."""
        if level in (TextLevel.PREVIOUS, TextLevel.SOURCE):
            return False
        return (self.hold_back_drafts if level is TextLevel.DRAFT else self.hold_back_people) is not None


@dataclass(frozen=True, slots=True)
class PublishRule:
    """Settings for some languages, documents and kinds of text; empty: for all of them."""

    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """Patterns."""
    kinds: tuple[str, ...] = ()
    """Names in ``KINDS``: the rule is for a text of which any is true."""
    changes: Mapping[str, object] = field(default_factory=dict)
    """Values of ``PublishSettings`` by field."""

    def covers(self, language: str, document: str) -> bool:
        """Whether the rule is for a document in a language. ``document``: its POSIX path below the source folder."""
        return covers(self.languages, self.documents, language, document)


@dataclass(frozen=True, slots=True)
class DocumentPolicy:
    """The policy for one document in one language."""

    settings: PublishSettings = PublishSettings()
    """Those of texts of which no rule names the kind."""
    rules: tuple[PublishRule, ...] = ()
    """All rules for the document, in order, the later ones deciding; none if no rule names kinds."""
    _known: dict[tuple[Kind, tuple[str, ...]], PublishSettings] = field(default_factory=dict, compare=False, repr=False)

    def of(self, unit: Unit) -> PublishSettings:
        """Return the settings for a unit."""
        if not self.rules:
            return self.settings
        key = (unit.kind, unit.admonitions)
        if key not in self._known:
            kinds = kinds_of(unit)
            found = self.settings
            for rule in self.rules:  # those without kinds again: a later rule decides
                if not rule.kinds or kinds.intersection(rule.kinds):
                    found = replace(found, **rule.changes)  # type: ignore[arg-type]
            self._known[key] = found
        return self._known[key]


@dataclass(frozen=True, slots=True)
class PublishPolicy:
    """``publish`` in workflow.yaml."""

    settings: PublishSettings = PublishSettings()
    rules: tuple[PublishRule, ...] = ()

    def of_document(self, language: str, document: str) -> DocumentPolicy:
        """Return the policy for a document in a language. ``document``: its POSIX path below the source folder."""
        rules = tuple(rule for rule in self.rules if rule.covers(language, document))
        found = self.settings
        for rule in rules:
            if not rule.kinds:
                found = replace(found, **rule.changes)  # type: ignore[arg-type]
        return DocumentPolicy(found, rules if any(rule.kinds for rule in rules) else ())

    @property
    def holds_back_warnings(self) -> bool:
        """Whether a finding that is no error can hold a text back."""
        changed = (
            value for rule in self.rules for name, value in rule.changes.items() if name.startswith("hold_back_")
        )
        limits = {self.settings.hold_back_drafts, self.settings.hold_back_people, *changed}
        return not limits <= {None, Severity.ERROR}

    def only(self, levels: tuple[TextLevel, ...]) -> "PublishPolicy":
        """Return the policy with another list of what may appear, everywhere; the same policy if ``levels`` is empty."""
        if not levels:
            return self
        allow = tuple(level for level in TextLevel if level in levels)
        rules = tuple(
            replace(rule, changes={name: value for name, value in rule.changes.items() if name != "allow"})
            for rule in self.rules
        )
        return PublishPolicy(replace(self.settings, allow=allow), rules)

    def as_data(self) -> dict[str, object]:
        """Return the policy as plain data, with the names of workflow.yaml: for the record."""
        rules = [
            {name: list(value) for name in ("languages", "documents", "kinds") if (value := getattr(rule, name))}
            | _data(rule.changes)
            for rule in self.rules
        ]
        settings = {each.name: getattr(self.settings, each.name) for each in fields(PublishSettings)}
        return _data(settings) | ({"rules": rules} if rules else {})


def _data(settings: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in settings.items():
        if name.startswith("hold_back_"):
            limits = found.setdefault("hold_back", {})
            assert isinstance(limits, dict)
            limits[name.removeprefix("hold_back_")] = "none" if value is None else str(value)
        else:
            found[name] = [str(level) for level in value] if isinstance(value, tuple) else value
    return found
