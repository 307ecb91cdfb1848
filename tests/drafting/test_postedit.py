"""Spaces around inline tags, final stops, lost characters."""

import pytest

from workflow.drafting.segments.planning import Sentence, plan
from workflow.drafting.segments.postedit import join_parts, postedit, postedit_piece
from workflow.inline_tags import find_tags


@pytest.mark.parametrize(
    ("source", "parts", "language", "expected"),
    [
        ("the `a` file", ("el archivo", 0), "es", "el archivo `a`"),
        ("the `a` file", ("el ", 0, " archivo"), "es", "el `a` archivo"),
        ("the **big** house", ("la casa ", 0, " grande ", 1, " ."), "es", "la casa **grande**."),
        ("the **big**, old house", ("la ", 0, " gran ", 1, " , vieja casa"), "es", "la **gran**, vieja casa"),
        ("open (`a`) now", ("abre ( ", 0, " ) ahora"), "es", "abre (`a`) ahora"),
        ("open `a`, `b`", ("abre", 0), "es", "abre `a`, `b`"),
        ("the `a` file", ("文件 ", 0, " です"), "ja", "文件`a`です"),
        ("the **big** house", ("その", 0, " 大きい ", 1, " 家"), "ja", "その**大きい**家"),
        ("use `a`: it works", ("usa ", 0, " : funciona"), "es", "usa `a`: funciona"),
        ("use `a`", ("¿", 0, " usar"), "es", "¿`a` usar"),
    ],
)
def test_spaces_around_inline_tags(source: str, parts: tuple[str | int, ...], language: str, expected: str) -> None:
    sentence = next(piece for piece in plan(source, find_tags(source), "en") if isinstance(piece, Sentence))
    assert join_parts(sentence, parts, language) == expected


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("Read it.", "Léelo", "es", "Léelo."),
        ("Read it:", "Léelo.", "es", "Léelo:"),
        ("Read it", "Léelo", "es", "Léelo"),
        ("Read it.", "読んで。", "ja", "読んで。"),
        ("Read it.", "読んで", "ja", "読んで。"),
        ("Why?", "لماذا", "ar", "لماذا؟"),
        ("注意！", "Dikkat et", "tr", "Dikkat et!"),
        ("注意！", "小心", "zh", "小心！"),
        ("どうして？", "لماذا", "ar", "لماذا؟"),
        ("Вона сказала: чому?", "Она сказала: почему?", "ru", "Она сказала: почему?"),
        ("Sie für sich.", "Elle fêr soi.", "fr", "Elle fêr soi."),
        ("Wait…", "Espera...", "es", "Espera…"),
        ("Word™ and 10\u00a0km", "WordTM y 10 km", "es", "Word™ y 10\u00a0km"),
        ("H²O is x²", "H2O es x2", "es", "H²O es x²"),
        ("One two", "Uno  dos", "es", "Uno dos"),
        ("It can be so. Or not.", "Puede ser así . O no .", "es", "Puede ser así. O no."),
        ("Why so?", "Pourquoi ?", "fr", "Pourquoi ?"),
        # A statement stays one, and a question back too: checks refuse both.
        ("Can I use it?", "Sí, puede.", "es", "Sí, puede."),
        ("Can I use it?", "¡Sí!", "es", "¡Sí!"),
        ("Use it.", "¿Qué quiere decir?", "es", "¿Qué quiere decir?"),
        ("Use it.", "¡Úselo!", "es", "Úselo."),
        ("", "algo", "es", "algo"),
    ],
)
def test_signs_are_post_edited(source: str, target: str, language: str, expected: str) -> None:
    assert postedit(source, target, language) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("in the", "En el.", "en el"),
        ("and then,", "Y entonces", "y entonces,"),
        ("The end.", "el fin", "El fin."),
        ("or NASA", "NASA o", "NASA o"),
    ],
)
def test_pieces_have_no_capital_and_no_stop_of_their_own(source: str, target: str, expected: str) -> None:
    assert postedit_piece(source, target, "es") == expected
