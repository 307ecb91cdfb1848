"""Find ``workflow.yaml``, read it, and check every key and value."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from workflow import formats
from workflow.errors import BadInput, ConfigError, NoProject
from workflow.files import read_text
from workflow.formats.base import Format, options
from workflow.inline_tags import placeholder_fault
from workflow.languages import gettext_code
from workflow.project.configuration import BookSettings, Config, DocumentOverrides, IgnoreRule, LanguageOverrides
from workflow.project.layout import CONFIG_NAME
from workflow.project.model import Project
from workflow.project.navigation_files import is_navigation_file, nav_lines
from workflow.project.patterns import is_pattern, problem
from workflow.project.publish_loading import c2pa_manifest, one_line, publish_policy
from workflow.project.servers import second_opinion, servers
from workflow.project.site_settings import edit_url, lists, redirects, root_files
from workflow.project.source_layouts import LAYOUTS
from workflow.project.theme_settings import theme_settings
from workflow.project.yaml_nodes import ConfigValue, compose, nearest

__all__ = ["find", "load", "parse"]

_log = logging.getLogger(__name__)

_LATER = frozenset({"fallback", "gate"})
"""Reserved keys that no command reads yet. They are rejected, since a key without effect would mislead."""

_LONGEST_STYLE = 1000
"""Maximum number of characters of a note on style."""

_REQUIRED = {
    "title": "title: My publication",
    "source_language": "source_language: en",
    "languages": "languages: [es, uk]",
}


def load(start: Path | None = None) -> Project:
    """Return the project that contains the folder ``start`` (None: the current one): that of the nearest ``workflow.yaml`` upward.

    Raises NoProject; ConfigError for invalid YAML, an unknown key or a wrong value, each with its line and a correction;
    FileProblem or DocumentError if the file cannot be read as UTF-8.
    """
    path = find(start)
    config = parse(read_text(path), str(path))
    _log.info("%s: %s → %s", path, config.source_language, ", ".join(config.languages))
    return Project(root=path.parent, config=config)


def find(start: Path | None = None) -> Path:
    """Return the nearest ``workflow.yaml`` in ``start`` or above it. Raises NoProject if there is none."""
    folder = Path.cwd() if start is None else start.absolute()
    if start is not None and not folder.is_dir():
        if folder.name == CONFIG_NAME and folder.is_file():
            return folder
        raise BadInput(f"{start}: no such folder.")
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        if (place / CONFIG_NAME).is_file():
            return place / CONFIG_NAME
        if (place / "workflow.yml").is_file():
            raise ConfigError(f"{place / 'workflow.yml'}: the file must be called {CONFIG_NAME}. Rename it.")
    raise NoProject(
        f"no {CONFIG_NAME} in {folder} or above it. Run `workflow init` to create one here, or "
        f"`workflow -C FOLDER …` to work in another folder."
    )


def parse(text: str, file: str = CONFIG_NAME) -> Config:
    """Return the configuration in ``text``. Raises ConfigError; ``file`` is the file's name in messages."""
    top = compose(text, file)
    sections = formats.sections()
    given = top.mapping(known=_KEYS.keys() | _LATER | sections.keys())
    for name, value in given.items():
        if name in _LATER:
            raise value.error(f'"{name}" is not supported by this version. Remove it.')
    for name, example in _REQUIRED.items():
        if name not in given:
            raise ConfigError(f'{file}: "{name}" is missing. Add a line such as `{example}`.')
    config = Config()
    for name, read in _KEYS.items():  # in the table's order: later keys are checked against earlier ones
        if name in given:
            config = read(given[name], config)
    own = {
        name: {**config.sections[name], **_section(given[name], sections[name])} for name in sections if name in given
    }
    return replace(config, sections={**config.sections, **own})


def _code(value: ConfigValue) -> str:
    try:
        return gettext_code(value.text())
    except BadInput as error:
        raise value.error(str(error)) from error


def _languages(value: ConfigValue, config: Config) -> Config:
    found: dict[str, ConfigValue] = {}
    for item in value.values():
        words = item.text().replace(",", " ").split()
        if len(words) > 1:
            raise item.error(f'languages: "{item.text()}" is one text. Write a list: languages: [{", ".join(words)}]')
        code = _code(item)
        if code == config.source_language:
            raise item.error(f"languages: {code} is the source language. Remove it from the list.")
        if code in found:
            raise item.error(f"languages: {code} occurs twice (first at line {found[code].line}). Remove one of them.")
        found[code] = item
    return replace(config, languages=tuple(found))


def _source(value: ConfigValue, config: Config) -> Config:
    folder = PurePosixPath(value.text())
    if folder.is_absolute() or ".." in folder.parts or "\\" in value.text():
        raise value.error("source must be a folder inside the project, relative to workflow.yaml.")
    if folder.parts[:1] in {("editions",), ("locales",), (".workflow",)}:
        raise value.error(f"source: {folder.parts[0]}/ is written by this program. Keep the sources in another folder.")
    return replace(config, source=folder.as_posix())


def _documents(value: ConfigValue, config: Config) -> Config:
    patterns = []
    for item in value.values():
        pattern = item.text().removeprefix("./")
        if reason := problem(pattern.removeprefix("!")):
            raise item.error(f'documents: "{pattern}" {reason}.')
        suffix = PurePosixPath(pattern).suffix
        if suffix and not is_pattern(suffix) and not formats.readable(pattern) and not pattern.startswith("!"):
            raise item.error(f'documents: "{pattern}": {_formats()}')
        patterns.append(pattern)
    if not [pattern for pattern in patterns if not pattern.startswith("!")]:
        raise value.error('documents: at least one pattern must include documents, such as "**/*.md".')
    return replace(config, documents=tuple(patterns))


def _nav(value: ConfigValue, config: Config) -> Config:
    if value.is_scalar and is_navigation_file(value.text()):
        path = PurePosixPath(value.text())
        if path.is_absolute() or ".." in path.parts or "\\" in value.text():
            raise value.error(f'nav: "{value.text()}" must be inside the project.')
        return replace(config, nav_file=path.as_posix())
    found = nav_lines(value)
    for line in found:
        target = line.target or ""
        if not target or "://" in target:
            continue
        where = f"{value.file}:{line.line}: nav:"
        if reason := problem(target.rstrip("/") or target):
            raise ConfigError(f'{where} "{target}" {reason}.')
        if not target.endswith("/") and not formats.readable(target):
            raise ConfigError(
                f'{where} "{target}" must be the path of a document below {config.source}/, with suffix, a folder there, '
                "with a slash at the end, or an address, such as https://example.org/."
            )
    return replace(config, nav=found)


def _glossary(value: ConfigValue, config: Config) -> Config:
    for item in value.values():
        path = PurePosixPath(item.text())
        if path.is_absolute() or ".." in path.parts or "\\" in item.text():
            raise item.error(
                "glossary: a file's path must be relative to workflow.yaml, with slashes, and stay inside the project. "
                "Copy a file from elsewhere into the project."
            )
        if path.suffix.lower() not in {".csv", ".tsv", ".tbx", ".xml"}:
            raise item.error(f'glossary: "{item.text()}" must be a .csv, .tsv or .tbx file.')
    return replace(config, glossary=value.texts())


def _output(value: ConfigValue, config: Config) -> Config:
    if not value.values():
        raise value.error("output: there must be at least one, such as html.")
    return replace(config, output=value.texts())  # publishing knows which there are


def _books(value: ConfigValue, config: Config) -> Config:
    given = value.mapping(known=("cover", "each_document"))
    cover = given["cover"].text() if "cover" in given else None
    if cover is not None and (PurePosixPath(cover).is_absolute() or ".." in PurePosixPath(cover).parts):
        raise given["cover"].error(f'books: cover: "{cover}" must be the path of a picture below {config.source}/.')
    return replace(config, books=BookSettings(cover, "each_document" in given and given["each_document"].boolean()))


def _formats() -> str:
    return f"this kind of document is not supported. Supported: {', '.join(sorted(formats.suffixes()))}."


def _memory(value: ConfigValue, config: Config) -> Config:
    word = value.text()
    if word.lower() in {"false", "no", "off"}:
        return replace(config, memory=None)
    if not (word.isascii() and word.isdigit() and 50 <= int(word) <= 100):
        raise value.error(f'memory: "{word}" must be a whole number from 50 to 100 (per cent), or false.')
    return replace(config, memory=int(word))


def _engines(value: ConfigValue, config: Config) -> Config:
    if not value.is_mapping:
        return replace(config, engines=value.texts())
    pairs = {f"{config.source_language}-{code}": code for code in config.languages}
    chosen, by_pair = config.engines, {}
    for name, item in value.mapping().items():
        pair = name.replace("_", "-").lower()
        known = {each.replace("_", "-").lower(): each for each in pairs}
        if name == "default":
            chosen = item.texts()
        elif pair in known:
            by_pair[known[pair]] = item.texts()
        else:
            raise item.error(f"engines: {nearest(name, ['default', *pairs])} A pair is written as {_example(pairs)}.")
    return replace(config, engines=chosen, engines_by_pair=by_pair)


def _example(pairs: dict[str, str]) -> str:
    return next(iter(pairs), "en-es")


def _models_index(value: ConfigValue, config: Config) -> Config:
    where = value.text()
    if "://" in where and not where.startswith(("http://", "https://")):
        raise value.error(f'models_index: "{where}" must be an http or https address, or a file.')
    return replace(config, models_index=where)


def _style(value: ConfigValue) -> str:
    """The note on style; empty for ``style: ''``, which switches off that of all languages for one."""
    if value.is_scalar and not value.node.value:
        return ""
    text = value.text()
    if len(text) > _LONGEST_STYLE:
        raise value.error(
            f"{value.name} has {len(text):,} characters. It is sent with every request: write at most {_LONGEST_STYLE:,}."
        )
    return text


def _site_url(value: ConfigValue, config: Config) -> Config:
    url = value.text()
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        good = False
    if not good or re.search(r"[\s\"'<>]", url):
        raise value.error(f'site_url: "{url}" must be the address of the site, such as https://example.org/docs/.')
    return replace(config, site_url=url)


def _placeholders(value: ConfigValue) -> tuple[str, ...]:
    for item in value.values():
        if reason := placeholder_fault(item.text()):
            raise item.error(f'placeholders: "{item.text()}" {reason}.')
    return value.texts()


def _section(value: ConfigValue, handler: Format) -> dict[str, object]:
    """The section of a format: the fields that its settings add."""
    known = options(handler.SETTINGS)
    choices = handler.SETTINGS.CHOICES
    return {
        name: _option(name, item, known[name], choices.get(name, ()))
        for name, item in value.mapping(known=known.keys()).items()
    }


def _option(name: str, value: ConfigValue, default: object, choices: Sequence[str]) -> object:
    """A value of a section, of the same type as its default."""
    if isinstance(default, bool):
        return value.boolean()
    if isinstance(default, tuple):
        if choices:
            return tuple(dict.fromkeys(item.choice(dict.fromkeys(choices)) for item in value.values()))
        return value.texts()
    if isinstance(default, int):
        if not (value.text().isascii() and value.text().isdigit()):
            raise value.error(f'{name}: "{value.text()}" must be a whole number.')
        return int(value.text())
    return value.text()


_IGNORED_EXAMPLE = "checks: [{ignore: [end_stop], reason: headlines have no full stop}]"
_BY_LANGUAGE = ("editorial_responsibility", "engines", "nav", "pivot", "style", "tags", "title")
_BY_DOCUMENT = ("front_matter", "placeholders")


def _overrides(value: ConfigValue, config: Config) -> Config:
    languages = dict(config.by_language)
    documents = list(config.by_document)
    for name, item in value.mapping().items():
        code = name.replace("-", "_")
        if code in (config.source_language, *config.languages):
            keys = item.mapping(known=_BY_LANGUAGE)
            languages[code] = LanguageOverrides(
                title=keys["title"].text() if "title" in keys else None,
                engines=keys["engines"].texts() if "engines" in keys else None,
                pivot=keys["pivot"].boolean() if "pivot" in keys else None,
                style=_style(keys["style"]) if "style" in keys else None,
                nav={name: each.text() for name, each in keys["nav"].mapping().items()} if "nav" in keys else {},
                tags={name: each.text() for name, each in keys["tags"].mapping().items()} if "tags" in keys else {},
                editorial_responsibility=one_line(keys["editorial_responsibility"])
                if "editorial_responsibility" in keys
                else None,
            )
        elif is_pattern(name) or "/" in name or formats.readable(name):
            if reason := problem(name):
                raise item.error(f'overrides: "{name}" {reason}.')
            sections = formats.sections()
            keys = item.mapping(known={*_BY_DOCUMENT, *sections})
            documents.append(
                DocumentOverrides(
                    pattern=name,
                    front_matter=keys["front_matter"].texts() if "front_matter" in keys else None,
                    sections={
                        name: _section(keys[name], handler) for name, handler in sections.items() if name in keys
                    },
                    placeholders=_placeholders(keys["placeholders"]) if "placeholders" in keys else None,
                )
            )
        else:
            near = get_close_matches(code, config.languages, n=1, cutoff=0.6)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise item.error(f'overrides: "{name}" is neither a language of this project nor a document pattern.{hint}')
    return replace(config, by_language=languages, by_document=tuple(documents))


def _checks(value: ConfigValue, config: Config) -> Config:
    rules = []
    for item in [value] if value.is_mapping or value.is_scalar else value.values():
        if not item.is_mapping:
            raise item.error(f"checks must be a list of what to ignore, such as {_IGNORED_EXAMPLE}")
        rules += _ignored(item, config)
    return replace(config, checks=tuple(rules))


def _ignored(value: ConfigValue, config: Config) -> list[IgnoreRule]:
    """The rules of one member of ``checks``."""
    given = value.mapping(known=("ignore", "documents", "languages", "reason"))
    for name, example in (("ignore", "ignore: [end_stop]"), ("reason", "reason: headlines have no full stop")):
        if name not in given:
            raise value.error(f'checks: "{name}" is missing. Add a line such as `{example}`.')
    for item in given["documents"].values() if "documents" in given else ():
        if reason := problem(item.text()):
            raise item.error(f'checks: documents: "{item.text()}" {reason}.')
    languages: dict[str, None] = {}
    for item in given["languages"].values() if "languages" in given else ():
        if (code := _code(item)) not in config.languages:
            near = get_close_matches(code, config.languages, n=1, cutoff=0.6)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise item.error(f'checks: "{item.text()}" is not a language of this project.{hint}')
        languages[code] = None
    documents = given["documents"].texts() if "documents" in given else ()
    checks = {item.text(): item.line for item in given["ignore"].values()}
    reason = " ".join(given["reason"].text().split())
    return [IgnoreRule(check, line, documents, tuple(languages), reason) for check, line in checks.items()]


_KEYS: dict[str, Callable[[ConfigValue, Config], Config]] = {
    "title": lambda value, config: replace(config, title=value.text()),
    "source_language": lambda value, config: replace(config, source_language=_code(value)),
    "languages": _languages,
    "source": _source,
    "documents": _documents,
    "front_matter": lambda value, config: replace(
        config, format=replace(config.format, front_matter_keys=value.texts())
    ),
    "locations": lambda value, config: replace(config, locations=value.choice({"file": None, "line": None})),
    "engines": _engines,
    "pivot": lambda value, config: replace(config, pivot=value.boolean()),
    "offline": lambda value, config: replace(config, offline=value.boolean()),
    "models_index": _models_index,
    "glossary": _glossary,
    "dictionaries": lambda value, config: replace(config, dictionaries=value.texts() if value.values() else ()),
    "memory": _memory,
    "repair": lambda value, config: replace(config, repair=value.boolean()),
    "servers": lambda value, config: replace(config, servers=servers(value)),
    "style": lambda value, config: replace(config, style=_style(value)),
    "second_opinion": lambda value, config: replace(config, second_opinion=second_opinion(value, config.servers)),
    "placeholders": lambda value, config: replace(
        config, format=replace(config.format, placeholders=_placeholders(value))
    ),
    "output": _output,
    "html": lambda value, config: replace(config, html=value.choice({"safe": None, "trusted": None})),
    "books": _books,
    "site_url": _site_url,
    "search_engines": lambda value, config: replace(
        config, search_engines=value.choice(dict.fromkeys(("read", "translated", "all")))
    ),
    "search": lambda value, config: replace(config, search=value.choice(dict.fromkeys(("none", "pagefind")))),
    "lists": lambda value, config: replace(config, lists=lists(value)),
    "tags": lambda value, config: replace(config, tags=value.texts() if value.values() else ()),
    "theme": lambda value, config: replace(config, theme=theme_settings(value)),
    "nav": _nav,
    "root_files": lambda value, config: replace(config, root_files=root_files(value, config.source)),
    "redirects": lambda value, config: replace(config, redirects=redirects(value)),
    "edit_url": lambda value, config: replace(config, edit_url=edit_url(value)),
    "source_layout": lambda value, config: replace(config, source_layout=value.choice(dict.fromkeys(LAYOUTS))),
    "publish": lambda value, config: replace(config, publish=publish_policy(value, config.languages)),
    "editorial_responsibility": lambda value, config: replace(config, editorial_responsibility=one_line(value)),
    "credit_translators": lambda value, config: replace(config, credit_translators=value.boolean()),
    "c2pa_manifest": lambda value, config: replace(config, c2pa_manifest=c2pa_manifest(value)),
    "checks": _checks,
    "overrides": _overrides,
}
