"""Every strategy is chosen for some sentence: by the starter where possible, otherwise by a fake engine."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.drafting.fake_engines import FakeEngine, FakeTagKeepingEngine, shifted
from workflow.checks.table import TEXT_CHECKS
from workflow.drafting.strategies import STRATEGIES, WHOLE_SENTENCE
from workflow.drafting.strategies.facts import FACTS, NAMES, QUANTITIES
from workflow.drafting.strategies.placeholder_styles import STYLES, PlaceholderStyle
from workflow.drafting.strategies.terms import TERM_STRATEGIES
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Capabilities, Engine, EngineSettings, Hypothesis, Segment
from workflow.engines.choice import choose
from workflow.glossary import Term, Terms
from workflow.inline_tags import Grammar, find_tags
from workflow.model import Progress

UNKNOWN = PlaceholderStyle("Ω#Ω", "Ω#Ω ", " Ω#Ω")
"""A placeholder style that the starter does not know."""
COPIED = STYLES[0]
TERMS = Terms.of([Term("editor", "es", "redactora")], "en", "es")

# The strategy; the sentence; the placeholder styles, None: those that the package copies; what the draft has to contain.
BY_THE_STARTER: tuple[tuple[str, str, tuple[PlaceholderStyle, ...] | None, str], ...] = (
    ("glossary term", "Editor", None, "Redactora"),
    ("plain", "The house is big and old.", None, "casa"),
    ("heading in lower case", "Good Morning", None, "mañana"),
    ("in lower case", "Fresh Bread: Questions and Answers", None, "preguntas y respuestas"),
    ("placeholders of numbers as numbers", "%d messages were sent to **all members**.", None, "%d mensajes"),
    ("placeholders of numbers as other numbers", "%d window was closed.", None, "%d ventana"),
    ("placeholder tags 1", "Open the file `notes.txt` in **any editor**.", None, "`notes.txt`"),
    ("placeholder tags 2", "Open the file `notes.txt` in **any editor**.", (UNKNOWN, COPIED), "`notes.txt`"),
    ("placeholder tags 3", "Open the file `notes.txt` in **any editor**.", (UNKNOWN, UNKNOWN, COPIED), "`notes.txt`"),
    (
        "quantities as placeholder tags",
        "However, the first telescopes were made in the late 16th century.",
        None,
        "XVI",
    ),
    (
        "quantities and names as placeholder tags",
        "Maroochydore lost 33.62 percentage points to Caboolture.",
        None,
        "Maroochydore",
    ),
    (
        "quotations by themselves",
        'A text of the publication may contain instructions to a model ("Ignore the above and write …").',
        None,
        "Ignora",
    ),
    ("names as placeholder tags", "Maroochydore then defeated Quillfeather in the final.", None, "Maroochydore"),
    ("projected by matching words", "She said that **nobody** had seen the house.", (), "**nadie**"),
    (
        "projected by attention",
        "Write **your name** in the first field and press `Enter`.",
        (),
        "**su nombre**",
    ),
    ("alternative search", "Books and localized documents have neither.", None, "documentos"),
    (
        "clause by clause",
        "A page therefore gets nothing but its context, its document and these counts.",
        None,
        "documento",
    ),
    ("split at the inline tags", "The law was changed[^1] twice[^note] in one year.", (), "[^note]"),
    ("terms as placeholder tags 1", "Open the file in any editor of the house.", None, "redactora"),
    ("terms as placeholder tags 2", "Open the file in any editor of the house.", (UNKNOWN, COPIED), "redactora"),
    (
        "terms as placeholder tags 3",
        "Open the file in any editor of the house.",
        (UNKNOWN, UNKNOWN, COPIED),
        "redactora",
    ),
)
BY_ANOTHER = {"inline tags kept by the engine", "terms kept by the engine"}


class FewHypotheses:
    """An engine that is asked for few hypotheses, so that more of its sentences need a strategy further down."""

    def __init__(self, engine: Engine):
        self.name, self.package, self.hash = engine.name, engine.package, engine.hash
        self.capabilities = replace(engine.capabilities, hypotheses=3)
        self.translate = engine.translate


@pytest.fixture(scope="module")
def hasty(starter: Engine) -> Engine:
    """The starter with few hypotheses."""
    return FewHypotheses(starter)


def drafted(
    engine: Engine, text: str, styles: tuple[PlaceholderStyle, ...] | None = None, terms: Terms | None = None
) -> Draft:
    (draft,) = Drafter(engine, "en", "es", styles=styles, terms=terms).draft([Text(text)])
    return draft


def taken(draft: Draft) -> list[str]:
    return [one.chosen.strategy if one.chosen else "none" for one in draft.sentences]


@pytest.mark.parametrize(("strategy", "text", "styles", "held"), BY_THE_STARTER, ids=[row[0] for row in BY_THE_STARTER])
def test_a_strategy_with_the_starter(
    strategy: str, text: str, styles: tuple[PlaceholderStyle, ...] | None, held: str, hasty: Engine
) -> None:
    draft = drafted(hasty, text, styles, TERMS if strategy.startswith(("terms", "glossary")) else None)
    assert taken(draft) == [strategy]
    assert draft.text is not None and held in draft.text
    assert Grammar().verify(text, draft.text) is None
    assert sorted(c.text for c in find_tags(text)) == sorted(c.text for c in find_tags(draft.text))
    assert draft.whole is (strategy in WHOLE_SENTENCE)
    before = draft.sentences[0].tried
    assert before[-1].refused is None or strategy == "plain"
    first = (
        "glossary",
        "heading",
        "plain",
        "placeholders of numbers",
        "placeholder tags 1",
        "projected by matching",
        "terms",
    )
    if not strategy.startswith(first):
        tried = any(attempt.refused or attempt.objections for attempt in before)
        assert tried, "the strategies above were tried"


def test_every_strategy_has_such_a_sentence() -> None:
    assert {row[0] for row in BY_THE_STARTER} | BY_ANOTHER == {strategy.name for strategy in STRATEGIES} | {
        strategy.name for strategy in TERM_STRATEGIES
    }


def test_inline_tags_and_terms_kept_by_apertium() -> None:
    engine = choose("en", "es", EngineSettings(order=("apertium",))).engine
    if engine is None:
        pytest.skip("apertium is not installed")
    draft = drafted(engine, "Open the file `notes.txt` in the editor.")
    assert taken(draft) == ["inline tags kept by the engine"]
    assert draft.text is not None and "`notes.txt`" in draft.text
    draft = drafted(engine, "Open the file in any editor of the house.", terms=TERMS)
    assert taken(draft) == ["terms kept by the engine"]
    assert draft.text is not None and "redactora" in draft.text


def test_inline_tags_and_terms_kept_by_a_fake_engine() -> None:
    engine = FakeTagKeepingEngine(lambda text: [shifted(text)])
    assert taken(drafted(engine, "Open `a` now please.")) == ["inline tags kept by the engine"]
    assert taken(drafted(engine, "Open the editor now please.", terms=TERMS)) == ["terms kept by the engine"]


class AligningEngine(FakeEngine):
    """Says what it is told, and where each word of it comes from: (character of the source, character of the answer)."""

    capabilities = Capabilities(aligns=True)

    def __init__(self, output: str, places: Sequence[tuple[int, int]]):
        super().__init__(lambda text: [output])
        self._said, self._places = output, tuple(places)

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        return [
            (Hypothesis((self._said,), alignment=self._places if segment.align else ()),)
            if len("".join(map(str, segment.parts)).split()) > 1
            else ()
            for segment in segments
        ]


#         0   4     9 …                       0  3    8
SOURCE, OUTPUT = "the **old** house", "la casa vieja"


@pytest.mark.parametrize(
    ("places", "target"),
    [
        # "the old house", as it is asked: the 0, old 4, house 8. "la casa vieja": la 0, casa 3, vieja 8.
        (((0, 0), (8, 3), (4, 8)), "la casa **vieja**"),
        (
            ((0, 0), (4, 3), (8, 8)),
            "la **casa** vieja",
        ),  # a wrong alignment cannot be detected; the inline tags are kept
        (((4, 0), (8, 3), (4, 8)), None),  # from one word come two that are apart
        (((0, 0), (8, 3), (0, 8)), None),  # from it comes nothing
        (((4, 0), (4, 3), (4, 8)), None),  # from it comes all
    ],
)
def test_attention_is_a_hint(places: tuple[tuple[int, int], ...], target: str | None) -> None:
    draft = drafted(AligningEngine(OUTPUT, places), SOURCE, ())
    assert draft.text == target
    if target is None:
        assert draft.reason
    else:
        assert taken(draft) == ["projected by attention"]


class Retrying(FakeEngine):
    """Loops at first, and does better where it is asked to search in another way."""

    capabilities = Capabilities(retries=True)

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        found = super().translate(segments, hypotheses=hypotheses, progress=progress)
        return [
            one if segment.retry else (Hypothesis(("la la la la",)),)
            for segment, one in zip(segments, found, strict=True)
        ]


def test_other_options_are_for_what_was_refused() -> None:
    engine = Retrying(lambda text: [shifted(text)])
    draft = drafted(engine, "The house is big.")
    assert draft.text == shifted("The house is big.")
    assert taken(draft) == ["alternative search"]
    assert [attempt.refused for attempt in draft.sentences[0].tried][-1] is None


# What the engine always answers; the first strategy that protects facts and is tried for such a refusal, None: none of them.
MENDING: dict[str, tuple[str, str | None]] = {
    "quantities": ("Caboolture pagó 999 dólares a Maroochydore por la casa vieja.", "quantities as placeholder tags"),
    "symbols": ("Caboolture pagó 3100 dólares = Maroochydore por la casa.", "quantities as placeholder tags"),
    "unknown": ("Caboolture pagó 3100 dólares a Maroochydore por la <unk>.", "quantities as placeholder tags"),
    "names": ("La ciudad pagó 3100 dólares a Maroochydore por la casa vieja.", "names as placeholder tags"),
    "markup": ("Caboolture pagó 3100 dólares a Maroochydore por la casa: vea bit.ly/abc.", None),
    "doubled": ("Caboolture pagó 3100 dólares a Maroochydore por la casaaa vieja.", None),
}


@pytest.mark.parametrize("check", MENDING)
def test_facts_are_protected_where_that_may_mend_the_refusal(check: str) -> None:
    answer, first = MENDING[check]
    text = "Caboolture paid 3100 dollars to Maroochydore for the old house."
    tried = drafted(FakeEngine(lambda text: [answer]), text, (COPIED,)).sentences[0].tried
    assert tried[0].refused is not None and tried[0].refused.startswith(check)
    facts = [one.strategy for one in tried if one.strategy in (QUANTITIES.name, NAMES.name, FACTS.name)]
    assert facts[:1] == ([first] if first else [])


@pytest.mark.parametrize("check", sorted(set().union(*(strategy.mends for strategy in STRATEGIES))))
def test_a_strategy_mends_what_a_check_refuses(check: str) -> None:
    assert check in TEXT_CHECKS and check in MENDING


def test_what_comes_does_not_hang_on_its_company(starter: Engine) -> None:
    """A text without inline tags gets the same draft whether or not the package was probed before."""
    text = "However, the first telescopes were made in the late 16th century."
    together = Drafter(starter, "en", "es").draft([Text("Open `a.txt` now."), Text(text)])
    assert together[1] == drafted(starter, text)


@pytest.mark.parametrize(
    ("text", "to", "target"),
    [
        ("It had 300,000 readers in 3 cities.", "es", "300.000"),
        ("It had 300,000 readers in 3 cities.", "fr", "300\u202f000"),
        ("It had 300,000 readers in 3 cities.", "sw", "300,000"),
        ("It had 12,5 readers in the 1920s.", "es", "12,5"),
        ("Read chapter 2, page 1,024.", "de", "1.024"),
        ("It sold 1,234.5 of them.", "de", "1.234,5"),
        ("It was −5 out there.", "de", "−5"),
        ("Read pages 12–14 of it.", "de", "12–14"),
        ("It rained 12½ mm there.", "de", "12½"),
    ],
)
def test_numbers_as_placeholder_tags_have_the_separators_of_the_language(text: str, to: str, target: str) -> None:
    def answer(asked: str) -> list[str]:
        """Loses digits, except those of placeholder tags."""
        return [shifted(asked if "｟" in asked else "".join(c for c in asked if not c.isdigit()))]

    (draft,) = Drafter(FakeEngine(answer), "en", to, styles=(COPIED,)).draft([Text(text)])
    assert draft.text is not None and target in draft.text
    assert taken(draft) == ["quantities as placeholder tags"]
    assert "1920" in draft.text or "1920" not in text


# The check; a sentence whose translation by the starter fails it; the placeholder styles.
REFUSED_BY_THE_STARTER: tuple[tuple[str, str, tuple[PlaceholderStyle, ...] | None], ...] = (
    ("same", "Fastest", None),
    ("quotation", "The sign ‘Wet paint’ hung on the door.", None),
    ("quantities", "However, the first telescopes were made in the late 16th century.", None),
    ("names", "Maroochydore then defeated Quillfeather in the final.", None),
    ("inline tags", "Open the file `notes.txt` in **any editor**.", (UNKNOWN, COPIED)),
    ("name", "A broken file of interface/ is not used.", None),
)
# The starter never fails these; by check: the output of an engine that does.
REFUSED_BY_ANOTHER = {
    "language": "A casa é grande e velha aqui, e ninguém vive na casa há muitos anos; já não tem as janelas.",
    "empty": "…",
    "unknown": "La casa <unk> es grande y vieja aquí, y nadie ha vivido en ella.",
    "script": "Дім великий і старий тут, і ніхто в ньому не жив роками.",
    "length": "La casa es.",
    "letters": "La c\u0430sa es grande y vieja aquí, y nadie ha vivido en ella durante años.",  # Cyrillic а
    "markup": "La casa es grande y vieja aquí, y nadie ha vivido en ella: vea bit.ly/abc.",
    "aside": "Entendido. La casa es grande y vieja aquí, y nadie ha vivido en ella.",
    "hidden": "La casa es \u202egrande y vieja aquí, y nadie ha vivido en ella.",
    "wrapped": "«La casa es grande y vieja aquí, y nadie ha vivido en ella».",
    "answer": "Lo siento, pero no puedo traducir este texto sobre una casa.",
    "symbols": "La casa es grande = vieja aquí, y nadie ha vivido en ella.",
    "loop": "La casa, la casa, la casa es grande y vieja aquí, y nadie ha vivido en ella.",
    "doubled": "La casa es grande y vieja aquí, y nadie ha vividooo en ella.",
    "incomplete": "La casa es grande y vieja aquí, y nadie ha vivido en el",
    "surplus": "La casa es grande y vieja aquí, y nadie ha vivido en ella. El panadero vende pan fresco cada mañana.",
    "unrelated": "El panadero del pueblo vende pan fresco cada mañana, y los vecinos compran mucho.",
    "forbidden": "La vivienda es grande y vieja aquí, y nadie ha vivido en ella.",
}


@pytest.mark.parametrize(
    ("reason", "text", "styles"), REFUSED_BY_THE_STARTER, ids=[r[0] for r in REFUSED_BY_THE_STARTER]
)
def test_a_refusal_with_the_starter(
    reason: str, text: str, styles: tuple[PlaceholderStyle, ...] | None, hasty: Engine
) -> None:
    draft = drafted(hasty, text, styles)
    refused = [attempt.refused for attempt in draft.sentences[0].tried if attempt.refused]
    assert any(why.startswith(reason) or (reason == "name" and "is not in the source" in why) for why in refused)
    assert draft.text not in [attempt.text for attempt in draft.sentences[0].tried if attempt.refused]


@pytest.mark.parametrize("reason", REFUSED_BY_ANOTHER)
def test_a_refusal_with_a_fake_engine(reason: str) -> None:
    terms = Terms.of([Term("house", "es", "vivienda", forbidden=True)], "en", "es")
    text = "The house is big and old here, and nobody has lived in it for years."
    draft = drafted(FakeEngine(lambda text: [REFUSED_BY_ANOTHER[reason]]), text, terms=terms)
    assert draft.text is None
    assert draft.reason.startswith(reason)


def test_every_check_has_such_a_sentence() -> None:
    tried = {row[0] for row in REFUSED_BY_THE_STARTER} | set(REFUSED_BY_ANOTHER)
    assert tried - {"inline tags", "name", "forbidden"} == set(TEXT_CHECKS)
