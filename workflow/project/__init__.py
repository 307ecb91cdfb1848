"""The project: the layout of its files, the configuration in ``workflow.yaml`` (docs/configuration.md), and its documents.

Formats and engines do not import this; they get the frozen settings they need.
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
