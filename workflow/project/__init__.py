"""The project: where its files lie, what ``workflow.yaml`` configures (docs/configuration.md), and which documents there are.

Layer 2. Only layer 3 and up import this; formats and engines get the frozen settings they need.
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
