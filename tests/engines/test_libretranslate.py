"""The LibreTranslate engine against a server on the loopback."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.engines.misbehaving import TranslationServer, plain, refusing, serving, status, turned
from workflow.engines.base import EngineSettings, Segment, Server
from workflow.engines.choice import choose
from workflow.engines.libretranslate import LibreTranslateEngine, offers
from workflow.errors import EngineError, EngineUnavailable

SERVER = Server("http://127.0.0.1:9")


def engine(server: TranslationServer, target: str = "es", **settings: Any) -> LibreTranslateEngine:
    return LibreTranslateEngine(Server(server.url, **{"timeout": 30.0, **settings}), "en", target, pause=0.001)


def translated(engine: LibreTranslateEngine, *texts: str, hypotheses: int = 1) -> list[list[str]]:
    found = engine.translate([Segment((text,)) for text in texts], hypotheses=hypotheses)
    return [["".join(map(str, one.parts)) for one in several] for several in found]


def asking(settings: Mapping[str, Any]) -> EngineSettings:
    return EngineSettings(**{"order": ("libretranslate",), "servers": {"libretranslate": SERVER}, **settings})


def test_texts_come_back_in_their_places() -> None:
    with serving() as server:
        found = translated(engine(server), "one two", "three", "", "one two", " \n", "  three\n")
    assert found == [["eno owt"], ["eerht"], [""], ["eno owt"], [" \n"], ["  eerht\n"]]
    [request] = server.asked("/translate")
    assert request == {"q": ["one two", "three"], "source": "en", "target": "es", "format": "text"}


def test_no_text_no_request() -> None:
    with serving() as server:
        assert translated(engine(server), "", " ") == [[""], [" "]]
        assert engine(server).translate([]) == []
    assert server.seen == []


def test_many_texts_go_in_batches_and_progress_is_reported() -> None:
    texts = [f"text {'x' * n}" for n in range(1, 101)]
    reported: list[tuple[int, int, str]] = []
    with serving() as server:
        found = engine(server).translate(
            [Segment((text,)) for text in texts],
            progress=lambda done, total, what: reported.append((done, total, what)),
        )
    assert [one[0].parts[0] for one in found] == [turned(text) for text in texts]
    requests = server.asked("/translate")
    assert [len(request["q"]) for request in requests] == [32, 32, 32, 4]
    assert reported[0] == (0, 100, "sentences") and reported[-1] == (100, 100, "sentences")
    assert [done for done, _, _ in reported] == sorted(done for done, _, _ in reported)


def test_long_texts_go_in_small_batches() -> None:
    with serving() as server:
        translated(engine(server), *[letter * 1500 for letter in "abcdef"])
    assert max(sum(map(len, request["q"])) for request in server.asked("/translate")) <= 4000


def test_languages_are_asked_once() -> None:
    with serving() as server:
        one = engine(server)
        translated(one, "a")
        translated(one, "b")
    assert len(server.asked("/languages")) == 1


@pytest.mark.parametrize(
    ("code", "known", "called"),
    [
        ("zh", ["zh-Hans", "zh-Hant"], "zh-Hans"),
        ("zh_Hans", ["zh-Hans", "zh-Hant"], "zh-Hans"),
        ("zh_Hans", ["zh", "zt"], "zh"),
        ("zh_Hant", ["zh", "zt"], "zt"),
        ("zh_TW", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("pt_BR", ["pt", "pb"], "pb"),
        ("pt_BR", ["pt", "pt-BR"], "pt-BR"),
        ("pt_BR", ["pt"], "pt"),
        ("nb", ["nb"], "nb"),
        ("es_MX", ["es"], "es"),
    ],
)
def test_what_a_server_calls_a_language(code: str, known: list[str], called: str) -> None:
    with serving() as server:
        server.languages = [{"code": "en", "targets": known}, *({"code": one, "targets": ["en"]} for one in known)]
        translated(engine(server, code), "a")
    assert server.asked("/translate")[0]["target"] == called


def test_a_server_of_old_does_not_tell_its_pairs() -> None:
    with serving() as server:
        server.languages = [{"code": "en", "name": "English"}, {"code": "es", "name": "Spanish"}]
        assert translated(engine(server), "one") == [["eno"]]


def test_a_pair_it_does_not_have() -> None:
    with (
        serving() as server,
        pytest.raises(EngineUnavailable, match=r"does not translate en→uk; it has en, es, zh-Hans\..*engines: \{en-uk"),
    ):
        translated(engine(server, "uk"), "one")
    assert server.asked("/translate") == []


@pytest.mark.parametrize("answer", [{"version": "x"}, [], [1, "two", {"name": "x"}], "en", None])
def test_another_kind_of_server(answer: object) -> None:
    with serving() as server:
        server.languages = answer
        with pytest.raises(EngineUnavailable, match="Check that it is a LibreTranslate server"):
            translated(engine(server), "one")


# Hypotheses


def test_alternatives() -> None:
    with serving() as server:
        assert translated(engine(server), "one", hypotheses=3) == [["eno", "eno 0", "eno 1"]]
    assert server.asked("/translate")[0]["alternatives"] == 2


def test_a_server_that_allows_no_alternatives() -> None:
    refuses = refusing(
        lambda request: "alternatives" in request, 400, "Invalid request: alternatives parameter must be <= 0"
    )
    with serving(translate=[refuses, refuses, refuses]) as server:
        one = engine(server)
        assert translated(one, "one", hypotheses=4) == [["eno"]]
        assert translated(one, "two", hypotheses=4) == [["owt"]]
    assert ["alternatives" in request for request in server.asked("/translate")] == [True, False, False]


@pytest.mark.parametrize("alternatives", [None, "x", [["a"], ["b"]], [7], [[None, 3, "", "ok", "ok"]]])
def test_alternatives_that_are_none(alternatives: object) -> None:
    def answer(exchange: Any, value: Any) -> None:
        exchange.answer_json({"translatedText": ["eno"], "alternatives": alternatives})

    with serving(translate=[answer]) as server:
        [found] = translated(engine(server), "one", hypotheses=4)
    assert found in (["eno"], ["eno", "ok"])


# Limits and failures


@pytest.mark.parametrize("code", [400, 413])
def test_a_batch_that_is_too_large_is_halved(code: int) -> None:
    refuses = refusing(
        lambda request: len(request["q"]) > 2, code, "Invalid request: request (5) exceeds text limit (2)"
    )
    with serving(translate=[refuses] * 99) as server:
        assert translated(engine(server), *"abcdef", "gh") == [*([letter] for letter in "abcdef"), ["hg"]]
    assert [len(request["q"]) for request in server.asked("/translate")] == [7, 3, 1, 2, 4, 2, 2]


def test_a_text_that_is_too_long_has_no_answer_and_harms_no_other() -> None:
    refuses = refusing(
        lambda request: any(len(text) > 9 for text in request["q"]),
        400,
        "Invalid request: request (12) exceeds text limit (9)",
    )
    with serving(translate=[refuses] * 9) as server:
        assert translated(engine(server), "one", "x" * 12, "two") == [["eno"], [], ["owt"]]


def test_one_answer_too_few() -> None:
    def short(exchange: Any, value: Any) -> None:
        exchange.answer_json({"translatedText": [turned(text) for text in value["q"][1:]]})

    with serving(translate=[short]) as server:
        assert translated(engine(server), "ab", "cd", "ef") == [["ba"], ["dc"], ["fe"]]
    with (
        serving(translate=[short] * 9) as server,
        pytest.raises(EngineError, match="did not answer one text with one translation"),
    ):
        translated(engine(server), "ab", "cd", "ef")


@pytest.mark.parametrize("answer", [{}, [], None, "uno", {"message": "Model not loaded", "status": "fail"}])
def test_answers_that_have_no_translations(answer: object) -> None:
    with (
        serving(translate=[lambda exchange, value: exchange.answer_json(answer)] * 9) as server,
        pytest.raises(
            EngineError, match=r"returned no translations but “.*”\. Check that it is a LibreTranslate server"
        ),
    ):
        translated(engine(server), "one", "two")
    assert len(server.asked("/translate")) == 1


def test_names_in_other_places_are_asked_again() -> None:
    texts = ("Write to Mister Darcy today.", "Walk with Lady Susan home.", "Come again soon.")

    def confused(exchange: Any, value: Any) -> None:
        exchange.answer_json({"translatedText": [f"Es {texts[n].split()[3]} {n}"[:-2] for n in (1, 0)] + ["Vuelva."]})

    with serving(translate=[confused]) as server:
        assert translated(engine(server), *texts) == [[turned(text)] for text in texts]


@pytest.mark.parametrize("answer", [{"translatedText": None}, {"translatedText": [3]}, {"translatedText": ["a", "b"]}])
def test_answers_in_another_form(answer: object) -> None:
    with (
        serving(translate=[lambda exchange, value: exchange.answer_json(answer)]) as server,
        pytest.raises(EngineError, match="did not answer one text with one translation"),
    ):
        translated(engine(server), "one")


@pytest.mark.parametrize("text", ["", "  "])
def test_a_translation_that_is_no_text_is_none(text: str) -> None:
    with serving(translate=[lambda exchange, value: exchange.answer_json({"translatedText": [text]})]) as server:
        assert translated(engine(server), "one") == [[]]


def test_one_text_may_come_back_without_its_list() -> None:
    with serving(translate=[lambda exchange, value: exchange.answer_json({"translatedText": "uno"})]) as server:
        assert translated(engine(server), "one") == [["uno"]]


def test_what_fails_for_another_reason_is_not_asked_again() -> None:
    with (
        serving(translate=[status(400, "es is not supported")]) as server,
        pytest.raises(EngineError, match="es is not supported"),
    ):
        translated(engine(server), "one", "two")
    assert len(server.asked("/translate")) == 1


def test_an_interrupt_leaves_it_usable() -> None:
    def interrupt(done: int, total: int, what: str) -> None:
        if done:
            raise KeyboardInterrupt

    texts = [Segment((f"text {'x' * n}",)) for n in range(40)]
    with serving() as server:
        one = engine(server)
        with pytest.raises(KeyboardInterrupt):
            one.translate(texts, progress=interrupt)
        assert len(server.asked("/translate")) == 1
        assert len(one.translate(texts)) == 40


def test_inline_tags_are_the_caller_s() -> None:
    assert not LibreTranslateEngine.capabilities.keeps_tags
    with serving() as server, pytest.raises(EngineError, match="without inline tags"):
        engine(server).translate([Segment(("a ", 0))])
    assert server.seen == []


# Keys


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDE_KEY", " sesame-7\n")
    with serving() as server:
        translated(engine(server, key_env="TIDE_KEY"), "one")
    assert [request["api_key"] for request in server.asked("/translate")] == ["sesame-7"]
    assert "sesame" not in repr(server.asked("/languages"))


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_key_that_is_not_there(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIDE_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("TIDE_KEY", value)
    with pytest.raises(EngineUnavailable, match=r"environment variable TIDE_KEY, .* 127.0.0.1:9, is not set"):
        offers("en", "es", asking({"servers": {"libretranslate": Server("http://127.0.0.1:9", key_env="TIDE_KEY")}}))


def test_a_key_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDE_KEY", "sésame\r\nX-Evil: 1")
    with pytest.raises(EngineUnavailable) as caught:
        offers("en", "es", asking({"servers": {"libretranslate": Server("http://127.0.0.1:9", key_env="TIDE_KEY")}}))
    assert "TIDE_KEY" in str(caught.value)
    assert "same" not in str(caught.value)


def test_a_server_that_wants_a_key() -> None:
    with (
        serving(translate=[status(400, "Visit https://example.org to get an API key")]) as server,
        pytest.raises(EngineUnavailable, match=r"to get an API key.*key_env"),
    ):
        translated(engine(server), "one")


@pytest.mark.parametrize("code", [400, 403, 429, 500])
def test_a_key_is_in_no_message(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDE_KEY", "sesame-7")
    with serving(translate=[status(code, "sesame-7 is a bad API key")] * 4) as server:
        one = engine(server, key_env="TIDE_KEY")
        with pytest.raises(EngineError) as caught:
            translated(one, "one")
    assert "sesame" not in f"{caught.value} {one.package} {one.hash}"


# Offers


@pytest.mark.parametrize("order", [None, (), ("argos", "apertium")])
def test_off_unless_named(order: tuple[str, ...] | None) -> None:
    settings = asking({"order": order})
    assert offers("en", "es", settings) == ()
    if order is None:
        choice = choose("en", "es", settings)
        assert choice.notice == ""
        assert all(offer.where != "server" for offer in choice.others)


def test_named() -> None:
    with serving() as server:
        choice = choose(
            "en",
            "uk",
            asking({"order": ("libretranslate", "argos"), "servers": {"libretranslate": Server(server.url)}}),
        )
    assert choice.engine is not None
    assert choice.engine.name == "libretranslate"
    assert choice.where == "server"
    assert choice.remedy == ""
    host = server.url.removeprefix("http://")
    assert choice.engine.package == host
    assert choice.notice == f"Texts are sent to libretranslate, a server on this machine ({host})."
    assert "if it runs Argos's own package" in choice.quality
    assert choice.costly
    assert server.seen == []  # choosing sends nothing


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://mt.example.org", "Texts are sent to another machine: mt.example.org (libretranslate)."),
        (
            "http://mt.example.org:5000/api",
            "Texts are sent to another machine: mt.example.org:5000 (libretranslate), unencrypted.",
        ),
        ("http://192.168.0.4", "Texts are sent to another machine: 192.168.0.4 (libretranslate), unencrypted."),
        (
            "http://localhost.example.org",
            "Texts are sent to another machine: localhost.example.org (libretranslate), unencrypted.",
        ),
        ("http://localhost:5000", "Texts are sent to libretranslate, a server on this machine (localhost:5000)."),
        ("http://[::1]:5000", "Texts are sent to libretranslate, a server on this machine ([::1]:5000)."),
        ("http://127.8.0.1", "Texts are sent to libretranslate, a server on this machine (127.8.0.1)."),
    ],
)
def test_where_texts_go(url: str, words: str) -> None:
    [offer] = offers("en", "es", asking({"servers": {"libretranslate": Server(url)}}))
    assert offer.notice == words


def test_offline_forbids_it() -> None:
    with pytest.raises(EngineUnavailable, match=r"libretranslate is a server, but workflow.yaml says offline: true"):
        choose("en", "es", asking({"offline": True}))


def test_without_an_address() -> None:
    with pytest.raises(EngineUnavailable, match=r"does not give its address\. Add: servers: \{libretranslate: \{url:"):
        choose("en", "es", asking({"servers": {}}))


def test_what_its_drafts_are_known_by() -> None:
    one, other = (LibreTranslateEngine(Server(url), "en", "es") for url in ("https://a.example", "https://b.example"))
    assert one.hash != other.hash
    assert one.hash == LibreTranslateEngine(Server("https://a.example", key_env="X"), "en", "uk").hash
    assert len(one.hash) == 8
    assert " " not in one.package


def test_a_whole_answer_after_trouble() -> None:
    with serving(
        languages=[status(503), plain], translate=[status(500), status(429, "Slowdown", Retry_After="0"), plain]
    ) as server:
        assert translated(engine(server), "one") == [["eno"]]


TEXTS = ("The library opens at 9 in the morning.", "Bring 2 coats for the walk.", "Nobody knows why they left.")


@pytest.mark.parametrize(
    "order",
    [(1, 0, 2), (1, 2, 0), (2, 1, 0), (0, 0, 2), (0, 1, 1), (2, 2, 2)],
    ids=["swapped", "shifted", "reversed", "doubled", "doubled at the end", "all the same"],
)
def test_translations_in_other_places_are_asked_again_one_by_one(order: tuple[int, ...]) -> None:
    def confused(exchange: Any, value: Any) -> None:
        texts = value["q"]
        exchange.answer_json({"translatedText": [turned(texts[n % len(texts)]) for n in order[: len(texts)]]})

    with serving(translate=[confused]) as server:
        assert translated(engine(server), *TEXTS) == [[turned(text)] for text in TEXTS]


def test_texts_that_share_a_translation() -> None:
    texts = ("The colour of the old boat.", "The color of the old boat.")
    answer = {"translatedText": ["El color de la barca vieja."] * 2}
    with serving(translate=[lambda exchange, value: exchange.answer_json(answer)]) as server:
        assert translated(engine(server), *texts) == [["El color de la barca vieja."]] * 2
    assert len(server.asked("/translate")) == 1
