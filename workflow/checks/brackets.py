"""Brackets and quotation marks: closed if they are closed in the source."""

from workflow.checks.language_pair import LanguagePair

__all__ = ["unbalanced"]


def unbalanced(source: str, target: str, pair: LanguagePair) -> str | None:
    """A bracket or a quotation mark that is not closed, though the source's are."""
    for opening, closing in ("()", "[]", "“”", "«»"):
        if source.count(opening) == source.count(closing) and target.count(opening) != target.count(closing):
            return f"{opening}{closing} do not pair"
    odd = source.count('"') % 2 == 0 and target.count('"') % 2 == 1
    return 'a " is not closed' if odd else None
