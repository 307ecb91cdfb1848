"""Which texts are in an admonition, in the syntax of every generator: a policy must not miss a warning."""

import pytest

from workflow import formats
from workflow.formats.base import FormatSettings, configured, options
from workflow.model import Document
from workflow.project.publish_policy import kinds_of

MARKDOWN = formats.FORMATS[".md"]


def parsed(text: str, *dialect: str) -> Document:
    section = {**options(MARKDOWN.SETTINGS), "dialect": dialect}
    settings = configured(MARKDOWN.SETTINGS, FormatSettings(), section)
    return MARKDOWN.parse(f"{text}\n\nOut\n".encode(), path="a.md", settings=settings)


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("> [!WARNING]\n> Never.", ""),
        ("> [!danger] Title\n> Never.\n>\n> Never.", ""),
        ("> [!warning]- Title\n> Never.", ""),
        ("> [!DANGER]\n> Never.", "docfx"),
        ('!!! danger "Title"\n    Never.\n\n    - Never.\n\n    | Never. |\n    |---|\n    | Never. |', ""),
        ('??? warning "T"\n    Never.', ""),
        ("!!! note\n    !!! danger\n        Never.", ""),
        ("!!! warning\n    > Never.", ""),
        ('!!! warning\n    ![Never.](x.png "Never.")', ""),
        (":::danger[Never.]\n\nNever.\n\n:::", "docusaurus"),
        (":::warning Never.\nNever.\n:::", ""),
        ("```{warning}\nNever.\n```", "myst"),
        (":::{danger} Never.\nNever.\n:::", "myst"),
        (":::{admonition} Never.\n:class: warning\nNever.\n:::", "myst"),
        ("::: {.warning}\nNever.\n:::", "pandoc"),
        ("::: {.callout-warning}\n## Never.\nNever.\n:::", "quarto"),
        ('```admonish danger title="Never."\nNever.\n```', "mdbook"),
        ('<div class="warning">\n\nNever.\n\n</div>', ""),
        ('<div class="admonition warning"><p>Never.</p></div>', ""),
        ('<div class="alert alert-danger" role="alert">\n<p>Never.</p>\n</div>', ""),
        ('<div class="markdown-alert markdown-alert-caution">\n\nNever.\n\n</div>', ""),
        ('<div class="warning">\n<div>\n\nNever.\n\n</div>\n\nNever.\n\n</div>', ""),
        ("<Warning>\nNever.\n</Warning>", "mdx"),
        ('<Aside type="caution">\nNever.\n</Aside>', "mdx"),
        ('<Aside\n  type="danger"\n  title="Never.">\n\nNever.\n\n</Aside>', "mdx"),
        ('<Callout type="error">\n\n- Never.\n\n</Callout>', "mdx"),
        ('{{% notice warning "Never." %}}\nNever.\n{{% /notice %}}', "hugo"),
        ('{{< alert color="warning" >}}\nNever.\n{{< /alert >}}', "hugo"),
        ('{% hint style="danger" %}\nNever.\n{% endhint %}', ""),
        ("Never.\n{: .warning }", "kramdown"),
        ("> Never.\n{: .warning }", "kramdown"),
    ],
)
def test_a_warning_is_one_in_every_syntax(text: str, dialect: str) -> None:
    document = parsed(text, *([dialect] if dialect else []))
    units = {unit.source: kinds_of(unit) for unit in document.units}
    assert "Never." in units
    assert all("warning" in kinds_of(unit) for unit in document.units if unit.source == "Never.")
    assert "warning" not in units["Out"] and "admonition" not in units["Out"]
    assert [unit.index for unit in document.units] == list(range(len(document.units)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("> [!NOTE]\n> Text.", "note"),
        ("!!! tip\n    Text.", "tip"),
        ("<Note>\n\nText.\n\n</Note>", "note"),
        ('<Aside type="tip">\n\nText.\n\n</Aside>', "tip"),
        ('{% hint style="info" %}\nText.\n{% endhint %}', "info"),
        ('<div class="alert alert-success">\n\nText.\n\n</div>', "success"),
        ("> Text.", ""),
        (":::columns\n\nText.\n\n:::", ""),
        ('<Tab label="Warning">\n\nText.\n\n</Tab>', ""),
        ('<p class="summary">Text.</p>', ""),
        ("{% if warning %}\nText.\n{% endif %}", ""),
        ('<div class="warning"></div>\n\nText.', ""),
        ("<Warning />\n\nText.", ""),
        ('{{< alert "warning" />}}\n\nText.', ""),
        ("</div>\n\nText.", ""),
        ('<div class="warning">\n\n</section>\n\n</div>\n\nText.', ""),
    ],
)
def test_what_is_no_warning(text: str, kind: str) -> None:
    unit = next(unit for unit in parsed(text).units if unit.source == "Text.")
    assert unit.admonitions == ((kind,) if kind else ())
    assert "warning" not in kinds_of(unit)


def test_admonitions_stand_from_the_outside_in() -> None:
    [unit] = parsed("!!! note\n    > [!CAUTION]\n    > Text.").units[:1]
    assert unit.admonitions == ("note", "caution")
