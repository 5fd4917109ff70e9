"""Tables that stand in JSON by row or by column, in each of the ways in which pandas writes one."""

from broadsheet.articles.headings import known_names
from broadsheet.articles.tables.flatten import Record


def rows_of_lists(values: list) -> list[Record] | None:
    """Rows under a first row of headings, as `orient="values"` with headings has it."""
    if len(values) < 2:
        return None
    if not all(isinstance(row, list) for row in values):
        return None
    header = values[0]
    if not header:
        return None
    if not all(isinstance(cell, str) for cell in header):
        return None
    if "text" not in known_names(header).values():
        return None
    rows = values[1:]
    return [dict(zip(header, row, strict=False)) for row in rows]


def rows_of_columns(value: dict) -> list[Record]:
    """The rows of a table that is stored by column, in each of the ways in which pandas writes one."""
    rows = _split(value)
    if rows is not None:
        return rows
    if len(value) < 2:
        return []
    roles = set(known_names(value).values())
    if len(roles) < 2:
        return []
    columns = list(value.values())
    if all(isinstance(column, list) for column in columns):
        return _from_lists(value)
    if all(isinstance(column, dict) for column in columns):
        return _from_objects(value)
    return []


def _split(value: dict) -> list[Record] | None:
    """The rows of `{"columns": […], "data": [[…]]}`; None where it is something else."""
    header = value.get("columns") or value.get("header")
    rows = value.get("data") or value.get("rows") or value.get("values")
    if not isinstance(header, list):
        return None
    if not isinstance(rows, list):
        return None
    if not all(isinstance(row, list) for row in rows):
        return None
    names = [_heading(cell) for cell in header]
    return [dict(zip(names, row, strict=False)) for row in rows]


def _from_lists(value: dict[str, list]) -> list[Record]:
    """The rows of lists that are of one length: `{"title": […], "text": […]}`."""
    lengths = {len(column) for column in value.values()}
    if len(lengths) != 1:
        return []
    rows = zip(*value.values(), strict=True)
    return [dict(zip(value, row, strict=True)) for row in rows]


def _from_objects(value: dict[str, dict]) -> list[Record]:
    """The rows of objects that have the same keys: `{"title": {"0": …}, "text": {"0": …}}`."""
    columns = list(value.values())
    index = list(columns[0])
    if any(list(column) != index for column in columns):
        return []
    rows = []
    for row in index:
        cells = {name: value[name][row] for name in value}
        rows.append(cells)
    return rows


def _heading(cell: object) -> str:
    if isinstance(cell, dict):
        return str(cell.get("name") or cell.get("label"))
    return str(cell)
