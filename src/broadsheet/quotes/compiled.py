"""The encoder's layers as a graph that onnxruntime runs: less than three quarters of the time
that numpy took.

The numbers are floats of 32 bits. Whole numbers of eight bits (dynamic quantisation, a
scale for each row and column) took a tenth to a quarter less again, and lost .4 of pair F1 where matrices had
to keep to seven bits, as processors without VNNI demand.
"""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from .encoder import TINY

OPERATORS = 20  # the version of ONNX's operators: the first that has GELU
HEADS = 12  # of self-attention in each layer
TOLD_AT = 2  # the layer from which on marks, shapes and tags are known
FORMAT = 9  # the version of ONNX's files that came with it


class Layers:
    """The layers as one graph of onnxruntime."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        number = 0
        while f"layers.{number}.norm.weight" in arrays:
            number += 1
        graph = Graph(arrays, number)
        self._session = _session(graph.model())

    def run(
        self, x: np.ndarray, told: np.ndarray, hidden: np.ndarray, wanted: np.ndarray
    ) -> np.ndarray:
        """Return what the layers make of some pieces.

        Args:
            x: Blocks side by side, one a row, and in it the vectors of their pieces.
            told: What marks, shapes and tags give, in the same shape.
            hidden: What is added to how much each piece is looked at.
            wanted: Which pieces are returned, counted through all blocks.
        """
        blocks, pieces, width = x.shape
        by_head = [blocks, pieces, HEADS, width // HEADS]
        inputs = {
            "x": x.reshape(-1, width),
            "told": told.reshape(-1, width),
            "hidden": hidden,
            "wanted": wanted,
            "by_head": np.array(by_head, np.int64),
        }
        (result,) = self._session.run(None, inputs)
        return result


def _session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    serialized = model.SerializeToString()
    return onnxruntime.InferenceSession(
        serialized, options, providers=["CPUExecutionProvider"]
    )


def _floats(name: str, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def _whole_numbers(name: str, size: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, [size])


class Graph:
    """The layers as a graph of operators.

    All pieces stand one below the other, as rows of one matrix: a product and its bias are then one operator,
    and onnxruntime leaves GELU and the normal rows as they are. What it makes of them and the sums before
    them, where blocks are apart, takes longer.
    """

    def __init__(self, arrays: dict[str, np.ndarray], layers: int):
        self._arrays = arrays
        self._layers = layers
        self._width = len(arrays["norm.weight"])
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        x = "x"
        for layer in range(self._layers):
            if layer == TOLD_AT:
                x = self._add("Add", x, "told")
            is_last = layer == self._layers - 1
            x = self._layer(x, f"layers.{layer}", is_last)
        graph = self._graph(x)
        operators = helper.make_opsetid("", OPERATORS)
        return helper.make_model(graph, opset_imports=[operators], ir_version=FORMAT)

    def _graph(self, result: str) -> onnx.GraphProto:
        """All operators, from the inputs to the result of that name."""
        output = _floats(result, "tokens", self._width)
        constants = list(self._constants.values())
        return helper.make_graph(
            self._nodes,
            name="layers",
            inputs=self._inputs(),
            outputs=[output],
            initializer=constants,
        )

    def _inputs(self) -> list[onnx.ValueInfoProto]:
        """What `Layers` gives."""
        x = _floats("x", "all pieces", self._width)
        told = _floats("told", "all pieces", self._width)
        hidden = _floats("hidden", "blocks", 1, 1, "pieces")
        wanted = _whole_numbers("wanted", "tokens")
        by_head = _whole_numbers("by_head", 4)
        return [x, told, hidden, wanted, by_head]

    def _add(self, operator: str, *inputs: str, **settings) -> str:
        """Add an operator, and name its result."""
        result = f"result.{len(self._nodes)}"
        node = helper.make_node(operator, inputs, [result], **settings)
        self._nodes.append(node)
        return result

    def _constant(self, name: str, values: np.ndarray) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(values, name)
        return name

    def _number(self, value: float) -> str:
        array = np.array(value, np.float32)
        return self._constant(f"number {value}", array)

    def _numbers(self, *values: int) -> str:
        array = np.array(values, np.int64)
        return self._constant(f"numbers {values}", array)

    def _weights(self, name: str) -> str:
        return self._constant(name, self._arrays[name])

    def _layer(self, x: str, name: str, is_last: bool) -> str:
        seen = self._attend(x, f"{name}.attend")
        if is_last:
            # All pieces are looked at, but only what the wanted ones see is needed.
            seen = self._wanted(seen)
            x = self._wanted(x)
        seen = self._linear(seen, f"{name}.project")
        both = self._add("Add", seen, x)
        x = self._normal(both, f"{name}.norm_attention")
        wide = self._linear(x, f"{name}.widen")
        wide = self._add("Gelu", wide, approximate="tanh")
        narrow = self._linear(wide, f"{name}.narrow")
        both = self._add("Add", narrow, x)
        return self._normal(both, f"{name}.norm")

    def _wanted(self, x: str) -> str:
        return self._add("Gather", x, "wanted", axis=0)

    def _attend(self, x: str, name: str) -> str:
        size = self._width // HEADS
        query = self._part(x, name, 0, [0, 2, 1, 3])
        key = self._part(x, name, 1, [0, 2, 3, 1])
        value = self._part(x, name, 2, [0, 2, 1, 3])
        weight = self._weigh(query, key, size)
        seen = self._add("MatMul", weight, value)
        by_piece = self._add("Transpose", seen, perm=[0, 2, 1, 3])
        heads_together = self._numbers(-1, self._width)
        return self._add("Reshape", by_piece, heads_together)

    def _weigh(self, query: str, key: str, size: int) -> str:
        """How much each piece looks at each other one."""
        alike = self._add("MatMul", query, key)
        root = np.sqrt(size)
        spread = self._number(float(root))
        alike = self._add("Div", alike, spread)
        alike = self._add("Add", alike, "hidden")
        return self._add("Softmax", alike, axis=-1)

    def _part(self, x: str, name: str, number: int, order: list[int]) -> str:
        """Queries, keys or values of all heads: the first, second or third part of a matrix."""
        first = number * self._width
        rows = slice(first, first + self._width)
        part = self._linear(x, name, rows)
        by_head = self._add("Reshape", part, "by_head")
        return self._add("Transpose", by_head, perm=order)

    def _linear(self, x: str, name: str, rows: slice = slice(None)) -> str:
        """Multiply by a matrix, or by some of its rows, and add its bias: one operator does both."""
        matrix = self._arrays[f"{name}.weight"][rows]
        bias = self._arrays[f"{name}.bias"][rows]
        by_input = np.ascontiguousarray(matrix.T)
        columns = self._constant(f"{name}.columns.{rows.start}", by_input)
        biases = self._constant(f"{name}.biases.{rows.start}", bias)
        return self._add("Gemm", x, columns, biases)

    def _normal(self, x: str, name: str) -> str:
        weight = self._weights(f"{name}.weight")
        bias = self._weights(f"{name}.bias")
        return self._add("LayerNormalization", x, weight, bias, epsilon=TINY)
