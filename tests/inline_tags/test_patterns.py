"""Tags that are found in a run of characters between blanks, and remembered, are those that a search of the whole text finds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.inline_tags.patterns import finds

PARTS = [
    *"aB5./:-_*`[]()%$@=<>+\"',|&^#~\\×≤→ ", "  ", "\n", "\u00a0", "..", "::", ":::image", "--", "**", "``", "```", "[[", "]]", "[!", "[/", "][]", "%s",
    "$(", "$HOME", "==", "&lt;", "&amp;", "++", "8<", "kWh", "eV", "12", "2025-05-12", "10:30", "x.py", "word ", "http://", "www.", "e.g.", "Ctrl", "v2",
    "0x", "iPhone", "-x", "*.", "(a,", "AA", "é", "😀", "\ue000",
]  # fmt: skip
OPEN = " <"
"""A run because of which a text is searched as a whole. It is no part of a tag at the end of a text."""


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
@settings(max_examples=500)
def test_tags_of_runs_are_those_of_the_whole_text(text: str) -> None:
    def found(text: str) -> list[tuple[int, int, str, str]]:
        return sorted((tag.start, tag.end, tag.text, tag.kind.value) for tag in finds(text))

    assert found(text) == found(text + OPEN)


def test_a_run_is_found_where_it_stands_alone() -> None:
    found = [(tag.start, tag.text) for tag in finds("xsnake_casex, snake_case xx.pyx a.py.x a.py")]
    assert found == [(tag.start, tag.text) for tag in finds("xsnake_casex, snake_case xx.pyx a.py.x a.py <")]
    assert (14, "snake_case") in found
