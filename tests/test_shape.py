"""The package's signatures stay short, and a public class name means one thing."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "workflow"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
MOST = 6
"""Parameters that a function may have, ``self`` and ``cls`` not counted. Click decides how many a command has: one for each option."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(node: ast.AST, in_class: bool = False) -> Iterator[tuple[Function, bool]]:
    """Every function below ``node``, nested ones too, and whether it is defined in a class body."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child, in_class
        yield from functions(child, isinstance(child, ast.ClassDef))


def decorators(function: Function) -> set[str]:
    """The last names of the decorators: ``command`` for ``@memory.command("import")``."""
    called = [each.func if isinstance(each, ast.Call) else each for each in function.decorator_list]
    return {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in called}


def parameters(function: Function, in_class: bool) -> int:
    given = function.args
    count = len(given.posonlyargs) + len(given.args) + len(given.kwonlyargs)
    return count - (in_class and "staticmethod" not in decorators(function))


def test_no_function_has_more_than_six_parameters() -> None:
    long = [
        f"{module}:{function.lineno}: {function.name} has {parameters(function, in_class)}"
        for module, tree in TREES.items()
        for function, in_class in functions(tree)
        if parameters(function, in_class) > MOST and not decorators(function) & {"command", "group"}
    ]
    assert long == []


def test_click_commands_are_recognised() -> None:
    for name in ("draft", "extract", "publish", "run"):
        commands = {
            function.name for function, _ in functions(TREES[f"cli/{name}.py"]) if "command" in decorators(function)
        }
        assert commands == {name}


def test_no_two_public_classes_share_a_name() -> None:
    where = defaultdict(list)
    for module, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(f"{module}:{node.lineno}")
    assert {name: places for name, places in where.items() if len(places) > 1} == {}
