"""Which engine drafts a pair: the order, the reasons, the remedies."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from benchmarks.random_model import write_package
from tests.firefox_models import write_model
from tests.starter import CHRF, NAME, PACKAGE
from workflow.engines import ENGINES, ranking
from workflow.engines.apertium import modes
from workflow.engines.base import EngineSettings, Offer, Quality, Segment, Where
from workflow.engines.choice import choose, problems
from workflow.engines.packages.package import RECORD_NAME
from workflow.engines.plugins import GROUP, PluggedIn, plugged_in
from workflow.engines.quality import COSTLY, describe, quality
from workflow.engines.ranking import ranked
from workflow.errors import ConfigError, EngineUnavailable
from workflow.readings import PackageReading, reading

needs_apertium = pytest.mark.skipif("eng-spa" not in modes(), reason="no apertium-eng-spa on this machine")


@pytest.fixture
def no_apertium(monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.environ["PATH"].split(os.pathsep)
    monkeypatch.setenv("PATH", os.pathsep.join(path for path in here if not (Path(path) / "apertium").exists()))


def chosen(source: str, target: str, settings: EngineSettings | None = None) -> tuple[str, str]:
    choice = choose(source, target, settings)
    return (choice.engine.name, choice.engine.package) if choice.engine else ("", "")


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_of_the_table_keeps_the_protocol(name: str) -> None:
    """Offers are quick and empty for pairs it has not; what it opens says who it is and loads nothing."""
    factory = ENGINES[name]
    assert factory.offers("tlh", "qya", EngineSettings()) == ()
    for offer in factory.offers("en", "es", EngineSettings()):
        assert offer.name == name
        engine = offer.open()
        assert (engine.name, engine.package) == (offer.name, offer.package)
        assert len(engine.hash) == 8
        assert int(engine.hash, 16) >= 0
        assert " " not in engine.package
        assert engine.translate([]) == []
        words = "The house is red."
        [[hypothesis]] = engine.translate([Segment((words,))])
        assert "casa" in str(hypothesis.parts[0]).lower()
        assert offer.open().translate([Segment((words,))]) == [(hypothesis,)]
    assert isinstance(factory.remedy("en", "es"), str)


@pytest.mark.usefixtures("no_apertium")
def test_a_starter_that_readers_found_poor_drafts_only_if_it_is_named() -> None:
    assert not known.is_usable if (known := reading(PACKAGE.hash)) else pytest.fail("nobody read its drafts")
    choice = choose("en", "es")
    assert choice.engine is None
    assert choice.reason == f"the included package drafts only if `engines` names it: {known}"
    assert choice.remedy.startswith("workflow models install en-es")
    assert choice.remedy.endswith(", or engines: [firefox, argos, starter] in workflow.yaml")
    choice = choose("en", "es", EngineSettings(order=("argos", "starter")))
    assert choice.engine
    assert (choice.engine.name, choice.engine.package, choice.where) == ("starter", NAME, "starter")
    assert f"starter quality: {CHRF}" in choice.quality and "were usable on documentation" in choice.quality
    assert choice.remedy == "workflow models install en-es"


@pytest.mark.parametrize(
    ("documentation", "news", "prose", "usable"),
    [(0.5, 0.5, 0.0, True), (0.9, 0.49, 0.1, False), (0.0, 0.6, 0.5, True), (0.49, 0.49, 0.49, False)],
)
def test_a_package_is_usable_where_half_of_two_kinds_of_text_are(
    documentation: float, news: float, prose: float, usable: bool
) -> None:
    found = PackageReading("p", 300, {"documentation": documentation, "news": news, "plain prose": prose}, None, None)
    assert found.is_usable is usable


@needs_apertium
def test_of_apertium_and_a_poor_starter_apertium_comes_first() -> None:
    choice = choose("en", "es")
    assert choice.engine and choice.engine.package == "eng-spa"
    assert choice.reason == "the only engine that drafts this pair by default"
    assert [offer.package for offer in choice.others] == [NAME]


def test_an_installed_package_comes_first(tmp_path: Path) -> None:
    write_package(tmp_path / "p", package_version="1.9")
    choice = choose("en", "es", EngineSettings(models=tmp_path))
    assert choice.engine
    assert choice.engine.package == "translate-en_es-1.9"
    assert choice.remedy == ""
    assert "BLEU 23.3" in choice.quality


def test_of_installed_packages_the_one_measured_to_be_better_comes_first(tmp_path: Path) -> None:
    write_package(tmp_path / "argos", package_version="1.9")
    folder = write_model(tmp_path / "firefox")
    record = {"source": "en", "target": "es", "version": "3.0"}
    (folder / RECORD_NAME).write_text(json.dumps(record), encoding="utf-8")
    choice = choose("en", "es", EngineSettings(models=tmp_path))
    assert choice.engine
    assert (choice.engine.name, choice.engine.package, choice.remedy) == ("firefox", "firefox-en_es-3.0", "")
    assert choice.reason == (
        "an installed package is preferred; this one was measured to be better than translate-en_es-1.9 "
        "(COMET 0.854, not 0.828)"
    )
    assert choice.others[0].package == "translate-en_es-1.9"
    assert chosen("en", "es", EngineSettings(models=tmp_path, order=("argos",)))[0] == "argos"


def offer(package: str, where: Where = Where.INSTALLED, *, installed: str = "", **figures: float) -> Offer:
    quality = Quality("a set", **figures) if figures else None  # type: ignore[arg-type]
    return Offer("argos", package, where, quality, lambda: pytest.fail("opened"), installed=installed)


@pytest.mark.parametrize(
    ("offers", "order", "why"),
    [
        ([offer("a", comet=0.8), offer("b", comet=0.9, bleu=1)], "ba", "better than a (COMET 0.900, not 0.800)"),
        ([offer("a", bleu=20), offer("b", comet=0.9, bleu=30)], "ba", "better than a (BLEU 30.0, not 20.0)"),
        ([offer("a", chrf=50, bleu=9), offer("b", chrf=49, bleu=30)], "ab", "better than b (chrF 50.0, not 49.0)"),
        ([offer("a", comet=0.8), offer("b", comet=0.8)], "ab", "b was measured as equally good (COMET 0.800)"),
        ([offer("a", comet=0.9), offer("b", installed="2026-11-29")], "ba", "a is installed as well, and not all"),
        ([offer("a", installed="2025-01-01"), offer("b", Where.PROJECT)], "ba", "a is installed as well"),
        ([offer("a", Where.STARTER, chrf=50), offer("b")], "ba", "an installed package is preferred"),
        ([offer("a", Where.STARTER, chrf=44), offer("b", Where.SYSTEM, chrf=45)], "ba", "better than a (chrF 44)"),
        ([offer("a", Where.SYSTEM)], "a", "the only engine that drafts this pair by default"),
    ],
)
def test_the_default_order_and_its_reason(offers: list[Offer], order: str, why: str) -> None:
    found = ranked(offers)
    assert "".join(one.package for one in found) == order
    assert why in ranking.why(found)


@needs_apertium
def test_the_configuration_has_the_last_word(tmp_path: Path) -> None:
    write_package(tmp_path / "p", package_version="1.9")
    assert chosen("en", "es", EngineSettings(models=tmp_path, order=("apertium", "argos"))) == ("apertium", "eng-spa")
    assert chosen("en", "es", EngineSettings(order=("starter",))) == ("starter", NAME)
    late = choose("en", "fr", EngineSettings(models=tmp_path, order=("apertium",)))
    assert late.engine is None
    assert late.remedy == ""


def test_no_engine_on_request() -> None:
    choice = choose("en", "es", EngineSettings(order=()))
    assert choice.engine is None
    assert "names no engine" in choice.reason


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"no engine 'argus'\. Available: argos, firefox, apertium"):
        choose("en", "es", EngineSettings(order=("argus",)))


def test_what_is_missing_is_reported_with_the_command() -> None:
    choice = choose("en", "uk")
    assert choice.engine is None
    assert choice.reason.startswith("no installed package translates en→uk; available: COMET 0.878")
    assert "Mozilla" in choice.reason
    only = choose("en", "uk", EngineSettings(order=("argos",)))
    assert "may cost a reviewer more time than they save" in only.reason
    assert choose("en", "sw").reason == "no installed package translates en→sw"
    assert choice.remedy == "workflow models install en-uk"
    assert "workflow models install es-ca or sudo apt-get install apertium-spa-cat" in choose("es", "ca").remedy
    assert choose("en", "sr@latin").remedy == ""
    assert choose("en", "pt_BR").remedy == "workflow models install en-pb"


def test_a_pivot_only_when_it_is_allowed_and_then_it_is_reported(tmp_path: Path) -> None:
    write_package(tmp_path / "a", source="de", target="en")
    write_package(tmp_path / "b", source="en", target="uk")
    refused = choose("de", "uk", EngineSettings(models=tmp_path))
    assert refused.engine is None
    assert "through English" in refused.reason
    assert "pivot: true" in refused.remedy
    assert "workflow models install de-uk" in refused.remedy
    choice = choose("de", "uk", EngineSettings(models=tmp_path, pivot=True))
    assert choice.engine
    assert choice.pivot == "en"
    assert "through English" in choice.reason
    assert choice.engine.name == "argos"
    assert choice.engine.package == "translate-de_en-1.0+translate-en_uk-1.0"
    assert choice.costly
    [found] = choice.engine.translate([Segment(("Hello the world.",))], hypotheses=3)
    assert 1 <= len(found) <= 3
    [legs] = [choose("de", "en", EngineSettings(models=tmp_path)).engine]
    assert legs
    assert choice.engine.hash != legs.hash


def test_a_pivot_keeps_its_place_where_the_first_leg_has_nothing(tmp_path: Path) -> None:

    from benchmarks.random_model import write_model

    write_package(tmp_path / "b", source="en", target="uk")
    folder = write_package(tmp_path / "a", source="de", target="en")
    shutil.rmtree(folder / "model")
    write_model(folder / "model", ["<unk>", "<s>", "</s>", "a", "a@@"], biases={"</s>": -50.0})
    engine = choose("de", "uk", EngineSettings(models=tmp_path, pivot=True)).engine
    assert engine
    assert engine.translate([Segment(("a b",)), Segment(("  ",))]) == [(), engine.translate([Segment(("  ",))])[0]]


def test_no_pivot_to_or_from_english() -> None:
    assert "English" not in choose("en", "uk", EngineSettings(pivot=True)).reason


def test_broken_packages_are_reported(tmp_path: Path) -> None:
    (tmp_path / "stray").mkdir()
    [line] = problems(EngineSettings(models=tmp_path))
    assert "stray: is not a translation package" in line


# Quality


def test_figures_carry_their_source() -> None:
    assert str(quality("argos", "en", "fr")) == (
        "BLEU 42.7, COMET 0.835 (Argos's own package, flores-test, January 2024)"
    )
    assert describe(quality("argos", "fr", "en")).startswith("quality not measured")
    assert describe(quality("apertium", "es", "ca")).startswith("quality not measured")


def test_a_package_says_how_good_it_is() -> None:
    said = {"quality": {"set": "flores-dev", "bleu": 15.3, "chrf": 45.1, "style": "｟#｠"}}
    assert describe(quality("argos", "en", "fr", metadata=said)) == "quality: chrF 45.1, BLEU 15.3 (flores-dev)"
    assert describe(quality("argos", "en", "es", metadata=said, starter=True)) == (
        "starter quality: chrF 45.1, BLEU 15.3, indicative (flores-dev)"
    )
    assert quality("argos", "en", "es", starter=True) is None  # Argos's figures are not the starter's


@pytest.mark.parametrize("said", ["41", None, {}, {"chrf": "high"}, {"chrf": 141}, {"bleu": True, "chrf": -1}, [41.4]])
def test_nonsense_about_quality_is_not_believed(said: object) -> None:
    assert quality("argos", "en", "pl", metadata={"quality": said}) == quality("argos", "en", "pl")


@pytest.mark.parametrize("target", sorted(COSTLY))
def test_pairs_that_cost_more_than_they_save_are_reported(target: str) -> None:
    found = quality("argos", "en", target)
    assert found
    assert found.costly
    assert "may cost a reviewer more time than they save" in describe(found)


def test_pairs_that_help_are_not_warned_of() -> None:
    for target in ("es", "fr", "de", "pt_BR", "it"):
        found = quality("argos", "en", target)
        assert found
        assert not found.costly


# Engines of other packages


@pytest.fixture
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A distribution with two entry points: an engine that shouts, and one that cannot be imported."""
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[workflow.engines]\nshout = shouting_engine\nbroken = shouting_engine_that_is_not_there\nargos = shouting_engine\n",
        encoding="utf-8",
    )
    (tmp_path / "shouting_engine.py").write_text(
        "from workflow.engines.base import Capabilities, Hypothesis, Offer, Where\n"
        "class Shout:\n"
        "    name, package, hash, capabilities = 'shout', 'loud', '0badcafe', Capabilities()\n"
        "    def translate(self, segments, *, hypotheses=1, progress=None):\n"
        "        return [(Hypothesis((segment.parts[0].upper(),)),) for segment in segments]\n"
        "def offers(source, target, settings):\n"
        "    return (Offer('shout', 'loud', Where.SYSTEM, None, Shout),) if target == 'sw' else ()\n"
        "def remedy(source, target):\n"
        "    return ''\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    found = plugged_in(ENGINES)
    for name, factory in found.items():
        monkeypatch.setitem(ENGINES, name, factory)
    yield
    sys.modules.pop("shouting_engine", None)


@pytest.mark.usefixtures("other_package")
def test_another_package_brings_an_engine() -> None:
    choice = choose("en", "sw")
    assert choice.engine
    assert choice.engine.name == "shout"
    assert choice.engine.translate([Segment(("loud",))])[0][0].parts == ("LOUD",)


@pytest.mark.usefixtures("other_package")
def test_one_that_cannot_be_loaded_hides_no_other_and_is_reported() -> None:
    assert chosen("en", "sw") == ("shout", "loud")
    [line] = problems()
    assert "The engine 'broken' (shouting_engine_that_is_not_there) cannot be loaded" in line
    with pytest.raises(EngineUnavailable, match="'broken'"):
        choose("en", "sw", EngineSettings(order=("broken",)))


@pytest.mark.usefixtures("other_package")
def test_our_own_names_are_not_taken() -> None:
    assert ENGINES["starter"].offers("en", "es", EngineSettings())
    assert not ENGINES["starter"].offers("en", "sw", EngineSettings())


@pytest.mark.parametrize("value", ["json", "json:dumps"])
def test_what_is_no_engine_cannot_be_loaded(value: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"The engine 'deep' .* cannot be loaded: .* has no attribute 'offers'"):
        PluggedIn(EntryPoint("deep", value, GROUP)).load()
