"""Marks for machines on a page: what in its text a machine wrote, in the terms of schema.org and the IPTC, and of what it is a translation.

``structured_data`` returns JSON-LD. Sources: https://schema.org/digitalSourceType, https://schema.org/translationOfWork,
https://cv.iptc.org/newscodes/digitalsourcetype/.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from workflow.catalogs.approvals import approvals_of
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.heads import address
from workflow.publishing.policy import PublishedUnit
from workflow.publishing.site import Site
from workflow.publishing.unit_record import authorship

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["head_marks", "source_types", "structured_data"]

_SCHEMA = "https://schema.org/"
_HUMAN_EDITS = "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits"
"""schema.org has no member for this term of the IPTC."""
_WITH_RULES = frozenset({"apertium"})
"""Engines whose translations follow rules, and that learned from no texts."""


def structured_data(site: Site, edition: Edition, localized: LocalizedDocument) -> dict[str, Any] | None:
    """Return what programs are told about a translated page; None if there is nothing to say, and in the source language."""
    if edition.language == site.source or localized.withheld:
        return None
    found: dict[str, Any] = {}
    types = source_types(localized.units)
    if types:
        found["digitalSourceType"] = types[0] if len(types) == 1 else types
    path = site.paths[localized.document.path]
    if site.url:
        found["url"] = address(site, edition.language.code, path)
        original = address(site, site.source.code, site.path_in(site.source.code, localized.document.path))
        found["translationOfWork"] = {"@type": "WebPage", "url": original, "inLanguage": site.source.tag}
    if edition.credits and (names := _people(localized.units)):
        found["translator"] = [{"@type": "Person", "name": name} for name in names]
    if not found:
        return None
    about = {"@context": "https://schema.org", "@type": "WebPage", "name": localized.title}
    return about | {"inLanguage": edition.language.tag} | found


def source_types(units: Iterable[PublishedUnit]) -> list[str]:
    """Return the members of ``IPTCDigitalSourceEnumeration`` for the published translations; none if no machine had a part in them.

    Texts in the source language do not count, and neither do those from the memory, whose authors are not known.
    """
    shown = [authorship(one) for one in units if one.text is not None]
    machines = [one for one in shown if "engine" in one and one["engine"] not in ("copy", "memory")]
    machines += [one for one in shown if one["wrote"] == "machine" and "engine" not in one]
    if not machines:
        return []
    mixed = any(one["wrote"] in ("person", "repaired", "memory") for one in shown)
    if all(one.get("engine") in _WITH_RULES for one in machines):
        name = "CompositeDigitalSource" if mixed else "AlgorithmicMediaDigitalSource"
    else:
        name = "CompositeSyntheticDigitalSource" if mixed else "TrainedAlgorithmicMediaDigitalSource"
    edits = [_HUMAN_EDITS] if any(one["wrote"] == "edited" for one in machines) else []
    return [f"{_SCHEMA}{name}", *edits]


def head_marks(site: Site, edition: Edition, localized: LocalizedDocument) -> "Markup":
    """Return the marks as elements of a page's head; empty if there are none. Nothing in them can end the elements."""
    from markupsafe import Markup

    parts = []
    if (data := structured_data(site, edition, localized)) is not None:
        parts.append(Markup('<script type="application/ld+json">{}</script>').format(Markup(_script(data))))
    if edition.c2pa_manifest and not localized.withheld:
        path = site.paths[localized.document.path]
        url = edition.c2pa_manifest.replace("{language}", edition.language.code).replace("{page}", quote(path))
        parts.append(Markup('<link rel="c2pa-manifest" type="application/c2pa" href="{}">').format(url))
    return Markup("\n").join(parts)


def _people(units: Iterable[PublishedUnit]) -> list[str]:
    """The people who approved what is published, each once."""
    names = (
        approval.name
        for one in units
        if one.text is not None and one.entry is not None and one.edit is None
        for approval in approvals_of(one.entry)
        if not approval.by_rule and approval.name
    )
    return list(dict.fromkeys(names))


def _script(data: Mapping[str, Any]) -> str:
    """JSON for a script element: nothing in it can end the element, or begin a comment."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
