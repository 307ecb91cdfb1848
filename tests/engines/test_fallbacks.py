"""The fallbacks of a choice: the configured engines that follow the first."""

import pytest

from workflow.engines.apertium import modes
from workflow.engines.base import EngineSettings, Server
from workflow.engines.choice import choose

SERVERS = {"libretranslate": Server("http://127.0.0.1:9"), "openai": Server("http://127.0.0.1:9/v1", model="m")}


@pytest.mark.parametrize(
    ("order", "pair", "expected"),
    [
        (("libretranslate", "starter"), ("en", "es"), ["libretranslate", "starter"]),
        (("starter", "openai", "libretranslate"), ("en", "es"), ["starter", "openai", "libretranslate"]),
        (("starter", "libretranslate", "starter"), ("en", "es"), ["starter", "libretranslate"]),
        (("starter",), ("en", "es"), ["starter"]),
        (("starter", "openai"), ("uk", "ja"), ["openai"]),
        (None, ("en", "es"), 1),
    ],
)
def test_each_configured_engine_is_a_fallback_of_those_before_it(
    order: tuple[str, ...] | None, pair: tuple[str, str], expected: list[str] | int
) -> None:
    choice = choose(*pair, EngineSettings(order=order, servers=SERVERS))
    names = [one.engine.name for one in (choice, *choice.fallbacks) if one.engine]
    assert names == expected if isinstance(expected, list) else len(names) == expected
    assert all(not one.fallbacks for one in choice.fallbacks)
    assert all(bool(one.notice) is (one.engine is not None and one.engine.name in SERVERS) for one in choice.fallbacks)


@pytest.mark.skipif("eng-spa" not in modes(), reason="no apertium-eng-spa on this machine")
def test_without_a_configuration_the_order_is_a_choice() -> None:
    choice = choose("en", "es")
    assert choice.others and not choice.fallbacks
