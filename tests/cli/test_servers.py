"""Drafting with translation servers, by the whole program: messages, requests, catalogs."""

import json
import re
import signal
import threading
from pathlib import Path

import pytest

from tests.engines.misbehaving import Exchange, hanging, serving, status
from tests.program import TemporaryProject
from tests.terminal import terminal
from workflow import catalogs

TEXT = "# The tide\n\nThe water comes to the **old harbour** twice a day. Read `tide.md` first.\n\nCome again.\n"
LANGUAGES = [
    {"code": "en", "targets": ["es", "fr"]},
    {"code": "es", "targets": ["en"]},
    {"code": "fr", "targets": ["en"]},
]


def configured(project: TemporaryProject, rest: str, languages: str = "[es, fr]") -> None:
    project.write("workflow.yaml", f"title: T\nsource_language: en\nlanguages: {languages}\noutput: [source]\n{rest}")
    project.write("source/tide.md", TEXT)


def drafts(project: TemporaryProject, language: str) -> dict[str, str]:
    """The drafts of a catalog by their sources."""
    catalog = catalogs.read(project.root / f"locales/{language}/LC_MESSAGES/tide.po")
    return {entry.msgid: entry.text for entry in catalog.live if entry.fuzzy and entry.text}


def everything(project: TemporaryProject) -> str:
    """All bytes in the project's folder."""
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace") for path in sorted(project.root.rglob("*")) if path.is_file()
    )


def test_libretranslate(project: TemporaryProject) -> None:
    with serving() as server:
        server.languages = LANGUAGES
        host = server.url.removeprefix("http://")
        configured(
            project,
            f"engines: [libretranslate]\nservers: {{libretranslate: {{url: '{server.url}', key_env: TIDE_KEY}}}}\n",
        )
        done = project.good("run", env={"TIDE_KEY": "sesame-7"})
        asked = len(server.seen)
        assert all(request["api_key"] == "sesame-7" for request in server.asked("/translate"))
        again = project.good("run", env={"TIDE_KEY": "sesame-7"})
        assert len(server.seen) == asked
    assert done.err.count(f"Texts are sent to libretranslate, a server on this machine ({host}).") == 1
    assert "Texts go" not in again.err  # there was nothing to send
    for language in ("es", "fr"):
        found = drafts(project, language)
        assert found["Come again."] == "Emoc again."
        sentence = found["The water comes to the **old harbour** twice a day. Read `tide.md` first."]
        assert "**dlo ruobrah**" in sentence
        assert "`tide.md`" in sentence
        catalog = project.read(f"locales/{language}/LC_MESSAGES/tide.po")
        assert re.search(
            rf"^# workflow-draft: engine=libretranslate package={host} pkg=[0-9a-f]{{8}} ", catalog, re.MULTILINE
        )
    assert "sesame" not in everything(project) + done.out + done.err


def test_openai(project: TemporaryProject) -> None:
    with serving() as server:
        configured(
            project, f"engines: [openai]\nservers: {{openai: {{url: '{server.url}/v1', model: tide 7b}}}}\n", "[es]"
        )
        project.write("glossary.csv", "source,language,target\nharbour,es,puerto\n")
        project.good("extract")
        done = project.good("draft", "-q")
        assert done.err.count("Texts are sent to openai, a server on this machine") == 1
        texts = [json.loads(request["messages"][1]["content"]) for request in server.asked("/v1/chat/completions")]
    assert {
        "text": "The water comes to the ⟦1⟧old harbour⟦2⟧ twice a day.",
        "terms": {"harbour": "puerto"},
        "after": ["Read first."],
    } in texts
    sentence = drafts(project, "es")["The water comes to the **old harbour** twice a day. Read `tide.md` first."]
    assert sentence.startswith("Eht retaw semoc ot eht **old puerto** eciwt")
    assert "`tide.md`" in sentence
    assert "engine=openai package=tide-7b pkg=" in project.read("locales/es/LC_MESSAGES/tide.po")


def test_a_language_model_with_style_batches_and_parallel_requests(project: TemporaryProject) -> None:
    """Each language has its own note; the catalogs are those of one text per request."""
    written: list[str] = []
    for more in ("", ", batch: 9, parallel: 4"):
        with serving() as server:
            configured(
                project,
                f"engines: [openai]\nservers: {{openai: {{preset: ollama, url: '{server.url}/v1'{more}}}}}\n"
                "style: Be brief.\noverrides: {fr: {style: Dites vous.}}\n",
            )
            project.write("source/ebb.md", TEXT.replace("tide", "ebb"))
            project.good("run", "-q")
            messages = [request["messages"] for request in server.asked("/v1/chat/completions")]
        prompts = {system["content"] for system, _ in messages}
        assert not [user for _, user in messages if "The ebb" in user["content"] and "The tide" in user["content"]]
        assert any('"texts": [' in user["content"] for _, user in messages) is bool(more)
        assert all(("Spanish" in one) is ("Be brief." in one) for one in prompts)
        assert all(("French" in one) is ("Dites vous." in one) for one in prompts)
        catalogs = [
            project.read(f"locales/{code}/LC_MESSAGES/{name}.po") for code in ("es", "fr") for name in ("ebb", "tide")
        ]
        written.append(re.sub(r"pkg=\w+|workflow-\S+: \d+|PO-Revision-Date.*", "", "".join(catalogs)))
        project.good("draft", "--discard")
    assert "Emoc again." in written[0]
    assert written[0] == written[1]


def test_an_interrupted_run_does_not_wait_for_answers(project: TemporaryProject) -> None:
    together = threading.Barrier(4)

    def silent(exchange: Exchange, value: object) -> None:
        together.wait(60)
        hanging(exchange, value)

    with serving(chat=[silent] * 3) as server:
        configured(
            project,
            f"engines: [openai]\nservers: {{openai: {{url: '{server.url}/v1', model: m, timeout: 600, parallel: 3}}}}\n",
            "[es]",
        )
        project.good("extract")
        before = project.files()
        with terminal("draft", cwd=project.root) as screen:
            together.wait(60)
            screen.signal(signal.SIGINT)
            assert screen.end() == 130
    assert "interrupted" in screen.text
    assert project.files() == before


def test_what_a_unit_s_explanation_sends_is_reported(project: TemporaryProject) -> None:
    with serving() as server:
        configured(project, f"engines: [openai]\nservers: {{openai: {{url: '{server.url}/v1', model: m}}}}\n", "[es]")
        project.good("extract")
        reported = project.good("draft", "--explain", f"es:tide:{line_of(project, 'Come again.')}")
    assert "Texts are sent to openai" in reported.err
    assert "Emoc" in reported.out


def line_of(project: TemporaryProject, text: str) -> int:
    lines = project.read("locales/es/LC_MESSAGES/tide.po").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line == f'msgid "{text}"')


@pytest.mark.parametrize("command", [("draft", "--dry-run"), ("doctor",), ("status",), ("extract",), ("publish",)])
def test_commands_that_send_nothing(project: TemporaryProject, command: tuple[str, ...]) -> None:
    with serving() as server:
        server.languages = LANGUAGES
        configured(project, f"engines: [libretranslate]\nservers: {{libretranslate: {{url: '{server.url}'}}}}\n")
        done = project.good(*command)
    assert server.seen == []
    assert ("Texts are sent to libretranslate" in " ".join(done.out.split())) is (command == ("doctor",))
    assert "Texts go" not in done.err


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        (("status",), []),
        (("queue",), []),
        (("extract",), []),
        (("publish",), []),
        (("doctor",), ["/v1/models"]),
        (("draft", "--dry-run"), ["/v1/models"]),
    ],
)
def test_commands_that_ask_for_the_models_at_most(
    project: TemporaryProject, command: tuple[str, ...], asked: list[str]
) -> None:
    with serving() as server:
        configured(project, f"engines: [openai]\nservers: {{openai: {{url: '{server.url}/v1'}}}}\n", "[es]")
        project.good("extract")
        project.good("draft")
        server.seen.clear()
        project.good(*command)
    assert [path for path, _, _ in server.seen] == asked


def test_a_server_that_is_not_named_is_not_used(project: TemporaryProject) -> None:
    with serving() as server:
        configured(project, f"servers: {{libretranslate: {{url: '{server.url}'}}}}\n", "[es]")
        project.good("run")
    assert server.seen == []
    assert drafts(project, "es")


def test_offline_forbids_servers_and_nothing_else(project: TemporaryProject) -> None:
    with serving() as server:
        configured(
            project,
            f"engines: {{default: [argos, starter], en-fr: [libretranslate]}}\noffline: true\n"
            f"servers: {{libretranslate: {{url: '{server.url}'}}}}\n",
        )
        project.good("extract")
        line = project.run("draft").line()
    assert "libretranslate is a server, but workflow.yaml says offline: true" in line
    assert server.seen == []
    assert drafts(project, "es") and not drafts(project, "fr")


def test_a_server_that_hangs_ends_in_one_line(project: TemporaryProject) -> None:
    with serving(languages=[hanging]) as server:
        configured(
            project,
            f"engines: [libretranslate]\nservers: {{libretranslate: {{url: '{server.url}', timeout: 0.3}}}}\n",
            "[es]",
        )
        project.good("extract")
        before = project.files()
        done = project.run("draft")
    assert done.code == 2
    notice, line = done.err.splitlines()
    assert notice.startswith("Texts are sent to")
    assert "sent no complete response within 0.3 seconds" in line
    assert project.files() == before


def test_what_was_drafted_before_a_failure_is_kept(project: TemporaryProject) -> None:
    """The second language's server refuses; the first one's drafts stay, and the next run goes on."""
    with serving() as server, serving(translate=[status(403, "Banned")]) as other:
        other.languages = server.languages = LANGUAGES
        configured(
            project,
            "engines: {en-es: [libretranslate], en-fr: [openai]}\n"
            f"servers: {{libretranslate: {{url: '{server.url}'}}, openai: {{url: '{other.url}', model: m}}}}\n",
        )
        project.good("extract")
        done = project.run("draft")
    assert done.code == 2
    assert "answers 404 for /chat/completions" in done.err
    assert drafts(project, "es") and not drafts(project, "fr")


def test_a_key_that_is_missing(project: TemporaryProject) -> None:
    configured(
        project,
        "engines: [libretranslate]\nservers: {libretranslate: {url: http://127.0.0.1:9, key_env: TIDE_KEY}}\n",
        "[es]",
    )
    project.good("extract")
    assert "TIDE_KEY" in project.run("draft").line()
    assert "TIDE_KEY" in project.run("doctor").out


def test_the_machine_s_own_journal_has_no_key(project: TemporaryProject, tmp_path: Path) -> None:
    """Not even where the server repeats it."""
    with serving(translate=[status(403, "sesame-7 is no key")] * 9) as server:
        server.languages = LANGUAGES
        configured(
            project,
            f"engines: [libretranslate]\nservers: {{libretranslate: {{url: '{server.url}', key_env: TIDE_KEY}}}}\n",
        )
        project.good("extract")
        done = project.run("-vv", "draft", env={"TIDE_KEY": "sesame-7"})
        done_json = project.run("draft", "--json", env={"TIDE_KEY": "sesame-7"})
    assert done.code == 2
    assert "… is no key" in done.err
    assert "sesame" not in everything(project) + done.out + done.err + done_json.out + done_json.err


@pytest.mark.parametrize(
    ("servers", "words"),
    [
        ("", "libretranslate, but workflow.yaml does not give its address"),
        ("servers: {libretranslate: {url: 'http://127.0.0.1:9'}}\n", "http://127.0.0.1:9: cannot be reached"),
    ],
    ids=["no address", "no server"],
)
@pytest.mark.parametrize("named", ["option", "configuration"])
def test_run_without_the_server_that_was_named_publishes_and_ends_with_2(
    project: TemporaryProject, servers: str, words: str, named: str
) -> None:
    by_option = named == "option"
    configured(project, servers + ("" if by_option else "engines: [libretranslate]\n"), "[es]")
    done = project.run("run", *(["--engine", "libretranslate"] if by_option else []))
    assert any(words in line for line in done.problems())
    assert (project.root / "editions/source/es/tide.md").is_file()
    assert "Next:" in done.out
