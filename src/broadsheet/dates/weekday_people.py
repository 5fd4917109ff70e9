"""Whether a weekday is (part of) the name of a person or an animal, from what stands around it."""

from .forenames import BEFORE_PERSON, PROPER_TAGS, TELLING_TAGS, is_surname
from .grammar import load
from .name_lists import WordLists
from .places import gazetteer
from .view import Match, TokenView

# Of the token after a name: it does something, has something, or is told more of.
AFTER_NAME_TAGS = ("VB", "MD", ",", "POS")
FINITE_TAGS = ("VBZ", "VBD", "MD")
OPENING = ("``", ":")
OPENING_MARKS = (",", "(")  # behind a name that is told more of
LONGEST_CHAIN = 3  # words of a name or a role before a weekday
APPOSITION = (
    14  # tokens after a name, within which a second comma closes what is told of it
)
TOLD_WORDS = 5  # tokens of what is told, in which a time would make it a date
BEHIND_CALLING = (",", ".", "IN", "WP", "WDT", "CC", "-RRB-", "VBG")
CLAUSE = frozenset(["that", "who"])
WHO = ("who", "whose", "aged")
ANY_ONE = ("a", "an", "the", "his", "her", "their")
# Of the words that stand before "of June", those that name no time.
NO_TIMES = frozenset(["first", "last", "as", "all", "most", "rest", "half", "part"])
AGE_ENDS = (",", ".", ";", ")", "”", '"')


class WeekdayPeopleReader:
    """Reads whether somebody's name has a weekday in it.

    Args:
        view: The tokens.
        lists: What stands before names: titles, callings, relations.
        bare: The articles that write weekdays without "on".
    """

    def __init__(self, view: TokenView, lists: WordLists, bare: frozenset[int]) -> None:
        self.view = view
        self.roles = lists.roles
        self.callings = lists.roles | lists.kin
        self.honorifics = lists.honorifics
        self.kin = lists.kin
        self.animals = lists.animals
        self.times = lists.times - NO_TIMES
        self.before_days = lists.before_days
        self.bare = bare

    def is_person(self, match: Match) -> bool:
        """Whether a weekday of one word is (part of) a name."""
        before = self.view.word_before(match)
        if before in self.before_days:
            return False
        return (
            self._is_surname(match)
            or self._is_first_name(match, before)
            or self._is_middle_name(match)
            or self._is_told_at_head(match)
        )

    def follows_name(self, match: Match) -> bool:
        """Whether a name stands before a match, and no weekday."""
        tags = self.view.tags_before(match, 1)
        if tags != ["NNP"] or not self._follows_capital(match):
            return False
        weekdays = load().lexicon.values["WEEKDAY"]
        before = self.view.word_before(match)
        return before not in weekdays

    def _writes_bare_days(self, match: Match) -> bool:
        """Whether an article says "Obama Friday signed …" of a day."""
        article = self.view.article[match.first]
        return int(article) in self.bare

    # ---- surnames -------------------------------------------------------------------------------------

    def _is_surname(self, match: Match) -> bool:
        """Whether a weekday after a first name is a surname: "Cornelius Friday, 41, …"."""
        if self._follows_capital(match) and self._has_age(match):
            return True
        if not self.follows_name(match):
            return False
        if self._is_sentence_of(match):
            return True
        if self._writes_bare_days(match):
            return False
        return (
            self._is_titled(match)
            or self._is_told_of(match)
            or self._has_calling(match)
        )

    def _follows_capital(self, match: Match) -> bool:
        """Whether a capitalised word stands before a match."""
        if self.view.word_before(match) == "":
            return False
        before = self.view.word(match.first - 1)
        return before.istitle()

    def _follows_place(self, match: Match) -> bool:
        """Whether a country or a place of one word stands before a match."""
        before = self.view.word_before(match)
        return before in gazetteer().by_name

    def _has_calling(self, match: Match) -> bool:
        """Whether a calling stands beside it: "Mercy Friday, a baker", "the boxer, Emeka Friday, was"."""
        if self._follows_place(match):
            return False
        after = self.view.words_after(match, 4)
        comma = after[:1]
        if comma != [","]:
            return False
        if self._follows_calling(match):
            return True
        article = after[1:2]
        if article not in (["a"], ["an"]):
            return False
        for row, word in enumerate(after[2:], match.last + 2):
            if word in self.callings:
                return self._ends_phrase(row, match)
        return False

    def _follows_calling(self, match: Match) -> bool:
        """Whether a calling and a comma stand before a name: "the boxer, Emeka Friday,"."""
        first = self._begin_of_chain(match)
        earliest = max(0, first - 2)
        before = self.view.lower_words(earliest, first)
        comma = before[-1:]
        return comma == [","] and before[0] in self.callings

    def _ends_phrase(self, row: int, match: Match) -> bool:
        """Whether a calling is the last word of its phrase: "a baker", but no "a baker shop"."""
        _, high = self.view.sentence(match.first)
        behind = row + 1
        return behind >= high or self.view.tag(behind) in BEHIND_CALLING

    def _is_sentence_of(self, match: Match) -> bool:
        """Whether a sentence begins with a first name and a weekday, and goes on with a verb.

        "Iran Friday condemned …" is how some agencies write; "Enoch Friday scored …" is a name.
        """
        low, _ = self.view.sentence(match.first)
        if match.first - 1 != low or self._follows_place(match):
            return False
        tag = self.view.tag_after(match)
        if self._writes_bare_days(match):
            return tag == "POS"
        return tag.startswith(("VB", "POS"))

    def _is_titled(self, match: Match) -> bool:
        """Whether a title and a first name stand before it: "Mrs Patience Monday, a trader"."""
        view = self.view
        row = match.first - 2
        low, high = view.sentence(match.first)
        if row < low or not is_surname(view, row + 1, high):
            return False
        title = view.word(row)
        if not title.istitle() or title.lower() not in self.honorifics:
            return False
        tag = view.tag_after(match)
        return tag != "VBD"

    def _is_told_of(self, match: Match) -> bool:
        """Whether more is told of who heads a sentence or did something: "led by Tama Friday, whose …"."""
        view = self.view
        low, _ = view.sentence(match.first)
        first = self._begin_of_chain(match)
        last_two = max(first, match.first - 2)
        place = view.lower_words(last_two, match.first)
        if self._follows_place(match) or " ".join(place) in gazetteer().by_name:
            return False
        is_apposed = self._is_apposed(match.last)
        if first > low:
            before = view.lower(first - 1)
            return before == "by" and is_apposed
        verb = view.word_after(match)
        tag = view.tag_after(match)
        return is_apposed or (tag == "VBZ" and verb != "is")

    def _begin_of_chain(self, match: Match) -> int:
        """The first of the words with a capital right before a match."""
        view = self.view
        low, _ = view.sentence(match.first)
        first = match.first - 1
        farthest = max(low, match.first - LONGEST_CHAIN)
        while first > farthest and view.word(first - 1).istitle():
            first -= 1
        return first

    def _is_apposed(self, row: int) -> bool:
        """Whether a comma stands in a row, and then what is told of somebody, and of no time."""
        view = self.view
        _, high = view.sentence(row - 1)
        last = min(high, row + TOLD_WORDS + 1)
        words = view.lower_words(row, last)
        if len(words) < 3 or words[0] not in OPENING_MARKS:
            return False
        begins = words[1]
        if begins in WHO:
            return True
        if not self.times.isdisjoint(words):
            return False
        tag = view.tag(row + 2)
        return begins in ANY_ONE or tag == "POS"

    def _has_age(self, match: Match, skipped: int = 0) -> bool:
        """Whether an age follows between commas: "Cornelius Friday, 41, …"."""
        first = match.last + skipped
        last = first + 3
        _, high = self.view.sentence(match.first)
        if last > high:
            return False
        comma, age, end = self.view.words_of(first, last)
        is_age = age.isdigit() and len(age) == 2
        return is_age and comma == "," and end in AGE_ENDS

    # ---- first names ----------------------------------------------------------------------------------

    def _is_first_name(self, match: Match, before: str) -> bool:
        """Whether a weekday is a first name: "Striker Sunday Moe", or "Sunday Moe said" at the head."""
        view = self.view
        low, high = view.sentence(match.first)
        if match.last >= high or not self._is_name(match.last):
            return False
        if before.rstrip(".") in self.roles or self._has_age(match, 1):
            return True
        after_name = match.last + 1
        is_head = match.first == low
        if after_name >= high:
            return False
        tag = view.tag(after_name)
        if is_head:
            return tag.startswith(AFTER_NAME_TAGS)
        is_after_speech = view.tag(match.first - 1) == "''"
        return is_after_speech and tag in FINITE_TAGS

    def _is_name(self, row: int) -> bool:
        """Whether a row is a name, and no time."""
        word = self.view.word(row)
        tag = self.view.tag(row)
        if tag not in PROPER_TAGS or not word.istitle():
            return False
        _, is_trigger = load().lexicon.letter(word)
        return word.isalpha() and not is_trigger

    def _is_middle_name(self, match: Match) -> bool:
        """Whether a weekday stands between two names: "Lucky Friday Mabuza, a driver"."""
        view = self.view
        low, high = view.sentence(match.first)
        if not self._follows_capital(match) or self._writes_bare_days(match):
            return False
        row = match.first - 1
        if not self._may_be_given(row) or not is_surname(view, match.last, high):
            return False
        if row > low and view.lower(row - 1) not in BEFORE_PERSON:
            return False
        mark = match.last + 1
        behind = mark + 1
        if behind >= high or view.word(mark) not in OPENING_MARKS:
            return False
        tag = view.tag(behind)
        return tag in TELLING_TAGS

    def _may_be_given(self, row: int) -> bool:
        """Whether a word may be a first name: "Lucky", "Peace", but no "Late" and no town."""
        word = self.view.word(row)
        tag = self.view.tag(row)
        is_place = word.lower() in gazetteer().by_name
        if is_place or tag == "IN":
            return False
        _, is_trigger = load().lexicon.letter(word)
        return tag.startswith("NN") or not is_trigger

    # ---- at the head of a sentence --------------------------------------------------------------------

    def _is_told_at_head(self, match: Match) -> bool:
        """Whether it heads a sentence, and is told of: "Friday, the stray that guards the pier, has …"."""
        view = self.view
        low, high = view.sentence(match.first)
        if match.first > low and view.tag(match.first - 1) not in OPENING:
            return False
        words = view.words_after(match, APPOSITION)
        begins = words[:1]
        if begins == ["the"]:
            return self._is_animal(match, words)
        if begins != [","] or words.count(",") < 2:
            return False
        closing = words.index(",", 1)
        told = words[1:closing]
        row = match.last + closing + 1
        if row >= high:
            return False
        tag = view.tag(row)
        return self._is_subject(told, tag)

    def _is_animal(self, match: Match, words: list[str]) -> bool:
        """Whether it is an animal that does something: "Friday the dog has barked"."""
        animal = words[1:2]
        if self.animals.isdisjoint(animal):
            return False
        row = match.last + 2
        tags = self.view.tags_of(row, row + 1)
        return tags == ["VBZ"]

    def _is_subject(self, told: list[str], tag: str) -> bool:
        """Whether what is told of a subject before its verb is of somebody, and of no time."""
        if not self.kin.isdisjoint(told):
            return tag in FINITE_TAGS
        begins = told[:1]
        if tag != "VBZ" or begins != ["the"]:
            return False
        is_time = not self.times.isdisjoint(told)
        has_clause = not CLAUSE.isdisjoint(told)
        return has_clause and not is_time
