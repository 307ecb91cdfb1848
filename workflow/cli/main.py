"""The program: its options, its commands and its exit codes."""

import errno
import gc
import os
import re
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

import click

from workflow.cli.console import Console, complain
from workflow.cli.options import Group, Session, common
from workflow.errors import WorkflowError

__all__ = ["main", "workflow"]

DONE, WRONG, BUG, STOPPED, NO_READER, TERMINATED = 0, 2, 70, 130, 141, 143
"""Exit codes. 1 (findings) is set by the commands that report findings. 70 is EX_SOFTWARE of sysexits.h; 130, 141 and 143 are the
shell's codes for SIGINT, SIGPIPE and SIGTERM."""

EPILOG = """\b
Shell completion: add to the start-up file of your shell:
  bash  eval "$(_WORKFLOW_COMPLETE=bash_source workflow)"
  zsh   eval "$(_WORKFLOW_COMPLETE=zsh_source workflow)"
  fish  _WORKFLOW_COMPLETE=fish_source workflow | source

Exit codes: 0 success; 1 findings (check, extract --check, publish --strict, publish --verify); 2 usage or input error, or a file that
could not be read or written.
"""

PLAIN = (
    (re.compile(r"is not in the range (\S+)<=x<=(\S+?)(?=\.?$)"), r"is not a number from \1 to \2"),
    (re.compile(r"is not in the range x>=(\S+?)(?=\.?$)"), r"must be at least \1"),
    (re.compile(r"is not a valid integer(?: range)?"), "is not a whole number"),
    (re.compile(r"is not a valid float(?: range)?"), "is not a number"),
    (re.compile(r"\. \(Did you mean one of: (.+)\?\)$"), r". Did you mean \1?"),
)
"""Click's words, and ours."""


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from workflow import __version__

        click.echo(f"workflow {__version__}")
        context.exit()


@click.group(
    cls=Group,
    params=common(hidden=False),
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
@click.pass_context
def workflow(context: click.Context) -> None:
    """Translate documents and publish them in several languages.

    Paragraphs are extracted into PO files, drafted by offline machine translation, reviewed in any PO editor and published as
    localized editions.

    \b
      workflow init      create a project in this folder
      workflow run       extract, draft and publish
    """
    context.ensure_object(Session)


def _register() -> None:
    from workflow.cli import (
        audit,
        catalogs,
        check,
        decisions,
        doctor,
        draft,
        edit,
        extract,
        git,
        glossary,
        init,
        lsp,
        memory,
        models,
        provenance,
        publish,
        queue,
        run,
        serve,
        status,
    )

    for command in (
        run.run,
        init.init,
        extract.extract,
        draft.draft,
        check.check,
        publish.publish,
        serve.serve,
        status.status,
        audit.audit,
        queue.queue,
        decisions.approve,
        edit.edit,
        decisions.refuse,
        decisions.unapprove,
        decisions.ignore,
        decisions.undo,
        provenance.provenance,
        models.models,
        memory.memory,
        catalogs.languages,
        catalogs.catalogs,
        glossary.glossary,
        doctor.doctor,
        lsp.lsp,
        git.git_merge_driver,
        git.git_diff,
    ):
        workflow.add_command(command)


_register()


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 success, 1 findings, 2 usage or input error."""
    # Started without them (`>&-`, some schedulers): the words go nowhere, and no file of ours gets their numbers.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without UTF-8 gets question marks instead of a crash
            stream.reconfigure(errors="replace")
    if instruction := os.environ.get("_WORKFLOW_COMPLETE"):
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(workflow, {}, "workflow", "_WORKFLOW_COMPLETE", instruction))
    # Thousands of entries live until the end, and there are hardly any reference cycles: frequent collections would find nothing.
    gc.set_threshold(100_000)
    # As with Ctrl-C: a write in progress is completed or rolled back, and no temporary file remains.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    sys.exit(_run(list(sys.argv[1:] if args is None else args)))


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _run(args: list[str]) -> int:
    session = Session()
    console = session.console
    try:
        with workflow.make_context("workflow", args, obj=session) as context:
            workflow.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        return _usage(error)
    except click.ClickException as error:
        return _fail(console, error.format_message(), error)
    except WorkflowError as error:
        return _fail(console, str(error), error)
    except (KeyboardInterrupt, click.Abort):
        return _stopped(console)
    except BrokenPipeError:
        return _no_reader()
    except OSError as error:
        if error.errno == errno.EPIPE:
            return _no_reader()
        from workflow.files import reason

        where = f"{error.filename}: " if error.filename else ""
        return _fail(console, f"{where}{reason(error)}. Files already written are complete.", error)
    except MemoryError as error:
        return _fail(console, "out of memory. Files already written are complete. Try fewer documents (-d).", error)
    except Exception as error:
        return _bug(console, error)
    finally:
        if session.verbosity:
            from workflow.cli.logs import stop

            stop()
    return DONE


def _usage(error: click.UsageError) -> int:
    message = error.format_message()
    command = error.ctx.command_path if error.ctx else "workflow"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(message)
        return WRONG
    first = message[:1].lower() if message[1:2].islower() else message[:1]
    text = first + message[1:]
    for theirs, ours in PLAIN:
        text = theirs.sub(ours, text)
    end = "" if text.endswith(("?", ".", "!")) else "."
    complain(f"{text}{end} See `{command} --help`.")
    return WRONG


def _fail(console: Console, message: str, error: BaseException) -> int:
    console.clear()
    if console.verbose:
        traceback.print_exception(error)
    complain(message)
    return WRONG


def _stopped(console: Console) -> int:
    console.clear()
    done, total, what = console.step
    what = what.rpartition(" · ")[2]  # drop the pace: it is out of date now
    where = f" at {what}" if what else ""
    where += f" ({done:,} of {total:,})" if total else ""
    click.echo("", err=True)
    if console.asking:
        complain("interrupted. Nothing was written.")
        return STOPPED
    complain(f"interrupted{where}. Files already written are complete; run the same command to continue.")
    return STOPPED


def _no_reader() -> int:
    # Otherwise Python reports an error at exit, when it flushes stdout.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NO_READER


def _bug(console: Console, error: Exception) -> int:
    console.clear()
    if console.verbose:
        traceback.print_exception(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    hint = "" if console.verbose else " Run it again with -v for details, and"
    complain(
        f"internal error ({type(error).__name__}: {str(error)[:120]}, {place.name}:{place.lineno}).{hint}"
        f"{' please' if hint else ' Please'} report it. Files are written atomically, so none is incomplete."
    )
    return BUG
