"""The weights of a draft's risk. Made by ``benchmarks/risk_fit.py``, which says from what; not edited by hand."""

__all__ = ["BIAS", "WEIGHTS"]

BIAS = -1.581
"""The logit of a draft that is usual in everything."""
WEIGHTS = {
    "sure": (-0.535, -5.694),
    "length": (0.072, -3.068),
    "words": (2.991, -0.850),
    "letters": (4.864, -0.364),
    "clauses": (1.080, 0.150),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
