"""Site generators take the localized documents as they are: the same warnings in every language as in that of the source."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small, small
from workflow.publishing import publish

BIN = Path(sys.executable).parent
SETTINGS = "site_name: River\nuse_directory_urls: false\nvalidation: {anchors: warn}\n"
I18N = """\
plugins:
  - i18n:
      docs_structure: %s
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: es, name: Español, build: true}
"""
NEWS = "# News\n\nSee [the guide](../guide.md#tools) and [nothing](gone.md).\n\nGo [down](../guide.md#gone).\n\n![b](../images/boat.svg)\n"


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(program(tool) is None, reason=f"{tool} is not installed")


def program(tool: str) -> str | None:
    """The program of this environment, or that of the system."""
    return str(BIN / tool) if (BIN / tool).is_file() else shutil.which(tool)


def exported(tmp_path: Path, layout: str, dialect: str, index: str = "index.md") -> Path:
    """The localized documents of a publication with a dead link and a dead anchor, headings translated."""
    config = CONFIG.replace("[es, ar]", "[es]") + f"output: [source]\nsource_layout: {layout}\n"
    river = small(tmp_path, f"{config}markdown: {{dialect: [{dialect}]}}\n")
    if index != "index.md":
        (river.root / "source/index.md").rename(river.root / "source" / index)
    if layout == "mdbook":
        river.write("workflow.yaml", f"{(river.root / 'workflow.yaml').read_text()}nav: SUMMARY.md\n")
        river.write(
            "source/SUMMARY.md", "# Summary\n\n- [River](index.md)\n- [Guide](guide.md)\n    - [News](news/a.md)\n"
        )
        river.translate("es", "SUMMARY.md", {"[Guide](guide.md)": "[Guía](guide.md)"})
    river.write("source/news/a.md", NEWS)
    river.translate("es", index, {"The river": "El río"})
    river.translate("es", "guide.md", {"The guide": "La guía", "Tools": "Herramientas", "Back": "Vuelta"})
    river.translate(
        "es", "news/a.md", {"News": "Noticias", "Go [down](../guide.md#gone).": "[Abajo](../guide.md#gone)."}
    )
    publish(river.project)
    return Small(tmp_path).root / "editions/source"


def run(tool: str, *arguments: str, folder: Path) -> str:
    """What a program says, without colours."""
    command = [program(tool) or tool, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)


def build(tool: str, folder: Path, settings: str) -> str:
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return run(tool, "build", "-f", "mkdocs.yml", folder=folder)


def warnings(output: str) -> list[str]:
    """What MkDocs complains about, without the place of the language."""
    found = re.findall(r"^WARNING - +(.*)", output, re.MULTILINE)
    return [re.sub(r"\b(?:en|es)/|\.es(?=\.md)", "", line) for line in found]


@needs("mkdocs")
@pytest.mark.parametrize(("layout", "structure"), [("mkdocs", "folder"), ("mkdocs-suffix", "suffix")])
def test_mkdocs_takes_the_documents(tmp_path: Path, layout: str, structure: str) -> None:
    folder = exported(tmp_path, layout, "mkdocs")
    before, after = build("mkdocs", folder, SETTINGS + I18N % structure).split("Building 'es' documentation")
    assert warnings(before) == warnings(after)
    assert len(warnings(before)) == 2 and "gone.md" in warnings(before)[0] and "#gone" in warnings(before)[1]
    assert "Herramientas</h2>" in (folder / "site/es/guide.html").read_text(encoding="utf-8")
    assert 'id="tools"' in (folder / "site/es/guide.html").read_text(encoding="utf-8")
    assert (folder / "site/images/boat.svg").is_file()


@needs("zensical")
def test_zensical_takes_the_documents(tmp_path: Path) -> None:
    folder = exported(tmp_path, "mkdocs", "mkdocs")
    found = []
    for code in ("en", "es"):
        output = build("zensical", folder, f"{SETTINGS}docs_dir: docs/{code}\nsite_dir: site/{code}\n")
        found.append(re.findall(r"^Warning: (.*)$|\[ (\S+?:\d+):", output, re.MULTILINE))
        assert (folder / f"site/{code}/news/a.html").is_file()
    assert found[0] == found[1]
    assert len(found[0]) == 4 and "Herramientas" in (folder / "site/es/guide.html").read_text(encoding="utf-8")


@needs("sphinx-build")
def test_sphinx_takes_the_documents(tmp_path: Path) -> None:
    folder = exported(tmp_path, "sphinx", "myst")
    found = []
    for code in ("en", "es"):
        settings = f'project = "R"\nextensions = ["myst_parser"]\nlanguage = "{code}"\nmyst_heading_anchors = 3\n'
        (folder / code / "source/conf.py").write_text(settings, encoding="utf-8")
        output = run("sphinx-build", "-q", "-b", "html", "source", "html", folder=folder / code)
        found.append(re.findall(rf"/{code}/source/([\w/.]+?)(?::\d+)?: WARNING: (.*)", output))
        assert (folder / code / "html/_images/boat.svg").is_file()
    assert found[0] == found[1]
    missing = [words for _, words in found[0] if "xref_missing" in words]
    assert len(missing) == 2 and "'gone.md'" in missing[0] and "'gone'" in missing[1]
    guide = (folder / "es/html/guide.html").read_text(encoding="utf-8")
    assert 'id="tools"' in guide and "<h1>Herramientas" in guide
    assert 'href="guide.html#tools"' in (folder / "es/html/index.html").read_text(encoding="utf-8")


@needs("hugo")
def test_hugo_takes_the_documents(tmp_path: Path) -> None:
    folder = exported(tmp_path, "hugo", "hugo", "_index.md")
    settings = 'title = "R"\nbaseURL = "https://example.org/"\ndefaultContentLanguageInSubdir = true\n'
    settings += 'disableKinds = ["taxonomy", "term"]\n'
    settings += "".join(f'[languages.{code}]\ncontentDir = "content/{code}"\n' for code in ("en", "es"))
    (folder / "hugo.toml").write_text(settings, encoding="utf-8")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        page = "<h1>{{ .Title }}</h1>{{ .Content }}{{ range .Translations }}<a lang={{ .Lang }}></a>{{ end }}"
        (layouts / f"{name}.html").write_text(page, encoding="utf-8")
    assert "WARN" not in run("hugo", folder=folder)
    guide = (folder / "public/es/guide/index.html").read_text(encoding="utf-8")
    assert '<h2 id="tools">Herramientas</h2>' in guide and "<h1>La guía</h1>" in guide and "lang=en" in guide
    assert (folder / "public/es/images/boat.svg").is_file() and (folder / "public/es/news/a/index.html").is_file()


@needs("mdbook")
def test_mdbook_takes_the_documents(tmp_path: Path) -> None:
    folder = exported(tmp_path, "mdbook", "mdbook")
    for code in ("en", "es"):
        (folder / code / "book.toml").write_text(f'[book]\ntitle = "R"\nlanguage = "{code}"\n', encoding="utf-8")
        assert "WARN" not in run("mdbook", "build", folder=folder / code)
    book = folder / "es/book"
    assert '<h2 id="tools"><a class="header" href="#tools">Herramientas</a></h2>' in (book / "guide.html").read_text()
    assert "Guía" in (book / "toc.html").read_text(encoding="utf-8") and (book / "images/boat.svg").is_file()
