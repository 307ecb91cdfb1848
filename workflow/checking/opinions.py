"""Whether a run of ``check`` needs the opinions of a language model."""

from typing import TYPE_CHECKING

from workflow.checking.options import CheckOptions
from workflow.model import Observer
from workflow.project import Project

if TYPE_CHECKING:
    from workflow.checking.second_opinion import SecondOpinion

__all__ = ["opinions_for"]


def opinions_for(project: Project | None, options: CheckOptions, observer: Observer) -> "SecondOpinion | None":
    """Return the opinions of a run; None if none are asked for and none can have been given. Raises what ``SecondOpinion`` raises."""
    if options.opinion is None and (project is None or project.config.second_opinion is None):
        return None
    from workflow.checking.second_opinion import SecondOpinion  # with the engines: that takes as long as all checks

    return SecondOpinion(project, options, observer)
