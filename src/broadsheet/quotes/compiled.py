"""The encoder's layers as a graph that onnxruntime runs: three quarters of the time that numpy takes.

The numbers are those of `Encoder`, in floats of 32 bits. Whole numbers of eight bits (dynamic quantisation, a
scale for each row and column) took a tenth to a quarter less again, and lost .4 of pair F1 where matrices had
to keep to seven bits, as processors without VNNI demand.
"""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from .encoder import HEADS, TINY, TOLD_AT, Encoder

OPERATORS = 20  # the version of ONNX's operators: the first that has GELU
FORMAT = 9  # the version of ONNX's files that came with it


class CompiledEncoder(Encoder):
    """The encoder with its layers as one graph of onnxruntime."""

    group = 256  # onnxruntime keeps more beside the rows than numpy does

    def __init__(self, arrays: dict[str, np.ndarray]):
        super().__init__(arrays)
        self._session = _session(Graph(arrays, self.layers).model())

    def _run_layers(
        self, x: np.ndarray, told: np.ndarray, hidden: np.ndarray, wanted: np.ndarray
    ) -> np.ndarray:
        inputs = {"x": x, "told": told, "hidden": hidden, "wanted": wanted}
        (result,) = self._session.run(None, inputs)
        return result


def _session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )


def _floats(name: str, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


class Graph:
    """The layers as a graph of operators; its methods follow those of `Encoder`."""

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
        inputs = [
            _floats("x", "blocks", "pieces", self._width),
            _floats("told", "blocks", "pieces", self._width),
            _floats("hidden", "blocks", 1, 1, "pieces"),
            helper.make_tensor_value_info("wanted", TensorProto.INT64, ["tokens"]),
        ]
        output = _floats(x, "tokens", self._width)
        constants = list(self._constants.values())
        graph = helper.make_graph(self._nodes, "layers", inputs, [output], constants)
        operators = [helper.make_opsetid("", OPERATORS)]
        return helper.make_model(graph, opset_imports=operators, ir_version=FORMAT)

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
        return self._constant(f"number {value}", np.array(value, np.float32))

    def _numbers(self, *values: int) -> str:
        return self._constant(f"numbers {values}", np.array(values, np.int64))

    def _weights(self, name: str) -> str:
        return self._constant(name, self._arrays[name])

    def _layer(self, x: str, name: str, is_last: bool) -> str:
        seen = self._attend(self._linear(x, f"{name}.attend"))
        if is_last:
            # All pieces are looked at, but only what the wanted ones see is needed.
            seen = self._wanted(seen)
            x = self._wanted(x)
        seen = self._linear(seen, f"{name}.project")
        x = self._normal(self._add("Add", seen, x), f"{name}.norm_attention")
        wide = self._linear(x, f"{name}.widen")
        wide = self._add("Gelu", wide, approximate="tanh")
        narrow = self._linear(wide, f"{name}.narrow")
        return self._normal(self._add("Add", narrow, x), f"{name}.norm")

    def _wanted(self, x: str) -> str:
        by_piece = self._add("Reshape", x, self._numbers(-1, self._width))
        return self._add("Gather", by_piece, "wanted", axis=0)

    def _attend(self, parts: str) -> str:
        size = self._width // HEADS
        apart = self._add("Reshape", parts, self._numbers(0, 0, 3, HEADS, size))
        query = self._part(apart, 0, [0, 2, 1, 3])
        key = self._part(apart, 1, [0, 2, 3, 1])
        value = self._part(apart, 2, [0, 2, 1, 3])
        alike = self._add("MatMul", query, key)
        spread = float(np.sqrt(size))
        alike = self._add("Div", alike, self._number(spread))
        weight = self._add("Softmax", self._add("Add", alike, "hidden"), axis=-1)
        seen = self._add("MatMul", weight, value)
        by_piece = self._add("Transpose", seen, perm=[0, 2, 1, 3])
        return self._add("Reshape", by_piece, self._numbers(0, 0, self._width))

    def _part(self, apart: str, number: int, order: list[int]) -> str:
        """Queries, keys or values of all heads."""
        which = self._constant(f"part {number}", np.array(number))
        part = self._add("Gather", apart, which, axis=2)
        return self._add("Transpose", part, perm=order)

    def _linear(self, x: str, name: str) -> str:
        matrix = self._arrays[f"{name}.weight"].T
        columns = self._constant(f"{name}.columns", np.ascontiguousarray(matrix))
        product = self._add("MatMul", x, columns)
        return self._add("Add", product, self._weights(f"{name}.bias"))

    def _normal(self, x: str, name: str) -> str:
        weight = self._weights(f"{name}.weight")
        bias = self._weights(f"{name}.bias")
        return self._add("LayerNormalization", x, weight, bias, epsilon=TINY)
