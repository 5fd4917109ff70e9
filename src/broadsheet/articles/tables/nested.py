"""Articles in JSON, however deep they lie: the list of objects that are most like articles."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from broadsheet.articles.cells import Kept, is_missing, join_text, name_in
from broadsheet.articles.columns import (
    NAMES,
    Choice,
    choose_columns,
    find_column,
    fold_heading,
    known_names,
    no_text,
    ranks_of,
)
from broadsheet.articles.days import read_day
from broadsheet.articles.limits import Limits
from broadsheet.articles.naming import are_outlets
from broadsheet.articles.profiles import profile_of
from broadsheet.articles.tables.blocks import ROWS, Block, Table, check_width
from broadsheet.articles.tables.json_values import BROKEN, TOO_DEEP, Values, read_values
from broadsheet.errors import Unreadable

SAMPLE = 50  # objects that decide whether a list is one of articles
KEYED = 0.8  # of the objects under keys must be articles for the keys to be ids
DEPTH = 40  # levels; services stay under ten
WRAPPED = 4  # levels of objects within an article
# What a list inherits from the object that holds it: {"outlet": "The Echo", "articles": […]}
INHERITED = ("outlet", "language")
# Keys under which objects name something and stand for that name.
NAMED_ROLES = ("outlet", "title", "byline", "agency", "section", "language", "url")

# Keys whose lists are texts in parts; in sections, parts have headlines of their own.
TEXT_IN_PARTS = frozenset(NAMES["text"]) - {
    "article",
    "story",
    "document",
    "news",
    "fullarticle",
}
SECTIONS = frozenset(
    ["sections", "paragraphs", "blocks", "contentelements", "body", "text"]
)

Record = dict[str, object]


@dataclass
class Group:
    """Objects of one place in the tree, such as `response.results[]`."""

    path: str
    records: list[tuple[int, Record]] = field(default_factory=list)
    problems: list[Unreadable] = field(default_factory=list)
    roles: int = 0


def read_nested(
    name: str, text: str, named: dict[str, str] | None, limits: Limits
) -> Table:
    """The table of the objects in a JSON file that are most like articles."""
    values = read_values(text)
    search = Search(named or {})
    try:
        search.look(values)
    except RecursionError:
        raise Unreadable(TOO_DEEP, "save its articles as a list of objects") from None
    group = search.best()
    if group is None:
        raise search.nothing()
    header = list(dict.fromkeys(key for _, record in group.records for key in record))
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


class Search:
    """A search for articles from the top of the tree downwards: what holds articles is not entered."""

    def __init__(self, named: dict[str, str]):
        self.named = named
        self.groups: dict[str, Group] = {}
        self.keys: dict[
            str, None
        ] = {}  # of the objects seen, for the message that there is no article

    def look(self, values: Values) -> None:
        """Search all values of a file."""
        if values.whole:
            self._enter(_unquoted(values.entries[0][1]), "", {}, 0)
            return
        objects = [
            (place, value) for place, value in values.entries if isinstance(value, dict)
        ]
        if not self._take(objects, "", {}):
            for _, value in values.entries:
                self._enter(value, "", {}, 0)

    def best(self) -> Group | None:
        """The group with most of our columns; of several, the one with most text."""
        groups = [group for group in self.groups.values() if group.records]
        return max(groups, key=lambda group: (group.roles, _size(group)), default=None)

    def remarks(self, best: Group) -> list[str]:
        """What else looks like articles and is not read."""
        others = [
            group
            for group in self.groups.values()
            if group is not best and group.records
        ]
        return [
            f"what lies under {group.path or 'the top'} looks like articles too ({len(group.records):,}) "
            "and is not read"
            for group in others
            if group.roles >= best.roles
        ]

    def nothing(self) -> Unreadable:
        """The error for a file without articles."""
        if not self.keys:
            return Unreadable(
                "is JSON, but no list of articles",
                "save it as a list of objects, or a line each",
            )
        seen = list(self.keys)
        for name in self.named.values():
            find_column(seen, name)
        return no_text(seen)

    def _enter(self, value: object, path: str, context: Record, depth: int) -> None:
        if depth > DEPTH:
            raise Unreadable(TOO_DEEP, "save its articles as a list of objects")
        if isinstance(value, list):
            self._enter_list(value, path, context, depth)
        elif isinstance(value, dict):
            self._enter_object(value, path, context, depth)

    def _enter_list(self, values: list, path: str, context: Record, depth: int) -> None:
        rows = _rows_of_lists(values)
        if not path and len(values) > 1 and _are_prose(values):
            rows = [{"text": text} for text in values]
        entries = list(enumerate(rows if rows is not None else values, start=1))
        objects = [
            (place, entry) for place, entry in entries if isinstance(entry, dict)
        ]
        if self._take(objects, f"{path}[]", context):
            group = self.groups[f"{path}[]"]
            odd = [place for place, entry in entries if not isinstance(entry, dict)]
            group.problems += [Unreadable(*BROKEN, place) for place in odd]
            return
        for value in values:
            self._enter(value, f"{path}[]", context, depth + 1)

    def _enter_object(
        self, value: dict, path: str, context: Record, depth: int
    ) -> None:
        rows = _rows_of_columns(value)
        if rows and self._take(list(enumerate(rows, start=1)), f"{path}[]", context):
            return
        ways = (self._take_keyed, self._take_texts, self._take_alone, self._take_lists)
        if any(take(value, path, context) for take in ways):
            return
        context = context | _inherited(value)
        for key, inner in value.items():
            inner_path = f"{path}.{key}" if path else str(key)
            self._enter(inner, inner_path, context, depth + 1)

    def _take_keyed(self, value: dict, path: str, context: Record) -> bool:
        """Articles under their ids."""
        objects = [inner for inner in value.values() if isinstance(inner, dict)]
        if len(objects) < 2 or len(objects) < len(value):
            return False
        alike = sum(self._is_article(flatten(inner)) for inner in objects[:SAMPLE])
        if alike < KEYED * min(len(objects), SAMPLE):
            return False
        entries = []
        for place, (key, inner) in enumerate(value.items(), start=1):
            ids = known_names(inner)
            if "article" in ids.values():
                record = dict(inner)
            else:
                record = {"article": key} | inner
            entries.append((place, record))
        return self._take(entries, f"{path}{{}}", context)

    def _take_texts(self, value: dict, path: str, context: Record) -> bool:
        """Texts under their ids."""
        texts = list(value.values())
        if path or len(texts) < 2 or known_names(value) or not _are_prose(texts):
            return False
        entries = [{"article": key, "text": text} for key, text in value.items()]
        return self._take(list(enumerate(entries, start=1)), f"{path}{{}}", context)

    def _take_lists(self, value: dict, path: str, context: Record) -> bool:
        """Lists of articles under the names of their outlets, or under their days."""
        lists = [_list_in(inner) for inner in value.values()]
        if len(lists) < 2 or not all(lists):
            return False
        if are_outlets(list(value)):
            role = "outlet"
        elif all(read_day(key) for key in value):
            role = "published"
        else:
            return False
        objects: list[dict] = []
        for key, inner in zip(value, lists, strict=True):
            objects += [
                {role: key} | entry for entry in inner if isinstance(entry, dict)
            ]
        return self._take(list(enumerate(objects, start=1)), f"{path}{{}}[]", context)

    def _take_alone(self, value: dict, path: str, context: Record) -> bool:
        """One article, whose text may lie in an object within it."""
        record = flatten(value)
        if not self._is_article(record):
            if not any(isinstance(inner, list | dict) for inner in value.values()):
                self.keys |= dict.fromkeys(record)
            return False
        return self._take([(1, value)], path, context)

    def _is_article(self, record: Record) -> bool:
        header = list(record)
        return (
            self._is_enough(header, {key: [record[key]] for key in header}) is not None
        )

    def _take(
        self, objects: Sequence[tuple[int, dict]], path: str, context: Record
    ) -> bool:
        """Whether these objects are articles; they are kept if so."""
        if not objects:
            return False
        sample = [flatten(entry) for _, entry in _spread(objects)]
        header = list(dict.fromkeys(key for record in sample for key in record))
        self.keys |= dict.fromkeys(header)
        values = {key: [record.get(key) for record in sample] for key in header}
        choice = self._is_enough(header, values)
        if choice is None:
            return False
        group = self.groups.setdefault(path, Group(path))
        before = len(group.records)
        for place, entry in objects:
            group.records.append(
                (before + place if before else place, context | flatten(entry))
            )
        group.roles = max(group.roles, len(choice.columns))
        return True

    def _is_enough(
        self, header: list[str], values: dict[str, list[object]]
    ) -> Choice | None:
        """The columns, where they make an article: by what the user names, or by what is found."""
        names = self._names(header)
        choice = choose_columns(header, values, names)
        if "text" in names or _is_enough(choice.columns):
            return choice
        return None

    def _names(self, header: Sequence[str]) -> dict[str, str]:
        """The columns that the user names, where all of them are here."""
        ends = set()
        for key in header:
            for part in (key, str(key).rsplit(".", 1)[-1]):
                ends.add(fold_heading(part))
        if all(fold_heading(name) in ends for name in self.named.values()):
            return self.named
        return {}


def _is_enough(columns: Mapping[str, list[str]]) -> bool:
    """Whether what was found makes an article: a text that is no summary, or a summary with a title.

    A text that lies in an object within counts only beside something of the article's own: otherwise the
    object within is the article.
    """
    if "file" in columns and "text" not in columns:
        return True
    if "text" not in columns:
        return False
    text = columns["text"][0]
    names = set(ranks_of(text))
    if (
        not names or ranks_of(text)["text"] >= 2000
    ):  # known by its contents, or a summary
        return bool({"title", "url", "published"} & columns.keys())
    if "." not in text:
        return True
    own = [theirs[0] for ours, theirs in columns.items() if ours != "text"]
    return any("." not in theirs for theirs in own)


def _unquoted(value: object) -> object:
    """The value in a string of JSON, as programs write it that encode twice."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return value
    inner = read_values(value)
    if inner.whole:
        return inner.entries[0][1]
    return value


def _list_in(value: object) -> list:
    """A list, or the only one in an object; an empty one where there is none."""
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list)]
        if len(lists) == 1:
            return lists[0]
        return []
    return value if isinstance(value, list) else []


def _are_prose(values: list) -> bool:
    """Whether all values are strings of several words."""
    return (
        all(isinstance(value, str) for value in values)
        and profile_of(values[:SAMPLE]).prose
    )


def _spread(objects: Sequence[tuple[int, dict]]) -> Sequence[tuple[int, dict]]:
    step = max(1, len(objects) // SAMPLE)
    return objects[::step][: SAMPLE + 1]


def _size(group: Group) -> int:
    return sum(
        len(str(value))
        for _, record in group.records[:SAMPLE]
        for value in record.values()
    )


def _inherited(value: dict) -> Record:
    """What an object says of all articles in it."""
    own = {}
    for key, inner in value.items():
        if isinstance(inner, str) and not is_missing(inner):
            own[key] = inner
    names = known_names(own)
    return {ours: own[theirs] for theirs, ours in names.items() if ours in INHERITED}


def flatten(value: dict, depth: int = 0) -> Record:
    """An object without objects in it: names stand for what they name, keys are joined by full stops.

    >>> flatten({"source": {"id": None, "name": "Echo"}, "fields": {"bodyText": "It rained."}})
    {'source': 'Echo', 'fields.bodyText': 'It rained.'}
    """
    record: Record = {}
    for key, inner in value.items():
        key = str(key)
        inner = _unwrapped(inner)
        if isinstance(inner, dict):
            record |= _flatten_object(key, inner, depth)
        elif isinstance(inner, list):
            record[key] = _flatten_list(key, inner)
        else:
            record[key] = inner
    return record


def _unwrapped(value: object) -> object:
    """The value in `{"$date": {"$numberLong": "7"}}`, as MongoDB exports what JSON has no type for."""
    while isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        if not str(key).startswith("$"):
            break
        value = value[key]
    return value


def _flatten_object(key: str, inner: dict, depth: int) -> Record:
    roles = _roles(tuple(inner))
    is_article = {"title", "text"} <= roles or len(roles) > 2
    if fold_heading(key) in NAMES["text"] and _is_text(inner) and not is_article:
        return {key: join_text(inner)}
    names = any(role in ranks_of(key) for role in NAMED_ROLES)
    if names and "text" not in roles and not is_missing(name_in(inner)):
        return {key: name_in(inner)}
    record: Record = {}
    if depth >= WRAPPED:
        return {key: _kept(inner)}
    for name, part in flatten(inner, depth + 1).items():
        record[f"{key}.{name}"] = part
    return record


def _is_text(inner: dict) -> bool:
    """Whether an object is a text in parts, and not an article that is called "article"."""
    return not {"url", "published", "byline"} & _roles(tuple(inner))


@lru_cache(10_000)
def _roles(keys: tuple) -> frozenset[str]:
    """Our columns among keys: objects of one list nearly all have the same."""
    return frozenset(known_names(map(str, keys)).values())


def _flatten_list(key: str, values: list) -> object:
    if key == "date-parts" and values and isinstance(values[0], list):
        return "-".join(f"{part:0>2}" for part in values[0])  # as references have days
    if not any(isinstance(value, dict | list) for value in values):
        return values
    if _is_list_of_paragraphs(key, values):
        return join_text(values)
    is_named = any(role in ranks_of(key) for role in NAMED_ROLES)
    names = _names_of(values)
    return names if is_named and names else _kept(values)


def _names_of(values: list) -> list:
    """The names of objects that all have one; none where one is no object or has none."""
    if not all(isinstance(value, dict) for value in values):
        return []
    names = [name_in(value) for value in values]
    return [] if any(map(is_missing, names)) else names


def _kept(value: object) -> Kept:
    return Kept(json.dumps(value, ensure_ascii=False, default=str))


def _is_list_of_paragraphs(key: str, values: list) -> bool:
    """Whether a list is the text of one article in parts; "articles" and "news" are lists of articles."""
    if fold_heading(key) not in TEXT_IN_PARTS:
        return False
    objects = [value for value in values if isinstance(value, dict)]
    titled = any("title" in known_names(value).values() for value in objects)
    if fold_heading(key) in SECTIONS and not titled:
        texts = sum(map(_is_text, objects))  # pictures with addresses stand among them
        return texts >= len(objects) / 2
    if not all(map(_is_text, objects)):
        return False
    return fold_heading(key) in SECTIONS or not titled


def _rows_of_lists(values: list) -> list[Record] | None:
    """Rows under a first row of headings, as `orient="values"` with headings has it."""
    if len(values) < 2 or not all(isinstance(row, list) for row in values):
        return None
    header = values[0]
    if not header or not all(isinstance(cell, str) for cell in header):
        return None
    if "text" not in known_names(header).values():
        return None
    return [dict(zip(header, row, strict=False)) for row in values[1:]]


def _rows_of_columns(value: dict) -> list[Record]:
    """The rows of a table that is stored by column, in each of the ways in which pandas writes one."""
    rows = _split(value)
    if rows is not None:
        return rows
    if len(value) < 2 or len(set(known_names(value).values())) < 2:
        return []
    if all(isinstance(column, list) for column in value.values()):
        return _from_lists(value)
    if all(isinstance(column, dict) for column in value.values()):
        return _from_objects(value)
    return []


def _split(value: dict) -> list[Record] | None:
    """The rows of `{"columns": […], "data": [[…]]}`; None where it is something else."""
    header = value.get("columns") or value.get("header")
    rows = value.get("data") or value.get("rows") or value.get("values")
    if not isinstance(header, list) or not isinstance(rows, list):
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
    return [
        dict(zip(value, row, strict=True)) for row in zip(*value.values(), strict=True)
    ]


def _from_objects(value: dict[str, dict]) -> list[Record]:
    """The rows of objects that have the same keys: `{"title": {"0": …}, "text": {"0": …}}`."""
    columns = list(value.values())
    index = list(columns[0])
    if any(list(column) != index for column in columns):
        return []
    return [{name: value[name][row] for name in value} for row in index]


def _heading(cell: object) -> str:
    if isinstance(cell, dict):
        return str(cell.get("name") or cell.get("label"))
    return str(cell)
