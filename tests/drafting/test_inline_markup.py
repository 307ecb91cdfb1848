"""A person's inline markup in the memory, the repair and the drafter: what ``publish`` accepts, they accept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drafting.conftest import ProjectOf
from tests.drafting.fake_engines import FakeEngine, FakeTagKeepingEngine
from tests.drafting.test_project import change, entries
from workflow.catalogs.provenance import draft_of
from workflow.drafting import draft
from workflow.drafting.strategies.placeholder_styles import STYLES
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.inline_tags import Grammar

DEFINITION = "\n\n[our rules]: rules.html\n"
RULES = Grammar(references=frozenset({("our rules", "rules.html")}))

# A source and a person's translation of it.
PEOPLE = [
    ("Press <kbd>Save</kbd> to keep the file.", "Pulse <kbd>Guardar</kbd> para conservar el archivo."),
    ("Read [our rules] before you go.", "Lea [nuestras reglas][our rules] antes de salir."),
    ("Read [our rules] before you go.", "Lea [nuestras reglas](rules.html) antes de salir."),
    ("Read [our rules] before you go.", "Lea [nuestras reglas] antes de salir."),
    ("Read **our rules** before you go.", "Lea **nuestras reglas ** antes de salir."),
    ("Read **our rules:** before you go.", "Lea **nuestras reglas:**antes de salir."),
]


@pytest.mark.parametrize(("source", "theirs"), PEOPLE)
def test_the_memory_gives_a_persons_words(project_of: ProjectOf, source: str, theirs: str) -> None:
    project = project_of({"done.md": source + DEFINITION, "new.md": source + DEFINITION})
    change(project, "done.md", source, msgstr=(theirs,))
    draft(project)
    entry = entries(project, "new.md")[source]
    made = draft_of(entry)
    assert entry.text == theirs
    assert made is not None and made.engine == "memory"


@pytest.mark.parametrize(("source", "theirs"), PEOPLE)
def test_the_repair_keeps_a_persons_sentence(project_of: ProjectOf, source: str, theirs: str) -> None:
    old, new = "The door of the house is open.", "The window of the house is open."
    project = project_of({"index.md": f"{source} {new}{DEFINITION}"})
    now = f"{source} {new}"
    before = f"{theirs} La puerta de la casa está abierta."
    change(project, "index.md", now, msgstr=(before,), flags=("fuzzy",), previous_msgid=f"{source} {old}")
    (es,) = draft(project).languages
    assert es.repaired == 1
    assert entries(project, "index.md")[now].text.startswith(f"{theirs} ")


@pytest.mark.parametrize(
    ("source", "answer", "target"),
    [
        ("Press <kbd>Save</kbd> now.", "Pulse ⟨0⟩Guardar⟨1⟩ ya.", "Pulse <kbd>Guardar</kbd> ya."),
        ("Read [our rules] now.", "Lea ⟨0⟩nuestras reglas⟨1⟩ ya.", "Lea [nuestras reglas] ya."),
        ("Read **our rules** now.", "Lea ⟨0⟩nuestras reglas ⟨1⟩ ya.", "Lea **nuestras reglas ** ya."),
    ],
)
def test_the_drafter_takes_translated_keys_and_labels(source: str, answer: str, target: str) -> None:
    engine = FakeTagKeepingEngine(lambda text: [answer])
    (made,) = Drafter(engine, "en", "es").draft([Text(source, RULES)])
    assert made.text is not None, made.reason
    assert RULES.verify(source, made.text) is None
    assert RULES.written(source, made.text) == RULES.written(source, target)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("Pulse Guardar ya.", "<kbd> </kbd> missing"),
        ("Pulse ⟨0⟩Guardar ya.", "</kbd> missing"),
        ("Pulse ⟨0⟩⟨0⟩Guardar⟨1⟩ ya.", "<kbd> duplicated"),
    ],
)
def test_the_reason_names_the_inline_tags(answer: str, words: str) -> None:
    (draft,) = Drafter(FakeTagKeepingEngine(lambda text: [answer] if "⟨" in text else []), "en", "es").draft(
        [Text("Press <kbd>Save</kbd> now.")]
    )
    assert words in draft.reason


@given(st.lists(st.sampled_from(["X1", "(2)", "(3)", "｟1｠", "｟2｠", "｟3", "<1>", "</2>", "la", "marea", "⟦1⟧"])))
def test_no_reason_shows_the_inside(pieces: list[str]) -> None:
    (draft,) = Drafter(FakeEngine(lambda text: [" ".join(pieces)]), "en", "es", styles=STYLES).draft(
        [Text("Open `the lock` and **wait** for the tide.")]
    )
    assert not set(draft.reason) & set("｟｠⟨⟩")
