"""The rooms of the package: a room imports only from rooms below it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "broadsheet"

# From the ground up; rooms on one level do not import each other.
LEVELS = [
    {"errors", "_version", "processes"},
    {"characters", "skipped"},
    {"frames", "arrays", "study", "palette", "collector"},
    {"articles", "store"},
    {"text"},
    {"dates", "names"},
    {"words", "quotes", "timeline", "outlets"},
    {"selection"},
    {"corrections", "validation", "sources"},
    {"charts"},
    {"show"},
    {"corpus", "notebook"},
    {"scale", "export"},
    {"report"},
    {"cli"},
    {"__main__", "__init__"},
]
# `name: reason`, for imports that go up or sideways on purpose.
EXCEPTIONS = {
    ("store", "outlets"): "the class of a change, which a stored frame holds",
}
LEVEL = {room: number for number, rooms in enumerate(LEVELS) for room in rooms}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms that a module imports from, wherever in it."""
    rooms = set()
    parts = path.relative_to(PACKAGE).parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            rooms |= {
                alias.name.split(".")[1]
                for alias in node.names
                if alias.name.startswith("broadsheet.")
            }
            rooms |= {"__init__" for alias in node.names if alias.name == "broadsheet"}
        if isinstance(node, ast.ImportFrom):
            rooms |= _from(node, parts)
    return rooms


def _room_of_name(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] != "broadsheet":
        return None
    return parts[1] if len(parts) > 1 else "__init__"


def _from(node: ast.ImportFrom, parts: tuple[str, ...]) -> set[str]:
    if node.level == 0 and (node.module or "").split(".")[0] != "broadsheet":
        return set()
    base = list(parts[: len(parts) - node.level]) if node.level else []
    module = (node.module or "").split(".") if node.module else []
    names = base + module if node.level else module[1:]
    if names:
        return {names[0]}
    return {alias.name for alias in node.names if alias.name in LEVEL}


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_room_imports_only_from_below(path):
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    for other in imported_rooms(path) - {room}:
        if (room, other) in EXCEPTIONS:
            continue
        assert LEVEL[other] < LEVEL[room], (
            f"{room} imports {other}, which is not below it"
        )


def test_the_rooms_of_the_test_are_those_of_the_package():
    assert {room_of(path) for path in MODULES} == set(LEVEL)


def test_the_drawing_for_contributors_is_this_layout():
    text = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    drawing = text.split("```")[1].strip("\n").splitlines()
    rooms = [set(line[:44].split()) for line in reversed(drawing)]
    hidden = {"_version", "__main__", "__init__"}
    assert rooms == [level - hidden for level in LEVELS if level - hidden]
