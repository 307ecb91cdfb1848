"""Who or what wrote a translation: the ``# workflow-…`` comments, read and written. Pure functions from Entry to Entry.

Translator comments come through msgmerge, msgcat, Poedit and Weblate, which unknown flags don't. Those tools also copy comments
about, so every comment carries hashes and counts only where they match; of several comments of a kind any match counts.
The grammar, one comment a line (docs/catalogs.md):

    workflow-draft: engine=argos package=translate-en_es-1.9 pkg=3f2a91c0 src=HASH txt=HASH risk=0.12
    workflow-approved: 2026-11-23 src=HASH txt=HASH Name
    workflow-refused: engine=argos pkg=3f2a91c0 src=HASH reason
    workflow-was: "the whole previous translation as one JSON string" (a JSON list for plural forms)
    workflow-conflict: "the other side's text, likewise"
    workflow-obsolete: 2026-11-23
    workflow-ignore: CHECK-ID HASH reason
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from workflow.catalogs.hashes import source_hash, target_hash, text_hash
from workflow.model import Entry

__all__ = [
    "Approval",
    "Draft",
    "Ignore",
    "Refusal",
    "add_comment",
    "approval_of",
    "approve",
    "conflict_of",
    "draft_of",
    "drafts_of",
    "drop_draft",
    "grouped",
    "ignore_hash",
    "ignores_of",
    "is_provenance",
    "keep_text",
    "own_comments",
    "previous_text",
    "put_conflict",
    "put_draft",
    "refusal_of",
    "refusals_of",
    "refuse",
    "remove",
    "untouched_draft_of",
    "values",
    "without_machine_refusals",
]

_COMMENT = re.compile(r"workflow-([a-z]+):[ \t]*(.*)", re.DOTALL)
_PAIR = re.compile(r'([A-Za-z_][\w-]*)=("(?:[^"\\]|\\.)*"|\S*)(?:\s+|$)')
_PAIRS = re.compile(r'\s*(?:[a-z_]+=(?:"(?:[^"\\]|\\.)*"|[^\s"]*)\s*)+')
_APPROVED = re.compile(r"(\d{4}-\d{2}-\d{2})\s+src=(\S+)\s+txt=(\S+)\s*(.*)", re.DOTALL)
_BARE = re.compile(r'[^\s"]+')


@dataclass(frozen=True, slots=True)
class Draft:
    """What a ``workflow-draft`` comment says. ``source`` and ``text`` are hashes; ``put_draft`` fills them in."""

    engine: str
    package: str = ""
    hash: str = ""
    """Of the package (``pkg=``): a new one makes a new draft worth while."""
    source: str = ""
    text: str = ""
    risk: float | None = None
    """From 0 (probably fine) to 1 (look closely); None where it was not estimated."""
    extra: tuple[tuple[str, str], ...] = ()
    """Further ``name=value`` pairs, in order."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What a ``workflow-approved`` comment says. ``source`` and ``text`` are hashes."""

    date: str
    source: str
    text: str
    name: str

    @property
    def by_rule(self) -> bool:
        """Whether a rule approved it, in bulk: no person has read it."""
        return self.name == "by=rule" or self.name.startswith("by=rule ")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a ``workflow-refused`` comment says: a draft that failed, or that a person (``by``) did not want."""

    engine: str
    hash: str
    source: str
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Ignore:
    """What a ``workflow-ignore`` comment says: a finding that a person dismissed; ``hash`` is ``ignore_hash`` of that time."""

    check: str
    hash: str
    reason: str


# Reading


def values(entry: Entry, kind: str) -> Iterator[str]:
    """What the entry's ``workflow-KIND`` comments say, in order."""
    for found, value, _ in _logical(entry.comments):
        if found == kind:
            yield value


def is_provenance(comment: str) -> bool:
    """Whether a translator comment is one of ours."""
    return _COMMENT.match(comment) is not None


def own_comments(entry: Entry) -> tuple[str, ...]:
    """The translator comments that people wrote: without ours."""
    return tuple(line for kind, _, lines in _logical(entry.comments) if not kind for line in lines)


def grouped(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """The translator comments, the lines of one comment together: ours may have been broken into several by a tool."""
    return tuple(lines for _, _, lines in _logical(entry.comments))


def _logical(comments: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Kind, value and lines of each comment of ours; of any other comment an empty kind and its line.

    polib breaks long comments into lines that look like comments of their own. So what a comment of ours lacks is
    looked for in the lines after it.
    """
    at = 0
    while at < len(comments):
        found = _COMMENT.match(comments[at])
        if found is None:
            yield "", comments[at], (comments[at],)
            at += 1
            continue
        kind, value, end = found[1], found[2].strip(), at + 1
        joined, reach = value, end
        while not _complete(kind, joined) and reach < len(comments) and _COMMENT.match(comments[reach]) is None:
            joined += ("" if joined.endswith("-") and not joined.endswith(" -") else " ") + comments[reach].strip()
            reach += 1
        if _complete(kind, joined):
            value, end = joined, reach
        while kind == "draft" and end < len(comments) and _PAIRS.fullmatch(comments[end]):
            value, end = f"{value} {comments[end].strip()}", end + 1
        yield kind, value, comments[at:end]
        at = end


def _complete(kind: str, value: str) -> bool:
    """Whether a comment of ours has what its kind needs."""
    if kind in ("was", "conflict"):
        try:
            json.loads(value)
        except ValueError:
            return False
        return True
    needed = {"draft": (" src=", " txt="), "approved": (" src=", " txt="), "refused": (" src=",)}.get(kind, ())
    return all(f" {value}".count(name) for name in needed)


def drafts_of(entry: Entry) -> tuple[Draft, ...]:
    """Every ``workflow-draft`` comment of the entry, matching or not."""
    return tuple(_draft(value) for value in values(entry, "draft"))


def draft_of(entry: Entry) -> Draft | None:
    """The draft that the entry's text is: fuzzy, and a draft comment's source and text both match. Else None."""
    if not entry.fuzzy or not any(entry.msgstr):
        return None
    source, text = source_hash(entry), target_hash(entry)
    return next((draft for draft in drafts_of(entry) if draft.source == source and draft.text == text), None)


def untouched_draft_of(entry: Entry) -> Draft | None:
    """The draft whose words the entry holds, whatever its source says now: of this source, or carried here by a merge."""
    if not entry.fuzzy or not any(entry.msgstr):
        return None
    text = target_hash(entry)
    return draft_of(entry) or next((draft for draft in drafts_of(entry) if draft.text == text), None)


def approval_of(entry: Entry) -> Approval | None:
    """The approval that holds: not fuzzy, source and text both match. Else None."""
    if entry.fuzzy or not any(entry.msgstr):
        return None
    source, text = source_hash(entry), target_hash(entry)
    for value in values(entry, "approved"):
        found = _APPROVED.fullmatch(value)
        if found and found[2] == source and found[3] == text:
            return Approval(date=found[1], source=found[2], text=found[3], name=found[4].strip())
    return None


def refusals_of(entry: Entry) -> tuple[Refusal, ...]:
    """Every ``workflow-refused`` comment of the entry, whatever source it was about."""
    return tuple(_refusal(value) for value in values(entry, "refused"))


def refusal_of(entry: Entry, *, engine: str | None = None, hash: str | None = None) -> Refusal | None:  # noqa: A002
    """A refusal about the entry's present source. With ``engine`` and ``hash``: of that engine with that package only."""
    source = source_hash(entry)
    for refusal in refusals_of(entry):
        if refusal.source != source:
            continue
        if (engine is None or refusal.engine == engine) and (hash is None or refusal.hash == hash):
            return refusal
    return None


def previous_text(entry: Entry) -> tuple[str, ...] | None:
    """The translation that ``workflow-was`` keeps; None where there is none (or it is broken)."""
    return _texts(entry, "was")


def conflict_of(entry: Entry) -> tuple[str, ...] | None:
    """The other side's text that ``workflow-conflict`` keeps; None where there is none (or it is broken)."""
    return _texts(entry, "conflict")


def ignore_hash(entry: Entry) -> str:
    """The hash of ``workflow-ignore``: over msgctxt, msgid and all msgstr."""
    return text_hash(entry.context or "", entry.msgid, *entry.msgstr)


def ignores_of(entry: Entry) -> tuple[Ignore, ...]:
    """The dismissals that still hold: source and text are as they were."""
    now = ignore_hash(entry)
    found = []
    for value in values(entry, "ignore"):
        check, _, rest = value.partition(" ")
        hashed, _, reason = rest.strip().partition(" ")
        if hashed == now:
            found.append(Ignore(check, hashed, reason.strip()))
    return tuple(found)


# Writing


def add_comment(entry: Entry, kind: str, value: str) -> Entry:
    """The entry with one more ``workflow-KIND`` comment, after the comments it has."""
    return replace(entry, comments=(*entry.comments, f"workflow-{kind}: {_line(value)}".rstrip()))


def remove(entry: Entry, *kinds: str) -> Entry:
    """The entry without its ``workflow-KIND`` comments of these kinds."""
    return _filtered(entry, lambda kind, value: kind not in kinds)


def _filtered(entry: Entry, keep: Callable[[str, str], bool]) -> Entry:
    kept = tuple(line for kind, value, lines in _logical(entry.comments) if keep(kind, value) for line in lines)
    return entry if kept == entry.comments else replace(entry, comments=kept)


def put_draft(entry: Entry, texts: tuple[str, ...] | str, draft: Draft) -> Entry:
    """The entry with a machine's words: fuzzy, with a draft comment whose hashes are computed here.

    Words that are no untouched draft are a person's: they go whole into ``workflow-was`` (sentence repair), and an older
    ``workflow-was`` is kept as it is. Refusals by the machine are removed, a person's stay. ``drop_draft`` gives the entry
    back as it was.
    """
    texts = (texts,) if isinstance(texts, str) else texts
    extra = tuple(pair for pair in draft.extra if pair[0] != "kept")
    if any(entry.msgstr):
        untouched = untouched_draft_of(entry)
        if untouched is not None:
            extra += tuple(pair for pair in untouched.extra if pair[0] == "kept")
        elif previous_text(entry) is None:
            entry = add_comment(remove(entry, "was"), "was", _json(entry.msgstr))
            extra += (("kept", "fuzzy"),) if entry.fuzzy else ()
    elif entry.fuzzy:
        extra += (("kept", "fuzzy"),)
    entry = without_machine_refusals(remove(entry, "draft"))
    flags = entry.flags if entry.fuzzy else ("fuzzy", *entry.flags)
    entry = replace(entry, msgstr=texts, flags=flags)
    filled = replace(draft, source=source_hash(entry), text=target_hash(entry), extra=extra)
    return add_comment(entry, "draft", _format_draft(filled))


def drop_draft(entry: Entry) -> Entry:
    """The entry without its untouched draft and without the machine's refusals; any other entry as it is, but for those.

    A draft that stands over a person's words (``workflow-was``) gives them back, as they were.
    """
    draft = untouched_draft_of(entry)
    if draft is None:
        return without_machine_refusals(entry)
    was = previous_text(entry)
    entry = without_machine_refusals(remove(entry, "draft"))
    if was is not None:
        return replace(remove(entry, "was"), msgstr=was, flags=entry.flags if entry.fuzzy else ("fuzzy", *entry.flags))
    if ("kept", "fuzzy") not in draft.extra:
        entry = replace(entry, flags=tuple(flag for flag in entry.flags if flag != "fuzzy"))
    return replace(entry, msgstr=("",) * len(entry.msgstr))


def keep_text(entry: Entry) -> Entry:
    """The entry with its text in ``workflow-was`` as well, unless an older one stands there."""
    return entry if previous_text(entry) is not None else add_comment(remove(entry, "was"), "was", _json(entry.msgstr))


def refuse(entry: Entry, *, engine: str, hash: str, reason: str, by: str = "") -> Entry:  # noqa: A002
    """The entry with a refusal of its present source; one of the same engine and package, or about another source, goes."""
    source = source_hash(entry)

    def keep(kind: str, value: str) -> bool:
        if kind != "refused":
            return True
        old = _refusal(value)
        return old.source == source and (old.engine, old.hash, old.by) != (engine, hash, by)

    entry = _filtered(entry, keep)
    pairs = [("engine", engine), ("pkg", hash), ("src", source), *([("by", by)] if by else [])]
    value = " ".join(f"{name}={_value(text)}" for name, text in pairs if text)
    return add_comment(entry, "refused", f"{value} {reason}")


def put_conflict(entry: Entry, other: tuple[str, ...]) -> Entry:
    """The entry with another text that it might have as well: fuzzy, and no draft any more, since a person has to choose."""
    entry = remove(entry, "draft")
    if not entry.fuzzy:
        entry = replace(entry, flags=("fuzzy", *entry.flags))
    value = _json(other)
    return entry if value in values(entry, "conflict") else add_comment(entry, "conflict", value)


def approve(entry: Entry, name: str, date: str) -> Entry:
    """The entry as ``name`` approved it on ``date`` (ISO): no longer fuzzy, nothing left of drafts and previous texts."""
    entry = remove(entry, "draft", "approved", "refused", "was", "conflict")
    entry = replace(
        entry,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        previous_context=None,
        previous_msgid=None,
        previous_plural=None,
    )
    return add_comment(entry, "approved", f"{date} src={source_hash(entry)} txt={target_hash(entry)} {name}")


def without_machine_refusals(entry: Entry) -> Entry:
    """The entry without the refusals that no person wrote."""
    return _filtered(entry, lambda kind, value: kind != "refused" or bool(_refusal(value).by))


def _pairs(value: str) -> tuple[dict[str, str], str]:
    """Leading ``name=value`` pairs, and what follows them."""
    pairs: dict[str, str] = {}
    at = 0
    while found := _PAIR.match(value, at):
        text = found[2]
        if text.startswith('"'):
            try:
                text = str(json.loads(text))
            except ValueError:
                break
        pairs.setdefault(found[1], text)
        at = found.end()
    return pairs, value[at:].strip()


def _draft(value: str) -> Draft:
    pairs, _ = _pairs(value)
    try:
        risk = float(pairs["risk"]) if "risk" in pairs else None
    except ValueError:
        risk = None
    known = {"engine", "package", "pkg", "src", "txt", "risk"}
    return Draft(
        engine=pairs.get("engine", ""),
        package=pairs.get("package", ""),
        hash=pairs.get("pkg", ""),
        source=pairs.get("src", ""),
        text=pairs.get("txt", ""),
        risk=risk,
        extra=tuple((name, text) for name, text in pairs.items() if name not in known),
    )


def _format_draft(draft: Draft) -> str:
    pairs = [("engine", draft.engine), ("package", draft.package), ("pkg", draft.hash)]
    pairs += [("src", draft.source), ("txt", draft.text)]
    if draft.risk is not None:
        pairs.append(("risk", f"{draft.risk:.2f}"))
    return " ".join(f"{name}={_value(text)}" for name, text in (*pairs, *draft.extra) if text)


def _refusal(value: str) -> Refusal:
    # The reason is free text and may itself begin with something like a pair: only the names we write are taken.
    pairs: dict[str, str] = {}
    at = 0
    while (found := _PAIR.match(value, at)) and found[1] in {"engine", "pkg", "src", "by"} and found[1] not in pairs:
        one, _ = _pairs(found[0])
        pairs |= one
        at = found.end()
    return Refusal(
        engine=pairs.get("engine", ""),
        hash=pairs.get("pkg", ""),
        source=pairs.get("src", ""),
        reason=value[at:].strip(),
        by=pairs.get("by", ""),
    )


def _texts(entry: Entry, kind: str) -> tuple[str, ...] | None:
    for value in values(entry, kind):
        try:
            data = json.loads(value)
        except ValueError:
            continue
        if isinstance(data, str):
            return (data,)
        if isinstance(data, list) and all(isinstance(text, str) for text in data):
            return tuple(data)
    return None


def _json(texts: tuple[str, ...]) -> str:
    text = json.dumps(texts[0] if len(texts) == 1 else list(texts), ensure_ascii=False)
    # A comment is one line for every tool: whatever someone takes for a line end is escaped as well. So is what could not be told
    # again from a break, should a tool (polib) wrap the line: one of several blanks, a blank or another hyphen after a hyphen.
    return re.sub("[\x7f-\x9f\u2028\u2029]|(?<=[ -]) |(?<=-)-", lambda found: f"\\u{ord(found[0]):04x}", text)


def _value(text: str) -> str:
    return text if _BARE.fullmatch(text) else _json((text,))


def _line(text: str) -> str:
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
