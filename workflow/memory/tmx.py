"""TMX 1.4: a reader for files of any size, and a writer whose files are valid against the format's DTD.

Text inside inline elements (``bpt``, ``ph`` …) is part of the segment. Other programs break and indent long segments: white space that
they added is removed (``_unwrapped``). A file that this program wrote is read verbatim.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from workflow.errors import CatalogError
from workflow.memory.model import NOWHERE, Maker, Surroundings, TranslationPair
from workflow.xml_stream import XMLProblem, XMLStream

__all__ = ["read", "writable", "write"]

_INLINE = frozenset({"bpt", "ept", "it", "ph", "hi", "ut", "sub"})
_PARENTS = {"tmx": "", "header": "tmx", "body": "tmx", "tu": "body", "tuv": "tu", "seg": "tuv"}
_CHUNK = 1 << 20
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow."""
_MAKER, _PLACE = "x-maker", "x-place"
_CREATOR = "workflow"
_SENTENCE_ENDS = frozenset(".!?:;\\")
_JOINED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff\u3001\uff0c])\n(?=[\u3040-\u30ff\u3400-\u9fff])")
"""A line end within a sentence of a language without spaces."""


def read(data: bytes, name: str, source: Callable[[str], bool]) -> Iterator[tuple[str, TranslationPair]]:
    """Yield the pairs of a TMX file, each with the language tag of its target as written in the file.

    ``name``: the file, for messages. ``source`` returns whether a language tag is that of the source language; if a unit has several
    such variants, the first is the source.
    Raises CatalogError with file and line if the file is not well-formed, is not a TMX file, declares entities, or has no text in the source
    language.
    """
    reader = _Reader(source)
    view = memoryview(data)
    try:
        for at in range(0, max(len(data), 1), _CHUNK):
            reader.stream.feed(bytes(view[at : at + _CHUNK]), final=at + _CHUNK >= len(data))
            yield from reader.take()
        reader.finish()
    except XMLProblem as problem:
        raise CatalogError(f"{name}:{problem.line}: {problem} Nothing was imported.") from problem


class _Reader:
    """The state of the reader."""

    def __init__(self, source: Callable[[str], bool]) -> None:
        self._source = source
        self._text: list[str] = []
        """The text since the last tag; within a segment, since its start."""
        self.stream = XMLStream(self._start, self._end, self._text.append)
        self._stack = [""]
        self._ready: list[tuple[str, TranslationPair]] = []
        self._segment = False
        self._language = ""
        self._variants: list[tuple[str, str]] = []
        self._props: dict[str, str] = {}
        self._prop: str | None = None
        self._machine = False
        self._bodies = 0
        self._verbatim = False
        self._seen: dict[str, bool] = {}
        """The language tags of the file, and whether they are the source language's."""

    def take(self) -> list[tuple[str, TranslationPair]]:
        ready, self._ready = self._ready, []
        return ready

    def finish(self) -> None:
        if not self._bodies:
            self.stream.fail("there is no <body>: this is not a TMX file.")
        if self._seen and not any(self._seen.values()):
            self.stream.fail(
                f"no text is in the source language of the project. The languages of the file are: {', '.join(self._seen)}."
            )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self._stack[-1]
        if _PARENTS.get(tag, parent) != parent or not parent:
            self._misplaced(tag, parent)
        self._stack.append(tag)
        if self._segment:
            if tag not in _INLINE:
                self.stream.fail(f"<{tag}> in a segment: TMX does not allow it there.")
            return
        self._no_text_outside(parent)
        self._text.clear()
        if tag == "seg":
            self._segment = True
        elif tag == "tuv":
            self._language = attributes.get("xml:lang") or attributes.get("lang") or ""
            if not self._language:
                self.stream.fail("a <tuv> without xml:lang.")
            if self._language not in self._seen:
                self._seen[self._language] = self._source(self._language)
        elif tag == "tu":
            self._variants, self._props = [], {}
            by = attributes.get("changeid") or attributes.get("creationid") or ""
            self._machine = by.upper() in ("MT", "MT!")
        elif tag == "prop" and parent == "tu":
            self._prop = attributes.get("type", "")
        elif tag == "header":
            self._verbatim = attributes.get("creationtool") == _CREATOR
        elif tag == "body":
            self._bodies += 1

    def _no_text_outside(self, tag: str) -> None:
        if tag == "tuv" and "".join(self._text).strip():
            self.stream.fail("text in a <tuv> outside of <seg>. TMX wants it as <tuv><seg>text</seg></tuv>.")

    def _misplaced(self, tag: str, parent: str) -> None:
        if parent:
            self.stream.fail(f"<{tag}> in <{parent}>: TMX allows it only in <{_PARENTS[tag]}>.")
        if tag != "tmx":
            self.stream.fail(f"it begins with <{tag}>, not with <tmx>: this is not a TMX file.")

    def _end(self, tag: str) -> None:
        self._stack.pop()
        if tag == "seg":
            self._variants.append((self._language, "".join(self._text)))
            self._segment = False
        elif tag == "tuv":
            self._no_text_outside(tag)
        elif tag == "prop" and self._prop is not None:
            self._props[self._prop] = "".join(self._text)
            self._prop = None
        elif tag == "tu":
            self._unit()
        if not self._segment:
            self._text.clear()

    def _unit(self) -> None:
        source: str | None = None
        targets: list[tuple[str, str]] = []
        for variant in self._variants if self._verbatim else _unwrapped(self._variants):
            if not self._seen[variant[0]]:
                targets.append(variant)
            elif source is None:
                source = variant[1]
        if source is None or not source.strip():
            return
        maker, place = Maker.MACHINE if self._machine else Maker.PERSON, NOWHERE
        if self._props:
            declared = self._props.get(_MAKER)
            if declared == Maker.MACHINE.name.lower():
                maker = Maker.MACHINE
            elif declared == Maker.APPROVED.name.lower() and not self._machine:
                maker = Maker.APPROVED
            place = _place(self._props.get(_PLACE, ""))
        self._ready += [(code, TranslationPair(source, text, maker, place)) for code, text in targets if text.strip()]


def _unwrapped(variants: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Remove the line breaks of an XML formatter from the variants of a unit.

    They are a formatter's if one is indented, at the edge of a segment or within a sentence, or if the variants have different
    numbers of them; otherwise they are a person's, and stay.
    """
    texts = [text for _, text in variants]
    if len({text.count("\n") for text in texts}) == 1 and not any(map(_is_wrapped, texts)):
        return list(variants)
    return [(code, _on_one_line(text)) for code, text in variants]


def _is_wrapped(text: str) -> bool:
    first, *others = text.split("\n")
    if not others:
        return False
    if not first.strip() or not others[-1].strip() or any(line.startswith((" ", "\t")) for line in others):
        return True
    before = (line.rstrip()[-1:] for line in (first, *others))
    return any(
        line[:1].islower() and char not in _SENTENCE_ENDS for char, line in zip(before, others, strict=False)
    ) or bool(_JOINED.search(text))


def _on_one_line(text: str) -> str:
    lines = (line.strip(" \t") for line in text.split("\n"))
    return _JOINED.sub("", "\n".join(line for line in lines if line)).replace("\n", " ")


def write(pairs: Iterable[tuple[str, TranslationPair]], source: str, version: str) -> Iterator[bytes]:
    """Yield a TMX 1.4 file in pieces. ``pairs`` have the BCP 47 tags of their targets; ``source`` is the tag of the source language.

    Every pair must be ``writable``.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="{_CREATOR}" creationtoolversion={quoteattr(version)} segtype="paragraph" o-tmf="PO" '
        f'adminlang="en" srclang={quoteattr(source)} datatype="plaintext"/>\n<body>\n'
    ).encode()
    for tag, pair in pairs:
        props = ""
        if pair.maker is not Maker.PERSON:
            props += f'<prop type="{_MAKER}">{pair.maker.name.lower()}</prop>\n'
        if pair.place != NOWHERE:
            place = pair.place
            props += f'<prop type="{_PLACE}">{place.before} {place.after} {place.heading}</prop>\n'
        yield (
            f"<tu>\n{props}<tuv xml:lang={quoteattr(source)}><seg>{_text(pair.source)}</seg></tuv>\n"
            f"<tuv xml:lang={quoteattr(tag)}><seg>{_text(pair.target)}</seg></tuv>\n</tu>\n"
        ).encode()
    yield b"</body>\n</tmx>\n"


def writable(pair: TranslationPair) -> bool:
    """Whether XML 1.0 can represent the pair's texts: most control characters are not allowed."""
    return not (_FORBIDDEN.search(pair.source) or _FORBIDDEN.search(pair.target))


def _text(text: str) -> str:
    # A bare CR would be read as LF.
    return escape(text, {"\r": "&#13;"})


def _place(value: str) -> Surroundings:
    try:
        before, after, heading = map(int, value.split())
    except ValueError:
        return NOWHERE
    fits = all(-(1 << 63) <= number < 1 << 63 for number in (before, after, heading))
    return Surroundings(before, after, heading) if fits else NOWHERE
