"""The language server: findings, what is known about an entry, and people's decisions, in any editor that speaks the protocol.

``serve`` answers an editor over two streams. It needs pygls, which the extra ``lsp`` installs. Nothing is written but caches in
``.workflow``: each decision is a change of the text in the editor. No connection is opened.
"""

from workflow.language_server.server import serve

__all__ = ["serve"]
