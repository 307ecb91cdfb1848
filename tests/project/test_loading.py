"""``workflow.yaml``: found, read, checked; every error names its line and a correction."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import BadInput, ConfigError, DocumentError, WorkflowError
from workflow.formats.base import options
from workflow.formats.markdown import MarkdownSettings
from workflow.project import Config, load
from workflow.project.loading import parse

BASE = "title: A test\nsource_language: en\nlanguages: [es, uk]\n"


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(text)
    return str(caught.value)


def test_the_smallest_configuration() -> None:
    assert parse(BASE) == Config(title="A test", source_language="en", languages=("es", "uk"))


def test_everything_at_once() -> None:
    config = parse(
        """\
title: "Guides: for everyone"
source_language: uk
languages: [en, pt-br, zh_hans, no, sr@latin]
source: docs
documents: [index.md, "**/*.md", "!drafts/**"]
front_matter: [title, seo.description]
locations: line
engines: {default: [argos], uk-en: [apertium, argos], uk-zh-hans: []}
pivot: yes
offline: true
placeholders: ['%\\w+%']
output: html
html: trusted
markdown: {math: true, gfm: off}
site_url: https://example.org/docs/
nav: [index.md]
overrides:
  en: {title: Guides, engines: [apertium], pivot: false}
  "news/*.md": {front_matter: [], markdown: {math: false}, placeholders: []}
"""
    )
    assert config.title == "Guides: for everyone"
    assert config.languages == ("en", "pt_BR", "zh_Hans", "no", "sr@latin")
    assert config.documents == ("index.md", "**/*.md", "!drafts/**")
    assert config.engines == ("argos",)
    assert config.engines_by_pair == {"uk-en": ("apertium", "argos"), "uk-zh_Hans": ()}
    assert (config.pivot, config.offline, config.html, config.output) == (True, True, "trusted", ("html",))
    assert config.sections["markdown"] == {**options(MarkdownSettings), "math": True, "gfm": False}
    assert config.format.placeholders == ("%\\w+%",)
    assert config.by_language["en"].engines == ("apertium",)
    assert config.by_document[0].front_matter == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "engines: argos, apertium",
            ':4: engines: "argos, apertium" is one text. Write a list: engines: [argos, apertium]',
        ),
        ("output: html,source", "Write a list: output: [html, source]"),
        ('front_matter: "title, description"', "Write a list: front_matter: [title, description]"),
        ("front_matter: title, description", "Write a list: front_matter: [title, description]"),
        (
            "overrides: {es: {engines: 'x'}, uk: {engines: a , b}}",
            ":4: overrides.uk:" if False else ':4: unknown key "b" under overrides.uk',
        ),
        ("documents: guide.md, news/*.md", "Write a list: documents: [guide.md, news/*.md]"),
        ("langauges: [es]", ':4: unknown key "langauges". Did you mean "languages"?'),
        ("source-language: en", 'Did you mean "source_language"?'),
        ("xyzzy: 1", "Known keys: books, c2pa_manifest, checks, "),
        ("title: again", ':4: "title" occurs twice (first at line 1)'),
        ("<<: {a: b}", 'unknown key "<<"'),
        ("? [a, b]\n: c", ":4: a key must be a word"),
        ("glossary: terms.txt", ':4: glossary: "terms.txt" must be a .csv, .tsv or .tbx file'),
        ("glossary: /terms.csv", ":4: glossary: a file's path must be relative"),
        ("gate: 1", "not supported by this version"),
        ("theme: ../elsewhere", "must be inside the project"),
        ("theme: {colours: {}}", 'unknown key "colours"'),
        ("theme: {colors: {accent: red}}", ':4: theme: colors: "red" is not a colour such as'),
        ("theme: {colors: {accent: '#bbb'}}", "accent #bbb is hard to read on #fdfcf9: the contrast is 1.9"),
        ("theme: {licence: free}", '"free" must be an address'),
        ("search_engines: none", "It can be all, read or translated"),
        ("pivot: maybe", ':4: pivot must be true or false, not "maybe"'),
        ("pivot: 'true'", "pivot must be true or false"),
        ("html: saef", 'Did you mean "safe"? It can be safe or trusted.'),
        ("locations: lines", 'Did you mean "line"?'),
        ("documents:", ":4: documents must be a list, such as [a, b], not empty"),
        ("documents: {a: b}", "not a mapping"),
        ("documents: [[a.md]]", "documents must be text, not a list"),
        ("documents: [../secret.md]", "leaves the source folder"),
        ("documents: [/etc/*.md]", "absolute path"),
        ("documents: ['a\\b.md']", "backslash"),
        ("documents: ['!a.md']", "at least one pattern must include documents"),
        ("documents: ['*.docx']", "this kind of document is not supported"),
        ("source: ../elsewhere", ":4: source must be a folder inside the project"),
        ("source: /etc", "inside the project"),
        ("source: editions/html", "written by this program"),
        ("source: locales", "written by this program"),
        ("source: .workflow/source", "written by this program"),
        ("markdown: {maths: on}", 'unknown key "maths" under markdown. Did you mean "math"?'),
        ("markdown: [math]", "markdown must be a mapping"),
        ("placeholders: ['[']", "is not a valid regular expression"),
        ("placeholders: ['x*']", "matches the empty text"),
        ("output: []", ":4: output: there must be at least one"),
        ("site_url: example.org", "must be the address of the site"),
        ("site_url: 'https://example.org/?a=b'", "must be the address of the site"),
        ("site_url: 'https://[::1'", "must be the address of the site"),
        ("books: {covr: a.png}", 'unknown key "covr"'),
        ("books: {cover: ../a.png}", "must be the path of a picture below source/"),
        ("books: {cover: /a.png}", "must be the path of a picture below source/"),
        ("books: {cover: ''}", 'books.cover must be text, not ""'),
        ("books: {each_document: often}", "true or false"),
        ("books: [cover]", "a mapping"),
        ("nav: [guide]", "with suffix"),
        ("engines: {en-sp: [argos]}", 'unknown "en-sp". Did you mean "en-es"?'),
        ("overrides: {ess: {}}", 'Did you mean "es"?'),
        ("overrides: {es: {engnes: []}}", 'unknown key "engnes" under overrides.es. Did you mean "engines"?'),
        ("overrides: {'../*.md': {}}", "leaves the source folder"),
        ("a: b: c", ":4: not valid YAML: unexpected colon"),
        ("nav:\n\t- a.md", ":5: not valid YAML: tabs are not allowed in YAML indentation"),
        ("source: 'x", "a quotation mark or bracket is not closed"),
        ("nav: [a.md\nsource: x", ":5: not valid YAML"),
        ("source: \x07", ":4: not valid YAML: the character U+0007 is not allowed"),
        ("--- \ntitle: x", ":4: not valid YAML"),
        ("nav: " + "[" * 3000, "not valid YAML"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_a_wrong_line_is_named(text: str, words: str) -> None:
    message = refused(BASE + text)
    assert message.startswith("workflow.yaml")
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "workflow.yaml: the file is empty"),
        ("# nothing but a comment\n", "the file is empty"),
        ("- a\n", ":1: the file must be a mapping (key: value), not a list"),
        ("publication\n", 'not "publication"'),
        ("title: T\nlanguages: [es]\n", '"source_language" is missing. Add a line such as `source_language: en`'),
        ("title:\nsource_language: en\nlanguages: [es]\n", ":1: title must be text, not empty"),
        ("title: T\nsource_language: xx\nlanguages: [es]\n", ":2: 'xx' is not a valid language code"),
        ("title: T\nsource_language: en\nlanguages: [es, klingon]\n", ":3: 'klingon' is not a valid language code"),
        (
            "title: T\nsource_language: en\nlanguages: es, fr\n",
            ':3: languages: "es, fr" is one text. Write a list: languages: [es, fr]',
        ),
        ("title: T\nsource_language: en\nlanguages: es fr\n", "Write a list: languages: [es, fr]"),
        ('title: T\nsource_language: en\nlanguages: ["es,fr"]\n', "Write a list: languages: [es, fr]"),
        (
            "title: T\nsource_language: en\nlanguages:\n- es\n- uk\n- spa\n",
            ":6: languages: es occurs twice (first at line 4).",
        ),
        ("title: T\nsource_language: en\nlanguages: [es,\n  en]\n", ":4: languages: en is the source language."),
        (
            "title: T\nsource_language: en\nlanguages: [Spanish]\n",
            ":3: 'Spanish' is not a valid language code. Did you mean 'es'?",
        ),
        ("title: T\nsource_language: en\nlanguages: [../../etc]\n", "is not a valid language code"),
        ("title: T\nsource_language: en\nlanguages:\n  - es\n  - en_XX\n", ":5: 'en_XX' is not a valid language code"),
    ],
    ids=lambda value: value[:40],
)
def test_what_has_to_be_there(text: str, words: str) -> None:
    assert words in refused(text)


def test_text_that_yaml_would_take_for_something_else() -> None:
    config = parse("title: 1984\nsource_language: no\nlanguages: es")
    assert (config.title, config.source_language, config.languages) == ("1984", "no", ("es",))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for candidate in (text, BASE + text):
        try:
            parse(candidate)
        except ConfigError as error:
            assert str(error).startswith("workflow.yaml")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(["documents", "engines", "overrides", "markdown", "site_url", "nav", "output", "pivot", "source"]),
)
def test_any_value_is_taken_or_refused(value: object, key: str) -> None:
    import yaml

    try:
        parse(BASE + yaml.safe_dump({key: value}, allow_unicode=True))
    except ConfigError as error:
        assert str(error).startswith("workflow.yaml")


def test_the_file_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "workflow.yaml").write_text(BASE)
    deep = tmp_path / "source" / "news"
    deep.mkdir(parents=True)
    assert load(deep).root == tmp_path.resolve()
    assert load(tmp_path / "workflow.yaml").root == tmp_path


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Run `workflow init` to create one"):
        load(tmp_path)
    with pytest.raises(BadInput, match="no such folder"):
        load(tmp_path / "nowhere")


def test_a_name_that_is_almost_right(tmp_path: Path) -> None:
    (tmp_path / "workflow.yml").write_text(BASE)
    with pytest.raises(ConfigError, match=r"must be called workflow\.yaml"):
        load(tmp_path)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "workflow.yaml").write_bytes(b"title: caf\xe9\n")
    with pytest.raises(DocumentError, match=r"workflow\.yaml:1: byte 0xe9 is not UTF-8"):
        load(tmp_path)


def test_a_folder_in_its_place_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "workflow.yaml").mkdir()
    with pytest.raises(WorkflowError):
        load(tmp_path)


def test_the_dialect_is_one_of_the_known_names() -> None:
    base = "title: T\nsource_language: en\nlanguages: [es]\n"
    config = parse(base + "markdown: {dialect: [hugo, gfm, hugo]}\n")
    assert config.sections["markdown"]["dialect"] == ("hugo", "gfm")
    with pytest.raises(ConfigError, match=r'workflow.yaml:4: markdown.dialect: .*Did you mean "hugo"'):
        parse(base + "markdown: {dialect: hugoo}\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("publish: [aproved]", ':4: publish: unknown "aproved". Did you mean "approved"?'),
        ("publish: []", "there must be at least one"),
        ("publish: [source, draft]", '"draft" stands after "source" and would never appear'),
        ("publish: [draft, draft]", '"draft" occurs twice'),
        ("publish: approved, draft", "Write a list"),
        ("publish: {alow: [draft]}", 'Did you mean "allow"?'),
        ("publish: {max_risk: 40}", "must be a number from 0 to 1"),
        ("publish: {max_risk: nan}", "must be a number from 0 to 1"),
        ("publish: {max_risk: high}", "must be a number from 0 to 1"),
        ("publish: {hold_back: error}", "must be a mapping"),
        ("publish: {hold_back: {drafts: eror}}", 'Did you mean "error"?'),
        ("publish: {hold_back: {machine: error}}", "Known keys: drafts, people"),
        ("publish: {complete_only: maybe}", "must be true or false"),
        ("publish:\n  rules:\n    - {kinds: [heading]}", ":6: publish.rules: the rule changes nothing"),
        (
            "publish:\n  rules:\n    - {allow: [draft]}",
            ":6: publish.rules: the rule names no languages, documents, kinds",
        ),
        ("publish: {rules: [{kinds: [headings], allow: [draft]}]}", 'Did you mean "heading"?'),
        ("publish: {rules: [{kinds: [], allow: [draft]}]}", "the list is empty"),
        ("publish: {rules: [{kinds: [body], complete_only: true}]}", "complete_only is for whole documents"),
        ("publish: {rules: [{languages: [de], allow: [draft]}]}", "must be a target language of this project"),
        ("publish: {rules: [{languages: [klingon], allow: [draft]}]}", "not a valid language code"),
        ("publish: {rules: [{documents: [../x], allow: [draft]}]}", "leaves the source folder"),
        ("publish: 3", 'unknown "3"'),
        ("publish:", "publish must be a list"),
        ("c2pa_manifest: https://example.org/{lang}", 'unknown "{lang}"'),
        ("c2pa_manifest: 'javascript:alert(1)'", "must be a URL"),
        ("c2pa_manifest: https://example.org/{page", "must be a URL"),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else None,
)
def test_a_wrong_policy_is_refused_with_its_line(text: str, words: str) -> None:
    message = refused(BASE + text)
    assert message.startswith("workflow.yaml:") and words in message
