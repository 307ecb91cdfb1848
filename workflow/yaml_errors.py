"""Errors of the YAML library in plain words."""

__all__ = ["in_plain_words"]


def in_plain_words(problem: str) -> str:
    """Return the message of a ``yaml.MarkedYAMLError``, with its usual cause, as a sentence."""
    if "'\\t'" in problem:
        return "tabs are not allowed in YAML indentation."
    if "mapping values are not allowed" in problem:
        return "unexpected colon. Check the indentation, and put text that contains a colon in quotes."
    if "end of stream" in problem:
        return "a quotation mark or bracket is not closed."
    if "alias" in problem or "nested" in problem:
        return f"{problem}."
    return f"{problem}. Check brackets, quotes and indentation."
