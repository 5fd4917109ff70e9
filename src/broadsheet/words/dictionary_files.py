"""Files of word categories: TOML, JSON, CSV, LIWC, quanteda, Lexicoder and lists, read to lists of patterns.

Each reader takes the text of a file and returns the categories, each a list of patterns in the language of
`broadsheet.words.search`, and sentences on what was left out.
"""

import csv
import html
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from broadsheet.errors import BroadsheetError

THE_FILE = ""  # stands for the name of the file where it is that of the category

Categories = dict[str, list[str]]
Reader = Callable[[str], tuple[Categories, list[str]]]

# How columns of a table of one word a row are called.
CATEGORY_COLUMNS = (
    *("category", "categories", "key", "label", "code", "topic"),
    *("group", "class", "theme", "frame", "emotion"),
    *("sentiment", "polarity", "valence", "dimension", "domain", "list"),
)
WORD_COLUMNS = (
    *("word", "words", "term", "terms", "pattern", "entry"),
    *("value", "token", "phrase", "keyword", "keywords"),
)
LIWC_WORD_COLUMN = "dicterm"
NOT_MARKED = ("", "0")
MARKS = (*NOT_MARKED, "1", "x", "X")
_UNMARKED = ([], *([mark] for mark in NOT_MARKED))


def read_toml(text: str) -> tuple[Categories, list[str]]:
    """Read `category = ["word", "pattern*"]`; tables within tables are joined by a full stop."""
    return _flatten(tomllib.loads(text))


def read_yaml(text: str) -> tuple[Categories, list[str]]:
    """Read quanteda's YAML: categories, which may have categories of their own, and lists of patterns."""
    import yaml  # slow to load, and few dictionaries are YAML

    # Every scalar stays a string: "no", "on" and "1984" are words here.
    try:
        tree = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return _flatten(tree)


def _flatten(tree: object) -> tuple[Categories, list[str]]:
    if not isinstance(tree, Mapping):
        raise ValueError("it must be categories, each with a list of words")
    categories: Categories = {}
    for name, words in _leaves(tree, ""):
        categories.setdefault(name, []).extend(words)
    return categories, []


def _leaves(tree: Mapping, prefix: str) -> Iterator[tuple[str, list[str]]]:
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{name}.")
        elif isinstance(value, list):
            yield from _leaves_of_list(value, name)
        elif isinstance(value, str):
            yield name, [value]
        else:
            raise ValueError(
                f"the category {name!r} must have a list of words, and has {value!r}"
            )


def _leaves_of_list(values: list, name: str) -> Iterator[tuple[str, list[str]]]:
    words = []
    for value in values:
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{name}.")
        elif isinstance(value, list):
            for _, inner in _leaves_of_list(value, name):
                words += inner
        elif isinstance(value, str | int | float):
            words.append(str(value))
        else:
            raise ValueError(f"the category {name!r} has {value!r}, which is no word")
    yield name, words


def read_liwc(text: str) -> tuple[Categories, list[str]]:
    """Read LIWC's .dic: numbered categories between two lines of %, then words with their numbers."""
    sections = re.split(r"^\s*%.*$", text, flags=re.MULTILINE)
    if len(sections) < 3:
        raise ValueError("its categories must stand between two lines of %")
    names = {}
    for line in sections[1].splitlines():
        match = re.match(r"\s*(\d+)\s+(\S.*)", line)
        if match:
            name, _, _ = match[2].partition("\t")
            names[match[1]] = name.strip()
    categories: Categories = {name: [] for name in names.values()}
    notes = []
    for line in "\n".join(sections[2:]).splitlines():
        if not line.strip():
            continue
        word, numbers = _liwc_entry(line)
        known = [names[number] for number in numbers if number in names]
        if not known:
            notes.append(
                f"The line {line.strip()!r} was left out: it names no category of the file."
            )
        for name in known:
            categories[name].append(word)
    return categories, notes


# Neighbours that a word must have for the category before the slash, and else the one after it.
CONDITION = re.compile(r"(?:\([\d\s]*\)|<[^>]*>)\s*(?:\d+(?:/(\d+))?)?")


def _liwc_entry(line: str) -> tuple[str, list[str]]:
    """Return the word or phrase of a line, and the numbers of its categories.

    Of conditions such as `(02 134)125/464` and `<of>131/125`, which need LIWC's own reading of the words
    around, the word has the category after the slash: the one that it has otherwise.
    """
    plain = CONDITION.sub(r" \1 ", line)
    if "\t" in plain:
        word, _, rest = plain.strip().partition("\t")
    else:
        match = re.match(r"\s*(.*?)((?:\s+\d+)*)\s*$", plain)
        word, rest = match.groups() if match else (plain, "")
    return word.strip(), re.findall(r"\d+", rest)


def read_lexicoder(text: str) -> tuple[Categories, list[str]]:
    """Read Lexicoder's .lc3: a line `+category`, then a word or phrase a line."""
    categories: Categories = {}
    current = None
    notes = []
    for line in text.splitlines():
        entry = line.strip()
        if not entry or re.match(r"#+(\s|$)", entry):  # a comment, and no hashtag
            continue
        if entry.startswith("+"):
            current = entry[1:].strip()
            categories.setdefault(current, [])
        elif current is None:
            notes.append(
                f"The line {entry!r} was left out: it stands before the first +category."
            )
        else:
            categories[current].append(entry)
    return categories, notes


def read_old_lexicoder(text: str) -> tuple[Categories, list[str]]:
    """Read Lexicoder's .lcd: `<cnode name="category">` around `<pnode name="word">`, or as .lc3."""
    if not text.lstrip().startswith("<"):
        return read_lexicoder(text)
    categories: Categories = {}
    path: list[str] = []
    for closing, kind, name in _NODE.findall(text):
        if kind == "cnode" and closing:
            path = path[:-1]
        elif kind == "cnode":
            path.append(html.unescape(name))
        elif not closing:
            words = categories.setdefault(".".join(path), [])
            words.append(html.unescape(name))
    return categories, []


_NODE = re.compile(r"""<(/?)(cnode|pnode)(?:\s+name\s*=\s*["']([^"']*)["'])?[^>]*>""")


def read_json(text: str) -> tuple[Categories, list[str]]:
    """Read `{"category": ["word", "pattern*"]}`, with categories in categories."""
    return _flatten(json.loads(text))


def read_list(text: str) -> tuple[Categories, list[str]]:
    """Read a word or phrase a line, all of one category; LIWC's and Lexicoder's files end in .txt as well."""
    lines = [line.strip() for line in text.splitlines()]
    if any(line.startswith("%") for line in lines[:1]):
        return read_liwc(text)
    if any(line.startswith("+") for line in lines):
        return read_lexicoder(text)
    filled = filter(None, lines)
    words = [line for line in filled if not re.match(r"#+(\s|$)", line)]
    return {THE_FILE: words}, []


def read_csv(text: str) -> tuple[Categories, list[str]]:
    """Read a table: columns for category and word, LIWC's .dicx, or one column of words a category."""
    rows = _filled_rows(text)
    if len(rows) < 2:
        raise ValueError("it has no row below its headings")
    heading = [cell.casefold() for cell in rows[0]]
    if heading[0] == LIWC_WORD_COLUMN:
        return _marked_columns(rows, 0), []
    word = _find_column(heading, WORD_COLUMNS)
    if word is not None:
        read = _read_with_headings(rows, heading, word)
        if read:
            return read
    category = _column_that_repeats(rows)
    if category is not None:
        return _pairs(rows, category, 1 - category)
    return _columns_of_words(rows), []


def _filled_rows(text: str) -> list[list[str]]:
    """Return the rows of a table that hold anything, their cells without spaces around them."""
    filled = []
    for row in csv.reader(io.StringIO(text), _dialect(text)):
        cells = [cell.strip() for cell in row]
        if any(cells):
            filled.append(cells)
    return filled


def _read_with_headings(
    rows: list[list[str]], heading: list[str], word: int
) -> tuple[Categories, list[str]] | None:
    """Read a table whose headings say where the words stand; None where no column holds categories."""
    below = rows[1:]
    category = _find_column(heading, CATEGORY_COLUMNS)
    if category is None:
        others = [index for index in range(len(heading)) if index != word]
        if _are_marks(below, others):
            return _marked_columns(rows, word), []
        category = _column_of_names(below, others)
    if category is None:
        return None
    return _pairs(below, category, word)


def _dialect(text: str) -> type[csv.Dialect]:
    first_line = text.lstrip("\n").split("\n", 1)[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=first_line.count)

    return Dialect


def _find_column(heading: list[str], names: tuple[str, ...]) -> int | None:
    columns = [index for index, cell in enumerate(heading) if cell in names]
    return columns[0] if columns else None


def _are_marks(rows: list[list[str]], columns: list[int]) -> bool:
    """Whether columns only say which words a category has, with 1 or an X."""
    cells: set[str] = set()
    for row in rows:
        cells.update(row[column] for column in columns if column < len(row))
    has_mark = not cells.issubset(NOT_MARKED)
    return has_mark and cells.issubset(MARKS)


def _column_of_names(rows: list[list[str]], columns: list[int]) -> int | None:
    """Return the one column beside the words that has names of categories, and not numbers.

    Raises:
        ValueError: where all of them have numbers.
    """
    with_names = []
    for column in columns:
        cells = [row[column] for row in rows if column < len(row)]
        if not all(map(_is_number, cells)):
            with_names.append(column)
    if columns and not with_names:
        raise ValueError(
            "it has a number for each word and no category; add a column 'category'"
        )
    return with_names[0] if len(with_names) == 1 else None


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?[\d.,]*", cell) is not None


def _column_that_repeats(rows: list[list[str]]) -> int | None:
    """Return which of two columns has categories, in a table without headings: the one that repeats itself.

    A column of words, one for each category, has each word once.
    """
    are_pairs = all(len(row) == 2 and all(row) for row in rows)
    if not are_pairs:
        return None
    repeating = []
    for number, column in enumerate(zip(*rows, strict=True)):
        if len(set(column)) < len(column):
            repeating.append(number)
    if len(repeating) == 1:
        return repeating[0]
    return None


def _pairs(
    rows: list[list[str]], category: int, word: int
) -> tuple[Categories, list[str]]:
    categories: Categories = {}
    notes = []
    for row in rows:
        is_long = len(row) > max(category, word)
        if is_long and row[category] and row[word]:
            words = categories.setdefault(row[category], [])
            words.append(row[word])
        else:
            notes.append(
                f"The row {','.join(row)!r} was left out: it lacks its category or its word."
            )
    return categories, notes


def _marked_columns(rows: list[list[str]], word: int) -> Categories:
    """Read a column of words, and a column for each category with a mark where the word is in it."""
    heading = rows[0]
    categories: Categories = {}
    for column, name in enumerate(heading):
        if column == word:
            continue
        words = []
        for row in rows[1:]:
            cell = row[column : column + 1]
            if cell not in _UNMARKED:
                words.append(row[word])
        categories[name] = words
    return categories


def _columns_of_words(rows: list[list[str]]) -> Categories:
    categories: Categories = {name: [] for name in rows[0] if name}
    for row in rows[1:]:
        for name, word in zip(rows[0], row, strict=False):
            if name and word:
                categories[name].append(word)
    return categories


READERS: dict[str, Reader] = {
    ".toml": read_toml,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".dicx": read_csv,
    ".dic": read_liwc,
    ".yml": read_yaml,
    ".yaml": read_yaml,
    ".lc3": read_lexicoder,
    ".lcd": read_old_lexicoder,
    ".json": read_json,
    ".txt": read_list,
}


def read_categories(path: Path) -> tuple[Categories, list[str]]:
    """Read a file of categories by the end of its name.

    Raises:
        BroadsheetError: where the file cannot be read.
    """
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        endings = ", ".join(READERS)
        raise BroadsheetError(
            f"The dictionary {path.name} is in no known format; it may be {endings}."
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BroadsheetError(
            f"The dictionary {path} cannot be read: {error.strerror}."
        ) from error
    try:
        categories, notes = reader(_decode(content))
    except (ValueError, csv.Error) as error:
        raise BroadsheetError(
            f"The dictionary {path.name} cannot be read: {error}."
        ) from error
    if THE_FILE in categories:
        categories[path.stem] = categories.pop(THE_FILE)
    return categories, notes


def _decode(content: bytes) -> str:
    """Return the text of a file in UTF-8 or 16, or in the encoding of older Windows programs."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _with_plain_lines(content.decode("utf-16", errors="replace"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return _with_plain_lines(text)


def _with_plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
