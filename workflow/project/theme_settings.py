"""``theme`` in ``workflow.yaml``: the look of the pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from workflow.project.yaml_nodes import ConfigValue

__all__ = ["COLORS", "ThemeSettings", "theme_settings"]

COLORS = ("accent", "ink", "line", "muted", "panel", "paper")
"""The colours that ``theme`` can set; the style sheet has a variable for each."""
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_READABLE = 4.5
"""The least contrast of text, WCAG 2.2, 1.4.3."""
_PAPER = {"colors": "#fdfcf9", "dark_colors": "#17181a"}
"""The background of the pages, as in the style sheet."""


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """The look of the pages."""

    folder: str = ""
    """The folder with templates and style sheets, relative to the project; empty: only the program's."""
    logo: str = ""
    """The picture at the top of each page, below the source folder."""
    colors: tuple[tuple[str, str], ...] = ()
    """Names of ``COLORS`` with their values."""
    dark_colors: tuple[tuple[str, str], ...] = ()
    """Those where readers prefer dark pages."""
    footer: tuple[str, ...] = ()
    """What the foot of each page links to: documents, and addresses."""
    licence: str = ""
    """The address of the publication's licence."""


def theme_settings(value: ConfigValue) -> ThemeSettings:
    """Read the key: a mapping, or only the folder. Raises ConfigError."""
    if value.is_scalar:
        return ThemeSettings(folder=_inside(value))
    given = value.mapping(known=("folder", "logo", "colors", "dark_colors", "footer", "licence"))
    licence = given["licence"].text() if "licence" in given else ""
    if licence and not _is_address(licence):
        raise given["licence"].error(
            f'theme: licence: "{licence}" must be an address, such as https://creativecommons.org/licenses/by/4.0/.'
        )
    return ThemeSettings(
        folder=_inside(given["folder"]) if "folder" in given else "",
        logo=_inside(given["logo"]) if "logo" in given else "",
        colors=_colors(given, "colors"),
        dark_colors=_colors(given, "dark_colors"),
        footer=given["footer"].texts() if "footer" in given else (),
        licence=licence,
    )


def _inside(value: ConfigValue) -> str:
    path = PurePosixPath(value.text())
    if path.is_absolute() or ".." in path.parts or "\\" in value.text():
        raise value.error(f'{value.name}: "{value.text()}" must be inside the project.')
    return path.as_posix()


def _is_address(text: str) -> bool:
    return re.fullmatch(r"(?:https?://|mailto:)[^\s\"'<>]+", text) is not None


def _colors(given: Mapping[str, ConfigValue], key: str) -> tuple[tuple[str, str], ...]:
    if key not in given:
        return ()
    found = {}
    for name, item in given[key].mapping(known=COLORS).items():
        if not _COLOR.fullmatch(item.text()):
            raise item.error(f'theme: {key}: "{item.text()}" is not a colour such as "#8a1538".')
        found[name] = item.text().lower()
    paper = found.get("paper", _PAPER[key])
    for name in ("accent", "ink", "muted"):
        if name in found and (ratio := _contrast(found[name], paper)) < _READABLE:
            raise (
                given[key]
                .mapping()[name]
                .error(
                    f"theme: {key}: {name} {found[name]} is hard to read on {paper}: the contrast is {ratio:.1f}, and must be at "
                    f"least {_READABLE}. Choose a {'lighter' if key == 'dark_colors' else 'darker'} colour."
                )
            )
    return tuple(found.items())


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """The relative luminance, as WCAG 2.2 defines it."""
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
