"""Every draft passes ``msgfmt --check`` as if a person had approved it, whatever the engine does to placeholders."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.checks.test_placeholders import header
from tests.drafting.fake_engines import FakeEngine, shifted
from tests.gettext import accepts, needs_gettext
from workflow import catalogs
from workflow.catalogs.write.flags import with_flags_on_one_line
from workflow.drafting.batch import draft_batch
from workflow.drafting.entries import FilledCatalog, wanted, write
from workflow.drafting.selection import Work
from workflow.drafting.targets import PoFile
from workflow.drafting.translation.draft import DraftSource, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine
from workflow.inline_tags import Grammar
from workflow.inline_tags.format_patterns import KINDS
from workflow.model import Catalog, Entry

PER_CENT = ("c-format", "python-format", "php-format", "perl-format", "tcl-format", "awk-format", "objc-format")
SENTENCES = (
    "The file {0} was not found.",
    "Cannot copy {0} to {1}.",
    "{0} files were removed from the folder.",
    "Where shall the program open {0}?\n",
    "The name of {1} is longer than {0}.",
)


STYLES = {
    **dict.fromkeys(("java-format", "csharp-format", "python-brace-format", "rust-format"), ("{0}", "{1}")),
    **dict.fromkeys(("smalltalk-format", "qt-format", "kde-format", "kde-kuit-format", "ycp-format"), ("%1", "%2")),
    **dict.fromkeys(("scheme-format", "lisp-format"), ("~a", "~d")),
    "object-pascal-format": ("%0:s", "%1:d"),
    "boost-format": ("%1%", "%2%"),
    "sh-format": ("$file", "${folder}"),
    "perl-brace-format": ("{name}", "{folder}"),
    "qt-plural-format": ("%n", "%n"),
}
"""Two directives of a kind, in the order of their arguments, unless they are ``%s`` and ``%d``."""
NUMBERED = ("c-format", "objc-format", "php-format", "tcl-format", "perl-format")


def entries() -> tuple[Entry, ...]:
    found: list[Entry] = []
    for flag in KINDS:
        styles = [STYLES.get(flag, ("%s", "%d"))]
        styles += [("%(name)s", "%(count)d")] * (flag == "python-format") + [("%2$d", "%1$s")] * (flag in NUMBERED)
        for number, (one, two) in enumerate(styles):
            for sentence in SENTENCES:
                text = sentence.replace("{0}", "\0").replace("{1}", two).replace("\0", one)
                found.append(Entry(text, context=f"{flag} {number}", flags=(flag,)))
        _, two = styles[0]
        for singular in (f"{two} file was copied.", "One file was copied."):
            plural = f"{two} files were copied."
            found.append(Entry(singular, ("", ""), msgid_plural=plural, context=f"{flag} plural", flags=(flag,)))
    found += [Entry("100%% of the files were copied.", context=flag, flags=(flag,)) for flag in PER_CENT]
    found += [
        Entry("It isn''t in ''{0}'', but in '{'.", flags=("java-format",)),
        Entry("50% done", flags=("no-c-format",)),
    ]
    return tuple(found)


def drafted(engine: Engine, catalog: Catalog, code: str) -> tuple[FilledCatalog, Catalog]:
    """The catalog with drafts, as they were written, and as they would be once a person had approved them all."""
    target = PoFile(catalogs.__file__, code)  # type: ignore[arg-type]  # never read
    work = Work(target, catalog, wanted(catalog, DraftSource.of(engine)).entries)
    (drafts,) = draft_batch(Drafter(engine, "en", code), [work], [target.texts(catalog)], None)
    filled = write(catalog, {entry.key: entry for entry in work.entries}, drafts)
    approved = tuple(
        replace(entry, flags=tuple(flag for flag in entry.flags if flag != "fuzzy")) for entry in filled.catalog.entries
    )
    return filled, with_flags_on_one_line(replace(filled.catalog, entries=approved))


def swapped(text: str) -> str:
    """The placeholders and numbers in the opposite order."""
    pattern = re.compile(r"X\d+|\d+|%\S+|\{\w+\}|~\w|\$\S+")
    found = pattern.findall(text)
    return pattern.sub(lambda _: found.pop(), text)


SCRIPTS = {
    "uk": "абвгдежзийклмнопрстуфхцчшщ",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنه",
    "ja": "アイウエオカキクケコサシスセソタチツテトナニヌネノハ",
}

Answer = Callable[[str], str]


def invented(code: str) -> Answer:
    """An invented translation, in the language's script."""
    small = SCRIPTS.get(code, "ebcdifghujklmnapqrstovwxyz")
    letters = str.maketrans("abcdefghijklmnopqrstuvwxyz", small)
    # X is in placeholder tags.
    capitals: dict[int, str] = {
        ord(old): new for old, new in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", small.upper(), strict=True) if old != "X"
    }
    return lambda text: text.translate(letters).translate(capitals if code in SCRIPTS else {})


SPOILERS: dict[str, Answer] = {
    "faithful": lambda text: text,
    "drops": lambda text: re.sub(r"X?\d+|%\S+|\{\w+\}", "", text),
    "doubles": lambda text: re.sub(r"(X?\d+|%\S+)", r"\1 \1", text),
    "reorders": swapped,
    "spaces": lambda text: text.replace("%", "% ").replace("{", "{ ").replace("~", "~ "),
    "upper case": str.upper,
    "full width": lambda text: text.translate(str.maketrans("%{}$1234567890", "％｛｝＄１２３４５６７８９０")),
    "invents": lambda text: f"{text} 100% %d %s {{0}} {{ ~a $x 'l'o",
    "apostrophes": lambda text: f"l'{text}",
    "per cents": lambda text: f"5% {text}",
    "line breaks": lambda text: f"\n{text}\n",
}


@needs_gettext
@pytest.mark.parametrize("code", ["es", "uk", "ar", "ja"])
@pytest.mark.parametrize("name", SPOILERS)
def test_whatever_the_engine_answers(name: str, code: str) -> None:
    translated, spoilt = invented(code), SPOILERS[name]
    engine = FakeEngine(lambda text: [spoilt(translated(text)), translated(text)])
    filled, approved = drafted(engine, Catalog(entries(), header(code)), code)
    assert accepts(catalogs.serialise(approved)) == ""
    assert len(filled.drafted) > 0.5 * len(entries())


def test_a_faithful_engine_fills_nearly_everything() -> None:
    filled, _ = drafted(FakeEngine(lambda text: [shifted(text)]), Catalog(entries(), header("es")), "es")
    assert filled.refused == ()


@needs_gettext
def test_the_starter(starter: Engine) -> None:
    filled, approved = drafted(starter, Catalog(entries(), header("es")), "es")
    assert accepts(catalogs.serialise(approved)) == ""
    assert len(filled.refused) <= 0.05 * len(entries()), filled.refused
    texts = {entry.msgid: entry.msgstr for entry in filled.catalog.entries}
    assert texts["100%% of the files were copied."][0].count("%%") == 1
    assert texts["%d file was copied."][0].startswith("%d archivo ")
    assert "%d archivos" in texts["%d file was copied."][1]


@pytest.mark.parametrize(
    ("code", "forms"), [("es", 2), ("fr", 2), ("de", 2), ("uk", 3), ("ar", 6), ("ja", 1), ("sl", 4)]
)
def test_as_many_forms_as_the_header_says(code: str, forms: int) -> None:
    entry = Entry("%d file", ("", ""), msgid_plural="%d files", flags=("c-format",))
    engine = FakeEngine(
        lambda text: [text.replace("files", "ФАЙЛИ" if code == "uk" else "fitxers").replace("file", "fitxer")]
    )
    (texts,) = PoFile(catalogs.__file__, code).texts(Catalog((entry,), header(code))).forms.values()  # type: ignore[arg-type]
    assert len(texts) == forms
    drafts = Drafter(engine, "en", code).draft(texts)
    if code in ("es", "fr", "de", "sl"):
        assert all(draft.text and draft.text.startswith("%d fitxer") for draft in drafts), drafts


@pytest.mark.parametrize(
    ("code", "sources"),
    [
        ("es", ["One file", "%d files"]),
        ("fr", ["One file", "%d files"]),
        ("uk", ["%d files", "%d files", "%d files"]),
        ("ja", ["%d files"]),
    ],
)
def test_a_singular_without_the_number_is_for_one_alone(code: str, sources: list[str]) -> None:
    """In Ukrainian, the first form is also for 21, 31 and so on."""
    entry = Entry("One file", ("", ""), msgid_plural="%d files", flags=("c-format",))
    (texts,) = PoFile(catalogs.__file__, code).texts(Catalog((entry,), header(code))).forms.values()  # type: ignore[arg-type]
    assert [text.source for text in texts] == sources


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("%d message was sent.", "1 message was sent."),
        ("%d messages were sent.", "22 messages were sent."),
        ("%(count)d files of %(total)d", "22 files of 35"),
        ("{count} items are left", "22 items are left"),
        ("{num_files} were found in 22 folders", "35 were found in 22 folders"),
        ("%s files were removed.", "22 files were removed."),
        ("%d%% of it is done", "22% of it is done"),
        ("There are {0,number,integer} files.", "There are 22 files."),
        ("{0} items", "22 items"),
        ("Hello %s, here we are", None),
        ("Open {name} now", None),
    ],
)
def test_the_engine_gets_a_number_for_a_placeholder_of_one(text: str, asked: str | None) -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    (draft,) = Drafter(engine, "en", "es").draft([Text(text, Grammar("plain"))])
    sent = [one for batch in engine.asked for one in batch]
    assert (asked in sent) if asked else not any("22" in one for one in sent)
    assert draft.text is not None and Grammar("plain").verify(text, draft.text) is None


@pytest.mark.parametrize(
    ("flag", "text", "asked"),
    [
        ("c-format", "Found %<PRIu64> items.", "Found 22 items."),
        ("c-format", "Wrote %<PRIuMAX> bytes to %s.", "Wrote 22 bytes to"),
        ("ruby-format", "%<count>d cats were seen.", "22 cats were seen."),
        ("lisp-format", "~d files were removed.", "22 files were removed."),
    ],
)
def test_directives_that_resemble_html_are_numbers_too(flag: str, text: str, asked: str) -> None:
    engine, grammar = FakeEngine(lambda text: [shifted(text)]), Grammar("plain", formats=(flag,))
    (draft,) = Drafter(engine, "en", "es").draft([Text(text, grammar)])
    assert draft.text is not None and grammar.verify(text, draft.text) is None
    assert any(one.startswith(asked) for batch in engine.asked for one in batch)


@pytest.mark.parametrize(
    "answer", ["mucho mensaje", "22 y 22 mensajes", "2,222 mensajes", "22.5 mensajes", "122 mensajes"]
)
def test_a_number_that_does_not_come_back_once(answer: str) -> None:
    """The next hypothesis is taken."""
    engine = FakeEngine(lambda text: [answer, "Se mandó 22 veces."] if "22" in text else [])
    (draft,) = Drafter(engine, "en", "es").draft([Text("Sent %d times.", Grammar("plain"))])
    assert draft.text == "Se mandó %d veces."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "100% of the files were copied.",
            "msgfmt: “% o” is a directive of c-format: write “%%” in the source, or use no-c-format",
        ),
        ("100%, really, of the files", ""),
    ],
)
def test_a_per_cent_sign_that_the_flag_does_not_mean(text: str, reason: str, starter: Engine) -> None:
    """msgfmt takes ``% o`` for a directive: no translation of these words passes it. Where it takes it for none, it asks for nothing."""
    catalog = Catalog((Entry(text, flags=("c-format",)),), header("es"))
    filled, _ = drafted(starter, catalog, "es")
    (entry,) = filled.catalog.entries
    assert bool(entry.text) is not bool(reason)
    assert reason in "\n".join(entry.comments)
    assert "100%" in entry.text or reason
