"""One of many phrases as a regular expression: phrases that begin alike share their beginning.

Hundreds of holidays are so compiled in a third of the time, which counts in the first call of a process.
"""

from typing import TypeAlias

# What may follow, by the characters of the next place; "" where a phrase may end.
Tree: TypeAlias = "dict[str, Tree]"
END = ""


def either(phrases: list[list[str]]) -> str:
    """A regular expression for one of these phrases, a longer one before those that it begins with.

    Args:
        phrases: Of each, the characters that its places may hold.

    >>> either([["a", "b", "c"], ["a", "bd"], ["a"], ["e"]])
    'a(?:bc|[bd]|)|e'
    """
    tree: Tree = {}
    for phrase in phrases:
        branch = tree
        for letters in phrase:
            branch = branch.setdefault(letters, {})
        branch[END] = {}
    return "|".join(_options(tree))


def _options(tree: Tree) -> list[str]:
    """A regular expression for each way on, the end last."""
    options = []
    for letters, branch in tree.items():
        if letters != END:
            options.append(_choice(letters) + _rest(branch))
    if END in tree:
        options.append("")
    return options


def _rest(branch: Tree) -> str:
    """What follows a place."""
    if list(branch) == [END]:
        return ""
    options = _options(branch)
    if len(options) == 1:
        return options[0]
    return f"(?:{'|'.join(options)})"


def _choice(letters: str) -> str:
    """A regular expression for any of these characters."""
    if len(letters) == 1:
        return letters
    first = letters[0]
    last = letters[-1]
    numbers = range(ord(first), ord(last) + 1)
    if letters == "".join(map(chr, numbers)):
        return f"[{first}-{last}]"
    return f"[{letters}]"
