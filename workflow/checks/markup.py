"""Links, addresses, markup and code that a translation has and its source does not."""

import re

from workflow.checks.language_pair import LanguagePair

__all__ = ["added_markup"]

_VERBATIM = {
    "an address": re.compile(
        r"(?:h[tx]{2}ps?|ftp|mailto|javascript|data|tel|tg)\s?:\s?(?://)?\s?[\w\-.@/+(]+|www\s?\.\s?[\w\-]+"
        r"|(?<![\w.])[\w\-]{2,}(?:\[\.\]|\(\.\)| ?\[dot\] ?)\w{2,}"
        r"|(?<![\w.@/-])[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|org|net|io|info|biz|xyz|ru|cn|top|dev|app|example|me|ly|gg)(?![\w-])(?:/\S*)?",
        re.IGNORECASE,
    ),
    "an e-mail address": re.compile(
        r"(?<![\w.+\-])[\w.+\-]+ ?(?:@|\(at\)|\[at\]|\(arroba\)) ?[\w\-]+\.\w+", re.IGNORECASE
    ),
    "a user name": re.compile(r"(?<![\w@./])@[A-Za-z_]\w+"),
    "an emoji": re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]"),
    "a telephone number": re.compile(r"(?<![\w.,+])\+\d{1,3}[ \-]?\d[\d \-]{6,}\d"),
}
"""By what it is called: what a translation keeps as it is."""
_MARKUP = {
    "HTML": re.compile(
        r"</?[A-Za-z][\w\-]*(?:\s[^<>]{0,200})?/?>|<!--|<\||\|>|&(?:nbsp|amp|lt|gt|quot|apos|shy|zwn?j|[lr]dquo|#x?\w{1,6})(?!\w)"
    ),
    "a link": re.compile(r"\]\(|\]\[|!\[|\[\^"),
    "code": re.compile(
        r"`[^`\n]+`|\\[nrtu](?![A-Za-z])|\\n\\n|\{\{|\{%|\$\{|%\{|\[/?[A-Z]{3,}\]|\w\([\"']|\bmsg(?:str|id)\b"
    ),
    "emphasis": re.compile(r"\*\*|(?<![\w*])\*(?=[^\W\d])[^*\n]{1,80}[^\W\d_]\*(?![\w*])|(?<!\w)__(?=\w)|~~"),
}
"""What it has as often as its source."""
_SIGNS = re.compile(r"[@`*<&|\\{\[~:(]|\+\d|\.\w|__|www|msg|[\u2600-\u27bf\U0001f000-\U0001faff]", re.IGNORECASE)
"""What each of them has a sign of."""


def added_markup(source: str, target: str, pair: LanguagePair) -> str | None:
    """What the target has more often than the source: an address, HTML, a Markdown link, code.

    Inline tags are not in these texts; what is found here would be shown to readers, or followed by them.
    """
    if not _SIGNS.search(target):
        return None
    for name, pattern in _VERBATIM.items():
        there = [match.group() for match in pattern.finditer(target)]
        ours = {_key(match.group()) for match in pattern.finditer(source)} if there else set()
        new = next((one for one in there if _key(one) not in ours), None)
        if new and new not in source:
            return f"adds {name}: “{new.strip()[:40]}”"
    for name, pattern in _MARKUP.items():
        there = pattern.findall(target)
        if there and len(there) > len(pattern.findall(source)):
            return f"adds {name}: “{there[-1].strip()[:40]}”"
    return None


def _key(found: str) -> str:
    return found.casefold().rstrip(".,;/")
