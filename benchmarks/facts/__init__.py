"""Do the facts of a sentence survive drafting? ``python -m benchmarks.facts`` prints the table.

``carriers`` has the sentences, ``quantities``, ``moments``, ``names`` and ``markup`` the facts that are planted in them (``units`` and ``forms``:
how the target languages write them), ``sentences`` puts them together, ``judge`` looks for them in the drafts that were saved.
"""
