"""The sample publication in a folder of its own."""

import shutil
from pathlib import Path

__all__ = ["ROOT", "copy_of_the_sample"]

ROOT = Path(__file__).parent.parent


def copy_of_the_sample(folder: Path) -> Path:
    """Put what the sample is made of into ``folder``, which need not be there."""
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("workflow.yaml", "glossary.csv", ".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, folder / name)
    return folder
