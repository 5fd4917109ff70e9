"""Decorators that check the frames among the arguments of a public function."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

from broadsheet.frames.checks import CHECKS, check_articles_frame, check_belong

Function = TypeVar("Function", bound=Callable[..., Any])


def checks_frames(function: Function) -> Function:
    """Check the arguments of a public function that are frames, by the names of its parameters.

    A parameter called `articles`, `tokens`, `quotes` or `dates` gets the checked frame of that name;
    None is passed on where the function takes it.

    >>> @checks_frames
    ... def count(articles: pd.DataFrame) -> int:
    ...     return len(articles)
    >>> count(pd.DataFrame({"text": ["The mill was sold."]}))
    1
    """
    return _checking(function, CHECKS)


def checks_frames_without_text(function: Function) -> Function:
    """Check frames as `checks_frames` does, for a function that does not read the articles' texts."""
    without_text = functools.partial(check_articles_frame, needs_text=False)
    return _checking(function, {**CHECKS, "articles": without_text})


def _checking(
    function: Function, checks: dict[str, Callable[[Any], pd.DataFrame]]
) -> Function:
    signature = inspect.signature(function)
    checked_names = [name for name in signature.parameters if name in checks]

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        for name in checked_names:
            value = bound.arguments.get(name)
            if value is not None:
                bound.arguments[name] = checks[name](value)
        check_belong(bound.arguments.get("articles"), bound.arguments.get("tokens"))
        return function(*bound.args, **bound.kwargs)

    return wrapper  # type: ignore[return-value]
