"""The project: its folder, and what ``workflow.yaml`` says. The keys are described in docs/configuration.md.

Floor 2. Only floor 3 and up import this; formats and engines get the frozen settings they need.
"""

from workflow.project.editing import add_languages
from workflow.project.loading import load
from workflow.project.model import CONFIG_NAME, GLOSSARIES, Config, DocumentOverrides, LanguageOverrides, Project

__all__ = [
    "CONFIG_NAME",
    "GLOSSARIES",
    "Config",
    "DocumentOverrides",
    "LanguageOverrides",
    "Project",
    "add_languages",
    "load",
]
