"""Links are resolved as site generators resolve them, and lead to files of the edition."""

import posixpath
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.publishing.project import CONFIG, Small
from workflow.html import attributes_in
from workflow.project import Config, Project
from workflow.publishing import publish
from workflow.publishing.nav_tree import Navigation
from workflow.publishing.paths import page_paths
from workflow.publishing.site import Site, site_of
from workflow.publishing.targets import Roots

FILES = ["index.md", "guide.md", "news/index.md", "news/ferry.md", "tips/README.md", "learn/_index.md", "faq.txt"]
ASSETS = {
    "img/a.png": "img/a.png",
    "static/logo.svg": "static/logo.svg",
    "../static/b.png": "project-files/static/b.png",
}


def site(*, pretty: bool = False) -> Site:
    """The site of FILES and ASSETS, whose source folder is ``docs``."""
    project = Project(root=Path("/nowhere"), config=Config(title="T"))
    return replace(site_of(project, ["en"], FILES, ASSETS, Navigation(), {}), roots=Roots("docs", pretty=pretty))


@pytest.mark.parametrize(
    ("document", "path", "published"),
    [
        ("index.md", "guide.md", "guide.html"),
        ("index.md", "guide", "guide.html"),
        ("index.md", "./guide", "guide.html"),
        ("index.md", "guide/", "guide.html"),
        ("index.md", "guide.html", "guide.html"),
        ("index.md", "guide/index.html", "guide.html"),
        ("index.md", "news", "news/index.html"),
        ("index.md", "news/", "news/index.html"),
        ("index.md", "news/index", "news/index.html"),
        ("index.md", "tips", "tips/index.html"),
        ("index.md", "tips/README", "tips/index.html"),
        ("index.md", "learn/", "learn/index.html"),
        ("index.md", "faq", "faq.html"),
        ("index.md", ".", "index.html"),
        ("news/ferry.md", "./", "news/index.html"),
        ("news/ferry.md", "..", "index.html"),
        ("news/ferry.md", "../guide", "guide.html"),
        ("news/ferry.md", "../../guide/", "guide.html"),  # relative to the page's own folder, news/ferry/
        ("news/ferry.md", "/guide", "guide.html"),
        ("news/ferry.md", "/docs/guide", "guide.html"),
        ("news/ferry.md", "/docs/news/ferry/", "news/ferry.html"),
        ("news/ferry.md", "/", "index.html"),
        ("news/ferry.md", "/img/a.png", "img/a.png"),
        ("news/ferry.md", "/logo.svg", "static/logo.svg"),
        ("news/ferry.md", "/b.png", "project-files/static/b.png"),
        ("news/ferry.md", "../../static/b.png", "project-files/static/b.png"),
        ("news/ferry.md", "../../docs/guide.md", "guide.html"),
        ("news/ferry.md", "@site/static/b.png", "project-files/static/b.png"),
        ("news/ferry.md", "@site/docs/guide.md", "guide.html"),
        ("index.md", "missing", None),
        ("index.md", "img", None),
        ("index.md", "/guide.pdf", None),
        ("index.md", "../guide", None),
    ],
)
def test_links_lead_where_generators_lead(document: str, path: str, published: str | None) -> None:
    assert site().published_at(path, document) == published


def test_where_pages_have_folders_links_are_relative_to_them_first() -> None:
    assert site().published_at("../guide", "news/ferry.md") == "guide.html"
    assert site(pretty=True).published_at("../ferry/", "news/boat.md") == "news/ferry.html"
    assert site(pretty=True).published_at("../guide.md", "news/ferry.md") == "guide.html"


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("/en-US/docs/Web/Tide", "web/tide/index.html"),
        ("/en-US/docs/Web/Tide/", "web/tide/index.html"),
        ("/en-US/docs/Web/CSS/:low", "web/css/_colon_low/index.html"),
        ("/en-US/docs/Web/CSS/::high", "web/css/_doublecolon_high/index.html"),
        ("/fr/docs/Web/Tide", "web/tide/index.html"),
        ("/en-US/docs/Web/Ebb", None),
        ("/en-US/blog/Web/Tide", None),
    ],
)
def test_addresses_of_mdn_are_folders(path: str, published: str | None) -> None:
    files = ["web/tide/index.md", "web/css/_colon_low/index.md", "web/css/_doublecolon_high/index.md"]
    project = Project(root=Path("/nowhere"), config=Config(title="T"))
    site = replace(site_of(project, ["en"], files, {}, Navigation(), {}), roots=Roots("files/en-us", mdn=True))
    assert site.published_at(path, files[0]) == published


@pytest.mark.parametrize(
    ("documents", "index"),
    [
        (["a/_index.md", "a/b.md"], "a/_index.md"),
        (["a/README.md", "a/_index.md"], "a/_index.md"),
        (["a/_index.md", "a/index.md"], "a/index.md"),
    ],
)
def test_the_index_of_a_folder(documents: list[str], index: str) -> None:
    assert {path for path, page in page_paths(documents).items() if page == "a/index.html"} == {index}


@pytest.mark.parametrize(
    ("file", "link"),
    [("docs/.gitbook/assets/a b.png", ".gitbook/assets/a%20b.png"), ("docs/.vuepress/public/img/a.png", "/img/a.png")],
)
def test_pictures_of_gitbook_and_vuepress_are_in_hidden_folders(tmp_path: Path, file: str, link: str) -> None:
    small = made(tmp_path, {"docs/index.md": f"![a]({link})\n", file: "x"})
    assert [f.message for f in publish(small.project).findings if f.id != "missing_catalog"] == []
    assert dead(small.root / "editions/html") == []
    assert (small.root / "editions/source/es" / Path(file).relative_to("docs")).is_file()


def test_a_navigation_file_gets_no_anchors(tmp_path: Path) -> None:
    summary = "# Contents\n\n* [Home](README.md)\n\n## Basics\n\n* [Guide](guide.md)\n"
    small = made(tmp_path, {"docs/SUMMARY.md": summary, "docs/README.md": "# Home\n", "docs/guide.md": "# Guide\n"}, "source: docs\nnav: SUMMARY.md\n")  # fmt: skip
    small.translate("es", "SUMMARY.md", {"Contents": "Contenido", "Basics": "Lo básico"})
    publish(small.project)
    text = (small.root / "editions/source/es/SUMMARY.md").read_text(encoding="utf-8")
    assert text == summary.replace("Contents", "Contenido").replace("Basics", "Lo básico")


def made(tmp_path: Path, files: dict[str, str], config: str = "source: docs\n") -> Small:
    small = Small(tmp_path)
    small.write("workflow.yaml", CONFIG.replace("[es, ar]", "[es]") + config)
    for path, text in files.items():
        small.write(path, text)
    return small


def dead(root: Path) -> list[str]:
    """The local links below a folder that lead to no file."""
    found = []
    for page in sorted(root.rglob("*.html")):
        for _, each in attributes_in(page.read_text(encoding="utf-8"), frozenset({"href", "src", "poster"})):
            parts = urlsplit(each.value)
            target = page.parent / unquote(parts.path) if parts.path else page
            if not parts.scheme and not (target.is_file() and not each.value.startswith("/")):
                found.append(f"{page.relative_to(root)}: {each.value}")
    return found


def test_pages_have_relative_links_and_localized_markdown_keeps_them_as_written(tmp_path: Path) -> None:
    text = '# News\n\n[a](/docs/guide) [b](../guide/) [c](./) ![d](/img/a.png) <img src="/img/a.png"> [e](/files/form.pdf) ![f](../../docs/pic.png) [g](../../docs/guide.html)\n'
    small = made(tmp_path, {"docs/index.md": "# Home\n\n[n](news/ferry) [o](../docs/guide/) ![p](../docs/pic.png)\n", "docs/guide.md": "# Guide\n\n## Set up\n", "docs/news/ferry.md": text, "docs/pic.png": "x", "static/img/a.png": "x", "static/files/form.pdf": "x"})  # fmt: skip
    report = publish(small.project)
    assert [f.message for f in report.findings if f.id != "missing_catalog"] == []
    assert dead(small.root / "editions/html") == []
    assert (small.root / "editions/source/es/news/ferry.md").read_text(encoding="utf-8") == text


def test_a_picture_in_the_project_but_outside_the_source_folder_is_published(tmp_path: Path) -> None:
    small = made(tmp_path, {"docs/index.md": "![a](../art/a.png) [b](../art/b.png) [c](../CONTRIBUTING.md)\n", "art/a.png": "x", "art/b.png": "x", "CONTRIBUTING.md": "x"})  # fmt: skip
    report = publish(small.project)
    assert (small.html / "assets/project-files/art/a.png").is_file()
    assert 'src="../assets/project-files/art/a.png"' in small.page("es/index.html")
    assert [f.message for f in report.findings if f.id == "dead_link"] == [
        "docs/index.md:1: '../art/b.png' is not published: it is outside docs/.",
        "docs/index.md:1: '../CONTRIBUTING.md' is not published: it is outside docs/.",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "../../elsewhere.png",
        "../.secret/a.png",
        "../.env",
        ".gitbook/a.png",
        ".gitbook/assets/.env",
        "../editions/x.png",
    ],
)
def test_a_picture_outside_the_project_or_hidden_is_reported(tmp_path: Path, path: str) -> None:
    small = made(tmp_path / "project", {"docs/index.md": f"![a]({path})\n"})
    small.write(f"docs/{path}", "x")
    report = publish(small.project)
    assert [f.id for f in report.findings if f.id == "dead_link"] == ["dead_link"]
    assert not list((small.root / "editions/html").rglob("*.png"))


@pytest.mark.parametrize("link", ["draft.md", "draft", "./draft/", "/draft", "/docs/draft.md", "draft.html", "../docs/draft"])  # fmt: skip
def test_a_link_to_an_excluded_document_is_dead_however_it_is_written(tmp_path: Path, link: str) -> None:
    small = made(tmp_path, {"docs/index.md": f"[a]({link})\n", "docs/draft.md": "# D\n"}, 'source: docs\ndocuments: ["**/*.md", "!draft.md"]\n')  # fmt: skip
    assert [f.message for f in publish(small.project).findings if f.id != "missing_catalog"] == [
        f"docs/index.md:1: '{link}' is not published: `documents` in workflow.yaml leaves it out."
    ]


@pytest.mark.parametrize(
    "path", ["a" * 300, "/" + "b/" * 3000, "a%00b.png", "%ff%fe", "../" * 300, "a//b///c", "%2e%2e%2fx", "c:\\x.png", "*?<>|"]
)  # fmt: skip
def test_links_that_no_file_can_have_are_dead(tmp_path: Path, path: str) -> None:
    small = made(tmp_path, {"docs/index.md": f"[a](<{path}>) <img src='{path}'>\n"})
    ids = {f.id for f in publish(small.project).findings} - {"missing_catalog", "unsafe_link", "external_resource"}
    assert ids <= {"dead_link", "root_link"}


def test_a_file_with_the_name_of_a_page_is_published_beside_it(tmp_path: Path) -> None:
    files = {
        "docs/index.md": "[page](guide.md) [file](guide.html) [also the page](guide)\n",
        "docs/guide.md": "# Guide\n",
        "docs/guide.html": "<p>Old</p>",
        "docs/index.html": "<p>Old</p>",
        "docs/news.md": "# N\n",
        "docs/news.html/a.png": "x",
        "docs/news.html/b.md": "# B\n",
    }
    small = made(tmp_path, files)
    report = publish(small.project)
    assert not [f for f in report.findings if f.id in ("unpublished_file", "dead_link")]
    assert "Old" not in small.page("es/guide.html") and small.page("assets/guide.html") == "<p>Old</p>"
    body = small.page("en/index.html").split('<div class="body">')[1].split("</div>")[0]
    assert [one.value for _, one in attributes_in(body, frozenset({"href"}))] == [
        "guide.html",
        "../assets/guide.html",
        "guide.html",
    ]
    assert {"news.md.html", "news.html/b.html"} <= set(small.tree("editions/html/es"))
    assert (small.html / "assets/news.html/a.png").is_file()
    assert (small.root / "editions/source/es/guide.html").is_file()


def test_files_from_outside_have_paths_of_their_own(tmp_path: Path) -> None:
    small = made(tmp_path, {"docs/index.md": "![a](../art/a.png) ![b](project-files/art/a.png)\n", "art/a.png": "out", "docs/project-files/art/a.png": "in"})  # fmt: skip
    publish(small.project)
    assert small.page("assets/project-files-/art/a.png") == "out"
    assert small.page("assets/project-files/art/a.png") == "in"
    assert dead(small.html) == []


def test_links_out_of_the_folder_are_named(tmp_path: Path) -> None:
    small = made(tmp_path / "project", {"docs/index.md": "![a](a.png) ![b](b.png)\n", "art/a.png": "x"})
    small.write("../b.png", "x")
    (small.root / "docs/a.png").symlink_to("../art/a.png")
    (small.root / "docs/b.png").symlink_to("../../b.png")
    (small.root / "docs/c.png").symlink_to("nowhere.png")
    (small.root / "docs/d.png").symlink_to("d.png")
    report = publish(small.project)
    assert {path.name for path in small.html.rglob("*.png")} == {"a.png"}  # a page shows it, and it is in the project
    messages = [f.message for f in report.findings if f.id == "unpublished_file"]
    assert [message.split(":")[0] for message in messages] == ["docs/b.png", "docs/c.png", "docs/d.png"]
    assert messages[0].endswith("/b.png, outside the source folder. Put a copy in its place.")
    assert messages[1].endswith("/nowhere.png, which does not exist.")
    assert [f.message for f in report.findings if f.id == "dead_link"] == ["docs/index.md:1: 'b.png' is not published: it is outside docs/."]  # fmt: skip


@pytest.mark.parametrize("text", ["", "```sh\nls\n```\n", "![](a.png)\n", "<!-- nothing -->\n", "---\nlayout: wide\n---\n"])  # fmt: skip
def test_a_page_without_text_needs_no_catalog(tmp_path: Path, text: str) -> None:
    small = made(tmp_path, {"docs/index.md": text, "docs/a.png": "x"})
    assert publish(small.project, strict=True).findings == ()
    assert (small.html / "es/index.html").is_file()


def test_page_paths_stay_in_the_folder_of_their_document() -> None:
    for document, page in page_paths(FILES).items():
        assert posixpath.dirname(document) == posixpath.dirname(page)


@pytest.mark.parametrize(
    ("document", "front_matter", "link"),
    [
        ("02-guides/01-set-up.md", "", "/guides/set-up"),
        ("02-guides/README.md", "", "guides/"),
        ("about.md", "permalink: /about-us/", "/about-us/"),
        ("about.md", "slug: who", "./who"),
        ("a/about.md", "slug: /who", "/who/"),
        ("a/about.md", "aliases: [/old/, older]", "/a/older"),
        ("Getting-Started.md", "", "/getting-started/"),
    ],
)
def test_links_to_the_addresses_that_generators_make(
    tmp_path: Path, document: str, front_matter: str, link: str
) -> None:
    small = made(tmp_path, {"docs/index.md": f"[a]({link}#there)\n", f"docs/{document}": f"---\n{front_matter}\n---\n\n## There\n"})  # fmt: skip
    report = publish(small.project)
    assert [f.message for f in report.findings if f.id != "missing_catalog"] == []
    assert dead(small.root / "editions/html") == []
    assert 'href="/' not in small.page("es/index.html")


def test_a_name_that_two_documents_have_leads_nowhere(tmp_path: Path) -> None:
    small = made(tmp_path, {"docs/index.md": "[a](/who)\n", "docs/01-who.md": "# A\n", "docs/02-who.md": "# B\n"})
    assert [f.id for f in publish(small.project).findings if f.id != "missing_catalog"] == ["root_link"]
