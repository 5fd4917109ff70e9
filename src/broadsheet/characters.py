"""The characters of many strings as one array, of which all are asked at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Characters:
    """The characters of several strings, one more after each, and where each string starts and ends."""

    characters: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def describe(self, describe: Callable[[str], int], dtype: Any) -> np.ndarray:
        """What a function says of each character, 0 between the strings.

        It is asked once for each distinct character.

        >>> spell_out(["to", "it"]).describe("it".find, np.int8).tolist()
        [1, -1, 0, 0, 1, 0]
        """
        size = int(self.characters.max(initial=0)) + 1
        table = np.zeros(size, dtype=dtype)
        table[self.characters] = 1
        distinct = np.flatnonzero(table)
        table[distinct] = [describe(chr(number)) for number in distinct.tolist()]
        described = table[self.characters]
        described[self.ends] = 0
        return described


def spell_out(strings: list[str]) -> Characters:
    """The characters of strings, a line break after each.

    >>> spelled = spell_out(["by", "Zoë"])
    >>> spelled.characters.tolist(), spelled.starts.tolist(), spelled.ends.tolist()
    ([98, 121, 10, 90, 111, 235, 10], [0, 3], [2, 6])
    """
    text = "\n".join([*strings, ""])
    encoded = text.encode("utf-32-le", "surrogatepass")
    sizes = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    following = np.cumsum(sizes + 1)
    return Characters(
        characters=np.frombuffer(encoded, dtype=np.uint32),
        starts=following - sizes - 1,
        ends=following - 1,
    )
