"""What a reader is told about a text in a book: how much of it nobody has read, or nobody has translated."""

from workflow.publishing.report import ReaderCounts
from workflow.publishing.ui_strings import Interface

__all__ = ["notice"]


def notice(strings: Interface, counts: ReaderCounts, *, previous: bool, short: bool = False) -> tuple[str, ...]:
    """Return the sentences for a book or a chapter; none if people translated all of it.

    ``previous``: a part of it is being updated. ``short``: without the sentences that say what the marks mean, for a chapter of a book
    that has said it at its beginning.
    """
    total, drafts, missing = counts.entries, counts.drafts, counts.source
    sentences = []
    if drafts and drafts == total:
        sentences.append(strings.text("A machine translated this text, and no person has read the translation yet."))
    elif drafts:
        one = "A machine translated {count} of the {total} passages in this text, and no person has read it yet."
        many = "A machine translated {count} of the {total} passages in this text, and no person has read them yet."
        sentences.append(strings.plural(one, many, drafts).format(count=drafts, total=total))
        if not short:
            sentences.append(strings.text("Machine translation is marked with a dotted line."))
    if drafts and not short:
        sentences.append(
            strings.text("A machine can get the meaning wrong or even reverse it. Where it matters, read the original.")
        )
    if missing and missing == total:
        sentences.append(strings.text("This text is not translated yet and is shown in the original language."))
    elif missing:
        one = "{count} of the {total} passages is not translated yet and is shown in the original language."
        many = "{count} of the {total} passages are not translated yet and are shown in the original language."
        sentences.append(strings.plural(one, many, missing).format(count=missing, total=total))
    if previous and not short:
        sentences.append(
            strings.text(
                "A passage with a grey line is being updated: the original has changed since it was translated."
            )
        )
    return tuple(sentences)
