"""Resources of a run: an engine for each language, the glossary, the memory."""

from dataclasses import replace
from functools import cache

from workflow.drafting.options import DraftOptions
from workflow.drafting.reuse.base import LanguageResources, LazyDrafter, RunMemory
from workflow.drafting.translation.draft import DraftSource
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine, EngineSettings
from workflow.engines.choice import Choice, choose
from workflow.errors import WorkflowError
from workflow.glossary import load as load_glossary
from workflow.model import Observer
from workflow.project import Project

__all__ = ["PROBE_CACHE", "Resources"]

PROBE_CACHE = "placeholder-styles.json"
"""The file in ``.workflow`` that caches the placeholder styles of packages."""


class Resources:
    """The resources that all languages of a run share. ``project``: None outside a project, for the defaults.

    Raises ConfigError and GlossaryError if the project's glossary cannot be used, FileProblem.
    """

    def __init__(self, project: Project | None, options: DraftOptions, observer: Observer) -> None:
        self._project = project
        self._options = options
        self._observer = observer
        self._glossary = load_glossary(project) if project else None
        self._memory = RunMemory(project, observer)
        self._none = RunMemory(None, observer)

    @property
    def problems(self) -> tuple[WorkflowError, ...]:
        """Inputs of the memory that could not be read."""
        return self._memory.problems

    def choose(self, source: str, target: str) -> Choice:
        """The engine for a pair, as configured. Raises ConfigError, EngineUnavailable and PackageError."""
        settings = replace(self._settings(source, target), workers=self._options.workers)
        if self._options.engines is not None:
            settings = replace(settings, order=self._options.engines)
        return choose(source, target, settings)

    def language(self, source: str, target: str, choice: Choice | None) -> LanguageResources:
        """The resources for a pair with the chosen engine and its fallbacks; glossary and memory are the project's if its source language is ``source``."""
        own = self._project is not None and self._project.config.source_language == source
        memory = self._memory if own else self._none
        repairs = self._project is None or self._project.config.repair
        choices = (choice, *choice.fallbacks) if choice else ()
        drafters = tuple(self._drafter(one, one.engine) for one in choices if one.engine)
        return LanguageResources(source, target, memory, drafters, repairs)

    def _drafter(self, choice: Choice, engine: Engine) -> LazyDrafter:
        """The drafter of a chosen engine. A server is announced when it is opened."""
        source, target = choice.source, choice.target

        @cache
        def opened() -> Drafter:
            if self._observer.announce and choice.notice:
                self._observer.announce(choice.notice)
            terms = self._glossary.terms(target) if self._glossary and self._glossary.source == source else None
            store = self._project.layout.cache / PROBE_CACHE if self._project else None
            return Drafter(engine, source, target, store=store, terms=terms)

        return LazyDrafter(DraftSource.of(engine), engine.capabilities.whole_documents, opened)

    def close(self) -> None:
        """Close the memory."""
        self._memory.close()

    def _settings(self, source: str, target: str) -> EngineSettings:
        if self._project is None:
            return EngineSettings()
        settings = self._project.engine_settings(target)
        config = self._project.config
        if source != config.source_language:
            order = config.engines_by_pair.get(f"{source}-{target}", config.engines)
            settings = replace(settings, order=order)
        return settings
