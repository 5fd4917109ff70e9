"""Articles in JSON, however deep they lie: the list of objects that are most like articles."""

from collections.abc import Iterator, Sequence

from broadsheet.articles.limits import Limits
from broadsheet.articles.tables.blocks import ROWS, Block, Table, check_width
from broadsheet.articles.tables.find_articles import Search
from broadsheet.articles.tables.flatten import Record
from broadsheet.articles.tables.json_values import read_shallow, read_values
from broadsheet.errors import Unreadable


def read_nested(
    name: str, text: str, named: dict[str, str] | None, limits: Limits
) -> Table:
    """The table of the objects in a JSON file that are most like articles."""
    values = read_values(text)
    search = Search(named or {}, limits)
    try:
        search.look(values)
    except RecursionError:
        values = read_shallow(text)
        search = Search(named or {}, limits)
        search.look(values)
    group = search.best()
    if group is None:
        raise search.nothing()
    keys = [key for _, record in group.records for key in record]
    header = list(dict.fromkeys(keys))
    check_width(header, limits)
    problems = [*values.problems, *group.problems]
    table = Table(name, header, _blocks(header, group.records, problems))
    table.notes += search.remarks(group)
    return table


def _blocks(
    header: list[str], records: list[tuple[int, Record]], problems: list[Unreadable]
) -> Iterator[Block | Unreadable]:
    yield from problems
    for start in range(0, len(records), ROWS):
        rows = records[start : start + ROWS]
        columns: dict[str, Sequence[object]] = {}
        for key in header:
            columns[key] = [record.get(key) for _, record in rows]
        yield Block([position for position, _ in rows], columns)
