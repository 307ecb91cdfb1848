"""``__all__`` of a module has every public function and class, and nothing else."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "workflow"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_all_is_what_is_public(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    listed: set[str] | None = None
    defined: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "__all__" for to in node.targets):
            listed = set(ast.literal_eval(node.value))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined.add(node.name)
    public = {name for name in defined if not name.startswith("_")}
    assert public <= (listed or set()), "public and not in __all__: list it, or give its name an underscore"
    names = defined | {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
    assert (listed or set()) <= names
