"""Weights as they are stored: matrices as whole numbers of eight bits, with scales.

One scale for each GROUP columns of a row: one for a whole row would lose a fifth of what the accurate
model's encoder says. Rows that GROUP does not divide are tables of vectors, and have one scale each.
"""

import numpy as np

GROUP = 32
LARGE = 1_000  # smaller matrices stay as they are
STEP = 127  # an int8 holds whole numbers from -127 to 127
LEAST_SCALE = 1e-6


def packed(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Store large matrices of 32-bit floats as whole numbers, each with its `.scale`."""
    result = {}
    for name, array in arrays.items():
        is_matrix = array.ndim == 2 and array.dtype == np.float32
        is_large = array.size > LARGE
        if not is_matrix or not is_large:
            result[name] = array
            continue
        groups = _in_groups(array)
        scale = _scale(groups)
        steps = groups / scale.astype(np.float32)
        whole = np.round(steps).clip(-STEP, STEP)
        whole = whole.astype(np.int8)
        result[name] = whole.reshape(array.shape)
        result[f"{name}.scale"] = scale
    return result


def _scale(groups: np.ndarray) -> np.ndarray:
    """What one step is worth in each group."""
    sizes = np.abs(groups)
    largest = sizes.max(axis=2, keepdims=True)
    scale = largest / STEP + LEAST_SCALE
    return scale.astype(np.float16)


def unpacked(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Undo `packed`; 16-bit floats become 32-bit ones."""
    result = {}
    for name, array in arrays.items():
        if name.endswith(".scale"):
            continue
        scale = arrays.get(f"{name}.scale")
        if scale is not None:
            groups = _in_groups(array).astype(np.float32)
            groups *= scale.astype(np.float32)
            array = groups.reshape(array.shape)
        if array.dtype == np.float16:
            array = array.astype(np.float32)
        result[name] = array
    return result


def _in_groups(matrix: np.ndarray) -> np.ndarray:
    """The matrix as rows of groups that share a scale."""
    rows, columns = matrix.shape
    width = columns if columns % GROUP else GROUP
    return matrix.reshape(rows, columns // width, width)
