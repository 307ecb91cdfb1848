"""The program: its options, its commands, and how it ends."""

import errno
import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence

import click

from workflow.cli.console import Console, complain
from workflow.cli.options import Group, Session, common
from workflow.errors import WorkflowError

__all__ = ["main", "workflow"]

DONE, WRONG, BUG, STOPPED, NO_READER, TERMINATED = 0, 2, 70, 130, 141, 143
"""Exit codes; 1 (findings) is given by the commands that have any. 70 is EX_SOFTWARE of sysexits.h; 130, 141 and 143 are what
shells say after SIGINT, SIGPIPE and SIGTERM."""

EPILOG = """\b
Shell completion: put the line for your shell into its start-up file.
  bash  eval "$(_WORKFLOW_COMPLETE=bash_source workflow)"
  zsh   eval "$(_WORKFLOW_COMPLETE=zsh_source workflow)"
  fish  _WORKFLOW_COMPLETE=fish_source workflow | source

\b
Exit codes: 0 done; 1 findings (extract --check, publish --strict);
            2 wrong usage or input.
"""


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
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@click.pass_context
def workflow(context: click.Context) -> None:
    """Translate documents and publish them in several languages.

    Paragraphs go into PO files, get machine drafts without a network, are reviewed by people in the editor they like, and
    come out as localized editions.

    \b
      workflow init      start a project in this folder
      workflow run       extract, draft, publish: everything in one go
    """
    context.ensure_object(Session)


def _register() -> None:
    from workflow.cli import catalogs, git, glossary, memory, models, provenance, queue, reports, start, work

    for command in (
        work.run,
        start.init,
        work.extract,
        work.draft,
        work.publish,
        reports.status,
        queue.queue,
        provenance.provenance,
        models.models,
        memory.memory,
        catalogs.languages,
        catalogs.catalogs,
        glossary.glossary,
        reports.doctor,
        git.git_merge_driver,
        git.git_diff,
    ):
        workflow.add_command(command)


_register()


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 findings, 2 wrong usage or input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that is not UTF-8 gets question marks, not a crash
            stream.reconfigure(errors="replace")
    if instruction := os.environ.get("_WORKFLOW_COMPLETE"):
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(workflow, {}, "workflow", "_WORKFLOW_COMPLETE", instruction))
    # Thousands of entries live until the end, and hardly anything here is a cycle: looking for those again and again is in vain.
    gc.set_threshold(100_000)
    # As with Ctrl-C, what is being written is finished or taken back, and nothing temporary is left.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    sys.exit(_run(list(sys.argv[1:] if args is None else args)))


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
        return _fail(console, f"{where}{reason(error)}. What was written before is whole.", error)
    except MemoryError as error:
        return _fail(console, "out of memory. What was written before is whole; try fewer documents (-d).", error)
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
    text = first + message[1:].replace(". (Did you mean", " (did you mean")
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
    what = what.rpartition(" · ")[2]  # the pace of a moment ago is of no use to anybody now
    where = f" at {what}" if what else ""
    where += f" ({done:,} of {total:,})" if total else ""
    click.echo("", err=True)
    complain(f"stopped{where}. What was written so far is whole and kept; the same command goes on from there.")
    return STOPPED


def _no_reader() -> int:
    # Python would complain at exit when it flushes what nobody reads.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NO_READER


def _bug(console: Console, error: Exception) -> int:
    console.clear()
    if console.verbose:
        traceback.print_exception(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    hint = "" if console.verbose else " Run it again with -v to see where, and"
    complain(
        f"a mistake in this program ({type(error).__name__}: {str(error)[:120]}, {place.name}:{place.lineno}).{hint}"
        f"{' please' if hint else ' Please'} report it. Files are written in one step, so none is half written."
    )
    return BUG
