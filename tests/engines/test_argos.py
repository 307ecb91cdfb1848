"""Real inference with the starter package."""

from workflow.engines.argos import ArgosEngine
from workflow.engines.base import Hypothesis, Segment
from workflow.engines.inventory import STARTER_FOLDER
from workflow.engines.package import read

STARTER = STARTER_FOLDER / "translate-en_es-0_1.argosmodel"


def engine(threads: int = 0) -> ArgosEngine:
    package = read(STARTER, where="starter")
    assert package
    return ArgosEngine(package, threads=threads)


def translate(*texts: str, threads: int = 0, hypotheses: int = 1) -> list[tuple[Hypothesis, ...]]:
    return engine(threads).translate([Segment((text,)) for text in texts], hypotheses=hypotheses)


def test_a_plain_sentence_is_translated() -> None:
    [[hypothesis]] = translate("The committee rejected the report on Monday.")
    assert "comité" in str(hypothesis.parts[0]).lower()
    assert "lunes" in str(hypothesis.parts[0])
    assert hypothesis.score < 0
    assert hypothesis.unknown == 0
