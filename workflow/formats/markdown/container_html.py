"""The start of a container on a page: admonitions, folded texts, figures, layout, and quotes that are callouts."""

import re

from workflow.formats.markdown.container_info import ADMONITIONS
from workflow.formats.markdown.directive_html import has_alternative, picture
from workflow.formats.markdown.events import Container, Directive, Event
from workflow.html import attribute, attributes, href, text

__all__ = ["callout_start", "container_start", "folds", "named"]

_CALLOUT = re.compile(r"\[!([A-Za-z][\w-]*)\]")


def folds(container: Container) -> bool:
    """Whether readers open and close a container."""
    return container.style == "details" or container.classes[:1] == ("details",)


def named(tag: str, kind: str) -> str:
    """Return the title line of an admonition without a title: the name of its kind.

    Publishing replaces the word by the interface string for ``data-label``, in the language of the page.
    """
    return f'<{tag} class="admonition-title" data-label="{attribute(kind)}">{text(kind.capitalize())}</{tag}>\n'


def container_start(container: Container, following: Event | None) -> str:
    """Return the HTML at the start of a container. ``following``: the event after it."""
    classes = container.classes or ("",)
    kind = classes[0].lower().removeprefix("callout-")
    if kind not in ADMONITIONS and container.style in ("container", "fence") and not folds(container):
        start = f"<div{attributes({'class': ' '.join(classes)} if kind else {})}>\n"
        source = picture(container.opening)
        if source and not (following and has_alternative(following.value)):
            start += f'<img src="{href(source)}" alt="" />\n'
        return start
    name = attribute(" ".join((kind, *classes[1:])))
    if folds(container):
        opened = ' open=""' if container.opened and container.style == "details" else ""
        start = f'<details class="admonition {name}"{opened}>\n'
    else:
        start = f'<div class="admonition {name}">\n'
    # The first heading of Quarto's callouts is their title.
    titled = classes[0].startswith("callout-") and following is not None and following.name == "Heading"
    if container.title is None and not titled:
        start += named("summary" if folds(container) else "p", kind)
    return start


def callout_start(following: Event | None) -> str:
    """Return the HTML at the start of a quote that is a callout (``> [!faq] Title``); empty for any other quote."""
    directive = following.value if following else None
    found = _CALLOUT.match(directive.text) if isinstance(directive, Directive) else None
    if found is None or not isinstance(directive, Directive):
        return ""
    kind = found[1].lower()
    return f'<div class="admonition {attribute(kind)}">\n' + ("" if directive.texts else named("p", kind))
