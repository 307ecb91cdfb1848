"""Publish a preview again and again, and have it served."""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import quote, unquote, urlsplit

from workflow.errors import BadInput, FileProblem, Locked, NoProject, WorkflowError
from workflow.files import reason
from workflow.locks import locked
from workflow.model import Observer
from workflow.project import CONFIG_NAME, Project, load
from workflow.publishing import Publication, preview_of, publish
from workflow.serving.site_files import SiteState
from workflow.serving.watching import changed, look_again, stamps
from workflow.workers import environment

__all__ = ["Build", "Preview", "serve"]

_HOST = "127.0.0.1"
_FOLDER = ".workflow/serve"
"""Where the preview is built: ``editions/`` is what the user publishes, and stays as it is."""
_SIGINT = {signal.SIGINT}
_START = "from workflow.serving.web_server import main; main()"


@dataclass(frozen=True, slots=True)
class Build:
    """One attempt to publish."""

    changed: tuple[str, ...]
    """The files that led to it, relative to the project; empty for the first."""
    publication: Publication | None
    """What was published; None if nothing could be, so that the last publication stays."""
    problems: tuple[WorkflowError, ...]
    """Why, or what of it could not be published."""
    reloads: bool
    """Whether pages differ from those before."""


@dataclass(slots=True)
class Preview:
    """A preview that is served."""

    project: Project
    """As it was loaded last."""
    port: int
    as_published: bool
    _server: "subprocess.Popen[bytes]"
    _state: SiteState = field(default_factory=SiteState)
    _run: str = field(default_factory=lambda: secrets.token_hex(4))
    """Part of the name of each publication, since a page may have been loaded from an earlier server."""

    @property
    def address(self) -> str:
        """The address of the top of the site."""
        return f"http://{_HOST}:{self.port}{quote(self._state.mount)}"

    def builds(self, observer: Observer = Observer()) -> Iterator[Build]:
        """Publish, and then again whenever a file of the project changes, without end. Each build is served when it is returned.

        One build runs at a time; what changes meanwhile leads to one more. A mistake in the project, also in its configuration, is in
        ``Build.problems``, and the last publication stays. Raises FileProblem if the server has ended.
        """
        seen, number = stamps(self.project), 0
        names: tuple[str, ...] = ()
        while True:
            build = self._built(names, observer)
            number += build.reloads
            self._serve(
                replace(
                    self._state,
                    version=f"{self._run}-{number}",
                    mount=_mount(self.project),
                    problems=tuple(
                        str(problem).replace(f"{self.project.root}{os.sep}", "") for problem in build.problems
                    ),
                )
            )
            yield build
            names = ()
            while not names:
                if self._server.poll() is not None:
                    raise FileProblem("the process that serves the pages has ended. Run `workflow serve` again.")
                now = look_again(self.project, seen)
                seen, names = now, changed(seen, now)

    def _built(self, names: tuple[str, ...], observer: Observer) -> Build:
        try:
            self.project = _loaded(self.project)
            report = publish(self._shown(), observer=observer)
        except WorkflowError as error:
            return Build(names, None, (error,), reloads=False)
        except OSError as error:  # such as a file that an editor has just renamed
            where = f"{error.filename}: " if error.filename else ""
            return Build(names, None, (FileProblem(f"{where}{reason(error)}."),), reloads=False)
        failed = "html" in report.failed or not report.editions
        return Build(names, None if failed else report, report.problems, "html" in report.changed)

    def _shown(self) -> Project:
        """The project as it is shown: pages only, in a folder of their own, with the addresses of this server."""
        project = self.project if self.as_published else preview_of(self.project)
        config = replace(project.config, output=("html",))
        if config.site_url is not None:
            config = replace(config, site_url=f"http://{_HOST}:{self.port}{quote(_mount(project))}")
        return replace(project, config=config, editions=_FOLDER)

    def _serve(self, state: SiteState) -> None:
        self._state = state
        assert self._server.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended: ``builds`` says so
            self._server.stdin.write(json.dumps(asdict(state)).encode() + b"\n")
            self._server.stdin.flush()


@contextlib.contextmanager
def serve(project: Project, *, port: int, as_published: bool = False) -> Iterator[Preview]:
    """Serve a preview of a project at 127.0.0.1, and nowhere else. It is built and answered by ``Preview.builds``.

    ``port``: 0 for any that is free. ``as_published``: show what readers would get, in place of all drafts. Raises BadInput if the port
    cannot be used, or the project is being served already.
    """
    with _alone(project), _listening(port) as listening:
        folder = project.root / _FOLDER / "html"
        # The other process inherits the mask: Ctrl-C is for this one, which ends it.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGINT)
        try:
            server = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(listening.fileno()), str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env=environment(),
                pass_fds=(listening.fileno(),),
            )
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGINT)
        port = listening.getsockname()[1]
        listening.close()  # when the other process ends, nobody listens
        try:
            yield Preview(project, port, as_published, server, SiteState(mount=_mount(project)))
        finally:
            with contextlib.suppress(OSError):
                server.communicate()


@contextlib.contextmanager
def _alone(project: Project) -> Iterator[None]:
    try:
        with locked(project.root / _FOLDER, wait=0):
            yield
    except Locked as error:
        raise BadInput(
            f"{project.root}: another `workflow serve` is running for this project. Open its address, or end it first."
        ) from error


def _listening(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        raise BadInput(
            f"port {port} cannot be used: {reason(error)}. Choose another one, such as --port {port + 1 if port < 65535 else port - 1}."
        ) from error
    return listening


def _loaded(project: Project) -> Project:
    """The project as it is now. Raises ConfigError."""
    if not project.layout.config.is_file():  # `load` would look for one in the folders above
        raise NoProject(f"{project.layout.config}: there is no such file. Put {CONFIG_NAME} back.")
    return load(project.root)


def _mount(project: Project) -> str:
    return f"{unquote(urlsplit(project.config.site_url or '').path).rstrip('/')}/"
