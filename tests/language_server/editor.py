"""An editor without a screen: a real client of the protocol, which starts ``workflow lsp`` and talks to it over its standard streams."""

import ast
import asyncio
import os
import sys
import threading
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

__all__ = ["Editor"]

T = TypeVar("T")
_PATIENCE = 300.0

Found = list[types.Diagnostic]


class Editor:
    """Open documents, and what the server says about them. Every method waits for the answer."""

    def __init__(self, folder: Path, env: Mapping[str, str] | None = None, *options: str) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.encoding = "utf-16"
        self.messages: list[str] = []
        self.logged: list[str] = []
        self.shown: list[types.ShowDocumentParams] = []
        self._found: dict[tuple[str, int | None], asyncio.Future[Found]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._client = LanguageClient("editor", "1")
        feature = self._client.feature
        feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._publish(params))
        feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self.messages.append(params.message))
        feature(types.WINDOW_LOG_MESSAGE)(lambda params: self.logged.append(params.message))
        feature(types.WINDOW_SHOW_DOCUMENT)(lambda params: self._show_document(params))
        feature(types.WORKSPACE_APPLY_EDIT)(lambda params: self._apply_edit(params))
        command = [sys.executable, "-m", "workflow", "lsp", *options]
        self._do(self._client.start_io(*command, cwd=folder, env={**os.environ, **(env or {})}))

    @property
    def server_id(self) -> int:
        """The number of the server's process."""
        assert self._client._server is not None
        return self._client._server.pid

    def begin(
        self, encodings: list[str] | None = None, *, versioned: bool = True, markdown: bool = True
    ) -> types.ServerCapabilities:
        """Agree with the server on what both can do."""
        kinds = [types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText]
        offered = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=encodings),
            text_document=types.TextDocumentClientCapabilities(
                hover=types.HoverClientCapabilities(content_format=kinds)
            ),
            workspace=types.WorkspaceClientCapabilities(
                workspace_edit=types.WorkspaceEditClientCapabilities(
                    document_changes=versioned, resource_operations=[types.ResourceOperationKind.Create]
                )
            ),
        )
        params = types.InitializeParams(offered, root_uri=self.folder.as_uri())
        result = self._do(self._client.initialize_async(params))
        self._call(self._client.initialized, types.InitializedParams())
        self.encoding = str(getattr(result.capabilities.position_encoding, "value", "utf-16"))
        return result.capabilities

    def move_to(self, folder: Path) -> None:
        """Work in another folder, with nothing open."""
        for uri in list(self.texts):
            self.close(uri)
        self.messages.clear()
        self.logged.clear()
        self.folder = folder

    def open(self, name: str | Path, text: str | None = None, kind: str = "po") -> Found:
        """Open a document, a file or what has a scheme of its own; return the findings."""
        uri = self.uri(name)
        self.texts[uri] = (self.folder / name).read_bytes().decode() if text is None else text
        self.versions[uri] = 1
        document = types.TextDocumentItem(uri, kind, 1, self.texts[uri])
        return self._findings(uri, self._client.text_document_did_open, types.DidOpenTextDocumentParams(document))

    def edit(self, name: str | Path, old: str, new: str) -> Found:
        """Replace the only place that has ``old``; return the findings."""
        uri = self.uri(name)
        assert self.texts[uri].count(old) == 1, self.texts[uri].count(old)
        return self._change(uri, [types.TextEdit(self.range(name, old), new)])

    def replace(self, name: str | Path, text: str) -> Found:
        """Send a whole new text; return the findings."""
        uri = self.uri(name)
        self.texts[uri] = text
        self.versions[uri] += 1
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        return self._findings(uri, self._client.text_document_did_change, self._changed(uri, changes))

    def save(self, name: str | Path) -> None:
        """Write the text to its file and say so."""
        uri = self.uri(name)
        (self.folder / name).write_bytes(self.texts[uri].encode())
        self._call(
            self._client.text_document_did_save, types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    def saved(self, name: str | Path) -> Found:
        """Save a text; return the findings."""
        uri = self.uri(name)
        key = (uri, self.versions[uri])
        self._found[key] = self._do(self._future())
        self.save(name)
        return self._do(self._wait(key))

    def close(self, name: str | Path) -> Found:
        """Close a document; return the findings that are left."""
        uri = self.uri(name)
        del self.texts[uri], self.versions[uri]
        params = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        self._found[uri, None] = self._do(self._future())
        self._call(self._client.text_document_did_close, params)
        return self._do(self._wait((uri, None)))

    def hover(self, name: str | Path, at: str) -> str | None:
        """The text that is shown at the only place that has ``at``."""
        params = types.HoverParams(self._document(name), self.range(name, at).start)
        found = self._do(self._client.text_document_hover_async(params))
        if found is None:
            return None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    def actions(self, name: str | Path, at: str, only: list[str] | None = None) -> dict[str, types.CodeAction]:
        """The actions at the only place that has ``at``, by title."""
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(self._document(name), self.range(name, at), context)
        found = self._do(self._client.text_document_code_action_async(params)) or []
        return {one.title: one if isinstance(one, types.CodeAction) else self._with_command(one) for one in found}

    @staticmethod
    def _with_command(one: types.Command) -> types.CodeAction:
        """A code action with a command, which lsprotocol reads as a command whose name is the text of the command."""
        command = ast.literal_eval(one.command)
        return types.CodeAction(one.title, command=types.Command(**command))

    def apply(self, action: types.CodeAction) -> Found:
        """Choose an action, as a person does; return the findings after it."""
        if action.command is not None:
            params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
            self._do(self._client.workspace_execute_command_async(params))
            return []
        assert action.edit is not None
        uri, edits = self._edits(action.edit)
        return self._change(uri, edits)

    def definition(self, name: str | Path, at: str) -> types.Location | None:
        """Where the definition is."""
        params = types.DefinitionParams(self._document(name), self.range(name, at).start)
        found: Any = self._do(self._client.text_document_definition_async(params))
        return found if found is None or isinstance(found, types.Location) else None

    def references(self, name: str | Path, at: str) -> list[types.Location]:
        """Where it is used."""
        context = types.ReferenceContext(include_declaration=False)
        params = types.ReferenceParams(context, self._document(name), self.range(name, at).start)
        found = self._do(self._client.text_document_references_async(params))
        return list(found or ())

    def links(self, name: str | Path) -> dict[str, str | None]:
        """The links, by their text, with their targets."""
        found = self._do(self._client.text_document_document_link_async(types.DocumentLinkParams(self._document(name))))
        uri = self.uri(name)
        return {
            self.text_in(uri, one.range): self._do(self._client.document_link_resolve_async(one)).target
            for one in found or ()
        }

    def lenses(self, name: str | Path) -> list[tuple[int, types.Command]]:
        """The lenses, resolved: the line each is at, and its command."""
        params = types.CodeLensParams(self._document(name))
        found = self._do(self._client.text_document_code_lens_async(params)) or []
        whole = [one if one.command else self._do(self._client.code_lens_resolve_async(one)) for one in found]
        return [(one.range.start.line, one.command) for one in whole if one.command is not None]

    def choose(self, command: types.Command) -> None:
        """Choose a lens, as a person does."""
        params = types.ExecuteCommandParams(command.command, command.arguments)
        self._do(self._client.workspace_execute_command_async(params))

    def request(self, method: str, params: object) -> Any:
        """Send any request; return its result, or raise what the server says."""
        return self._do(self._send(method, params))

    def text_in(self, name: str | Path, place: types.Range) -> str:
        """The text in a range."""
        text = self.texts[self.uri(name)]
        return text[self._offset(text, place.start) : self._offset(text, place.end)]

    def range(self, name: str | Path, part: str) -> types.Range:
        """The range of the first place that has a text."""
        text = self.texts[self.uri(name)]
        start = text.index(part)
        return types.Range(self._position(text, start), self._position(text, start + len(part)))

    def uri(self, name: str | Path) -> str:
        """The URI of a file in the folder; what has a scheme is one already."""
        return str(name) if ":" in str(name) else (self.folder / name).as_uri()

    def end(self) -> tuple[int, str]:
        """Close the server; return its exit code, and what it wrote on standard error."""
        try:
            self._do(self._client.shutdown_async(None))
            self._call(self._client.exit, None)
            return self._do(self._ended())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    async def _ended(self) -> tuple[int, str]:
        server = self._client._server
        assert server is not None
        assert server.stderr is not None
        said = (await server.stderr.read()).decode()
        code = await server.wait()
        await self._client.stop()  # type: ignore[no-untyped-call]
        return code, said

    async def _send(self, method: str, params: object) -> Any:
        return await self._client.protocol.send_request_async(method, params)

    def _document(self, name: str | Path) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    def _changed(self, uri: str, changes: list[Any]) -> types.DidChangeTextDocumentParams:
        return types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri]), changes
        )

    def _change(self, uri: str, edits: list[types.TextEdit]) -> Found:
        assert len(edits) == 1
        text = self.texts[uri]
        start, end = (self._offset(text, one) for one in (edits[0].range.start, edits[0].range.end))
        self.texts[uri] = text[:start] + edits[0].new_text + text[end:]
        self.versions[uri] += 1
        changes = [types.TextDocumentContentChangePartial(edits[0].range, edits[0].new_text)]
        return self._findings(uri, self._client.text_document_did_change, self._changed(uri, changes))

    @staticmethod
    def _edits(edit: types.WorkspaceEdit) -> tuple[str, list[types.TextEdit]]:
        if edit.changes:
            [(uri, edits)] = edit.changes.items()
            return uri, list(edits)
        assert edit.document_changes
        [one] = edit.document_changes
        assert isinstance(one, types.TextDocumentEdit)
        return one.text_document.uri, [each for each in one.edits if isinstance(each, types.TextEdit)]

    def _apply_edit(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        uri, [edit] = self._edits(params.edit)
        text = self.texts[uri]
        start, end = self._offset(text, edit.range.start), self._offset(text, edit.range.end)
        self.texts[uri] = text[:start] + edit.new_text + text[end:]
        return types.ApplyWorkspaceEditResult(True)

    def _show_document(self, params: types.ShowDocumentParams) -> types.ShowDocumentResult:
        self.shown.append(params)
        return types.ShowDocumentResult(True)

    def _findings(self, uri: str, tell: Any, params: object) -> Found:
        key = (uri, self.versions[uri])
        self._found[key] = self._do(self._future())
        self._call(tell, params)
        return self._do(self._wait(key))

    async def _future(self) -> "asyncio.Future[Found]":
        return asyncio.get_running_loop().create_future()

    async def _wait(self, key: tuple[str, int | None]) -> Found:
        return await self._found[key]

    def _publish(self, params: types.PublishDiagnosticsParams) -> None:
        waiting = self._found.get((params.uri, params.version))
        if waiting is not None and not waiting.done():
            waiting.set_result(list(params.diagnostics))

    def _call(self, tell: Any, params: object) -> None:
        async def called() -> None:
            tell(params)

        self._do(called())

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    def _position(self, text: str, offset: int) -> types.Position:
        before = text[:offset]
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), len(line.encode(self._codec)) // self._width)

    def _offset(self, text: str, position: types.Position) -> int:
        lines = text.split("\n")
        raw = lines[position.line].encode(self._codec)[: position.character * self._width]
        return sum(len(line) + 1 for line in lines[: position.line]) + len(raw.decode(self._codec))

    @property
    def _codec(self) -> str:
        return {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[self.encoding]

    @property
    def _width(self) -> int:
        return {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]
