"""Packages from CTranslate2 model folders, as CTranslate2's converters write them, with the tokenizer of the model beside it.

A package has the format of Argos Translate: one SentencePiece model, and ``config.json`` has whether an end token follows the source.
The second SentencePiece model that some models have, for the target, is not needed: both decode pieces in the same way.
"""

import datetime
import json
import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.data_formats import load_json
from workflow.engines.packages.archive import METADATA_NAME
from workflow.engines.packages.argos import argos_codes
from workflow.engines.packages.install import put
from workflow.engines.packages.installed import argos_folders
from workflow.engines.packages.placing import Installation, writing
from workflow.errors import PackageError
from workflow.languages import base_language, language

__all__ = ["add_ct2"]

# Tokenizers by file name, and whether models that come with them need an end token after the source.
_TOKENIZERS = (
    ("sentencepiece.model", False),
    ("source.spm", True),
    ("srcvocab*.spm", True),
    ("vocab*.spm", True),
    ("sentencepiece.bpe.model", True),
    ("bpe.model", False),
)
_VOCABULARIES = ("source_vocabulary", "shared_vocabulary")
_TAGS = {
    "marian": re.compile(r">>(?P<base>\w+?)(?:_(?P<script>[A-Z][a-z]{3}))?<<"),
    "m2m100": re.compile(r"__(?P<base>[a-z]{2,3})__"),
    "nllb": re.compile(r"(?P<base>[a-z]{3})_(?P<script>[A-Z][a-z]{3})"),
    "mbart": re.compile(r"(?P<base>[a-z]{2})_[A-Z]{2}"),
}
"""The language tokens of the families of multilingual models."""
_MIN_TAGS = 3
"""The minimum number of language tokens that identifies a multilingual vocabulary."""
_MIN_SHARE = 0.5
"""The minimum share of a tokenizer's pieces that must be in the vocabulary of the model."""


@dataclass(frozen=True, slots=True)
class _Prefixes:
    source: tuple[str, ...] = ()
    """Tokens before every source."""
    target: str = ""
    """The first token of every translation."""


def add_ct2(
    folder: Path,
    *,
    source: str,
    target: str,
    tokens: tuple[str, str] = ("", ""),
    version: str = "1.0",
    into: Path | None = None,
) -> Installation:
    """Install a CTranslate2 model folder as a package for a pair of languages (gettext codes).

    ``tokens``: the tokens of a multilingual model for the two languages, if its vocabulary is not unambiguous. ``into``: the folder of
    packages; by default Argos Translate's. The model must translate a word before anything is installed.
    Raises BadInput for an unknown language; PackageError, and nothing is changed then.
    """
    names = {code: language(code).name for code in (source, target)}
    codes = {code: (argos_codes(code) or (code,))[0] for code in (source, target)}
    model = _model(folder)
    tokenizer, ends = _tokenizer(folder, model)
    vocabulary = _vocabulary(model)
    if tokenizer.name != "bpe.model":
        _check_fit(tokenizer, vocabulary)
    prefixes = _prefixes(folder, vocabulary, (source, target), tokens)
    packages = into or argos_folders()[0]
    name = f"translate-{codes[source]}_{codes[target]}-{version}"
    place = packages / name.replace(".", "_")
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        raise PackageError(f"{version!r} is not a version. Write numbers with dots between them, such as 1.0.")
    with writing(packages) as scratch:
        (scratch / "model").mkdir()
        for file in sorted(model.iterdir()):
            if file.name == "model.bin" or (file.suffix in (".json", ".txt") and "vocabulary" in file.name):
                shutil.copyfile(file, scratch / "model" / file.name)
        config = _config(model, ends=ends and "</s>" in vocabulary)
        if config:
            (scratch / "model" / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
        kept = "bpe.model" if tokenizer.name == "bpe.model" else "sentencepiece.model"
        shutil.copyfile(tokenizer, scratch / kept)
        metadata: dict[str, object] = {
            "type": "translate",
            "package_version": version,
            "argos_version": "1.9.0",
            "from_code": codes[source],
            "from_name": names[source],
            "to_code": codes[target],
            "to_name": names[target],
            "added_from": folder.resolve().name,
        }
        metadata |= {"source_prefix": list(prefixes.source)} if prefixes.source else {}
        metadata |= {"target_prefix": prefixes.target} if prefixes.target else {}
        (scratch / METADATA_NAME).write_text(
            json.dumps(metadata, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        (scratch / "README.md").write_text(_readme(metadata, tokenizer.name, prefixes), encoding="utf-8")
        if place.exists() and not _same(place, scratch):
            raise PackageError(f"Another {name} is already installed. Remove it, or give this one a --version.")
        return put(scratch, packages, folder.resolve().name, "")


def _model(folder: Path) -> Path:
    """Find the folder with ``model.bin``: this one, or ``model`` in it."""
    if not folder.is_dir():
        raise PackageError(f"{folder}: no such folder.")
    if (folder / METADATA_NAME).is_file():
        raise PackageError(f"{folder}: is already a package. Run: workflow models install {folder}")
    for place in (folder, folder / "model"):
        if (place / "model.bin").is_file():
            return place
    names = {file.name for file in folder.iterdir()}
    if any("intgemm" in name for name in names):
        why = f"contains a model of Firefox Translations, which needs no conversion. Run: workflow models install {folder}"
    elif any(name.endswith(".npz") for name in names):
        converter = "ct2-opus-mt-converter" if "decoder.yml" in names else "ct2-marian-converter"
        why = f"holds a model in Marian's own format. Convert it first: {converter}"
    elif names & {"pytorch_model.bin", "model.safetensors"}:
        why = "holds a Hugging Face model. Convert it first: ct2-transformers-converter --copy_files source.spm target.spm"
    else:
        why = "contains no CTranslate2 model (model.bin)"
    raise PackageError(f"{folder}: {why}.")


def _tokenizer(folder: Path, model: Path) -> tuple[Path, bool]:
    for pattern, ends in _TOKENIZERS:
        for place in dict.fromkeys((folder, model)):
            if found := sorted(path for path in place.glob(pattern) if path.is_file()):
                return found[0], ends
    raise PackageError(
        f"{folder}: the tokenizer is missing ({', '.join(pattern for pattern, _ in _TOKENIZERS)}). "
        "Copy it there from the model's original folder."
    )


def _vocabulary(model: Path) -> list[str]:
    """The tokens of the source, and those of the target if it has a separate vocabulary."""
    found: list[str] = []
    for name in (*_VOCABULARIES, "target_vocabulary"):
        for path in (model / f"{name}.json", model / f"{name}.txt"):
            if not path.is_file():
                continue
            try:
                text = path.read_text(encoding="utf-8")
                tokens = load_json(text) if path.suffix == ".json" else text.split("\n")
            except (OSError, ValueError, RecursionError) as error:
                raise PackageError(f"{path}: cannot be read: {error}. Convert the model again.") from error
            found += [token for token in tokens if isinstance(token, str)] if isinstance(tokens, list) else []
    if not found:
        raise PackageError(f"{model}: the vocabulary is missing (shared_vocabulary.json). Convert the model again.")
    return found


def _check_fit(tokenizer: Path, vocabulary: Collection[str]) -> None:
    """Raise PackageError if the pieces of the tokenizer are not those of the model."""
    import sentencepiece

    try:
        processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer))
    except (RuntimeError, OSError, TypeError) as error:
        raise PackageError(f"{tokenizer}: is not a SentencePiece model ({_first_line(error)}).") from error
    known = set(vocabulary)
    pieces = [
        processor.id_to_piece(number)
        for number in range(processor.get_piece_size())
        if not (processor.is_control(number) or processor.is_unknown(number) or processor.is_byte(number))
    ]
    share = sum(piece in known for piece in pieces) / max(len(pieces), 1)
    if share < _MIN_SHARE:
        raise PackageError(
            f"{tokenizer}: does not belong to this model: only {share:.0%} of the tokenizer's pieces are in its vocabulary."
        )


def _prefixes(folder: Path, vocabulary: Collection[str], pair: tuple[str, str], given: tuple[str, str]) -> _Prefixes:
    """The tokens that select the languages of a multilingual model; none for a bilingual one."""
    for token in given:
        if token and token not in vocabulary:
            raise PackageError(f"{folder}: the model has no token {token!r}. {_listed(vocabulary)}".rstrip())
    family, tags = _tags(vocabulary)
    source, target = given
    if family == "marian":
        # Only the target is named, and before the source.
        target = target or _tag(folder, "target", pair[1], tags)
    elif family:
        source = source or _tag(folder, "source", pair[0], tags)
        target = target or _tag(folder, "target", pair[1], tags)
    if _TAGS["marian"].fullmatch(target):
        return _Prefixes(source=tuple(token for token in (target, source) if token))
    return _Prefixes(source=(source,) if source else (), target=target)


def _tags(vocabulary: Collection[str]) -> tuple[str, dict[str, re.Match[str]]]:
    """The family of a multilingual model, and its language tokens; nothing for a bilingual one."""
    for family, pattern in _TAGS.items():
        tags = {token: match for token in vocabulary if (match := pattern.fullmatch(token))}
        if len(tags) >= (1 if family == "marian" else _MIN_TAGS):
            return family, tags
    return "", {}


def _tag(folder: Path, side: str, code: str, tags: dict[str, re.Match[str]]) -> str:
    """The token of a language; of several, the one with the script of the language."""
    base = base_language(code)
    script = language(code).script
    found = [token for token, match in tags.items() if _short(match["base"]) == base]
    if len(found) > 1:
        found = [token for token in found if tags[token].groupdict().get("script") == script] or found
    if len(found) == 1:
        return found[0]
    raise PackageError(
        f"{folder}: the model is multilingual, and none of its tokens is clearly {code}. "
        f"Name it: --{side}-token. {_listed(found or tags)}"
    )


def _short(code: str) -> str:
    """Two letters for three, where a language has two: ``ukr`` → ``uk``, ``arb`` → ``ar``."""
    from babel.core import get_global

    return str(get_global("language_aliases").get(code, code)).split("_")[0]


def _listed(tokens: Collection[str]) -> str:
    tags = [token for token in tokens if any(pattern.fullmatch(token) for pattern in _TAGS.values())]
    return f"Available: {', '.join(tags[:40])}{' …' if len(tags) > 40 else ''}." if tags else ""


def _config(model: Path, *, ends: bool) -> dict[str, object]:
    """The model's ``config.json``, with the end token switched on if it is needed; empty if there is none."""
    path = model / "config.json"
    config: object = {}
    if path.is_file():
        try:
            config = load_json(path.read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise PackageError(f"{path}: is not JSON ({error}). Convert the model again.") from error
    if not isinstance(config, dict):
        raise PackageError(f"{path}: is not a JSON object. Convert the model again.")
    return {**config, "add_source_eos": True} if ends else config


def _same(place: Path, scratch: Path) -> bool:
    from workflow.engines.packages.argos import read_argos

    try:
        old, new = read_argos(place), read_argos(scratch)
    except PackageError:
        return True  # a broken one may go
    return bool(old and new and old.hash == new.hash)


def _readme(metadata: dict[str, object], tokenizer: str, prefixes: _Prefixes) -> str:
    lines = [
        f"# {metadata['from_name']} to {metadata['to_name']}",
        "",
        f"A CTranslate2 model, added on {datetime.datetime.now(datetime.UTC).date().isoformat()} from the folder "
        f"{metadata['added_from']} with its tokenizer {tokenizer}.",
        "Its licence is that of the model it was made from. The quality of its drafts has not been measured.",
    ]
    if prefixes.source:
        lines.append(f"Before every source: {' '.join(prefixes.source)}. Argos Translate itself does not do that.")
    if prefixes.target:
        lines.append(f"Every translation begins with: {prefixes.target}.")
    return "\n".join(lines) + "\n"


def _first_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
