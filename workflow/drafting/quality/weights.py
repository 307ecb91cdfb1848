"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "UNSCORED", "WEIGHTS"]

BIASES = {
    "0d04b6ba": 2.240,
    "8730bbe1": 2.557,
    "a56c2b92": 2.199,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 2.332
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.011, 2.058),
    "negation": (0.013, 2.438),
    "omission": (0.007, 1.869),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.352, 1.228),
    "left": (0.049, 1.976),
    "numerals": (0.013, 2.247),
    "sure": (-0.517, -8.075),
    "length": (0.094, -0.777),
    "words": (2.703, 0.809),
    "clauses": (0.777, 0.367),
    "unknown": (0.000, 0.500),
    "missing": (-4.655, 0.231),
    "odd": (0.000, 3.000),
    "pieces": (0.011, 1.959),
    "capitals": (0.000, 0.300),
    "refused": (0.140, 0.084),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
UNSCORED = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.011, 2.500),
    "negation": (0.013, 2.571),
    "omission": (0.007, 1.976),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.352, 1.535),
    "left": (0.049, 2.463),
    "numerals": (0.013, 2.342),
    "sure": (0.000, 0.000),
    "length": (0.094, 0.204),
    "words": (2.703, 0.650),
    "clauses": (0.777, 0.249),
    "unknown": (0.000, 0.500),
    "missing": (-4.655, 0.323),
    "odd": (0.000, 3.000),
    "pieces": (0.011, 2.502),
    "capitals": (0.000, 0.300),
    "refused": (0.000, 0.150),
}
"""The same for drafts of an engine that gives no scores: other features have to say what the score would."""
