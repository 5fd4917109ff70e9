"""Names of files: which are left out by rule, and how they are shown."""

import re

from broadsheet.articles.log import Log

# Files that explain others; found in many a folder, and no articles.
EXPLAINS = re.compile(r"(readme|licen[cs]e|copying)(\.(md|txt|rst))?", re.I)
HIDDEN = re.compile(r"\.(?!\.$).*|~\$.*|__MACOSX|thumbs\.db|desktop\.ini", re.I)
NO_ARTICLE = re.compile(f"{HIDDEN.pattern}|{EXPLAINS.pattern}", re.I)
# Nexis puts a list of what it holds into each of its archives.
LIST_OF_DOCUMENTS = re.compile(r".*_doclist\.\w+", re.I)

# What readers measure of the tool is kept beside the articles.
VALIDATION = re.compile(r"validation\.json|.+-sheet(-.+)?\.(xlsx|json)", re.I)
# What readers correct is kept beside the articles.
CORRECTIONS = re.compile(r"corrections\.csv", re.I)

# What working folders hold, made by programs: nobody misses them.
SYSTEM = re.compile(
    r"\.(git|svn|ipynb_checkpoints|DS_Store|venv|cache)|__MACOSX|thumbs\.db|desktop\.ini|\._.*"
)
RULES = [
    (HIDDEN, "because the name begins as that of a hidden file"),
    (EXPLAINS, "because the name is that of a file that explains others"),
    (VALIDATION, "because it is a coder's sheet, or what was measured by one"),
    (CORRECTIONS, "because it holds corrections and no articles"),
    (LIST_OF_DOCUMENTS, "because it is an archive's list of documents and no article"),
]


def left_out(parts: tuple[str, ...], shown: str, log: Log) -> bool:
    """Whether a file is left out by its name; the log notes it, except for what systems put there.

    Args:
        parts: The names of its folders and its own, below what was given.
        shown: Its name as shown.
        log: Takes the note on it.
    """
    if any(map(SYSTEM.fullmatch, parts)):
        return True
    for pattern, reason in RULES:
        if any(map(pattern.fullmatch, parts)):
            log.omit(shown, reason)
            return True
    return False


def name_on_one_line(name: str) -> str:
    """A name on one line and in Unicode, whatever the file system says.

    >>> name_on_one_line("caf\\udce9.txt"), name_on_one_line("a\\nb.txt")
    ('caf�.txt', 'a b.txt')
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text)
