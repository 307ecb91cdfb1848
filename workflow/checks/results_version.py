"""What the results of the checks depend on. It can be known without the checks, which take long to import."""

from unicodedata import unidata_version

from workflow.checks.dictionaries import find_dictionary
from workflow.program_version import library_versions, program_version

__all__ = ["PARTS", "results_version"]

PARTS = (
    "catalogs",
    "checking",
    "checks",
    "data_formats.py",
    "excerpts.py",
    "findings.py",
    "formats",
    "glossary",
    "html",
    "inline_tags",
    "languages.py",
    "lexicon",
    "model.py",
    "project",
    "quantities",
    "segmentation",
    "spelling",
    "text_encoding.py",
    "word_filters.py",
    "xml_stream.py",
    "yaml_errors.py",
)
"""Modules and packages of ``workflow`` that decide what the checks find."""
_LIBRARIES = (
    "babel",
    "chunspell",
    "pygments",
    "pyromark",
    "PyStemmer",
    "pyyaml",
    "rapidfuzz",
    "sentencex",
    "snowballstemmer",
)
"""Libraries that have a part in it."""


def results_version(source: str, target: str) -> list[object]:
    """Return what the results for a pair of languages depend on in every project: the program, and the dictionaries that it uses."""
    paths = (find_dictionary(*pair) for pair in ((source, target), (target, source)))
    installed = [[str(path), path.stat().st_size, path.stat().st_mtime_ns] for path in paths if path]
    return [program_version(PARTS, data=True), list(library_versions(_LIBRARIES)), unidata_version, *installed]
