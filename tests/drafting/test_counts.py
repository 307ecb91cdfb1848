"""Placeholders of numbers stand before what they count."""

import pytest

from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.segments.quantities import misplaced_count


def counted(*parts: str | int) -> Sentence:
    return Sentence(parts, (Atom("%d", Role.NOUN, sample="22"),))


FILES = counted(0, " files were deleted.")
FILE = counted(0, " file was deleted.")


@pytest.mark.parametrize(
    ("sentence", "parts", "language"),
    [
        (FILE, ("Le fichier ", 0, " a été supprimé."), "fr"),
        (FILE, ("Se eliminó el archivo de ", 0, "."), "es"),
        (FILE, ("El archivo ", 0, " fue eliminado."), "es"),
        (FILE, (0, " -Datei wurde gelöscht."), "de"),
        (FILE, ("Se borró el ", 0, " archivo."), "es"),
        (FILES, ("Los archivos ", 0, " fueron eliminados."), "es"),
        (FILES, ("I file ", 0, " sono stati eliminati."), "it"),
    ],
)
def test_a_number_in_the_place_of_a_name(sentence: Sentence, parts: tuple[str | int, ...], language: str) -> None:
    assert misplaced_count(sentence, parts, language) == "%d"


@pytest.mark.parametrize(
    ("sentence", "parts", "language"),
    [
        (FILE, (0, " fichier a été supprimé."), "fr"),
        (FILES, ("Se eliminaron ", 0, " archivos."), "es"),
        (FILES, ("Se eliminó un total de ", 0, " archivos."), "es"),
        (FILES, (0, " Dateien wurden gelöscht."), "de"),
        (FILES, ("files ", 0), "ja"),
        (counted("Line ", 0), ("La línea ", 0), "es"),
        (counted("The ", 0, " file was deleted."), ("Se borró el ", 0, " archivo."), "es"),
    ],
)
def test_a_number_before_what_it_counts(sentence: Sentence, parts: tuple[str | int, ...], language: str) -> None:
    assert misplaced_count(sentence, parts, language) is None
