"""``publish --compress``: what has a compressed copy, and that no copy outlives its page."""

import gzip
import os
from pathlib import Path
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


def copies(river: Small) -> set[str]:
    return {path for path in river.tree("editions/html") if path.endswith(".gz")}


def test_each_page_and_style_sheet_has_a_copy_that_is_smaller(river: Small) -> None:
    river.write("source/images/boat.png", b"\x89PNG" + bytes(4000))
    river.write("source/files/table.csv", "a,b\n" * 400)
    river.write("source/files/noise.csv", os.urandom(4000))
    report = publish(river.project, also=["compress"])
    found = copies(river)
    assert {"index.html.gz", "es/guide.html.gz", "theme/edition.css.gz", "assets/files/table.csv.gz"} <= found
    assert report.compressed == len(found)
    assert not {"assets/images/boat.svg.gz", "assets/images/boat.png.gz", "assets/files/noise.csv.gz"} & found
    for path in found:
        packed = (river.html / path).read_bytes()
        original = (river.html / path.removesuffix(".gz")).read_bytes()
        assert gzip.decompress(packed) == original and len(packed) < len(original)
        assert packed[4:8] == bytes(4)  # no time


def test_the_same_pages_give_the_same_bytes(river: Small, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = small(tmp_path_factory.mktemp("other"))
    publish(river.project, also=["compress"])
    publish(other.project, also=["compress"])
    assert river.tree() == other.tree()
    assert publish(river.project, also=["compress"]).changed == ()


def test_the_record_covers_the_copies(river: Small) -> None:
    publish(river.project, also=["compress"])
    assert verify(river.project).findings == ()
    river.write("editions/html/es/guide.html.gz", b"other")
    assert ["es/guide.html.gz" in one.message for one in verify(river.project).findings] == [True]


@pytest.mark.parametrize("selection", [Selection(), Selection(languages=("es",)), Selection(documents=("guide.md",))])
def test_no_copy_stays_without_the_option(river: Small, selection: Selection) -> None:
    publish(river.project, also=["compress"])
    river.write("source/guide.md", "# Another guide\n")
    river.write("source/index.md", INDEX + "\nMore.\n")
    assert "html" in publish(river.project, selection).changed
    assert copies(river) == set()


def test_copies_of_a_part_are_those_of_its_new_pages(river: Small) -> None:
    publish(river.project, also=["compress"])
    river.write("source/index.md", INDEX + "\nMore.\n")
    publish(river.project, Selection(languages=("es",)), also=["compress"])
    for path in copies(river):
        assert gzip.decompress((river.html / path).read_bytes()) == (river.html / path[:-3]).read_bytes()
    assert "ar/index.html.gz" in copies(river)


def test_a_file_of_the_project_is_no_copy(river: Small) -> None:
    river.write("source/files/table.csv", "a,b\n" * 400)
    river.write("source/files/table.csv.gz", b"by hand")
    publish(river.project, also=["compress", "archive"])
    assert (river.html / "assets/files/table.csv.gz").read_bytes() == b"by hand"
    with ZipFile(river.root / "editions/archive/es.zip") as archive:
        assert [name for name in archive.namelist() if name.endswith(".gz")] == ["assets/files/table.csv.gz"]
    publish(river.project)
    assert copies(river) == {"assets/files/table.csv.gz"}


def test_there_is_nothing_to_compress_without_pages(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "output: [source]\n")
    with pytest.raises(BadInput, match="leave out --compress"):
        publish(river.project, also=["compress"])


def test_the_summary_says_how_many(river: Small) -> None:
    program = TemporaryProject(river.root)
    assert "Compressed: " in program.good("publish", "--compress").out
    assert "Leave out the other options" in program.run("publish", "--compress", "--verify").err
