"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "UNSCORED", "WEIGHTS"]

BIASES = {
    "0d04b6ba": 1.868,
    "a2fe427a": 1.757,
    "a56c2b92": 1.478,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 1.701
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.002, 0.628),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.009, 1.553),
    "negation": (0.013, 2.718),
    "omission": (0.004, 2.283),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.316, 0.866),
    "left": (0.049, 1.344),
    "numerals": (0.011, 2.345),
    "sure": (-0.484, -9.318),
    "length": (0.102, -2.588),
    "words": (2.701, 0.920),
    "clauses": (0.782, 0.294),
    "unknown": (0.000, 0.500),
    "missing": (-5.007, 0.151),
    "odd": (0.000, 3.000),
    "pieces": (0.016, 2.444),
    "capitals": (0.000, 0.300),
    "refused": (0.116, 0.263),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
UNSCORED = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.002, 0.612),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.009, 1.896),
    "negation": (0.013, 2.777),
    "omission": (0.004, 2.228),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.316, 1.198),
    "left": (0.049, 1.886),
    "numerals": (0.011, 2.580),
    "sure": (0.000, 0.000),
    "length": (0.102, -0.707),
    "words": (2.701, 0.778),
    "clauses": (0.782, 0.191),
    "unknown": (0.000, 0.500),
    "missing": (-5.007, 0.268),
    "odd": (0.000, 3.001),
    "pieces": (0.016, 2.926),
    "capitals": (0.000, 0.300),
    "refused": (0.000, 0.150),
}
"""The same for drafts of an engine that gives no scores: other features have to say what the score would."""
