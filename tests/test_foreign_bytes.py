"""Whatever bytes a reader gets, it returns a result or raises its documented exception: a fuzz target for each reader.

The inputs are valid samples with random changes, and bytes of every kind.
"""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import firefox_models
from workflow import catalogs, formats
from workflow.catalogs.merge3.entries import merge3
from workflow.catalogs.repair import repair
from workflow.catalogs.states import state
from workflow.catalogs.write.rewrap import rewrap
from workflow.engines import apertium_stream
from workflow.engines.base import Segment
from workflow.engines.packages import Sources, available
from workflow.engines.packages.argos import read_argos
from workflow.errors import (
    BadInput,
    CatalogError,
    ConfigError,
    DocumentError,
    EngineError,
    GlossaryError,
    PackageError,
    WorkflowError,
)
from workflow.formats import front_matter
from workflow.glossary import loading as glossaries
from workflow.inline_tags import Grammar, find_tags
from workflow.memory import tmx
from workflow.project import loading
from workflow.publishing import manifest
from workflow.publishing.sanitising import sanitised
from workflow.segmentation import sentences

PO = r"""# A comment
msgid ""
msgstr ""
"Language: es\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#. paragraph | Tide
#: tide.md:3
# workflow-draft: engine=argos package=x-1.9 pkg=3f2a91c0 src=3f2a91c0 txt=3f2a91c0 risk=0.12
# workflow-was: "old \u00e9"
#, fuzzy, python-format
#| msgid "old"
msgctxt "menu"
msgid "a \"b\" \x41\101\n"
msgstr "c"

msgid "one"
msgid_plural "many"
msgstr[0] "uno"
msgstr[1] "muchos"

#~ msgid "gone"
#~ msgstr "ido"
"""
YAML = """title: "A: b"
source_language: en
languages: [es, pt_BR]
documents: ["**/*.md", "!x/*.md"]
placeholders: ["@[a-z]+"]
memory: 75
servers:
  own: {url: "http://127.0.0.1:5000", kind: libretranslate}
overrides:
  es: {title: T}
  "news/*.md": {front_matter: [lead]}
"""
FRONT = """---
title: "A: b" # c
lead: &x >-
  two
  lines
tags: [a, b]
seo: {title: c}
date: 2026-01-01
---
"""
TOML = """+++
title = "A"
date = 2026-01-01
[seo]
title = '''x'''
[[a]]
b = [1, "c"]
+++
"""
MARKDOWN = """# H {#a .b}

Text *em* `c` [x](u "t") ![i](u) <b title="x">y</b> [^1] &amp; \\* {name} %s

> [!NOTE]
> - a
>   1. b

| a | b |
|---|:-:|
| x \\| y | z |

!!! note "T"
    body

::: warning
x
:::

<div><p title="q">x</p></div>
<!-- i18n:skip -->

```js
code
```

[^1]: foot
"""
TEXT = "TITLE\n=====\n\nA line of words.\n  1. first\n  2) second\n\n\x0cNew page — 3. x\n* * *\n"
CSV = 'source,language,target,note,keep,case\nharbour,es,puerto,"a ""b""",,\nTide,,,,yes,exact\n'
TBX = """<?xml version="1.0"?><tbx type="TBX-Basic" style="dca" xml:lang="en"><text><body><conceptEntry id="1">
<descrip type="subjectField">sea</descrip><langSec xml:lang="en"><termSec><term>harbour</term></termSec></langSec>
<langSec xml:lang="es"><termSec><term>puerto</term></termSec></langSec></conceptEntry></body></text></tbx>"""
TMX = """<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body><tu><prop type="x-maker">1</prop>
<tuv xml:lang="en"><seg>a <bpt i="1">b</bpt></seg></tuv><tuv xml:lang="es"><seg>c</seg></tuv></tu></body></tmx>"""
METADATA = {"from_code": "en", "to_code": "es", "package_version": "1.9", "type": "translate", "source_prefix": ["x"],
            "length_penalty": 0.2, "quality": {"chrf": 50}}  # fmt: skip
RECORDS = firefox_models.records(("en", "es"), {"model.enes.bin": b"a", "vocab.enes.spm": b"b"})
INDEX = [{"from_code": "en", "to_code": "es", "package_version": "1.9", "links": ["https://example.org/a.argosmodel"],
          "sha256": "0" * 64, "size": 5, "type": "translate"}]  # fmt: skip
MANIFEST = {"format": 1, "editions": {"es": {"title": "T", "title_translated": True, "documents": {"a.md": {
    "page": "a.html", "counts": {"draft": 1}, "shown_in_source": 0, "unread": 1, "units": [{"unit": "es:a#1"}]}}}}}  # fmt: skip


def archive() -> bytes:
    """A package in a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("p/metadata.json", json.dumps(METADATA))
        file.writestr("p/model/model.bin", b"\0" * 50)
        file.writestr("p/sentencepiece.model", b"\1" * 50)
    return out.getvalue()


def file_of(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def document(suffix: str) -> Callable[[bytes, Path], object]:
    handler = formats.FORMATS[suffix]

    def work(data: bytes, _: Path) -> None:
        found = handler.parse(data, path=f"a{suffix}")
        targets = {unit.index: f"{unit.source} x" for unit in found.units}
        rendering = handler.splice(found, targets)
        handler.skeleton(found)
        if handler.page is not None:
            sanitised(handler.page(found, rendering, {}).body)
        for unit in found.units:
            sentences(unit.source, "en")
            Grammar().verify(unit.source, targets[unit.index])

    return work


def catalog(data: bytes, _: Path) -> None:
    found = catalogs.parse(data, "a.po")
    assert catalogs.serialise(found) == data
    for entry in found.entries:
        state(entry)
        find_tags(entry.msgid, syntax="plain")
    merge3(found, found, found)
    rewrap(found, 79)


def repaired(data: bytes, _: Path) -> None:
    repair(data, "a.po")


def config(data: bytes, _: Path) -> None:
    loading.parse(data.decode("utf-8", "replace"))


def front(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")
    keys = ("title", "lead", "tags", "seo.title")
    front_matter.metadata(text, keys)
    if block := front_matter.find(text):
        for value in front_matter.offered(front_matter.read(text, block), keys):
            front_matter.write(value, "x: 'y'\n\"z\"")


def translation_memory(data: bytes, _: Path) -> None:
    list(tmx.read(data, "a.tmx", lambda tag: tag.startswith("en")))


def apertium(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")
    for record in apertium_stream.split_records(text, 1):
        apertium_stream.decode(record, Segment(("a ", 0, " b")))


@dataclass(frozen=True)
class Reader:
    """A reader with samples of what it reads, and the exceptions that it may raise."""

    work: Callable[[bytes, Path], object]
    samples: tuple[bytes, ...]
    raises: tuple[type[Exception], ...] = ()


READERS = {
    "PO": Reader(catalog, (PO.encode(), PO.encode("utf-16"), PO.replace("UTF-8", "ISO-8859-1").encode()), (CatalogError,)),
    "broken PO": Reader(repaired, (PO.encode(), (PO + PO).encode(), f"<<<<<<< a\n{PO}=======\n>>>>>>> b\n".encode()), (CatalogError,)),
    "workflow.yaml": Reader(config, (YAML.encode(),), (ConfigError,)),
    "front matter": Reader(front, (FRONT.encode(), TOML.encode())),
    "Markdown": Reader(document(".md"), (MARKDOWN.encode(), (FRONT + MARKDOWN).encode(), (TOML + MARKDOWN).encode()), (DocumentError,)),
    "plain text": Reader(document(".txt"), (TEXT.encode(), MARKDOWN.encode()), (DocumentError,)),
    "CSV": Reader(lambda data, folder: glossaries.read(file_of(folder, "g.csv", data)), (CSV.encode(), CSV.replace(",", ";").encode()), (GlossaryError,)),
    "TSV": Reader(lambda data, folder: glossaries.read(file_of(folder, "g.tsv", data)), (CSV.replace(",", "\t").encode(),), (GlossaryError,)),
    "TBX": Reader(lambda data, folder: glossaries.read(file_of(folder, "g.tbx", data)), (TBX.encode(), TBX.encode("utf-16")), (GlossaryError,)),
    "TMX": Reader(translation_memory, (TMX.encode(), TMX.encode("utf-16")), (CatalogError,)),
    "package": Reader(lambda data, folder: read_argos(file_of(folder, "a.argosmodel", data)), (archive(),), (PackageError,)),
    "index": Reader(lambda data, folder: available(sources=Sources(str(file_of(folder, "index.json", data)))), (json.dumps(INDEX).encode(),), (PackageError,)),
    "records": Reader(lambda data, folder: available(sources=Sources(str(file_of(folder, "records.json", data)))), (json.dumps({"data": RECORDS}).encode(),), (PackageError,)),
    "manifest": Reader(lambda data, folder: manifest.read_record(file_of(folder, "manifest.json", data)), (json.dumps(MANIFEST).encode(),), (BadInput, DocumentError)),
    "Apertium": Reader(apertium, (b"a [x]<b>\\[ \\^ c\0", b"[<0>]a[</0>]\n\0"), (EngineError,)),
}  # fmt: skip

NASTY = st.sampled_from(
    [
        *(b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\r\n", b"\n\n", b"\x0c", b"\x1b", b"\xe2\x80\xa8"),
        *(b'"', b"'", b"\\", b"\\x", b"\\777", b"\\u", b"&a [*a]", b"*a", b"<<: *a", b"!!int x", b"!!bool x", b"2026-99-99", b"? [a]"),
        *(b"[" * 300, b"{" * 300, b"- " * 300, b"> " * 300, b"9" * 5000, b"1e999", b"-", b"<", b">", b"&#xd800;", b"&#99999999999;", b"<!--"),
        *(b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"msgid", b"msgstr[1]", b"#~ ", b"#| ", b"#, ", b"charset=idna", b"charset=hex"),
        *(b"null", b"{}", b"[]", b"true", b"\\ud800", b"|", b"---\n", b"+++\n", b":::", b"!!!", b"%(", b"{0", "²".encode(), "٣".encode(), "İ".encode()),
        *(b"[[x=", b"<x-1>", b"\\U0001", b"\x85", "𝟘".encode(), b"~~~", b"[^", b"](", b"$$", b"=" * 50, b"xml:lang=''", b"encoding='utf-7'"),
    ]
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """A sample with pieces put in, taken out, doubled or replaced; or bytes of every kind."""
    if not draw(st.integers(0, 15)):
        return draw(st.binary(max_size=80) | NASTY)
    data = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.sampled_from([0, 0, 0, 1, 2, 5, 30]))
        piece = draw(NASTY | st.binary(max_size=4) | st.just(data[at : at + 20] * 2))
        data = data[:at] + piece + data[at + gone :]
    return data


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_a_result_or_the_documented_exception(reader: Reader, tmp_path: Path) -> None:
    @settings(max_examples=120, suppress_health_check=list(HealthCheck), database=None)
    @given(changed(reader.samples))
    def fuzz(data: bytes) -> None:
        try:
            reader.work(data, tmp_path)
        except reader.raises as error:
            assert isinstance(error, WorkflowError)
            assert "\n" not in str(error).strip()

    for sample in reader.samples:
        try:
            reader.work(sample, tmp_path)
        except reader.raises:
            continue
    fuzz()
