"""What the starter packages learn from is allowed, and is named."""

import lzma
import re

import pytest

from tests.shared import SHARED, needs_shared
from training.recipes import LICENCES, RECIPES, Origin, Recipe

MAKERS = {"human", "bergamot", "apertium"}
"""People, and free engines whose terms allow their output to be learned from. No other output may be added as a new origin."""

_REFUSED = re.compile(
    r"\bNC\b|non-?\s?commercial|\bND\b|no-?\s?deriv|research\s+(use\s+)?only|all rights reserved|proprietary|unknown",
    re.IGNORECASE,
)

_ORIGINS = [pytest.param(recipe, origin, id=f"{pair}-{origin.domain}-{origin.origin}") for pair, recipe in RECIPES.items() for origin in recipe.origins]  # fmt: skip


@pytest.mark.parametrize(("recipe", "origin"), _ORIGINS)
def test_licence_of_every_origin_is_allowed(recipe: Recipe, origin: Origin) -> None:
    assert origin.licence in LICENCES
    assert origin.attribution.strip()


@pytest.mark.parametrize(("recipe", "origin"), _ORIGINS)
def test_every_translation_is_by_people_or_a_free_engine(recipe: Recipe, origin: Origin) -> None:
    assert origin.origin in MAKERS
    if origin.origin == "bergamot":
        assert origin.licence == "MPL-2.0"


@pytest.mark.parametrize("terms", sorted(LICENCES))
def test_no_allowed_licence_forbids_money_or_changes(terms: str) -> None:
    assert not _REFUSED.search(terms)


@pytest.mark.parametrize(
    "terms", ["CC BY-NC 4.0", "CC BY-NC-SA 4.0", "CC BY-ND 3.0", "CC-BY-NC-4.0", "for non-commercial use"]
)
def test_terms_that_would_be_refused(terms: str) -> None:
    assert _REFUSED.search(terms)
    assert terms not in LICENCES


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())
def test_a_package_has_a_share_alike_licence_if_a_text_requires_it(recipe: Recipe) -> None:
    if any("SA" in origin.licence for origin in recipe.origins):
        assert recipe.licence == "CC BY-SA 4.0"


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())
def test_no_origin_is_named_twice_and_the_pair_is_its_name(recipe: Recipe) -> None:
    named = [(origin.domain, origin.origin) for origin in recipe.origins]
    assert len(named) == len(set(named))
    assert RECIPES[recipe.pair] is recipe
    assert all(text.name.startswith(f"{recipe.pair}/") for text in recipe.texts)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES.keys())
def test_origins_are_those_of_the_texts(recipe: Recipe) -> None:
    found: set[tuple[str, str]] = set()
    for text in recipe.texts:
        with lzma.open(SHARED / "corpora" / text.name, "rt", encoding="utf-8") as file:
            for line in file:
                domain, *rest = line.split("\t")
                # A teacher's file has no column for the origin: all of it is by the engine that names the domain.
                if text.domains.get(domain, 1.0):
                    found.add((domain, rest[0] if len(rest) == 3 else domain))
    assert found == {(origin.domain, origin.origin) for origin in recipe.origins}
