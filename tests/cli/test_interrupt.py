"""Ctrl-C while a server takes its time: the program ends at once, nothing is lost, and the next run goes on."""

import re
import signal
import subprocess
import sys

import pytest

from tests.engines.misbehaving import Behaviour, Exchange, TranslationServer, plain, serving
from tests.program import TemporaryProject
from workflow import catalogs

LANGUAGES = [{"code": "en", "targets": ["es"]}]
PAGES = 8
SENTENCES = 60
_LONG = 60
"""Seconds that the program would wait for the server."""


def slow_after(server: list[TranslationServer], requests: int) -> Behaviour:
    """A server that answers a number of requests, and then never."""

    def behave(exchange: Exchange, value: object) -> None:
        ours = exchange.ours
        with ours.lock:
            asked = sum(path == "/translate" for path, _, _ in ours.seen)
        if asked > requests:
            server.append(ours)
            ours.over.wait()
        plain(exchange, value)

    return behave


def drafted(project: TemporaryProject) -> dict[str, str]:
    """The drafts of all pages by their sources."""
    found: dict[str, str] = {}
    for path in sorted((project.root / "locales/es/LC_MESSAGES").glob("*.po")):
        found |= {entry.msgid: entry.text for entry in catalogs.read(path).live if entry.text}
    return found


@pytest.mark.parametrize("before", [0, 12], ids=["at the first request", "in the middle"])
def test_an_interrupt_at_a_slow_server(project: TemporaryProject, before: int) -> None:
    hanging: list[TranslationServer] = []
    with serving(translate=[slow_after(hanging, before)] * 99) as server:
        server.languages = LANGUAGES
        project.write(
            "workflow.yaml",
            "title: T\nsource_language: en\nlanguages: [es]\noutput: [source]\nengines: [libretranslate]\n"
            f"servers: {{libretranslate: {{url: '{server.url}', timeout: {_LONG}}}}}\n",
        )
        for number in range(PAGES):
            project.write(
                f"source/p{number}.md",
                "\n\n".join(
                    f"The old boat {number}-{one} leaves the harbour in the morning." for one in range(SENTENCES)
                ),
            )
        process = subprocess.Popen(
            [sys.executable, "-m", "workflow", "run"],
            cwd=project.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        try:
            while not hanging:
                assert process.poll() is None, process.communicate()
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=_LONG / 3)
        finally:
            process.kill()
        assert process.returncode == 130
        assert "Traceback" not in err and len(err.splitlines()) <= 3
        kept = drafted(project)
        assert not list(project.root.rglob("*.tmp*"))
        server.script.clear()
        server.over.set()
        asked = len(server.asked("/translate"))
        project.good("run")
        again = [text for request in server.asked("/translate")[asked:] for text in request["q"]]
    assert len(drafted(project)) == PAGES * SENTENCES
    assert drafted(project).items() >= kept.items()
    assert not set(again) & set(kept)
    assert re.search("harbour|ruobrah", " ".join(drafted(project).values()))
