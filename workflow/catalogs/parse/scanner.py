"""Read one entry token by token: any entry, valid or not, that the parser's regular expression does not match."""

import re
from typing import NoReturn

from workflow.catalogs.parse.lines import BadEscape, comments_in, form_number, unquote
from workflow.catalogs.parse.source_text import SourceText
from workflow.model import Entry

__all__ = ["EntryScanner"]

_TOKEN = re.compile(
    r'(msgctxt|msgid_plural|msgid|msgstr|domain)\b|(\[[ \t]*(\d+)[ \t]*\])|("(?:[^"\\\n]|\\(?:\r?\n|.))*")'
)
_OBSOLETE = re.compile(r"#~[ \t]*(\|?)[ \t]*")
_BLANK = " \t\r\f\v"
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})([ \t\r\n]|\Z)")


class EntryScanner:
    """One run over the lines of one entry."""

    def __init__(self, source: SourceText, at: int) -> None:
        self.source = source
        self.text = source.text
        self.at = at
        self.first = -1
        """Where the entry's first line starts, comments included."""
        self.end = at
        self.comments: list[str] = []
        self.parts: dict[str, list[str]] = {}
        self.old: dict[str, list[str]] = {}
        self.current: list[str] | None = None
        self.obsolete: bool | None = None
        self.pending = ""
        """``msgstr`` while its index and string are still to come."""
        self.done = False

    def run(self) -> tuple[Entry | None, int, int]:
        """The entry, where it ends and where its first line starts. The entry is None if only blank lines and comments are left.

        Raises CatalogError for a syntax error.
        """
        while self.at < len(self.text) and not self.done:
            self._line()
        if not self.parts and not self.old:
            return None, self.end, self.first
        if not any(name.startswith("msgstr") for name in self.parts):
            missing = "msgstr" if "msgid" in self.parts else "msgid"
            self.source.fail(self.end - 1, f"the entry that ends here has no {missing}.")
        if self.current is not None and not self.current:
            self.source.fail(self.end - 1, "a keyword has no string.")
        return self._entry(), self.end, self.first

    def _line(self) -> None:
        text = self.text
        start = self.at
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        body = start
        while body < end and text[body] in _BLANK:
            body += 1
        if body == end:
            self.at = end + 1
            return
        obsolete = previous = False
        if text[body] == "#":
            mark = _OBSOLETE.match(text, body, end)
            if mark and _TOKEN.match(text, mark.end(), end):
                obsolete, previous, body = True, bool(mark[1]), mark.end()
            elif text.startswith("#|", body):
                previous = True
                body += 2
            else:
                self._comment(start, body, end)
                return
        self.first = start if self.first < 0 else self.first
        self._tokens(body, obsolete, previous)

    def _comment(self, start: int, body: int, end: int) -> None:
        if any(name.startswith("msgstr") for name in self.parts):
            self.done = True
            return
        if self.parts:
            self.source.fail(start, "a comment inside an entry: its msgstr is missing.")
        self.first = start if self.first < 0 else self.first
        self.comments.append(self.text[body:end])
        self.at = end + 1

    def _tokens(self, at: int, obsolete: bool, previous: bool) -> None:
        text = self.text
        while True:
            while at < len(text) and text[at] in _BLANK:
                at += 1
            if at >= len(text) or text[at] == "\n":
                self.at = at + 1
                return
            found = _TOKEN.match(text, at)
            if found is None:
                self._bad(at)
            if found[1]:
                if self._keyword(found[1], at, obsolete, previous):
                    self.done = True
                    return
            elif found[2]:
                self._index(form_number(found[3]), at)
            else:
                self._string(found[4], at, obsolete)
            at = found.end()
            # The line end belongs to the entry whose string it follows.
            rest = at
            while rest < len(text) and text[rest] in _BLANK:
                rest += 1
            self.end = rest + 1 if rest < len(text) and text[rest] == "\n" else rest if rest == len(text) else at

    def _keyword(self, name: str, at: int, obsolete: bool, previous: bool) -> bool:
        """Take a keyword; return whether it begins the next entry."""
        if name == "domain":
            self.source.fail(at, "'domain' lines are not supported.", "Put each domain into a separate file.")
        complete = any(part.startswith("msgstr") for part in self.parts)
        if complete and (previous or name in ("msgctxt", "msgid")):
            return True
        if self.current is not None and not self.current:
            self.source.fail(at, "a keyword has no string.")
        if self.obsolete is not None and obsolete != self.obsolete:
            self.source.fail(at, "a part of the entry is obsolete (#~), another part is not.")
        self.obsolete = obsolete
        parts = self.old if previous else self.parts
        if previous and (self.parts or name == "msgstr"):
            self.source.fail(at, f"'#| {name}' after the start of the entry.")
        before = {"msgctxt": set(), "msgid": {"msgctxt"}, "msgid_plural": {"msgctxt", "msgid"}}.get(name)
        wrong = not set(parts) <= before if before is not None else "msgid" not in parts
        if wrong or (name == "msgid_plural" and "msgid" not in parts) or (name == "msgstr" and "msgstr" in parts):
            self.source.fail(at, f"unexpected {name}: the entry above it is incomplete, or has one already.")
        if name == "msgstr":
            if complete and "msgstr[0]" not in parts:
                self.source.fail(at, "a second msgstr.")
            if "msgid_plural" in parts or complete:
                self.pending = name
                self.current = []
                return False
        self.current = parts.setdefault(name, [])
        return False

    def _index(self, number: int, at: int) -> None:
        due = sum(name.startswith("msgstr[") for name in self.parts)
        if not self.pending:
            self.source.fail(at, f"[{number}] without msgid_plural before it.")
        if number != due:
            self.source.fail(at, f"msgstr[{number}] where msgstr[{due}] is expected.")
        self.current = self.parts.setdefault(f"msgstr[{number}]", [])
        self.pending = ""

    def _string(self, raw: str, at: int, obsolete: bool) -> None:
        if self.pending:
            self.source.fail(at, "msgstr without a number in an entry with msgid_plural.")
        if self.current is None:
            self.source.fail(at, "a string without msgid or msgstr before it.")
        if obsolete != self.obsolete:
            self.source.fail(at, "a part of the entry is obsolete (#~), another part is not.")
        self.current.append(raw)

    def _bad(self, at: int) -> NoReturn:
        start = self.text.rfind("\n", 0, at) + 1
        if _CONFLICT.match(self.text, start):
            self.source.fail(
                start,
                "the file has git's conflict markers.",
                f"`workflow catalogs fix --write {self.source.path}` merges both sides by entry; or resolve the conflict by hand.",
            )
        line = self.text[at:].split("\n", 1)[0].strip()
        if line.startswith('"'):
            self.source.fail(at, "a string has no closing quote on its line.")
        self.source.fail(at, f"{line[:40]!r} is not a comment, a keyword or a string.")

    def _texts(self, parts: dict[str, list[str]], name: str) -> str | None:
        if name not in parts:
            return None
        try:
            return unquote("".join(parts[name]), self.source.charset)
        except BadEscape as error:
            self.source.bad_escape(error, max(self.first, 0), self.end)

    def previous_texts(self) -> tuple[str | None, str | None, str | None]:
        """The former msgctxt, msgid and msgid_plural (``#|``)."""
        return self._texts(self.old, "msgctxt"), self._texts(self.old, "msgid"), self._texts(self.old, "msgid_plural")

    def _entry(self) -> Entry:
        comments, extracted, locations, flags = comments_in(self.comments)
        forms = [name for name in self.parts if name.startswith("msgstr")]
        previous = self.previous_texts()
        return Entry(
            msgid=self._texts(self.parts, "msgid") or "",
            msgstr=tuple(self._texts(self.parts, name) or "" for name in forms),
            context=self._texts(self.parts, "msgctxt"),
            msgid_plural=self._texts(self.parts, "msgid_plural"),
            flags=flags,
            comments=comments,
            extracted=extracted,
            locations=locations,
            previous_context=previous[0],
            previous_msgid=previous[1],
            previous_plural=previous[2],
            obsolete=bool(self.obsolete),
        )
