"""Make an Argos package of an exported model, with its sources and measured quality in its metadata."""

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from training.measure import Figures, measure
from training.recipes import Recipe
from workflow.engines import ENGINES
from workflow.engines.argos import ArgosEngine
from workflow.engines.base import EngineSettings
from workflow.engines.packages.argos import read_argos

__all__ = ["pack"]

_LENGTH_PENALTY = 1.0
"""Small models stop early: this much in favour of longer translations gave 0.4 chrF and 0.2 BLEU over Argos's 0.2."""
_DATE = (2026, 1, 1, 0, 0, 0)
"""The date of files in every package, so that the same files give the same bytes."""


def pack(recipe: Recipe, work: Path, corpora: Path, out: Path) -> Path:
    """Measure the model in ``work`` and write ``translate-en_xx-V.argosmodel`` into ``out``; returns its path.

    The figures are in the package's metadata, where the program reads them. Raises EngineError, PackageError, OSError.
    """
    name = f"translate-{recipe.source}_{recipe.target}-{recipe.version.replace('.', '_')}"
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(work / "model", folder / "model")
    shutil.copy(work / "pieces.model", folder / "sentencepiece.model")
    metadata: dict[str, object] = {
        "package_version": recipe.version,
        "argos_version": "1.9.0",
        "type": "translate",
        "from_code": recipe.source,
        "from_name": recipe.names[0],
        "to_code": recipe.target,
        "to_name": recipe.names[1],
        "license": recipe.licence,
        "length_penalty": _LENGTH_PENALTY,
    }
    _write(folder / "metadata.json", json.dumps(metadata, indent=2))
    package = read_argos(folder)
    assert package is not None
    figures = measure(ArgosEngine(package), recipe, corpora, 0)
    metadata["quality"] = {
        "set": "flores-dev",
        "bleu": figures.bleu["dev"],
        "chrf": figures.chrf["dev"],
        "style": figures.style,
    }
    _write(folder / "metadata.json", json.dumps(metadata, indent=2))
    _write(folder / "README.md", _readme(recipe, work, figures, _rivals(recipe, corpora)))
    path = out / f"{name}.argosmodel"
    out.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_zipped(folder))
    return path


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _zipped(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                info = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, file.read_bytes(), compresslevel=9)
    return buffer.getvalue()


def _rivals(recipe: Recipe, corpora: Path) -> dict[str, Figures]:
    """The figures of other engines for the pair on this machine."""
    return {
        f"Apertium ({offer.package})": measure(offer.open(), recipe, corpora, 0)
        for offer in ENGINES["apertium"].offers(recipe.source, recipe.target, EngineSettings())
    }


def _readme(recipe: Recipe, work: Path, figures: Figures, rivals: Mapping[str, Figures]) -> str:
    manifest = json.loads((work / "manifest.json").read_text(encoding="utf-8"))
    pairs = sum(manifest["kept"].values())
    model = recipe.model
    rows = "\n".join(
        f"| {name} | {' | '.join(f'{one.bleu[of]}, {one.chrf[of]}' for of in ('dev', 'docs', 'test'))} |"
        for name, one in {"this package": figures, **rivals}.items()
    )
    sources = "\n".join(
        f"- {origin.attribution} ({origin.licence})"
        for origin in sorted(recipe.origins, key=lambda one: one.attribution)
    )
    return f"""# {recipe.names[0]} to {recipe.names[1]}: a starter package

A small translation model in Argos Translate's format, made for first drafts on a machine without a network. It is no match for
Argos's own package for the pair.

| BLEU, chrF | flores-dev, {figures.sentences["dev"]} sentences (used to choose) | documentation, {figures.sentences["docs"]} sentences | our own test set, {figures.sentences["test"]} sentences (never used) |
|---|---|---|---|
{rows}

{figures.signature}.
Codes written as `{figures.style}` that come out right: {_percent(figures.codes)} in sentences, {_percent(figures.codes_alone)} in
fragments. Numbers right: {_percent(figures.numbers)} of the sentences that have any.

A Transformer of {model.encoder} and {model.decoder} layers, {model.width} wide, {model.pieces} pieces, eight-bit weights. Trained by this project's `training/`
on {pairs} pairs after cleaning, {recipe.effort}.

Texts it learned from:

{sources}

Licence of the package: {recipe.licence}, with the attribution above."""


def _percent(share: float | None) -> str:
    return "not measured" if share is None else f"{share * 100:.1f} %"
