"""Installing from files, folders, and a server on this machine that misbehaves; removing."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.random_model import write_package
from tests.engines.server import Request, serving
from tests.starter import FOLDER_NAME, NAME, NAMES, PACKAGE, STARTER
from workflow.engines import packages
from workflow.engines.base import EngineSettings
from workflow.engines.http import DOWNLOAD
from workflow.engines.packages import download
from workflow.engines.packages.archive import unpack
from workflow.engines.packages.installed import STARTER_FOLDER
from workflow.engines.packages.package import RECORD_NAME
from workflow.errors import PackageError

DATA = STARTER.read_bytes()
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def argos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed packages; a cache of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    return tmp_path / "argos" / "packages"


def left_overs(tmp_path: Path) -> list[str]:
    """What installing should not have left: hidden folders, parts of downloads."""
    return [
        path.name
        for path in tmp_path.rglob("*")
        if path.name.startswith(".workflow") or (path.suffix in (".part", ".json") and path.parent.name == "downloads")
    ]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Files and folders


def test_a_file_is_installed_where_argos_finds_it_and_its_sum_is_recorded(argos: Path, tmp_path: Path) -> None:
    done = packages.install(str(STARTER), sha256=SHA256.upper())
    assert done.changed
    assert done.sha256 == SHA256
    assert done.package.path == argos / FOLDER_NAME
    assert done.package.record == {
        "from": STARTER.name, "sha256": SHA256, "date": done.package.record["date"]
    }  # fmt: skip
    assert (done.package.path / "model" / "model.bin").is_file()
    assert [one.where for one in packages.installed().packages] == ["installed", *["starter"] * len(NAMES)]
    assert [path.name for path in argos.iterdir()] == [FOLDER_NAME]
    assert not left_overs(tmp_path)
    again = packages.install(str(STARTER))
    assert not again.changed
    assert again.package.hash == done.package.hash == packages.info("en-es").hash


def test_a_folder_is_installed_into_a_project(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "made", target="fr", package_version="2.5")
    settings = EngineSettings(models=tmp_path / "models")
    done = packages.install(str(folder), settings, folder=settings.models)
    assert done.package.path == tmp_path / "models" / "translate-en_fr-2_5"
    assert tree(folder).items() <= tree(done.package.path).items()
    assert packages.info("en-fr", settings).package.where == "project"
    with pytest.raises(PackageError, match="a SHA-256 can be checked"):
        packages.install(str(folder), sha256=SHA256)
    (folder / "link").symlink_to("/etc/passwd")
    with pytest.raises(PackageError, match="is a link"):
        packages.install(str(folder), folder=tmp_path / "elsewhere")


def test_the_wrong_sum_installs_nothing(argos: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=f"its SHA-256 is {SHA256}, not {'0' * 64}"):
        packages.install(str(STARTER), sha256="0" * 64)
    with pytest.raises(PackageError, match="is not a SHA-256"):
        packages.install(str(STARTER), sha256="abc")
    assert not argos.exists() or not list(argos.iterdir())
    assert not left_overs(tmp_path)


@pytest.mark.parametrize("length", [0, 1000, len(DATA) // 2, len(DATA) - 1])
def test_a_truncated_file_installs_nothing(length: int, argos: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.argosmodel"
    path.write_bytes(DATA[:length])
    with pytest.raises(PackageError, match="is not a complete zip file"):
        packages.install(str(path))
    assert not list(argos.iterdir())
    assert not left_overs(tmp_path)


def test_a_model_that_does_not_load_replaces_nothing(argos: Path, tmp_path: Path) -> None:
    packages.install(str(write_package(tmp_path / "good")))
    before = tree(argos)
    bad = write_package(tmp_path / "bad")
    (bad / "model" / "model.bin").write_bytes(b"no model")
    with pytest.raises(PackageError, match="bad: the model cannot be loaded"):
        packages.install(str(bad))
    assert tree(argos) == before
    assert not left_overs(tmp_path)


def test_a_newer_file_of_the_same_version_takes_the_place_of_the_old(argos: Path, tmp_path: Path) -> None:
    old = packages.install(str(write_package(tmp_path / "old")))
    old_hash = old.package.hash
    new = packages.install(str(write_package(tmp_path / "new", target_prefix="__es__")))
    assert new.changed
    assert new.package.path == old.package.path
    assert new.package.hash != old_hash
    assert len(list(argos.iterdir())) == 1
    assert not left_overs(tmp_path)


def test_a_broken_package_in_its_place_is_replaced(argos: Path, tmp_path: Path) -> None:
    place = argos / FOLDER_NAME
    place.mkdir(parents=True)
    (place / "half").write_bytes(b"")
    assert packages.install(str(STARTER)).changed
    assert not (place / "half").exists()


def test_a_name_from_metadata_never_leads_elsewhere(argos: Path, tmp_path: Path) -> None:
    done = packages.install(str(write_package(tmp_path / "p", package_version="../../../x", target="es/..")))
    assert done.package.path.parent == argos


def test_files_that_are_not_there_and_what_does_not_translate(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no such file"):
        packages.install(str(tmp_path / "nothing.argosmodel"))
    with pytest.raises(PackageError, match="does not translate"):
        packages.install(str(write_package(tmp_path / "p", type="sbd")))


def test_remove(argos: Path, tmp_path: Path) -> None:
    packages.install(str(STARTER))
    packages.install(str(write_package(tmp_path / "other", package_version="7")))
    with pytest.raises(PackageError, match="matches 2 packages"):
        packages.remove("en-es")
    assert packages.remove("translate-en_es-7") == argos / "translate-en_es-7"
    assert packages.remove("en-es") == argos / FOLDER_NAME
    assert not list(argos.iterdir())
    assert not left_overs(tmp_path)
    with pytest.raises(PackageError, match="comes with this program"):
        packages.remove("en-es")
    assert STARTER.is_file()
    with pytest.raises(PackageError, match="no installed package 'en-xx'"):
        packages.remove("en-xx")


def test_remove_takes_broken_packages_and_no_other_folders(argos: Path, tmp_path: Path) -> None:
    broken = write_package(argos / "broken")
    (broken / "model" / "model.bin").unlink()
    (argos / "photos").mkdir()
    assert packages.remove("broken") == broken
    for name in ("photos", "..", "../packages", "/", str(tmp_path)):
        with pytest.raises(PackageError, match="no installed package"):
            packages.remove(name)
    assert (argos / "photos").is_dir()


def test_info_tells_all() -> None:
    reported = packages.info("en-es")
    assert reported.package.name == NAME
    assert reported.size == len(DATA)
    assert reported.quality
    assert reported.quality == PACKAGE.quality
    assert "CC BY-SA 4.0" in reported.readme


# The server


def whole(request: Request) -> None:
    """As a good server does it, ranges included."""
    etag = '"v1"'
    asked = request.headers.get("Range")
    if asked and request.headers.get("If-Range") in (etag, None):
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        if start >= len(DATA):
            request.answer(b"", status=416)
            return
        request.answer(
            DATA[start:],
            status=206,
            headers={"Content-Range": f"bytes {start}-{len(DATA) - 1}/{len(DATA)}", "ETag": etag},
        )
        return
    request.answer(DATA, headers={"ETag": etag})


def index(address: str, *, sha256: str | None = None, links: list[str] | None = None) -> Callable[[Request], None]:
    listed: list[dict[str, object]] = [
        {"from_code": "en", "to_code": "es", "package_version": version, "from_name": "English", "to_name": "Spanish"}
        | dict[str, object](links=links or ["ipfs://x", f"{address}/{version}.argosmodel"], sha256=sha256)
        for version in ("0.1", "1.9", "1.10")
    ]
    listed.append({"type": "sbd", "from_code": "en", "to_code": "en", "links": [f"{address}/x"]})
    listed.append({"from_code": "de", "to_code": "es", "links": []})
    listed.append({"from_code": "fr", "to_code": "es", "package_version": "1", "links": [f"{address}/x"]})
    return lambda request: request.answer(json.dumps(listed).encode())


def test_the_index_lists_what_can_be_fetched_the_newest_first() -> None:
    answers: dict[str, Callable[[Request], None]] = {}
    with serving(answers) as (address, _):
        answers["/index.json"] = index(address)
        found = packages.available(sources=packages.Sources(f"{address}/index.json"))
    assert [one.name for one in found.packages] == [
        "translate-en_es-1.10", "translate-en_es-1.9", "translate-en_es-0.1", "translate-fr_es-1"
    ]  # fmt: skip
    assert found.packages[0].files[0].links == (f"{address}/1.10.argosmodel",)


def test_argos_own_variable_names_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: dict[str, Callable[[Request], None]] = {}
    with serving(answers) as (address, _):
        answers["/main/index.json"] = index(address)
        monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{address}/main/")
        assert packages.available(sources=packages.Sources(kind=packages.PackageKind.ARGOS)).packages


def test_a_pair_is_installed_from_an_index_with_progress(argos: Path, tmp_path: Path) -> None:
    answers: dict[str, Callable[[Request], None]] = {}
    seen: list[tuple[int, int, str]] = []
    with serving(answers) as (address, _):
        answers |= {"/index.json": index(address, sha256=SHA256), "/1.10.argosmodel": whole, "/0.1.argosmodel": whole}
        done = packages.install(
            "en-es", sources=packages.Sources(f"{address}/index.json"), progress=lambda *step: seen.append(step)
        )
        named = packages.install("translate-en_es-0.1", sources=packages.Sources(f"{address}/index.json"))
        with pytest.raises(PackageError, match=r"no package 'en-uk'.*workflow models available"):
            packages.install("en-uk", sources=packages.Sources(f"{address}/index.json"))
        with pytest.raises(PackageError, match="Packages for es: en-es, fr-es"):
            packages.install("uk-es", sources=packages.Sources(f"{address}/index.json"))
    assert done.sha256 == SHA256
    assert done.package.record["from"] == f"{address}/1.10.argosmodel"
    assert not named.changed
    assert seen[-1] == (len(DATA), len(DATA), "bytes")
    assert [step[0] for step in seen] == sorted(step[0] for step in seen)
    assert not left_overs(tmp_path)


def test_an_index_in_a_file_works_without_a_network(tmp_path: Path) -> None:
    path = tmp_path / "index.json"
    path.write_text(json.dumps([{"from_code": "en", "to_code": "es", "links": ["http://x"]}]), encoding="utf-8")
    assert len(packages.available(EngineSettings(offline=True), packages.Sources(str(path))).packages) == 1


def test_offline_means_no_request() -> None:
    answers: dict[str, Callable[[Request], None]] = {"/x.argosmodel": whole}
    settings = EngineSettings(offline=True)
    with serving(answers) as (address, seen):
        for attempt in (
            lambda: packages.available(settings, sources=packages.Sources(f"{address}/index.json")),
            lambda: packages.install("en-es", settings, sources=packages.Sources(f"{address}/index.json")),
            lambda: packages.install(f"{address}/x.argosmodel", settings),
        ):
            with pytest.raises(PackageError, match="offline: true"):
                attempt()
        with pytest.raises(PackageError, match="offline: true"):
            packages.install("en-es", settings)
        assert seen == []
    assert packages.install(str(STARTER), settings).changed


def cut(length: int) -> Callable[[Request], None]:
    """A server whose connections break after ``length`` bytes; it knows no ranges."""
    return lambda request: request.answer(DATA[:length], length=len(DATA))


MISBEHAVIOUR: dict[str, tuple[Callable[[Request], None], str]] = {
    "the response is incomplete": (cut(100_000), f"the connection broke after 100,000 of {len(DATA):,} bytes"),
    "cut short, no length": (lambda request: request.answer(DATA[:100_000], length=-1), "is not a complete zip file"),
    "too short a length": (lambda request: request.answer(DATA, length=100_000), "is not a complete zip file"),
    "too long a length": (lambda request: request.answer(DATA, length=len(DATA) + 5), f"the connection broke after {len(DATA):,}"),
    "nothing": (lambda request: request.answer(b""), "is not a complete zip file"),
    "404": (lambda request: request.answer(b"no", status=404), "the server answers 404"),
    "500": (lambda request: request.answer(b"no", status=500), "the server answers 500"),
    "a web page": (lambda request: request.answer(b"\n <!doctype html><title>Sign in</title>"), "returned a web page"),
    "another file": (lambda request: request.answer(b"PK but no zip" * 100), "is not a complete zip file"),
    "hangs up": (lambda request: None, "cannot be reached"),
    "huge": (lambda request: request.answer(b"PK", length=1 << 40), "A translation package is never that large"),
    "no http": (lambda request: _raw(request, b"SSH-2.0-OpenSSH\r\n"), "cannot be reached"),
    "elsewhere": (lambda request: request.answer(b"", status=302, headers={"Location": "file:///etc/passwd"}), "the server answers 302"),
}  # fmt: skip


def _raw(request: Request, data: bytes) -> None:
    request.wfile.write(data)


@pytest.mark.parametrize("how", MISBEHAVIOUR)
def test_a_server_that_misbehaves_installs_nothing_and_is_reported_in_one_line(how: str, argos: Path) -> None:
    answer, complaint = MISBEHAVIOUR[how]
    with serving({"/x.argosmodel": answer}) as (address, _):
        with pytest.raises(PackageError) as error:
            packages.install(f"{address}/x.argosmodel")
        line = str(error.value)
        assert complaint in line
        assert f"{address}/x.argosmodel" in line
        assert "\n" not in line
        assert ".part" not in line
    assert not argos.exists() or not list(argos.iterdir())
    # Whatever was left, a good server heals it.
    with serving({"/x.argosmodel": whole}) as (address, _):
        assert packages.install(f"{address}/x.argosmodel").changed


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(download, "DOWNLOAD", replace(DOWNLOAD, timeout=0.3))
    end = threading.Event()

    def silent(request: Request) -> None:
        end.wait(20)

    def stops(request: Request) -> None:
        request.answer(DATA[:70_000], length=len(DATA))
        request.wfile.flush()
        end.wait(20)

    with serving({"/a": silent, "/b": stops}) as (address, _):
        with pytest.raises(PackageError, match="cannot be reached"):
            packages.install(f"{address}/a")
        with pytest.raises(PackageError, match="the connection broke after 70,000 of"):
            packages.install(f"{address}/b")
        end.set()


def test_a_server_that_is_not_running() -> None:
    with serving({}) as (address, _):
        pass
    with pytest.raises(PackageError, match=r"cannot be reached.*Check the network connection"):
        packages.install(f"{address}/x.argosmodel")


def breaking(at: list[int], etag: str = '"v1"') -> Callable[[Request], None]:
    """A server that knows ranges, and whose connections break at these places, one after the other."""

    def answer(request: Request) -> None:
        start = 0
        asked = request.headers.get("Range")
        if asked and request.headers.get("If-Range") == etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        end = at.pop(0) if at else len(DATA)
        headers = {"ETag": etag}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(DATA) - 1}/{len(DATA)}"
        request.answer(DATA[start:end], status=206 if start else 200, length=len(DATA) - start, headers=headers)

    return answer


def test_a_broken_connection_is_resumed_at_once(tmp_path: Path) -> None:
    with serving({"/x": breaking([1_000_000, 3_000_000])}) as (address, seen):
        assert packages.install(f"{address}/x", sha256=SHA256).changed
    assert [headers.get("Range") for _, headers in seen] == [None, "bytes=1000000-", "bytes=3000000-"]
    assert not left_overs(tmp_path)


def test_an_interrupted_download_goes_on_in_the_next_run(tmp_path: Path) -> None:
    def interrupt(done: int, total: int, what: str) -> None:
        if done > 2_000_000:
            raise KeyboardInterrupt

    with serving({"/x": breaking([])}) as (address, seen):
        with pytest.raises(KeyboardInterrupt):
            packages.install(f"{address}/x", progress=interrupt)
        assert left_overs(tmp_path)
        assert packages.install(f"{address}/x").sha256 == SHA256
    start = int(seen[1][1]["Range"].removeprefix("bytes=").rstrip("-"))
    assert start > 2_000_000
    assert not left_overs(tmp_path)


def test_a_file_that_changed_meanwhile_is_fetched_anew() -> None:
    def old_then_new(request: Request) -> None:
        if not request.headers.get("Range"):
            request.answer(b"PK old" * 1000, length=len(DATA), headers={"ETag": '"old"'})
        else:
            # If-Range names the old one, so the whole new one comes.
            request.answer(DATA, headers={"ETag": '"new"'})

    with serving({"/x": old_then_new}) as (address, seen):
        assert packages.install(f"{address}/x").sha256 == SHA256
    assert seen[1][1]["If-Range"] == '"old"'


def test_a_server_that_continues_elsewhere_than_asked_is_not_believed() -> None:
    def wrong(request: Request) -> None:
        if request.headers.get("Range"):
            request.answer(
                DATA[5:], status=206, headers={"Content-Range": f"bytes 5-{len(DATA) - 1}/{len(DATA)}", "ETag": '"v1"'}
            )
        else:
            request.answer(DATA[: 1_000_000 if len(calls) == 0 else None], length=len(DATA), headers={"ETag": '"v1"'})
            calls.append(1)

    calls: list[int] = []
    with serving({"/x": wrong}) as (address, _):
        assert packages.install(f"{address}/x").sha256 == SHA256


def test_a_second_link_serves_where_the_first_fails() -> None:
    answers: dict[str, Callable[[Request], None]] = {}
    with serving(answers) as (address, _):
        answers["/index.json"] = index(address, links=[f"{address}/gone", f"{address}/good"])
        answers["/good"] = whole
        assert packages.install("en-es", sources=packages.Sources(f"{address}/index.json")).changed


def test_a_sum_in_the_index_is_checked() -> None:
    answers: dict[str, Callable[[Request], None]] = {}
    with serving(answers) as (address, _):
        answers |= {"/index.json": index(address, sha256="1" * 64), "/1.10.argosmodel": whole}
        with pytest.raises(PackageError, match="its SHA-256 is"):
            packages.install("en-es", sources=packages.Sources(f"{address}/index.json"))


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"<html>", "is not a package index (not JSON"),
        (b"{}", "has no records of Firefox Translations"),
        (b"[1, null, {}]", "has no package"),
    ],
)
def test_an_index_that_is_none(body: bytes, complaint: str) -> None:
    with serving({"/index.json": lambda request: request.answer(body)}) as (address, _):
        with pytest.raises(PackageError) as error:
            packages.install("en-es", sources=packages.Sources(f"{address}/index.json"))
        assert complaint in str(error.value)


def test_an_index_cut_short() -> None:
    def short(request: Request) -> None:
        request.answer(b"[]", length=500)

    with serving({"/i": short}) as (address, _), pytest.raises(PackageError, match="the response is incomplete"):
        packages.available(sources=packages.Sources(f"{address}/i"))


def test_the_record_is_no_part_of_the_hash(argos: Path) -> None:
    done = packages.install(str(STARTER)).package
    before = done.hash
    (done.path / RECORD_NAME).unlink()
    assert done.hash == before
    shutil.rmtree(argos)


@pytest.mark.parametrize("model", [b"\0" * 4096, b"", b"\xff" * 1000, b"\x06\0\0\0" + b"\x10\0abc" * 200])
def test_a_model_that_is_none(tmp_path: Path, model: bytes) -> None:
    (tmp_path / "package").mkdir()
    unpack(next(STARTER_FOLDER.glob("*.argosmodel")), tmp_path / "package")
    (tmp_path / "package" / "model" / "model.bin").write_bytes(model)
    with pytest.raises(PackageError, match="the model cannot be loaded"):
        packages.install(str(tmp_path / "package"), folder=tmp_path / "installed")
    assert not list((tmp_path / "installed").glob("*"))
