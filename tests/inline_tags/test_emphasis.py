"""Emphasis that does not come out: found, and mended where it is clear what was meant."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workflow import html
from workflow.formats import markdown
from workflow.inline_tags import Grammar

GRAMMAR = Grammar()
written, visible_marks, verify = GRAMMAR.written, GRAMMAR.visible_marks, GRAMMAR.verify


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # Brackets and punctuation beside a letter (CommonMark's flanking rule).
        ("First the **new guide**", "まず**「新しいガイド」**を", "まず「**新しいガイド**」を"),
        ("the *new* guide", "この*『新しい』*ガイド", "この『*新しい*』ガイド"),
        ("**Important:** this", "**重要：**です", "**重要**：です"),
        ("**Note:** text", "**Nota:**texto", "**Nota**:texto"),
        ("**Note (today):** x", "**注（今日）：**です", "**注（今日）**：です"),
        ("the **(new)** one", "这是**（新）**的", "这是（**新**）的"),
        ("the **new** one", "这是「**新」**的", "这是「**新**」的"),
        ("**important** and", "และ**“สำคัญ”**มาก", "และ“**สำคัญ**”มาก"),
        ("**important:** and", "هو**مهم،**جدا", "هو**مهم**،جدا"),
        ("~~old~~ news", "これ~~「古い」~~です", "これ「~~古い~~」です"),
        ("***very*** good", "とても***「良い」***です", "とても「***良い***」です"),
        ("**a**, **b** and **c**.", "あ**「a」**、**b**と**「c」**を。", "あ「**a**」、**b**と「**c**」を。"),
        ("**Note:** a *b* c", "**注：**あ*「b」*い", "**注**：あ「*b*」い"),
        ("the **guide (new)** is", "**가이드(신규)**를", "<strong>가이드(신규)</strong>를"),
        ("the **new** one", "das **»Neue«**, nur **„so“**st", "das **»Neue«**, nur „**so**“st"),
        ("**Note:** text", "**Note\u00a0:**texte", "**Note**\u00a0:texte"),
        ("**Why?** he said", "¿Sí? **¿Por qué?**dijo", "¿Sí? **¿Por qué**?dijo"),
        # Blanks inside the marks.
        ("**Note:** text", "**Nota: **texto", "**Nota:** texto"),
        ("**Save** now, then *wait*", "**Guardar ** ahora, luego * espere*", "**Guardar** ahora, luego *espere*"),
        ("a **b** c", "x ** y** z", "x **y** z"),
        ("a **b** c", "x** y **z", "x **y** z"),
        ("**a** b", "** x** y", "**x** y"),
        ("one\n**two**", "uno\n** dos**", "uno\n**dos**"),
        # Underscores within words.
        ("the __new__ guide", "この__新しい__ガイド", "この**新しい**ガイド"),
        ("the _new_ guide", "この_新しい_ガイド", "この*新しい*ガイド"),
        ("the _new_ guide", "das _neue_s Handbuch", "das *neue*s Handbuch"),
        # Nothing else works: HTML.
        ("**5%** of it", "その**5%**だ", "その<strong>5%</strong>だ"),
        ("*A and B* x", "これは*「A」と「B」*です", "これは<em>「A」と「B」</em>です"),
        ("**[x](y)** of it", "その**[x](y)**だ", "その<strong>[x](y)</strong>だ"),
        ("**a `b`** c", "あ**`b`**い", "あ<strong>`b`</strong>い"),
        ("~~A and B~~ now", "今~~「A」と「B」~~だ", "今<del>「A」と「B」</del>だ"),
        # A mark without its partner, where the source leaves no doubt.
        ("**Save it.**", "**Guárdelo.", "**Guárdelo.**"),
        ("**Save it**.", "**Guárdelo.", "**Guárdelo**."),
        ("**Save it**.", "Guárdelo**.", "**Guárdelo**."),
        ("Now *save it*", "Ahora *guárdelo", "Ahora *guárdelo*"),
        ("**Save** it", "**Guardar* esto", "**Guardar** esto"),
        ("Now *save* it", "Ahora *guardar** esto", "Ahora *guardar* esto"),
        # Signs that the source shows as well stay.
        ("2 * 3 and **x**", "2 * 3 と**「x」**を", "2 * 3 と「**x**」を"),
        ("Use *f* with 2 * 3.", "Use * f * con 2 * 3.", "Use *f* con 2 * 3."),
        ("**x** is \\*", "**「x」**は\\*", "「**x**」は\\*"),
        ("**x** of `**`", "`**`の**「x」**は", "`**`の「**x**」は"),
    ],
)
def test_marks_are_mended(source: str, target: str, expected: str) -> None:
    assert visible_marks(source, target)
    assert written(source, target) == expected
    assert visible_marks(source, expected) == ()
    assert written(source, expected) == expected


@pytest.mark.parametrize(
    ("source", "target", "marks"),
    [
        ("a **b** c", "x **y z", ("**",)),
        ("a *b* c **d** e", "x *y z **w", ("*", "**")),
        ("**a** b", "uno * dos ** tres", ("*", "**")),
        ("plain", "una ** palabra**", ("**",)),
        ("**a** b", "***x** y", ("*",)),
        ("a <strong>b</strong> c", "x **y z", ("**",)),
    ],
)
def test_unclear_marks_are_named_and_left(source: str, target: str, marks: tuple[str, ...]) -> None:
    assert written(source, target) == target
    assert set(visible_marks(source, target)) == set(marks)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("5 times 3 times 2", "5 * 3 * 2"),
        ("Prices without VAT", "*Precios sin IVA"),
        ("Fill in: ____", "Rellene: ________"),
        ("about 5 km", "~5 km"),
        ("the file of the boat", "el mi_año_nuevo del barco"),
        ("**bold** text", "texto"),
        ("a ** b", "x ** y"),
        ("**a** _b_", "_b_ y **a**"),
        ("a **b** c", "x \\*\\*y z"),
    ],
)
def test_other_signs_are_no_marks(source: str, target: str) -> None:
    assert visible_marks(source, target) == ()
    assert written(source, target) == target


def test_plain_texts_have_no_marks() -> None:
    plain = Grammar("plain")
    assert plain.written("**a** b", "**「a」**を") == "**「a」**を"
    assert plain.visible_marks("**a** b", "**「a」**を") == ()


def test_alternative_texts_get_no_html() -> None:
    assert written("**5%** of it", "その**5%**だ", html=False) == "その**5%**だ"


def test_the_form_of_emphasis_does_not_count_in_a_draft() -> None:
    assert verify("the **new** guide", "その**5%**だ") is None
    assert verify("the _new_ guide", "el *nuevo*") is None
    assert verify("the <strong>new</strong> guide", "el <strong>nuevo</strong>") is None
    assert verify("the <strong>new</strong> guide", "el **nuevo**") is not None
    assert verify("the **new** guide", "el nuevo") is not None
    assert verify("the **new** guide", "el *nuevo*") is not None


# The law: whatever words a translator moves around the marks, no mark shows that the source does not show.

LATIN = st.sampled_from(["save", "Ünï", "x", "now", "5"])
WORDS = st.sampled_from(
    [
        *(
            "新しい",
            "ガイド",
            "を",
            "重要",
            "한국어",
            "สำคัญ",
            "مهم",
            " save ",
            " x ",
            " 5%",
            "`c`",
            "[t](u)",
            "{n}",
            "ё",
        ),
        *("「引用」", "（注）", "『", "』", "「", "」", "。", "、", "：", ":", ".", "!", "«a»", '"b"', "—", "$3 ", "؟"),
        *(" ", " ", "\u3000"),
    ]
)
MARKS = st.sampled_from(["**", "*", "~~", "__", "_", "***"])


@st.composite
def translated(draw: st.DrawFn) -> tuple[str, str]:
    """A source with balanced emphasis, and a translation with the same pairs of marks around other words, in another order."""
    pairs = draw(st.lists(st.tuples(MARKS, st.one_of(st.none(), MARKS)), min_size=1, max_size=3))
    source, target = [], []
    for outer, inner in pairs:
        words = st.lists(WORDS, max_size=3).map("".join)
        before, after = draw(LATIN), draw(LATIN)
        first, second, third = draw(words), draw(st.lists(WORDS, min_size=1, max_size=3).map("".join)), draw(words)
        if inner is None or inner[0] == outer[0]:
            source.append(f"{outer}{before} {after}{outer}")
            target.append(f"{outer}{second}{outer}")
        else:
            source.append(f"{outer}{before} {inner}{after}{inner}{outer}")
            target.append(f"{outer}{first}{inner}{second}{inner}{third}{outer}")
    target = draw(st.permutations(target))
    return " ".join(source), "".join(part for unit in target for part in (unit, draw(WORDS))).strip()


def shown(text: str) -> str:
    """The text of the page of a paragraph."""
    document = markdown.parse(text.encode())
    return html.plain(markdown.page(document, markdown.splice(document, {}), {}).body)


@settings(max_examples=300, derandomize=True)
@given(translated())
def test_no_mark_shows_that_the_source_does_not_show(pair: tuple[str, str]) -> None:
    source, target = pair
    assume(re.search(r"[^\W_]", target))
    result = written(source, target)
    assert visible_marks(source, result) == (), result
    assert not re.search(r"[*_~]", shown("x " + result)), result
    assert re.sub(r"[*_~\s]|</?(?:strong|em|del)>", "", result) == re.sub(r"[*_~\s]", "", target)


@given(st.text(alphabet=st.characters(exclude_characters="*_~[", exclude_categories=["Cs"])), st.text())
def test_a_text_without_marks_is_never_changed(target: str, source: str) -> None:
    assert written(source, target) == target
    assert visible_marks(source, target) == ()
