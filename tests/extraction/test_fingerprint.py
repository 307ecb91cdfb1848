"""The record of the last extraction counts for nothing once the program that made it has changed."""

from tests.test_architecture import PACKAGE, imports, modules
from workflow.extraction import fingerprint

WITHOUT_INFLUENCE = {
    "boundary",  # says where a path leads
    "checks",  # findings only
    "errors",
    "files",  # bytes in, bytes out
    "findings",
    "locks",
    "parse_cache",
    "plugins",
    "program_version",  # the hash itself
    "project",  # its settings are part of the record's key
    "workers",
}
"""What extraction uses that has no part in how a document is parsed or a catalog written."""


def test_all_that_decides_about_catalogs_is_hashed() -> None:
    parts = {part.removesuffix(".py") for part in fingerprint.PARTS}
    used = {
        name.split(".")[0]
        for path in modules()
        if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in parts
        for name in imports(path)
    }
    assert used <= parts | WITHOUT_INFLUENCE, "add it to fingerprint.PARTS, or say here why it has no influence"
