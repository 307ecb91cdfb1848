"""What a page looks like and says: marks of machine text, directions, names for what people cannot see, heads."""

import re
from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small, small, words
from workflow.publishing import publish
from workflow.publishing.editions import Edition
from workflow.publishing.facts import Localizer, edition_of
from workflow.publishing.finishing import finished
from workflow.publishing.theming import Theme

CSS = Theme().style_sheet().decode("utf-8")
MARK = '<span class="ai" role="img" aria-label="Traducción automática">IA</span>'
SITE = CONFIG + "site_url: https://example.org/\n"


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


def edition(made: Small, code: str) -> Edition:
    project = made.project
    localizer = Localizer(project)
    facts = {path: localizer.localize(code, project.parse(path)).facts for path in project.documents.paths()}
    return edition_of(project, code, localizer.of_language(code).interface, facts)


# Marks of machine text


def test_the_mark_follows_a_machines_title_wherever_it_stands(river: Small) -> None:
    river.write("source/guide.md", "---\ntitle: The guide\ndescription: All about oars.\n---\n\nText.\n")
    river.translate(
        "es",
        "guide.md",
        {"The guide": ("La guía", "draft"), "All about oars.": ("Todo sobre remos.", "draft"), "Text.": "Texto."},
    )
    river.translate("es", "index.md", {"The river": "El río"})
    publish(river.project)
    home, guide = river.page("es/index.html"), river.page("es/guide.html")
    menu = home.split('<nav class="documents"')[1].split("</nav>")[0]
    steps = home.split('<nav class="steps"')[1].split("</nav>")[0]
    assert f"<span>La guía</span> {MARK}" in menu and f"<span>La guía</span> {MARK}" in steps
    assert "<title>La guía [IA] · El río</title>" in guide
    assert '<meta name="description" content="Todo sobre remos. [IA]">' in guide
    assert MARK not in river.page("en/index.html")


def test_a_title_by_a_person_has_no_mark(river: Small) -> None:
    river.translate("es", "guide.md", {"The guide": "La guía"})
    publish(river.project)
    assert 'class="ai"' not in river.page("es/guide.html") and "[IA]" not in river.page("es/guide.html")


def test_the_publications_title_by_a_machine_is_marked(river: Small) -> None:
    river.translate("es", "index.md", {"The river": ("El río", "draft")})
    publish(river.project)
    assert f'<a class="site-title" href="index.html"><span>El río {MARK}</span></a>' in river.page("es/guide.html")
    assert "· El río [IA]</title>" in river.page("es/guide.html")
    assert "El río" not in river.page("index.html")


def test_the_list_of_contents_marks_titles(tmp_path: Path) -> None:
    made = Small(tmp_path)
    made.write("workflow.yaml", CONFIG)
    made.write("source/one.md", "# One\n")
    made.write("source/two.md", "# Two\n")
    made.translate("es", "one.md", {"One": ("Uno", "draft")})
    publish(made.project)
    assert f"<span>Uno</span> {MARK}" in made.page("es/index.html")


def test_headings_on_this_page_say_their_language_and_who_wrote_them(river: Small) -> None:
    long = "".join(f"## Part {n}\n\n{'text ' * 200}\n\n" for n in range(4))
    river.write("source/guide.md", f"# Guide\n\n{long}")
    river.translate("ar", "guide.md", {"Part 1": ("الجزء 1", "draft"), "Part 2": "الجزء 2"})
    publish(river.project)
    contents = river.page("ar/guide.html").split('<nav class="contents"')[1].split("</nav>")[0]
    assert '<a href="#part-0" lang="en" dir="ltr">Part 0</a>' in contents
    assert '<a href="#part-1">الجزء 1 <span class="ai"' in contents
    assert '<a href="#part-2">الجزء 2</a>' in contents
    assert "<details>\n<summary>في هذه الصفحة</summary>" in contents  # folded where it stands above the text


@pytest.mark.parametrize(
    ("state", "words_"),
    [
        ("draft", "IA Generado por una máquina"),
        ("rule", "IA Generado por una máquina"),
    ],
)
def test_the_label_has_two_layers_at_first_exposure(river: Small, state: str, words_: str) -> None:
    river.write("source/index.md", "One.\n\nTwo.\n")
    river.translate("es", "index.md", {"One.": ("Uno.", state), "Two.": "Dos."})
    publish(river.project)
    notice = river.page("es/index.html").split('<aside class="notice')[1].split("</aside>")[0]
    assert words_ in words("<" + notice)
    html = river.page("es/index.html")
    assert not re.search("[\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]", html)


def test_a_machines_text_that_a_person_approved_says_both(river: Small) -> None:
    river.write("source/index.md", "One.\n")
    catalog = river.translate("es", "index.md", {"One.": ("Uno.", "draft")})
    from dataclasses import replace

    from workflow import catalogs
    from workflow.catalogs.approvals import approve

    read = catalogs.read(catalog)
    entries = tuple(
        approve(replace(one, flags=()), "Ana", "2026-11-20") if one.msgid == "One." else one for one in read.entries
    )
    catalogs.write(replace(read, entries=entries), catalog)
    publish(river.project)
    html = river.page("es/index.html")
    assert "Generado por una máquina y revisado por una persona" in words(html)
    assert "ninguna persona" not in words(html) and 'class="draft"' not in html


def test_a_whole_page_of_one_kind_says_so_once(river: Small) -> None:
    river.write("source/index.md", "One.\n\nTwo.\n")
    river.translate("es", "index.md", {"One.": ("Uno.", "draft"), "Two.": ("Dos.", "draft")})
    publish(river.project)
    html = river.page("es/index.html")
    assert html.count('class="draft"') == 2 and "data-label" not in html
    assert "data-label" not in river.page("es/guide.html").split('<div class="body">')[1]  # nothing of it is translated
    assert 'class="untranslated"' in river.page("es/guide.html")
    assert ".untranslated[data-label]:not(" in CSS  # grey only beside what is translated


# Direction


def test_the_byline_keeps_names_and_dates_together(river: Small) -> None:
    river.write("source/guide.md", "---\ntitle: G\nauthor: Ann O'Neill\ndate: 2026-02-03\n---\n\nText.\n")
    publish(river.project)
    line = re.search(r'<p class="byline">.*?</p>', river.page("ar/guide.html"))
    assert line and line[0] == (
        '<p class="byline"><bdi>Ann O\'Neill</bdi> · <time datetime="2026-02-03" dir="rtl">3 فبراير 2026</time></p>'
    )


BAD = ["Es \u202eotnel.", "Es \u2066lento.", "Es lento.\u202c", "\u2067Es\u202a lento.\u2069", "Es &#x202e;lento."]


@pytest.mark.parametrize("text", BAD)
def test_a_translation_that_turns_the_page_is_not_published(river: Small, text: str) -> None:
    river.translate("es", "index.md", {"It is slow.": text, "The river": f"Río {text}"})
    river.translate("es", "guide.md", {"The guide": text})
    report = publish(river.project)
    for page in ("es/index.html", "es/guide.html"):
        html = river.page(page)
        assert text not in html and not re.search("[\u202a-\u202e\u2066-\u2069]|&#x202e;", html)
    found = [one for one in report.findings if one.id == "refused_translation"]
    assert len(found) == 3 and "turns the direction" in found[0].message


def test_balanced_marks_of_direction_pass(river: Small) -> None:
    river.translate("es", "index.md", {"It is slow.": "Es \u2068lento\u2069."})
    publish(river.project)
    assert "Es \u2068lento\u2069." in river.page("es/index.html")


def test_cells_of_one_direction_have_it(river: Small) -> None:
    body = '<div class="table"><table><tr><td>7 m</td><td>سفينة</td><td>42</td><td lang="en" dir="ltr">x</td></tr></table></div>'
    html = finished(body, edition(river, "ar"))
    assert '<td dir="ltr">7 m</td><td>سفينة</td><td>42</td><td lang="en" dir="ltr">x</td>' in html
    assert '<td>7 m</td><td dir="rtl">سفينة</td>' in finished(body, edition(river, "en"))


@pytest.mark.parametrize("words", ["-5", "−5 %", "+1 (555) 010-99", "1 200", "±5"])
def test_signs_in_a_cell_stay_on_their_side_of_the_number(river: Small, words: str) -> None:
    body = (
        f"<table><tr><td>سفينة</td><td>{words}</td><td>42</td><td>3.5</td><td>08:00–09:30</td><td>۸ ۹</td></tr></table>"
    )
    cells = f'<td dir="ltr">{words}</td><td>42</td><td>3.5</td><td>08:00–09:30</td><td>۸ ۹</td>'
    assert cells in finished(body, edition(river, "ar"))


# For keys, screen readers and small screens


def named_boxes(html: str) -> list[str]:
    """What is after each check box, from the element that names it."""
    names = re.findall(r'<input [^>]*type="checkbox"[^>]* aria-labelledby="([^"]+)">', html)
    assert len(names) == html.count("checkbox") and len(set(names)) == len(names)
    found = [re.search(rf'<span id="{name}">(.*?)\n', html) for name in names]
    return [match[1] if match else "" for match in found]


def test_boxes_of_tasks_have_names(river: Small) -> None:
    river.write(
        "source/index.md", "- [ ] Buy *oars*\n- [x] Row\n    - [ ] Deep\n\n<!-- -->\n\n- [ ] Loose\n\n  Para.\n"
    )
    publish(river.project)
    html = river.page("en/index.html")
    assert [words(found).strip() for found in named_boxes(html)] == ["Buy oars", "Row", "Deep", "Loose"]
    river.translate("es", "index.md", {"Row": ("Remar", "draft"), "Buy *oars*": "Comprar *remos*"})
    publish(river.project)
    assert "Remar" in named_boxes(river.page("es/index.html"))[1]


def test_what_scrolls_can_be_reached_and_has_a_name(river: Small) -> None:
    wide = "| a long head of a column | another long head of it |\n|--|--|\n| sentence upon sentence here | x |\n"
    river.write(
        "source/index.md", f"{wide}\n| a | b |\n|--|--|\n| 1 | 2 |\n\n```\n{'x' * 60}\n```\n\n```\nshort\n```\n"
    )
    publish(river.project)
    html = river.page("es/index.html")
    assert html.count('tabindex="0"') == 2
    assert '<div class="table" tabindex="0" role="region" aria-label="Tabla 1"><table>' in html
    assert '<pre tabindex="0" role="region" aria-label="Código 1"><code>' in html
    assert '<div class="table"><table>' in html and "<pre><code>short" in html
    assert 'class="wide untranslated"' in html or '<td class="wide' in html


def test_raw_tables_scroll_as_well(river: Small) -> None:
    html = finished(f"<table><tr><td>{'word ' * 20}</td><td>{'word ' * 9}</td></tr></table>", edition(river, "en"))
    assert html.startswith('<div class="table" tabindex="0"') and html.endswith("</table></div>")


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>x</td></tr>",
        "<table><tr><td><table><tr><td>inner</td></tr></table></td></tr></table>",
        '<p><input type="checkbox" disabled=""></p>',
        "<pre></pre>",
        '<label><input type="checkbox"> a</label>',
    ],
)
def test_odd_html_keeps_its_words(river: Small, body: str) -> None:
    assert words(finished(body, edition(river, "en"))) == words(body)


def test_ways_back_from_a_note_have_names_of_their_own(river: Small) -> None:
    river.write("source/index.md", "One[^a], two[^a].\n\n[^a]: Note.\n")
    publish(river.project)
    html = river.page("es/index.html")
    names = re.findall(r'role="doc-backlink" aria-label="([^"]+)"', html)
    assert len(names) == 2 and names[1] == f"{names[0]} 2"


def test_the_style_sheet_prints_whole_tables_and_closed_details() -> None:
    printed = CSS.split("@media print")[1]
    assert not re.search(r"[^\n]*\b(?:table|pre|\.admonition)\b[^\n]*break-inside: avoid", printed)
    assert "details::details-content" in printed


def test_long_words_are_hyphenated_and_forced_colours_are_minded() -> None:
    assert re.search(r":lang\(de\)[^{]*\{[^}]*hyphens: auto", CSS)
    assert "forced-colors: active" in CSS and "border-color: Canvas" in CSS


# The list of languages


def test_many_languages_are_folded(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG.replace("[es, ar]", "[es, ar, uk, ja, de, fr]"))
    publish(made.project)
    switcher = made.page("es/guide.html").split('<nav class="languages"')[1].split("</nav>")[0]
    assert switcher.count("<li>") == 7 and "<details>" in switcher and "Español" in switcher.split("</summary>")[0]
    few = small(tmp_path / "few")
    publish(few.project)
    assert "<details>" not in few.page("es/guide.html")


def test_the_list_of_languages_says_how_far_a_page_is_translated(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG.replace("[es, ar]", "[es, ar, uk, ja]"))
    made.write("source/index.md", "One.\n\nTwo.\n")
    made.translate("es", "index.md", {"One.": "Uno.", "Two.": "Dos."})
    made.translate("ar", "index.md", {"One.": "واحد."})
    made.translate("uk", "index.md", {"One.": ("Один.", "draft")})
    publish(made.project)
    switcher = made.page("en/index.html").split('<nav class="languages"')[1].split("</nav>")[0]
    states = dict(re.findall(r'hreflang="(\w+)"[^>]*>[^<]*(?:<span class="share (\w+)"[^>]*>)?', switcher))
    assert states == {"en": "", "es": "", "ar": "partial", "uk": "machine", "ja": "source"}
    assert 'aria-label="Partly translated"' in switcher


# Heads


def alternates(html: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))


def canonical(html: str) -> str:
    return str(re.findall(r'<link rel="canonical" href="([^"]+)">', html)[0])


def translated(made: Small) -> None:
    made.write("source/other.md", "# Other\n")
    made.translate("es", "guide.md", {"The guide": "La guía"})
    made.translate("ar", "guide.md", {"The guide": ("الدليل", "draft")})
    made.translate("es", "index.md", {"The river": "El río"})


def test_alternates_are_reciprocal(river: Small) -> None:
    river.write("workflow.yaml", SITE)
    translated(river)
    publish(river.project)
    pages = {
        "https://example.org/" + path.relative_to(river.html).as_posix().removesuffix("index.html"): alternates(
            path.read_text("utf-8")
        )
        for path in river.html.rglob("*.html")
    }
    for own, others in pages.items():
        for tag, address in others.items():
            assert pages[address] == others, (own, tag)
        assert not others or own in others.values()
    assert alternates(river.page("es/guide.html")) == {
        "en": "https://example.org/en/guide.html",
        "es": "https://example.org/es/guide.html",
        "x-default": "https://example.org/en/guide.html",
    }
    assert alternates(river.page("es/index.html"))["x-default"] == "https://example.org/"


def test_pages_that_nobody_read_are_not_listed_and_untranslated_ones_name_the_original(river: Small) -> None:
    river.write("workflow.yaml", SITE)
    translated(river)
    publish(river.project)
    noindex = '<meta name="robots" content="noindex">'
    machine, source = river.page("ar/guide.html"), river.page("es/other.html")
    assert noindex in machine and canonical(machine).endswith("/ar/guide.html") and alternates(machine) == {}
    assert noindex not in source and canonical(source) == "https://example.org/en/other.html"
    assert noindex not in river.page("es/guide.html")


@pytest.mark.parametrize(
    ("choice", "machine", "source"), [("read", False, False), ("translated", True, False), ("all", True, True)]
)
def test_search_engines_may_list_what_the_project_wants(river: Small, choice: str, machine: bool, source: bool) -> None:
    river.write("workflow.yaml", SITE + f"search_engines: {choice}\n")
    translated(river)
    publish(river.project)
    listed = alternates(river.page("en/guide.html"))
    assert ("ar" in listed) == machine
    assert ("es" in alternates(river.page("en/other.html"))) == source


def test_open_graph_and_dates(river: Small) -> None:
    river.write("workflow.yaml", SITE)
    river.write(
        "source/guide.md",
        '---\ntitle: The guide\ndescription: Oars & "ropes"\ndate: 2026-11-20\nupdated: 2026-11-22\n'
        "image: images/boat.svg\n---\n\nText.\n",
    )
    river.translate("es", "guide.md", {"The guide": ("La guía", "approved"), "Text.": "Texto."})
    publish(river.project)
    html = river.page("es/guide.html")
    meta = dict(re.findall(r'<meta property="([\w:]+)" content="([^"]*)">', html))
    assert meta == {
        "og:type": "article",
        "og:url": "https://example.org/es/guide.html",
        "og:title": "La guía",
        "og:site_name": "The river",
        "og:locale": "es",
        "og:description": "Oars &amp; &#34;ropes&#34;",
        "og:image": meta["og:image"],
        "article:published_time": "2026-11-20",
        "article:modified_time": "2026-11-22",
    }
    assert meta["og:image"].startswith("https://example.org/") and meta["og:image"].endswith("images/boat.svg")
    assert '<meta name="description" content="Oars &amp; &#34;ropes&#34;" lang="en">' in html or 'lang="en"' in html
    assert words(re.findall(r'<p class="byline">.*?</p>', html)[0]) == (
        "20 de noviembre de 2026 · Actualizado el 22 de noviembre de 2026 · Traducido el 20 de noviembre de 2026"
    )


def test_old_anchors_are_those_of_today_and_occur_once(river: Small) -> None:
    river.write(
        "source/index.md",
        '# R\n\n<a name="a"></a>x <a name="a"></a>y <a name=b id=c></a>z <a name=\'d"\' href="#a">up</a>\n\n## H {#h}\n\n<a name="h"></a>q\n',
    )
    publish(river.project)
    html = river.page("en/index.html").split('<div class="body">')[1]
    assert '<a id="a"></a>x <a></a>y <a id="c"></a>z <a id="d&quot;" href="#a">up</a>' in html
    assert html.count('id="h"') == 1 and 'name="' not in html.split("</main>")[0]


def test_a_link_without_words_is_an_anchor_and_an_empty_header_a_cell(river: Small) -> None:
    river.write(
        "source/index.md",
        '# R\n\n<a href="#x" id="x"></a>y ![](images/boat.svg) [![](images/boat.svg)](guide.md)\n\n|   | a |\n|---|--:|\n| b | 1 |\n'
        '\n<table><tr><th scope="col"></th><th scope="col">c</th></tr></table>\n',
    )
    publish(river.project)
    html = river.page("en/index.html")
    assert '<p><a id="x"></a>y ' in html and '<a href="guide.html"><img' in html
    assert "<tr><td></td><th" in html and '<tr><td></td><th scope="col">c</th></tr>' in html
