"""Names in drafts: copied where a text is nothing else, protected where an engine changes them."""

from tests.drafting.fake_engines import FakeEngine
from workflow.drafting.strategies.placeholder_styles import STYLES
from workflow.drafting.translation.draft import COPY, Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine
from workflow.glossary import Term, Terms


def drafted(engine: Engine, *texts: str, to: str = "es", terms: Terms | None = None) -> list[Draft]:
    return Drafter(engine, "en", to, styles=STYLES[:1], terms=terms).draft([Text(text) for text in texts])


def spoilt(asked: str) -> list[str]:
    """An engine that changes every name that it sees."""
    return [asked.replace("Kovalenko", "Kovalenkon").replace("Tolkien", "Tolkienen").replace("橋", "") + " ya"]


def test_names_alone_are_copied_without_an_engine() -> None:
    names = [
        "Marta Kovalenko",
        "**J. R. R. Tolkien**",
        "Dr. Amina Diallo, Nairobi",
        "[Acme Widgets Ltd.](https://a.example)",
    ]
    for text, draft in zip(names, drafted(FakeEngine(spoilt), *names), strict=True):
        assert (draft.text, draft.source, draft.risk) == (text, COPY, 0.0)


def test_a_name_in_the_glossary_is_a_term() -> None:
    terms = Terms.of([Term("Acme Widgets Ltd.", "es", "Artilugios Acme")], "en", "es")
    (draft,) = drafted(FakeEngine(spoilt), "Acme Widgets Ltd.", terms=terms)
    assert draft.text is not None and draft.text.startswith("Artilugios Acme")


def test_names_are_not_copied_into_another_script() -> None:
    (draft,) = drafted(FakeEngine(lambda text: ["Марта Коваленко"]), "Marta Kovalenko", to="uk")
    assert draft.text == "Марта Коваленко"


def test_a_changed_name_goes_as_a_placeholder_tag() -> None:
    sentence = "Yesterday Marta Kovalenko praised 橋, like J. R. R. Tolkien."
    (draft,) = drafted(FakeEngine(spoilt), sentence)
    assert draft.text is not None
    assert all(name in draft.text for name in ("橋", "Marta Kovalenko", "J. R. R. Tolkien"))
    assert [one.chosen.strategy for one in draft.sentences if one.chosen] == ["names as placeholder tags"]


def test_a_name_that_cannot_be_kept_leaves_the_text_empty() -> None:
    (draft,) = drafted(FakeEngine(lambda text: ["Ayer lo explicó Kovalenkon."]), "It was explained by Marta Kovalenko.")
    assert draft.text is None
    assert draft.reason.startswith("names: ")


def test_a_lost_place_is_a_reason_of_the_risk() -> None:
    (draft,) = drafted(FakeEngine(lambda text: ["Ayer se fue a su casa."]), "Yesterday she went to Warsaw.")
    assert draft.text is not None
    assert "name" in draft.risk_reasons


def test_signs_and_brackets_with_the_starter(starter: Engine) -> None:
    texts = ["A < B && C > D", "&lt;script&gt; and &amp;", "Visit example.org/open/door"]
    for draft, kept in zip(
        drafted(starter, *texts), ("A < B && C > D", "&lt;script&gt;", "example.org/open/door"), strict=True
    ):
        assert draft.text is not None and kept in draft.text
