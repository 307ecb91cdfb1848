"""``publish --drafts``: a preview for the people who work on a publication. It shows all that there is, and search engines list none of it."""

from dataclasses import replace

from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy, PublishSettings

__all__ = ["preview_of"]

_FOLDER = "editions/preview"

_ALL = PublishPolicy(PublishSettings(hold_back_drafts=None))
"""Every text may appear: no rules, no limit of risk, no documents that must be complete, nothing held back for what checks find."""


def preview_of(project: Project) -> Project:
    """Return the project as it is published for a preview: with its own folder, so that it never replaces what readers get.

    What does not follow from the policy stays: a draft that would break its page is refused, and in a language without words to warn of
    drafts there are none.
    """
    config = replace(project.config, publish=_ALL, search_engines="none")
    return replace(project, config=config, editions=_FOLDER)
