"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "WEIGHTS"]

BIASES = {
    "0d04b6ba": 1.835,
    "8730bbe1": 2.187,
    "a56c2b92": 1.875,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 1.966
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "enclosed": (0.000, 0.500),
    "ending": (0.000, 0.500),
    "short": (0.000, 1.000),
    "name": (0.003, 1.203),
    "negation": (0.013, 2.530),
    "omission": (0.003, 1.691),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.307, 1.222),
    "left": (0.048, 2.002),
    "numerals": (0.000, 0.500),
    "sure": (-0.510, -7.440),
    "length": (0.097, -0.714),
    "words": (2.664, 0.491),
    "clauses": (0.738, 0.416),
    "unknown": (0.000, 0.500),
    "missing": (-4.743, 0.240),
    "odd": (0.000, 3.000),
    "pieces": (0.000, 0.800),
    "capitals": (0.000, 0.300),
    "refused": (0.032, 0.393),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
