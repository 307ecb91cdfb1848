"""Site generators take the localized documents as they are: the same warnings in every language as in that of the source."""

import re
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
    return pytest.mark.skipif(not (BIN / tool).is_file(), reason=f"{tool} is not installed")


def exported(tmp_path: Path, layout: str) -> Path:
    """The localized documents of a publication with a dead link and a dead anchor, headings translated."""
    river = small(tmp_path, CONFIG.replace("[es, ar]", "[es]") + f"output: [source]\nsource_layout: {layout}\n")
    river.write("workflow.yaml", f"{(river.root / 'workflow.yaml').read_text()}markdown: {{dialect: [mkdocs]}}\n")
    river.write("source/news/a.md", NEWS)
    river.translate("es", "index.md", {"The river": "El río"})
    river.translate("es", "guide.md", {"The guide": "La guía", "Tools": "Herramientas", "Back": "Vuelta"})
    river.translate(
        "es", "news/a.md", {"News": "Noticias", "Go [down](../guide.md#gone).": "[Abajo](../guide.md#gone)."}
    )
    publish(river.project)
    return Small(tmp_path).root / "editions/source"


def run(tool: str, folder: Path, settings: str) -> str:
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    command = [str(BIN / tool), "build", "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)


def warnings(output: str) -> list[str]:
    """What MkDocs complains about, without the place of the language."""
    found = re.findall(r"^WARNING - +(.*)", output, re.MULTILINE)
    return [re.sub(r"\b(?:en|es)/|\.es(?=\.md)", "", line) for line in found]


@needs("mkdocs")
@pytest.mark.parametrize(("layout", "structure"), [("mkdocs", "folder"), ("mkdocs-suffix", "suffix")])
def test_mkdocs_takes_the_documents(tmp_path: Path, layout: str, structure: str) -> None:
    folder = exported(tmp_path, layout)
    before, after = run("mkdocs", folder, SETTINGS + I18N % structure).split("Building 'es' documentation")
    assert warnings(before) == warnings(after)
    assert len(warnings(before)) == 2 and "gone.md" in warnings(before)[0] and "#gone" in warnings(before)[1]
    assert "Herramientas</h2>" in (folder / "site/es/guide.html").read_text(encoding="utf-8")
    assert 'id="tools"' in (folder / "site/es/guide.html").read_text(encoding="utf-8")
    assert (folder / "site/images/boat.svg").is_file()


@needs("zensical")
def test_zensical_takes_the_documents(tmp_path: Path) -> None:
    folder = exported(tmp_path, "mkdocs")
    found = []
    for code in ("en", "es"):
        output = run("zensical", folder, f"{SETTINGS}docs_dir: docs/{code}\nsite_dir: site/{code}\n")
        found.append(re.findall(r"^Warning: (.*)$|\[ (\S+?:\d+):", output, re.MULTILINE))
        assert (folder / f"site/{code}/news/a.html").is_file()
    assert found[0] == found[1]
    assert len(found[0]) == 4 and "Herramientas" in (folder / "site/es/guide.html").read_text(encoding="utf-8")
