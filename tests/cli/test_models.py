"""``workflow models``: installed and available packages, installation and removal."""

import hashlib
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.firefox_models import model_files, records, write_model, zstd
from tests.program import CONFIG, TemporaryProject
from tests.starter import CHRF, NAME, NAMES, STARTER


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"ARGOS_PACKAGES_DIR": str(tmp_path / "packages"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """An index and a package, on this machine's loopback."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "en_es.argosmodel").write_bytes(STARTER.read_bytes())
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        address = f"http://127.0.0.1:{serving.server_address[1]}"
        entries = [
            {"type": "translate", "from_code": "en", "to_code": code, "from_name": "English", "to_name": name,
             "package_version": "1.0", "links": [f"{address}/en_{code}.argosmodel"]}
            for code, name in (("es", "Spanish"), ("fr", "French"))
        ]  # fmt: skip
        (folder / "index.json").write_text(json.dumps(entries))
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield address
        serving.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def names(project: TemporaryProject, env: dict[str, str]) -> list[tuple[str, str]]:
    data = json.loads(project.good("models", "list", "--json", env=env).out)
    return [(each["name"], each["where"]) for each in data["packages"]]


def test_the_starter_is_there(project: TemporaryProject, env: dict[str, str]) -> None:
    assert set(names(project, env)) == {(name, "starter") for name in NAMES}
    assert "en → es" in project.good("models", "list", env=env).out
    shown = project.good("models", "info", "en-es", env=env).out
    assert CHRF in shown
    assert "comes with this program" in project.run("models", "remove", "en-es", env=env).line()


def test_install_from_a_file_and_remove(project: TemporaryProject, env: dict[str, str]) -> None:
    file = project.write("given.argosmodel", STARTER.read_bytes())
    digest = hashlib.sha256(STARTER.read_bytes()).hexdigest()
    assert "SHA-256" in project.run("models", "install", file, "--sha256", "0" * 64, env=env).line()
    assert set(names(project, env)) == {(name, "starter") for name in NAMES}
    assert digest in project.good("models", "install", file, "--sha256", digest, env=env).out
    assert (NAME, "installed") in names(project, env)
    assert "Already installed" in project.good("models", "install", file, env=env).out
    project.good("models", "remove", "en-es", env=env)
    assert set(names(project, env)) == {(name, "starter") for name in NAMES}


def test_install_into_the_project(project: TemporaryProject, env: dict[str, str]) -> None:
    assert "no workflow.yaml" in project.run("models", "install", STARTER, "--here", env=env).line()
    project.write("workflow.yaml", CONFIG)
    project.good("models", "install", STARTER, "--here", env=env)
    assert (project.root / "models").is_dir()
    assert (NAME, "project") in names(project, env)


def test_the_index(project: TemporaryProject, env: dict[str, str], server: str) -> None:
    index = f"{server}/index.json"
    everything = project.good("models", "available", "--index", index, env=env).out
    assert "translate-en_fr-1.0" in everything
    project.write("workflow.yaml", CONFIG)
    mine = project.good("models", "available", "--index", index, env=env).out
    assert "translate-en_es-1.0" in mine
    assert "translate-en_fr-1.0" not in mine
    assert "1 more package" in mine
    listed = json.loads(project.good("models", "available", "--index", index, "--all", "--json", env=env).out)
    assert [each["target"] for each in listed] == ["es", "fr"]
    project.good("models", "install", "en-es", "--index", index, env=env)
    assert (NAME, "installed") in names(project, env)
    assert f"{server}/en_es.argosmodel" in project.good("models", "info", "en-es", env=env).out


def test_offline_means_offline(project: TemporaryProject, env: dict[str, str], server: str) -> None:
    project.write("workflow.yaml", CONFIG + "offline: true\n")
    for args in (["available", "--index", f"{server}/index.json"], ["install", f"{server}/en_es.argosmodel"]):
        assert "offline: true" in project.run("models", *args, env=env).line()
    project.good("models", "install", STARTER, env=env)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no such file"), (b"PK\x03\x04 half a zip", "given.argosmodel"), (b"", "given.argosmodel")],
    ids=["missing", "truncated", "empty"],
)
def test_what_cannot_be_installed(
    project: TemporaryProject, env: dict[str, str], content: bytes | None, words: str
) -> None:
    if content is not None:
        project.write("given.argosmodel", content)
    assert words in project.run("models", "install", "given.argosmodel", env=env).line()
    assert set(names(project, env)) == {(name, "starter") for name in NAMES}


def test_a_broken_package_hides_nothing(project: TemporaryProject, env: dict[str, str]) -> None:
    broken = Path(env["ARGOS_PACKAGES_DIR"]) / "broken"
    broken.mkdir(parents=True)
    (broken / "metadata.json").write_text("{")
    result = project.good("models", "list", env=env)
    assert NAME in result.out
    assert "broken" in result.err


@pytest.mark.parametrize("what", ["foo", "spanish", "es", "en-", "-es", "en-foobar", "en_es", "translate", "en-es-fr"])
def test_a_word_that_is_no_pair_is_not_looked_up(project: TemporaryProject, env: dict[str, str], what: str) -> None:
    nowhere = "http://127.0.0.1:9/index.json"
    assert (
        "is neither a pair of languages, such as en-es"
        in project.run("models", "install", "--index", nowhere, "--", what, env=env).line()
    )


@pytest.mark.parametrize("what", ["en-es", "en-pt_BR", "en-pb", "translate-en_es", "translate-en_es-1.9", "eng-spa"])
def test_a_pair_is_looked_up(project: TemporaryProject, env: dict[str, str], what: str) -> None:
    nowhere = "http://127.0.0.1:9/index.json"
    assert "is neither" not in project.run("models", "install", what, "--index", nowhere, env=env).line()


# Packages of Firefox Translations


@pytest.fixture
def mirror(tmp_path: Path, server: str) -> tuple[str, dict[str, str]]:
    """Both indexes on this machine's loopback: the configuration that names one, and the environment for the other."""
    files = model_files()
    listed = [*records(("en", "es"), files), *records(("en", "uk"), model_files("enuk"), version="4.0")]
    folder = tmp_path / "served"
    (folder / "records.json").write_text(json.dumps({"data": listed}))
    for name, data in files.items():
        (folder / f"{name}.zst").write_bytes(zstd(data))
    config = f"{CONFIG}models_index: {server}/records.json\n"
    return config, {"ARGOS_PACKAGE_INDEX": server, "XDG_DATA_HOME": str(tmp_path / "data")}


def test_both_kinds_are_listed_side_by_side(
    project: TemporaryProject, env: dict[str, str], mirror: tuple[str, dict[str, str]]
) -> None:
    config, more = mirror
    project.write("workflow.yaml", config)
    lines = project.good("models", "available", env=env | more).out.splitlines()
    rows = [line for line in lines if line.startswith("en → es")]
    assert ["firefox-en_es-3.0" in rows[0], "translate-en_es-1.0" in rows[1]] == [True, True]
    assert "COMET 0.854 [1]" in rows[0]
    assert "MPL-2.0" in rows[0]
    assert "COMET 0.828 [2]" in rows[1]
    assert any(line.startswith("[1] COMET-22 on FLORES-200+") for line in lines)
    assert "firefox-en_uk-4.0 cannot be used: its version is 4.0, and this program reads version 3." in lines
    data = json.loads(project.good("models", "available", "--json", env=env | more).out)
    assert [(each["kind"], each["quality"]["comet"]) for each in data[:2]] == [("firefox", 0.854), ("argos", 0.828)]


def test_the_better_one_is_installed_and_the_other_on_request(
    project: TemporaryProject, env: dict[str, str], mirror: tuple[str, dict[str, str]]
) -> None:
    config, more = mirror
    project.write("workflow.yaml", config)
    out = project.good("models", "install", "en-es", "--here", env=env | more).out
    assert "Installed firefox-en_es-3.0" in out
    assert (
        "measured better than translate-en_es-1.0: COMET 0.854, and 0.828. To install the other one: --from argos"
        in out
    )
    assert (project.root / "models" / "firefox-en_es-3.0" / "vocab.enes.spm").is_file()
    assert ("firefox-en_es-3.0", "project") in names(project, env | more)
    assert "Already installed" in project.good("models", "install", "en-es", "--here", env=env | more).out
    assert NAME in project.good("models", "install", "en-es", "--from", "argos", env=env | more).out
    shown = project.good("models", "info", "firefox-en_es-3.0", env=env | more).out
    assert "COMET 0.854" in shown
    assert "MPL-2.0" in shown
    project.good("models", "remove", "firefox-en_es-3.0", env=env | more)
    assert ("firefox-en_es-3.0", "project") not in names(project, env | more)


def test_an_index_that_cannot_be_read_is_named(
    project: TemporaryProject, env: dict[str, str], mirror: tuple[str, dict[str, str]]
) -> None:
    config, more = mirror
    project.write("workflow.yaml", config)
    nowhere = env | more | {"ARGOS_PACKAGE_INDEX": "http://127.0.0.1:9/index.json"}
    result = project.run("models", "available", env=nowhere)
    assert "firefox-en_es-3.0" in result.out
    assert ["http://127.0.0.1:9/index.json: cannot be reached" in line for line in result.problems()] == [True]
    done = project.good("models", "install", "en-es", env=nowhere)
    assert "the only package for en-es" in done.out
    assert "not read: http://127.0.0.1:9/index.json" in done.err
    assert "version is 4.0" in project.run("models", "install", "en-uk", env=nowhere).line()


def test_a_full_disk_leaves_nothing(
    project: TemporaryProject, env: dict[str, str], mirror: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    config, more = mirror
    project.write("workflow.yaml", config)
    given = write_model(tmp_path / "given")
    for what in (given, "firefox-en_es"):
        result = project.run("models", "install", what, env=env | more, largest_file=60_000)
        assert "file too large" in result.line().lower()
    place = tmp_path / "data" / "workflow-editions"
    assert not [path for path in place.rglob("*") if path.is_file()]
    assert not list(place.glob(".workflow*"))


@pytest.mark.parametrize("where", ["ftp://example.org/records.json", "''", "[a]"])
def test_an_address_that_is_none(project: TemporaryProject, env: dict[str, str], where: str) -> None:
    project.write("workflow.yaml", f"{CONFIG}models_index: {where}\n")
    assert "workflow.yaml:4: models_index" in project.run("models", "available", env=env).line()
