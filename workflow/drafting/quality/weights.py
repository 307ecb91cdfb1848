"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "UNSCORED", "WEIGHTS"]

BIASES = {
    "0d04b6ba": 2.251,
    "8730bbe1": 2.566,
    "a56c2b92": 2.214,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 2.344
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.011, 2.079),
    "negation": (0.013, 2.452),
    "omission": (0.007, 1.877),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.359, 1.224),
    "left": (0.051, 1.973),
    "numerals": (0.016, 2.356),
    "sure": (-0.517, -8.040),
    "length": (0.094, -0.806),
    "words": (2.703, 0.775),
    "clauses": (0.784, 0.370),
    "unknown": (0.000, 0.500),
    "missing": (-4.638, 0.232),
    "odd": (0.000, 3.000),
    "pieces": (0.009, 1.798),
    "capitals": (0.000, 0.300),
    "refused": (0.154, 0.095),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
UNSCORED = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.011, 2.519),
    "negation": (0.013, 2.585),
    "omission": (0.007, 1.978),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.359, 1.541),
    "left": (0.051, 2.475),
    "numerals": (0.016, 2.571),
    "sure": (0.000, 0.000),
    "length": (0.094, 0.173),
    "words": (2.703, 0.637),
    "clauses": (0.784, 0.236),
    "unknown": (0.000, 0.500),
    "missing": (-4.638, 0.321),
    "odd": (0.000, 3.000),
    "pieces": (0.009, 2.154),
    "capitals": (0.000, 0.300),
    "refused": (0.000, 0.150),
}
"""The same for drafts of an engine that gives no scores: other features have to say what the score would."""
