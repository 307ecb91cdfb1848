"""The project: its folder, and what ``workflow.yaml`` says. The keys are described in docs/configuration.md.

Floor 2. Only floor 3 and up import this; formats and engines get the frozen settings they need.
"""

from workflow.project.configuration import Config, DocumentOverrides, LanguageOverrides
from workflow.project.documents import Documents
from workflow.project.editing import add_languages
from workflow.project.layout import CONFIG_NAME, GLOSSARY_NAMES, Layout
from workflow.project.loading import load
from workflow.project.model import Project

__all__ = [
    "CONFIG_NAME",
    "GLOSSARY_NAMES",
    "Config",
    "DocumentOverrides",
    "Documents",
    "LanguageOverrides",
    "Layout",
    "Project",
    "add_languages",
    "load",
]
