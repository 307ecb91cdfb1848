"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "UNSCORED", "WEIGHTS"]

BIASES = {
    "2ffec7aa": 1.559,
    "41043bd9": 2.061,
    "844b1d86": 1.989,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 1.870
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.009, 1.640),
    "negation": (0.009, 2.332),
    "omission": (0.004, 2.173),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.293, 0.780),
    "left": (0.060, 2.443),
    "numerals": (0.011, 2.227),
    "sure": (-0.495, -10.136),
    "length": (0.095, -3.176),
    "words": (2.705, 0.540),
    "clauses": (0.789, 0.341),
    "unknown": (0.000, 0.500),
    "missing": (-5.085, 0.253),
    "odd": (0.000, 3.000),
    "pieces": (0.013, 2.375),
    "capitals": (0.000, 0.300),
    "refused": (0.111, 0.413),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
UNSCORED = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.009, 1.774),
    "negation": (0.009, 3.089),
    "omission": (0.004, 2.130),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.293, 1.124),
    "left": (0.060, 2.840),
    "numerals": (0.011, 2.596),
    "sure": (0.000, 0.000),
    "length": (0.095, -1.240),
    "words": (2.705, 0.382),
    "clauses": (0.789, 0.301),
    "unknown": (0.000, 0.500),
    "missing": (-5.085, 0.359),
    "odd": (0.000, 3.001),
    "pieces": (0.013, 3.052),
    "capitals": (0.000, 0.300),
    "refused": (0.000, 0.150),
}
"""The same for drafts of an engine that gives no scores: other features have to say what the score would."""
