"""Words that an expression needs: no text that it matches lacks all of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.dates import any_time, general_today, grammar, tense_rules
from broadsheet.dates.patterns import Pattern, needed_words


def shipped() -> list[str]:
    """The expressions of all guards and tenses, and of the signs of a general "today"."""
    guards = grammar.load().guards.values()
    rules = tense_rules.tense_rules()
    patterns = [pattern for guard in guards for pattern in [*guard.yes, *guard.no]]
    patterns += [rule.pattern for rule in [*rules.dates, *rules.verbs]]
    patterns += general_today.today_model().sentence.values()
    patterns += [sign.pattern for sign in any_time.any_signs()]
    return sorted({pattern.source for pattern in patterns})


def test_every_text_that_an_expression_matches_holds_a_word_that_it_needs():
    lacking = []

    @settings(max_examples=2, deadline=None, derandomize=True, database=None)
    @given(st.data())
    def check(data):
        text = data.draw(st.from_regex(source))
        for words in needs:
            if not any(word in text for word in words):
                lacking.append((source, words, text))

    for source in shipped():
        needs = needed_words(source)
        check()
    assert not lacking


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        (r"\b(kiosk|booth)/\S+ ⟦", [["kiosk/", "booth/"]]),
        (r"(lamps?|oil)/ ⟦at (noon|dusk)⟧", [["/ ⟦at noon⟧", "/ ⟦at dusk⟧"]]),
        (r"(\S+ ){10,20}tram/", [["tram/"]]),
        (r"ferr(y|ies)? moors?/", [[" moor"], ["ferr"]]),
        (r"wharf?/(?!quay)[(]x", [["whar"], ["x"]]),
        (r"wharf|quay", []),
        (r"(?:(canal|dock)|pier)\.", [["canal.", "dock.", "pier."]]),
        (r"(oar|sail)/\S+ to/TO ⟦", [[" to/TO ⟦"], ["oar/", "sail/"]]),
    ],
)
def test_words_that_an_expression_needs(source, needs):
    assert needed_words(source) == needs


def test_an_expression_is_sought_in_texts_that_hold_its_words():
    pattern = Pattern(r"(\S+ ){2,3}tram/")
    assert not pattern.occurs_in("the tram/NN")
    assert pattern.occurs_in("on the old tram/NN")
    assert not pattern.occurs_in("the tram/NN")
    assert not pattern.occurs_in("on the old bus/NN")
