"""`broadsheet cache`."""

from broadsheet.cli.settings import Arguments
from broadsheet.store import cache_folder, clear_cache, describe_cache


def show_cache(arguments: Arguments) -> None:
    """Print where analyses are kept, or remove them."""
    folder = cache_folder()
    if folder is None:
        print("The cache is switched off by BROADSHEET_CACHE.")
        return
    count, size = clear_cache() if arguments.clear else describe_cache()
    done = "removed from" if arguments.clear else "in"
    noun = "analysis" if count == 1 else "analyses"
    print(f"{count:,} {noun}, {size / 1e6:,.1f} MB, {done} {folder}")
