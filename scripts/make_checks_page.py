"""Write docs/checks.md from the table of checks: ``python scripts/make_checks_page.py``. A test keeps the page equal to the table."""

from pathlib import Path

from workflow.checks.model import CatalogCheck, Check, CheckRule, EntryCheck, Example, OpinionRule
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS, OPINION_RULES, RULES

__all__ = ["PAGE", "POFILTER", "WEBLATE", "page"]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checks.md"

_TAGS = "`inline_tags` and the check of the tag's kind"
_FORMAT = "`format_string`"
_NO_FLAG = "no: gettext has no flag for this format; `placeholders` compares its signs in every text"
_SOURCE = "no: about the source, which authors write elsewhere"
_INTERFACE = "no: interfaces of programs only"

WEBLATE = {
    **{
        name: f"`{name.replace('-', '_')}`"
        for name in [
            "same",
            "begin_newline",
            "end_newline",
            "begin_space",
            "end_space",
            "double_space",
            "end_stop",
            "end_colon",
            "end_question",
            "end_exclamation",
            "end_interrobang",
            "end_ellipsis",
            "end_semicolon",
            "max-length",
            "max-lines",
            "multiple_capital",
            "kashida",
            "punctuation_spacing",
            "escaped_newline",
            "newline-count",
            "zero-width-space",
            "duplicate",
            "placeholders",
            "xml-invalid",
            "xml-tags",
            "md-reflink",
            "md-link",
            "md-syntax",
            "safe-html",
            "rst-references",
            "plurals",
            "same-plurals",
            "inconsistent",
            "reused",
            "ellipsis",
        ]
    },
    **{name: f"`{name}`, on request" for name in (rule.id for rule in OPINION_RULES)},
    "check_glossary": "`glossary_missing`, `glossary_forbidden`",
    "accelerator": _INTERFACE,
    "kabyle-characters": "no: for one language; `mixed_scripts` finds letters of another script",
    "max-size": "no: needs the font in which the text will be shown",
    "regex": "no: Weblate has a flag for it, gettext has none",
    "prohibited_initial_character": "no: about tables that spreadsheets open",
    "bbcode": "no: no format of this program has BBCode",
    "xml-chars-around-tags": "no: words beside a tag change with the language",
    "url": "`urls`",
    "rst-syntax": "`code_spans`, `rst_references`",
    "safe-mdx": "`safe_html`, `xml_tags`; and `publish` refuses what would break the document",
    "translated": "no: `status` shows what has to be translated again",
    **dict.fromkeys(
        ["optional_plural", "source-max-length", "multiple_failures", "long_untranslated", "unnamed_format"], _SOURCE
    ),
    **dict.fromkeys(
        [
            "python_format",
            "python_brace_format",
            "php_format",
            "c_format",
            "objc_format",
            "perl_format",
            "perl_brace_format",
            "javascript_format",
            "lua_format",
            "object_pascal_format",
            "scheme_format",
            "c_sharp_format",
            "java_printf_format",
            "java_format",
            "qt_format",
            "qt_plural_format",
            "ruby_format",
        ],
        _FORMAT,
    ),
    **dict.fromkeys(
        [
            "laravel_format",
            "percent_placeholders",
            "vue_format",
            "i18next_interpolation",
            "es_format",
            "automattic_components_format",
            "angularjs_format",
            "icu_message_format",
            "icu_message_format_syntax",
        ],
        _NO_FLAG,
    ),
    **dict.fromkeys(
        [
            "fluent-source-syntax",
            "fluent-target-syntax",
            "fluent-parts",
            "fluent-references",
            "fluent-source-inner-html",
            "fluent-target-inner-html",
        ],
        "no: Fluent is not gettext",
    ),
}
"""By Weblate's check: ours, or why there is none."""

POFILTER = {
    "dialogsizes": _INTERFACE,
    "escapes": "`escaped_newline`; and `format_string`",
    "newlines": "`newline_count`",
    "nplurals": "`plurals`",
    "printf": _FORMAT,
    "pythonbraceformat": _FORMAT,
    "tabs": "`tabs`",
    "validxml": "`xml_invalid`",
    "variables": "`placeholders`",
    "xmltags": "`xml_tags`",
    "accelerators": _INTERFACE,
    "acronyms": "`names`",
    "blank": "`blank`",
    "emails": "`emails`",
    "filepaths": "`technical_names`",
    "functions": "`technical_names`",
    "gconf": _INTERFACE,
    "kdecomments": "no: an old form of context",
    "long": "`length`",
    "musttranslatewords": "`glossary_missing`",
    "notranslatewords": "`glossary_missing`, for terms with `keep`",
    "numbers": "`numbers`",
    "options": "`technical_names`",
    "purepunc": "`blank`, `numbers`, `symbols`",
    "sentencecount": "`sentence_count`",
    "short": "`length`",
    "spellcheck": "`spellcheck`; `invented`, in drafts",
    "unchanged": "`same`",
    "urls": "`urls`",
    "brackets": "`brackets`, `lost_brackets`",
    "doublequoting": "`quotes`, `lost_brackets`",
    "doublespacing": "`double_space`",
    "doublewords": "`duplicate`",
    "endpunc": "`end_stop` and the other checks of the end",
    "endwhitespace": "`end_space`",
    "puncspacing": "`punctuation_spacing`",
    "simplecaps": "no: languages differ in their capitals",
    "simpleplurals": "`plurals`",
    "singlequoting": "`quotes`",
    "startcaps": "`startcaps`",
    "startpunc": "`inverted_marks`, `quotes`",
    "startwhitespace": "`begin_space`",
    "validchars": "`valid_chars`, `hidden_characters`, `mojibake`",
    "compendiumconflicts": "`conflict`",
    "credits": "no: gettext's headers name translators",
    "hassuggestion": "no: suggestions are not in PO files",
    "isfuzzy": "no: `status` counts them",
    "isreview": "no: `queue` lists them",
    "untranslated": "no: `status` counts them",
}
"""By pofilter's check: ours, or why there is none."""

_HEAD = """# Checks

<!-- Written by scripts/make_checks_page.py from the table of checks. Change the table, not this page. -->

`workflow check` looks for what is wrong with drafts and translations. Each check has an id, which is Weblate's if Weblate has the check,
otherwise that of pofilter; a category of [MQM](https://themqm.org/); and a severity:

- **error**: readers would see that something is broken or wrong. `workflow check` exits with 1.
- **warning**: wrong nearly always. `--severity warning` makes the exit code 1 for warnings, too.
- **note**: often right as it is, and worth a look. Notes are shown with `-v` or `--severity note`.

```console
$ workflow check                        # the whole project
$ workflow check -l es -d guide         # one language, one document
$ workflow check messages.po            # any PO file, outside a project as well
$ workflow check --select numbers,same  # some checks only
$ workflow check --explain end_stop     # what a check finds, with examples
$ workflow check --format sarif         # or html, json, junit, github, gitlab
```

A line shows where the entry is in the catalog, the problem, the id of the check, and the place in the source. The part that is wrong is
marked; where no part of the translation is wrong, the source is shown. `fix:` has the corrected text, if the correction is certain.

## Correcting

```console
$ workflow check --fix                  # drafts
$ workflow check --fix=all              # what people wrote, too
```

shows each correction that is certain as the old and the new line, with the changes marked, and asks before anything is written. `--yes`
answers for you. Without a terminal and without `--yes`, the changes are only shown. `--select`, `--ignore`, `-l`, `-d`, `--state` and
`--changed-since` choose what is corrected.

Several corrections of an entry are made one after the other, with the checks run again between them. A correction is named and not made
if it would cause an error, or if its document would refuse the text. A corrected draft is still a draft. A person's text stays theirs; since
the text changes, its approvals and `workflow-ignore` comments no longer hold, and the list of changes says so. In a project, `workflow undo`
takes the corrections back.

## Ignoring a finding

There are three places to dismiss a finding. Each asks for the id of the check and takes a reason.

**In the entry**, with `workflow ignore ADDRESS CHECK --reason TEXT`, which writes a comment:

    # workflow-ignore: end_stop 3f2a91c0 the heading is a sentence on purpose

The number is a hash of context, source and translation, so the comment holds until one of them changes.

**In the source**, before a block of Markdown, for its translations into every language:

    <!-- i18n:ignore numbers the numbers are spelled out in some languages -->

It is for the next block with its content, such as a list, or for the paragraph or cell in which it stands.

**In `workflow.yaml`**, for documents and languages, under [`checks`](configuration.md#checks).

`workflow check` says how many findings are ignored, and with `-v` which, and why. To leave a check out altogether, use `--ignore ID`.

```console
$ workflow check --unused-ignores
```

lists the comments, directives and rules that ignore nothing: the check finds nothing there any longer, the entry has changed, or no check has
that id. It exits with 1 if there are any. A directive is judged if all languages were checked and translated, a rule if the whole project was
checked.

## Spelling

`spellcheck` and `invented` look words up in a [Hunspell](https://hunspell.github.io/) dictionary of the language. They need Hunspell (`pip install chunspell`, or the
extra `workflow-editions[spelling]`) and the dictionary: on Debian and Ubuntu, `apt install hunspell-es`. It is found where Linux distributions,
LibreOffice and macOS put dictionaries, and in the folders under [`dictionaries`](configuration.md#dictionaries) in `workflow.yaml`. For `es`, `es_ES` is used first,
and then that of any other territory; for `es_MX`, only `es_MX` or `es`. `workflow doctor` shows the dictionary of each language, and the package that brings it.
Without a dictionary, spelling is not checked, and `workflow check -v` says so.

Not looked up are code, addresses, placeholders, words with digits, words in capitals, and words with a capital inside a sentence, which are
names (not in German and Luxembourgish). A word counts as known if it is in the source or in the glossary's translations.

A project's own words are in `spelling/es.txt`, one a line; a line that begins with `#` is a comment. A word in small letters is also known with a capital. Words
for `es` hold for `es_MX`, too.

## Only what is new

```console
$ workflow check --changed-since main             # entries that changed since a revision in git
$ workflow check --write-baseline known.txt       # write today's findings to a file …
$ workflow check --baseline known.txt             # … and show only others from then on
```

A baseline has a line for each finding, sorted, without line numbers, so that it can be compared and committed. A finding is known as long as its
check finds no more problems in its entry than before, even if the text has changed and the problem is another one. `--baseline` says how many findings are hidden, and how many lines no longer occur; `--write-baseline` again
leaves these out. Lines for catalogs and checks that were not part of the run are kept.

"""


_OPINIONS = """## The second opinion of a language model

These are judgements, not checks: a [language model](second-opinion.md) gives them if `second_opinion` in `workflow.yaml` names its
server, and only when it is asked for them with `workflow check --opinion`. The severity depends on what the model says: *minor* makes a note, *major* and
*critical* make a warning. None is an error, so no machine's opinion makes `workflow check` exit with 1 unless you ask for that with
`--severity`. The tables show what a model may say.

"""


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    tables = (
        ("Checks of a text and its translation", CHECKS),
        ("Checks of entries", ENTRY_CHECKS),
        ("Checks of all entries of a language", CATALOG_CHECKS),
    )
    for title, checks in tables:
        parts.append(f"## {title}\n\n")
        parts += [_section(check) for check in checks]
    parts.append(_OPINIONS)
    parts += [_section(rule) + _opinion_table(rule) for rule in OPINION_RULES]
    parts.append("## Weblate’s checks\n\n| Weblate | here |\n|---|---|\n")
    parts += [f"| `{name}` | {ours} |\n" for name, ours in sorted(WEBLATE.items())]
    parts.append("\n## pofilter’s checks\n\n| pofilter | here |\n|---|---|\n")
    parts += [f"| `{name}` | {ours} |\n" for name, ours in sorted(POFILTER.items())]
    own = sorted(
        name for name in RULES if not any(f"`{name}`" in ours for ours in (*WEBLATE.values(), *POFILTER.values()))
    )
    parts.append(f"\nNeither of them has {', '.join(f'`{name}`' for name in own[:-1])} and `{own[-1]}`.\n")
    return "".join(parts)


def _section(check: CheckRule) -> str:
    where = []
    if isinstance(check, Check) and check.languages:
        where.append(f"languages: {', '.join(sorted(check.languages))}")
    facts = "; ".join((check.severity.value, f"MQM: {check.mqm}", *where))
    rows = "".join(_row(check, example) for example in check.examples)
    table = f"| languages | source | good | bad |\n|---|---|---|---|\n{rows}\n" if rows else ""
    return f"### {check.id}\n\n{check.description} ({facts})\n\n{table}"


def _opinion_table(rule: OpinionRule) -> str:
    rows = (
        f"| {one.pair} | `{one.source}` | `{one.target}` | {one.severity} | `{one.quote}` | {one.reason} |\n"
        for one in rule.opinions
    )
    head = "| languages | source | translation | severity | quotation | reason |\n|---|---|---|---|---|---|\n"
    return f"{head}{''.join(rows)}\n"


def _row(check: CheckRule, example: Example) -> str:
    flags = f" `{'` `'.join(example.flags)}`" if example.flags else ""
    texts = (example.source, example.good, example.bad)
    return f"| {example.pair}{flags} | {' | '.join(_shown(text, check) for text in texts)} |\n"


def _shown(text: str | tuple[str, ...], check: CheckRule) -> str:
    if isinstance(text, tuple):
        between = "<br>" if isinstance(check, CatalogCheck | EntryCheck) else " "
        return between.join(_shown(one, check) for one in text)
    signs = (
        _SIGNS.get(sign) or (sign if sign.isprintable() else f"⟨U+{ord(sign):04X}⟩")
        for sign in text.replace("|", "\\|")
    )
    shown = "".join(signs)
    shown = shown.replace("  ", "␣␣")
    if shown != shown.strip():
        shown = f"{'␣' * (len(shown) - len(shown.lstrip()))}{shown.strip()}{'␣' * (len(shown) - len(shown.rstrip()))}"
    mark = "``" if "`" in shown else "`"
    return f"{mark} {shown} {mark}" if "`" in shown else f"`{shown}`"


_SIGNS = {"\n": "⏎", "\t": "→", "\u00a0": "⍽", "\u202f": "⍽", "\u0301": "◌́"}
"""What stands for characters that are not seen."""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
