"""What a PDF follows from outside its project: the fonts of the system, how they are chosen, and the libraries that set them."""

import ctypes
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from workflow.program_version import library_versions
from workflow.publishing.store import digest

__all__ = ["typesetting_version"]

_PACKAGES = (
    "weasyprint",
    "pydyf",
    "tinyhtml5",
    "tinycss2",
    "cssselect2",
    "pyphen",
    "pillow",
    "fonttools",
    "ziamath",
    "ziafont",
)
_FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
"""The names of a library of the system on Linux, macOS and Windows."""
_HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
_LOCALE = ("FC_LANG", "LC_ALL", "LC_CTYPE", "LANG", "PANGO_LANGUAGE", "LANGUAGE")
"""The variables that say whose form of a character is preferred."""
_PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")


class _FontSet(ctypes.Structure):
    """``FcFontSet`` of fontconfig."""

    _fields_: ClassVar = [
        ("number", ctypes.c_int),
        ("room", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    ]


def typesetting_version() -> str:
    """Return a hash of the versions of the libraries, and of size and time of each font and of each file that configures the choice of
    fonts; empty if they cannot be known.
    """
    try:
        pango = _text(_library(_PANGO).pango_version_string)
        harfbuzz = _text(_library(_HARFBUZZ).hb_version_string)
        fontconfig = _library(_FONTCONFIG)
        states = [(path, Path(path).stat()) for path in dict.fromkeys(_files(fontconfig))]
        files = [(path, found.st_size, found.st_mtime_ns) for path, found in states]
        return digest(
            library_versions(_PACKAGES),
            pango,
            harfbuzz,
            fontconfig.FcGetVersion(),
            files,
            [os.environ.get(name) for name in _LOCALE],
        )
    except (OSError, AttributeError):  # another version of a library, or a file that has gone in the meantime
        return ""


def _library(names: Sequence[str]) -> ctypes.CDLL:
    """Load a library by one of its names. Raises OSError."""
    for name in names[:-1]:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return ctypes.CDLL(names[-1])


def _text(function: "ctypes._NamedFuncPointer") -> bytes:
    function.restype = ctypes.c_char_p
    found: bytes = function()
    return found


def _files(fontconfig: ctypes.CDLL) -> Iterator[str]:
    """Yield the paths of the files that configure fontconfig, and of the fonts that it finds with them."""
    fontconfig.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    fontconfig.FcConfigGetConfigFiles.restype = ctypes.c_void_p
    fontconfig.FcStrListNext.restype = ctypes.c_char_p
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
    config = ctypes.c_void_p(fontconfig.FcInitLoadConfigAndFonts())
    names = ctypes.c_void_p(fontconfig.FcConfigGetConfigFiles(config))
    while (path := fontconfig.FcStrListNext(names)) is not None:
        yield os.fsdecode(path)
    fontconfig.FcStrListDone(names)
    fonts = fontconfig.FcConfigGetFonts(config, 0)
    file = ctypes.c_char_p()
    for font in fonts.contents.fonts[: fonts.contents.number] if fonts else ():
        if fontconfig.FcPatternGetString(ctypes.c_void_p(font), b"file", 0, ctypes.byref(file)) == 0 and file.value:
            yield os.fsdecode(file.value)
    fontconfig.FcConfigDestroy(config)
