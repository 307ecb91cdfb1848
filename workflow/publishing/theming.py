"""The theme: templates and style sheets of the program, each of which a file of the project can replace.

A project's folder (``theme`` in workflow.yaml) is searched first. ``custom.css`` in it is added to the style sheet; the pictures and fonts in
it are published beside it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from workflow.errors import ConfigError, WorkflowError
from workflow.files import read_bytes, read_text
from workflow.findings import Finding
from workflow.html import without_controls
from workflow.model import Severity
from workflow.project import CONFIG_NAME, Project
from workflow.project.suggestions import did_you_mean
from workflow.project.theme_settings import ThemeSettings
from workflow.project.walking import files_below
from workflow.publishing.site import Site

if TYPE_CHECKING:
    import jinja2

__all__ = ["FOLDER", "SCRIPT", "STYLE_SHEET", "Theme", "check_theme", "safe", "templates_version"]

FOLDER = Path(__file__).parent / "theme"
"""The program's theme."""
STYLE_SHEET = "theme/edition.css"
"""The path of the style sheet below ``editions/html/``."""
SCRIPT = "theme/search.js"
"""The path of the script of the search, likewise."""
_ADDED = "custom.css"


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of a publication."""

    settings: ThemeSettings = field(default_factory=ThemeSettings)
    folder: Path | None = None
    """The project's own files; None: it has none."""
    templates: str = ""
    """See ``templates_version``. Templates are read again only if it is another one."""

    def render(self, template: str, variables: Mapping[str, object]) -> str:
        """Fill a template in; characters that HTML does not allow are left out. Raises ConfigError, with file and line, for a template that is not valid; DocumentError for one that is not UTF-8."""
        import jinja2

        try:
            return without_controls(_environment(self.folder, self.templates).get_template(template).render(variables))
        except jinja2.TemplateSyntaxError as error:
            raise ConfigError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from error
        except jinja2.TemplateNotFound as error:
            raise ConfigError(f"{_place(error, self.folder)}: there is no template {error.name!r}.") from error
        except WorkflowError:
            raise
        except Exception as error:  # a template can raise whatever Python can
            raise ConfigError(f"{_place(error, self.folder)}: {str(error).rstrip('.')}.") from error

    def style_sheet(self) -> bytes:
        """Return the style sheet: the theme's, the colours of workflow.yaml, and ``custom.css``. Raises DocumentError, FileProblem."""
        parts = [self._text("edition.css")]
        for scheme, colors in (("light", self.settings.colors), ("dark", self.settings.dark_colors)):
            if colors:
                rule = f":root {{ {'; '.join(f'--{name}: {value}' for name, value in colors)} }}"
                parts.append(f"@media screen and (prefers-color-scheme: {scheme}) {{ {rule} }}\n")
        if self.folder is not None and (self.folder / _ADDED).is_file():
            parts.append(read_text(self.folder / _ADDED))
        return "".join(parts).encode("utf-8")

    def script(self) -> bytes:
        """Return the script of the search. Raises DocumentError, FileProblem."""
        return self._text("search.js").encode("utf-8")

    def _text(self, name: str) -> str:
        own = self.folder / name if self.folder is not None else None
        return read_text(own if own is not None and own.is_file() else FOLDER / name)

    def files(self) -> Iterator[tuple[Path, str]]:
        """Yield the other files of the project's folder, such as fonts, and their paths below ``editions/html/``."""
        if self.folder is None:
            return
        for path in files_below(self.folder, own=False):
            if not path.endswith(".html") and path not in ("edition.css", "search.js", _ADDED):
                yield self.folder / path, f"theme/{path}"


def templates_version(folder: Path | None) -> str:
    """Return a hash of the templates in a project's folder; empty if it has none. Those of the program have its version. Raises FileProblem."""
    if folder is None:
        return ""
    found = hashlib.sha256()
    for path in files_below(folder, own=False):
        if path.endswith(".html"):
            found.update(f"{path}\n{hashlib.sha256(read_bytes(folder / path)).hexdigest()}\n".encode())
    return found.hexdigest()


def check_theme(project: Project, site: Site) -> list[Finding]:
    """Find what ``theme`` in workflow.yaml names and is not published. Raises ConfigError if its folder does not exist."""
    settings = project.config.theme
    if site.theme_folder is not None and not site.theme_folder.is_dir():
        raise ConfigError(
            f"{project.root / CONFIG_NAME}: theme: there is no folder {settings.folder}/. Make it, or remove the key."
        )
    missing = [f"logo: {settings.logo!r}"] if settings.logo and settings.logo not in site.assets else []
    missing += [f"footer: {name!r}" for name in settings.footer if name not in site.paths and ":" not in name]
    return [
        Finding(
            "unknown_theme_file",
            Severity.WARNING,
            f"{CONFIG_NAME}: theme: {what} is not a published file below {project.config.source}/.",
            source=project.root / CONFIG_NAME,
        )
        for what in missing
    ] + list(_unused_files(project, site.theme_folder))


def _unused_files(project: Project, folder: Path | None) -> Iterator[Finding]:
    """Find templates and style sheets of the project that have no name of the program's, and that no other one names."""
    if folder is None:
        return
    known = {path.name for path in FOLDER.iterdir()} | {_ADDED}
    texts = {
        path: read_text(folder / path) for path in files_below(folder, own=False) if path.endswith((".html", ".css"))
    }
    for path in texts:
        if path in known or any(PurePosixPath(path).name in text for other, text in texts.items() if other != path):
            continue
        if path.endswith(".css"):
            what = f"no page loads this style sheet. Put its rules into {_ADDED}, or import it there."
        else:
            names = sorted(name for name in known if name.endswith(".html"))
            what = f"no page uses this template. {did_you_mean(path, names)}"
        message = f"{project.config.theme.folder}/{path}: {what}"
        yield Finding("unused_theme_file", Severity.WARNING, message, source=folder / path)


def _place(error: BaseException, folder: Path | None) -> str:
    """The template and the line at which an error arose, from its traceback: the last place in a template."""
    found, at = str(folder or FOLDER), error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename.endswith(".html"):
            found = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}"
        at = at.tb_next
    return found


@lru_cache(maxsize=1)
def _environment(folder: Path | None, templates: str) -> "jinja2.Environment":
    """The templates of a folder, in the version ``templates``. They are read once: to look at each again takes longer than most of them."""
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    def load(name: str) -> tuple[str, str, None] | None:
        path = _file(folder, name)
        return None if path is None else (read_text(path), str(path), None)

    # A template that comes with the project, like its documents, may not reach into the program.
    kind = jinja2.Environment if folder is None else SandboxedEnvironment
    return kind(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )


def _file(folder: Path | None, name: str) -> Path | None:
    """The file of a template, the project's before the program's."""
    for place in (folder, FOLDER):
        path = place / name if place is not None else None
        if path is not None and ".." not in path.parts and path.is_file():
            return path
    return None


def safe(html: str) -> Any:
    """Mark HTML as such, so that a template does not escape it."""
    from markupsafe import Markup

    return Markup(html)
