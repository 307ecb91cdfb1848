"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "UNSCORED", "WEIGHTS"]

BIASES = {
    "41043bd9": 1.305,
    "4c4954c7": 1.376,
    "844b1d86": 1.397,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 1.359
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.004, 2.124),
    "negation": (0.007, 2.158),
    "omission": (0.002, 1.506),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.219, 0.786),
    "left": (0.033, 2.436),
    "numerals": (0.009, 2.210),
    "sure": (-0.470, -8.907),
    "length": (0.107, 0.490),
    "words": (2.705, 0.898),
    "clauses": (0.790, 0.409),
    "unknown": (0.000, 0.500),
    "missing": (-5.640, 0.301),
    "odd": (0.000, 3.000),
    "pieces": (0.004, 2.526),
    "capitals": (0.000, 0.300),
    "refused": (0.086, 0.165),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
UNSCORED = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.004, 2.031),
    "negation": (0.007, 2.800),
    "omission": (0.002, 1.505),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.219, 1.078),
    "left": (0.033, 3.070),
    "numerals": (0.009, 2.458),
    "sure": (0.000, 0.000),
    "length": (0.107, 0.641),
    "words": (2.705, 0.660),
    "clauses": (0.790, 0.364),
    "unknown": (0.000, 0.500),
    "missing": (-5.640, 0.374),
    "odd": (0.000, 3.000),
    "pieces": (0.004, 2.911),
    "capitals": (0.000, 0.300),
    "refused": (0.000, 0.150),
}
"""The same for drafts of an engine that gives no scores: other features have to say what the score would."""
