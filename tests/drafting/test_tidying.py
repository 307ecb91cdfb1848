"""What small models add to a translation is taken out, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.drafting.segments.tidying import tidied


@pytest.mark.parametrize(
    ("language", "source", "answer", "expected"),
    [
        ("fr", "Louis, 16-year old son", "Louis, fils de 16 ans de 16 ans", "Louis, fils de 16 ans"),
        ("fr", "few Royal Navy ships", "peu de navires royaux royaux", "peu de navires royaux"),
        ("fr", "the timestamp type", "le type de l'horodatage de l'horodatage", "le type de l'horodatage"),
        ("de", "On 3 May 2003 it was", "Am 3. Mai, am 3. Mai 2003 war es", "Am 3. Mai 2003 war es"),
        ("fr", "Move the sliders.", "Déplacez les *sliders*.", "Déplacez les sliders."),
        ("fr", "the _id field", "le champ *_id* de ``timestamp``", "le champ _id de timestamp"),
        ("fr", "with boolean options", "avec des options * booléenne*", "avec des options booléenne"),
        ("fr", "the pattern \\N", "le motif : *\\N*", "le motif : \\N"),
        ("fr", "a native request", "une requête native* `", "une requête native "),
        ("es", "Five editions and drafts", "Cinco edicións y borradors", "Cinco ediciones y borradores"),
        ("fr", "the newspapers", "les journals", "les journaux"),
    ],
)
def test_what_the_source_does_not_have_is_taken_out(language: str, source: str, answer: str, expected: str) -> None:
    assert tidied(source, (answer,), language) == (expected,)


@pytest.mark.parametrize(
    ("language", "source", "answer"),
    [
        ("fr", "We are wrong.", "Nous nous trompons."),
        ("fr", "little by little to the end", "peu à peu à la fin"),
        ("de", "the book that says that", "das Buch, das das sagt"),
        ("es", "very very good", "muy muy bueno"),
        ("es", "The house is big.", "La casa casa casa es grande."),
        ("es", "Use *this*.", "Use *esto*."),
        ("es", "2 * 3 * 4", "2 * 3 * 4"),
        ("es", "2 by 3", "2 * 3"),
        ("de", "the users", "die Nutzer*innen"),
        ("es", "The clubs of Los Angels", "Los clubs de Los Angels y los PDFs"),
        ("fr", "the festivals", "les festivals"),
        ("es", "a 3 by 3 by 3 cube", "un cubo de 3 3 3"),
    ],
)
def test_what_may_be_right_stays(language: str, source: str, answer: str) -> None:
    assert tidied(source, (answer,), language) == (answer,)


def test_inline_tags_stay_where_they_are() -> None:
    assert tidied("the file ", ("el archivo archivo ", 0, " `nuevo`"), "es") == ("el archivo ", 0, " nuevo")


def test_marks_around_an_inline_tag_are_taken_out() -> None:
    assert tidied("same as  getter", ("(como *", 0, "*) y *", 1), "fr") == ("(como ", 0, ") y ", 1)


@given(
    st.lists(st.sampled_from(["la", "casa", "grande,", "y", "de", "3", "peu", "nous"]), max_size=14),
    st.sampled_from(["es", "fr"]),
)
def test_no_word_is_lost_and_doing_it_again_changes_nothing_of_a_clean_text(words: list[str], language: str) -> None:
    answer = " ".join(words)
    (found,) = tidied("something else", (answer,), language)
    assert isinstance(found, str)
    bare = {word.rstrip(",").lower() for word in words}
    assert {word.rstrip(",").lower() for word in found.split()} == bare
    assert len(found) <= len(answer)
