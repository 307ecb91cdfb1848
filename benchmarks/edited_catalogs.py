"""Edited catalogs with known results, by which the merge benchmark evaluates.

Real catalogs are read (and enlarged by seeded variation of their words), then five of a hundred msgids are edited the way
authors edit: a word replaced, a clause added or removed, a sentence added, a typo, punctuation, markup, numbers, two paragraphs
joined, one split, one moved to another file, and new ones that have nothing to do with any old one. For each edited msgid,
the expected result is the list of old msgids whose translation can be reused; for a new one it is empty.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

__all__ = ["Edit", "Message", "World", "enlarge", "load", "world"]

_WORD = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True, slots=True)
class Message:
    """One translated message of an old catalog."""

    msgid: str
    msgstr: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The edit of one message: the new msgid, the old msgids whose translation can be reused, and the kind of edit."""

    kind: str
    msgid: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Old catalogs, the new order of msgids in each file, and the expected result by new msgid."""

    old: dict[str, list[Message]]
    new: dict[str, list[str]]
    truth: dict[str, Edit]


def load(folder: Path) -> dict[str, list[Message]]:
    """The translated, singular messages of all PO files below ``folder``, by a flat file name."""
    catalogs: dict[str, list[Message]] = {}
    for path in sorted(folder.rglob("*.po")):
        name = path.relative_to(folder).as_posix().replace("/", "-").removesuffix(".po")
        seen: dict[str, Message] = {}
        for entry in polib.pofile(str(path), wrapwidth=0):
            if entry.msgstr and not entry.obsolete and not entry.msgctxt and not entry.msgid_plural:
                seen.setdefault(entry.msgid, Message(entry.msgid, entry.msgstr))
        if seen:
            catalogs[name] = list(seen.values())
    return catalogs


def enlarge(catalogs: dict[str, list[Message]], wanted: int, seed: int) -> dict[str, list[Message]]:
    """Copies with other words until there are ``wanted`` messages: in each copy a third of the longer words is replaced."""
    words = sorted({word for messages in catalogs.values() for m in messages for word in _WORD.findall(m.msgid)})
    result = dict(catalogs)
    count = sum(map(len, result.values()))
    copy = 0
    while count < wanted:
        copy += 1
        dice = random.Random(f"{seed}-{copy}")
        changed = dice.sample(words, len(words) // 3)
        mapping = dict(zip(changed, dice.sample(changed, len(changed)), strict=True))
        for name, messages in catalogs.items():
            varied: dict[str, Message] = {}
            for message in messages:
                msgid = "".join(
                    mapping.get(part, part) for part in map(str, re.split(r"([A-Za-z]{4,})", message.msgid))
                )
                varied.setdefault(msgid, Message(msgid, f"{message.msgstr} ({copy})"))
            missing = wanted - count
            result[f"{name}-{copy}"] = list(varied.values())[:missing]
            count += min(missing, len(varied))
            if count >= wanted:
                break
    return {name: messages for name, messages in result.items() if messages}


def world(catalogs: dict[str, list[Message]], share: float, seed: int, unrelated: Sequence[str] = ()) -> World:
    """Edit ``share`` of all messages, the kinds in turn, and record the expected results. New paragraphs are taken from ``unrelated``."""
    dice = random.Random(seed)
    known = {message.msgid for messages in catalogs.values() for message in messages}
    vocabulary = sorted({word for msgid in known for word in _WORD.findall(msgid)})
    new = {name: [message.msgid for message in messages] for name, messages in catalogs.items()}
    truth: dict[str, Edit] = {}
    places = [
        (name, index) for name, msgids in sorted(new.items()) for index, msgid in enumerate(msgids) if len(msgid) > 25
    ]
    dice.shuffle(places)
    wanted = int(sum(map(len, new.values())) * share)
    removed: set[tuple[str, int]] = set()
    inserted: list[tuple[str, int, str]] = []
    names = sorted(new)
    kinds = [*_EDITS, "joined", "split", "moved", "new"]
    done = 0
    for name, index in places:
        if done >= wanted:
            break
        if (name, index) in removed:
            continue
        kind = kinds[done % len(kinds)]
        source = new[name][index]
        produced: list[tuple[str, tuple[str, ...]]]
        if kind in _EDITS:
            edited = _EDITS[kind](source, dice, vocabulary)
            if edited is None or edited in known or edited in truth:
                continue
            new[name][index] = edited
            produced = [(edited, (source,))]
        elif kind == "joined":
            if index + 1 >= len(new[name]) or (name, index + 1) in removed or new[name][index + 1] not in known:
                continue
            other = new[name][index + 1]
            edited = f"{source} {other}"
            new[name][index] = edited
            removed.add((name, index + 1))
            produced = [(edited, (source, other))]
        elif kind == "split":
            sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", source, maxsplit=1)
            if len(sentences) < 2 or min(map(len, sentences)) < 20 or any(s in known or s in truth for s in sentences):
                continue
            new[name][index] = sentences[0]
            inserted.append((name, index + 1, sentences[1]))
            produced = [(sentence, (source,)) for sentence in sentences]
        elif kind == "moved":
            target = dice.choice(names)
            if target == name or source in new[target]:
                continue
            removed.add((name, index))
            inserted.append((target, dice.randrange(len(new[target]) + 1), source))
            produced = [(source, (source,))]
        else:
            text = dice.choice(unrelated) if unrelated else " ".join(dice.sample(vocabulary, 12)).capitalize() + "."
            if text in known or text in truth:
                continue
            inserted.append((name, index, text))
            produced = [(text, ())]
        for msgid, sources in produced:
            truth[msgid] = Edit(kind, msgid, sources)
        removed.add((name, index)) if kind == "moved" else None
        done += 1
    for name in names:
        removed_here = {index for file, index in removed if file == name}
        extra: dict[int, list[str]] = {}
        for file, index, text in inserted:
            if file == name:
                extra.setdefault(index, []).append(text)
        order: dict[str, None] = {}
        for index in range(len(new[name]) + 1):
            for text in extra.get(index, []):
                order.setdefault(text)
            if index < len(new[name]) and index not in removed_here:
                order.setdefault(new[name][index])
        new[name] = list(order)
    return World(catalogs, new, truth)


def _word(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    found = list(_WORD.finditer(text))
    if not found:
        return None
    match = dice.choice(found)
    return text[: match.start()] + dice.choice(vocabulary) + text[match.end() :]


def _clause(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    words = " ".join(dice.choice(vocabulary).lower() for _ in range(5))
    return f"{text[:-1]}, {words}{text[-1]}" if text[-1] in ".!?:" else f"{text}, {words}"


def _clause_removed(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    parts = text.split(", ")
    if len(parts) < 2:
        return None
    victim = dice.randrange(1, len(parts))
    end = parts[victim][-1:] if victim == len(parts) - 1 and parts[victim][-1:] in ".!?:" else ""
    edited = ", ".join(part for index, part in enumerate(parts) if index != victim) + end
    return edited if len(edited) * 2 > len(text) else None


def _sentence(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    return f"{text} {' '.join(dice.choice(vocabulary).lower() for _ in range(7)).capitalize()}."


def _typo(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    found = list(_WORD.finditer(text))
    if not found:
        return None
    place = dice.choice(found).start() + 1
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :] if text[place] != text[place + 1] else None


def _punctuation(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    return text[:-1] if text.endswith(".") else f"{text}."


def _markup(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    found = list(_WORD.finditer(text))
    if not found:
        return None
    match = dice.choice(found)
    return f"{text[: match.start()]}*{match[0]}*{text[match.end() :]}"


def _numbers(text: str, dice: random.Random, vocabulary: Sequence[str]) -> str | None:
    edited = re.sub(r"\d+", lambda match: str(int(match[0]) + dice.randrange(1, 9)), text)
    return edited if edited != text else None


_EDITS: dict[str, Callable[[str, random.Random, Sequence[str]], str | None]] = {
    "word replaced": _word,
    "clause added": _clause,
    "clause removed": _clause_removed,
    "sentence added": _sentence,
    "typo": _typo,
    "punctuation": _punctuation,
    "markup": _markup,
    "numbers": _numbers,
}
