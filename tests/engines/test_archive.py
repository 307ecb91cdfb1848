"""Zip files that must not be unpacked, and the cache of unpacked ones."""

import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from tests.starter import STARTER
from workflow.engines.packages import archive
from workflow.engines.packages.archive import Archive, cache_folder, unpack, unpacked
from workflow.errors import PackageError

METADATA = json.dumps({"from_code": "en", "to_code": "es", "package_version": "1.0"})


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("p/metadata.json", METADATA)
        for name, data in entries:
            archive.writestr(name, data)
    return path


def link(name: str, mode: int = stat.S_IFLNK) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (mode | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (("/etc/passwd", b"x"), "outside its folder"),
        (("p/../../x", b"x"), "outside its folder"),
        (("..\\x", b"x"), "outside its folder"),
        (("C:\\x", b"x"), "outside its folder"),
        ((link("p/model"), b"/etc"), "a link or a special file"),
        ((link("p/pipe", stat.S_IFIFO), b""), "a link or a special file"),
        (("p/metadata.json", b"{}"), "two files with the same name"),
    ],
)
def test_what_leads_out_of_the_folder_is_refused(
    entry: tuple[str | zipfile.ZipInfo, bytes], complaint: str, tmp_path: Path
) -> None:
    with pytest.warns(UserWarning) if entry[0] == "p/metadata.json" else _nothing():
        path = zipped(tmp_path / "bad.argosmodel", entry)
    with pytest.raises(PackageError, match=complaint) as error:
        Archive(path)
    assert str(error.value).startswith(f"{path}: rejected:")
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(PackageError):
        unpack(path, folder)
    assert not list(folder.iterdir())


class _nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *args: object) -> None: ...


def test_too_many_files_and_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(tmp_path / "bomb.argosmodel", ("p/model/model.bin", bytes(5 << 20)))
    assert bomb.stat().st_size < 20_000
    monkeypatch.setattr(archive, "MAX_SIZE", 4 << 20)
    with pytest.raises(PackageError, match="unpacks to"):
        Archive(bomb)
    many = zipped(tmp_path / "many.argosmodel", *((f"p/{number}", b"") for number in range(30)))
    monkeypatch.setattr(archive, "MAX_FILES", 20)
    with pytest.raises(PackageError, match="holds 31 files"):
        Archive(many)


def test_a_file_cut_anywhere_is_no_package(tmp_path: Path) -> None:
    data = STARTER.read_bytes()
    for length in (0, 1, 100, len(data) // 2, len(data) - 1):
        path = tmp_path / f"{length}.argosmodel"
        path.write_bytes(data[:length])
        with pytest.raises(PackageError, match=r"not a complete zip file.*Download it again"):
            Archive(path)


def test_a_damaged_byte_is_noticed(tmp_path: Path) -> None:
    data = bytearray(STARTER.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path = tmp_path / "damaged.argosmodel"
    path.write_bytes(data)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(PackageError, match="is damaged"):
        unpack(path, folder)


def test_unpacked_once_and_again_when_a_file_is_gone() -> None:
    folder = unpacked(STARTER)
    model = folder / "model" / "model.bin"
    before = model.stat().st_mtime_ns
    assert unpacked(STARTER) == folder
    assert model.stat().st_mtime_ns == before
    model.unlink()
    assert unpacked(STARTER) == folder
    assert model.is_file()
    assert not [path for path in folder.parent.iterdir() if path.name.startswith(".")]


def test_a_home_that_cannot_be_written_leads_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    folder = unpacked(STARTER)
    assert folder.is_relative_to(temporary)
    assert folder.parent.parent.stat().st_mode & 0o077 == 0
    # One that others could write to is not trusted.
    folder.parent.parent.chmod(0o777)
    with pytest.raises(PackageError, match="Set XDG_CACHE_HOME"):
        cache_folder("packages")


def test_a_full_disk_is_reported_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def full(path: Path, folder: Path) -> None:
        (folder / "half").write_bytes(b"x")
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(archive, "unpack", full)
        with pytest.raises(PackageError, match=r"cannot be unpacked: no space left on device\. Free some space"):
            unpacked(STARTER)
    assert not list((tmp_path / "workflow-editions" / "packages").iterdir())
    assert unpacked(STARTER).is_dir()
