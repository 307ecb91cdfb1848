"""The packages that come with the program, whatever versions they are; the one for Spanish is the tests' real package."""

from workflow.engines.base import Where
from workflow.engines.packages.argos import ArgosPackage, read_argos
from workflow.engines.packages.installed import STARTER_FOLDER

__all__ = ["CHRF", "FOLDER_NAME", "NAME", "NAMES", "PACKAGE", "STARTER", "VERSION"]


def _read() -> dict[str, ArgosPackage]:
    found = (read_argos(path, where=Where.STARTER) for path in sorted(STARTER_FOLDER.glob("*.argosmodel")))
    return {package.name: package for package in found if package}


_PACKAGES = _read()
NAMES = tuple(_PACKAGES)
"""Of all of them: ``translate-en_es-0.2``."""
[PACKAGE] = [package for package in _PACKAGES.values() if (package.source, package.target) == ("en", "es")]
STARTER = PACKAGE.path
FOLDER_NAME = STARTER.stem
"""What its folder is called once it is installed: ``translate-en_es-0_2``."""
NAME = PACKAGE.name
VERSION = PACKAGE.version
assert PACKAGE.quality is not None
assert PACKAGE.quality.chrf is not None
CHRF = f"chrF {PACKAGE.quality.chrf:.1f}"
