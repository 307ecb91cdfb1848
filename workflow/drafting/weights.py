"""The weights of a draft's risk. Made by ``benchmarks/risk_fit.py``, which says from what; not edited by hand."""

__all__ = ["BIAS", "WEIGHTS"]

BIAS = -1.602
"""The logit of a draft that is usual in everything."""
WEIGHTS = {
    "sure": (0.656, -12.900),
    "length": (0.077, -3.527),
    "words": (2.990, -0.764),
    "letters": (4.858, -0.367),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
