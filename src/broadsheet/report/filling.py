"""The templates of the pages: all that is filled into them is escaped."""

from functools import cache
from pathlib import Path

from markupsafe import Markup

from broadsheet.show import templating

HERE = Path(__file__).parent


@cache
def page_templates() -> templating.Templates:
    """Return the environment of this room's templates; they are taken from the package and nowhere else."""
    return templating.environment(HERE / "templates", templating.HERE / "templates")


def fill(template: str, **values: object) -> Markup:
    """Fill in a template of this room.

    Args:
        template: Its name without its ending.
        values: What it names.
    """
    page = page_templates().get_template(f"{template}.html.j2")
    text = page.render(**values)
    return Markup(text.strip())
