import ast
from pathlib import Path

import pytest

import pipeline
from pipeline.terminal.remedies import OF_THE_PROGRAM, REMEDIES, remedy

PACKAGE = Path(pipeline.__file__).parent
# Here the kind is the name of an exception: a fault of the program, whatever it is called.
EXCEPTIONS = {"failures.py"}


def calls():
    """Every place in the package that makes a problem: the file, the function around it, and the call."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for function in functions:
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                    yield path, function, node


def kinds(node, function):
    """The values that the expression of a kind may have."""
    if isinstance(node, ast.Constant):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return kinds(node.body, function) | kinds(node.orelse, function)
    if isinstance(node, ast.Name):
        found = [
            kind for step in ast.walk(function) if isinstance(step, ast.Assign) for kind in assigned(step, node.id)
        ]
        return {value for kind in found for value in kinds(kind, function)}
    return set()


def assigned(step, name):
    """What an assignment gives to a name, alone or as one of several."""
    for target in step.targets:
        if getattr(target, "id", None) == name:
            yield step.value
        elif isinstance(target, ast.Tuple):
            at = [getattr(one, "id", None) for one in target.elts].index(name) if name in ast.dump(target) else None
            values = [step.value.body, step.value.orelse] if isinstance(step.value, ast.IfExp) else [step.value]
            yield from (value.elts[at] for value in values if at is not None)


RAISED = [(path, kinds(call.args[1], function), call.lineno) for path, function, call in calls()]


@pytest.mark.parametrize(("path", "found", "line"), RAISED, ids=[f"{p.stem}:{line}" for p, _, line in RAISED])
def test_every_kind_of_problem_that_the_program_makes_has_its_remedy(path, found, line):
    if path.name not in EXCEPTIONS:
        assert found, f"{path.name}:{line}: the kind must be a word that can be read here"
        assert found <= set(REMEDIES), f"{path.name}:{line}: declare {found - set(REMEDIES)} in remedies.py"


def test_every_remedy_is_that_of_a_kind_that_is_made():
    assert set(REMEDIES) == {kind for path, found, _ in RAISED if path.name not in EXCEPTIONS for kind in found}


def test_what_is_not_known_by_name_is_a_fault_to_be_reported():
    assert remedy("KeyError") == OF_THE_PROGRAM and "report it" in OF_THE_PROGRAM
    assert all(words and not words.endswith(".") for words in REMEDIES.values())
