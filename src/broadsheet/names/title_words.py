"""Which words of a run are titles of what follows them: "Secretary of State", "Chief Justice"."""

from ..text.lemmas import load_forms
from .by_itself import INITIALS
from .lexicon import bare, lexicon
from .pieces import Run
from .signs import is_human

GENITIVES = ("'s", "'")  # of "King's College"
LETTERS = range(2, 5)  # of what somebody is, in capitals


def title_heads(run: Run) -> list[int]:
    """Find the words of the run that are titles of what follows them."""
    lex = lexicon()
    rows = range(run.low, run.high)
    heads = {i for i in rows if _is_head(run, i)}
    words = [bare(word) for word in run.folded]
    for size in lex.title_phrase_sizes:
        last_start = run.high - size
        for low in range(run.low, last_start + 1):
            high = low + size
            phrase = tuple(words[low:high])
            if phrase in lex.title_phrases:
                heads.update(range(low, high))
    return sorted(heads)


def _is_head(run: Run, i: int) -> bool:
    """Say whether a word is a title here rather than a part of a name."""
    lex = lexicon()
    word = bare(run.folded[i])
    is_last = i + 1 >= run.high
    if _is_part_of_name(run, i):
        return False
    if word not in lex.titles:
        is_rank = lex.is_rank(word) and not is_last
        return is_rank or _is_calling_before_name(run, i)
    if word not in lex.surname_titles:
        return not _is_surname_here(run, i)
    if run.word(i + 1) == "of":
        return not _is_borne(run, i)
    if is_last and not _stands_alone(run, i):
        return False
    if not is_last and _is_given_name_here(run, i):
        return False
    return not _is_borne(run, i)


def _is_part_of_name(run: Run, i: int) -> bool:
    """Say whether the words beside show that a title is none: "King's College", "Pvt Ltd", "Ana del Río"."""
    lex = lexicon()
    word = bare(run.folded[i])
    following = run.word(i + 1)
    if following in GENITIVES or following in lex.words["legal_forms"]:
        return True
    if run.words[i] in lex.words["particles"]:
        return True
    if _is_adjective_of_body(run, i):
        return True
    return word in lex.words["kin"] and _is_within_name(run, i)


def _is_within_name(run: Run, i: int) -> bool:
    """Say whether a word stands behind one that is no title and the like: "Men *Nan* Men"."""
    return not _stands_alone(run, i)


def _is_adjective_of_body(run: Run, i: int) -> bool:
    """Say whether a title is none behind a foreign noun for a body: "Universidad Mayor"."""
    lex = lexicon()
    if i == run.low:
        return False
    is_adjective = run.folded[i] in lex.words["adjectives_elsewhere"]
    return is_adjective and run.folded[i - 1] in lex.body_words


def _is_calling_before_name(run: Run, i: int) -> bool:
    """Say whether a run goes on with a full name behind its first word: "Harpist Ida Moe", "GM Ida Moe"."""
    lex = lexicon()
    before = run.folded[run.low : i]
    if not lex.modifiers.issuperset(before):
        return False
    rest = run.part(i, run.high)
    if len(rest) < 3:
        return False
    word = run.folded[i]
    if lex.is_personal(word) or _is_part_of_a_name(rest):
        return False
    if not _is_common_word(run.words[i]):
        return False
    following = run.folded[i + 1]
    if lex.is_title(following):
        return False
    if lex.is_given(following):
        return not lex.is_place(following)
    return is_human(word) and _is_full_name(run, i + 1)


def _is_part_of_a_name(run: Run) -> bool:
    """Say whether the first word is of a place's or body's name, or only stands before titles."""
    lex = lexicon()
    word = run.folded[run.low]
    if word in lex.body_heads or word in lex.modifiers:
        return True
    if word in lex.place_starts or lex.is_place(word):
        return True
    return run.name[:2] in lex.place_names


def _is_full_name(run: Run, low: int) -> bool:
    """Say whether the rest of a run is two words or more that are no English and no name of a body."""
    lex = lexicon()
    bases = load_forms().bases
    rest = run.folded[low : run.high]
    if rest[0] in lex.words["family_first"]:
        return True
    for word in rest:
        is_english = word in bases or word in lex.body_heads
        is_known = is_english or word in lex.body_words
        if is_known or lex.is_place(word):
            return False
    return True


def _is_common_word(word: str) -> bool:
    """Say whether a capitalised word is a noun of English, or letters for what somebody is: "GM"."""
    if word.isupper():
        return word.isalpha() and len(word) in LETTERS
    folded = word.lower()
    if is_human(folded):
        return word.istitle()
    if not word.istitle():
        return False
    bases = load_forms().bases
    return folded in bases or folded.removesuffix("s") in bases


def _stands_alone(run: Run, i: int) -> bool:
    """Say whether nothing but titles stands before a title at the end of the run."""
    before = run.folded[run.low : i]
    return all(_is_part_of_title(word) for word in before)


def _is_part_of_title(word: str) -> bool:
    """Say whether a word can belong to a title behind it: "former", "Danish", but not "Christian"."""
    lex = lexicon()
    if word in lex.modifiers:
        return True
    if word in lex.words["party_members"]:
        return True
    if lex.is_title(word):
        return True
    if lex.is_given(word):
        return False
    return word in lex.words["demonyms"]


def _is_given_name_here(run: Run, i: int) -> bool:
    """Say whether a title that is a given name too is one here: "Dean Marsh", not "Dean Alan Marsh"."""
    lex = lexicon()
    word = bare(run.folded[i])
    if word not in lex.first_names and word not in lex.nicknames:
        return False
    if word in lex.kept_titles:
        return False
    following = run.folded[i + 1]
    goes_on = i + 2 < run.high
    is_before_full_name = goes_on and lex.is_given(following)
    return not is_before_full_name


def _is_surname_here(run: Run, i: int) -> bool:
    """Say whether a title ends somebody's name: "Ana Regent", "Ms. Selvi", but not "Mr Mayor"."""
    lex = lexicon()
    is_first = i == run.low
    is_last = i + 1 == run.high
    if is_first or not is_last or run.words[i].isupper():
        return False
    previous = run.folded[i - 1]
    is_english = run.folded[i] in load_forms().bases
    if bare(previous) in lex.honorifics:
        return not is_english
    before = [word for word in run.folded[run.low : i] if not lex.is_title(word)]
    if is_english and len(before) > 1:
        return False  # "Ana Ruiz Treasurer", in a caption
    return not lex.is_title(previous) and _is_borne(run, i)


def _is_borne(run: Run, i: int) -> bool:
    """Say whether the word before shows that a title is a family name: "Mr. King", "Alan Judge"."""
    lex = lexicon()
    if i == run.low:
        return False
    previous = run.folded[i - 1]
    if bare(previous) in lex.honorifics:
        return True
    if INITIALS.fullmatch(previous):
        return True
    if lex.is_title(previous):
        return False
    if previous in lex.first_names:
        return True
    is_known = lex.is_place(previous) or previous in lex.words["demonyms"]
    is_english = previous in load_forms().bases or previous in lex.body_heads
    return lex.is_given(previous) and not is_known and not is_english
