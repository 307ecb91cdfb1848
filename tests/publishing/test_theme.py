"""The theme's style sheet: readable in both schemes, right to left without rules of its own."""

import re

import pytest

from workflow.publishing.theming import Theme

CSS = Theme().style_sheet().decode("utf-8")
LIGHT, DARK = re.findall(r":root \{([^}]*--paper[^}]*)\}", CSS)[:2]

READ = [
    (color, ground)
    for color in ("ink", "muted", "accent", "note", "tip", "important", "warning", "caution")
    for ground in ("paper", "panel")
] + [("ink", "draft-soft"), ("accent", "draft-soft"), ("ink", "accent-soft"), ("muted", "accent-soft")]


def colors(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", scheme))


def luminance(color: str) -> float:
    """WCAG 2.2: relative luminance."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("color", "ground"), READ)
def test_text_has_the_contrast_that_wcag_asks_for(scheme: str, color: str, ground: str) -> None:
    known = colors(scheme)
    assert contrast(known[color], known[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_mark_of_drafts_can_be_seen(scheme: str) -> None:
    known = colors(scheme)
    for ground in ("paper", "panel"):
        assert contrast(known["draft"], known[ground]) >= 3


def test_left_and_right_are_for_code_and_foreign_words_only() -> None:
    physical = re.compile(r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|float")
    assert not physical.search(CSS)
    for rule in re.findall(r"([^{}]+)\{[^{}]*text-align: (?:left|right)", CSS):
        assert "[dir=" in rule or "pre" in rule, rule


def test_braces_are_balanced() -> None:
    assert CSS.count("{") == CSS.count("}")
