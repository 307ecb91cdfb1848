"""The weights of a draft's risk. Made by ``python -m training readset fit``, from the verdicts on one half of the read sets."""

__all__ = ["BIAS", "BIASES", "WEIGHTS"]

BIASES = {
    "0d04b6ba": 2.045,
    "8730bbe1": 2.388,
    "a56c2b92": 1.951,
}
"""By the hash of a package: the logit of a draft that is usual in everything."""
BIAS = 2.128
"""The same for packages whose drafts nobody read."""
WEIGHTS = {
    "copy": (0.000, 1.000),
    "brackets": (0.000, 0.500),
    "numerals": (0.0, 0.5),
    "enclosed": (0.000, 0.300),
    "ending": (0.000, 0.500),
    "name": (0.000, 1.000),
    "short": (0.000, 1.000),
    "negation": (0.000, 1.500),
    "omission": (0.000, 1.500),
    "addition": (0.000, 0.500),
    "opposite": (0.000, 0.500),
    "invented": (0.425, 1.194),
    "left": (0.050, 1.991),
    "sure": (-0.515, -8.789),
    "length": (0.092, -1.972),
    "words": (2.697, 0.782),
    "letters": (4.533, -0.108),
    "clauses": (0.795, 0.307),
    "unknown": (0.000, 0.500),
    "odd": (0.000, 3.002),
    "pieces": (0.000, 0.800),
    "capitals": (0.000, 0.300),
    "refused": (0.040, 0.676),
}
"""By name of the feature: its usual value, and how much a unit of it adds to the logit."""
