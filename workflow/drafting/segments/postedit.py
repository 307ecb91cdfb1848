"""Post-editing of engine output: spaces around inline tags, first and last characters, lost characters.

Pure functions. No word is changed.
"""

import re
import unicodedata

from workflow.drafting.segments.planning import Role, Sentence
from workflow.languages import NO_SPACES, base_language

__all__ = ["join_parts", "postedit", "postedit_piece", "restored"]

_STOPS = {".": ".。．।۔", "!": "!！", "?": "?？؟", ":": ":：", ";": ";；؛", "…": "…"}
_END = re.compile(r"[.。．।۔!！?？؟:：;；؛…]+(?=[)\]\"'”’»」』*_~]*\Z)")
_CRIED = re.compile(r"\A(\W*)¡")
_LOOSE_SIGN = re.compile(r"(?<=\w) +(?=[.,;:!?](?:\s|\Z))")
_OPENING = "([{\"'“‘«„¿¡「『（"
_CLOSING = ",.;:!?)]}\"'”’»…、。，；：！？」』）"


def join_parts(sentence: Sentence, parts: tuple[str | int, ...], language: str) -> str:
    """Join the parts of a translation, with spaces around inline tags as in the source and as ``language`` requires."""
    spaced = base_language(language) not in NO_SPACES
    items = [part for part in parts if isinstance(part, int) or part.strip()]
    loose = _loose(parts)
    text = ""
    for place, item in enumerate(items):
        if place:
            before = items[place - 1]
            if _gap(sentence, before, item, place in loose, spaced, base_language(language) == "fr"):
                text += " "
        text += sentence.atoms[item].text if isinstance(item, int) else item.strip()
    return text


def _loose(parts: tuple[str | int, ...]) -> set[int]:
    """The indexes (white-space parts not counted) of the parts that the engine put white space before."""
    result: set[int] = set()
    count, space = 0, False
    for part in parts:
        if isinstance(part, str):
            if not part.strip():
                space = True
                continue
            space = space or part[0].isspace()
        if space:
            result.add(count)
        count += 1
        space = isinstance(part, str) and part[-1].isspace()
    return result


def _gap(sentence: Sentence, left: str | int, right: str | int, loose: bool, spaced: bool, french: bool) -> bool:
    """Whether there is a space between two parts, at least one of which is an atom."""
    if isinstance(left, int) and isinstance(right, int):
        inside = sentence.atoms[left].role is Role.OPEN or sentence.atoms[right].role is Role.CLOSE
        return spaced and not inside
    if isinstance(right, int):
        near = str(left).rstrip()[-1]
        was, role = _before(sentence, right), sentence.atoms[right].role
        return _outside(was, near, loose, spaced, french, _OPENING) if role is not Role.CLOSE else was == " "
    near = str(right).lstrip()[0]
    was, role = _after(sentence, int(left)), sentence.atoms[int(left)].role
    if role is Role.OPEN:
        return was == " "
    if was.isalnum() and loose is False:
        return False
    return _outside(was, near, loose, spaced, french, _CLOSING)


def _outside(was: str, near: str, loose: bool, spaced: bool, french: bool, tight: str) -> bool:
    """Whether there is a space on the outer side of an atom, where the source has ``was`` (a space, a character, nothing)."""
    if near in tight:
        # Straight quotes open and close; French has spaces before some punctuation.
        return loose and (near in "\"'" or (french and near in "!?:;»«"))
    if was.isalnum():
        return False
    if not spaced:
        return False
    return near.isalnum() or was == " " or loose


def _before(sentence: Sentence, number: int) -> str:
    """The source's character before an atom; a space for white space, empty at the edge of the sentence."""
    place = sentence.parts.index(number)
    return _sign(_part(sentence, place - 1)[-1:]) if place else ""


def _after(sentence: Sentence, number: int) -> str:
    place = sentence.parts.index(number)
    return _sign(_part(sentence, place + 1)[:1]) if place + 1 < len(sentence.parts) else ""


def _part(sentence: Sentence, place: int) -> str:
    part = sentence.parts[place]
    return sentence.atoms[part].text if isinstance(part, int) else part


def _sign(character: str) -> str:
    return " " if character.isspace() else character


def postedit(source: str, target: str, language: str) -> str:
    """Restore the source's punctuation in a sentence's translation: final stop, ``…``, ``™``, no-break spaces."""
    target = restored(source, target)
    if base_language(language) != "fr" and not _LOOSE_SIGN.search(source):
        target = _LOOSE_SIGN.sub("", target)
    stop, given = _END.search(source), _END.search(target)
    if stop is None or not target.strip():
        return target
    mark = stop.group()
    if given is None:
        # Only if it ends with a letter, a digit or a closing character.
        core = target.rstrip()
        if core[-1:].isalnum() or core[-1:] in ")]\"'”’»`":
            return core + _localised(mark, language)
        return target
    if given.group()[-1] in _equals(mark[-1]) or (mark[-1] == "." and given.group()[-1] in "…"):
        return target
    asked, asks = mark[-1] in _STOPS["?"], given.group()[-1] in _STOPS["?"]
    if (asked and given.group()[-1] in _STOPS["."] + _STOPS["!"]) or (asks and mark == "."):
        return target  # another stop would hide that a question was answered, or that the answer is one
    if given.group()[-1] in _STOPS["!"] and mark[-1] not in _STOPS["!"]:
        target = _CRIED.sub(r"\1", target, count=1)
        given = _END.search(target) or given
    return target[: given.start()] + _localised(mark, language) + target[given.end() :]


def postedit_piece(source: str, target: str, language: str) -> str:
    """The same for a piece of a sentence: no capital and no stop that the source does not have."""
    target = restored(source, target.strip())
    bare = source.strip()
    if not bare or not target:
        return target
    first = bare.lstrip("([{\"'“‘«")[:1]
    opening = len(target) - len(target.lstrip("([{\"'“‘«¿¡"))
    word = re.match(r"\w+", target[opening:])
    if (
        word
        and first.islower()
        and target[opening].isupper()
        and (word.group()[1:] or "x").islower()
        and word.group() not in source
    ):
        target = target[:opening] + target[opening].lower() + target[opening + 1 :]
    elif first.isupper() and target[opening : opening + 1].islower():
        target = target[:opening] + target[opening].upper() + target[opening + 1 :]
    end = _END.search(target)
    if end and not _END.search(bare) and bare[-1:] != end.group()[-1:]:
        target = target[: end.start()] + target[end.end() :]
    elif _END.search(bare):
        target = postedit(bare, target, language)
    if bare[-1:] in ",;" and target[-1:].isalnum():
        target += bare[-1]
    return target


_SIGN_OF_NUMBER = re.compile(r"(?<!\w)([Nn])\.o(?=\s|\Z)")
_STEP = "▸"
"""What some texts that models learned from have between the steps of a menu."""
_STEPS = re.compile(r"(?<=\s)[-–—>→](?=\s)")


def restored(source: str, target: str) -> str:
    """Restore characters that a tokenizer normalised, ``…``, ``™``, ``²``, ``n.º``, no-break spaces; signs between the steps of a menu; and
    letters of names that a model does not know.
    """
    if _STEP in target and _STEP not in source and (steps := _STEPS.findall(source)):
        target = target.replace(_STEP, next((step for step in steps if step in ">→"), steps[0]))
    if ".o" in target and ".o" not in source:
        target = _SIGN_OF_NUMBER.sub(r"\1.º", target)
    if "…" in source and "..." not in source:
        target = re.sub(r"\s?\.\.\.", "…", target) if "…" not in target else target
    if "  " in target and "  " not in source:
        target = re.sub(r"(?<=\S) {2,}(?=\S)", " ", target)
    if source.isascii():
        return target
    target = _with_letters(source, target)
    if unicodedata.is_normalized("NFKC", source):
        return target
    # No-break spaces belong to a word; its parts may be apart in the translation.
    for word in dict.fromkeys((*re.split(r"[ \t\n]+", source), *source.split())):
        plain = unicodedata.normalize("NFKC", word)
        if plain == word or not plain.strip():
            continue
        core, bare = word.strip(_EDGES), plain.strip(_EDGES)
        if core != bare and bare and bare in target and core not in target:
            target = re.sub(rf"(?<!\w){re.escape(bare)}(?!\w)", _literal(core), target)
    if "™" in source and "™" not in target and "TM" not in source:
        target = re.sub(r"(?<=\w)TM\b", "™", target)  # after a word that was translated
    return target


def _with_letters(source: str, target: str) -> str:
    """The names of the source, where the target has them with other letters or signs for those beyond ASCII: ``S×o`` for ``São``, but not
    ``Zúrich`` for ``Zürich``. Only names with mostly ASCII letters, by which they are known.
    """
    for name in dict.fromkeys(_NAME.findall(source)):
        if name.isascii() or not name[0].isupper() or 2 * sum(map(str.isascii, name)) < len(name) or name in target:
            continue
        garbled = "".join(sign if sign.isascii() else r"[^\x00-\x7f]{1,2}" for sign in name)
        for found in set(re.findall(rf"(?<![^\W\d_]){garbled}(?![^\W\d_])", target)):
            if _bare(found) != _bare(name):
                target = target.replace(found, name)
    return target


def _bare(word: str) -> str:
    """The word without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


_NAME = re.compile(r"[^\W\d_]{3,}")


def _literal(text: str) -> str:
    """The text escaped as a replacement for ``re.sub``."""
    return text.replace("\\", r"\\")


_EDGES = ".,;:!?()[]{}\"'“”‘’«»…"


_PLAIN = str.maketrans("．。！？：；", "..!?:;")
_LOCAL = {
    "ja": str.maketrans(".!?:;", "。！？：；"),
    "zh": str.maketrans(".!?:;", "。！？：；"),
    "ar": str.maketrans("?;", "؟؛"),
    "fa": str.maketrans("?;", "؟؛"),
    "ur": str.maketrans("?;.", "؟؛۔"),
}


def _localised(mark: str, language: str) -> str:
    return mark.translate(_PLAIN).translate(_LOCAL.get(base_language(language), {})) if len(mark) == 1 else mark


def _equals(mark: str) -> str:
    return next((group for group in _STOPS.values() if mark in group), mark)
