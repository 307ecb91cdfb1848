"""The publication policy for one language of a project: it decides the documents, and knows what ``workflow check`` finds in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from workflow import formats
from workflow.checks.invisible import is_balanced
from workflow.formats.base import Rendering
from workflow.model import Catalog, Document
from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing.policy import PublishedUnit, published_units
from workflow.publishing.ui_catalogs import interface

if TYPE_CHECKING:
    from workflow.publishing.text_checks import TextChecks

__all__ = ["DecidedDocument", "LanguagePolicy"]

_TURNED = "it has a mark that turns the direction of text and is not closed, so that the rest of the page may be turned"
_NO_WORDS = "there are no words in the language to warn readers of machine text"


@dataclass(frozen=True, slots=True)
class DecidedDocument:
    """What is published of a document in a language."""

    units: tuple[PublishedUnit, ...]
    """Its units with the texts that readers get."""
    rendering: Rendering
    missing: tuple[PublishedUnit, ...] = ()
    """The units that keep a ``complete_only`` document from being published in the language. Its other texts are then those of the
    source as well."""

    @property
    def unwarned(self) -> int:
        """The number of drafts that are held back, because readers cannot be warned of them in their language (``Interface.warns``)."""
        return len({one.unit.key for one in self.units if one.held == _NO_WORDS})


class LanguagePolicy:
    """Decides what is published in a language. The glossary and the results of the checks are read when they are needed."""

    def __init__(self, project: Project, code: str, policy: PublishPolicy | None = None) -> None:
        """``policy``: in place of that of the project."""
        self._project, self._code = project, code
        self._policy = policy or project.config.publish
        self.interface = interface(code, project.layout.interface)
        """The interface strings of the language."""
        self._checks: TextChecks | None = None

    def decide(self, document: Document, catalog: Catalog | None) -> DecidedDocument:
        """Put what may be published into a document. ``catalog`` is None if the language has none for it.

        Raises GlossaryError if warnings hold texts back, one has to be checked, and the glossary cannot be read; FileProblem if
        the cache is a link out of the project.
        """
        policy = self._policy.of_document(self._code, document.path)
        units = self._warned(published_units(document, catalog, policy))
        wanted = {one.unit.key for one in units if one.text is not None and one.settings.checks(one.level)}
        if wanted and catalog is not None:
            if self._checks is None:
                from workflow.publishing.text_checks import TextChecks  # only for new texts: this takes long

                self._checks = TextChecks(self._project, self._code, with_warnings=self._policy.holds_back_warnings)
            # What stands in for a text that is held back is an earlier one, which is not checked.
            units = self._warned(published_units(document, catalog, policy, self._checks.of(document, catalog, wanted)))
        handler = formats.of(document)
        turned = {
            one.unit.index: _TURNED for one in units if one.text is not None and not is_balanced(unescape(one.text))
        }
        rendering = handler.splice(
            document,
            {one.unit.index: one.text for one in units if one.text is not None and one.unit.index not in turned},
            people=frozenset(one.unit.index for one in units if one.by_person),
        )
        refused = {**rendering.refused, **turned}
        rendering = replace(rendering, refused=refused)
        units = tuple(
            one.in_source(reason=refused[one.unit.index]) if one.unit.index in refused else one for one in units
        )
        missing = tuple(one for one in units if one.is_incomplete) if policy.settings.complete_only else ()
        if missing:
            return DecidedDocument(tuple(one.in_source() for one in units), handler.splice(document, {}), missing)
        return DecidedDocument(units, rendering)

    def _warned(self, units: Sequence[PublishedUnit]) -> tuple[PublishedUnit, ...]:
        """Hold drafts back if readers cannot be warned of them in their language."""
        if self.interface.warns:
            return tuple(units)
        return tuple(replace(one.in_source(), held=_NO_WORDS) if one.unread else one for one in units)

    def save(self) -> None:
        """Keep the results of the checks for the next time."""
        if self._checks is not None:
            self._checks.save()
