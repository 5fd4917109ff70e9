"""On which side of now a date lies: what the verbs and words around it say.

The rules stand in tense.toml. A rule of dates is tried on the words around a date; if none fits, the verb
that governs it is looked for, the nearest before, else after it, and the rules of verbs are tried on each.
"""

from .mistagged import FINITE, has_verb_taken_for_noun, is_noun_after_all
from .tense_rules import Tense, rules_for, tense_rules, verb_tense
from .view import Match, TokenView, outside_brackets

DATE_BEFORE, DATE_AFTER = 16, 2  # tokens around a date that its rules see
VERB_BEFORE, VERB_AFTER = 4, 2  # around a verb
LOOK_BACK, LOOK_AHEAD = 16, 12  # tokens within which a governing verb is looked for
# The same where a day begins a clause: "and on Monday, above all …, they met".
LOOK_FAR_AHEAD = 24
NEAR_VERB = 5  # tokens
NEAR_PAST = 12  # tokens before a date, within which a verb of the past says so
NEAR_PARTICIPLE = 5  # the same of a participle
AUXILIARY_WORDS = 3  # tokens before a participle
WHEN_WORDS = 8  # tokens after a date, within which "when" has its verb
CLAUSE = 8  # tokens within which a verb of the present goes with a day ("reopens to walkers on Monday")
CLAUSE_ENDS = frozenset([",", "—", "``", "''", "that", "who", "which"])
CLAUSE_BREAKS = frozenset([",", ";", ":", "—", "``", '"', "“", "‘", "and", "but"])
COMES = frozenset(["after", "amid", "following"])  # "it comes after talks on Monday"
AFTERWARDS = ("after", "since", "following")
CLAUSE_OPENERS = ("on", "from", "in", "by")
RISE = ("get", "gets", "getting", "wake", "wakes", "waking")
GO_OR_GET = ("go", "goes", "get", "gets")
BED_OR_UP = frozenset(["bed", "up"])
HABIT_WORDS = 8  # tokens before a time within which "usually" is said of it
NEXT_WORDS = 6  # tokens before a day, within which "the next" race is named
EVENT_WORDS = 8  # tokens within which the head of a phrase stands ("Monday's first televised debate")
UPON = ("on", "from", "until", "at")  # before a day on which something is, or is to be
JOINING = ("and", "but", "while", "whereas")
SUBJECTS = ("NNP", "NNPS", "PRP", "DT", "NNS", "PRP$", "JJ", "NN")
SUBJECT_WORDS = 6  # after a date, within which a clause has its verb
WOULD = frozenset(["would", "'d", "’d"])
WILL = frozenset(["will", "'ll", "’ll"])
UNTIL = ("until", "till")
RELATIVE = ("that", "which", "who")
ASIDE_TAGS = ("IN", "VBG")  # of the word that opens an aside
PARTICLES = ("out", "off", "back", "in", "up", "away")  # "the film is out on Monday"
STATES = ("open", "shut", "closed", "live")
NOUN_TAGS = ("JJ", "NN", "NNP", "NNS", "CD")
OWNED_TAGS = (*NOUN_TAGS, "POS", "JJS", "JJR", "RBS")  # Sunday's longest men's race


class TenseReader:
    """Reads the tense of matches."""

    def __init__(self, view: TokenView) -> None:
        self.view = view
        self.lists = tense_rules().lists
        # Words that are no verbs, and tell what is to come all the same.
        self.hints = self.lists["planned"] | self.lists["plans"]
        self.hints |= self.lists["chances"]
        self.told = self.lists["incidents"] | self.lists["outcomes"]
        # What was asked for is remembered: tenses by character and row, governors by first and last row.
        self._tenses: dict[tuple[int, int], Tense] = {}
        self._governors: dict[tuple[int, int], tuple[int, Tense]] = {}
        self._by_words: set[tuple[int, int]] = set()

    def tense(self, match: Match) -> Tense:
        """Whether what is said of a match looks back or forward."""
        key = (match.start, match.first)
        if key not in self._tenses:
            self._tenses[key] = self._read_tense(match)
        return self._tenses[key]

    def _read_tense(self, match: Match) -> Tense:
        view = self.view
        is_owner = view.tag_after(match) == "POS"
        if is_owner and view.word_before(match) != "since":
            return self._tense_of_event(match)
        tense = self._from_clause_after(match) or self._from_words(match)
        if not tense:
            return self._from_verb(match)
        key = (match.start, match.first)
        self._by_words.add(key)
        return tense

    def is_told_by_words(self, match: Match) -> bool:
        """Whether the words right around a match, or a clause after it, tell its tense."""
        if not self.tense(match):
            return False
        key = (match.start, match.first)
        return key in self._by_words

    def _from_clause_after(self, match: Match) -> Tense:
        """What a clause tells of what takes place: "8 May, when he fell", "Monday, when three towns vote"."""
        if not match.names("month", "weekday"):
            return ""
        after = self.view.words_after(match, WHEN_WORDS)
        begins = after[1:] if after[:1] == [","] else after
        if begins[:1] != ["when"]:
            return ""
        for row, word in enumerate(after, match.last):
            if word in self.lists["same_in_past"]:
                return ""  # on Tuesday, when voters cast their ballots
            tag = self.view.tag(row)
            if tag == "VBD":
                return "since"
            if self._is_verb_of_present(row):
                return "future" if match.names("weekday") else ""
            if tag in FINITE and word not in self.lists["reports"]:
                return ""
        return ""

    def _is_verb_of_present(self, row: int) -> bool:
        """Whether a token is one, also where it is taken for a noun: "when three towns vote"."""
        word = self.view.lower(row)
        if self.view.tag(row) in ("VBP", "VBZ"):
            return word not in self.lists["reports"]
        if word not in self.lists["taken_for_nouns"]:
            return False
        before = row - 1
        if self.view.tag(before) in ("NNS", "NNP"):
            return True
        return self.view.lower(before) == "all"

    def is_habit(self, match: Match) -> bool:
        """Whether something is done at any such time: "everyone goes to bed by 10 pm", "he usually meets them
        in July"."""
        row, tense = self.governor(match)
        if tense != "present":
            return False
        view = self.view
        verb = view.lower(row)
        if verb in self.lists["habitual_verbs"]:
            return True
        if verb in GO_OR_GET:
            after_verb = view.lower_words(row + 1, match.first)
            if not BED_OR_UP.isdisjoint(after_verb):
                return True
        before = view.words_before(match, HABIT_WORDS)
        habits = self.lists["habits"]
        return not habits.isdisjoint(before)

    def tells_of_rising(self, match: Match) -> bool:
        """Whether a part of the day is any on which one rises: "they rise early in the morning"."""
        row, _ = self.governor(match)
        following = row + 1
        if following >= match.first or self.view.tag(row) == "VBD":
            return False
        verb = self.view.lower(row)
        particle = self.view.lower(following)
        return verb in RISE and particle == "up"

    def event(self, match: Match) -> str:
        """What is held on a day and belongs to it: the debate of Monday's first debate."""
        head = self._owned_by(match)
        return head if head in self.lists["events"] else ""

    def _owned_by(self, match: Match) -> str:
        """The head of the phrase that belongs to a day: the trial of "Monday's five-mile time trial"."""
        if self.view.tag_after(match) != "POS":
            return ""
        last = self.end_of_owned(match)
        return self.view.lower(last - 1)

    def end_of_owned(self, match: Match) -> int:
        """The row behind the phrase that belongs to a day."""
        _, high = self.view.sentence_near(match, 0, EVENT_WORDS)
        last = match.last + 1
        while last < high and self._is_in_noun_phrase(last):
            last += 1
        return last

    def _is_in_noun_phrase(self, row: int) -> bool:
        view = self.view
        if view.tag(row) in OWNED_TAGS or "-" in (view.word(row - 1), view.word(row)):
            return True
        _, high = view.sentence(row)
        next_row = row + 1
        if next_row >= high:
            return False
        if view.tags_of(row - 1, row + 2) == ["JJ", "CC", "JJ"]:
            return True  # its deep but narrow boats
        return view.word(next_row) == "-"  # the run-off election

    def _from_words(self, match: Match) -> Tense:
        """What the words right around a date tell."""
        first, last = self.view.sentence_near(match, DATE_BEFORE, DATE_AFTER)
        before = self._lower(first, match.first)
        after = self._lower(match.last, last)
        context = f"{before} ⟦⟧ {after}"
        fields = frozenset(match.fields)
        for rule in rules_for(fields):
            if rule.pattern.occurs_in(context):
                return rule.tense
        return ""

    def _from_verb(self, match: Match) -> Tense:
        """What the verb that governs a date tells."""
        view = self.view
        row, tense = self.governor(match)
        is_behind = row >= match.last
        if (not tense or is_behind) and self._has_hidden_verb(match):
            return "ahead"
        is_open = tense not in ("past", "future")
        if is_open and view.word_after(match) in self.lists["events"]:
            return self._tense_of_kind(match)
        if tense != "present" or view.is_title[match.first]:
            return tense
        if self._looks_ahead(match, row):
            return "ahead"
        return tense

    def _tense_of_kind(self, match: Match) -> Tense:
        """Of what is called after its month or day: "the November election", "the Tuesday vote"."""
        is_near = match.names("weekday") and self._after(match) != "future"
        return "near" if is_near else "ahead"

    def _has_hidden_verb(self, match: Match) -> bool:
        verbs = self.lists["taken_for_nouns"]
        spoken = self.lists["spoken"]
        return has_verb_taken_for_noun(match, self.view, verbs, spoken)

    def _looks_ahead(self, match: Match, row: int) -> bool:
        """Whether a verb of the present tense tells what is to come: they meet on Friday, she is going."""
        view = self.view
        _, high = view.sentence(match.first)
        next_row = row + 1
        last = min(row + 3, high)
        tags = view.tags_of(next_row, last)
        if "VBG" in tags:
            return "been" not in view.lower_words(next_row, last)
        if row >= match.first:
            return self._opens_what_is_to_come(match, row)
        between = view.words_of(next_row, match.first)
        distance = len(outside_brackets(between))
        if distance >= CLAUSE - 1:
            return False
        if self._is_parted(next_row, match.first):
            return False
        verb = view.lower(row)
        if verb not in self.lists["copulas"]:
            return verb not in self.lists["reports"]
        if not match.names("weekday"):
            return False
        return view.word_before(match) in UPON

    def _opens_what_is_to_come(self, match: Match, row: int) -> bool:
        """Whether a clause opens with a day and goes on in the present: "On ⟦Friday⟧ the boats stay here"."""
        if not match.names("weekday"):
            return False
        view = self.view
        if view.word_before(match) != "on":
            return False
        distance = row - match.last
        if distance > SUBJECT_WORDS:
            return False
        low, _ = view.sentence(match.first)
        preposition = match.first - 1
        is_first = preposition == low
        if not is_first and view.word(preposition - 1) not in CLAUSE_BREAKS:
            return False
        _, high = view.sentence(row)
        next_row = row + 1
        if next_row < high and view.lower(next_row) in self.lists["planned"]:
            return True  # on Monday, she is due to sail
        verb = view.lower(row)
        if verb in self.lists["copulas"]:
            return False
        return verb not in self.lists["reports"]

    def _is_parted(self, first: int, last: int) -> bool:
        """Whether a clause ends between a verb and a day, or the verb only says what follows what."""
        between = self.view.words_of(first, last)
        if not CLAUSE_ENDS.isdisjoint(between):
            return True
        return not COMES.isdisjoint(between)

    def governor(self, match: Match) -> tuple[int, Tense]:
        """The verb that governs a match, the nearest before, else after it, and what it says of time."""
        key = (match.first, match.last)
        if key not in self._governors:
            self._governors[key] = self._find_governor(match)
        return self._governors[key]

    def _find_governor(self, match: Match) -> tuple[int, Tense]:
        low, high = self.view.sentence(match.first)
        if self._begins_clause(match, low):
            low = match.first
        first = match.first - LOOK_BACK
        before = range(max(low, first), match.first)
        for row in reversed(before):
            tense = self._tense_at(row, low, high)
            if tense:
                return row, tense
        is_first = low == match.first and match.names("weekday", "month")
        ahead = LOOK_FAR_AHEAD if is_first else LOOK_AHEAD
        row, tense = self._verb_after(match, high, ahead)
        if tense:
            return row, self._as_of_day(row, tense)
        return low, ""

    def _as_of_day(self, row: int, tense: Tense) -> Tense:
        """The tense of a verb for a day that stands before it: "on Monday they agreed to sail" is gone."""
        is_plan = self.view.lower(row) in self.lists["plans"]
        if is_plan and self.view.tag(row) == "VBD":
            return "past"
        return tense

    def _verb_after(
        self, match: Match, high: int, ahead: int = LOOK_AHEAD
    ) -> tuple[int, Tense]:
        """The first verb after a match that tells of time, and what it tells."""
        first = self._behind_aside(match, high)
        last = min(high, first + ahead)
        for row in range(first, last):
            tense = self._tense_at(row, match.last, high)
            if tense:
                return row, tense
        return last, ""

    def _behind_aside(self, match: Match, high: int) -> int:
        """The row behind a match and an aside: "In ⟦May⟧, amid talk that she would go, she stayed"."""
        if not match.names("weekday", "month"):
            return match.last
        opener = match.last + 1
        last = min(high, match.last + LOOK_AHEAD)
        if opener >= last or self.view.tag(opener) not in ASIDE_TAGS:
            return match.last
        comma, *aside = self.view.words_of(match.last, last)
        if comma != "," or "," not in aside:
            return match.last
        return opener + aside.index(",")

    def _after(self, match: Match) -> Tense:
        """What the first verb after a match tells."""
        _, high = self.view.sentence(match.first)
        _, tense = self._verb_after(match, high)
        return tense

    def is_before_future(self, match: Match) -> bool:
        """Whether the first verb after a match tells what is to come."""
        return self._after(match) == "future"

    def is_by_past_verb(self, match: Match) -> bool:
        """Whether a verb of the past tense governs a match and stands near: "they met this weekend"."""
        row, tense = self.governor(match)
        if tense != "past":
            return False
        if self.view.tag(row) != "VBD":
            return False
        if row >= match.first:
            return row < match.last + NEAR_VERB
        distance = match.first - row
        return distance <= NEAR_VERB

    def is_seen_from_now(self, match: Match) -> bool:
        """Whether nothing in a sentence is past, nor seen from the past: "she will", not "she would"."""
        low, _ = self.view.sentence(match.first)
        if match.first == low:
            return False  # it heads an entry of a chronicle
        tags = self.view.sentence_tags(match)
        if "VBD" in tags:
            return False
        words = self.view.sentence_words(match)
        if not WOULD.isdisjoint(words):
            return False
        plans = WILL | self.lists["planned"]
        return not plans.isdisjoint(words)

    def is_by_present_perfect(self, match: Match) -> bool:
        """Whether what is said has been so until now: "it has traditionally been held in May"."""
        row, _ = self.governor(match)
        if self.view.tag(row) != "VBN":
            return False
        auxiliary = self._auxiliary_of(row)
        return auxiliary in ("VBZ", "VBP")

    def has_past_auxiliary(self, row: int) -> bool:
        """Whether an auxiliary of the past stands before a participle: "had left", "was sold"."""
        return self._auxiliary_of(row) == "VBD"

    def is_by_finite_past(self, match: Match) -> bool:
        """Whether a finite verb of the past governs a match: near before it, or anywhere after it."""
        if self.view.tag_after(match) == "VBD":
            return True
        row, tense = self.governor(match)
        if tense != "past":
            return False
        distance = match.first - row
        if self.view.tag(row) != "VBN":
            return distance <= NEAR_PAST
        if self.has_past_auxiliary(row):
            return True
        return 0 < distance <= NEAR_PARTICIPLE

    def _auxiliary_of(self, row: int) -> str:
        """The tag of the auxiliary of a participle, or "": "the ferry *was* last seen"."""
        view = self.view
        low, _ = view.sentence(row)
        first = max(low, row - AUXILIARY_WORDS)
        tags = view.tags_of(first, row)
        finite = [tag for tag in tags if tag in FINITE]
        return finite[-1] if finite else ""

    def _begins_clause(self, match: Match, low: int) -> bool:
        """Whether a date is the first of a clause: "polls show that on ⟦Tuesday⟧ voters may choose"."""
        first = match.first - 2
        if first < low:
            return False
        conjunction, preposition = self.view.lower_words(first, match.first)
        if preposition not in CLAUSE_OPENERS:
            return False
        if conjunction == "that":
            return True
        return conjunction in JOINING and self._has_clause_after(match)

    def _has_clause_after(self, match: Match) -> bool:
        """Whether a subject and its verb follow a date: "and on ⟦Monday⟧ the bank closed"."""
        view = self.view
        tag_after = view.tag_after(match)
        if tag_after == ",":
            return True  # but on ⟦Monday⟧, when all had left, the bank closed
        if tag_after not in SUBJECTS:
            return False
        _, last = view.sentence_near(match, 0, SUBJECT_WORDS)
        tags = view.tags_of(match.last, last)
        return not FINITE.isdisjoint(tags)

    def _tense_at(self, row: int, low: int, high: int) -> Tense:
        if not self._may_tell(row):
            return ""
        next_row = row + 1
        first = max(low, row - VERB_BEFORE)
        last = min(high, next_row + VERB_AFTER)
        before = self._lower(first, row)
        verb = self._lower(row, next_row)
        after = self._lower(next_row, last)
        context = f"{before} ⟦{verb}⟧ {after}"
        return verb_tense(context)

    def _may_tell(self, row: int) -> bool:
        """Whether any rule of verbs may apply to a token: a verb, or a word of the lists."""
        tag = self.view.tag(row)
        if tag.startswith("VB") or tag in ("MD", "RP"):
            return not is_noun_after_all(row, self.view)
        word = self.view.lower(row)
        if tag in ("RB", "IN"):
            return word in PARTICLES
        if tag == "JJ" and word in STATES:
            return True
        return word in self.hints

    def _lower(self, first: int, last: int) -> str:
        """Some tokens as word/TAG, in small letters."""
        words = self.view.lower_words(first, last)
        tags = self.view.tags_of(first, last)
        marked = [f"{word}/{tag}" for word, tag in zip(words, tags, strict=True)]
        return " ".join(marked)

    def _tense_of_event(self, match: Match) -> Tense:
        """Of what belongs to a day: "near" if it is something that is held and not looked back on."""
        view = self.view
        before = view.word_before(match)
        is_told = self._owned_by(match) in self.told
        is_until = before in UNTIL and not is_told
        if is_until or self._is_ahead_of(match):
            return "future"
        if match.names("season"):  # the summer's games will be in Cork
            return self._after(match) or self._from_verb(match)
        return self._tense_of_owned(match, is_told)

    def _tense_of_owned(self, match: Match, is_told: bool) -> Tense:
        """Of what is held on a day, or was told of it: Monday's vote, Tuesday's raid."""
        before = self.view.word_before(match)
        if not is_told and self._is_object_of_future(match):
            return "ahead"
        if self._is_still_left(match, before):
            return "ahead"
        if is_told and before in AFTERWARDS and not self._follows_plan(match):
            return "past"
        if not self.event(match):
            return ""
        if self._is_not_held_yet(match, before):
            return "ahead"
        return self._tense_of_named_event(match, before)

    def _follows_plan(self, match: Match) -> bool:
        """Whether what is to come is told of before a match: "they will decide after Monday's result"."""
        _, tense = self.governor(match)
        return tense in ("future", "ahead")

    def _is_still_left(self, match: Match, before: str) -> bool:
        """Whether what belongs to a day is next, or is to come after what is left until then: "two races
        remain before Monday's rest day"."""
        if before == ",":
            return self._is_the_next(match)
        row, tense = self.governor(match)
        if before == "before":
            return tense in ("present", "future")
        if before != "after" or tense != "future":
            return False
        if self._owned_by(match) in self.told:
            return False  # due to go after Monday's defeat
        verb = self.view.lower(row)
        return verb in self.lists["planned"]  # due to go after Monday's vote

    def _is_the_next(self, match: Match) -> bool:
        """Whether what belongs to a day was just called the next one: "the next key race, Monday's row"."""
        *words, _comma = self.view.words_before(match, NEXT_WORDS)
        return "next" in words and "," not in words

    def _is_not_held_yet(self, match: Match, before: str) -> bool:
        """Whether what is held on a day is still open: "if Friday's vote goes ahead"."""
        if before in self.lists["not_held_yet"]:
            return True
        words = self.view.words_before(match, 2)
        if len(words) < 2:
            return False
        pair = " ".join(words)
        return pair in self.lists["not_held_yet"]

    def _tense_of_named_event(self, match: Match, before: str) -> Tense:
        """Of a day to which something belongs that is held, by what stands before both."""
        if before not in self.lists["within"] and self._future_follows(match):
            return "ahead"
        if before in self.lists["toward"]:
            _, tense = self.governor(match)
            return "ahead" if tense == "future" else "nearest"
        if before in ("said", "says"):  # she said Monday's vote is the last
            return "" if self.is_followed_by_past(match) else "near"
        return self._tense_of_held(match, before)

    def is_of_what_took_place(self, match: Match) -> bool:
        """Whether what belongs to a day took place on it: "Tuesday's quake", "last night's play"."""
        head = self._owned_by(match)
        if head in self.told or match.names("part"):
            return True
        return head in self.lists["events"] and not self._tense_of_event(match)

    def _is_object_of_future(self, match: Match) -> bool:
        """Whether somebody will do what belongs to a day: "she will row Thursday's last race"."""
        row, tense = self.governor(match)
        verb = self.view.lower(row)
        if verb in self.lists["looking_back"]:
            return False
        next_row = row + 1
        return tense == "future" and next_row == match.first

    def _future_follows(self, match: Match) -> bool:
        """Whether what belongs to a day is to take place: "Saturday's vote should go ahead"."""
        _, high = self.view.sentence(match.first)
        last = self.end_of_owned(match)
        if last >= high:
            return False
        tense = self._tense_at(last, match.last, high)
        return tense == "future"

    def _tense_of_held(self, match: Match, before: str) -> Tense:
        """Of what is held on a day, as the verb before it has it."""
        row, tense = self.governor(match)
        if tense == "past" or self.follows_past(match):  # won Monday's vote
            return ""
        verb = self.view.lower(row)
        if verb in self.lists["looking_back"]:
            return ""  # you can read about Monday's vote
        if before in self.lists["within"]:  # in Monday's debate
            is_ahead = tense == "future" and before in self.lists["at"]
            return "ahead" if is_ahead else ""
        return "ahead" if tense == "future" else "near"

    def _is_ahead_of(self, match: Match) -> bool:
        """Whether "ahead of" stands before a match."""
        row = match.first - 2
        if row < 0:
            return False
        if self.view.word_before(match) != "of":
            return False
        return self.view.lower(row) == "ahead"

    def follows_past(self, match: Match) -> bool:
        """Whether a verb of the past stands right before a match."""
        tags = self.view.tags_before(match, 1)
        return tags == ["VBD"]

    def is_followed_by_past(self, match: Match) -> bool:
        """Whether a verb of the past follows, in no clause that only tells more of what is before it."""
        view = self.view
        _, last = view.sentence_near(match, 0, EVENT_WORDS)
        for row in range(match.last, last):
            tag = view.tag(row)
            if tag == "VBD":
                return True
            if tag in ("IN", "WDT", "WP") and view.lower(row) in RELATIVE:
                return False
        return False
