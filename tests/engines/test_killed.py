"""A package that is installed, upgraded or removed by a process that is killed: it is the old one or the new one, and nothing is left."""

import itertools
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.random_model import write_package
from tests.faults import killed_at
from tests.firefox_models import write_model
from tests.program import workflow
from workflow.engines import packages
from workflow.engines.base import EngineSettings, Where
from workflow.engines.packages.installed import installed
from workflow.engines.packages.scratch import put_in_place, scratch_folder, sweep
from workflow.errors import FileProblem
from workflow.locks import locked


@pytest.fixture(autouse=True)
def argos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed packages; a cache of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    return tmp_path / "argos" / "packages"


def found() -> list[str]:
    """The hashes of the installed packages: over all that decides what they write."""
    return [one.hash for one in installed().packages if one.where is Where.INSTALLED]


def left_overs(tmp_path: Path) -> list[Path]:
    return [path for path in tmp_path.rglob("*") if path.name.startswith(".workflow-") or "replaced" in path.name]


def model(folder: Path, **metadata: str) -> Path:
    return write_package(folder, **metadata)


@pytest.mark.parametrize("has_exchange", [True, False], ids=["exchange", "renames"])
def test_an_upgrade_killed_at_every_step(argos: Path, tmp_path: Path, has_exchange: bool) -> None:
    old, new = model(tmp_path / "old"), model(tmp_path / "new", target_prefix="__es__")
    assert workflow("models", "install", old, cwd=tmp_path).code == 0
    (before,) = found()
    shutil.copytree(argos, tmp_path / "kept")
    assert workflow("models", "install", new, cwd=tmp_path).code == 0
    (after,) = found()
    assert before != after
    kills = 0
    for step in itertools.count(1):
        shutil.rmtree(argos)
        shutil.copytree(tmp_path / "kept", argos)
        is_killed = killed_at(step, "models", "install", new, cwd=tmp_path, has_exchange=has_exchange)
        # What another program sees at this moment, before anything is put right.
        folders = [path for path in argos.iterdir() if not path.name.startswith(".")]
        assert folders and all((path / "model" / "model.bin").is_file() for path in folders)
        assert found() in ([before], [after])
        assert not left_overs(tmp_path), step
        if not is_killed:
            break
        kills += 1
    assert found() == [after]
    assert kills > 8


def test_a_removal_killed_at_every_step(argos: Path, tmp_path: Path) -> None:
    assert workflow("models", "install", model(tmp_path / "old"), cwd=tmp_path).code == 0
    (before,) = found()
    shutil.copytree(argos, tmp_path / "kept")
    for step in itertools.count(1):
        shutil.rmtree(argos)
        shutil.copytree(tmp_path / "kept", argos)
        is_killed = killed_at(step, "models", "remove", "en-es", cwd=tmp_path)
        assert found() in ([before], [])
        assert not left_overs(tmp_path), step
        if not is_killed:
            break
    assert found() == []


def test_an_upgrade_of_a_firefox_package_killed_at_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    old, new = write_model(tmp_path / "old"), write_model(tmp_path / "new")
    # A second model of the same name: a word more in the configuration that it holds.
    path = new / "model.enes.intgemm.alphas.bin"
    path.write_bytes(path.read_bytes().replace(b"# enes", b"# ENES"))
    for folder in (old, new):
        assert workflow("models", "install", folder, cwd=tmp_path).code == 0
    (after,) = found()
    assert workflow("models", "install", old, cwd=tmp_path).code == 0
    (before,) = found()
    assert before != after
    place = packages.firefox_folder()
    shutil.copytree(place, tmp_path / "kept")
    for step in itertools.count(1):
        shutil.rmtree(place)
        shutil.copytree(tmp_path / "kept", place)
        is_killed = killed_at(step, "models", "install", new, cwd=tmp_path)
        assert found() in ([before], [after])
        assert not left_overs(tmp_path), step
        if not is_killed:
            break
    assert step > 4
    assert found() == [after]


def test_git_ignores_what_is_left(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    models = tmp_path / "models"
    with scratch_folder(models) as scratch:
        (scratch / "model.bin").write_bytes(b"x")
        status = subprocess.run(
            ["git", "status", "--porcelain", "-uall"], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        assert "scratch" not in status.stdout
    assert not left_overs(tmp_path)


def test_only_what_nobody_uses_is_swept(tmp_path: Path) -> None:
    models = tmp_path / "models"
    stranger = tmp_path / ".workflow-other"
    stranger.mkdir()
    left = tmp_path / ".workflow-scratch-left"
    with scratch_folder(models) as scratch:
        left.mkdir()
        sweep(models)
        assert scratch.is_dir() and left.is_dir()
    sweep(models)
    assert not left.exists()
    assert stranger.is_dir()


def test_what_was_to_be_replaced_comes_back(tmp_path: Path) -> None:
    models = tmp_path / "models"
    aside = models / "translate-en_es-1_0.workflow-replaced"
    model(aside)
    sweep(models)
    assert [path.name for path in models.iterdir()] == ["translate-en_es-1_0"]
    model(aside)
    (aside / "old").touch()
    sweep(models)
    assert [path.name for path in models.iterdir()] == ["translate-en_es-1_0"]
    assert not (models / "translate-en_es-1_0" / "old").exists()


def test_a_link_or_a_file_in_the_place_is_replaced_itself(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a").touch()
    models = tmp_path / "models"
    makers: tuple[Callable[[Path], object], ...] = (
        lambda path: path.symlink_to(tmp_path / "elsewhere"),
        lambda path: path.write_text("x"),
    )
    for make in makers:
        models.mkdir(exist_ok=True)
        place = models / "package"
        make(place)
        with scratch_folder(models) as scratch:
            (scratch / "new").touch()
            put_in_place(scratch, place)
        assert [path.name for path in place.iterdir()] == ["new"]
        assert (tmp_path / "elsewhere" / "a").exists()
        shutil.rmtree(place)


def test_models_elsewhere_are_read_but_not_written(tmp_path: Path) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    project.mkdir()
    (project / "workflow.yaml").write_text("title: A test\nsource_language: en\nlanguages: [es]\n")
    package = model(elsewhere / "translate-en_es-1_0")
    (project / "models").symlink_to(elsewhere)
    settings = EngineSettings(models=project / "models")
    assert installed(settings).packages[0].path == project / "models" / package.name
    before = sorted(elsewhere.rglob("*"))
    with pytest.raises(FileProblem, match="outside the project"):
        packages.remove("en-es", settings)
    with pytest.raises(FileProblem, match="outside the project"):
        packages.install(str(package), settings, folder=settings.models)
    assert sorted(elsewhere.rglob("*")) == before


def test_another_process_is_waited_for(tmp_path: Path) -> None:
    models = tmp_path / "models"
    (tmp_path / ".workflow-scratch-busy").mkdir()
    with locked(models):
        sweep(models)
        assert (tmp_path / ".workflow-scratch-busy").is_dir()
