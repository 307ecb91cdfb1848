"""OmegaT's way of writing a PO file."""

import re
from collections.abc import Mapping

__all__ = ["from_omegat"]


def from_omegat(data: bytes, translated: Mapping[str, str]) -> bytes:
    """What OmegaT makes of a file, by its writer's rules (3.6 and 4 to 6 agree in them; seen from 3.6, byte for byte).

    It writes the lines as it read them, without every ``#, fuzzy``, and with its project's translations: what was fuzzy counts as
    no translation, so its text is gone. A text is one string, broken after line feeds only. Obsolete entries pass as they are.
    """
    blocks = []
    for block in data.decode().rstrip("\n").split("\n\n"):
        lines = [line for line in block.split("\n") if line != "#, fuzzy"]
        fuzzy, text = len(lines) < len(block.split("\n")), "\n".join(lines)
        msgid = re.search(r'^msgid "(.+)"', text, re.MULTILINE)
        own = translated.get(msgid[1]) if msgid else None

        def strings(found: re.Match[str], own: str | None = own, fuzzy: bool = fuzzy) -> str:
            kept = "" if fuzzy else "".join(re.findall(r'"(.*)"', found[2]))
            whole = (kept if own is None else own).replace(r"\n", '\\n"\n"').removesuffix('"\n"')
            return f'{found[1]} "{whole}"'

        blocks.append(re.sub(r'^(msgstr(?:\[\d\])?)((?: ".*"(?:\n".*")*))', strings, text, flags=re.MULTILINE))
    return ("\n\n".join(blocks) + "\n").encode()
