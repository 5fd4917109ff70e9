"""A part of a large table that is read by itself, below the head of the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.articles.tables.blocks import Block
from broadsheet.errors import Unreadable


@dataclass(frozen=True)
class Part:
    """Where the rows of a part stand in the whole table.

    A part is read below the head of its table: the headings, and the first rows, from which columns are
    chosen as they are for the whole.

    Attributes:
        head: How many lines the head has.
        before: How many lines of the whole table stand before the part.
    """

    head: int
    before: int

    def own_rows(self, block: Block) -> Block:
        """Return the rows of a block that are not of the head, with their places in the whole table."""
        if not self.head:
            return block
        own = [place > self.head for place in block.positions]
        columns: dict[str, Sequence[object]] = {}
        for name, cells in block.columns.items():
            columns[name] = _chosen(cells, own)
        places = _chosen(block.positions, own)
        return Block([self.in_whole(place) for place in places], columns)

    def own_problems(self, problem: Unreadable) -> list[Unreadable]:
        """Return what cannot be read with its place in the whole table; nothing of the head."""
        reason, remedy, *place = problem.args
        if not place:
            return [problem]
        if place[0] <= self.head:
            return []
        return [Unreadable(reason, remedy, self.in_whole(place[0]))]

    def in_whole(self, place: int) -> int:
        """Return the line of the whole table that a line below the head is.

        >>> Part(head=3, before=100).in_whole(4)
        101
        """
        return place - self.head + self.before


def _chosen(values: Sequence, chosen: list[bool]) -> list:
    pairs = zip(values, chosen, strict=True)
    return [value for value, is_chosen in pairs if is_chosen]
