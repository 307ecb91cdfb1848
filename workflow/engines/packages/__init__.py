"""Translation packages: find, download, install, remove and describe them."""

from dataclasses import dataclass

from workflow.engines.base import EngineSettings, Quality
from workflow.engines.packages.argos import ArgosPackage
from workflow.engines.packages.available import Available, Listing, PackageKind, Sources
from workflow.engines.packages.convert import add_ct2
from workflow.engines.packages.firefox import FirefoxPackage, firefox_folder
from workflow.engines.packages.install import install, named, remove
from workflow.engines.packages.installed import Inventory, argos_folders, installed
from workflow.engines.packages.lookup import available
from workflow.engines.packages.package import Package
from workflow.engines.packages.placing import Installation
from workflow.errors import PackageError

__all__ = [
    "ArgosPackage",
    "Available",
    "FirefoxPackage",
    "Info",
    "Installation",
    "Inventory",
    "Listing",
    "Package",
    "PackageKind",
    "Sources",
    "add_ct2",
    "argos_folders",
    "available",
    "firefox_folder",
    "info",
    "install",
    "installed",
    "remove",
]


@dataclass(frozen=True, slots=True)
class Info:
    """An installed package in detail."""

    package: Package
    hash: str
    size: int
    """Bytes on disk."""
    quality: Quality | None
    """See ``quality``; None if it was not measured."""
    readme: str
    """The text of its ``README.md``: licence, data and figures; empty if it has none."""


def info(what: str, settings: EngineSettings | None = None) -> Info:
    """Describe the installed package with a pair (``en-es``), a name or a path; of several, the preferred one.

    Raises PackageError if there is none.
    """
    found = named(what, settings)
    if not found:
        raise PackageError(f"no installed package {what!r}. To list the installed packages: workflow models list")
    package = found[0]
    return Info(
        package,
        package.hash,
        package.size,
        package.quality,
        package.read_text("README.md"),
    )
