"""Several engines under ``engines``: each drafts what those before it cannot, by the whole program."""

import json
import re
import socket
import struct
from typing import Any

import pytest

from tests.engines.misbehaving import Behaviour, Exchange, plain, serving, status, trickling, turned
from tests.program import TemporaryProject
from workflow import catalogs
from workflow.engines.apertium import modes

TEXT = "# The tide\n\nThe water comes to the **old harbour** twice a day.\n\nCome again.\n\nThe boats are small.\n"
UNITS = 4
LANGUAGES = [{"code": "en", "targets": ["es", "fr"]}]

needs_apertium = pytest.mark.skipif("eng-spa" not in modes(), reason="no apertium-eng-spa on this machine")


def configured(
    project: TemporaryProject, engines: str, *, translate: str = "http://127.0.0.1:9", chat: str = "http://127.0.0.1:9"
) -> None:
    """A project with the servers at these addresses; nothing listens at the usual ones."""
    project.write(
        "workflow.yaml",
        f"title: T\nsource_language: en\nlanguages: [es]\noutput: [source]\nengines: {engines}\nservers:\n"
        f"  libretranslate: {{url: '{translate}', timeout: 5}}\n  openai: {{url: '{chat}/v1', model: m, timeout: 5}}\n",
    )
    project.write("source/tide.md", TEXT)
    project.good("extract")


def closed() -> str:
    """An address at which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}"


def made(project: TemporaryProject) -> dict[str, str]:
    """The engine of each draft by its source."""
    catalog = catalogs.read(project.root / "locales/es/LC_MESSAGES/tide.po")
    found = {}
    for entry in catalog.live:
        engines = [re.findall(r"engine=(\S+)", line) for line in entry.comments if "workflow-draft" in line]
        if entry.text:
            found[entry.msgid] = engines[0][0]
    return found


def wrong_about(*words: str) -> list[Behaviour]:
    """A server whose translations of texts with one of the words consist of invented numbers."""

    def answer(exchange: Exchange, value: Any) -> None:
        if exchange.path != "/translate":
            plain(exchange, value)
            return
        best = ["17 18 19" if any(word in text for word in words) else turned(text) for text in value["q"]]
        more = value.get("alternatives", 0)
        exchange.answer_json({"translatedText": best} | ({"alternatives": [[] for _ in best]} if more else {}))

    return [answer] * 99


def test_an_engine_that_cannot_be_reached_is_followed_by_the_next(project: TemporaryProject) -> None:
    configured(project, "[libretranslate, starter]", translate=(down := closed()))
    done = project.good("draft")
    (line,) = [line for line in done.err.splitlines() if "failed" in line]
    assert line.startswith("es: libretranslate failed, starter ") and "drafts what is left: " in line
    assert down.removeprefix("http://") in line
    assert f"drafted {UNITS} of {UNITS} entries" in done.out and f"{UNITS} with starter" in done.out
    assert set(made(project).values()) == {"starter"} and len(made(project)) == UNITS


def test_it_is_said_in_the_report_as_well(project: TemporaryProject) -> None:
    configured(project, "[libretranslate, starter]", translate=closed())
    (language,) = json.loads(project.good("draft", "--json").out)["languages"]
    assert language["engine"] == "libretranslate" and language["drafted"] == UNITS
    ((fallback),) = language["fallbacks"]
    assert (fallback["engine"], fallback["drafted"]) == ("starter", UNITS)
    assert len(language["failed"]) == 1


def test_an_engine_that_breaks_off_keeps_what_it_made(project: TemporaryProject) -> None:
    with serving(translate=[plain, *[status(403, "Banned")] * 40]) as server:
        server.languages = LANGUAGES
        configured(project, "[libretranslate, starter]", translate=server.url)
        assert "1 of 1" in project.good("draft", "--limit", "1").out
        done = project.good("draft")
    assert "Banned" in done.err
    assert sorted(made(project).values()) == ["libretranslate"] + ["starter"] * (UNITS - 1)


def reset(exchange: Exchange, value: Any) -> None:
    """A connection that is reset in the middle of an answer."""
    exchange.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"translatedText": ["a')
    exchange.wfile.flush()
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.connection.close()


def megabyte(exchange: Exchange, value: Any) -> None:
    """Many megabytes for each text."""
    exchange.answer_json({"translatedText": ["barca " * 3_000_000 for _ in value["q"]]})


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (lambda exchange, value: exchange.answer_json({"error": "out of memory", "translatedText": ["La barca."] * len(value["q"])}), "reports an error: out of memory"),
        (lambda exchange, value: exchange.answer(b"<html>Closed</html>", Content_Type="text/html"), "returned a web page"),
        (lambda exchange, value: exchange.answer('{"translatedText": ["señ'.encode()[:-1]), "bytes that are not UTF-8"),
        (status(302, Location="file:///etc/passwd"), "redirects to file:///etc/passwd"),
        (trickling, "no complete response within 1 seconds"),
        (reset, "closed the connection"),
        (megabyte, ""),
    ],
    ids=["error", "page", "half a letter", "file", "drip", "reset", "megabyte"],
)  # fmt: skip
def test_whatever_a_server_does_the_next_engine_drafts(
    project: TemporaryProject, behaviour: Behaviour, words: str
) -> None:
    with serving(translate=[behaviour] * 99) as server:
        server.languages = LANGUAGES
        configured(project, "[libretranslate, starter]", translate=server.url)
        project.write("workflow.yaml", project.read("workflow.yaml").replace("timeout: 5", "timeout: 1"))
        done = project.good("draft")
        server.over.set()
    lines = [line for line in done.err.splitlines() if "libretranslate failed" in line]
    assert len(lines) == 1 and words in lines[0] and server.url in lines[0]
    assert set(made(project).values()) == {"starter"} and len(made(project)) == UNITS


def test_if_all_fail_the_last_failure_is_the_error(project: TemporaryProject) -> None:
    configured(project, "[libretranslate, openai]", translate=closed(), chat=(last := closed()))
    before = project.files()
    done = project.run("draft")
    assert done.code == 2
    assert "es: libretranslate failed, openai" in done.err
    assert last.removeprefix("http://") in done.err.splitlines()[-1]
    assert project.files() == before
    assert project.run("draft").code == 2


def test_without_a_second_engine_nothing_changes(project: TemporaryProject) -> None:
    configured(project, "[libretranslate]", translate=closed())
    done = project.run("draft")
    assert done.code == 2 and "failed, " not in done.err


def test_a_refused_entry_is_drafted_by_the_next_engine(project: TemporaryProject) -> None:
    with serving(translate=wrong_about("boats", "Come")) as server:
        server.languages = LANGUAGES
        configured(project, "[libretranslate, starter]", translate=server.url)
        done = project.good("draft")
        explained = project.good("draft", "--explain", "es:tide:" + line_of(project, "The boats are small."))
        again = project.good("draft")
    assert f"drafted {UNITS} of {UNITS} entries" in done.out and ", 2 with starter" in done.out
    assert "left empty" not in done.out
    engines = made(project)
    assert {engines["The boats are small."], engines["Come again."]} == {"starter"}
    assert engines["The tide"] == "libretranslate"
    assert "before   libretranslate" in explained.out and "engine   starter" in explained.out
    assert "nothing to draft" in again.out


def test_a_refusal_of_an_earlier_run_does_not_block_the_next_engine(project: TemporaryProject) -> None:
    with serving(translate=wrong_about("boats")) as server:
        server.languages = LANGUAGES
        configured(project, "[libretranslate]", translate=server.url)
        assert "1 entry left empty" in project.good("draft").out
        assert "rejected in an earlier run" in project.good("draft").out
        text = project.read("workflow.yaml").replace("[libretranslate]", "[libretranslate, starter]")
        project.write("workflow.yaml", text)
        asked = len(server.asked("/translate"))
        assert "1 entry (4 words) to draft" in project.good("draft", "--dry-run").out
        done = project.good("draft")
        assert len(server.asked("/translate")) == asked  # it refused it before
    assert "drafted 1 of 1 entry" in done.out
    assert made(project)["The boats are small."] == "starter"


def test_an_entry_that_all_refuse_stays_empty_with_the_reasons(project: TemporaryProject) -> None:
    with serving(translate=wrong_about("boats")) as first, serving(chat=[status(200)] * 0) as second:
        first.languages = LANGUAGES
        second.script["/v1/chat/completions"] = [numbers] * 40
        configured(project, "[libretranslate, openai]", translate=first.url, chat=second.url)
        done = project.good("draft")
        again = project.good("draft")
    assert "1 entry left empty" in done.out
    assert "1 entry rejected in an earlier run" in again.out
    catalog = project.read("locales/es/LC_MESSAGES/tide.po")
    refusals = re.findall(r"workflow-refused: engine=(\w+)", catalog)
    assert refusals == ["libretranslate", "openai"]


def numbers(exchange: Exchange, value: Any) -> None:
    """A completion that says something else."""
    content = json.dumps({"translation": "17 18 19"})
    message = {"role": "assistant", "content": content}
    exchange.answer_json({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


def test_limits_count_an_entry_once(project: TemporaryProject) -> None:
    with serving(translate=wrong_about("tide", "water")) as server:
        server.languages = LANGUAGES
        configured(project, "[libretranslate, starter]", translate=server.url)
        done = project.good("draft", "--limit", "2")
    assert "drafted 2 of 2 entries" in done.out and f"{UNITS - 2} entries left for the next run" in done.out
    assert set(made(project).values()) == {"starter"} and len(made(project)) == 2


def test_redo_asks_the_engines_in_order_again(project: TemporaryProject) -> None:
    with serving(translate=wrong_about("boats")) as server:
        server.languages = LANGUAGES
        configured(project, "[libretranslate, starter]", translate=closed())
        project.good("draft")
        text = project.read("workflow.yaml")
        project.write("workflow.yaml", re.sub(r"url: 'http://127.0.0.1:\d+', t", f"url: '{server.url}', t", text))
        project.good("draft", "--redo")
    engines = made(project)
    assert engines.pop("The boats are small.") == "starter"
    assert set(engines.values()) == {"libretranslate"}


@needs_apertium
@pytest.mark.parametrize("engines", ["[libretranslate, apertium, starter]", "[apertium, libretranslate]"])
def test_engines_of_whole_documents_take_part(project: TemporaryProject, engines: str) -> None:
    with serving(translate=wrong_about("boats")) as server:
        server.languages = LANGUAGES
        configured(project, engines, translate=server.url)
        project.write("source/other.md", "# More\n\nThe boats are **blue**.\n\nThe water is cold.\n")
        project.good("extract")
        done = project.good("draft")
    assert "drafted 7 of 7 entries" in done.out
    assert made(project)["The boats are small."] == "apertium"


def test_what_a_person_refused_is_for_no_engine(project: TemporaryProject) -> None:
    with serving(translate=wrong_about("boats")) as server:
        server.languages = LANGUAGES
        configured(project, "[libretranslate]", translate=server.url)
        project.good("draft")
        path = "locales/es/LC_MESSAGES/tide.po"
        by_person = re.sub(r"(workflow-refused: .*?src=\S+)", r"\1 by=Ana", project.read(path))
        project.write(path, by_person)
        project.write("workflow.yaml", project.read("workflow.yaml").replace("[libretranslate]", "[starter]"))
        project.good("draft")
    assert "The boats are small." not in made(project)


def line_of(project: TemporaryProject, text: str) -> str:
    lines = project.read("locales/es/LC_MESSAGES/tide.po").splitlines()
    return str(next(number for number, line in enumerate(lines, 1) if line == f'msgid "{text}"'))


def test_a_repair_uses_the_next_engine_if_the_first_fails(project: TemporaryProject) -> None:
    configured(project, "[libretranslate, starter]", translate=closed())
    project.write("source/tide.md", "The house is big. The car is small.\n")
    project.good("extract")
    path = "locales/es/LC_MESSAGES/tide.po"
    mine = 'small."\nmsgstr "La casa es grande. El coche es pequeño."'
    project.write(path, project.read(path).replace('small."\nmsgstr ""', mine))
    project.write("source/tide.md", "The house is big. The water is cold.\n\nCome again.\n")
    project.good("extract")
    done = project.good("draft")
    assert done.err.count("libretranslate failed, starter") == 1
    assert "1 entry repaired" in done.out
    assert made(project) == {"The house is big. The water is cold.": "starter", "Come again.": "starter"}
    assert "La casa es grande. El agua" in project.read(path)


def test_the_fallbacks_are_named_before_anything_is_sent(project: TemporaryProject) -> None:
    configured(project, "[starter, openai]")
    checked = project.run("doctor").out
    assert "Fallback: openai m" in checked and "Texts are sent to openai" in " ".join(checked.split())
    assert "Texts are sent" not in project.good("draft").err  # it was not needed
