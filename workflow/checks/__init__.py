"""Checks of sources and translations: plain functions, in tables where there are several of a kind.

``text`` has the checks that a draft must pass before it is saved, ``sources`` finds what is not read or not translated.
"""
