"""A person's inline markup on the page: keys, links by what they lead to, emphasis that comes out or is reported."""

from pathlib import Path

import pytest

from tests.publishing.project import Small, small, words
from workflow import catalogs
from workflow.model import Severity
from workflow.publishing import publish

TEXT = """\
# Rules

Press <kbd>Save</kbd> first.

See [our rules] now.

The **new guide** is here.

[our rules]: guide.md
"""
KEY, LINK, STRONG = "Press <kbd>Save</kbd> first.", "See [our rules] now.", "The **new guide** is here."


@pytest.fixture
def rules(tmp_path: Path) -> Small:
    made = small(tmp_path)
    made.write("source/index.md", TEXT)
    return made


@pytest.mark.parametrize(
    ("source", "target", "page"),
    [
        (KEY, "Pulse <kbd>Guardar</kbd> primero.", "Pulse <kbd>Guardar</kbd> primero."),
        (LINK, "Vea [las reglas](guide.md) ya.", 'Vea <a href="guide.html">las reglas</a> ya.'),
        (LINK, "Vea [las reglas][our rules] ya.", 'Vea <a href="guide.html">las reglas</a> ya.'),
        (LINK, "Vea [las reglas] ya.", 'Vea <a href="guide.html">las reglas</a> ya.'),
        (STRONG, "La **nueva guía **está aquí.", "La <strong>nueva guía</strong> está aquí."),
        (STRONG, "La **«nueva guía»**está aquí.", "La «<strong>nueva guía</strong>»está aquí."),
        (STRONG, "ここに**5%**だ", "ここに<strong>5%</strong>だ"),
    ],
)
def test_a_persons_markup_is_published(rules: Small, source: str, target: str, page: str) -> None:
    path = rules.translate("es", "index.md", {source: target})
    before = path.read_bytes()
    report = publish(rules.project)
    assert {"refused_translation", "visible_marks"}.isdisjoint({finding.id for finding in report.findings})
    assert page in rules.page("es/index.html")
    assert path.read_bytes() == before


def test_marks_that_show_are_a_finding_with_both_lines(rules: Small) -> None:
    path = rules.translate("es", "index.md", {STRONG: "La **nueva guía está aquí."})
    report = publish(rules.project)
    (finding,) = [one for one in report.findings if one.id == "visible_marks"]
    (entry,) = [one for one in catalogs.read(path).entries if one.msgid == STRONG]
    assert finding.severity is Severity.WARNING
    assert (finding.language, finding.document) == ("es", "index.md")
    assert (finding.catalog, finding.catalog_line) == (path, entry.line)
    assert (finding.source, finding.source_line) == (rules.root / "source/index.md", 7)
    assert finding.details == {"marks": ("**",)}
    assert finding.message == (
        f"locales/es/LC_MESSAGES/index.po:{entry.line}: this translation shows ** as characters. "
        "Check its emphasis against the source (source/index.md:7)."
    )
    assert "La **nueva guía está aquí." in words(rules.page("es/index.html"))
