"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "UNSCORED", "WEIGHTS"]

BIASES = {
    "0d04b6ba": 1.806,
    "a2fe427a": 1.841,
    "a56c2b92": 1.711,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 1.786
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.009, 2.168),
    "negation": (0.013, 2.539),
    "omission": (0.002, 1.509),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.306, 1.120),
    "left": (0.049, 1.952),
    "numerals": (0.013, 2.478),
    "sure": (-0.482, -9.171),
    "length": (0.102, -2.121),
    "words": (2.701, 0.917),
    "clauses": (0.781, 0.478),
    "unknown": (0.000, 0.500),
    "missing": (-5.070, 0.156),
    "odd": (0.000, 3.000),
    "pieces": (0.009, 2.177),
    "capitals": (0.000, 0.300),
    "refused": (0.116, 0.351),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
UNSCORED = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.009, 2.713),
    "negation": (0.013, 2.631),
    "omission": (0.002, 1.507),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.306, 1.446),
    "left": (0.049, 2.470),
    "numerals": (0.013, 2.755),
    "sure": (0.000, 0.000),
    "length": (0.102, -0.255),
    "words": (2.701, 0.770),
    "clauses": (0.781, 0.348),
    "unknown": (0.000, 0.500),
    "missing": (-5.070, 0.271),
    "odd": (0.000, 3.001),
    "pieces": (0.009, 2.800),
    "capitals": (0.000, 0.300),
    "refused": (0.000, 0.150),
}
"""The same for drafts of an engine that gives no scores: other features have to say what the score would."""
