"""Code actions in PO files: corrections, and people's decisions as changes of the text, which the editor can undo.

A decision changes the same bytes as its command, by ``editing.applied``. Nothing is written to a file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lsprotocol import types

from workflow.catalogs.approvals import Review
from workflow.catalogs.states import state
from workflow.checking.fixing import lapsing
from workflow.checks.rules import RULES
from workflow.editing import Decision, DecisionKind, Seen, Signature, UnitPlace, applied
from workflow.errors import DecisionRefused
from workflow.excerpts import excerpt
from workflow.findings import Finding
from workflow.language_server.catalog_texts import CatalogOwner, CatalogText
from workflow.language_server.open_texts import uri_of
from workflow.memory import MemoryMatch
from workflow.model import Entry, State

__all__ = ["DRAFT_COMMAND", "EntryActions", "text_edit"]

DRAFT_COMMAND = "workflow.insertDraft"
"""The command that drafts an entry: it may take seconds, so that it runs only if it is chosen."""

_SPELLING = frozenset({"spellcheck", "invented"})
"""The checks that a word of the project's list satisfies."""
_IGNORE_REASONS = ("false alarm", "intended")
_REFUSE_REASONS = ("wrong meaning", "not idiomatic")
_QUICK, _REWRITE = types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite


def text_edit(found: CatalogText, entry: Entry) -> types.TextEdit:
    """Return the change of the text that makes the entry of the same key what ``entry`` is."""
    span, lines = found.places.change(entry)
    return types.TextEdit(found.text.lines.range(span), lines)


@dataclass(frozen=True, slots=True)
class EntryActions:
    """The actions for one entry."""

    found: CatalogText
    owner: CatalogOwner
    entry: Entry
    who: str
    """Who decides; empty if nobody is named: then decisions are not offered."""
    versioned: bool = True
    """Whether the editor takes changes of a certain version of a document."""
    creates_files: bool = True
    """Whether the editor creates files that are part of a change."""

    def of_findings(self, findings: Sequence[tuple[Finding, types.Diagnostic]]) -> Iterator[types.CodeAction]:
        """Yield corrections and dismissals of findings about the entry."""
        for finding, shown in findings:
            if finding.fix is not None:
                form = int(str(finding.details.get("form", "0")))
                texts = tuple(finding.fix if at == form else one for at, one in enumerate(self.entry.msgstr))
                decided = self._decided(DecisionKind.FIX, texts=texts)
                if decided is None:
                    continue
                title = f"Correct: {finding.details.get('problem', finding.id)}"
                if lost := lapsing(self.entry):
                    title += f" ({'; '.join(lost)})"
                yield self._action(title, _QUICK, decided, shown, preferred=True)
        for finding, shown in findings:
            if (
                finding.id in _SPELLING
                and finding.span is not None
                and self.owner.project is not None
                and self.creates_files
            ):
                word = str(finding.details["target"])[finding.span.start : finding.span.end]
                path = self.owner.project.layout.words(self.owner.languages.target)
                yield types.CodeAction(
                    f"Add “{word}” to {path.parent.name}/{path.name}",
                    kind=_QUICK,
                    diagnostics=[shown],
                    edit=_with_first_line(path, word),
                )
        for finding, shown in findings:
            if finding.id in RULES and self.who:
                for reason in _IGNORE_REASONS:
                    decided = self._decided(DecisionKind.IGNORE, reason=reason, check=finding.id)
                    if decided is not None:
                        yield self._action(f"Ignore {finding.id}: {reason}", _QUICK, decided, shown)

    def decisions(self) -> Iterator[types.CodeAction]:
        """Yield approvals and refusals, as far as there is something to decide."""
        if not self.who:
            return
        looks = {Review.BILINGUAL: "read against the source", Review.TARGET: "only the translation was read"}
        for review, said in looks.items():
            decided = self._decided(DecisionKind.APPROVE, review=review)
            if decided is not None:
                yield self._action(f"Approve ({said})", _REWRITE, decided)
        for reason in _REFUSE_REASONS:
            decided = self._decided(DecisionKind.REFUSE, reason=reason)
            if decided is not None:
                yield self._action(f"Refuse: {reason}", _REWRITE, decided)

    def of_matches(self, matches: Sequence[MemoryMatch]) -> Iterator[types.CodeAction]:
        """Yield insertions of matches of the memory. One that is not exact is left unfinished (fuzzy)."""
        for match in matches:
            decided = self._decided(DecisionKind.EDIT, texts=(match.target,))
            if decided is not None:
                if match.score < 100:
                    decided = replace(decided, flags=("fuzzy", *decided.flags))
                yield self._action(f"Insert match ({match.score} %): {excerpt(match.target)}", _REWRITE, decided)

    def drafting(self) -> Iterator[types.CodeAction]:
        """Yield the command that drafts the entry, if a draft could replace its text."""
        if self.owner.project is not None and state(self.entry) in (State.UNTRANSLATED, State.DRAFT):
            title = "Insert a draft"
            arguments = [self.found.text.uri, self.entry.context, self.entry.msgid]
            yield types.CodeAction(
                title, kind=_REWRITE, command=types.Command(title, DRAFT_COMMAND, arguments=arguments)
            )

    def approved(self) -> Entry | None:
        """Return the entry as the person approves it, who read it against its source; None if nobody is named, or there is nothing to approve."""
        return self._decided(DecisionKind.APPROVE, review=Review.BILINGUAL) if self.who else None

    @property
    def wants_text(self) -> bool:
        """Whether another text would be welcome: nobody has finished the translation."""
        return state(self.entry) in (State.UNTRANSLATED, State.DRAFT, State.NEEDS_WORK)

    def change(self, entry: Entry) -> types.WorkspaceEdit:
        """Return the change of the document that makes the entry what ``entry`` is."""
        edit, text = text_edit(self.found, entry), self.found.text
        if not self.versioned:
            return types.WorkspaceEdit(changes={text.uri: [edit]})
        place = types.OptionalVersionedTextDocumentIdentifier(uri=text.uri, version=text.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(place, [edit])])

    def _decided(
        self,
        kind: DecisionKind,
        *,
        review: Review | None = None,
        reason: str = "",
        check: str = "",
        texts: tuple[str, ...] = (),
    ) -> Entry | None:
        """The entry after a decision; None if it is refused or changes nothing."""
        by = Signature(self.who, date.today().isoformat(), review)
        place = UnitPlace.of(self.owner.unit(self.entry))
        decision = Decision(
            kind, place, Seen.of(self.entry), by, texts, reason=reason, check=check, everybody=kind is DecisionKind.FIX
        )
        try:
            after = applied(self.entry, decision)
        except DecisionRefused:
            return None
        return None if after == self.entry else after

    def _action(
        self,
        title: str,
        kind: types.CodeActionKind,
        entry: Entry,
        shown: types.Diagnostic | None = None,
        *,
        preferred: bool = False,
    ) -> types.CodeAction:
        return types.CodeAction(
            title,
            kind=kind,
            diagnostics=[shown] if shown is not None else None,
            is_preferred=preferred or None,
            edit=self.change(entry),
        )


def _with_first_line(path: Path, line: str) -> types.WorkspaceEdit:
    """A new first line of a file, which is created if there is none. What the file holds in the editor need not be known."""
    uri, start = uri_of(path), types.Position(0, 0)
    return types.WorkspaceEdit(
        document_changes=[
            types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)),
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=None),
                [types.TextEdit(types.Range(start, start), f"{line}\n")],
            ),
        ]
    )
