"""The weights of a draft's risk. Made by ``benchmarks/risk_fit.py``, which says from what; not edited by hand."""

__all__ = ["BIAS", "WEIGHTS"]

BIAS = -1.587
"""The logit of a draft that is usual in everything."""
WEIGHTS = {
    "sure": (-0.535, -5.831),
    "length": (0.072, -3.010),
    "words": (2.988, -0.846),
    "letters": (4.869, -0.352),
    "clauses": (1.063, 0.149),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
