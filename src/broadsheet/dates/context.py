"""What is known while an article is read: its day, the points of time named so far, the tense of verbs."""

from dataclasses import dataclass, field

from .find import Match, Text
from .grammar import load
from .points import Point, truncate

RANK = {"C": 0, "E": 1, "Y": 2, "H": 3, "S": 4, "Q": 4, "M": 5, "W": 6, "WE": 7, "D": 8}
NEAR = 1000  # characters within which "a year ago" is said of a quarter that was named


@dataclass
class Reader:
    """An article being read. A history is completed from its own years, news from the day of publication."""

    text: Text
    published: Point | None
    history: bool = False
    years: list[tuple[int, int]] = field(default_factory=list)  # where years are named, and which
    points: list[tuple[Point, int]] = field(default_factory=list)
    story: tuple[Point, str] | None = None

    def anchor(self, text: bool = False, unit: str = "C") -> tuple[Point | None, str]:
        """Where an expression is completed from; with `text`, the last point as fine as `unit`, if any."""
        if self.history and self.story and (not text or unit == "C"):
            return self.story
        if text:
            for point, start in reversed(self.points):
                if RANK[point.unit] >= RANK.get(unit, 8):
                    return point, f"text:{start}"
        return self.published, "published" if self.published else "none"

    def note(self, point: Point, match: Match) -> None:
        """Remember a point; a story moves on to it if it lies between the years named before and after."""
        self.points.append((point, match.start))
        before = self.story[0].year if self.story else point.year
        after = next((year for start, year in self.years if start >= match.end), point.year)
        if RANK[point.unit] >= RANK["Y"] and min(before, after) <= point.year <= max(before, after):
            self.story = point, f"text:{match.start}"

    def here(self, match: Match) -> bool:
        """Whether the last point named stands in the same sentence."""
        low, _ = self.text.sentence(match.first)
        return bool(self.points) and self.points[-1][1] >= int(self.text.start[low])

    def quarter(self, match: Match, reach: float = float("inf")) -> tuple[Point | None, str]:
        """The quarter last reported on, if one was within `reach` characters."""
        now = self.published and truncate(self.published, "Q")[1:4]
        for point, start in reversed(self.points):
            if point.unit == "Q" and match.start - start < reach and (now is None or point[1:4] < now):
                return point, f"text:{start}"
        return None, "none"

    def tense(self, match: Match) -> str:
        """Whether the verb that governs a match, the nearest before, else after it, looks back or ahead."""
        low, high = self.text.sentence(match.first)
        if match.last < high and self.text.tag(match.last) == "POS":
            return ""
        rows = [(row, low) for row in range(match.first - 1, max(low, match.first - 16) - 1, -1)]
        rows += [(row, match.last) for row in range(match.last, min(high, match.last + 12))]
        leading = self.text.word(match.first - 1).lower() if match.first > low else ""
        if "weekday" not in match.fields and leading in load().tense["ahead of a day"]:
            return "future"
        return next((tense for row, start in rows if (tense := self._verb(row, start))), "")

    def _verb(self, row: int, low: int) -> str:
        """What a verb, or a word like "scheduled", says of time; an infinitive leaves it to its governor."""
        tag, word, tense = self.text.tag(row), self.text.word(row).lower(), load().tense
        after = self.text.word(row + 1) if word in tense["ahead"] else ""
        if after in tense["leading on"] or (
            after and tag in ("VBN", "JJ") and self.text.tag(row + 1) in ("IN", "NN")
        ):
            return "future"
        if tag in ("VB", "VBN"):
            before = [self.text.word(i).lower() for i in range(max(low, row - 4), row)]
            if "to" in before[-2:]:
                return "future" if tag == "VBN" else ""
            if modals := tense["modals"] & set(before):
                refused = "would" in modals and {"not", "n't", "n’t"} & set(before)  # would not say on Friday
                return "past" if refused or "have" in before else "future"
            return "past" if tag == "VBN" or tense["behind"] & set(before) else ""
        if word in tense["modals"]:
            return "future"
        return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(tag, "")


def is_history(matches: list[Match], published: Point | None) -> bool:
    """Whether an article is a history: it gives years throughout, where news says "Friday", "last month"."""
    years = sum(bool({"year", "era"} & set(match.fields)) for match in matches)
    news = sum(bool({"weekday", "today", "dir", "quarter"} & set(match.fields)) for match in matches)
    many = years >= 8 or (years >= 3 and news == 0 and len(matches) >= 12)
    return published is None or (many and years > 4 * news and 10 * years > len(matches))
