"""The packages in the wheel: small enough, with correct metadata, those measured, and valid Argos packages."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from training.recipes import RECIPES
from workflow.engines.packages.argos import ArgosPackage, read_argos
from workflow.engines.packages.installed import STARTER_FOLDER
from workflow.readings import reading

FIGURES = Path(__file__).resolve().parents[2] / "training" / "reports" / "figures.json"
PACKAGES = sorted(STARTER_FOLDER.glob("*.argosmodel"))
every_package = pytest.mark.parametrize("path", PACKAGES, ids=[path.stem for path in PACKAGES])

REAL_ARGOS = """
import sys, types
from pathlib import Path

class FakeModule(types.ModuleType):
    '''For what Argos Translate imports to split sentences, and what pulls in PyTorch or downloads models.'''
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **named: []

for name in ("stanza", "spacy", "minisbd", "minisbd.models"):
    sys.modules[name] = FakeModule(name)
sys.modules["minisbd"].models = sys.modules["minisbd.models"]

from argostranslate.package import Package
from argostranslate.translate import Language, PackageTranslation

class WholeParagraph:
    '''Stands in for the sentencizer, which would download a model: what is translated here is a sentence at a time.'''
    def split_sentences(self, text):
        return [text]

package = Package(Path(sys.argv[1]))
translation = PackageTranslation(Language(package.from_code, package.from_name), Language(package.to_code, package.to_name), package)
translation.sentencizer = WholeParagraph()
assert "torch" not in sys.modules
sys.stdout.buffer.write(translation.translate(sys.argv[2]).encode())
"""


def _package(path: Path) -> ArgosPackage:
    package = read_argos(path)
    assert package is not None
    return package


def test_each_package_takes_at_most_12_megabytes_and_all_together_32() -> None:
    assert PACKAGES
    assert max(path.stat().st_size for path in PACKAGES) <= 12_000_000
    assert sum(path.stat().st_size for path in PACKAGES) <= 32_000_000


def test_one_package_for_a_pair_and_each_has_a_recipe_of_its_version() -> None:
    found = {f"{package.source}-{package.target}": package for package in map(_package, PACKAGES)}
    assert len(found) == len(PACKAGES)
    for pair, package in found.items():
        assert package.version == RECIPES[pair].version


@every_package
def test_package_names_its_licence_texts_and_figures(path: Path) -> None:
    package = _package(path)
    recipe = RECIPES[f"{package.source}-{package.target}"]
    readme = package.read_text("README.md")
    for origin in recipe.origins:
        assert f"{origin.attribution} ({origin.licence})" in readme
    assert f"Licence of the package: {recipe.licence}" in readme
    assert package.metadata["license"] == recipe.licence
    quality = package.metadata["quality"]
    assert isinstance(quality, dict)
    assert f"| this package | {quality['bleu']}, {quality['chrf']} |" in readme
    assert quality["chrf"] >= 35


@every_package
def test_package_is_the_one_that_was_measured(path: Path) -> None:
    package = _package(path)
    rows = json.loads(FIGURES.read_text(encoding="utf-8"))
    measured = [row for row in rows if row["engine"] == package.name]
    assert [row["hash"] for row in measured] == [package.hash]
    quality = package.metadata["quality"]
    assert isinstance(quality, dict)
    assert (measured[0]["bleu"]["dev"], measured[0]["chrf"]["dev"]) == (quality["bleu"], quality["chrf"])


@every_package
def test_drafts_of_every_package_were_read(path: Path) -> None:
    known = reading(_package(path).hash)
    assert known is not None
    assert known.drafts >= 250
    assert len(known.usable) == 3


@every_package
def test_package_works_in_argos_translate_itself(path: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "packages")
    (folder,) = (tmp_path / "packages").iterdir()
    sentence = "The book is on the table."
    home = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", REAL_ARGOS, str(folder), sentence],
        env={**home, "ARGOS_DEVICE_TYPE": "cpu", "PATH": ""},
        capture_output=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr.decode()
    output = done.stdout.decode()
    assert len(output.split()) >= 3
    assert {word.strip(".").casefold() for word in output.split()}.isdisjoint({"book", "the", "is"})
