"""The packages of all indexes together, and the choice among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.data_formats import load_json
from workflow.engines.base import EngineSettings
from workflow.engines.packages.available import ARGOS_ONLY, Available, Listing, PackageKind, Sources
from workflow.engines.packages.download import fetch_small
from workflow.engines.packages.index import argos_index, argos_packages
from workflow.engines.packages.installed import version_key
from workflow.engines.packages.records import DEFAULT_RECORDS, base_url, firefox_records, server_root
from workflow.errors import BadInput, PackageError
from workflow.files import reason
from workflow.languages import gettext_code

__all__ = ["PackageChoice", "available", "choose_package", "may_be_name", "named_kind"]

_NAME = re.compile(r"(translate|firefox)-[A-Za-z@]+(_[A-Za-z@]+)+(-[\w.]+)?")
_KINDS = {"translate": PackageKind.ARGOS, "firefox": PackageKind.FIREFOX}


@dataclass(frozen=True, slots=True)
class PackageChoice:
    """The package to install for a pair of languages."""

    package: Available
    why: str = ""
    """The reason: a sentence; empty for a package that was named."""


def available(settings: EngineSettings | None = None, sources: Sources | None = None) -> Listing:
    """Return the packages that can be downloaded, by pair, the newest of a kind first.

    The indexes are Argos's (that of ``ARGOS_PACKAGE_INDEX``, as for Argos Translate, else the public one) and Mozilla's records (those of
    ``models_index`` in the configuration, else the public ones), or the only one in ``sources``.
    Raises PackageError if no index can be read: no network, no index at the address, or ``offline: true`` in the configuration.
    """
    settings, sources = settings or EngineSettings(), sources or Sources()
    if sources.index:
        wheres = [sources.index]
    else:
        usual = {PackageKind.FIREFOX: settings.models_index or DEFAULT_RECORDS, PackageKind.ARGOS: argos_index()}
        wheres = [where for kind, where in usual.items() if sources.kind in (None, kind)]
    found: list[Available] = []
    problems: list[str] = []
    for where in wheres:
        try:
            found += _index(where, settings)
        except PackageError as error:
            problems.append(str(error))
    if len(problems) == len(wheres):
        raise PackageError(problems[0])
    return Listing(
        tuple(sorted((one for one in found if sources.kind in (None, one.kind)), key=_order)), tuple(problems)
    )


def may_be_name(what: str) -> bool:
    """Whether a word may name a package in an index: a pair of languages (``en-es``), or ``translate-en_es`` with or without a version."""
    if named_kind(what):
        return True
    source, _, target = what.partition("-")
    return all(_is_language(code) for code in (source, target))


def named_kind(what: str) -> PackageKind | None:
    """Return the kind of package that a name belongs to: ``firefox-en_es-3.0`` is one of Firefox's; None for a pair."""
    match = _NAME.fullmatch(what)
    return _KINDS[match[1]] if match else None


def choose_package(what: str, listing: Listing) -> PackageChoice:
    """Choose the package for a pair (``en-es``, ``en-pt_BR``) or with a name: the newest of each kind, and of these the better measured.

    Raises PackageError if there is none that can be used; the message lists similar packages.
    """
    source, _, target = what.partition("-")
    exact = [one for one in listing.packages if what in (one.name, one.name.rpartition("-")[0])]
    ranked = [(rank, one) for one in listing.packages if target and (rank := one.rank(source, target)) is not None]
    candidates = exact or [one for _, one in sorted(ranked, key=lambda each: each[0])]
    best: dict[PackageKind, Available] = {}
    for one in candidates:
        if not one.flaw:
            best.setdefault(one.kind, one)
    if best:
        return PackageChoice(next(iter(best.values()))) if exact else _better(list(best.values()), f"{source}-{target}")
    if candidates:
        raise PackageError(f"{candidates[0].name}: cannot be used: {candidates[0].flaw}.")
    near = sorted(
        {
            f"{one.source}-{one.target}"
            for one in listing.packages
            if target and one.rank(one.source, target) is not None
        }
    )
    hint = f" Packages for {target}: {', '.join(near)}." if near else ""
    unread = f" Not read: {' '.join(listing.problems)}" if listing.problems else ""
    raise PackageError(
        f"The index has no package {what!r}.{hint}{unread} To list all packages: workflow models available"
    )


def _better(found: Sequence[Available], pair: str) -> PackageChoice:
    """Choose between the kinds of packages for a pair, with the reason."""
    # Without figures Firefox's comes first: where both kinds were measured, it is the better one.
    first, *others = sorted(found, key=lambda one: (-_comet(one), one.kind is not PackageKind.FIREFOX))
    if not others:
        return PackageChoice(first, f"It is the only package for {pair}.")
    other = others[0]
    ours, theirs = _comet(first), _comet(other)
    if ours and theirs:
        why = f"It is measured better than {other.name}: COMET {ours:.3f}, and {theirs:.3f}."
    elif ours:
        why = f"Its quality is known (COMET {ours:.3f}), that of {other.name} is not."
    else:
        why = f"Neither it nor {other.name} has been measured; {first.kind} is better for the pairs that were measured with both."
    return PackageChoice(first, f"{why} To install the other one: --from {other.kind}")


def _comet(one: Available) -> float:
    """COMET is the one measure that is published for both kinds of packages; 0 if it is not known."""
    return (one.quality and one.quality.comet) or 0.0


def _order(one: Available) -> tuple[object, ...]:
    source, target = (ARGOS_ONLY.get(code, code) for code in (one.source, one.target))
    return source, target, one.kind is not PackageKind.FIREFOX, [-number for number in version_key(one.version)]


def _is_language(code: str) -> bool:
    if code in ARGOS_ONLY:
        return True
    try:
        gettext_code(code)
    except BadInput:
        return False
    return True


def _index(where: str, settings: EngineSettings) -> tuple[Available, ...]:
    """The packages in one index of either kind; the structure of its JSON shows which kind it is."""
    data = _json(where, settings)
    if isinstance(data, list):
        return argos_packages(data)
    if not isinstance(data, dict):
        raise PackageError(
            f"{where}: is not a package index (a JSON list, or an object with a list named data, was expected)."
        )
    base = base_url(data)
    if not base and "://" not in where:
        base = str(Path(where).expanduser().parent)
    if not base and (root := server_root(where)):
        base = base_url(_json(root, settings))
    return firefox_records(where, data, base or where)


def _json(where: str, settings: EngineSettings) -> object:
    if "://" in where and settings.offline:
        raise PackageError(f"{where}: the package index is on the network, but workflow.yaml says offline: true.")
    try:
        found: object = load_json(fetch_small(where) if "://" in where else Path(where).expanduser().read_bytes())
    except OSError as error:
        raise PackageError(f"{where}: cannot be read: {reason(error)}.") from error
    except ValueError as error:
        raise PackageError(f"{where}: is not a package index (not JSON: {error}). Check the address.") from error
    return found
