"""Whether a match is no date but (part of) the name of a person, a work or a thing.

People, papers, clubs and songs are called after days, months and seasons. What stands around a word tells: a
capital that its place does not explain, quotation marks of its own, a first name or a title before it, a
surname after it.
"""

from .called_after import CalledReader, called_in_full
from .forenames import OWNERS, PersonReader, is_late_person
from .grammar import load
from .name_lists import word_lists
from .places import gazetteer
from .titles import TitleReader
from .told_names import ToldNameReader
from .view import Match, TokenView
from .weekday_people import WeekdayPeopleReader

# After a month that has a number before it, as in an address ("4 June House members met" is none).
STREETS_ALONE = frozenset(
    ["street", "road", "avenue", "lane", "drive", "close", "crescent", "terrace", "way"]
)
# After a holiday, in the name of a place.
PLACES_OF_HOLIDAYS = STREETS_ALONE | {"hall", "hill", "gardens", "grove", "estate"}
IN_NAMES = frozenset("-'’")  # characters of a surname that are no letters
PROPER_TAGS = ("NNP", "NNPS")
OWNING_TAGS = ("DT", "PRP$", "POS", "JJ")
# Fields whose words have a capital wherever they stand.
WRITTEN_WITH_CAPITAL = ("holiday", "newyear", "year", "era", "month", "decade")


class NameFilter:
    """What is a name among the matches of all articles; who was so called in full is remembered."""

    def __init__(self, view: TokenView) -> None:
        self.view = view
        lists = word_lists()
        self.lists = lists
        self.titles = TitleReader(view, lists.small_words, lists.speech)
        self.persons = PersonReader(view, lists.roles, lists.kin, lists.animals)
        self.works = CalledReader(
            view,
            lists.works,
            lists.common_works,
            lists.parts_of_works,
            lists.inner_words,
        )
        self.told = ToldNameReader(view, lists)
        self.weekday_people = WeekdayPeopleReader(view, lists, self.told.bare)
        self.called = called_in_full(view, lists.honorifics, lists.clubs)

    def is_name(self, match: Match) -> bool:
        """Whether a match is part of a title in quotation marks, or has a capital that its place does not
        explain."""
        if self.view.is_title[match.first]:
            return False
        if self.titles.is_in_title(match):
            return True
        if self.titles.is_after_sort(match, self.lists.works):
            return True
        if self._begins_with_odd_article(match):
            return True
        if self._is_programme(match) or self.told.is_told(match):
            return True
        if match.names(*WRITTEN_WITH_CAPITAL):
            return False
        return self._has_odd_capital(match)

    def _begins_with_odd_article(self, match: Match) -> bool:
        """Whether a name begins with an article within a sentence: "the pub, The Fifth of May"."""
        low, _ = self.view.sentence(match.first)
        if match.first == low or self.view.word(match.first) != "The":
            return False
        return self._goes_on(match.first)

    def is_persons_name(self, match: Match) -> bool:
        """Whether a month, a weekday or a season is somebody's name, or that of a street or a work."""
        if not match.names("month", "weekday", "season", "holiday"):
            return False
        if self._is_of_thing(match):
            return True
        if match.names("holiday"):
            return self.persons.is_person(match)
        if match.last - match.first > 1:
            is_late = is_late_person(match, self.view)
            return is_late or self._is_numbered_street(match)
        word = self.view.word(match.first)
        if not word.istitle():
            return False
        return self._has_name(match, word)

    def _has_name(self, match: Match, word: str) -> bool:
        """Whether a single word with a capital is a name, here or wherever nothing makes it a date."""
        article = int(self.view.article[match.first])
        key = (article, word)
        is_full = self._is_named_in_full(match, word) or self.persons.is_person(match)
        is_after_time = self._is_after_word_of_time(match)
        if is_full or self.works.is_called(match, is_after_time):
            self.called.add(key)
            return True
        if self._is_named_work(match):
            return True
        is_called = key in self.called
        return is_called and not self._is_timed(match)

    def _is_of_thing(self, match: Match) -> bool:
        """Whether a firm, a place or a street has the name: "the October Group", "Easter Road"."""
        view = self.view
        if match.last - match.first > 1 and not match.names("holiday"):
            return False
        word = view.word(match.first)
        following = self._word_at(match, match.last)
        if not word.istitle() or not following.istitle():
            return False
        thing = following.lower()
        if match.names("weekday") and thing in self.lists.things_of_days:
            before = self.view.word_before(match)
            return before not in self.lists.before_markets
        if self._is_after_word_of_time(match):
            return False
        if match.names("holiday") and thing in PLACES_OF_HOLIDAYS:
            return True
        return thing in self.lists.things

    def _is_programme(self, match: Match) -> bool:
        """Whether a programme is called after a day's part: "the programme Sunday Night"."""
        if not match.names("weekday"):
            return False
        if not match.names("part"):
            return False
        words = self.view.words_of(match.first, match.last)
        capitals = [word.istitle() for word in words]
        if not all(capitals):
            return False
        key = (int(self.view.article[match.first]), " ".join(words))
        before = self._word_at(match, match.first - 1)
        following = self._word_at(match, match.last)
        is_told = before == "told" or before in self.lists.works
        if is_told or following in self.lists.works:
            self.called.add(key)
        return key in self.called

    def _is_numbered_street(self, match: Match) -> bool:
        """Whether a day and a month are a house and its street: "4 March Road"."""
        months = load().lexicon.values["MONTH"]
        last_word = self.view.lower(match.last - 1)
        if last_word not in months:
            return False
        following = self._word_at(match, match.last)
        if not following.istitle():
            return False
        return following.lower() in STREETS_ALONE

    def _is_named_work(self, match: Match) -> bool:
        """Whether a work of that name follows its sort: "the novel Saturday by …", "her film, Sunday, …"."""
        row = match.first - 1
        before = self._word_at(match, row)
        following = self._word_at(match, match.last)
        if before == ",":
            return self._is_named_after_comma(match, following)
        if before not in self.lists.works:
            return False
        if following != "by":
            return False
        if row < 1:
            return False
        tag = self.view.tag(row - 1)
        return tag in OWNING_TAGS

    def _is_named_after_comma(self, match: Match, following: str) -> bool:
        """Whether a sort of work stands before a comma: "her film, Sunday, …"."""
        sort = self._word_at(match, match.first - 2)
        if sort not in self.lists.works:
            return False
        if following == ",":
            return True
        return following.istitle()

    def _word_at(self, match: Match, row: int) -> str:
        """The word of a row as written, or "" outside the sentence of a match."""
        low, high = self.view.sentence(match.first)
        if row < low:
            return ""
        if row >= high:
            return ""
        return self.view.word(row)

    def _is_named_in_full(self, match: Match, word: str) -> bool:
        """After a title or a first name ("Mrs May", "Cornelius Friday, 41,"), before a surname ("April
        Moe"), or in the name of a paper."""
        before = self._word_at(match, match.first - 1)
        if before.istitle() and before.rstrip(".").lower() in self.lists.honorifics:
            return True
        if match.names("weekday") and self._is_weekdays_name(match):
            return True
        is_month = match.names("month")
        if (
            is_month
            and word in load().lexicon.surnames
            and self.weekday_people.follows_name(match)
        ):
            return True
        if word not in self.lists.first_names:
            return False
        if is_month and self._is_of_kin(match, before):
            return True
        return self._has_surname(match, before)

    def _is_of_kin(self, match: Match, before: str) -> bool:
        """Whether a month is a first name: "her mother June", "his wife, June, …", "Bo and June, who …"."""
        if before in self.lists.kin:
            return True
        following = self._word_at(match, match.last)
        if following not in (",", "(", ".", "and"):
            return False
        row = match.first - 2
        two_before = self._word_at(match, row)
        if before == ",":
            relation = two_before.lower()
            return relation in self.lists.kin
        if before != "and":
            return False
        if not two_before.istitle() or _is_trigger(two_before):
            return False
        if self.view.tag(row) != "NNP":
            return False
        if self._word_at(match, row - 1) == ",":
            return True
        after_comma = self._word_at(match, match.last + 1)
        return after_comma in ("who", "whose")

    def _is_weekdays_name(self, match: Match) -> bool:
        """Whether a weekday is (part of) the name of a paper or of a person."""
        following = self._word_at(match, match.last)
        if following.istitle() and following.lower() in self.lists.papers:
            return True
        return self.weekday_people.is_person(match)

    def _has_surname(self, match: Match, before: str) -> bool:
        """Whether another name follows, and no word before it makes the match a date."""
        following = self._word_at(match, match.last)
        if following in ("and", "or"):
            return self._shares_surname(match) and not self._is_dated(match, before)
        if not following.istitle():
            return False
        if self.view.tag(match.last) not in PROPER_TAGS:
            return False
        if following.lower() in self.lists.streets:
            return True
        if _is_trigger(following) or self._is_dated(match, before):
            return False
        return following.isalpha() or not IN_NAMES.isdisjoint(following)

    def _shares_surname(self, match: Match) -> bool:
        """Whether a surname follows that is also somebody else's: "June and Bo Moe"."""
        first = match.last + 1
        _, high = self.view.sentence(match.first)
        if first + 2 > high or self.view.tags_of(first, first + 2) != ["NNP", "NNP"]:
            return False
        names = self.view.words_of(first, first + 2)
        place = " ".join(names).lower()
        if place in gazetteer().by_name:
            return False  # Cork in April and New York in May
        return all(name.isalpha() and not _is_trigger(name) for name in names)

    def _is_dated(self, match: Match, before: str) -> bool:
        """Whether the word before makes a match a date: "in June Smith resigned", "the March Act"."""
        low = before.lower()
        if low == "late" and self._word_at(match, match.first - 2).lower() in OWNERS:
            return False  # "the late August Adu"
        if low in self.lists.before_dates:
            return not self._is_of_person(match)
        if not before:
            return False
        tag = self.view.tag(match.first - 1)
        if tag == "POS" and self._is_speaker_of_firm(match):
            return False
        return tag in ("DT", "PRP$", "POS")

    def _is_speaker_of_firm(self, match: Match) -> bool:
        """Whether somebody of a firm has spoken: "said Acme's August Pell,"."""
        speaking = self._word_at(match, match.first - 3)
        if speaking not in self.lists.speech:
            return False
        return self._word_at(match, match.last + 1) in (",", ".", ";")

    def _is_of_person(self, match: Match) -> bool:
        """Whether "of" goes with a person: "the killing of April Moe", not "the end of April"."""
        before = self.view.word_before(match)
        if before != "of":
            return False
        word = self._word_at(match, match.first - 2)
        head = word.lower()
        if head == ",":
            return True
        if not head.isalpha():
            return False
        return head not in self.lists.times

    def _is_timed(self, match: Match) -> bool:
        """Whether a name stands where a month or a day does: "in May", but not "in May's view"."""
        before = self.view.word_before(match)
        if before != "by" and not self._is_after_word_of_time(match):
            return False
        if match.names("weekday") and self._is_of_person(match):
            return False
        tag = self.view.tag_after(match)
        return tag not in ("POS", "VBD", "VBZ")

    def _is_after_word_of_time(self, match: Match) -> bool:
        """Whether the word before goes with dates: "in May", "on Sunday"."""
        before = self.view.word_before(match)
        if match.names("weekday") and before in self.lists.before_days:
            return True
        return before in self.lists.before_dates

    def _has_odd_capital(self, match: Match) -> bool:
        """Whether a common word has a capital that neither its place nor its sort explains."""
        low, high = self.view.sentence(match.first)
        odd = self._rows_that_go_on(match, low, high)
        if self.titles.is_quoted_alone(match):
            odd.append(match.first)
        lexicon = load().lexicon
        for row in odd:
            word = self.view.word(row)
            if lexicon.is_common(word):
                return True
        return False

    def _rows_that_go_on(self, match: Match, low: int, high: int) -> list[int]:
        """The tokens of a match whose capital is not explained by their place."""
        if self._is_capital_of_its_kind(match, high):
            return []
        first = max(match.first, low + 1)
        rows = range(first, match.last)
        going_on = filter(self._goes_on, rows)
        return list(going_on)

    def _goes_on(self, row: int) -> bool:
        """Whether a token follows a word, so that its place explains no capital."""
        word_before = self.view.word(row - 1)
        last_character = word_before[-1]
        return last_character.isalnum() or last_character == ","

    def _is_capital_of_its_kind(self, match: Match, high: int) -> bool:
        """ "Friday Night", "last Autumn", "the Sixties": a capital, unless a longer name goes on."""
        is_part_of_day = match.names("part") and match.names("weekday")
        is_season = match.names("season") and match.names("dir")
        is_of_kind = is_part_of_day or is_season or match.names("century", "tens")
        if not is_of_kind:
            return False
        if match.last >= high:
            return True
        following = self.view.word(match.last)
        first_character = following[0]
        return not first_character.isupper()


def _is_trigger(word: str) -> bool:
    """Whether a word may be (part of) a date by itself."""
    _, is_trigger = load().lexicon.letter(word)
    return is_trigger
