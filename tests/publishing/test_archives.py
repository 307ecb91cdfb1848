"""``publish --archive``: what is in an archive, and that its pages work where it is unpacked."""

import os
import re
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest

from tests.program import TemporaryProject
from tests.publishing.project import CONFIG, INDEX, Small, small
from workflow.errors import BadInput
from workflow.model import Selection
from workflow.publishing import publish, verify


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


def names(river: Small, code: str) -> list[str]:
    with ZipFile(river.root / f"editions/archive/{code}.zip") as archive:
        return archive.namelist()


def test_an_archive_has_one_language_and_what_all_share(river: Small) -> None:
    river.write("editions/html/notes.txt", "by hand")
    report = publish(river.project, also=["archive"])
    assert [path.relative_to(river.root).as_posix() for path in report.archives] == [
        *("editions/archive/en.zip", "editions/archive/es.zip", "editions/archive/ar.zip"),
    ]
    found = names(river, "es")
    assert found == sorted(found)
    assert {"es/index.html", "es/guide.html", "assets/images/boat.svg"} <= set(found)
    assert {name.split("/")[0] for name in found} == {"assets", "es", "theme"}


def test_the_pages_work_where_it_is_unpacked(river: Small, tmp_path: Path) -> None:
    publish(river.project, also=["archive"])
    with ZipFile(river.root / "editions/archive/ar.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    shown = 0
    for page in (tmp_path / "unpacked/ar").rglob("*.html"):
        for tag in re.findall(r"<(?:img|link rel=\"stylesheet\"|link rel=\"icon\")[^>]*>", page.read_text("utf-8")):
            (target,) = re.findall(r'(?:src|href)="([^"#]+)"', tag)
            assert (page.parent / PurePosixPath(target)).is_file(), (page, target)
            shown += 1
    assert shown >= 3


def test_files_for_the_top_are_in_it(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "root_files: static\n")
    river.write("static/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    river.write("source/index.md", "# R\n\n![logo](/logo.svg)\n")
    publish(river.project, also=["archive"])
    assert 'src="../logo.svg"' in river.page("es/index.html")
    assert "logo.svg" in names(river, "es")
    assert "index.html" not in names(river, "es")


def test_the_same_pages_give_the_same_bytes(river: Small) -> None:
    publish(river.project, also=["archive"])
    before = river.tree("editions/archive")
    for path in (river.root / "editions/html").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert publish(river.project, also=["archive"]).changed == ()
    (river.root / "editions/archive/es.zip").unlink()
    assert publish(river.project, also=["archive"]).changed == ("archive",)
    assert river.tree("editions/archive") == before


def test_a_record_is_true_with_archives(river: Small) -> None:
    publish(river.project, also=["archive"])
    assert verify(river.project).findings == ()
    assert [finding.id for finding in publish(river.project).findings if finding.id == "foreign_file"] == []


def test_a_selected_language_leaves_the_archives_of_the_others(river: Small) -> None:
    publish(river.project, also=["archive"])
    river.write("source/index.md", INDEX + "\nMore.\n")
    publish(river.project, Selection(languages=("es",)), also=["archive"])
    assert sorted(river.tree("editions/archive")) == ["ar.zip", "en.zip", "es.zip"]


def test_archives_that_are_out_of_date_are_named(river: Small) -> None:
    publish(river.project, also=["archive"])
    river.write("source/index.md", INDEX + "\nMore.\n")
    assert any("editions/archive" in note for note in publish(river.project).notes)
    assert not any("editions/archive" in note for note in publish(river.project, also=["archive"]).notes)


def test_a_language_that_is_gone_has_no_archive(river: Small) -> None:
    publish(river.project, also=["archive"])
    river.write("workflow.yaml", CONFIG.replace("es, ar", "es"))
    publish(river.project, also=["archive"])
    assert sorted(river.tree("editions/archive")) == ["en.zip", "es.zip"]


def test_a_folder_of_archives_that_is_a_link_is_refused(river: Small, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    river.write("editions/x", "")
    (river.root / "editions/archive").symlink_to(tmp_path / "elsewhere")
    (problem,) = publish(river.project, also=["archive"]).problems
    assert "is a link to" in str(problem)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_there_is_no_archive_without_pages(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "output: [source]\n")
    with pytest.raises(BadInput, match="output does not name html"):
        publish(river.project, also=["archive"])


def test_the_summary_names_the_archives(river: Small) -> None:
    program = TemporaryProject(river.root)
    assert "editions/archive/es.zip" in program.good("publish", "--archive").out
    assert "Leave out the other options" in program.run("publish", "--archive", "--verify").err
