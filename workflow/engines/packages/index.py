"""Argos's package index: a JSON list of packages with their download addresses."""

import os
from collections.abc import Mapping

from workflow.engines.packages.available import Available, PackageKind, RemoteFile
from workflow.engines.quality import quality

__all__ = ["DEFAULT_INDEX", "argos_index", "argos_packages"]

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"


def argos_packages(items: list[object]) -> tuple[Available, ...]:
    """Return the packages in an index: the data of its JSON. What is no translation package, or has no address, is left out."""
    return tuple(entry for item in items if isinstance(item, dict) and (entry := _entry(item)))


def argos_index() -> str:
    """Return the address of the index: that of ``ARGOS_PACKAGE_INDEX``, as for Argos Translate, else Argos's public one."""
    base = os.environ.get("ARGOS_PACKAGE_INDEX")
    if not base:
        return DEFAULT_INDEX
    return base if base.endswith(".json") else base.rstrip("/") + "/index.json"


def _entry(item: Mapping[str, object]) -> Available | None:
    """An entry of the index; None if it is not a translation package, or has no address."""
    source, target = item.get("from_code"), item.get("to_code")
    if item.get("type", "translate") != "translate" or not (isinstance(source, str) and isinstance(target, str)):
        return None
    links = item.get("links")
    usable = tuple(
        link
        for link in (links if isinstance(links, list) else [])
        if isinstance(link, str) and link.startswith(("http://", "https://"))
    )
    if not (source and target and usable):
        return None
    sha256, size = item.get("sha256"), item.get("size")
    version = str(item.get("package_version") or "0")
    return Available(
        kind=PackageKind.ARGOS,
        name=f"translate-{source}_{target}-{version}",
        source=source,
        target=target,
        source_name=str(item.get("from_name") or source),
        target_name=str(item.get("to_name") or target),
        version=version,
        files=(
            RemoteFile(
                f"{source}_{target}.argosmodel",
                usable,
                sha256=sha256 if isinstance(sha256, str) and sha256 else None,
                size=size if isinstance(size, int) else None,
            ),
        ),
        quality=quality("argos", source, target),
    )
