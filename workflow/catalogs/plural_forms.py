"""The rule of a catalog's header that chooses a plural form for a number."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass

from workflow.catalogs import headers
from workflow.model import Catalog

__all__ = ["PluralRule", "plural_rule"]

_RULE = re.compile(r"nplurals\s*=\s*(?P<count>\d{1,2})\s*;\s*plural\s*=(?P<rule>[^;]+)")
_NUMBERS = range(1000)
_OFTEN = 5
"""A form for more of the numbers below 1000 is one for many numbers, to msgfmt."""


@dataclass(frozen=True, slots=True)
class PluralRule:
    """The plural forms of a catalog's language."""

    numbers: tuple[tuple[int, ...], ...]
    """By form: the numbers below 1000 that it is for."""

    @property
    def one(self) -> int:
        """The form for one thing."""
        return next((form for form, numbers in enumerate(self.numbers) if 1 in numbers), 0)

    def is_often(self, form: int) -> bool:
        """Whether a form is for many numbers, so that a text without the number would be wrong."""
        return len(self.numbers) == 1 or len(self.numbers[form]) > _OFTEN


def plural_rule(catalog: Catalog) -> PluralRule | None:
    """Return the rule in a catalog's header; None if there is no valid one."""
    found = _RULE.search(headers.field(catalog, "Plural-Forms") or "")
    if not found or not int(found["count"]):
        return None
    try:
        forms = _forms(gettext.c2py(found["rule"]))
    except (ValueError, RecursionError, ArithmeticError):
        return None
    count = int(found["count"])
    if max(forms) >= count:
        return None
    return PluralRule(tuple(tuple(n for n in _NUMBERS if forms[n] == form) for form in range(count)))


def _forms(rule: Callable[[int], int]) -> list[int]:
    return [rule(number) for number in _NUMBERS]
