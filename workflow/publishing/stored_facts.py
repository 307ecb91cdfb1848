"""What is known of a document in a language, as JSON. It goes into a store; see ``store``."""

import json
from collections.abc import Iterable
from typing import Any

from workflow.data_formats import load_json
from workflow.findings import packed, unpacked
from workflow.model import Metadata, Remark, State
from workflow.publishing.descriptions import Description
from workflow.publishing.editions import Outline
from workflow.publishing.facts import DocumentFacts
from workflow.publishing.links import PageLink
from workflow.publishing.listings import ListedItem
from workflow.publishing.report import ReaderCounts, numbers
from workflow.publishing.tag_names import NamedTag
from workflow.publishing.targets import Link
from workflow.publishing.unit_findings import TranslationPlace

__all__ = ["packed_facts", "unpacked_facts"]


def packed_facts(facts: DocumentFacts) -> str:
    """Return what is known as JSON on one line, in ASCII. That a catalog cannot be read is not stored."""
    found: list[object] = [
        _packed_outline(facts.outline),
        {state.value: count for state, count in facts.counts.items()},
        numbers(facts.readers),
        facts.words,
        [packed(one) for one in facts.findings],
        [packed(one) for one in facts.removed],
        {formula: packed(one) for formula, one in facts.formulas.items()},
        [_packed_link(one) for one in facts.links],
        facts.anchors,
        facts.slug,
        [sorted(facts.metadata.keys), [[one.id, one.line, one.text] for one in facts.metadata.remarks]],
        facts.publication_title,
        facts.held,
        facts.lacks_catalog,
    ]
    return json.dumps(found, separators=(",", ":"))


def unpacked_facts(texts: Iterable[str]) -> list[DocumentFacts]:
    """Return what was packed, of each of some documents. Raises KeyError, TypeError or ValueError for another text."""
    return [
        _unpacked_facts(record) for record in load_json(f"[{','.join(texts)}]")
    ]  # at once: it is a third of the time


def _unpacked_facts(record: list[Any]) -> DocumentFacts:
    outline, counts, readers, words, findings, removed, formulas, links, anchors, slug, metadata, title, *rest = record
    keys, remarks = metadata
    held, lacks_catalog = rest
    return DocumentFacts(
        _unpacked_outline(outline),
        {State(name): count for name, count in counts.items()},
        ReaderCounts(*readers),
        words,
        tuple(map(unpacked, findings)),
        tuple(map(unpacked, removed)),
        {formula: unpacked(one) for formula, one in formulas.items()},
        tuple(map(_unpacked_link, links)),
        tuple(anchors),
        slug,
        Metadata(frozenset(keys), tuple(Remark(*one) for one in remarks)),
        None if title is None else tuple(title),
        held,
        lacks_catalog,
    )


def _packed_outline(one: Outline) -> list[object]:
    description = one.description
    return [
        one.title,
        one.title_attributes,
        one.has_page,
        one.withheld,
        one.meta,
        None if description is None else [description.text, description.machine, description.attributes],
        [[tag.name, tag.text, tag.translated, tag.unread] for tag in one.tags],
        [[item.title, item.href, item.depth, item.attributes] for item in one.listed],
        one.titles,
    ]


def _unpacked_outline(record: list[Any]) -> Outline:
    title, attributes, has_page, withheld, meta, description, tags, listed, titles = record
    return Outline(
        title,
        attributes,
        has_page,
        withheld,
        meta,
        None if description is None else Description(*description),
        tuple(NamedTag(*one) for one in tags),
        tuple(ListedItem(*one) for one in listed),
        {name: tuple(one) for name, one in titles.items()},
    )


def _packed_link(one: PageLink) -> list[object]:
    place: list[object] = [] if one.place is None else [one.place.address, one.place.line, one.place.catalog_line]
    return [one.link.attribute, one.link.url, one.left_out, *place]


def _unpacked_link(record: list[Any]) -> PageLink:
    attribute, url, left_out, *place = record
    return PageLink(Link(attribute, url), TranslationPlace(*place) if place else None, left_out)
