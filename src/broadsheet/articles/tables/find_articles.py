"""The search of a tree of JSON for the objects that are articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from broadsheet.articles.cells import is_missing
from broadsheet.articles.columns import Choice, choose_columns, find_column, no_text
from broadsheet.articles.days import read_day
from broadsheet.articles.headings import BY_WEAK, fold_heading, known_names, ranks_of
from broadsheet.articles.limits import Limits
from broadsheet.articles.outlet_names import are_outlets
from broadsheet.articles.profiles import profile_of
from broadsheet.articles.tables.blocks import check_width
from broadsheet.articles.tables.flatten import Record, flatten
from broadsheet.articles.tables.json_values import (
    BROKEN,
    REMEDY,
    TOO_DEEP,
    Values,
    read_values,
)
from broadsheet.articles.tables.pandas_shapes import rows_of_columns, rows_of_lists
from broadsheet.errors import Unreadable

SAMPLE = 50  # objects that decide whether a list is one of articles
KEYED = 0.8  # of the objects under keys must be articles for the keys to be ids
DEPTH = 40  # levels; services stay under ten
# What a list inherits from the object that holds it: {"outlet": "The Echo", "articles": […]}
INHERITED = ("outlet", "language")


@dataclass
class Group:
    """Objects of one place in the tree, such as `response.results[]`."""

    path: str
    records: list[tuple[int, Record]] = field(default_factory=list)
    problems: list[Unreadable] = field(default_factory=list)
    roles: int = 0


class Search:
    """A search for articles from the top of the tree downwards: what holds articles is not entered."""

    def __init__(self, named: dict[str, str], limits: Limits):
        self.named = named
        self.limits = limits
        self.too_wide: Unreadable | None = None
        self.groups: dict[str, Group] = {}
        self.has_depths = False  # whether something is nested too deep to be searched
        # Of the objects seen, for the message that there is no article.
        self.keys: dict[str, None] = {}

    def look(self, values: Values) -> None:
        """Search all values of a file."""
        if values.whole:
            self._enter(unquoted(values.entries[0][1]), "", {}, 0)
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
        return max(
            groups, key=lambda group: (group.roles, amount_of_text(group)), default=None
        )

    def remarks(self, best: Group) -> list[str]:
        """What else looks like articles and is not read."""
        others = []
        for group in self.groups.values():
            if group is not best and group.records:
                others.append(group)
        left = ["what is nested deepest is not read"] if self.has_depths else []
        if self.too_wide:
            left.append(f"an object in it {self.too_wide.args[0]}, and is not read")
        return left + [
            f"what lies under {group.path or 'the top'} looks like articles too ({len(group.records):,}) "
            "and is not read"
            for group in others
            if group.roles >= best.roles
        ]

    def nothing(self) -> Unreadable:
        """The error for a file without articles."""
        if self.has_depths:
            return Unreadable(TOO_DEEP, REMEDY)
        if self.too_wide:
            return self.too_wide
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
            self.has_depths = True
            return
        if isinstance(value, list):
            self._enter_list(value, path, context, depth)
        elif isinstance(value, dict):
            self._enter_object(value, path, context, depth)

    def _enter_list(self, values: list, path: str, context: Record, depth: int) -> None:
        rows = rows_of_lists(values)
        if not path and len(values) > 1 and are_prose(values):
            rows = [{"text": text} for text in values]
        objects = []
        odd = []
        for place, entry in enumerate(values if rows is None else rows, start=1):
            if isinstance(entry, dict):
                objects.append((place, entry))
            else:
                odd.append(place)
        inside = f"{path}[]"
        if self._take(objects, inside, context):
            group = self.groups[inside]
            group.problems += [Unreadable(*BROKEN, place) for place in odd]
            return
        for value in values:
            self._enter(value, f"{path}[]", context, depth + 1)

    def _enter_object(
        self, value: dict, path: str, context: Record, depth: int
    ) -> None:
        rows = rows_of_columns(value)
        numbered = list(enumerate(rows, start=1))
        if self._take(numbered, f"{path}[]", context):
            return
        ways = (self._take_keyed, self._take_texts, self._take_alone, self._take_lists)
        if any(take(value, path, context) for take in ways):
            return
        context = context | inherited(value)
        for key, inner in value.items():
            inner_path = f"{path}.{key}" if path else str(key)
            self._enter(inner, inner_path, context, depth + 1)

    def _take_keyed(self, value: dict, path: str, context: Record) -> bool:
        """Articles under their ids."""
        objects = [inner for inner in value.values() if isinstance(inner, dict)]
        odd = len(value) - len(objects)
        if len(objects) < 2:
            return False
        if odd >= len(objects):
            return False
        alike = sum(self._is_article(flatten(inner)) for inner in objects[:SAMPLE])
        if alike < KEYED * min(len(objects), SAMPLE):
            return False
        entries = []
        problems = []
        for place, (key, inner) in enumerate(value.items(), start=1):
            if not isinstance(inner, dict):
                problems.append(Unreadable(*BROKEN, place))
            elif "article" in known_names(inner).values():
                entries.append((place, dict(inner)))
            else:
                entries.append((place, {"article": key} | inner))
        is_taken = self._take(entries, f"{path}{{}}", context)
        if is_taken:
            self.groups[f"{path}{{}}"].problems += problems
        return is_taken

    def _take_texts(self, value: dict, path: str, context: Record) -> bool:
        """Texts under their ids."""
        texts = list(value.values())
        if path:
            return False
        if len(texts) < 2:
            return False
        if known_names(value):
            return False
        if not are_prose(texts):
            return False
        entries = []
        for place, (key, text) in enumerate(value.items(), start=1):
            entries.append((place, {"article": key, "text": text}))
        return self._take(entries, f"{path}{{}}", context)

    def _take_lists(self, value: dict, path: str, context: Record) -> bool:
        """Lists of articles under the names of their outlets, or under their days."""
        lists = [list_in(inner) for inner in value.values()]
        if len(lists) < 2:
            return False
        if not all(lists):
            return False
        role = _role_of_keys(list(value))
        if role is None:
            return False
        objects: list[dict] = []
        for key, inner in zip(value, lists, strict=True):
            for entry in inner:
                if isinstance(entry, dict):
                    objects.append({role: key} | entry)
        numbered = list(enumerate(objects, start=1))
        return self._take(numbered, f"{path}{{}}[]", context)

    def _take_alone(self, value: dict, path: str, context: Record) -> bool:
        """One article, whose text may lie in an object within it."""
        record = flatten(value)
        if not self._is_article(record):
            if not any(isinstance(inner, list | dict) for inner in value.values()):
                self.keys |= dict.fromkeys(record)
            return False
        return self._take([(1, value)], path, context)

    def _is_article(self, record: Record) -> bool:
        values = {key: [value] for key, value in record.items()}
        return self._choice(list(record), values) is not None

    def _take(
        self, objects: Sequence[tuple[int, dict]], path: str, context: Record
    ) -> bool:
        """Whether these objects are articles; they are kept if so."""
        if not objects:
            return False
        sample = [flatten(entry) for _, entry in spread_sample(objects)]
        values = values_of(sample)
        header = list(values)
        self.keys |= dict.fromkeys(header)
        choice = self._choice(header, values)
        if choice is None:
            return False
        group = self.groups.setdefault(path, Group(path))
        before = len(group.records)
        for place, entry in objects:
            record = context | flatten(entry)
            group.records.append((before + place, record))
        group.roles = max(group.roles, len(choice.columns))
        return True

    def _choice(
        self, header: list[str], values: dict[str, list[object]]
    ) -> Choice | None:
        """The columns, where they make an article: by what the user names, or by what is found."""
        try:
            check_width(header, self.limits)
        except Unreadable as problem:
            self.too_wide = problem
            return None
        names = self._named_here(header)
        choice = choose_columns(header, values, names)
        if "text" in names:
            return choice
        if is_enough(choice.columns):
            return choice
        return None

    def _named_here(self, header: Sequence[str]) -> dict[str, str]:
        """The columns that the user names, where all of them are here."""
        ends = set()
        for key in header:
            last = str(key).rsplit(".", 1)[-1]
            ends.add(fold_heading(key))
            ends.add(fold_heading(last))
        if all(fold_heading(name) in ends for name in self.named.values()):
            return self.named
        return {}


def is_enough(columns: Mapping[str, list[str]]) -> bool:
    """Whether what was found makes an article: a text that is no summary, or a summary with a title.

    A text that lies in an object within counts only beside something of the article's own: otherwise the
    object within is the article.
    """
    if "file" in columns and "text" not in columns:
        return True
    if "text" not in columns:
        return False
    text = columns["text"][0]
    rank = ranks_of(text).get("text", BY_WEAK)
    if rank >= BY_WEAK:  # known by its contents, or a summary
        return bool({"title", "url", "published"} & columns.keys())
    if "." not in text:
        return True
    own = [theirs[0] for ours, theirs in columns.items() if ours != "text"]
    return any("." not in theirs for theirs in own)


def _role_of_keys(keys: list[str]) -> str | None:
    """Whether the keys over lists of articles are their outlets or their days."""
    if are_outlets(keys):
        return "outlet"
    if all(read_day(key) for key in keys):
        return "published"
    return None


def unquoted(value: object) -> object:
    """The value in a string of JSON, as programs write it that encode twice."""
    if not isinstance(value, str):
        return value
    if value.lstrip()[:1] not in ("{", "["):
        return value
    inner = read_values(value)
    if inner.whole:
        return inner.entries[0][1]
    return value


def list_in(value: object) -> list:
    """A list, or the only one in an object; an empty one where there is none."""
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list)]
        if len(lists) == 1:
            return lists[0]
        return []
    return value if isinstance(value, list) else []


def are_prose(values: list) -> bool:
    """Whether all values are strings of several words."""
    if not all(isinstance(value, str) for value in values):
        return False
    return profile_of(values[:SAMPLE]).prose


def spread_sample(objects: Sequence[tuple[int, dict]]) -> Sequence[tuple[int, dict]]:
    step = max(1, len(objects) // SAMPLE)
    return objects[::step][: SAMPLE + 1]


def amount_of_text(group: Group) -> int:
    size = 0
    for _, record in group.records[:SAMPLE]:
        size += sum(len(str(value)) for value in record.values())
    return size


def values_of(records: Sequence[Record]) -> dict[str, list[object]]:
    """The values of records by their keys, None where a record lacks one."""
    keys = dict.fromkeys(key for record in records for key in record)
    return {key: [record.get(key) for record in records] for key in keys}


def inherited(value: dict) -> Record:
    """What an object says of all articles in it."""
    own = {}
    for key, inner in value.items():
        if isinstance(inner, str) and not is_missing(inner):
            own[key] = inner
    names = known_names(own)
    return {ours: own[theirs] for theirs, ours in names.items() if ours in INHERITED}
