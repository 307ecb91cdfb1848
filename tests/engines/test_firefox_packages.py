"""Packages of Firefox Translations: records from a server or a file, folders and archives, and files that are hostile."""

import gzip
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.engines.server import Request, serving
from tests.firefox_models import model_files, records, write_model, zstd
from tests.shared import SHARED, needs_shared
from workflow.engines import packages
from workflow.engines.base import EngineSettings
from workflow.engines.packages import trial
from workflow.engines.packages.firefox import file_pair, read_firefox
from workflow.engines.packages.lookup import choose_package
from workflow.engines.quality import quality
from workflow.errors import PackageError

FILES = model_files()
MODEL, VOCABULARY = FILES
Answers = dict[str, Callable[[Request], None]]
ARGOS_INDEX = [
    {"from_code": source, "to_code": target, "package_version": "1.9", "links": ["http://127.0.0.1:9/x.argosmodel"]}
    for source, target in (("en", "es"), ("en", "tr"), ("de", "fr"), ("en", "pb"), ("en", "pt"))
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed packages; a cache and folders of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    return packages.firefox_folder()


def _answer(body: bytes, request: Request) -> None:
    request.answer(body)


def served(listed: list[dict[str, object]], files: dict[str, bytes] | None = None) -> Answers:
    """A mirror: records, and attachments beside them."""
    body = json.dumps({"data": listed}).encode()
    answers: Answers = {"/m/records.json": lambda request: request.answer(body)}
    for name, data in (FILES if files is None else files).items():
        answers[f"/m/{name}.zst"] = partial(_answer, zstd(data))
    return answers


def nothing_is_left(tmp_path: Path, folder: Path) -> bool:
    left = [path for path in tmp_path.rglob("*") if path.name.startswith(".workflow")]
    return not left and not (folder.exists() and list(folder.iterdir()))


def reason(answers: Answers, what: str = "en-es") -> str:
    """The message with which installing from a mirror fails."""
    with serving(answers) as (address, _), pytest.raises(PackageError) as error:
        packages.install(what, sources=packages.Sources(f"{address}/m/records.json"))
    assert "\n" not in str(error.value)
    return str(error.value)


# Reading


def test_a_folder_with_mozillas_files_is_a_package(tmp_path: Path) -> None:
    package = read_firefox(write_model(tmp_path / "a"))
    assert package is not None
    assert (package.name, package.source, package.target) == ("firefox-en_es-0", "en", "es")
    assert package.source_vocabulary == package.target_vocabulary == tmp_path / "a" / VOCABULARY
    assert package.shortlist is None
    assert package.quality is None, "nobody knows whose model it is"
    two = read_firefox(write_model(tmp_path / "b", "enja", split=True))
    assert two is not None
    assert [two.source_vocabulary.name, two.target_vocabulary.name] == ["srcvocab.enja.spm", "trgvocab.enja.spm"]
    assert read_firefox(tmp_path) is None


def test_the_hash_is_that_of_the_content(tmp_path: Path) -> None:
    first, second = read_firefox(write_model(tmp_path / "a")), read_firefox(write_model(tmp_path / "b"))
    assert first
    assert second
    assert first.hash == second.hash
    (tmp_path / "b" / MODEL).write_bytes(FILES[MODEL] + b"\0")
    assert first.hash != second.hash


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("model.enes.intgemm.alphas.bin", ("en", "es")),
        ("lex.50.50.fien.s2t.bin", ("fi", "en")),
        ("srcvocab.enzh_hant.spm", ("en", "zh_Hant")),
        ("vocab.zh_hanten.spm.gz", ("zh_Hant", "en")),
        ("vocab.nnen.spm.zst", ("nn", "en")),
        ("trgvocab.enfil.spm", ("en", "fil")),
        ("model.xxqq.bin", None),
        ("sentencepiece.model", None),
    ],
)
def test_names_of_files_say_the_pair(name: str, pair: tuple[str, str] | None) -> None:
    assert file_pair(name) == pair


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda path: (path / VOCABULARY).unlink(), "the vocabulary is missing"),
        (lambda path: (path / MODEL).unlink(), "the model is missing"),
        (lambda path: (path / MODEL).rename(path / "model.bin.bin"), "does not say which languages"),
        (lambda path: (path / "model.ende.intgemm.bin").write_bytes(b""), "holds several models"),
    ],
)
def test_an_incomplete_folder_is_named_and_installs_nothing(
    change: Callable[[Path], object], complaint: str, tmp_path: Path, folder: Path
) -> None:
    change(write_model(tmp_path / "a"))
    with pytest.raises(PackageError, match=complaint):
        packages.install(str(tmp_path / "a"))
    assert nothing_is_left(tmp_path, folder)


# Records


def test_a_pair_is_installed_from_a_mirror_and_checked(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with serving(served(records(("en", "es"), FILES))) as (address, requests):
        settings = EngineSettings(models_index=f"{address}/m/records.json")
        from_firefox = packages.Sources(kind=packages.PackageKind.FIREFOX)
        done = packages.install(
            "en-es", settings, sources=from_firefox, progress=lambda at, of, what: seen.append((at, of))
        )
        asked = len(requests)
        again = packages.install("firefox-en_es", settings)
        assert len(requests) == asked + 1, "its hashes are compared, and nothing is downloaded again"
    assert done.changed
    assert done.compared
    assert done.package.path == folder / "firefox-en_es-3.0"
    assert str(done.package.quality).startswith("COMET 0.854")
    assert {file.name: file.read_bytes() for file in done.package.path.iterdir()}.items() >= FILES.items()
    assert done.package.record["source"] == "en"
    assert "MPL-2.0" in packages.info("en-es").readme
    assert seen[-1][0] == seen[-1][1]
    assert [at for at, _ in seen] == sorted(at for at, _ in seen)
    assert not again.changed
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.suffix in (".part", ".json")]


def test_it_is_listed_described_and_removed_like_others(tmp_path: Path) -> None:
    settings = EngineSettings(models=tmp_path / "models")
    packages.install(str(write_model(tmp_path / "a")), settings, folder=settings.models)
    inventory = packages.installed(settings)
    assert inventory.problems == ()
    assert [one.where for one in inventory.firefox] == ["project"]
    assert len(inventory.argos) == len(inventory.packages) - 1
    assert packages.info("en-es", settings).package.name == "firefox-en_es-0"
    (tmp_path / "models" / "firefox-en_es-0" / VOCABULARY).unlink()
    assert "the vocabulary is missing" in packages.installed(settings).problems[0]
    packages.remove("firefox-en_es-0", settings)
    assert not list((tmp_path / "models").iterdir())


def test_a_mirror_in_a_folder_works_offline(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / f"{name}.zst").write_bytes(zstd(data))
    index = tmp_path / "records.json"
    index.write_text(json.dumps({"data": records(("en", "es"), FILES)}), encoding="utf-8")
    settings = EngineSettings(offline=True, models_index=str(index))
    done = packages.install("en-es", settings)
    assert done.changed
    assert "offline: true" in done.problems[0], "Argos's index was not read, and that is said"
    listed = records(("en", "es"), FILES)
    listed[0]["attachment"] = {"location": "../../etc/passwd"}
    index.write_text(json.dumps({"data": listed}), encoding="utf-8")
    with pytest.raises(PackageError, match="outside the folder of the records"):
        packages.install("firefox-en_es", settings)


def test_remote_settings_states_where_the_attachments_are() -> None:
    answers = served(records(("en", "es"), FILES))
    path = "/v1/buckets/main/collections/x/records"
    answers[path] = answers.pop("/m/records.json")
    with serving(answers) as (address, _):
        root = json.dumps({"capabilities": {"attachments": {"base_url": f"{address}/m"}}}).encode()
        answers["/v1/"] = lambda request: request.answer(root)
        assert packages.install("en-es", sources=packages.Sources(address + path)).changed


def changed(place: int, **fields: object) -> list[dict[str, object]]:
    listed = records(("en", "es"), FILES)
    listed[place] |= fields
    return listed


FLAWS: dict[str, tuple[list[dict[str, object]], str]] = {
    "version 4": (records(("en", "es"), FILES, version="4.0"), "its version is 4.0, and this program reads version 3"),
    "version 2": (records(("en", "es"), FILES, version="2.1"), "its version is 2.1"),
    "no version": (records(("en", "es"), FILES, version=""), "its version is not stated"),
    "no vocabulary": (records(("en", "es"), FILES)[:1], "srcvocab and trgvocab missing"),
    "no model": (records(("en", "es"), FILES)[1:], "model missing"),
    "absurd size": (changed(0, decompressedSize=1 << 50), "more than any model"),
    "no hash": (changed(1, decompressedHash=None, attachment={"location": "x"}), "has no SHA-256"),
    "no location": (changed(0, attachment={}), "has no location"),
    "a path as name": (changed(0, name="../model.enes.bin"), "is not the name of a file"),
    "another type": (changed(0, name=VOCABULARY), "is not the name of a file of the type model"),
    "two models": ([*changed(0), changed(0)[0]], "two files of the type model"),
    "another scheme": (changed(0, attachment={"location": "file:///etc/passwd"}), "is no web address"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_records_that_cannot_be_used_say_why(flaw: str, tmp_path: Path, folder: Path) -> None:
    listed, complaint = FLAWS[flaw]
    assert complaint in reason(served(listed))
    assert nothing_is_left(tmp_path, folder)


def test_a_newer_version_that_cannot_be_read_hides_nothing() -> None:
    listed = [*records(("en", "es"), FILES, version="4.0"), *records(("en", "es"), FILES)]
    with serving(served(listed)) as (address, _):
        [one] = packages.available(sources=packages.Sources(f"{address}/m/records.json")).packages
    assert (one.version, one.flaw) == ("3.0", "")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"<html>", "not JSON"),
        (b"{", "not JSON"),
        (b'{"data": 5}', "has no records"),
        (b"7", "is not a package index"),
        (b'{"data": [1, null, {}, {"sourceLanguage": 5}]}', "has no package"),
        (
            b'{"data": [{"sourceLanguage": "en", "targetLanguage": "es", "fileType": [], "attachment": 7}]}',
            "is not stated",
        ),
    ],
)
def test_what_is_no_list_of_records(body: bytes, complaint: str) -> None:
    assert complaint in reason({"/m/records.json": lambda request: request.answer(body)})


MISBEHAVIOUR: dict[str, tuple[Callable[[Request], None], str]] = {
    "404": (lambda request: request.answer(b"no", status=404), "the server answers 404"),
    "a web page": (lambda request: request.answer(b"<!doctype html>"), "returned a web page"),
    "truncated": (
        lambda request: request.answer(zstd(FILES[MODEL])[:5000], length=len(FILES[MODEL])),
        "connection broke",
    ),
    "too short": (lambda request: request.answer(zstd(FILES[MODEL])[:5000]), "its SHA-256 is"),
    "another file": (lambda request: request.answer(zstd(b"x" * 5000)), "its SHA-256 is"),
    "huge": (lambda request: request.answer(b"x", length=1 << 40), "never that large"),
}


@pytest.mark.parametrize("how", MISBEHAVIOUR)
def test_a_server_that_misbehaves_installs_nothing(how: str, tmp_path: Path, folder: Path) -> None:
    answer, complaint = MISBEHAVIOUR[how]
    answers = served(records(("en", "es"), FILES)) | {f"/m/{MODEL}.zst": answer}
    assert complaint in reason(answers)
    assert nothing_is_left(tmp_path, folder)
    with serving(served(records(("en", "es"), FILES))) as (address, _):
        assert packages.install("en-es", sources=packages.Sources(f"{address}/m/records.json")).changed


def test_the_unpacked_file_must_have_its_hash_as_well() -> None:
    listed = records(("en", "es"), FILES)
    listed[0]["decompressedHash"] = "0" * 64
    assert "SHA-256 is not 000" in reason(served(listed))


def test_a_frame_that_unpacks_to_too_much_is_rejected(tmp_path: Path, folder: Path) -> None:
    block = struct.pack("<I", 131_071 << 3 | 2)[:3] + b"x"
    bomb = b"\x28\xb5\x2f\xfd\x00\x70" + block * 60_000 + struct.pack("<I", 1)[:3]
    path = write_model(tmp_path / "a")
    (path / MODEL).rename(path / f"{MODEL}.zst")
    (path / f"{MODEL}.zst").write_bytes(bomb)
    with pytest.raises(PackageError, match=r"damaged|more memory|larger than any|crashes"):
        packages.install(str(path))
    assert nothing_is_left(tmp_path, folder)


# Folders and archives


def test_compressed_files_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.mkdir()
    (path / f"{MODEL}.gz").write_bytes(gzip.compress(FILES[MODEL]))
    (path / f"{VOCABULARY}.zst").write_bytes(zstd(FILES[VOCABULARY]))
    with pytest.raises(PackageError, match="is compressed"):
        read_firefox(path)
    done = packages.install(str(path))
    assert (done.package.path / MODEL).read_bytes() == FILES[MODEL]
    (path / f"{MODEL}.gz").write_bytes(gzip.compress(FILES[MODEL])[:-20])
    with pytest.raises(PackageError, match="is damaged"):
        packages.install(str(path))


def zipped(path: Path, names: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)


def tarred(path: Path, names: dict[str, bytes]) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in names.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


@pytest.mark.parametrize("write", [zipped, tarred])
def test_an_archive_of_the_files_is_installed(write: Callable[[Path, dict[str, bytes]], None], tmp_path: Path) -> None:
    path = tmp_path / "given"
    write(path, {f"../up/{name}": data for name, data in FILES.items()} | {"../up/notes.txt": b"no part of it"})
    done = packages.install(str(path))
    assert done.changed
    assert len(done.sha256) == 64
    assert not (done.package.path / "notes.txt").exists()
    assert not (tmp_path / "up").exists()
    with pytest.raises(PackageError, match="its SHA-256 is"):
        packages.install(str(path), sha256="0" * 64)


def test_an_archive_is_installed_from_an_address(tmp_path: Path) -> None:
    tarred(tmp_path / "given", FILES)
    data = (tmp_path / "given").read_bytes()
    with serving({"/x.tgz": lambda request: request.answer(data)}) as (address, _):
        done = packages.install(f"{address}/x.tgz")
        assert done.package.record["from"] == f"{address}/x.tgz"
        with pytest.raises(PackageError, match="offline: true"):
            packages.install(f"{address}/x.tgz", EngineSettings(offline=True))


def test_a_package_folder_from_another_machine_keeps_what_is_known_about_it(tmp_path: Path) -> None:
    with serving(served(records(("en", "es"), FILES))) as (address, _):
        done = packages.install("en-es", sources=packages.Sources(f"{address}/m/records.json")).package
    again = packages.install(str(done.path), folder=tmp_path / "models").package
    assert (again.name, again.hash, again.quality) == (done.name, done.hash, done.quality)
    tarred(tmp_path / "given", {file.name: file.read_bytes() for file in done.path.iterdir()})
    assert packages.install(str(tmp_path / "given"), folder=tmp_path / "other").package.name == done.name


def test_an_archive_with_two_models_is_rejected(tmp_path: Path) -> None:
    zipped(tmp_path / "given.zip", {f"{place}/{name}": data for place in "ab" for name, data in FILES.items()})
    with pytest.raises(PackageError, match="is there twice"):
        packages.install(str(tmp_path / "given.zip"))


def test_one_file_of_a_package_names_its_folder(tmp_path: Path) -> None:
    path = write_model(tmp_path / "a")
    with pytest.raises(PackageError, match=f"Install its folder: workflow models install {path}"):
        packages.install(str(path / MODEL))


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "truncated": lambda data: data[: len(data) // 2],
    "a huge count": lambda data: data[:8] + struct.pack("<Q", 1 << 60) + data[16:],
    "a huge name": lambda data: data[:16] + struct.pack("<Q", 1 << 62) + data[24:],
    "noise": lambda data: bytes(value ^ 0x5A for value in data),
    "another format version": lambda data: struct.pack("<Q", 9) + data[8:],
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_malformed_model_never_harms_the_program(how: str, tmp_path: Path, folder: Path) -> None:
    path = write_model(tmp_path / "a")
    (path / MODEL).write_bytes(HOSTILE[how](FILES[MODEL]))
    with pytest.raises(PackageError, match=r"cannot be loaded|crashes"):
        packages.install(str(path))
    assert nothing_is_left(tmp_path, folder)


def test_a_vocabulary_of_nothing_and_a_model_that_does_not_end(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_model(tmp_path / "a")
    (path / VOCABULARY).write_bytes(b"")
    with pytest.raises(PackageError, match=r"translates nothing|cannot be loaded"):
        packages.install(str(path))
    monkeypatch.setattr(trial, "_SECONDS", 0.01)
    with pytest.raises(PackageError, match="does not answer within"):
        packages.install(str(write_model(tmp_path / "b")))
    assert nothing_is_left(tmp_path, folder)


# The choice


@pytest.mark.parametrize(
    ("what", "name", "why"),
    [
        ("en-es", "firefox-en_es-3.0", "COMET 0.854, and 0.828"),
        ("en-tr", "translate-en_tr-1.9", "Its quality is known"),
        ("en-uk", "firefox-en_uk-3.0", "the only package"),
        ("de-fr", "firefox-de_fr-3.0", "has been measured"),
        ("en-pt_BR", "firefox-en_pt-3.0", "Its quality is known"),
        ("en-pb", "firefox-en_pt-3.0", "Its quality is known"),
        ("translate-en_es", "translate-en_es-1.9", ""),
    ],
)
def test_the_better_measured_package_is_chosen_and_the_reason_given(
    what: str, name: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firefox = [
        record
        for pair in (("en", "es"), ("en", "tr"), ("en", "uk"), ("de", "fr"), ("en", "pt"))
        for record in records(pair, model_files("".join(pair)))
    ]
    (tmp_path / "records.json").write_text(json.dumps({"data": firefox}), encoding="utf-8")
    (tmp_path / "index.json").write_text(json.dumps(ARGOS_INDEX), encoding="utf-8")
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", str(tmp_path / "index.json"))
    listing = packages.available(EngineSettings(models_index=str(tmp_path / "records.json")))
    choice = choose_package(what, listing)
    assert choice.package.name == name
    assert why in choice.why
    assert bool(why) == bool(choice.why)


def test_firefox_is_better_wherever_both_were_measured() -> None:
    """The reason for its place before Argos's packages where neither was."""
    for target in ("es", "fr", "de", "pt", "it", "ru", "pl", "zh", "ja", "ar", "cs", "uk"):
        firefox, argos = quality("firefox", "en", target), quality("argos", "en", target)
        assert firefox
        assert argos
        assert (firefox.comet or 0) > (argos.comet or 0)


@needs_shared
def test_the_model_made_for_tests_is_installed() -> None:
    assert packages.install(str(SHARED / "models" / "firefox-tiny" / "en-es")).changed
