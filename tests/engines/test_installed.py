"""Installed packages: their folders, and messages about broken ones."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.random_model import write_package
from tests.starter import NAME, NAMES, STARTER
from workflow.engines.base import EngineSettings
from workflow.engines.packages.argos import read_argos
from workflow.engines.packages.installed import argos_folders, installed
from workflow.errors import PackageError


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def names(models: Path) -> list[tuple[str, str]]:
    return [(one.where, one.name) for one in installed(EngineSettings(models=models)).packages]


def test_the_starter_is_always_there(models: Path) -> None:
    assert sorted(names(models)) == [("starter", name) for name in sorted(NAMES)]
    assert installed(EngineSettings(models=models)).problems == ()


def test_folders_and_files_are_both_packages(models: Path) -> None:
    write_package(models / "a", target="fr")
    shutil.copy(STARTER, models / "b.argosmodel")
    assert set(names(models)) >= {("project", "translate-en_fr-1.0"), ("project", NAME)}


def broken_packages(folder: Path) -> dict[str, str]:
    """Packages broken in all ways, with their names and messages."""
    write_package(folder / "no-model")
    (folder / "no-model" / "model" / "model.bin").unlink()
    write_package(folder / "no-tokenizer")
    (folder / "no-tokenizer" / "bpe.model").unlink()
    write_package(folder / "bad-json")
    (folder / "bad-json" / "metadata.json").write_text("{", encoding="utf-8")
    write_package(folder / "not-utf8")
    (folder / "not-utf8" / "metadata.json").write_bytes(b"\xff\xfe{}")
    write_package(folder / "a-list")
    (folder / "a-list" / "metadata.json").write_text("[]", encoding="utf-8")
    write_package(folder / "deep")
    (folder / "deep" / "metadata.json").write_text("[" * 100_000, encoding="utf-8")
    write_package(folder / "no-languages", source="")
    write_package(folder / "a-number", target=5)  # type: ignore[arg-type]
    (folder / "stray").mkdir()
    (folder / "cut.argosmodel").write_bytes(STARTER.read_bytes()[:100_000])
    (folder / "page.argosmodel").write_bytes(b"<html>not found</html>")
    (folder / "empty.argosmodel").write_bytes(b"")
    return {
        "no-model": "the model is missing (model/model.bin)",
        "no-tokenizer": "the tokenizer is missing (sentencepiece.model or bpe.model)",
        "bad-json": "metadata.json is not JSON",
        "not-utf8": "metadata.json is not JSON",
        "a-list": "metadata.json is not a JSON object",
        "deep": "metadata.json",
        "no-languages": "metadata.json names no from_code and to_code",
        "a-number": "metadata.json names no from_code and to_code",
        "stray": "is not a translation package (it has no metadata.json)",
        "cut.argosmodel": "is not a complete zip file",
        "page.argosmodel": "is not a complete zip file",
        "empty.argosmodel": "is not a complete zip file",
    }


def test_each_broken_package_has_its_line_and_hides_no_other(models: Path) -> None:
    output = broken_packages(models)
    write_package(models / "zz-good", target="fr")
    found = installed(EngineSettings(models=models))
    assert [one.name for one in found.packages if one.where != "starter"] == ["translate-en_fr-1.0"]
    assert len(found.problems) == len(output)
    for name, complaint in output.items():
        [line] = [problem for problem in found.problems if problem.startswith(f"{models / name}: ")]
        assert complaint in line
        assert "\n" not in line
        assert line.endswith((".", ")."))


def test_what_is_not_for_translation_is_no_problem(models: Path) -> None:
    """Argos has packages of sentence splitters; plain files and hidden folders are nobody's business."""
    write_package(models / "sbd", type="sbd")
    (models / "README.md").write_text("Models.", encoding="utf-8")
    (models / ".git").mkdir()
    (models / "__MACOSX").mkdir()
    found = installed(EngineSettings(models=models))
    assert {one.where for one in found.packages} == {"starter"}
    assert found.problems == ()


@pytest.mark.skipif(os.getuid() == 0, reason="by nature: root reads everything")
def test_a_folder_that_cannot_be_read_has_its_line(models: Path) -> None:
    write_package(models / "p").chmod(0)
    [line] = installed(EngineSettings(models=models)).problems
    (models / "p").chmod(0o755)
    assert "cannot be read" in line


def test_metadata_of_argos_own_packages_is_understood(models: Path) -> None:
    folder = write_package(models / "p", package_version=1.9, target_prefix="__es__", from_name="English", code="x")
    package = read_argos(folder)
    assert package
    assert (package.name, package.version, package.target_prefix) == ("translate-en_es-1.9", "1.9", "__es__")
    (folder / "metadata.json").write_text(json.dumps({"from_code": "en", "to_code": "es"}), encoding="utf-8")
    package = read_argos(folder)
    assert package
    assert package.name == "translate-en_es-0"


def test_a_name_never_breaks_a_comment_in_a_po_file(models: Path) -> None:
    package = read_argos(write_package(models / "p", package_version="1.0 beta\n#, fuzzy"))
    assert package
    assert not set(package.name) & set(" \n#,")


def test_argos_folders_are_argos_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    usual = tmp_path / "data" / "argos-translate" / "packages"
    legacy = tmp_path / ".local" / "share" / "argos-translate" / "packages"
    assert argos_folders() == (usual, legacy)
    settings = tmp_path / "config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "set")}), encoding="utf-8")
    assert argos_folders()[0] == tmp_path / "set"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "said"))
    assert argos_folders()[0] == tmp_path / "said"
    # The same answer as Argos's own, asked in a process of its own since it makes folders.
    asked = subprocess.run(
        [sys.executable, "-c", "from argostranslate import settings; print(settings.package_data_dir)"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert asked.stdout.strip() == str(argos_folders()[0])
    settings.write_text("[]", encoding="utf-8")
    assert argos_folders() == (tmp_path / "said", usual, legacy)


def test_looking_for_packages_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    installed()
    assert not list(home.iterdir())


def test_one_package_by_two_paths_is_one(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_package(models / "p", target="fr")
    (models / "link").symlink_to(models / "p")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(models))
    assert names(models).count(("project", "translate-en_fr-1.0")) == 1
    assert len(names(models)) == 1 + len(NAMES)


def test_reading_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="cannot be read: no such file"):
        read_argos(tmp_path / "nothing.argosmodel")
