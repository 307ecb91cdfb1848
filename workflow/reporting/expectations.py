"""What to expect of the drafts in a project: what readers found in drafts of the same package, and how to get better ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workflow.engines.choice import Choice, choose
from workflow.errors import WorkflowError
from workflow.project import Project
from workflow.readings import reading

__all__ = ["Expectation", "expectations"]

_UNKNOWN = "nobody has measured its drafts; read a page before you rely on them"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One package's drafts in one language."""

    language: str
    package: str
    text: str
    """A sentence without its full stop."""
    remedy: str
    """A command that installs a better engine; empty if there is none."""


def expectations(project: Project, packages: Mapping[str, Mapping[str, str]]) -> tuple[Expectation, ...]:
    """Return what to expect, for each language and each of its ``packages`` (names by hash)."""
    found = []
    for code, names in packages.items():
        choice = _choice(project, code)
        chosen = (choice, *choice.fallbacks) if choice else ()
        measured = {one.engine.hash: one.quality for one in chosen if one.engine}
        for mark, name in names.items():
            known = reading(mark)
            text = str(known) if known else measured.get(mark) or _UNKNOWN
            found.append(Expectation(code, name, f"{name}: {text}", choice.remedy if choice else ""))
    return tuple(found)


def _choice(project: Project, code: str) -> Choice | None:
    try:
        settings = project.engine_settings(code)
        if settings.order:
            # No command makes a server's drafts better, and a report asks no server for its models.
            settings = replace(settings, order=tuple(name for name in settings.order if name not in settings.servers))
        return choose(project.config.source_language, code, settings)
    except WorkflowError:
        return None  # `doctor` reports it
