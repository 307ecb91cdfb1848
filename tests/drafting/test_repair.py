"""Sentence repair: the sentences of a translation that are kept after an edit of its source; nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drafting.conftest import ProjectOf
from workflow import catalogs
from workflow.catalogs.provenance import DraftComment, draft_of, drop_draft, previous_text, put_draft
from workflow.catalogs.states import Need, need, state
from workflow.drafting import Budget, DraftOptions, discard, draft
from workflow.drafting.reuse.sentence_diff import NotRepairable, SentenceRepair, repair
from workflow.model import Entry, State

OLD = "The library opens at nine. It is in the old house. Bring a card."
THEIRS = "La biblioteca abre a las nueve. Está en la casa vieja. Traiga una tarjeta."


def renewed(old: str, theirs: str, new: str, target: str = "es") -> SentenceRepair:
    found = repair(old, theirs, new, "en", target)
    assert isinstance(found, SentenceRepair), found
    return found


@pytest.mark.parametrize(
    ("new", "wanted", "text"),
    [
        (OLD.replace("nine", "ten"), 1, "* Está en la casa vieja. Traiga una tarjeta."),
        ("It is in the old house. Bring a card.", 0, "Está en la casa vieja. Traiga una tarjeta."),
        (OLD + " Come soon.", 1, f"{THEIRS} *"),
        (
            "It is in the old house. The library opens at nine. Bring a card.",
            0,
            "Está en la casa vieja. La biblioteca abre a las nueve. Traiga una tarjeta.",
        ),
        (OLD.replace(" It is", "\nIt is"), 0, THEIRS.replace(" Está", "\nEstá")),
    ],
)
def test_sentences_that_stay_keep_their_words(new: str, wanted: int, text: str) -> None:
    found = renewed(OLD, THEIRS, new)
    assert len(found.wanted) == wanted
    assert found.text(["*"] * wanted) == text


def test_japanese_has_no_space_between_sentences() -> None:
    theirs = "図書館は九時に開きます。古い家にあります。カードを持ってきてください。"
    found = renewed(OLD, theirs, OLD.replace("nine", "ten"), "ja")
    assert found.text(["＊。"]) == "＊。古い家にあります。カードを持ってきてください。"


def test_only_an_inline_tag_changed() -> None:
    found = renewed("Read [the book](a.md).", "Lea [el libro](a.md).", "Read [the book](b.md).")
    assert not found.wanted and found.text([]) == "Lea [el libro](b.md)."


@pytest.mark.parametrize(
    ("theirs", "new"),
    [
        ("La biblioteca abre a las nueve y está en la casa vieja. Traiga una tarjeta.", OLD.replace("nine", "ten")),
        (
            "Sí. Está en la casa vieja. Traiga una tarjeta, " + "por favor, " * 12 + "gracias.",
            OLD.replace("nine", "ten"),
        ),
        (THEIRS, "Nothing of it is left. Not even this."),
        (THEIRS, OLD),
    ],
)
def test_what_is_not_sure_is_not_repaired(theirs: str, new: str) -> None:
    assert isinstance(repair(OLD, theirs, new, "en", "es"), NotRepairable)


def test_an_inline_tag_in_another_sentence_lowers_the_alignment() -> None:
    old = "Open `a`. Then close the door of the house."
    theirs = "Abra. Luego cierre la puerta `a` de la casa."
    assert isinstance(repair(old, theirs, old.replace("the house", "a barn"), "en", "es"), NotRepairable)


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1), st.booleans(), st.text(min_size=1), st.text(min_size=1))
def test_discarding_gives_the_entry_back(old: str, comment: bool, words: str, repaired: str) -> None:
    """Whatever the texts are."""
    entry = Entry(
        "New source.",
        (words,),
        flags=("fuzzy",),
        comments=("a note",) if comment else (),
        previous_msgid=old,
    )
    made = put_draft(entry, repaired, DraftComment("argos", hash="00000001", extra=(("repaired", "1/2"),)))
    assert state(made) is State.DRAFT and previous_text(made) == (words,)
    assert drop_draft(made) == entry


def stale_project(
    project_of: ProjectOf, theirs: str = THEIRS, new: str = OLD.replace("nine", "ten")
) -> tuple[object, ...]:
    project = project_of({"index.md": f"{new}\n"})
    path = project.catalog_path("es", "index.md")
    catalog = catalogs.read(path)
    (entry,) = catalog.entries
    entry = replace(entry, msgstr=(theirs,), flags=("fuzzy",), previous_msgid=OLD)
    assert need(entry) is Need.STALE
    catalogs.write(replace(catalog, entries=(entry,)), path)
    return project, path, path.read_bytes()


def test_a_project_is_repaired_and_discarding_restores_its_bytes(project_of: ProjectOf) -> None:
    project, path, before = stale_project(project_of)
    report = draft(project)  # type: ignore[arg-type]
    (es,) = report.languages
    assert (es.repaired, es.stale, es.drafted) == (1, (), 0) and report.written == (path,)
    (entry,) = catalogs.read(path).entries  # type: ignore[arg-type]
    assert entry.text.endswith(" Está en la casa vieja. Traiga una tarjeta.")
    assert not entry.text.startswith("La biblioteca abre a las nueve.")
    made = draft_of(entry)
    assert made is not None and made.engine == "starter" and ("repaired", "1/3") in made.extra
    assert entry.previous_msgid == OLD and previous_text(entry) == (THEIRS,) and entry.fuzzy
    after = path.read_bytes()  # type: ignore[attr-defined]
    assert draft(project).written == () and path.read_bytes() == after  # type: ignore[arg-type, attr-defined]
    discard(project)  # type: ignore[arg-type]
    assert path.read_bytes() == before  # type: ignore[attr-defined]


def test_what_is_not_sure_stays_stale_to_the_byte(project_of: ProjectOf) -> None:
    project, path, before = stale_project(project_of, "Abre a las nueve, en la casa vieja. Traiga una tarjeta.")
    (es,) = draft(project).languages  # type: ignore[arg-type]
    assert es.repaired == 0 and len(es.stale) == 1 and "sentences" in es.stale[0].message
    assert path.read_bytes() == before  # type: ignore[attr-defined]


def test_who_touches_a_repaired_text_owns_it(project_of: ProjectOf) -> None:
    project, path, _ = stale_project(project_of)
    draft(project)  # type: ignore[arg-type]
    catalog = catalogs.read(path)  # type: ignore[arg-type]
    mine = tuple(replace(entry, msgstr=("Mío. Está aquí. Traiga una tarjeta.",)) for entry in catalog.entries)
    catalogs.write(replace(catalog, entries=mine), path)  # type: ignore[arg-type]
    now = path.read_bytes()  # type: ignore[attr-defined]
    draft(project, options=DraftOptions(redo=True))  # type: ignore[arg-type]
    discard(project)  # type: ignore[arg-type]
    assert path.read_bytes() == now  # type: ignore[attr-defined]


def test_a_limit_counts_what_is_repaired(project_of: ProjectOf) -> None:
    """As many entries as the limit allows, and no more; the next runs repair the rest."""
    news = [f"The library opens at {hour}. It is in the old house. Bring a card." for hour in ("ten", "noon", "six")]
    project = project_of({"a.md": f"{news[0]}\n\n{news[1]}\n", "b.md": f"{news[2]}\n"})
    for name in ("a.md", "b.md"):
        path = project.catalog_path("es", name)
        catalog = catalogs.read(path)
        stale = tuple(
            replace(entry, msgstr=(THEIRS,), flags=("fuzzy",), previous_msgid=OLD) for entry in catalog.entries
        )
        catalogs.write(replace(catalog, entries=stale), path)

    def repaired() -> int:
        found = [
            draft_of(entry)
            for name in ("a.md", "b.md")
            for entry in catalogs.read(project.catalog_path("es", name)).entries
        ]
        return sum(made is not None for made in found)

    for done, limit in ((1, 1), (3, 2)):
        (es,) = draft(project, options=DraftOptions(budget=Budget(limit))).languages
        assert (es.repaired, es.stale, repaired()) == (limit, (), done)
    assert draft(project, options=DraftOptions(budget=Budget(1))).languages[0].repaired == 0
