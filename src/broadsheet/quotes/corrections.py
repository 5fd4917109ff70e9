"""What is put right after the network: an ordered list of corrections.

Each takes the attributions and the text and returns the attributions; a new one is a function in the list
below. What they do follows from grammar and from how news is printed, and holds in any newsroom.
"""

from collections.abc import Callable

from .cited import read_cited_sources
from .edges import trim_edges
from .furniture import drop_furniture
from .interviews import add_unlabelled_interviews
from .layout import add_layouts
from .missed import add_missed_cues, fill_sources
from .paragraphs import continue_paragraphs, continue_sentences
from .passive import give_passives_their_agent
from .pieces import (
    add_fronted_clauses,
    drop_fragments,
    extend_to_marks,
    keep_nearest_owner,
    leave_out_channels,
)
from .plain import add_plain_clauses
from .reading import Attribution, Text
from .requests import add_requests
from .sources import split_off_sources
from .trailing import add_trailing_cues
from .weak import keep_what_grammar_confirms, tell_speech_from_belief
from .words_of import add_words_of
from .works import drop_names_of_works

Correction = Callable[[list[Attribution], Text], list[Attribution]]

CORRECTIONS: tuple[Correction, ...] = (
    keep_what_grammar_confirms,
    tell_speech_from_belief,
    split_off_sources,
    fill_sources,
    read_cited_sources,
    give_passives_their_agent,
    add_missed_cues,
    add_requests,
    add_trailing_cues,
    add_plain_clauses,
    add_words_of,
    drop_furniture,
    add_layouts,
    add_unlabelled_interviews,
    keep_nearest_owner,
    extend_to_marks,
    trim_edges,
    add_fronted_clauses,
    continue_sentences,
    continue_paragraphs,
    leave_out_channels,
    drop_names_of_works,
    drop_fragments,
)


def correct(attributions: list[Attribution], text: Text) -> list[Attribution]:
    """Apply all corrections, in their order."""
    for correction in CORRECTIONS:
        attributions = correction(attributions, text)
    return sorted(attributions, key=lambda attribution: attribution.anchor)
