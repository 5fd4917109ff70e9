"""What is known while an article is read: its day, the points of time named so far, the tense of verbs."""

from bisect import bisect_left
from dataclasses import dataclass, field

from .find import Match, Text
from .grammar import load
from .points import Point, truncate

RANK = {"C": 0, "E": 1, "Y": 2, "H": 3, "S": 4, "Q": 4, "M": 5, "W": 6, "WE": 7, "D": 8}
REACH = 1000  # characters of a paragraph that are looked at on either side
SENTENCE = 100  # characters within which a colon leads to a quotation
STORY = 500  # characters within which an hour is one of the day last named
NEAR = 1000  # characters within which "a year ago" is said of a quarter that was named


@dataclass
class Reader:
    """An article being read. A history is completed from its own years, news from the day of publication."""

    text: Text
    written: str
    published: Point | None
    matches: list[Match]
    history: bool = False
    years: list[tuple[int, int]] = field(default_factory=list)  # where years are named, and which
    points: dict[str, tuple[int, Point]] = field(default_factory=dict)  # of each unit the last, and where
    story: tuple[Point, str] | None = None
    held: dict[tuple[int, str], Point] = field(default_factory=dict)  # on which Monday the debate is

    def anchor(self, text: bool = False, unit: str = "C") -> tuple[Point | None, str]:
        """Where an expression is completed from; with `text`, the last point as fine as `unit`, if any."""
        if self.history and self.story and (not text or unit == "C"):
            return self.story
        if text:
            fine = [last for last in self.points.values() if RANK[last[1].unit] >= RANK.get(unit, 8)]
            if fine:
                start, point = max(fine)
                return point, f"text:{start}"
        return self.published, "published" if self.published else "none"

    def note(self, point: Point, match: Match) -> None:
        """Remember a point; a story moves on to it if it lies between the years named before and after."""
        self.points[point.unit] = match.start, point
        if point.unit == "Q" and (not self.published or point[1:4] < truncate(self.published, "Q")[1:4]):
            self.points["past Q"] = match.start, point
        before = self.story[0].year if self.story else point.year
        following = bisect_left(self.years, (match.end,))
        after = self.years[following][1] if following < len(self.years) else point.year
        if RANK[point.unit] >= RANK["Y"] and min(before, after) <= point.year <= max(before, after):
            self.story = point, f"text:{match.start}"

    def _paragraph(self, match: Match) -> tuple[int, int]:
        """Where the paragraph around a match begins and ends, or how much of it is looked at."""
        begin, end = max(0, match.start - REACH), match.end + REACH
        last = self.written.find("\n", match.end, end)
        return max(begin, self.written.rfind("\n", begin, match.start) + 1), end if last < 0 else last

    def quoted(self, match: Match) -> bool:
        """Whether a match stands between quotation marks in its paragraph."""
        before = self.written[self._paragraph(match)[0] : match.start]
        if "``" in before:
            return before.rfind("``") > before.rfind("''")
        straight = before.count('"') + before.count("''")
        return before.rfind("“") > before.rfind("”") or straight % 2 == 1

    def beside(self, match: Match) -> list[Match]:
        """The other matches of the paragraph, and of one that leads to it ("he said:"), the nearest first."""
        begin, end = self._paragraph(match)
        lead = self.written[max(0, begin - REACH) : begin].rstrip()
        if lead.endswith(":"):
            begin += lead.rfind("\n") + 1 - min(begin, REACH)
        low, high = (bisect_left(self.matches, place, key=lambda each: each.start) for place in (begin, end))
        near = [other for other in self.matches[low:high] if other.start != match.start]
        return sorted(near, key=lambda other: abs(other.start - match.start))[:16]

    def leads(self, match: Match, quoted: Match) -> bool:
        """Whether what a match belongs to leads to a quotation: the sentence ends, or stops, with a colon."""
        colon = self.written.find(":", match.end, min(match.end + SENTENCE, quoted.start))
        return colon > 0 and not self.quoted(match) and "." not in self.written[match.end : colon]

    def dates_speech(self, match: Match) -> bool:
        """Whether a day may be that of what is quoted beside it: gone, and of no stretch or event."""
        if self.before(match) in load().tense["no speech"] or self.tense(match) not in ("past", ""):
            return False
        return match.last == self.text.sentence(match.first)[1] or self.text.tag(match.last) != "POS"

    def before(self, match: Match) -> str:
        """The word before a match in its sentence, in small letters."""
        alone = match.first == self.text.sentence(match.first)[0]
        return "" if alone else self.text.word(match.first - 1).lower()

    def in_general(self, match: Match) -> bool:
        """Whether a day is any in its time: the leaders of tomorrow, a better today."""
        before = self.before(match)
        of = before == "of" and match.first > 1 and self.text.tag(match.first - 2) in ("NNS", "NN")
        last = match.last == self.text.sentence(match.first)[1] or self.text.tag(match.last) != "POS"
        return (of and last) or before in ("a", "better")

    def following(self, match: Match) -> Match | None:
        """The day by name that comes next in the same sentence and paragraph, on which a match was."""
        _, high = self.text.sentence(match.first)
        at = bisect_left(self.matches, match.end, key=lambda each: each.start)
        day = self.matches[at] if at < len(self.matches) else None
        if day is None or day.last > high or day.rule.name not in ("day", "weekday"):
            return None
        between = {self.text.word(row) for row in range(match.last, day.first)}
        if {"and", ",", ";", "before", "after", "until"} & between or day.first - match.last > 9:
            return None
        near = self.before(day) == "on" or (day.rule.name == "weekday" and day.first - match.last < 4)
        return day if near and day.end < self._paragraph(match)[1] else None

    def event(self, match: Match) -> str:
        """What is held on a day and belongs to it: the debate of Monday's first debate."""
        high = min(self.text.sentence(match.first)[1], match.last + 8)
        if match.last >= high or self.text.tag(match.last) != "POS":
            return ""
        last = match.last + 1
        while last < high and self.text.tag(last) in ("JJ", "NN", "NNP", "NNS", "CD"):
            last += 1
        head = self.text.word(last - 1).lower()
        return head if head in load().tense["events"] else ""

    def told(self, match: Match) -> bool:
        """Whether a story of another day is being told: one was named a little before, and all is past."""
        start, point = self.points.get("D", (0, self.published))
        gone = point and self.published and point[1:4] < self.published[1:4]
        return bool(gone) and match.start - start < STORY and self.tense(match) == "past"

    def here(self, match: Match) -> bool:
        """Whether the last point named stands in the same sentence."""
        low, _ = self.text.sentence(match.first)
        return any(start >= int(self.text.start[low]) for start, _ in self.points.values())

    def quarter(self, match: Match, reach: float = float("inf")) -> tuple[Point | None, str]:
        """The quarter last reported on, if one was within `reach` characters."""
        start, point = self.points.get("past Q", (0, None))
        return (point, f"text:{start}") if point and match.start - start < reach else (None, "none")

    def tense(self, match: Match) -> str:
        """Whether what is said of a match looks back ("past") or forward ("future", or likely: "ahead")."""
        (low, high), words = self.text.sentence(match.first), load().tense
        before = [self.text.word(row).lower() for row in range(max(low, match.first - 4), match.first)]
        after, tag = (match.last < high and at(match.last) for at in (self.text.word, self.text.tag))
        if before[-1:] == ["since"]:
            return "since"
        if before[-3:] in (["as", "early", "as"], ["as", "soon", "as"]) or before[-2:] == ["ahead", "of"]:
            return "future"
        if tag == "POS":
            return self._of_event(match, low, high)
        if tag == "VBD":  # the mayor Friday vowed to go
            return "past"
        leading = {"until", "till"} if "weekday" in match.fields else words["ahead of a day"] | {"by"}
        if before[-1:] == ["for"] and {"day", "ord", "weekday"} & set(match.fields):
            since = range(max(low, match.first - 8), match.first)
            if {"set", "scheduled"} & {self.text.word(row) for row in since}:  # set the trial for June 28
                return "future"
        if before[-1:] == ["through"] and "month" in match.fields:
            return "nearest"
        bound = before[1:] and before[-1] in leading and not {"not", "n't", "up"} & set(before)
        if bound and "had" not in [
            self.text.word(row) for row in range(max(low, match.first - 20), match.first)
        ]:
            return "future"
        row, said = self._governor(match, low, high)
        if after in words["events"] and said not in ("past", "future"):  # the November election
            return "near" if "weekday" in match.fields else "ahead"
        if said == "present" and not self.text.title[row]:
            going = "VBG" in [self.text.tag(i) for i in range(row + 1, min(row + 3, high))]
            near = match.first - 4 < row < match.first and before[-1] != ","
            if going or (near and self.text.word(row).lower() not in words["told"]):  # they meet on Friday
                return "ahead"
        return said

    def _of_event(self, match: Match, low: int, high: int) -> str:
        """Of what belongs to a day: "near" if it is something that is held and not looked back on."""
        if not self.event(match):
            return ""
        if (before := self.before(match)) in load().tense["toward"]:
            return "nearest"
        if before in ("said", "says"):  # she said Monday's vote is the last
            verbs = [self.text.tag(row) for row in range(match.last, min(high, match.last + 8))]
            return "" if "VBD" in verbs else "near"
        won = match.first > low and self.text.tag(match.first - 1) == "VBD"
        within = won or before in load().tense["within"]  # won Monday's vote, in Monday's debate
        said = self._governor(match, low, high)[1]
        return "" if within or said == "past" else "ahead" if said == "future" else "near"

    def _governor(self, match: Match, low: int, high: int) -> tuple[int, str]:
        """The verb that governs a match, the nearest before, else after it, and what it says of time."""
        rows = [(row, low) for row in range(match.first - 1, max(low, match.first - 16) - 1, -1)]
        rows += [(row, match.last) for row in range(match.last, min(high, match.last + 12))]
        return next(((row, said) for row, start in rows if (said := self._verb(row, start))), (low, ""))

    def _verb(self, row: int, low: int) -> str:
        """What a verb, or a word like "scheduled", says of time; an infinitive leaves it to its governor."""
        tag, word, tense = self.text.tag(row), self.text.word(row).lower(), load().tense
        if tag in ("VB", "VBN", "VBZ", "VBP") or word in tense["ahead"]:
            before = [self.text.word(i).lower() for i in range(max(low, row - 4), row)]
        if word in tense["ahead"] and row + 1 < len(self.text.codes):
            after, leads = self.text.word(row + 1), self.text.tag(row + 1) in ("IN", "NN", "DT", "JJ")
            if after in tense["leading on"] or (tag in ("VBN", "JJ") and leads):
                return "past" if "had" in before else "future"  # it had been due to expire
        if tag in ("VBG", "VBD") and row > low:
            before = [self.text.word(i).lower() for i in range(max(low, row - 2), row)]
            if tag == "VBG" and (before[-1] == "after" or before == ["forward", "to"]):
                return "past" if before[-1] == "after" else "future"
            if word in ("planned", "scheduled") and row + 1 < len(
                self.text.codes
            ):  # planned a march on Friday
                return "future" if self.text.tag(row + 1) in ("DT", "JJ", "NN", "NNS") else "past"
        if tag in ("VB", "VBN"):
            if before[-2:] == [",", "to"]:  # the session, to end on Wednesday
                return "future"
            if "to" in before[-2:]:
                bound = tag == "VBN" or {"is", "are"} & set(before[: before.index("to")][-1:])
                return "future" if bound else ""
            if modals := tense["modals"] & set(before):
                refused = "would" in modals and {"not", "n't", "n’t"} & set(before)  # would not say on Friday
                return "past" if refused or "have" in before else "future"
            return "past" if tag == "VBN" or tense["behind"] & set(before) else ""
        if word in tense["modals"] or word in tense["chances"]:
            return "future"
        if tag in ("VBZ", "VBP") and tense["not yet"] & set(before):  # after it leaves the Union in March
            return "future"
        return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(tag, "")


def is_history(matches: list[Match], published: Point | None) -> bool:
    """Whether an article is a history: it gives years throughout, where news says "Friday", "last month"."""
    years = sum(bool({"year", "era"} & set(match.fields)) for match in matches)
    news = sum(bool({"weekday", "today", "dir", "quarter"} & set(match.fields)) for match in matches)
    many = years >= 8 or (years >= 3 and news == 0 and len(matches) >= 12)
    return published is None or (many and years > 4 * news and 10 * years > len(matches))
