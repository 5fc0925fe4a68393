"""The house stands as drawn: floors, error tree, ports, sizes, and where errors are caught."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from monitor import ports
from monitor.model import errors

ROOT = Path(__file__).parents[1]
_PACKAGES = ("monitor", "storage", "alerts", "seeds")

#: Lines of the longest function outside the tests; a compass says 60, past this nothing goes.
_FUNCTION_LINES = 70

#: The worker's last line of defence, and one more at a border that needs it.
_BROAD_HANDLERS = 2


def public_classes() -> set[str]:
    """List the public classes that monitor/model defines."""
    modules = (f"monitor.model.{path.stem}" for path in (ROOT / "monitor/model").glob("[a-z]*.py"))
    return {
        name
        for module in modules
        for name, found in vars(importlib.import_module(module)).items()
        if inspect.isclass(found) and found.__module__ == module and not name.startswith("_")
    }


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for package in _PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def test_imports_go_down_only() -> None:
    """Every import contract of pyproject.toml is kept."""
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def _drawn() -> dict[str, str]:
    """Read the drawing in errors.py as child and parent."""
    above: list[str] = []
    parents: dict[str, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        if line.rstrip().endswith(("Error", *public_classes())) and "." not in line:
            name = line.strip(" │├└─")
            depth = (len(line) - len(name)) // 4 - 1
            above[depth:] = [name]
            parents[name] = above[depth - 1] if depth else "Exception"
    return parents


def test_the_error_tree_is_as_drawn() -> None:
    """The tree at the top of errors.py is the tree of its classes."""
    built = {
        name: found.__base__.__name__
        for name, found in vars(errors).items()
        if inspect.isclass(found) and issubclass(found, Exception) and found.__base__
    }

    assert _drawn() == built


def test_every_error_says_what_happened() -> None:
    """The docstring of an error is its default message, one sentence."""
    for name, found in vars(errors).items():
        if inspect.isclass(found) and issubclass(found, Exception):
            assert (found.__doc__ or "").strip().endswith("."), name


def test_a_port_has_few_methods() -> None:
    """A port asks for at most five methods, of the database for one kind of record each."""
    for name, port in vars(ports).items():
        if inspect.isclass(port) and port.__module__ == ports.__name__ and name != "Unit":
            methods = [member for member in vars(port) if not member.startswith("_")]
            assert len(methods) <= 5, name


def test_no_function_is_long() -> None:
    """Where a function grows, something in it has a name of its own."""
    long = [
        f"{path}:{node.lineno} {node.name} ({lines} lines)"
        for path, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > _FUNCTION_LINES
    ]

    assert not long


def test_errors_are_caught_where_they_are_known() -> None:
    """Nothing catches whatever comes, but the few places at the edge of the house."""
    broad = [
        f"{path}:{node.lineno}"
        for path, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]

    assert len(broad) <= _BROAD_HANDLERS, broad


def test_mocks_are_not_used() -> None:
    """Fakes implement ports; nothing is patched from outside."""
    banned = re.compile(r"unittest\.mock|from unittest import \w*mock")

    found = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if banned.search(path.read_text(encoding="utf-8"))
    ]

    assert not found
