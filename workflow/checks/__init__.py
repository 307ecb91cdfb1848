"""Checks of translations: plain functions on a source and its translation, in tables.

``text`` has the checks that a draft must pass before it is saved. Checks of whole entries, with findings, will be added here.
"""
