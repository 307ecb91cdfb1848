"""Valid or empty: a draft keeps every inline tag of its source and passes all checks, or there is a reason."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drafting.fake_engines import FakeEngine, FakeTagKeepingEngine, shifted
from tests.inline_tags.test_inline_tags import PIECES
from workflow.drafting.strategies import STRATEGIES
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine
from workflow.inline_tags import Grammar, find_tags

# Sentences of our own, one for each kind of inline tag and for combinations that have failed elsewhere.
SENTENCES = (
    "Open the file `notes.txt` in your editor.",
    "Open `notes.txt`, change **one line** and save it as `notes-2.txt`.",
    "The *first* chapter is about **the city**, the second one about [its rivers](rivers.md).",
    'You can read [the whole report](https://news.example.org/report_2024?a=b&c=d "The report") today.',
    "She said that **nobody had _ever_ seen** the house.",
    "Write to press@example.org or visit https://example.org/contact before Friday.",
    "Hello {name}, you have {count} new messages from %s.",
    "The price was ${price}, and {{ user.name }} paid it.",
    "%(count)d of %(total)d files were copied.",
    "Press <kbd>Ctrl</kbd> and <kbd>C</kbd> to stop the program.",
    "Water is H<sub>2</sub>O, and this line <br> has a break.",
    "The law was changed[^1] twice[^note] in one year.",
    "~~The old rule~~ is gone, the **new rule** stays.",
    "See [the guide][guide] and [the list][].",
    '![A white house](house.jpg "Our house") The house was built in 1924.',
    "Set `max_batch_size` in config.yaml, or use --batch-size on the command line.",
    "First line\nSecond line with `code`\nThird line",
    "**Note:** the door is closed after 6 p.m. Ring the bell.",
    "- 5 of 10 people said yes; 3 said no.",
    "A star \\* and an ampersand &amp; stay as they are.",
    "[![Build](badge.svg)](https://ci.example.org) shows whether it works.",
    "It costs 5 €, which is 50% less than in 2015.",
    "**One sentence is bold. Another one is bold too.** This one is not.",
    "Version 1.2.3 of `tool` runs on /usr/bin/python3 → try it 🙂.",
    "If `a` is larger than `b`, swap `a` and `b`; otherwise return `c`, `d` and `e`.",
    "Use `x`.",
    "(See *Chapter 2*.)",
    "“Go home,” said *the man*, “and take **{thing}** with you.”",
)


@pytest.fixture(scope="module")
def drafts(starter: Engine) -> dict[str, Draft]:
    drafter = Drafter(starter, "en", "es")
    return dict(zip(SENTENCES, drafter.draft([Text(text) for text in SENTENCES]), strict=True))


def tags_of(text: str) -> list[str]:
    """The tags of a text, without titles."""
    return sorted(re.sub(r' ".*"\)$', ")", tag.text) for tag in find_tags(text))


@pytest.mark.parametrize("text", SENTENCES)
def test_drafts_are_valid_or_empty_with_the_starter(text: str, drafts: dict[str, Draft]) -> None:
    draft = drafts[text]
    if draft.text is None:
        assert draft.reason
        return
    assert Grammar().verify(text, draft.text) is None
    assert tags_of(text) == tags_of(draft.text)
    assert draft.text != text
    assert 0 <= draft.risk <= 1


def test_the_starter_drafts_nearly_all_of_them_whole(drafts: dict[str, Draft]) -> None:
    assert sum(o.text is not None for o in drafts.values()) >= len(SENTENCES) - 2
    assert sum(o.text is not None and o.whole for o in drafts.values()) >= 0.9 * len(SENTENCES)


def test_one_by_one_is_the_same_as_together(starter: Engine, drafts: dict[str, Draft]) -> None:
    """Reproducibility: a draft does not depend on the other texts of its batch."""
    for text in SENTENCES[::5]:
        (alone,) = Drafter(starter, "en", "es").draft([Text(text)])
        assert alone.text == drafts[text].text
        assert alone.risk == drafts[text].risk


def test_texts_without_words_are_their_own_translation(starter: Engine) -> None:
    engine = FakeEngine(lambda text: ["x"])
    texts = ["`code`", "42", "![](a.png)", "{name}", "—", "https://example.org", "1. 2. 3.", "**`a`**, `b`"]
    drafts = Drafter(engine, "en", "es").draft([Text(text) for text in texts])
    assert [draft.text for draft in drafts] == texts
    assert all(draft.copied and draft.risk == 0 for draft in drafts)
    assert engine.asked == []


def test_duplicates_are_asked_once() -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    drafter = Drafter(engine, "en", "es")
    drafter.draft([Text("The house is big. It is old."), Text("It is old."), Text("The house is big.")])
    drafter.draft([Text("It is old.")])
    assert engine.asked == [["The house is big.", "It is old."]]


def test_white_space_and_breaks_are_kept() -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    text = "  One is here.  Two is\u00a0there.\nThree\tis gone.\n\n Four. "
    (draft,) = Drafter(engine, "en", "es").draft([Text(text)])
    assert draft.text is not None
    assert re.sub(r"\w+", "w", draft.text) == re.sub(r"\w+", "w", text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Wait… the Product™ is here.", ("…", "Product™")),
        ("Set max_batch_size to 3½ here.", ("max_batch_size", "½")),
        ("The price is 5\u00a0€ for 30 km² of land.", ("5\u00a0€", "km²")),
        ("The name of the house\tThe name of the street", ("\t",)),
        ("The house is old  and the garden is new.", ("  ",)),
        ("See chapter № 5 of the book.", ("№ 5",)),
    ],
)
def test_what_the_package_s_normalisation_destroys_is_there(text: str, kept: tuple[str, ...], starter: Engine) -> None:
    """SentencePiece makes ``...`` of ``…``, ``TM`` of ``™``, and one plain space of all white space."""
    (draft,) = Drafter(starter, "en", "es").draft([Text(text, Grammar("plain"))])
    assert draft.text is not None
    assert all(sign in draft.text for sign in kept), draft.text


def test_next_hypothesis_then_next_placeholder_style_then_pieces_then_nothing() -> None:
    """Each strategy in turn, by an engine that fails one more at a time."""

    bad: tuple[str, ...] = ()
    good_at_once = True

    def answer(text: str) -> list[str]:
        if any(re.search(pattern, text) for pattern in bad):
            return ["Todo se ha <unk>"]
        return [shifted(text)] if good_at_once else ["", "<unk>", shifted(text)]

    text = Text("Open the `file` with **great care** now")
    strategies = []
    for bad in (
        (),
        ("｟1",),
        ("｟1", r"X1(?!X)"),
        ("｟1", r"[\[(X{<]1"),
        ("｟1", r"[\[(X{<]1", "Open"),
    ):
        drafter = Drafter(FakeEngine(answer), "en", "es")
        trouble, bad, good_at_once = bad, (), True
        drafter.styles()
        bad, good_at_once = trouble, False
        (draft,) = drafter.draft([text])
        if draft.text is None:
            strategies.append("none")
            assert draft.reason
            continue
        assert Grammar().verify(text.source, draft.text) is None
        taken = draft.sentences[0].chosen
        assert taken is not None
        strategies.append(taken.strategy)
        refused = [attempt for attempt in draft.sentences[0].tried if attempt.refused]
        assert refused or not bad
    names = [strategy.name for strategy in STRATEGIES]
    assert strategies[0] == "placeholder tags 1"
    assert strategies[3:] == ["split at the inline tags", "none"]
    taken_rungs = [names.index(strategy) for strategy in strategies[:-1]]
    assert taken_rungs == sorted(taken_rungs) and len(set(taken_rungs)) >= 3


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("The house is big and old.", "same"),
        ("La casa casa casa es grande.", "loop"),
        ("La casa <unk> es grande.", "unknown"),
        ("La casa es grande en 1999.", "quantities"),
        ("   ", "empty"),
        ("La casa es *grande.* y vieja", "* added"),
        ("La casa es {{ grande }}.", "adds code"),
        ("La casa {x} es grande.", "not in the source"),
    ],
)
def test_garbage_is_not_saved(said: str, reason: str) -> None:
    (draft,) = Drafter(FakeEngine(lambda text: [said]), "en", "es").draft([Text("The house is big and old.")])
    assert draft.text is None
    assert reason in draft.reason


def test_an_engine_without_an_answer() -> None:
    (draft,) = Drafter(FakeEngine(lambda text: []), "en", "es").draft([Text("The house `x` is big.")])
    assert draft.text is None and draft.reason


def test_words_in_capitals_are_asked_in_lower_case() -> None:
    words = {"getting started": "primeros pasos", "instalation": "instalation", "do not touch": "no tocar"}
    engine = FakeEngine(lambda text: [words.get(text, text)])
    drafts = Drafter(engine, "en", "es").draft([Text("Getting Started"), Text("Instalation"), Text("DO NOT TOUCH")])
    assert [draft.text for draft in drafts] == ["Primeros pasos", "Instalation", "NO TOCAR"]
    assert "copy" in drafts[1].risk_reasons and "copy" not in drafts[0].risk_reasons


def test_an_engine_that_keeps_inline_tags_gets_units_with_inline_tags() -> None:
    engine = FakeTagKeepingEngine(lambda text: [shifted(text)], whole_documents=True)
    texts = ["One `a`. **Two** here.", "Three is {x}.", "`code`", "One `a`. **Two** here."]
    drafts = Drafter(engine, "en", "es").draft([Text(text) for text in texts])
    assert engine.asked == [["One ⟨0⟩. ⟨1⟩Two⟨2⟩ here.", "Three is ⟨0⟩."]]
    assert [draft.text for draft in drafts] == [
        "Oni `a`. **Twa** hiri.",
        "Thrii us {x}.",
        "`code`",
        "Oni `a`. **Twa** hiri.",
    ]


def test_inline_tags_that_such_an_engine_loses_are_seen() -> None:
    engine = FakeTagKeepingEngine(lambda text: [shifted(text).replace("⟨0⟩", "")], whole_documents=True)
    (draft,) = Drafter(engine, "en", "es").draft([Text("One `a` is here.")])
    assert draft.text is not None and not draft.whole
    assert Grammar().verify("One `a` is here.", draft.text) is None


def test_plain_texts_of_interfaces() -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    text = Text("Copy *all* %d files to <b>%s</b>?", Grammar("plain"))
    (draft,) = Drafter(engine, "en", "es").draft([text])
    assert draft.text == "Capy *ell* %d fulis ta <b>%s</b>?"


def test_a_retry_gives_another_text_or_none() -> None:
    engine = FakeEngine(lambda text: [shifted(text), shifted(text) + "!"] if "#" not in text else [])
    drafter = Drafter(engine, "en", "es")
    texts = [Text("The house is big"), Text("It is old")]
    first = drafter.draft(texts)
    second = drafter.draft(texts, retry=[0])
    assert second[0].text not in (None, first[0].text)
    assert second[1] == first[1]
    only = Drafter(FakeEngine(lambda text: [shifted(text)]), "en", "es")
    only.draft(texts)
    assert only.draft(texts, retry=[1])[1].text is None


HOSTILE = st.sampled_from(
    [
        lambda text: shifted(text),
        lambda text: shifted(text)[::-1],
        lambda text: re.sub(r"\d", "", shifted(text)),
        lambda text: shifted(text) + " " + shifted(text),
        lambda text: re.sub(r"(\d)", r"\1 \1", shifted(text)),
        lambda text: shifted(text).replace("(", "").replace("X", "x"),
        lambda text: " ".join(reversed(shifted(text).split())),
        lambda text: shifted(text).replace(" ", "* "),
        lambda text: "`" + shifted(text) + "`",
        lambda text: "# " + shifted(text) + "\n\n| x |",
        lambda text: shifted(text)[: len(text) // 2],
        lambda text: "",
        lambda text: text,
        lambda text: "X1 (2) [3] <1>",
        lambda text: shifted(text) + "[x](y) <b> {z} %s &amp; \\*",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, min_size=1, max_size=3), st.lists(HOSTILE, min_size=1, max_size=4))
def test_drafts_are_valid_or_empty_with_a_hostile_engine(texts: list[str], answers: list[object]) -> None:
    engine = FakeEngine(lambda text: [answer(text) for answer in answers])  # type: ignore[operator]
    for text, draft in zip(texts, Drafter(engine, "en", "es").draft([Text(text) for text in texts]), strict=True):
        if draft.text is None:
            assert draft.reason
        else:
            assert Grammar().verify(text, draft.text) is None
            assert draft.text.strip() or not text.strip()


@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "a_", "a/", "-", "{a", "`", "*a ", "<a ", "[a](", "\\", "%", "a@", "https://(", "(", "**a", "Ab. "],
)
def test_long_texts_of_one_kind_come_to_an_end(piece: str) -> None:
    text = piece * 3000
    (draft,) = Drafter(FakeEngine(lambda text: [shifted(text)]), "en", "es").draft([Text(text)])
    assert draft.text is None or Grammar().verify(text, draft.text) is None


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Can I use it offline?", "Sí, puede."),
        ("What is the capital of France?", "París es la capital de Francia."),
        ("Use the new key for the old door.", "¿Qué idioma prefiere usted ahora?"),
    ],
)
def test_an_answer_is_not_given_the_stop_of_the_source(source: str, answer: str) -> None:
    (draft,) = Drafter(FakeEngine(lambda text: [answer]), "en", "es").draft([Text(source, Grammar("plain"))])
    assert draft.text is None
