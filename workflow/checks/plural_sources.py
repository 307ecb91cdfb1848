"""Which source text a plural form translates: for drafts, checks and what is shown of them."""

from collections import Counter

from workflow.catalogs.plural_forms import PluralRule
from workflow.inline_tags import Grammar, TagKind, difference
from workflow.model import Entry

__all__ = ["plural_source"]


def plural_source(entry: Entry, form: int, grammar: Grammar, rule: PluralRule | None) -> str:
    """Return the source of a form: the singular for the form of the number 1, the plural for the others.

    ``One file`` has no number: it is the source of a form for 1 alone, not for that of 1, 21, 31 and so on, nor where the flag wants the number in
    every form. Where there is one form for all numbers, it translates the plural. ``rule``: that of the catalog's header; None if it has none.
    """
    singular, plural = entry.msgid, entry.msgid_plural
    if plural is None:
        return singular
    if rule is None:
        return singular if form == 0 and len(entry.msgstr) > 1 else plural
    if len(rule.numbers) == 1 or form != rule.one:
        return plural
    often = rule.is_often(form)
    same = _placeholders(singular, grammar) == _placeholders(plural, grammar)
    wrong = any(difference(plural, singular, flag, strict=often) for flag in grammar.formats)
    return singular if not wrong and (same or not often) else plural


def _placeholders(text: str, grammar: Grammar) -> Counter[str]:
    return Counter(tag.text for tag in grammar.find_tags(text) if tag.kind is TagKind.PLACEHOLDER)
