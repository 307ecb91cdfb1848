"""Checks of sources and translations: each a plain function, in the tables of ``table``.

``table`` has the checks that a draft must pass before it is saved, and the objections to it; ``sources`` finds what is not read or not
translated.
"""
