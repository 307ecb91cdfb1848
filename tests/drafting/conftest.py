"""The starter package, loaded once, and projects to draft."""

from pathlib import Path

import pytest

from workflow import catalogs
from workflow.engines.base import Engine, EngineSettings
from workflow.engines.choice import choose
from workflow.languages import language
from workflow.model import Catalog, Entry
from workflow.project import Project, load


@pytest.fixture(scope="session")
def starter() -> Engine:
    """The package that comes with the program, English to Spanish: real inference."""
    engine = choose("en", "es", EngineSettings(order=("starter",))).engine
    assert engine is not None
    return engine


class ProjectOf:
    """Makes projects from documents, with catalogs as ``extract`` would leave them."""

    def __init__(self, root: Path):
        self._root = root

    def __call__(
        self,
        documents: dict[str, str],
        *,
        languages: tuple[str, ...] = ("es",),
        engines: str = "[argos, starter]",
        name: str = "project",
    ) -> Project:
        root = self._root / name
        (root / "source").mkdir(parents=True)
        (root / "workflow.yaml").write_text(
            f"title: Test\nsource_language: en\nlanguages: [{', '.join(languages)}]\nengines: {engines}\n"
        )
        for path, text in documents.items():
            (root / "source" / path).write_text(text, encoding="utf-8")
        project = load(root)
        for code in languages:
            for document in project.documents.paths():
                self.catalog(project, code, document)
        return project

    @staticmethod
    def catalog(project: Project, code: str, document: str) -> Path:
        """An empty catalog for a document."""
        units = {unit.key: unit for unit in project.parse(document).units}
        entries = tuple(
            Entry(unit.source, context=unit.context, extracted=(unit.kind.value,), locations=(document,))
            for unit in units.values()
        )
        header = (
            f"Language: {code}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
            f"Content-Transfer-Encoding: 8bit\nPlural-Forms: {language(code).plural_forms}\n"
        )
        path = project.catalog_path(code, document)
        catalogs.write(Catalog(entries, Entry("", (header,))), path)
        return path


@pytest.fixture
def project_of(tmp_path: Path) -> ProjectOf:
    return ProjectOf(tmp_path)
