"""The link labels that a Markdown document defines."""

__all__ = ["labels"]


def labels(text: str) -> frozenset[str]:
    """The labels of ``[label]: target`` definitions in a Markdown document, for ``codes``' ``references``."""
    if "]:" not in text:
        return frozenset()
    import pyromark

    return frozenset(pyromark.reference_definitions(text))
