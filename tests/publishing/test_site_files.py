"""The files of a site: shared assets, files for the top, missing pages, redirects, names of pages, collisions."""

import re
from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small, small
from workflow.errors import ConfigError
from workflow.model import Selection
from workflow.project import load
from workflow.publishing import publish
from workflow.publishing.slugs import slug

URL = "site_url: https://example.org/docs/\n"


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


def problems(river: Small, *ids: str) -> list[str]:
    return [f.message for f in publish(river.project).findings if f.id in ids]


# Assets


def test_a_file_is_published_once_for_all_languages(river: Small) -> None:
    river.write("source/film.mp4", b"\0" * 100_000)
    river.write("source/news/a.md", "# A\n\n![x](../images/boat.svg) [film](/film.mp4)\n")
    publish(river.project)
    assert [path for path in river.tree("editions/html") if "boat" in path] == ["assets/images/boat.svg"]
    assert 'src="../../assets/images/boat.svg"' in river.page("ar/news/a.html")
    assert 'href="../../assets/film.mp4"' in river.page("es/news/a.html")
    copies = list((river.root / "editions/source").rglob("film.mp4"))
    assert len(copies) == 3 and len({copy.stat().st_ino for copy in copies}) == 1


def test_a_language_can_have_its_own_file(river: Small) -> None:
    river.write("source/map.svg", "<svg>all</svg>")
    river.write("source/map.ar.svg", "<svg>ar</svg>")
    river.write("source/map.fr.svg", "<svg>fr</svg>")  # not a language of this project
    river.write("source/index.md", "# Map\n\n![map](map.svg) ![one](map.ar.svg)\n")
    publish(river.project)
    assert re.findall(r'src="([^"]+)"', river.page("es/index.html")) == ["../assets/map.svg", "../assets/map.ar.svg"]
    assert re.findall(r'src="([^"]+)"', river.page("ar/index.html")) == ["../assets/map.ar.svg"] * 2
    source = river.tree("editions/source")
    assert source["ar/map.svg"] == b"<svg>ar</svg>" and source["es/map.svg"] == b"<svg>all</svg>"
    assert "es/map.ar.svg" not in source and "es/map.fr.svg" in source


# The top of the site


def test_root_files_are_copied_to_the_top(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "root_files: static\n")
    for name in ("CNAME", ".nojekyll", "favicon.ico", ".well-known/security.txt", "404.html", ".DS_Store"):
        river.write(f"static/{name}", name)
    river.write("source/index.md", "# R\n\n[icon](/favicon.ico) [guide](guide.md)\n")
    assert problems(river, "unpublished_file", "dead_link", "root_link") == []
    html = river.tree("editions/html")
    assert {name for name in html if name.split("/")[0] not in ("en", "es", "ar", "theme", "assets")} == {
        *("CNAME", ".nojekyll", "favicon.ico", ".well-known/security.txt", "404.html", "index.html"),
    }
    assert 'href="../favicon.ico"' in river.page("es/index.html")
    assert "assets/project-files/static/favicon.ico" not in html
    assert publish(river.project).changed == ()


def test_root_files_that_the_site_has_no_room_for_are_named(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "root_files: static\n")
    river.write("static/es/x.html", "x")
    (river.root / "static/passwd").symlink_to("/etc/passwd")
    (river.root / "static/gone").symlink_to("gone")
    assert problems(river, "unpublished_file") == [
        "static/es/x.html: is not published: the site has a folder es/ of its own. Rename yours.",
        "static/gone: is not published: it is a link out of the project, or to nothing. Put a copy in its place.",
        "static/passwd: is not published: it is a link out of the project, or to nothing. Put a copy in its place.",
    ]
    assert not list(river.html.rglob("passwd"))


@pytest.mark.parametrize("folder", ["../x", "/etc", "source/top", "locales", ".", "editions/html", "a\\b"])
def test_root_files_are_in_a_folder_of_their_own(river: Small, folder: str) -> None:
    river.write("workflow.yaml", CONFIG + f"root_files: {folder}\n")
    with pytest.raises(ConfigError, match=r"workflow.yaml:4: root_files"):
        load(river.root)


def test_a_folder_of_root_files_that_does_not_exist_is_an_error(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "root_files: static\n")
    with pytest.raises(ConfigError, match=r"root_files: static/ is no folder"):
        publish(river.project)


def test_missing_pages_lead_home_in_the_language_of_the_reader(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + URL)
    publish(river.project)
    spanish = river.page("es/404.html")
    assert (
        '<html lang="es"' in spanish and "Página no encontrada" in spanish and 'href="/docs/es/index.html"' in spanish
    )
    everyone = river.page("404.html")
    assert re.findall(r'href="([^"]+)"', everyone) == [
        "/docs/theme/edition.css",
        *(f"/docs/{code}/index.html" for code in ("en", "es", "ar")),
    ]
    assert '<section lang="ar" dir="rtl">' in everyone
    river.write("workflow.yaml", CONFIG)
    publish(river.project)
    assert not list(river.html.rglob("404.html"))


def test_files_put_among_the_editions_by_hand_are_kept_and_named(river: Small) -> None:
    publish(river.project)
    river.write("editions/html/CNAME", "example.org")
    river.write("editions/html/old/page.html", "old")
    river.write("workflow.yaml", CONFIG.replace("[es, ar]", "[es]"))
    assert problems(river, "foreign_file") == [
        "editions/html/CNAME: is not part of the publication. It was kept. Remove it, or put it into the folder that root_files names.",
        "editions/html/old: is not part of the publication. It was kept. Remove it, or put it into the folder that root_files names.",
    ]
    assert river.page("CNAME") == "example.org" and river.page("old/page.html") == "old"
    assert not (river.html / "ar").exists()
    assert len(problems(river, "foreign_file")) == 2, "what was kept is no part of the publication afterwards"
    assert river.page("CNAME") == "example.org"


def test_what_a_publication_made_is_not_kept(river: Small) -> None:
    river.write("static/robots.txt", "User-agent: *\n")
    river.write("workflow.yaml", CONFIG + URL + "root_files: static\nredirects: {/first.html: index.md}\n")
    publish(river.project)
    assert all((river.html / name).is_file() for name in ("robots.txt", "first.html", "sitemap.xml", "404.html"))
    river.write("workflow.yaml", CONFIG)
    assert problems(river, "foreign_file") == []
    assert {path.name for path in river.html.iterdir()} == {"index.html", "theme", "assets", "en", "es", "ar"}


# Redirects


def test_old_addresses_lead_to_pages(river: Small) -> None:
    redirects = "redirects:\n  old/start.html: guide.md#tools\n  older/: index.md\n  /es/viejo: guide.md\n  /first.html: index.md\n"
    river.write("workflow.yaml", CONFIG + URL + redirects)
    publish(river.project)
    found = {
        path: re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', river.page(path))
        for path in ("es/old/start.html", "ar/older/index.html", "es/viejo/index.html", "first.html")
    }
    assert found == {
        "es/old/start.html": ["../guide.html#tools"],
        "ar/older/index.html": ["../index.html"],
        "es/viejo/index.html": ["../guide.html"],
        "first.html": ["en/index.html"],
    }
    assert '<link rel="canonical" href="https://example.org/docs/es/guide.html">' in river.page("es/viejo/index.html")
    assert "Esta página se ha trasladado" in river.page("es/old/start.html")
    assert publish(river.project, Selection(languages=("ar",))).changed == ()


@pytest.mark.parametrize("path", ["../x.html", "/../x.html", "a/../../b.html", "", "/", '"a\\0b.html"', "a?b.html", "a.pdf", "a//b.html", "a\\b.html"])  # fmt: skip
def test_redirects_stay_on_the_site(river: Small, path: str) -> None:
    key = path if path.startswith('"') else f"'{path}'"
    river.write("workflow.yaml", CONFIG + f"redirects:\n  {key}: guide.md\n")
    with pytest.raises(ConfigError, match=r"workflow.yaml:5: redirects"):
        load(river.root)


def test_redirects_to_nothing_and_over_a_page_are_named(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "redirects:\n  a.html: gone.md\n")
    assert problems(river, "dead_redirect") == [
        "workflow.yaml:5: redirects: a.html leads to 'gone.md', which is not a document of this project."
    ]
    before = river.tree("editions/html")
    river.write("workflow.yaml", CONFIG + "redirects:\n  Guide.html: index.md\n")
    report = publish(river.project)
    assert [str(problem) for problem in report.problems] == [
        "source/guide.md and the redirect 'Guide.html' in workflow.yaml cannot both be published: html/en/guide.html and html/en/Guide.html "
        "are one name, or a file and a folder, where case and accents do not count. Rename one of them."
    ]
    assert report.failed == ("html",) and river.tree("editions/html") == before


# Names of pages


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La guía", "la-guía"), ("../../etc/passwd", "passwd"), ("/", ""), ("..", ""), ("a\0b", "a-b"), ("C:\\x", "c-x"),
        ("docs/Ein Führer/", "ein-führer"), ("गाइड", "गाइड"), ("%2e%2e%2fx", "2e-2e-2fx"), ("a" * 300, "a" * 100),
        ("x.html?y#z", "x-html-y-z"), ("<script>", "script"), ("\u202egnp", "gnp"), ("---", ""), ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_slugs_name_a_file_and_nothing_else(text: str, name: str) -> None:
    assert slug(text) == name


SLUGGED = "---\nslug: The Guide\n---\n\n# The guide\n\n## Tools\n\nGo [home](index.md).\n"


@pytest.fixture
def slugged(river: Small) -> Small:
    river.write("workflow.yaml", CONFIG + URL + "front_matter: [default, slug]\nsearch_engines: translated\n")
    river.write("source/guide.md", SLUGGED)
    river.translate("es", "guide.md", {"The Guide": "La guía"})
    river.translate("ar", "guide.md", {"The Guide": ("الدليل", "draft")})
    return river


def test_a_person_names_a_page_in_their_language(slugged: Small) -> None:
    report = publish(slugged.project)
    assert [f.id for f in report.findings if f.id in ("dead_link", "unusable_slug")] == []
    assert (slugged.html / "en/the-guide.html").is_file() and (slugged.html / "ar/the-guide.html").is_file()
    page = slugged.page("es/la-guía.html")
    switcher = page.split('<nav class="languages"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', switcher) == [
        "../en/the-guide.html", "../es/la-gu%C3%ADa.html", "../ar/the-guide.html",
    ]  # fmt: skip
    assert '<link rel="canonical" href="https://example.org/docs/es/la-gu%C3%ADa.html">' in page
    assert 'hreflang="x-default" href="https://example.org/docs/en/the-guide.html"' in page
    assert 'href="la-gu%C3%ADa.html#tools"' in slugged.page("es/index.html")
    assert 'href="../en/the-guide.html"' in page  # the original
    assert (slugged.root / "editions/source/es/guide.md").is_file()
    assert [page.page for page in report.editions[1].pages] == ["index.html", "la-guía.html"]


def test_other_languages_lead_to_the_name_that_a_page_has(slugged: Small) -> None:
    publish(slugged.project)
    assert publish(slugged.project, Selection(languages=("ar",))).changed == ()
    slugged.translate("es", "guide.md", {"The Guide": "Manual"})
    publish(slugged.project, Selection(languages=("es",), documents=("guide",)))
    assert 'href="manual.html#tools"' in slugged.page("es/index.html")


def test_a_name_that_is_taken_is_not_used_and_named(slugged: Small) -> None:
    slugged.write("source/tools.md", "# Tools\n")
    slugged.translate("es", "guide.md", {"The Guide": "Tools"})
    slugged.translate("ar", "guide.md", {"The Guide": "Index"})
    assert problems(slugged, "unusable_slug") == [
        "source/guide.md: its slug in es gives it the path tools.html, which is that of source/tools.md. Its page has the name of the file.",
        "source/guide.md: its slug in ar gives it the path index.html, which is that of source/index.md. Its page has the name of the file.",
    ]
    assert (slugged.html / "es/guide.html").is_file() and (slugged.html / "ar/guide.html").is_file()


# Collisions


@pytest.mark.parametrize(
    ("files", "named"),
    [
        (("Guide.md", "guide.md"), "source/Guide.md and source/guide.md"),
        (("two/README.md", "two/Index.md"), "source/two/Index.md and source/two/README.md"),
        (("é.md", "e\u0301.md"), "source/e\u0301.md and source/é.md"),
        (("STRASSE.md", "straße.md"), "source/STRASSE.md and source/straße.md"),
        (("x/Map.png", "X/map.png"), "source/X/map.png and source/x/Map.png"),
    ],
)
def test_names_that_differ_in_case_or_accents_are_refused(river: Small, files: tuple[str, ...], named: str) -> None:
    publish(river.project)
    before = river.tree()
    for file in files:
        river.write(f"source/{file}", "# A\n")
    if (river.root / "source/Guide.md").exists() and not (river.root / "source/guide.md").samefile(
        river.root / "source/Guide.md"
    ):
        assert len(list((river.root / "source").iterdir())) >= 3
    report = publish(river.project)
    assert report.problems and all(str(problem).startswith(f"{named} cannot both") for problem in report.problems)
    assert not any(".building" in str(problem) for problem in report.problems)
    assert {name: data for name, data in river.tree().items() if name.startswith("html")} == {
        name: data for name, data in before.items() if name.startswith("html")
    }


def test_names_with_signs_are_published_and_linked(river: Small) -> None:
    names = ("a b#c?", "100%", "x\"y'<b>&", "日本語", "%2e%2e", "-rf", "con")
    for name in names:
        river.write(f"source/{name}.md", "# T\n")
    river.write("workflow.yaml", CONFIG + "output: [html]\n")
    report = publish(river.project)
    assert report.problems == () and not [f for f in report.findings if f.id == "dead_link"]
    assert {f"es/{name}.html" for name in names} <= set(river.tree("editions/html"))
    assert 'href="a%20b%23c%3F.html"' in river.page("es/index.html")


# Editing


def test_pages_lead_to_where_their_text_is_edited(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "edit_url: https://example.org/edit/{path}?l={language}&d={document}\n")
    publish(river.project)
    english, spanish = river.page("en/guide.html"), river.page("es/guide.html")
    assert '<a href="https://example.org/edit/source/guide.md?l=en&amp;d=guide.md">Edit this page</a>' in english
    assert (
        '<a href="https://example.org/edit/locales/es/LC_MESSAGES/guide.po?l=es&amp;d=guide.md">Corregir esta traducción</a>'
        in spanish
    )


def test_a_document_without_texts_has_no_translation_to_correct(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "edit_url: https://example.org/edit/{path}\n")
    river.write("source/empty.md", "")
    publish(river.project)
    assert "edit/source/empty.md" in river.page("en/empty.html")
    assert "example.org/edit" not in river.page("es/empty.html")


def test_a_redirect_names_the_address_that_its_page_names(river: Small) -> None:
    river.write(
        "workflow.yaml",
        CONFIG + "site_url: https://example.org/\nredirects: {old.html: index.md, /first.html: index.md}\n",
    )
    publish(river.project)
    canonical = '<link rel="canonical" href="https://example.org/en/">'
    assert all(canonical in river.page(page) for page in ("en/index.html", "en/old.html", "first.html"))


@pytest.mark.parametrize("pattern", ["javascript:alert(1)", "x/{path}", "https://e.org/{paht}", "https://e.org/{path", "https://e.org/{}", "https://e.org/{path.x}", '"https://e.org/<"'])  # fmt: skip
def test_the_pattern_of_edit_links_is_checked(river: Small, pattern: str) -> None:
    river.write("workflow.yaml", CONFIG + f"edit_url: {pattern}\n")
    with pytest.raises(ConfigError, match=r"workflow.yaml:4: edit_url"):
        load(river.root)


# Layouts of the localized documents

PLACES = {
    "folders": ("en/a/b.md", "es/a/b.md", "es/a/p.png"),
    "mkdocs": ("docs/en/a/b.md", "docs/es/a/b.md", "docs/es/a/p.png"),
    "mkdocs-suffix": ("docs/a/b.md", "docs/a/b.es.md", "docs/a/p.png"),
    "docusaurus": ("docs/a/b.md", "i18n/es/docusaurus-plugin-content-docs/current/a/b.md", "docs/a/p.png"),
    "hugo": ("content/en/a/b.md", "content/es/a/b.md", "content/es/a/p.png"),
    "mdbook": ("en/src/a/b.md", "es/src/a/b.md", "es/src/a/p.png"),
    "vitepress": ("a/b.md", "es/a/b.md", "es/a/p.png"),
    "sphinx": ("en/source/a/b.md", "es/source/a/b.md", "es/source/a/p.png"),
    "starlight": ("src/content/docs/a/b.md", "src/content/docs/es/a/b.md", "src/content/docs/es/a/p.png"),
}


@pytest.mark.parametrize("layout", PLACES)
def test_localized_documents_lie_where_generators_look_for_them(river: Small, layout: str) -> None:
    river.write("workflow.yaml", CONFIG + f"output: [source]\nsource_layout: {layout}\n")
    river.write("source/a/b.md", "# Boat\n\n![p](p.png)\n")
    river.write("source/a/p.png", "picture")
    river.translate("es", "a/b.md", {"Boat": "Barca"})
    report = publish(river.project)
    assert report.problems == ()
    original, translated, picture = PLACES[layout]
    tree = river.tree("editions/source")
    assert b"Boat" in tree[original] and b"Barca" in tree[translated] and tree[picture] == b"picture"
    river.translate("es", "a/b.md", {"Boat": "Bote"})
    river.translate("ar", "a/b.md", {"Boat": "قارب"})
    publish(river.project, Selection(languages=("es",)))
    after = river.tree("editions/source")
    assert b"Bote" in after.pop(translated)
    assert after == {path: data for path, data in tree.items() if path != translated}


def test_a_folder_of_the_sources_cannot_be_that_of_a_language(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "output: [source]\nsource_layout: vitepress\n")
    river.write("source/es/guide.md", "# Spanish\n")
    (problem,) = {str(problem) for problem in publish(river.project).problems}
    assert problem.startswith(
        "source/es/guide.md and source/guide.md cannot both be published: both would be source/es/guide.md."
    )


# HTML that pages do not show


def test_html_that_is_left_out_is_named_with_its_line(river: Small) -> None:
    river.write(
        "source/index.md",
        "# R {#edition:content}\n\n<iframe src='https://video.example/1'></iframe>\n\n<iframe src='https://video.example/2'></iframe>\n\n"
        "<script>alert(1)</script>\n\nAsk <button>here</button>.\n\n<p style='color: red'>Red</p>\n\n<a name='edition:documents'>x</a>\n",
    )
    report = publish(river.project)
    assert [f.message for f in report.findings if f.id in ("removed_html", "external_resource")] == [
        "source/index.md:3: <iframe> is left out of the page (html: safe). Its address is 'https://video.example/1'. Write a link in its place.",
        "source/index.md:7: <script> is left out of the page (html: safe).",
        "source/index.md:9: <button> is left out of the page (html: safe).",
        "source/index.md:1: an id that begins with 'edition:' is left out of the page, since the page has such ids of its own.",
    ]
    page = river.page("en/index.html")
    assert page.count('"edition:content"') == 1 and "edition:documents" not in page.split("<main")[1]
    river.write("workflow.yaml", CONFIG + "html: trusted\n")
    found = [f.id for f in publish(river.project).findings if f.id in ("removed_html", "external_resource")]
    assert found.count("removed_html") == 1 and found.count("external_resource") == 2


def test_a_picture_that_is_a_link_out_of_the_project_is_named_where_it_is_shown(
    river: Small, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("other") / "secret.png"
    secret.write_bytes(b"secret")
    (river.root / "source/link.png").symlink_to(secret)
    (river.root / "source/hosts.csv").symlink_to("../../../../etc/hosts")
    river.write("source/index.md", "# R\n\n![a](link.png) [b](hosts.csv) ![c](../../../etc/passwd) ![d](link.png/)\n")
    report = publish(river.project)
    assert [f.source_line for f in report.findings if f.id == "dead_link"] == [3, 3, 3, 3]
    assert len([f for f in report.findings if f.id == "unpublished_file"]) == 2
    assert [path for path, data in river.tree().items() if b"secret" in data or b"root:x:" in data] == []


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>alert(1)</script>", True),
        ("<svg:script href='x'/>", True),
        ("<g onload='x()'/>", True),
        ("<a href='JavaScript:x()'/>", True),
        ("<text>once = upon, a description of script</text>", False),
        ("<style>p { color: red }</style>", False),
    ],
)
def test_a_drawing_with_a_script_is_named(river: Small, inside: str, named: bool) -> None:
    river.write("source/images/boat.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')
    found = problems(river, "script_in_picture")
    assert bool(found) is named
    assert all(message.startswith("source/images/boat.svg: holds a script.") for message in found)


def test_messages_have_no_path_of_the_folder_that_is_built_in(river: Small) -> None:
    publish(river.project)
    for name in ("n" * 250 + ".png", "Guide.md", "guide.html/x.md", "a/b.md", "a.html/c.png"):
        river.write(f"source/{name}", "# A\n")
    river.write("workflow.yaml", CONFIG + "redirects: {guide.html: index.md, a/b.html/: index.md}\n")
    report = publish(river.project)
    messages = [*(str(problem) for problem in report.problems), *(f.message for f in report.findings), *report.notes]
    assert len(report.problems) >= 3
    assert [message for message in messages if ".building" in message] == []


def test_nothing_outside_the_project_is_published_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    river = small(tmp_path / "project", CONFIG + "front_matter: [default, slug]\noutput: [html, source, epub]\n")
    urls = ("../../secret.png", "%2e%2e/%2e%2e/secret.png", "..%2f..%2fsecret.png")
    pictures = " ".join(f"![x]({url}) [y]({url})" for url in urls)
    river.write(
        "source/a.md", f"---\nslug: ../../../evil\n---\n# A\n\n{pictures}\n\n<video src='../../secret.png'></video>\n"
    )
    river.write("source/b.md", "---\nslug: bad\n---\n# B\n")
    river.translate("es", "b.md", {"bad": "../../../malo"})
    report = publish(river.project)
    dead = [one.message for one in report.findings if one.id == "dead_link"]
    # Messages have links as people read them, and these three are one.
    assert dead == [f"source/a.md:6: {urls[0]!r} is not published: it is outside source/."]
    assert not [path for path, data in river.tree().items() if data == b"secret"]
    refused = [one.message for one in report.findings if one.id == "refused_translation"]
    assert len(refused) == 1 and "locales/es/LC_MESSAGES/b.po" in refused[0]
    assert {"html/es/bad.html", "html/en/evil.html"} <= river.tree().keys()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "secret.png"]
