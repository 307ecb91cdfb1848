"""Which dictionary is found for a language, and where."""

from pathlib import Path

import pytest

from workflow.spelling.dictionaries import dictionary_package, find_dictionary


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        for suffix in (".aff", ".dic"):
            (folder / f"{name}{suffix}").touch()
    return folder


@pytest.mark.parametrize(
    ("names", "language", "found"),
    [
        (["es_MX", "es_ES", "es_AR"], "es", "es_ES"),
        (["es_MX", "es_AR"], "es", "es_AR"),
        (["es_ES", "es"], "es", "es"),
        (["es_ES", "es"], "es_MX", "es"),
        (["es-ES"], "es", "es-ES"),
        (["pt_PT"], "pt_BR", None),
        (["pt_PT", "pt_BR"], "pt", "pt_BR"),
        (["de_DE_frami", "de_AT"], "de", "de_DE_frami"),
        (["sr"], "sr@latin", None),
        (["sr", "sr-Latn"], "sr@latin", "sr-Latn"),
        (["ca", "ca-valencia"], "ca@valencia", "ca-valencia"),
        (["estonian", "hyph_es_ES", "th_es_ES", "x"], "es", None),
        (["ja_JP"], "ja", None),
        ([], "es", None),
    ],
)
def test_the_dictionary_that_fits_best(tmp_path: Path, names: list[str], language: str, found: str | None) -> None:
    folder = put(tmp_path / "all", *names)
    path = find_dictionary(language, [folder])
    assert path == (None if found is None else folder / f"{found}.aff")


def test_both_files_are_needed(tmp_path: Path) -> None:
    put(tmp_path, "es_ES")
    (tmp_path / "es_ES.dic").unlink()
    assert find_dictionary("es", [tmp_path, tmp_path / "missing"]) is None


@pytest.mark.parametrize(
    "place",
    [
        "share/hunspell",
        "share/myspell/dicts",
        "data/hunspell",
        "config/libreoffice/4/user/uno_packages/cache/uno_packages/abc/es.oxt/dictionaries",
    ],
)
def test_where_systems_put_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    for variable, below in (("XDG_DATA_DIRS", "share"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config")):
        monkeypatch.setenv(variable, str(tmp_path / below))
    folder = put(tmp_path / place, "es_ES")
    assert find_dictionary("es") == folder / "es_ES.aff"
    own = put(tmp_path / "own", "es_MX")
    assert find_dictionary("es", [own]) == own / "es_MX.aff"


@pytest.mark.parametrize(
    ("language", "package"),
    [
        ("es", "hunspell-es"),
        ("es_MX", "hunspell-es"),
        ("pt_BR", "hunspell-pt-br"),
        ("de_AT", "hunspell-de-at"),
        ("nb", "hunspell-no"),
        ("ja", None),
        ("ga", None),
    ],
)
def test_the_package_of_debian(language: str, package: str | None) -> None:
    assert dictionary_package(language) == package
