"""How likely a draft is to be bad: from 0 (probably fine) to 1 (look closely).

A first, plain formula; nothing in it was fitted. On flores-dev, drafted by the starter, the three tenths with the highest risk hold
60 % of the worst tenth by chrF, and the first tenth 21 % of it: a hint, no verdict. A sentence starts at 0.05 and gains

- up to 0.5 for the engine's own doubt: its mean log-probability per token from -0.2 (none) down to -1.0;
- up to 0.3 for words it did not know, or left as they were: one in four, or more;
- up to 0.25 for a length that is unusual: from 1.25 times the usual ratio of the two scripts to 2.5 times, either way;
- 0.2 where it was translated in pieces, 0.1 in lower case, 0.05 where codes stood in for something;
- 0.05 for every better hypothesis that was refused, at most 0.2;
- 0.3 for a copy of the source (a name, perhaps).

A text has the mean of its sentences, by length, drawn half-way to the worst of them.
"""

import re
from collections.abc import Sequence

from workflow.drafting.ladder import RUNGS, Attempt, Candidate
from workflow.drafting.objections import Pair
from workflow.drafting.plan import Sentence

__all__ = ["sentence_risk", "text_risk"]

_DENSE = {"Jpan": 0.45, "Hans": 0.35, "Hant": 0.35, "Kore": 0.55}
"""Characters for one of a Latin text."""


def sentence_risk(
    sentence: Sentence, candidate: Candidate, taken: Attempt, attempts: Sequence[Attempt], pair: Pair
) -> float:
    """The risk of one sentence's translation."""
    words = max(len(re.findall(r"\w+", sentence.words)), 1)
    said = "".join(part if isinstance(part, str) else " " for part in candidate.parts)
    risk = 0.05
    if candidate.score:
        risk += 0.5 * _share(-candidate.score, 0.2, 1.0)
    risk += 0.3 * _share(max(candidate.unknown, _left(sentence.words, said)) / words, 0.0, 0.25)
    usual = _DENSE.get(pair.target_script, 1.1) / _DENSE.get(pair.source_script, 1.0)
    ratio = max(len(said.strip()), 1) / (max(len(sentence.words.strip()), 1) * usual)
    if len(sentence.words) >= 15:
        risk += 0.25 * _share(max(ratio, 1 / ratio), 1.25, 2.5)
    if taken.rung == RUNGS[-1].name:
        risk += 0.2
    elif sentence.atoms:
        risk += 0.05
    if taken.rung == "in lower case":
        risk += 0.1
    before = attempts[: attempts.index(taken)] if taken in attempts else ()
    risk += min(0.2, 0.05 * sum(attempt.refused is not None for attempt in before))
    if said.split() == sentence.words.split():
        risk += 0.3
    return min(risk, 1.0)


def _left(source: str, target: str) -> int:
    """Words of the target that stand in the source and look like no name."""
    there = set(re.findall(r"[^\W\d_]{4,}", source))
    return sum(word in there and word.islower() for word in re.findall(r"[^\W\d_]{4,}", target))


def text_risk(sentences: Sequence[tuple[float, int]]) -> float:
    """The risk of a text from its sentences' risks and lengths."""
    total = sum(length for _, length in sentences)
    if not total:
        return 0.0
    mean = sum(risk * length for risk, length in sentences) / total
    return round((mean + max(risk for risk, _ in sentences)) / 2, 2)


def _share(value: float, least: float, most: float) -> float:
    """Where ``value`` lies between ``least`` (0) and ``most`` (1)."""
    return min(max((value - least) / (most - least), 0.0), 1.0)
