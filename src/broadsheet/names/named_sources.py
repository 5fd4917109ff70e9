"""Which name within a source is that of its speaker: "a lawyer for the firm, *Jo Smith*"."""

from bisect import bisect_left

from broadsheet.text.lemmas import find_lemma

from .lexicon import fold_name
from .phrases import STOPS, VERBS, WITHIN, Mention, Phrases, Source

CALLING = frozenset(["call", "name"])
OFFICE_TAGS = WITHIN | {"CC", "DT", "IN"}


class NamedSources:
    """Find the name in a source of several words."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.lex = phrases.lex

    def within(self, source: Source, end: int) -> Mention | None:
        """Return the name that explains the phrase to `end`, if one does."""
        return (
            self.explaining(source, end)
            or self.behind_office(source, end)
            or self.named_as(source)
        )

    def is_relative_clause(self, source: Source) -> bool:
        """Say whether a source is "who sells water": whoever is meant stands before it."""
        if len(source) < 2:
            return False
        if self.phrases.word[source.low] != "who":
            return False
        return self.phrases.tag[source.low + 1] in VERBS

    def at_end(self, source: Source, end: int) -> Mention | None:
        """Return the name with which a phrase ends, letters behind it apart."""
        for mention in source.names:
            if mention.last > end:
                continue
            after = self.phrases.after_letters(mention.last, source.high)
            if end <= after:
                return mention
        return None

    def explaining(self, source: Source, end: int) -> Mention | None:
        """Return the name that explains a phrase: "a lawyer for the firm, Jo Smith,"."""
        for mention in source.names:
            is_behind = mention.first > end
            if is_behind and self._explains(mention, end, source):
                return mention
        return None

    def holder_of_office(self, source: Source, office: Mention) -> Mention | None:
        """Return who holds an office that no list knows: "the Ooni of Ife, Ida Moe"."""
        p = self.phrases
        is_of_place = p.norm[office.last : office.last + 1] == ["of"]
        if office.kind == "person" or not is_of_place:
            return None
        if p.norm[source.low] != "the":
            return None
        holder = source.names[-1]
        is_in_full = holder.last - holder.first > 1
        is_named = is_in_full or holder.title != ""
        stop = p.after_letters(holder.last, source.high)
        low = p.start_of(holder.first)
        follows_comma = p.norm[low - 1] == ","
        is_behind_comma = follows_comma and office.last < low
        is_last = stop >= source.high or p.norm[stop] in STOPS
        if holder.kind == "person" and is_named and is_behind_comma and is_last:
            return holder
        return None

    def _explains(self, mention: Mention, end: int, source: Source) -> bool:
        """Say whether a name stands alone between commas, as in "a lawyer for the firm, Jo Smith,"."""
        p = self.phrases
        low = source.low
        if mention.kind != "person" and not self._explains_body(mention, low, end):
            return False
        last = p.after_letters(mention.last, source.high)
        if last < source.high and p.norm[last] not in STOPS:
            return False
        low = p.start_of(mention.first)
        is_included = p.tag[low] == "VBG" and low < mention.first
        if low <= end or is_included:  # "critics of the war, including Moe"
            return False
        if p.norm[low - 1] not in STOPS:
            return False
        return not self._in_relative_clause(low, end)

    def _in_relative_clause(self, row: int, end: int) -> bool:
        """Say whether a name belongs to what is told behind "who": "the PM, who met the king, Ida,"."""
        p = self.phrases
        words = p.norm[end : row - 1]
        if self.lex.sources["relative_pronouns"].isdisjoint(words):
            return False
        opens_clause = p.norm[end] == ","
        return opens_clause and p.norm[row - 2] != ","

    def _explains_body(self, mention: Mention, low: int, end: int) -> bool:
        """Say whether a body may explain a phrase: "its owner, Zorvex", not "the mayor, Zorvex"."""
        head = fold_name(self.phrases.norm[end - 1])
        lists = self.lex.sources
        if mention.kind == "place":
            return False
        if head in lists["either"]:
            return True
        if head in lists["bodies"]:
            return True
        if mention.kind != "organisation":
            return False
        is_of_body = self.phrases.norm[low] in ("its", "their")
        return is_of_body or not self.phrases.is_human(head)

    def behind_office(self, source: Source, end: int) -> Mention | None:
        """Return the name behind what an office is of or for: "minister for Agriculture Ida Moe".

        "Spokesman for Mayor Ida Moe" is not she: there a title or calling stands before the name.
        """
        p = self.phrases
        if end >= source.high:
            return None
        if p.norm[end] not in self.lex.words["office_links"]:
            return None
        if not p.is_human(p.norm[end - 1]):
            return self._of_a_body(source)
        for mention in source.names:
            low = mention.first
            is_behind = mention.kind == "person" and low > end + 1
            if not is_behind or mention.title:
                continue
            stop = p.after_letters(mention.last, source.high)
            is_last = stop >= source.high or p.norm[stop] in STOPS
            is_plain = OFFICE_TAGS.issuperset(p.tag[end + 1 : low])
            is_called = p.is_human(p.norm[low - 1])
            if is_last and is_plain and not is_called:
                return mention
        return None

    def _of_a_body(self, source: Source) -> Mention | None:
        """Return the name at the end of "Bank of Ayr governor Ida Moe", with a title or calling before it."""
        p = self.phrases
        if not source.names:
            return None
        mention = source.names[-1]
        stop = p.after_letters(mention.last, source.high)
        is_last = mention.kind == "person" and stop >= source.high
        before = p.norm[mention.first - 1]
        is_called = mention.title != "" or p.is_human(before)
        is_apart = STOPS.isdisjoint(p.norm[source.low : mention.first])
        return mention if is_last and is_called and is_apart else None

    def named_as(self, source: Source) -> Mention | None:
        """Return the name of "a resident, who wished to be known only as Ida"."""
        p = self.phrases
        i = bisect_left(p.name_starts, source.low)
        while i < len(p.names):
            mention = p.names[i]
            if not p.together(mention.first, source.low):
                return None
            words = p.norm[source.low : mention.first]
            if words and self._is_called(mention):
                return mention
            is_behind_as = words[-1:] == ["as"]
            names_somebody = is_behind_as and "who" in words
            verbs = {find_lemma(word, "VBN") for word in words}
            if names_somebody and verbs & self.lex.words["naming_verbs"]:
                return mention
            i += 1
        return None

    def _is_called(self, mention: Mention) -> bool:
        """Say whether a name stands behind "called" and a person: "a grandfather called Ida"."""
        p = self.phrases
        row = mention.first - 1
        naming = CALLING
        if p.norm[row] == "as":
            row -= 1
            naming = self.lex.words["naming_verbs"]
        if p.norm[row] in ("only", "simply"):
            row -= 1
        verb = find_lemma(p.norm[row], "VBN")
        if mention.kind == "place" or verb not in naming:
            return False
        low = row
        while low > 0 and p.norm[low - 1] not in STOPS:
            low -= 1
        people = p.norm[low:row]
        return any(p.is_human(word) for word in people)

    def subject_of_verb(self, source: Source) -> Mention | None:
        """Return the name of "Ida Moe hands me a cup", where a source holds another verb's objects."""
        p = self.phrases
        for mention in source.names[:1]:
            verb = mention.last
            before = p.norm[source.low : mention.first]
            if mention.kind != "person":
                return None
            if not all(map(self.lex.is_title, before)):
                return None
            if verb + 1 >= source.high:
                return None
            if p.tag[verb] not in ("NNS", *VERBS):
                return None
            if p.tag[verb + 1] == "PRP":
                return mention
        return None
