"""Components of MDX and Vue, template tags of Hugo, GitBook and MDN: what is text in them, and what stays as it is."""

import pytest

from tests.formats.documents import parsed
from tests.formats.translators import benign
from workflow.formats import markdown
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Document

MDX = MarkdownSettings(dialect=("mdx",))


def read(text: str, *names: str) -> Document:
    return parsed(text, settings=MarkdownSettings(dialect=names))


def sources(text: str, *names: str) -> list[str]:
    return [unit.source for unit in read(text, *names).units]


def put(text: str, *targets: str, names: tuple[str, ...] = ()) -> str:
    """The text with all targets, none of which may be refused."""
    document = read(text, *names)
    rendering = markdown.splice(document, dict(enumerate(targets)))
    assert not rendering.refused
    return rendering.text


# Bodies of components


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("<Tabs>\n  <Tab>\n    One\n    two.\n  </Tab>\n</Tabs>\n", ["One two."]),
        ("<Tabs>\n\t<Tab>\n\t\tOne.\n\n\t\tTwo.\n\t</Tab>\n</Tabs>\n", ["One.", "Two."]),
        ("<A>\n    <B>\n        - One\n        - Two\n    </B>\n</A>\n", ["One", "Two"]),
        ("<A>\n    ```js\n    <B>\n      code\n    </B>\n    ```\n    One.\n</A>\n", ["One."]),
        ("```jsx\n<A>\n    code\n</A>\n```\n", []),
        ("1. One\n   <A>\n     Two\n   </A>\n", ["One", "Two"]),
        ("> <A>\n>   One\n> </A>\n", ["One"]),
        ("<A>\n  <div>\n    <A>\n      One\n    </A>\n  </div>\n</A>\n", ["One"]),
        ("<A>\n  # One\n\n  | Two |\n  | --- |\n  | Three |\n</A>\n", ["One", "Two", "Three"]),
        ("<A\n  b={() => {\n    c('}');\n  }}\n>\n    One\n</A>\n", ["One"]),
        ("<A>\n    One\n\nTwo\n", ["Two"]),
        ("</A>\n\nOne\n", ["One"]),
        ("<A/>\n\n<B>\n    One\n</B>\n", ["One"]),
        ("<A>\n    :::note[Two]\n    One\n    :::\n</A>\n", ["Two", "One"]),
        ("```mdx-code-block\n<A>\n  <B>One</B>\n    <B>\n      Two\n    </B>\n</A>\n```\n", ["One", "Two"]),
        ("<A>\n    {/* remark */}\n    {x.map(y => <b>{y}</b>)}\n    One\n</A>\n", ["One"]),
    ],
)
def test_bodies_are_markdown_however_far_they_are_indented(text: str, units: list[str], end: str) -> None:
    document = read(text.replace("\n", end), "mdx")
    assert [unit.source for unit in document.units] == units
    assert markdown.splice(document, {}).text == document.text


def test_the_suffix_says_that_it_is_mdx() -> None:
    text = "<A>\n\n    One {b.c(d)}\n\n</A>\n"
    assert not parsed(text).units
    document = parsed(text, path="a.mdx")
    assert [unit.source for unit in document.units] == ["One {b.c(d)}"]
    assert markdown.splice(document, {0: "Uno {b.d(c)}"}).refused


def test_a_translation_keeps_the_indentation() -> None:
    text = "<A>\n  <B>\n    One\\\n    two\n  </B>\n</A>\n"
    assert put(text, "Uno\n- dos", names=("mdx",)) == "<A>\n  <B>\n    Uno\\\n    \\- dos\n  </B>\n</A>\n"


def test_raw_html_has_no_indented_code() -> None:
    """Up to a blank line, the content of a component is raw HTML in any Markdown."""
    assert sources("<A>\n  <B>\n    One `c`\n  </B>\n</A>\n") == ["One `c`"]
    assert sources("<A>\n\n    code\n\n</A>\n") == []
    assert sources("<A>\n    One\n\n    code\n</A>\n") == ["One"]


def test_strict_dialects_have_no_components() -> None:
    assert sources("<A>\n    One *two*\n</A>\n", "commonmark") == ["One *two*"]
    assert read("<A>\n    One *two*\n</A>\n", "commonmark").units[0].kind == "html"


# Tags


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ('<A b="One" label="Two"/>', ["Two"]),
        ("<A label={'Two'} />", ["Two"]),
        ('<A label={"Two"} to="/three" />', ["Two"]),
        (
            "<A values={[\n  {label: 'Two', value: 'b'},\n  {label: \"It's three\", value: 'c'},\n]} />",
            ["Two", "It's three"],
        ),
        ('<A>One</A>\n<A label="Two">Three *four*</A>', ["One", "Two", "Three *four*"]),
        ('<A>\n  <A title="Two">Three</A>\n</A>', ["Two", "Three"]),
        ("Text\n<A>one</A>\nmore", ["Text <A>one</A> more"]),
        ("<A>one</A> and <A>two</A>", ["<A>one</A> and <A>two</A>"]),
        ('<Code b="c">\nno text\n\nat all\n</Code>', []),
        ("<Note>\nWhen you use a `<link>` here, look.\n</Note>", ["When you use a `<link>` here, look."]),
        ("<Trans>{'One two'}</Trans>", ["One two"]),
        ("* <Link to='/a'>One</Link> two", ["<Link to='/a'>One</Link> two"]),
        ("<Table>One</Table> two\nthree", ["<Table>One</Table> two three"]),
        ("{a.map(b => (\n  <li>{b}</li>\n\n))}", []),
        ("{`a } b`}", []),
        ("export const a = {\n  b: 'one two',\n\n  c: 'Three four',\n};\n\nOne", ["One"]),
        ("import A from 'a'\nimport B from 'b'\n\nOne", ["One"]),
        ("## One {/* #two */}", ["One"]),
        ("<div className='b'>\n  One **two**\n</div>", ["One **two**"]),
        ('<img\n  src={a}\n  alt="One two"\n  style={{ b: "c" }}\n/>', ["One two"]),
        ("One \\{ two }", ["One \\{ two }"]),
        (
            "<A content={[{ description: \"Uses `{ a: 'b' }` if it can be used\" }]} />",
            ["Uses `{ a: 'b' }` if it can be used"],
        ),
        ("<A.B label='One'>\n  Two\n</A.B>", ["One", "Two"]),
        ("<>\n  One\n</>", ["One"]),
    ],
)
def test_tags_bound_texts_and_have_some(text: str, units: list[str]) -> None:
    assert sources(text, "mdx") == units


@pytest.mark.parametrize(
    ("text", "target", "result"),
    [
        ('<A label="Two words" />', "Zwei", '<A label="Zwei" />'),
        ('<A label="Two words" />', '二つの"語>', '<A label="二つの&quot;語>" />'),
        ("<A label={'Two words'} />", "l'uno \\", "<A label={'l\\'uno \\\\'} />"),
        ("<A b={[{label: 'Two'}]} />", "don't", "<A b={[{label: 'don\\'t'}]} />"),
        ('{{< button "Learn more" >}}', "mehr", '{{< button "mehr" >}}'),
        ('{{< a title="Two" >}}', 'a "b" >}}', '{{< a title="a \\"b\\" >}}" >}}'),
        ("{{< a title=`Two` >}}", "a `b`", "{{< a title=`a ’b’` >}}"),
        ('- {{% a title="Two words" %}}', "zwei", '- {{% a title="zwei" %}}'),
        ('{% tab title="Two" %}', "二", '{% tab title="二" %}'),
        ("- a\n- : Two.", "a", "- a\n- : Two."),
    ],
)
def test_a_translated_value_need_not_look_like_prose(text: str, target: str, result: str) -> None:
    assert put(text, target) == result


@pytest.mark.parametrize(
    ("source", "good", "bad"),
    [
        (
            'Use <Badge text="new" type="tip"/> now.',
            'Usa <Badge text="ya" type="tip"/>.',
            'Usa <Badge text="a" type="b"/>.',
        ),
        ('A <abbr title="Own boat">OB</abbr>.', 'Un <abbr title="Barco propio">BP</abbr>.', "Un <abbr>BP</abbr>."),
        ('A <el-tag title="Own boat">b</el-tag>.', 'Un <el-tag title="Propio">b</el-tag>.', "Un <el-tag>b</el-tag>."),
        ('See {{< tip text="a wheel" >}}.', 'Ver {{< tip text="rueda" >}}.', 'Ver {{< top text="rueda" >}}.'),
        ('See {{< ref "x.md" >}}.', 'Ver {{< ref "x.md" >}}.', 'Ver {{< ref "y.md" >}}.'),
        ('A {{domxref("A/b", "the b")}}.', 'Una {{domxref("A/b", "ese b")}}.', 'Una {{domxref("A/c", "ese b")}}.'),
        (
            'A {{Glossary("Rope", "rope")}}.',
            'Una {{Glossary("Rope", "cuerda")}}.',
            'Una {{Glossary("Cuerda", "cuerda")}}.',
        ),
        ('A {{domxref("A/b")}} b.', 'Una {{domxref("A/b")}}.', 'Una {{domxref("A/c")}}.'),
        (
            "Write {{</* a */>}} or {{%/* b */%}}.",
            "Pon {{</* a */>}} o {{%/* b */%}}.",
            "Pon {{</* a */>}} o {{%/* c */%}}.",
        ),
        ("A {{< a >}}word{{< /a >}}", "Una {{< a >}}palabra{{< /a >}}", "Una {{< a >}}palabra"),
        (
            'A <Tip title="Two words" id="b">c</Tip>',
            'Un <Tip title="Dos" id="b">c</Tip>',
            'Un <Tip title="Dos" id="d">c</Tip>',
        ),
    ],
)
def test_texts_of_tags_in_a_sentence_may_be_translated(source: str, good: str, bad: str) -> None:
    document = read(source)
    assert markdown.splice(document, {0: good}).refused == {}
    assert document.grammar.verify(source, good) is None
    assert markdown.splice(document, {0: bad}).refused
    assert document.grammar.verify(source, bad) is not None


# Template tags


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ('{{< tab header="One" lang="yaml" >}}\na: b\n\nc: Two three\n{{< /tab >}}', ["One"]),
        ('{{< tab "x" codelang="bash" >}}\nrun it now\n{{< /tab >}}', ["x"]),
        ('{{< tabpane >}}\n{{< tab "C" >}}\nint x;\n\ny();\n{{< /tab >}}\n{{< /tabpane >}}', ["C"]),
        ('{{< tabpane text=true >}}\n{{< tab header="One" >}}\nTwo\n{{< /tab >}}\n{{< /tabpane >}}', ["One", "Two"]),
        ('{{< tabpane >}}\n{{% tab header="One" %}}\nTwo\n{{% /tab %}}\n{{< /tabpane >}}', ["One", "Two"]),
        ('{{< tabs >}}\n{{< tab label="One" >}}\nTwo\n{{< /tab >}}\n{{< /tabs >}}', ["One", "Two"]),
        ("- a b\n\n  {{< tab lang=go >}}\n  func() {\n  }\n  {{< /tab >}}\n", ["a b"]),
        ("{{< gist a 1 >}}\n\nOne\n\n{{< highlight go >}}\ncode\n{{< /highlight >}}\n\nTwo", ["One", "Two"]),
        ("{{< mermaid >}}\ngraph LR\n\n  A-->B\n{{< /mermaid >}}", []),
        ("{{< columns >}}\nOne\n<--->\nTwo\n{{< /columns >}}", ["One", "Two"]),
        ('{{< a >}}One.{{< /a >}}\n{{% b c="d" %}}**Two** [x](y.md){{% /b %}}', ["One.", "**Two** [x](y.md)"]),
        ('{% hint style="info" %} One. {% endhint %}\n{%- b -%} Two {%- endb -%}', ["One.", "Two"]),
        ("> {{< a >}}One{{< /a >}}", ["One"]),
        ('{{< a "Two words" >}}One{{< /a >}}', ["Two words", "One"]),
        ("One\n{{< kbd >}}two{{< /kbd >}}\nthree", ["One\n{{< kbd >}}two{{< /kbd >}}\nthree"]),
        ("{{< highlight go >}}x{{< /highlight >}}", []),
        ('{{< card code=true header="One" lang="C" >}}\nputs("two words");\n{{< /card >}}', ["One"]),
        ('{{< card header="One" >}}\nTwo\n{{< /card >}}', ["One", "Two"]),
        ('{{< tab "Linux" >}}\nOne\n{{< /tab >}}', ["Linux", "One"]),
        ('{{% expand "More" "x" %}}\nOne\n{{% /expand %}}', ["More", "One"]),
        ("{{< rawhtml >}}\n<p class='a'>One</p>\n{{< /rawhtml >}}", ["One"]),
        ("{{< code />}}\n\nOne\n\n{{< code >}}x{{< /code >}}", ["One"]),
        ('2. One\n{{% /tab %}}\n{{% tab name="Two" %}}\nThree.', ["One", "Two", "Three."]),
        ('{{< figure src="a"\n    caption="One *two*"\n    alt=\'three\' >}}', ["One *two*", "three"]),
        ('{% content-ref url="a.md" %}\n[a.md](a.md)\n{% endcontent-ref %}', []),
        ('{% @mermaid/diagram content="graph TD\n  One-->Two and three" %}', []),
        ('{% embed url="a" %}\nOne\n{% endembed %}', ["One"]),
        ('{% code title="a.js" %}\n```js\nb\n```\n{% endcode %}', []),
        ("[a.md](a.md)", []),
        ('<table><tr><td><b>One</b></td><td><a href="a.md">a.md</a></td></tr></table>', ["<b>One</b>"]),
        ('<a href="a.md">a.md</a>', []),
        ('<a href="a.md">One</a>', ['<a href="a.md">One</a>']),
        ('See <a href="a.md">a.md</a>.', ['See <a href="a.md">a.md</a>.']),
        ("See [a.md](a.md).", ["See [a.md](a.md)."]),
        ('{{APIRef("Fetch API")}}{{SeeCompatTable}}', []),
        ("- `a` {{optional_inline}}\n  - : One\n", ["One"]),
        ("- {{domxref('A')}} {{ReadOnlyInline}}\n  - : One\n\n    Two\n", ["One", "Two"]),
        ("| {{domxref('A')}} | One |\n|-|-|", ["One"]),
    ],
)
def test_template_tags_bound_texts_and_code_is_none(text: str, units: list[str]) -> None:
    assert sources(text, "hugo", "gitbook", "mdn") == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("::: tabs\n\n@tab One\n\nTwo\n\n@tab:active Three four#x\n\nFive\n:::", ["One", "Two", "Three four", "Five"]),
        ("::: tabs\n@tab One\nTwo\n:::", ["One", "Two"]),
        (":::tabs\n== One\nTwo\n== **Three** {key:a}\nFour\n:::", ["One", "Two", "**Three**", "Four"]),
        ("==One== two", ["==One== two"]),
        ("<template #a>One</template>", ["One"]),
        ("<A>\n  <template #a>\n    One\n  </template>\n  <template v-slot:b>Two</template>\n</A>", ["One", "Two"]),
        ("<A @click='b'>\n\nOne\n\n</A>", ["One"]),
        ("<Code a='b' title='One'>\nno text\n</Code>", ["One"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tabs_and_slots_of_vue(text: str, units: list[str], end: str) -> None:
    document = read(text.replace("\n", end), "vitepress")
    assert [unit.source for unit in document.units] == units
    rendering = markdown.splice(document, {unit.index: benign(unit, document.grammar) for unit in document.units})
    assert not rendering.refused


@pytest.mark.parametrize(
    ("dialect", "text", "bad"),
    [
        ("vitepress", "A <b @click=\"go('x')\">b</b>.", "Un <b @click=\"ve('x')\">b</b>."),
        ("vitepress", "A <template #a>b</template>.", "Un <template #b>b</template>."),
        ("hugo", 'A <a class="b" href="{{< ref "c.md" >}}">d</a>.', 'Un <a class="a" href="{{< ref "c.md" >}}">d</a>.'),
        ("gitbook", "A $$a = b$$ c.", "Un $$b = b$$ c."),
    ],
)
def test_tags_that_commonmark_does_not_read_are_inline_tags(dialect: str, text: str, bad: str) -> None:
    document = read(text, dialect)
    assert document.grammar.verify(text, text.replace("A ", "Una ")) is None
    assert document.grammar.verify(text, bad) is not None


def test_a_definition_is_not_escaped() -> None:
    document = read("- `a`\n  - : One.\n", "mdn")
    assert document.units[0].kind == "definition"
    assert markdown.splice(document, {0: ": Uno"}).text == "- `a`\n  - : \\: Uno\n"
    assert markdown.splice(document, {0: "Uno."}).text == "- `a`\n  - : Uno.\n"


# VitePress


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("<script setup>\nconst a = 'One two'\n\nconst b = 'Three'\n</script>", []),
        ("::: code-group\n```js [a.js]\nb\n```\n<<< @/c.ts#d{ts:line-numbers}\n:::\n\nOne", ["One"]),
        ("::: details One two {open}\n<<< @/a.vue{1,2}\n:::", ["One two"]),
        ('<Card :title="a" @click="b" label="One">\n    Two\n</Card>', ["One", "Two"]),
        ("# One <Badge type='tip' text='new' /> {#two}", ["One <Badge type='tip' text='new' />"]),
        (":::: tabs\n::: tab One\nTwo\n:::\n::::", ["One", "Two"]),
    ],
)
def test_vue(text: str, units: list[str]) -> None:
    assert sources(text, "vitepress") == units


@pytest.mark.parametrize(
    "text",
    [
        "<A>\n" + " " * 9,
        "{{< code >}}\n",
        "<Code>\n",
        "{{< tabpane >}}\n{{< tab >}}\n",
        "{\n",
        "{'\n",
        '<A b="',
        "export const a = {\n\n",
        "<Link>\n",
    ],
)
def test_what_is_never_closed_is_read(text: str) -> None:
    long = text * 2000 + "One."
    document = parsed(long, settings=MDX)
    assert markdown.splice(document, {}).text == long
