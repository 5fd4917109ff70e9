"""Is a finished extraction as it was written?"""

from broadsheet.errors import BroadsheetError
from broadsheet.scale.inputs import list_names
from broadsheet.store.folder import Folder
from broadsheet.store.manifest import UNFINISHED, read_manifest


def verify(output: str) -> int:
    """Compare every file of a finished extraction with the checksum that was taken when it was written.

    Args:
        output: The folder or address of the extraction.

    Returns:
        How many files were compared.

    Raises:
        BroadsheetError: there is no finished extraction, or a file is missing or was changed.
    """
    folder = Folder(str(output))
    manifest = read_manifest(folder)
    if manifest is None or folder.has(UNFINISHED):
        raise BroadsheetError(
            f"{output} contains no finished extraction: run `broadsheet extract` first."
        )
    damaged = folder.damaged(manifest.files)
    if damaged:
        raise BroadsheetError(
            f"{len(damaged)} of {len(manifest.files)} files of {output} are missing or changed "
            f"({list_names(damaged)}): run the same `broadsheet extract` again."
        )
    return len(manifest.files)
