"""How a role is written out: without what tells nothing, and as one person bears it."""

from .lexicon import bare
from .phrases import STOPS, WITHIN, Phrases
from .role_spans import Span

# Of words whose letters stand for an office.
INITIAL_TAGS = WITHIN - {"POS", "CD", "HYPH", "AFX"}


class RoleTexts:
    """Write out the words of roles."""

    def __init__(self, phrases: Phrases):
        self.phrases = phrases
        self.lex = phrases.lex

    def text(self, span: Span) -> str:
        """Return a role as written, without "its" before it and "Dr" behind it.

        A title that several people share is as one of them bears it: "Sens." is "Sen.".
        """
        end = self._before_ranks(span)
        span = self._bare(Span(span.low, end))
        text = self.phrases.text(span.low, span.high)
        if self.phrases.tag[span.low] == "DT":
            text = text[:1].lower() + text[1:]
        _, _, title = text.rpartition(" ")
        folded = title.lower().rstrip(".")
        is_polite = folded in self.lex.polite_titles  # "Mrs."
        if is_polite or not title.endswith("s."):
            return text
        single = title[:-2] + "."
        if not self.lex.is_title(single.lower()):
            return text
        return text.removesuffix(title) + single

    def _bare(self, span: Span) -> Span:
        """Leave out what tells nothing of a role: "*its* owner", "chief chemist *Dr*"."""
        p = self.phrases
        low = span.low
        high = span.high
        if p.tag[low] == "PRP$" and high - low > 1:
            low += 1
        addresses = self.lex.polite_titles | self.lex.words["scholarly"]
        while high - low > 1 and bare(p.norm[high - 1]) in addresses:
            high -= 1
        return Span(low, high)

    def _before_ranks(self, span: Span) -> int:
        """Return the end of a role without a rank behind what somebody is: "army spokesman *Lt. Col.*"."""
        p = self.phrases
        high = span.high
        while high - span.low > 1:
            rank = p.word[high - 1].lower()
            is_rank = rank.endswith(".") and self.lex.is_title(bare(rank))
            if not is_rank:
                break
            high -= 1
        is_calling = p.is_human(p.norm[high - 1])
        return high if is_calling else span.high

    def says_much(self, span: Span) -> bool:
        """Say whether a role has several words beside its article."""
        p = self.phrases
        second = min(span.low + 1, span.high - 1)
        if self.lex.patterns["parent"].match(p.norm[second]):
            return False
        has_article = p.norm[span.low] in self.lex.words["indefinite"]
        return span.size > 1 + has_article

    def initials(self, span: Span) -> set[str]:
        """Return the letters for an office: "md" of "managing director"."""
        p = self.phrases
        letters = ""
        for i in range(span.low, span.high):
            if p.norm[i] in STOPS:
                break
            if p.tag[i] in INITIAL_TAGS:
                letters += p.norm[i][0]
        if len(letters) < 2:
            return set()
        return {letters}
