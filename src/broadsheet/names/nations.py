"""Whether the words for a country and its people belong together."""

LONG_NATION = 7  # letters
STEM = 4  # letters that the words for a country and its people share


def is_of_nation(word: str, nations: set[str]) -> bool:
    """Say whether a word begins as that of a nation does: "Fijian" and "Fiji", "Turkish" and "Turkey".

    Long ones have all letters of the shorter but one in common: "Austrian" is not of "Australia".
    """
    return any(_share_stem(word, nation) for nation in nations)


def _share_stem(word: str, nation: str) -> bool:
    shorter = min(len(word), len(nation))
    least = STEM
    if shorter >= LONG_NATION:
        least = shorter - 1
    return word[:least] == nation[:least]
