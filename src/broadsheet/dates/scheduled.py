"""Whether an election or a championship is of a month: "the elections in May", "May's convention"."""

from functools import cache

from .article import Reader
from .patterns import Pattern
from .tense_rules import fill_lists, tense_rules
from .view import Match

REACH = 9  # tokens on either side that are looked at
BEFORE = (
    r"\b{scheduled}/NNP?S? "
    r"((in|on|to|for|at|of)/\S+ (\S+/(DT|NN|NNP|JJ|POS) ){1,3})?(in|this|next)/\S+ (an?/DT )?⟦"
)
AFTER = r"⟦⟧ (\S+/(JJ|NN|NNP|NNS|POS|HYPH|CD|:|VBG|VBN) ){0,4}{scheduled}/NNP?S?"
# What is told of one that is gone.
GONE = r"\b(after|since|following|disputed|rigged|stolen)/\S+ (\S+/(DT|JJ|NN|NNP|NNS|POS|CD|IN) ){0,6}⟦"


@cache
def _patterns() -> tuple[Pattern, ...]:
    """The patterns of what is held in a month, named before it or after it, and of what is gone."""
    words = tense_rules().lists["scheduled"]
    lists = {"scheduled": sorted(words)}
    return tuple(Pattern(fill_lists(source, lists)) for source in (BEFORE, AFTER, GONE))


def is_of_scheduled(match: Match, reader: Reader) -> bool:
    """Whether a month is that of an election or the like, which is spoken of before more than after."""
    context = reader.view.marked_around(match, REACH).replace("^", "")
    before_month, after_month, gone = _patterns()
    if gone.occurs_in(context) or _is_gone(match, reader):
        return False
    if before_month.occurs_in(context):
        return True
    is_told = reader.tenses.is_followed_by_past(match)
    return not is_told and after_month.occurs_in(context)


def _is_gone(match: Match, reader: Reader) -> bool:
    """Whether something took place, and was not only said to: "she won the election in May"."""
    row, _ = reader.tenses.governor(match)
    is_report = reader.view.lower(row) in reader.tenses.lists["reports"]
    return reader.is_surely_gone(match) and not is_report
