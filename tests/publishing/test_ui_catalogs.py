"""The interface's PO files: complete, accepted by gettext, placeholders and plural forms right; the project's files over them."""

import re
import subprocess
import unicodedata
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel import Locale

from tests.gettext import needs_gettext
from tests.publishing.project import CONFIG, Small, small, words
from workflow import catalogs
from workflow.catalogs.headers import field
from workflow.errors import CatalogError, FileProblem
from workflow.languages import language
from workflow.model import Entry, Severity
from workflow.publishing import publish
from workflow.publishing.report import ReaderCounts
from workflow.publishing.ui_catalogs import FOLDER, TEMPLATE, interface, unused_files, unused_strings
from workflow.publishing.ui_strings import LABELS, MESSAGES, WARNINGS
from workflow.reporting import status

# The target languages of Argos's index and of Mozilla's records, as gettext codes.
ARGOS = [
    "ar",
    "az",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "eo",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "ga",
    "gl",
    "he",
    "hi",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "ky",
    "lt",
    "lv",
    "ms",
    "nb",
    "nl",
    "pt_BR",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sv",
    "th",
    "tl",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
    "zh_Hant",
]
FIREFOX = [
    "af",
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "gu",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "is",
    "it",
    "ja",
    "kn",
    "ko",
    "lt",
    "lv",
    "mk",
    "ml",
    "mr",
    "ms",
    "mt",
    "nb",
    "nl",
    "nn",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sr@latin",
    "sv",
    "ta",
    "te",
    "th",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh_Hans",
    "zh_Hant",
]
FILES = {path.parent.parent.name: path for path in sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))}
KEYS = [message if isinstance(message, str) else message[0] for message in MESSAGES]
PAGE = "A machine translated this page, and no person has read the translation yet."
MANY = MESSAGES[
    KEYS.index("A machine translated {count} of the {total} passages on this page, and no person has read it yet.")
]
# Strings that are the same word in English.
SAME = {
    "AI": "bs cs da fil id ja ko ms nl pl sk sv vi zh_Hans zh_Hant",
    "Code {number}": "de nl",
    "Danger": "fr",
    "Details": "nl",
    "Important": "ca fr ro",
    "Information": "de fr sv",
    "Menu": "da fil fr id it ms mt nl pl pt pt_BR",
    "Question": "fr",
    "Tip": "cs da nl sk",
}
# By script: how Unicode names its letters.
LETTERS = {
    "Arab": "ARABIC",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Gujr": "GUJARATI",
    "Hans": "CJK",
    "Hant": "CJK",
    "Hebr": "HEBREW",
    "Jpan": "CJK|HIRAGANA|KATAKANA",
    "Knda": "KANNADA",
    "Kore": "HANGUL",
    "Latn": "LATIN|MODIFIER",
    "Mlym": "MALAYALAM",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Thai": "THAI",
}


def entries(path: Path) -> tuple[Entry, ...]:
    return catalogs.read(path).live


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}", text))


# The program's files


@pytest.mark.parametrize("code", sorted({*ARGOS, *FIREFOX}))
def test_every_target_of_the_engines_has_words_to_warn_in(code: str) -> None:
    found = interface(code)
    assert found.readable and found.warns and not found.missing


def test_the_template_has_every_string_and_no_other() -> None:
    template = entries(TEMPLATE)
    assert sorted(entry.msgid for entry in template) == sorted(KEYS)
    assert not any(text for entry in template for text in entry.msgstr)
    assert set(WARNINGS) <= set(KEYS)


@pytest.mark.parametrize("code", FILES)
def test_a_file_is_complete_and_in_its_language(code: str) -> None:
    own = language(code)
    catalog = catalogs.read(FILES[code])
    assert field(catalog, "Plural-Forms") == own.plural_forms and field(catalog, "Language") == code
    assert [entry.msgid for entry in catalog.live] == [entry.msgid for entry in entries(TEMPLATE)]
    plurals = dict(zip(KEYS, MESSAGES, strict=True))
    foreign = re.compile(rf"(?!{LETTERS[own.script]})")
    for entry in catalog.live:
        message = plurals[entry.msgid]
        assert entry.msgid_plural == (None if isinstance(message, str) else message[1])
        assert entry.filled and not entry.fuzzy
        assert len(entry.msgstr) == (1 if isinstance(message, str) else own.plurals)
        for text in entry.msgstr:
            same = code in SAME.get(entry.msgid, "").split()
            assert (text in (entry.msgid, entry.msgid_plural)) == same, text
            assert text == unicodedata.normalize("NFC", text).strip() and not re.search("['\"]|  ", text), text
            letters = [
                one for one in re.sub(r"\{\w*\}", "", text) if unicodedata.category(one) == "Lo" or one.isupper()
            ]
            assert same or not [one for one in letters if foreign.match(unicodedata.name(one))], text


@pytest.mark.parametrize("code", FILES)
def test_placeholders_and_plural_forms_agree_with_cldr(code: str) -> None:
    own, found = Locale.parse(language(code).tag, sep="-"), interface(code)
    for key, message in zip(KEYS, MESSAGES, strict=True):
        translation = found.texts[key]
        if isinstance(message, str):
            assert placeholders(translation.forms[0]) == placeholders(message)
            continue
        numbers: dict[int, list[int]] = {}
        by_category: dict[str, set[str]] = {}
        for number in range(1, 150):
            form = translation.form(number)
            numbers.setdefault(form, []).append(number)
            by_category.setdefault(own.plural_form(number), set()).add(translation.forms[form])
        # One text for what CLDR calls one form. A language may have fewer texts than forms.
        assert all(len(texts) == 1 for texts in by_category.values()), by_category
        for form, text in enumerate(translation.forms):
            # A form for one number may say it in a word: مقطع واحد, קטע אחד.
            told = len(numbers.get(form, ())) < 2
            assert placeholders(text) in ({"{count}", "{total}"}, {"{total}"} if told else set()), text


@pytest.mark.parametrize("path", [TEMPLATE, *FILES.values()], ids=lambda path: f"{path.parent.parent.name}/{path.name}")
@needs_gettext
def test_msgfmt_accepts_them(path: Path, tmp_path: Path) -> None:
    check = "--check-format" if path == TEMPLATE else "--check"
    done = subprocess.run(
        ["msgfmt", check, "-o", str(tmp_path / "x.mo"), str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("code", "count", "words"),
    [
        ("en", 1, "read it yet"),
        ("en", 2, "read them yet"),
        ("es", 1, "lo ha leído"),
        ("es", 5, "los ha leído"),
        ("uk", 1, "1 фрагмент із"),
        ("uk", 3, "3 фрагменти із"),
        ("uk", 11, "11 фрагментів із"),
        ("uk", 21, "21 фрагмент із"),
        ("uk", 25, "25 фрагментів із"),
        ("ar", 1, "مقطع واحد"),
        ("ar", 2, "مقطعان"),
        ("ar", 3, "3 مقاطع"),
        ("ar", 11, "11 مقطعًا"),
        ("ar", 100, "100 مقطع "),
        ("ar", 103, "103 مقاطع"),
        ("ja", 1, "1か所"),
        ("ja", 7, "7か所"),
        ("he", 1, "קטע אחד"),
        ("lt", 21, "21 ištrauką"),
        ("lt", 22, "22 ištraukas"),
        ("lt", 20, "20 ištraukų"),
        ("sl", 2, "ju še ni"),
        ("mk", 21, "го прочитал"),
    ],
)
def test_plural_forms(code: str, count: int, words: str) -> None:
    assert isinstance(MANY, tuple)
    assert words in interface(code).plural(*MANY, count).text.format(count=count, total=200)


@pytest.mark.parametrize("code", FILES)
def test_a_file_says_how_it_was_made(code: str) -> None:
    found = interface(code)
    assert (found.made_by, found.reviewed_by) == ("language model", "")
    assert catalogs.read(FILES[code]).header.comments == (
        "A language model wrote these strings. Nobody has reviewed them yet.",
    )


@pytest.mark.parametrize(
    ("code", "serves"),
    [
        ("es_MX", "es"),
        ("pt_BR", "pt_BR"),
        ("pt_AO", "pt"),
        ("zh_Hant_HK", "zh_Hant"),
        ("zh_TW", "zh_Hant"),
        ("zh", "zh_Hans"),
        ("zh_SG", "zh_Hans"),
        ("sr_Latn", "sr@latin"),
        ("sr@cyrillic", "sr"),
        ("ca@valencia", "ca"),
        ("no", "nb"),
        ("tl", "fil"),
        ("en_GB", "en"),
    ],
)
def test_a_country_takes_the_words_of_its_language(code: str, serves: str) -> None:
    found = interface(code)
    assert (found.code, found.readable, found.warns) == (serves, True, True)


@pytest.mark.parametrize("code", ["cy", "uz", "az_Cyrl", "uz_Arab", "kk_Arab", "pa"])
def test_a_language_or_script_without_words_gets_english_ones_that_do_not_warn(code: str) -> None:
    found = interface(code)
    assert (found.code, found.text("Next"), found.readable, found.warns) == ("en", "Next", False, False)
    assert found.missing == tuple(KEYS)


def test_every_label_has_a_word() -> None:
    for code in FILES:
        found = interface(code)
        assert all(found.label(name).text for name in LABELS)
    assert interface("es").label("my-kind").text == "My kind"


def test_the_pages_use_no_words_that_are_not_in_the_files() -> None:
    package = Path(FOLDER).parent
    used = set()
    for path in [*package.rglob("*.py"), *package.glob("theme/*.html")]:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"""(?:(?:strings|interface)\.(?:text|words)|words)\(\s*"([^"]+)"\s*\)""", text))
    assert used and used <= set(KEYS)


# The project's files

WELSH = {
    "Machine translation": "Cyfieithiad peirianyddol",
    PAGE: "Peiriant a gyfieithodd y dudalen hon, ac nid oes neb wedi darllen y cyfieithiad eto.",
}


def own(root: Path, name: str, texts: dict[str, str], header: str = "") -> Path:
    path = root / "interface" / f"{name}.po"
    path.parent.mkdir(exist_ok=True)
    lines = [f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n{header}"\n']
    for key, text in texts.items():
        plural = dict(m for m in MESSAGES if isinstance(m, tuple)).get(key)
        many = f'msgid_plural "{plural}"\n' if plural else ""
        forms = (
            "".join(f'msgstr[{at}] "{one}"\n' for at, one in enumerate(text.split("|")))
            if plural
            else f'msgstr "{text}"\n'
        )
        lines.append(f'msgid "{key}"\n{many}{forms}')
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_project_overrides_and_adds_strings(tmp_path: Path) -> None:
    folder = own(tmp_path, "es", {"Next": "Siguiente página"}).parent
    own(tmp_path, "cy", WELSH)
    spanish, welsh = interface("es", folder), interface("cy", folder)
    assert (spanish.text("Next"), spanish.text("Close"), spanish.own) == (
        "Siguiente página",
        "Cerrar",
        frozenset({"Next"}),
    )
    assert interface("es_MX", folder).text("Next") == "Siguiente página"
    assert interface("es").text("Next") == "Siguiente"
    assert (welsh.code, welsh.text("Machine translation"), welsh.text("Next")) == (
        "cy",
        "Cyfieithiad peirianyddol",
        "Next",
    )
    assert not welsh.warns and set(welsh.missing) == set(KEYS) - set(WELSH)


def test_the_best_file_of_a_project_comes_last(tmp_path: Path) -> None:
    folder = own(tmp_path, "pt", {"Next": "Adiante", "Close": "Fecha"}).parent
    own(tmp_path, "pt-BR", {"Next": "Próximo"})
    own(tmp_path, "en", {"Next": "Onward"})
    assert [interface(code, folder).text("Next") for code in ("pt", "pt_BR", "pt_AO", "en_GB")] == [
        "Adiante", "Próximo", "Adiante", "Onward",
    ]  # fmt: skip
    assert interface("pt_BR", folder).text("Close") == "Fecha"


def test_the_plural_rule_is_that_of_the_file(tmp_path: Path) -> None:
    assert isinstance(MANY, tuple)
    header = "Plural-Forms: nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;\\n"
    folder = own(tmp_path, "es", {MANY[0]: "uno de {total}|dos de {total}|{count} de {total}"}, header).parent
    found = interface("es", folder)
    assert [found.plural(*MANY, n).text.format(count=n, total=9) for n in (1, 2, 7)] == [
        "uno de 9",
        "dos de 9",
        "7 de 9",
    ]
    missing = next(m for m in MESSAGES if isinstance(m, tuple) and m[0].startswith("{count}"))
    assert "pasajes" in found.plural(*missing, 7).text


@pytest.mark.parametrize(
    "text", ["{cuont} de {total}", "{count de", "{count:d}", "{count!r}", "{0}", "{}", "{total.real}", "}"]
)
def test_a_wrong_placeholder_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    assert isinstance(MANY, tuple)
    path = own(tmp_path, "es", {MANY[0]: f"{text}|{text}"})
    found = interface("es", path.parent)
    [error] = found.unread
    assert str(error).startswith(f"{path}:4: the placeholders of this translation are wrong")
    assert found.texts == interface("es").texts and not found.own


@pytest.mark.parametrize("rule", ["nplurals=2; plural=n+;", "nplurals=x; plural=n!=1;", "plural=0;", "n"])
def test_a_wrong_plural_rule_is_refused(tmp_path: Path, rule: str) -> None:
    path = own(tmp_path, "es", {"Next": "Sig."}, f"Plural-Forms: {rule}\\n")
    [error] = interface("es", path.parent).unread
    assert "Plural-Forms" in str(error)


def test_what_is_not_used_is_named(tmp_path: Path) -> None:
    assert isinstance(MANY, tuple)
    path = own(tmp_path, "es", {"Nxet": "Siguiente", "Close": "", MANY[0]: "{count}|", "Note": "N{}ota"})
    path.write_text(path.read_text(encoding="utf-8") + '\n#, fuzzy\nmsgid "Tip"\nmsgstr "Truco"\n', encoding="utf-8")
    own(tmp_path, "de", {})
    for name in ("readme.txt", ".es.po.swp", "es.po~"):
        (path.parent / name).write_text("x", encoding="utf-8")
    assert [(one.msgid, one.reason) for one in unused_strings(("es", "en"), path.parent)] == [
        ("Nxet", "is no string of the pages"),
        ("Close", "is not translated"),
        (MANY[0], "does not have 2 plural forms"),
        ("Tip", "is fuzzy"),
    ]
    assert [one.name for one in unused_files(("es", "en"), path.parent)] == ["de.po", "readme.txt"]
    found = interface("es", path.parent)
    assert (found.text("Tip"), found.text("Close"), found.text("Note")) == ("Consejo", "Cerrar", "N{}ota")
    assert "pasajes" in found.plural(*MANY, 3).text
    assert unused_files(("es",), tmp_path / "none") == () == unused_strings(("es",), tmp_path / "none")


def test_a_file_outside_the_project_is_refused(tmp_path: Path) -> None:
    outside = own(tmp_path, "es", {"Next": "Fuera"})
    (tmp_path / "project/interface").mkdir(parents=True)
    (tmp_path / "project/workflow.yaml").write_text("", encoding="utf-8")
    (tmp_path / "project/interface/es.po").symlink_to(outside)
    [error] = interface("es", tmp_path / "project/interface").unread
    assert isinstance(error, FileProblem) and "outside the project" in str(error)
    (tmp_path / "project/other").write_text("", encoding="utf-8")
    assert unused_files(("es",), tmp_path / "project/other") == (tmp_path / "project/other",)


@pytest.mark.parametrize("broken", [b'msgid "Next"\nmsgstr "Sig', b'msgid "caf\xe9"\nmsgstr ""\n'])
def test_pages_do_without_a_file_that_cannot_be_read(tmp_path: Path, broken: bytes) -> None:
    made = small(tmp_path)
    own(tmp_path, "es", {"Next": "Adelante"})
    publish(made.project)
    assert "Adelante" in made.page("es/index.html")
    made.write("interface/es.po", broken)
    made.translate("ar", "index.md", {"It is slow.": "إنه بطيء."})
    report = publish(made.project)
    [error] = report.problems
    assert isinstance(error, CatalogError) and str(error).startswith(f"{tmp_path / 'interface/es.po'}:")
    assert [one.message for one in report.findings if one.id == "unread_input"] == [
        "interface/es.po: the file cannot be read: its strings are not used."
    ]
    assert "Siguiente" in made.page("es/index.html") and "إنه بطيء." in made.page("ar/index.html")
    assert publish(made.project, strict=True).blocked


# No draft without a warning


@pytest.fixture
def welsh(tmp_path: Path) -> Small:
    made = small(tmp_path, CONFIG.replace("[es, ar]", "[cy, es]"))
    made.write("source/index.md", "One.\n\nTwo.\n\nThree.\n")
    for code in ("cy", "es"):
        made.translate(code, "index.md", {"One.": ("Un.", "draft"), "Two.": ("Dau.", "rule"), "Three.": "Tri."})
    return made


def test_drafts_are_held_back_where_no_words_can_warn_of_them(welsh: Small) -> None:
    report = publish(welsh.project)
    page = words(welsh.page("cy/index.html"))
    assert "One." in page and "Un." not in page and "Tri." in page
    assert "Un." in words(welsh.page("es/index.html"))
    assert "Un." not in (welsh.root / "editions/source/cy/index.md").read_text(encoding="utf-8")
    [found] = [one for one in report.findings if one.id == "no_warning_words"]
    assert (found.language, found.severity) == ("cy", Severity.WARNING)
    assert found.message.startswith("interface/cy.po: 2 drafts are not published: there are no words in Welsh")
    assert str(TEMPLATE) in found.message
    readers = {edition.language: edition.readers for edition in report.editions}
    assert readers["cy"].drafts == 0 and readers["es"].drafts > 0
    assert {row.language: row.readers.drafts for row in status(welsh.project).languages} == {
        "cy": 0,
        "es": readers["es"].drafts,
    }
    assert publish(welsh.project, strict=True).blocked


def test_drafts_are_published_with_a_projects_own_warning(welsh: Small) -> None:
    texts = dict.fromkeys(WARNINGS, "Peiriant") | WELSH
    texts |= {key: "{count} o {total}|{count} o {total}|{count} o {total}|{count} o {total}|{count} o {total}"
              for key in WARNINGS if "{count}" in key}  # fmt: skip
    own(welsh.root, "cy", texts)
    report = publish(welsh.project)
    assert "no_warning_words" not in {one.id for one in report.findings}
    html = welsh.page("cy/index.html")
    assert "Un." in words(html) and 'data-label="Cyfieithiad peirianyddol"' in html
    assert next(one for one in report.editions if one.language == "cy").readers != ReaderCounts()
    (welsh.root / "interface/cy.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    assert "Un." not in words((publish(welsh.project), welsh.page("cy/index.html"))[1])


def test_labels_that_are_not_in_the_language_of_the_page_say_so(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG.replace("[es, ar]", "[ps, he]"))
    made.write(
        "source/index.md",
        "# T\n\nText.[^1]\n\n[^1]: A note.\n\n" + "\n\n".join(f"## H{n}\n\n{'x ' * 500}" for n in range(4)),
    )
    publish(made.project)
    pashto, hebrew = made.page("ps/index.html"), made.page("he/index.html")
    labelled = re.findall(r"<\w+[^>]*aria-label[^>]*>", pashto)
    assert len(labelled) >= 5 and all('lang="en"' in tag for tag in labelled)
    assert len(re.findall(r'<(?:ul|ol|div) lang="ps">', pashto)) >= 3
    labelled = re.findall(r"<\w+[^>]*aria-label[^>]*>", hebrew)
    assert len(labelled) >= 5 and not any('lang="en"' in tag for tag in labelled)
    assert 'aria-label="תוכן העניינים"' in hebrew


class Spoken(HTMLParser):
    """What is read in which language: texts, and the labels of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.languages, self.texts, self.labels = [""], list[tuple[str, str]](), list[tuple[str, str]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        tongue = values.get("lang") or self.languages[-1]
        # What may scroll has contents in any language; its label is "Table 1".
        if (label := values.get("aria-label")) and values.get("role") != "region":
            self.labels.append((tongue, label))
        if tag not in ("meta", "link", "input", "br", "img"):
            self.languages.append(tongue)

    def handle_endtag(self, tag: str) -> None:
        self.languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.languages[-1], data.strip()))


@pytest.mark.parametrize("translated", ["warnings alone", "every other one"])
def test_a_word_that_is_missing_is_marked_as_english_and_no_other(tmp_path: Path, translated: str) -> None:
    made = small(
        tmp_path,
        "title: T\nsource_language: en\nlanguages: [ps]\nlists: [news]\ntags: [tags]\nedit_url: https://example.org/{path}\n"
        "theme: {licence: 'https://creativecommons.org/licenses/by/4.0/'}\nsite_url: https://example.org/\n"
        "redirects: {old.html: guide.md}\nsearch: pagefind\noutput: [html, epub]\n",
    )
    made.write(
        "source/index.md", "# T\n\nDraft.\n\nOld.\n\nSource.\n\n> [!NOTE]\n> Note.\n\nText.[^1]\n\n[^1]: A note.\n"
    )
    made.write("source/news/index.md", "# News\n")
    made.write("source/news/a.md", "---\ndate: 2026-02-03\nupdated: 2026-02-04\ntags: [water]\n---\n# A\n\nText.\n")
    made.write("source/long.md", "".join(f"## H{n}\n\n{'x ' * 500}\n\n" for n in range(4)))
    made.translate("ps", "index.md", {"Draft.": ("مسوده", "draft"), "Old.": ("زوړ", "stale")})
    chosen = [m for at, m in enumerate(MESSAGES) if (m if isinstance(m, str) else m[0]) in WARNINGS or at % 2]
    if translated == "warnings alone":
        chosen = [m for m in chosen if (m if isinstance(m, str) else m[0]) in WARNINGS]
    texts = {}
    for at, message in enumerate(chosen):
        key = message if isinstance(message, str) else message[0]
        mine = " ".join(("پښتو", str(at), *sorted(placeholders(key))))
        texts[key] = mine if isinstance(message, str) else f"{mine}|{mine}"
    own(made.root, "ps", texts)
    publish(made.project)
    forms = [form for m in MESSAGES for form in ([m] if isinstance(m, str) else m) if m not in chosen]
    english = re.compile("|".join(re.sub(r"\\{\w+\\}", ".+", re.escape(form)) for form in forms))
    wrong, seen = [], set[str]()
    for path in (made.html / "ps").rglob("*.html"):
        reader = Spoken()
        reader.feed(re.sub(r"<title.*?</title>", "", path.read_text(encoding="utf-8")))
        for tongue, said in (*reader.texts, *reader.labels):
            if english.match(said) and said not in ("Note.", "News"):
                seen.add(said)
                wrong += [(path.name, tongue, said)] if tongue != "en" else []
            elif "پښتو" in said:
                wrong += [(path.name, tongue, said)] if tongue != "ps" else []
    assert not wrong
    assert len(seen) > 10
    with zipfile.ZipFile(made.root / "editions/epub/ps.epub") as book:
        package = ElementTree.fromstring(book.read("EPUB/package.opf"))
        notice = ElementTree.fromstring(book.read("EPUB/notice.xhtml"))
    assert not package.findall(".//{*}span")  # bare text
    tongue = "{http://www.w3.org/XML/1998/namespace}lang"
    lines = [(each.get(tongue), each.text or "") for each in notice.iter("{http://www.w3.org/1999/xhtml}p")]
    assert lines and all((own == "en") is bool(english.match(words)) for own, words in lines if words)


def test_the_projects_words_are_no_part_of_its_documents(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG + "source: .\n")
    own(tmp_path, "es", {"Next": "Sig."})
    made.write("interface/about.md", "# About\n")
    publish(made.project)
    assert "html/es/interface/about.html" in made.tree("editions")
    assert not [name for name in made.tree("editions") if name.endswith("es.po")]
