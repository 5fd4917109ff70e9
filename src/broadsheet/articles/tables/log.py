"""Which columns of which tables were used for what, reported once for all tables that are alike."""

from dataclasses import dataclass, field

from broadsheet.articles.columns import Choice, listed

FIRST = 3  # names of tables in a note; of more only the number is given


@dataclass
class TableLog:
    """What was decided on the tables of a reading.

    Attributes:
        seen: For each way in which columns were chosen, the tables and the choice.
        sentences: For each sentence, the tables that it is about.
    """

    seen: dict[str, tuple[list[str], Choice, list[str]]] = field(default_factory=dict)
    sentences: dict[str, list[str]] = field(default_factory=dict)

    def add(self, table: str, header: list[str], choice: Choice) -> None:
        """Note the columns of a table and what they were used for."""
        key = f"{header} {choice.columns} {choice.joined}"
        tables, _, _ = self.seen.setdefault(key, ([], choice, header))
        tables.append(table)

    def say(self, table: str, sentence: str) -> None:
        """Say something of a table."""
        self.sentences.setdefault(sentence, []).append(table)

    def notes(self) -> list[str]:
        """A note for each sentence, with the tables that it is about."""
        lines: list[str] = []
        for sentence, tables in self.sentences.items():
            lines.append(f"{_some(tables)}: {sentence}")
        return lines

    def records(self) -> list[dict]:
        """For each kind of table: how many there are, the first of them, columns used and not used.

        Plain lists and dictionaries, as frames can carry in their `attrs`.
        """
        rows = []
        for tables, choice, header in self.seen.values():
            used = {
                ours: list(theirs[:1]) for ours, theirs in choice.columns.items()
            } | choice.joined
            row = {"file": tables[0], "files": len(tables), "columns": list(header)}
            rows.append(row | {"used": used, "unused": list(choice.unused)})
        return rows


def describe_tables(records: list[dict]) -> list[str]:
    """A line for each kind of table: the columns seen, those used, and those not used.

    >>> seen = {"file": "a.csv", "files": 1, "columns": ["Body", "Desk", "x"]}
    >>> describe_tables([seen | {"used": {"text": ["Body"]}, "unused": ["Desk", "x"]}])
    ['a.csv has 3 columns: text is read from Body; not used: Desk, x']
    """
    lines = []
    for record in records:
        number = len(record["columns"])
        columns = "1 column" if number == 1 else f"{number} columns"
        more = record["files"] - 1
        names = f"{record['file']} and {more} more like it" if more else record["file"]
        used = []
        for ours, theirs in record["used"].items():
            used.append(f"{ours} is read from {' and '.join(theirs)}")
        line = f"{names} has {columns}: {', '.join(used)}"
        lines.append(
            line
            + (f"; not used: {listed(record['unused'])}" if record["unused"] else "")
        )
    return lines


def _some(tables: list[str]) -> str:
    first = ", ".join(tables[:FIRST])
    more = len(tables) - FIRST
    if more > 0:
        return f"{first} and {more:,} more"
    return first
