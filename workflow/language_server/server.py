"""The language server: what an editor asks over standard input and output, and the answers.

Texts are taken in the order in which they come. Checks run in one thread and look-ups in another, so that an answer waits for neither.
An error in one request is the answer to it; the server goes on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from workflow.catalogs.provenance import ignore_hash
from workflow.errors import WorkflowError
from workflow.language_server.actions import DRAFT_COMMAND
from workflow.language_server.lenses import APPROVE_COMMAND, NEXT_COMMAND, SHOW_COMMAND
from workflow.language_server.open_texts import OpenText
from workflow.language_server.session import EditorSession, PointedEntry

__all__ = ["serve"]

_log = logging.getLogger(__name__)

T = TypeVar("T")

_PAUSE = 0.15
"""Seconds without a change after which a text is checked: while somebody types, every text would be out of date at once."""


def serve(stdin: BinaryIO, stdout: BinaryIO, *, version: str, who: str | None = None) -> None:
    """Serve one editor until it closes the connection.

    ``who``: the name under which its user decides; None for git's user. Nothing else may write to ``stdout``.
    """
    server = LanguageServer("workflow", version, protocol_cls=_Protocol)
    session = EditorSession(who)
    desk = _Desk(server, session)
    desk.register()
    try:
        server.start_io(stdin, stdout)
    finally:
        desk.close()


class _Protocol(LanguageServerProtocol):
    """The protocol without pygls' own copies of the texts: these would end lines at characters that editors keep within a line."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class _Desk:
    """Passes on what the editor asks to the session, each in its thread."""

    def __init__(self, server: LanguageServer, session: EditorSession) -> None:
        self._server = server
        self._session = session
        self._checker = ThreadPoolExecutor(1, "check")
        self._reader = ThreadPoolExecutor(1, "look-up")
        self._drafter = ThreadPoolExecutor(1, "draft")
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._together: set[str] = set()
        """Texts that are still to be checked together, by URI."""

    def register(self) -> None:
        """Register everything that the server answers."""
        feature = self._server.feature
        feature(types.INITIALIZE)(partial(self._initialize))
        feature(types.TEXT_DOCUMENT_DID_OPEN)(partial(self._open))
        feature(types.TEXT_DOCUMENT_DID_CHANGE)(partial(self._change))
        feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(self._save))
        feature(types.TEXT_DOCUMENT_DID_CLOSE)(partial(self._close))
        feature(types.TEXT_DOCUMENT_HOVER)(self._answering(self._hover))
        feature(types.TEXT_DOCUMENT_DEFINITION)(self._answering(self._definition))
        feature(types.TEXT_DOCUMENT_REFERENCES)(self._answering(self._references))
        feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)(self._answering(self._links))
        feature(types.DOCUMENT_LINK_RESOLVE)(self._answering(self._link_target))
        kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite]
        options = types.CodeActionOptions(code_action_kinds=kinds)
        feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(self._answering(self._actions))
        feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=True))(
            self._answering(self._lenses)
        )
        feature(types.CODE_LENS_RESOLVE)(self._answering(self._lens_title))
        self._server.command(DRAFT_COMMAND)(partial(self._draft))
        self._server.command(APPROVE_COMMAND)(partial(self._approve))
        self._server.command(NEXT_COMMAND)(partial(self._next))
        self._server.command(SHOW_COMMAND)(partial(self._show_translation))

    def close(self) -> None:
        """Wait for what is under way, and close the memories."""
        self._reader.submit(self._session.projects.close)
        for pool in (self._checker, self._drafter):
            pool.shutdown(cancel_futures=True)
        self._reader.shutdown()

    def _answering(self, work: Callable[[Any], Awaitable[T]]) -> Callable[[Any], Awaitable[T | None]]:
        """A request handler: an error that a user can cause is logged and leaves nothing to show."""

        async def answer(params: Any) -> T | None:
            try:
                return await work(params)
            except WorkflowError as error:
                self._say(str(error))
                return None

        return answer

    def _initialize(self, params: types.InitializeParams) -> None:
        session, offered = self._session, params.capabilities
        session.encoding = str(getattr(self._server.workspace.position_encoding, "value", "utf-16"))
        hover = offered.text_document.hover if offered.text_document else None
        session.markdown = hover is None or types.MarkupKind.Markdown in (hover.content_format or [])
        edits = offered.workspace.workspace_edit if offered.workspace else None
        session.versioned = bool(edits and edits.document_changes)
        creates = types.ResourceOperationKind.Create in (edits.resource_operations or []) if edits else False
        session.creates_files = session.versioned and creates

    def _open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._together.add(params.text_document.uri)
        self._schedule(self._session.open(params.text_document), 0.0)

    def _change(self, params: types.DidChangeTextDocumentParams) -> None:
        text = self._session.change(params)
        if text is not None:
            self._schedule(text, _PAUSE)

    def _save(self, params: types.DidSaveTextDocumentParams) -> None:
        saved = self._session.texts.get(params.text_document.uri)
        # A glossary, a configuration or a source concerns all catalogs.
        concerned = [saved] if saved is not None and saved.is_catalog else list(self._session.texts.values())
        for text in concerned:
            self._together.add(text.uri)
            self._schedule(text, 0.0)

    def _close(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if (pending := self._pending.pop(uri, None)) is not None:
            pending.cancel()
        self._together.discard(uri)
        self._session.close(uri)
        self._publish(types.PublishDiagnosticsParams(uri, []))

    def _schedule(self, text: OpenText, pause: float) -> None:
        """Check a text after a pause, unless it changes meanwhile."""
        if (pending := self._pending.get(text.uri)) is not None:
            pending.cancel()
        self._pending[text.uri] = asyncio.get_running_loop().create_task(self._check(text, pause))

    async def _check(self, text: OpenText, pause: float) -> None:
        await asyncio.sleep(pause)
        together = text.uri in self._together
        try:
            found = await self._in(self._checker, partial(self._session.check, text, together=together))
        except WorkflowError as error:
            self._say(str(error))
            return
        except Exception as error:
            _log.exception("%s: checking failed", text.name)
            self._say(f"{text.name}: checking failed: {error!r}", types.MessageType.Error)
            return
        if self._session.texts.get(text.uri) is text:
            self._together.discard(text.uri)
            self._publish(types.PublishDiagnosticsParams(text.uri, found, text.version))

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        text = self._text(params)
        return (
            None if text is None else await self._in(self._reader, partial(self._session.hover, text, params.position))
        )

    async def _definition(self, params: types.DefinitionParams) -> types.Location | None:
        text = self._text(params)
        return None if text is None else self._session.definition(text, params.position)

    async def _references(self, params: types.ReferenceParams) -> list[types.Location] | None:
        text = self._text(params)
        return (
            None
            if text is None
            else await self._in(self._reader, partial(self._session.references, text, params.position))
        )

    async def _links(self, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        text = self._text(params)
        return None if text is None else self._session.links(text)

    async def _link_target(self, link: types.DocumentLink) -> types.DocumentLink:
        return self._session.link_target(link)

    async def _lenses(self, params: types.CodeLensParams) -> list[types.CodeLens] | None:
        text = self._text(params)
        return None if text is None else self._session.lenses(text)

    async def _lens_title(self, lens: types.CodeLens) -> types.CodeLens:
        return self._session.lens_title(lens)

    async def _approve(self, uri: str, context: str | None, msgid: str, seen: str) -> None:
        pointed = self._pointed(uri, context, msgid)
        if pointed is None or ignore_hash(pointed.entry) != seen:
            self._show("The entry has changed. Read it again.")
            return
        change = self._session.approved(pointed)
        if change is None:
            self._show("The entry cannot be approved.")
            return
        await self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(change, "Approve"))

    async def _next(self, uri: str, context: str | None, msgid: str, seen: str) -> None:
        pointed = self._pointed(uri, context, msgid)
        place = self._session.after(pointed) if pointed is not None else None
        await self._go_to(place, "No other entry of this file wants a look.")

    async def _show_translation(self, uri: str, code: str, context: str | None, msgid: str) -> None:
        text = self._session.texts.get(uri)
        place = self._session.translation(text, code, (context, msgid)) if text is not None else None
        await self._go_to(place, f"There is no entry in {code} yet. Run `workflow extract`.")

    async def _go_to(self, place: types.Location | None, otherwise: str) -> None:
        if place is None:
            self._show(otherwise)
            return
        await self._server.window_show_document_async(
            types.ShowDocumentParams(place.uri, take_focus=True, selection=place.range)
        )

    def _pointed(self, uri: str, context: str | None, msgid: str) -> PointedEntry | None:
        text = self._session.texts.get(uri)
        return self._session.entry_named(text, (context, msgid)) if text is not None else None

    async def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction] | None:
        text = self._text(params)
        pointed = self._session.entry_at(text, params.range.start) if text and text.is_catalog else None
        if pointed is None:
            return None
        matches = await self._in(self._reader, partial(self._session.matches, pointed))
        only = params.context.only
        return [
            action
            for action in self._session.actions(pointed, params.range, matches)
            if only is None or any(_is_within(action.kind, kind) for kind in only)
        ]

    async def _draft(self, uri: str, context: str | None, msgid: str) -> None:
        pointed = self._pointed(uri, context, msgid)
        if pointed is None:
            self._show("The entry is no longer there.")
            return
        try:
            change, reason = await self._in(self._drafter, partial(self._session.drafted, pointed))
        except WorkflowError as error:
            self._show(str(error))
            return
        if reason:
            self._show(reason)
        if change is None:
            return
        now = self._session.texts.get(uri)
        if now is not pointed.found.text:
            self._show("The text changed while the draft was made. Nothing was inserted.")
            return
        await self._server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(change, "Insert a draft"))

    def _text(self, params: Any) -> OpenText | None:
        return self._session.texts.get(params.text_document.uri)

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    def _publish(self, params: types.PublishDiagnosticsParams) -> None:
        self._server.text_document_publish_diagnostics(params)

    def _say(self, message: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        """Write into the editor's log."""
        self._server.window_log_message(types.LogMessageParams(kind, message))

    def _show(self, message: str) -> None:
        """Show a message to the person."""
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))


def _is_within(kind: types.CodeActionKind | str | None, wanted: types.CodeActionKind | str) -> bool:
    own, wider = (str(getattr(one, "value", one)) for one in (kind, wanted))
    return not wider or own == wider or own.startswith(f"{wider}.")
