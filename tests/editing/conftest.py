"""A project with drafts, translations and an approval, in which people decide."""

from dataclasses import replace

import pytest

from tests.program import CONFIG, TemporaryProject
from workflow import catalogs
from workflow.catalogs.approvals import Review, approve
from workflow.catalogs.hashes import short_key
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.model import Catalog, Entry
from workflow.project import load

HEADER = Entry("", ("Content-Type: text/plain; charset=UTF-8\nLanguage: es\n",))
GUIDE = ("The ferry", "It leaves at nine.", "Bring your ticket.", "No dogs on board.")


def draft(source: str, text: str, risk: float | None = 0.5) -> Entry:
    return put_draft(Entry(source), text, DraftComment("argos", "p-1", "3f2a91c0", risk=risk))


ENTRIES = (
    replace(draft(GUIDE[0], "El ferry", 0.1), comments=(*draft(GUIDE[0], "El ferry", 0.1).comments, "ask Maria")),
    draft(GUIDE[1], "Sale a los nueve.", 0.9),
    Entry(GUIDE[2], ("Traiga su billete.",)),
    Entry(GUIDE[3], ("Sin perros",), flags=("fuzzy",), previous_msgid="No cats on board."),
)
INDEX = (
    draft("Welcome", "Bienvenida", None),
    approve(Entry("Tickets", ("Billetes",)), "Ana", "2026-11-20", review=Review.TARGET),
)


def at(source: str, document: str = "guide") -> str:
    return f"es:{document}#{short_key((None, source))}"


@pytest.fixture
def ferry(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG.replace("[es, uk]", "[es]"))
    project.write("source/guide.md", f"# {GUIDE[0]}\n\n" + "\n\n".join(GUIDE[1:]) + "\n")
    project.write("source/index.md", "# Welcome\n\nTickets\n")
    project.write("glossary.csv", "source,target,language\nferry,transbordador,es\n")
    for document, entries in (("guide.md", ENTRIES), ("index.md", INDEX)):
        catalogs.write(Catalog(entries, HEADER), load(project.root).catalog_path("es", document))
    return project
