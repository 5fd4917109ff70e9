"""What is more than any article or export needs."""

from dataclasses import dataclass

from broadsheet.errors import Unreadable

SMALLEST_UNPACKED = (
    1_000_000  # bytes: a small archive may hold this much, whatever it packs to
)


@dataclass(frozen=True)
class Limits:
    """What is more than any article or export needs; `read_articles(…, limits=Limits(…))` sets others.

    >>> Limits().file_bytes
    1000000000
    """

    file_bytes: int = 1_000_000_000
    page_bytes: int = (
        20_000_000  # one HTML page: the parser needs some twenty times as much memory
    )
    article_characters: int = (
        2_000_000  # a long book; no article. An export of many may be longer
    )
    unpacked_bytes: int = 2_000_000_000  # one archive
    unpacked_ratio: int = (
        500  # to the packed size: text packs some 4 times, a bomb a thousand times
    )
    archive_depth: int = 3  # archives in archives
    table_columns: int = 1000  # one table, or all keys of the objects in a JSON file

    def check(self, limit: str, size: int) -> None:
        """Raise `Unreadable` where a size is above the limit of that name."""
        most = getattr(self, limit)
        if size <= most:
            return
        unit = limit.rpartition("_")[2]
        reason = f"has {size:,} {unit}, more than the limit of {most:,}"
        raise Unreadable(
            reason, f"split it, or read it with limits=Limits({limit}={size})"
        )

    def most_unpacked(self, packed: int) -> int:
        """The bytes that an archive of so many can honestly hold."""
        by_ratio = max(packed * self.unpacked_ratio, SMALLEST_UNPACKED)
        return min(self.unpacked_bytes, by_ratio)

    def check_unpacked(self, size: int, packed: int) -> None:
        """Raise `Unreadable` where an archive would unpack to more than is honest."""
        most = self.most_unpacked(packed)
        if size > most:
            reason = f"unpacks to more than {most:,} bytes"
            raise Unreadable(reason, "unpack it yourself and look at what it is")
