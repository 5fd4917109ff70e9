"""Corrections of speakers: two names of one, and a speaker's role and kind."""

from dataclasses import dataclass

import pandas as pd

from broadsheet.corrections.correction import Correction
from broadsheet.corrections.outcome import Outcome, applied, unfit

COLUMN_OF = {"role": "role", "speaker kind": "speaker_kind"}


@dataclass(frozen=True)
class Renaming:
    """A name by which a speaker goes no longer, everywhere or in one article."""

    old: str
    new: str
    article: str = ""


def speakers_of(
    quotes: pd.DataFrame, corrections: dict[int, Correction]
) -> tuple[pd.DataFrame, dict[int, Outcome]]:
    """Apply what corrections say of speakers, wherever they speak.

    Args:
        quotes: Quotations with a column `corrected`.
        corrections: Corrections by their row in the file, others among them.
    """
    quotes, outcomes = _merge_speakers(quotes, corrections)
    for number, correction in corrections.items():
        column = COLUMN_OF.get(correction.kind)
        if column is not None:
            name = follow(correction.subject, corrections, correction.article)
            quotes, outcomes[number] = _set_trait(quotes, correction, name, column)
    return quotes, outcomes


def follow(name: str, corrections: dict[int, Correction], article: str = "") -> str:
    """Return the name by which a speaker goes in the end.

    >>> same = {2: Correction("same speaker", subject="A. Lee", value="Ann Lee")}
    >>> follow("A. Lee", same), follow("Bo", same)
    ('Ann Lee', 'Bo')
    """
    return _final_name(name, article, _renamings(corrections))


def _renamings(corrections: dict[int, Correction]) -> list[Renaming]:
    renamings: list[Renaming] = []
    for correction in corrections.values():
        if correction.kind == "same speaker":
            renamings.append(
                Renaming(correction.subject, correction.value, correction.article)
            )
    return renamings


def _final_name(name: str, article: str, renamings: list[Renaming]) -> str:
    """Follow a name from renaming to renaming; names that lead in a circle end where they began."""
    visited = [name]
    while True:
        steps = []
        for renaming in renamings:
            if renaming.old == visited[-1] and renaming.article in ("", article):
                steps.append(renaming.new)
        if not steps:
            return visited[-1]
        if steps[-1] in visited:
            return name
        visited.append(steps[-1])


def _merge_speakers(
    quotes: pd.DataFrame, corrections: dict[int, Correction]
) -> tuple[pd.DataFrame, dict[int, Outcome]]:
    renamings = _renamings(corrections)
    if not renamings:
        return quotes, {}
    before = quotes["speaker"].astype(object)
    articles = quotes["article"].astype(object)
    outcomes = {}
    for number, correction in corrections.items():
        if correction.kind == "same speaker":
            outcomes[number] = _outcome_of_merging(
                correction, before, articles, renamings
            )
    olds = {renaming.old for renaming in renamings}
    changed = before.isin(olds)
    pairs = zip(before[changed], articles[changed], strict=True)
    names = [_final_name(str(name), str(article), renamings) for name, article in pairs]
    after = before.copy()
    after[changed] = names
    renamed = (after != before) & changed
    merged = quotes.assign(
        speaker=after.astype("str"), corrected=quotes["corrected"] | renamed
    )
    return _with_traits_of(merged, renamed), outcomes


def _outcome_of_merging(
    correction: Correction,
    speakers: pd.Series,
    articles: pd.Series,
    renamings: list[Renaming],
) -> Outcome:
    name = correction.subject
    if _final_name(name, correction.article, renamings) == name:
        return unfit("the corrections lead from name to name in a circle")
    speaks = speakers == name
    if correction.article:
        speaks &= articles == correction.article
    if not speaks.any():
        return unfit(f"nobody is called {name!r} now")
    return applied()


def _with_traits_of(quotes: pd.DataFrame, renamed: pd.Series) -> pd.DataFrame:
    """Give renamed rows the commonest kind of whom they are now ascribed to."""
    kinds = quotes["speaker_kind"].astype(object)
    speakers = quotes.loc[renamed, "speaker"]
    is_same = quotes["speaker"].isin(speakers)
    others = quotes[is_same & ~renamed]
    if others.empty:
        return quotes
    commonest = others.groupby("speaker")["speaker_kind"].agg(
        lambda values: (
            values.astype(object).mode().iloc[0] if values.notna().any() else None
        )
    )
    own = quotes["speaker"].astype(object).map(commonest.astype(object))
    kinds = kinds.where(~renamed | own.isna(), own)
    return quotes.assign(speaker_kind=kinds.astype(quotes["speaker_kind"].dtype))


def _set_trait(
    quotes: pd.DataFrame, correction: Correction, name: str, column: str
) -> tuple[pd.DataFrame, Outcome]:
    """Set the role or kind of a speaker, in one article where the correction names one."""
    speaks = quotes["speaker"].astype(object) == name
    if correction.article:
        speaks &= quotes["article"].astype(object) == correction.article
    if not speaks.any():
        return quotes, unfit(f"nobody is called {name!r} now")
    values = quotes[column].astype(object)
    values[speaks] = correction.value
    changed = quotes.assign(
        **{column: values.astype(quotes[column].dtype)},
        corrected=quotes["corrected"] | speaks,
    )
    return changed, applied()


def corrected_genders(corrections: dict[int, Correction]) -> dict[str, str]:
    """Return the genders that corrections give, by the name by which a speaker goes.

    >>> corrected_genders({2: Correction("gender", subject="Ann Lee", value="female")})
    {'Ann Lee': 'female'}
    """
    genders: dict[str, str] = {}
    for correction in corrections.values():
        if correction.kind == "gender":
            genders[follow(correction.subject, corrections)] = correction.value
    return genders


def outcomes_of_genders(
    corrections: dict[int, Correction], names: set[str]
) -> dict[int, Outcome]:
    """Return which corrections of genders speak of somebody who speaks.

    Args:
        corrections: Corrections by their row in the file, others among them.
        names: The names of all speakers.
    """
    outcomes = {}
    for number, correction in corrections.items():
        if correction.kind == "gender":
            name = follow(correction.subject, corrections)
            outcomes[number] = applied()
            if name not in names:
                outcomes[number] = unfit(f"nobody is called {name!r} now")
    return outcomes
