"""The encoder and its heads as an ONNX graph of fused operators, with weights of eight bits."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from pipeline.annotate.chunks import CHUNK
from pipeline.annotate.graph_names import INPUTS, OUTPUTS, WIDTH
from pipeline.training.encoder.net import ATTENTIONS, EPSILON, Encoder, Heads

Floats = np.ndarray[Any, np.dtype[np.float32]]
_FUSED = "com.microsoft"
_OPSET = 17


class _Graph:
    """Nodes and constants, collected; each method adds one node and returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, array: Any) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], name: str = "", domain: str = "", **attributes: Any) -> str:
        output = name or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(kind, list(inputs), [output], name=f"n_{output}", domain=domain, **attributes)
        )
        return output

    def linear(self, x: str, name: str, weight: Floats, bias: Floats | None = None, output: str = "") -> str:
        product = self.node(
            "MatMul", [x, self.constant(f"{name}.weight", weight.T)], "" if bias is not None else output
        )
        return product if bias is None else self.node("Add", [product, self.constant(f"{name}.bias", bias)], output)

    def model(self) -> Any:
        ints, floats = TensorProto.INT64, TensorProto.FLOAT
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT32 if name == "length" else ints, shape)
            for name, shape in INPUTS.items()
        ]
        outputs = [
            helper.make_tensor_value_info(name, ints if name in ("tags", "morphs", "lemmas") else floats, shape)
            for name, shape in OUTPUTS.items()
        ]
        graph = helper.make_graph(self.nodes, "encoder", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def _arrays(module: Any) -> dict[str, Floats]:
    return {
        name: value.detach().float().numpy() for name, value in [*module.named_parameters(), *module.named_buffers()]
    }


def write_graph(encoder: Encoder, heads: Heads, file: Path, *, quantized: bool = True) -> None:
    """Write the graph of both; without `quantized` all weights but the table of pieces keep 32 bits."""
    graph = _Graph()
    _heads(graph, _states(graph, _arrays(encoder), len(encoder.layers)), _arrays(heads))
    model = graph.model()
    onnx.checker.check_model(model)
    if not quantized:
        onnx.save(model, file)
        return
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        onnx.save(model, exact)
        quantize_dynamic(
            exact,
            file,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )


def _states(graph: _Graph, weights: dict[str, Floats], layers: int) -> str:
    x = _embedded(graph, weights)
    for number in range(layers):
        x = _layer(graph, x, {name: weights[f"layers.{number}.{name}"] for name in _names(weights)}, f"layer{number}")
    flat = graph.node("Reshape", [x, graph.constant("flat", np.array([-1, WIDTH], dtype=np.int64))])
    both = graph.node("Add", [graph.node("Gather", [flat, "first"]), graph.node("Gather", [flat, "last"])])
    return graph.node("Mul", [both, graph.constant("half", np.float32(0.5))], "states")


def _names(weights: dict[str, Floats]) -> list[str]:
    return [name.removeprefix("layers.0.") for name in weights if name.startswith("layers.0.")]


def _embedded(graph: _Graph, weights: dict[str, Floats]) -> str:
    """The table of pieces in eight bits, a scale for each piece: it is two thirds of all weights."""
    table = weights["table"]
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    whole = graph.constant("pieces.table", np.round(table / scale).astype(np.int8))
    found = graph.node("Cast", [graph.node("Gather", [whole, "pieces"])], to=TensorProto.FLOAT)
    scaled = graph.node(
        "Mul", [found, graph.node("Gather", [graph.constant("pieces.scale", scale.astype(np.float32)), "pieces"])]
    )
    place = graph.node("Gather", [graph.constant("position", weights["position"][:CHUNK]), "place"])
    mark = graph.node("Gather", [graph.constant("mark", weights["mark.weight"]), "marks"])
    total = graph.node("Add", [graph.node("Add", [scaled, place]), mark])
    norm = [graph.constant(f"norm.{part}", weights[f"norm.{part}"]) for part in ("weight", "bias")]
    return graph.node("LayerNormalization", [total, *norm], axis=-1, epsilon=EPSILON)


def _layer(graph: _Graph, x: str, weights: dict[str, Floats], name: str) -> str:
    attend = [
        graph.constant(f"{name}.attend.weight", weights["attend.weight"].T),
        graph.constant(f"{name}.attend.bias", weights["attend.bias"]),
    ]
    mixed = graph.node("Attention", [x, *attend, "length"], domain=_FUSED, num_heads=ATTENTIONS)
    mixed = graph.linear(mixed, f"{name}.attended", weights["attended.weight"])
    x = _skip(graph, x, mixed, weights, name, "attended")
    inner = graph.linear(x, f"{name}.inner", weights["inner.weight"])
    inner = graph.node("BiasGelu", [inner, graph.constant(f"{name}.inner.bias", weights["inner.bias"])], domain=_FUSED)
    return _skip(graph, x, graph.linear(inner, f"{name}.outer", weights["outer.weight"]), weights, name, "outer")


def _skip(graph: _Graph, x: str, change: str, weights: dict[str, Floats], name: str, part: str) -> str:
    parts = [weights[f"{part}_norm.weight"], weights[f"{part}_norm.bias"], weights[f"{part}.bias"]]
    constants = [graph.constant(f"{name}.{part}.skip{i}", one) for i, one in enumerate(parts)]
    return graph.node("SkipLayerNormalization", [x, change, *constants], domain=_FUSED, epsilon=EPSILON)


def _heads(graph: _Graph, states: str, weights: dict[str, Floats]) -> None:
    for kind in ("tags", "morphs", "lemmas"):
        scores = graph.linear(states, kind, weights[f"{kind}.weight"], weights[f"{kind}.bias"])
        graph.node("ArgMax", [scores], kind, axis=-1, keepdims=0)
    graph.linear(states, "entities", weights["entities.weight"], weights["entities.bias"], "entities")
    graph.linear(states, "starts", weights["starts.weight"], weights["starts.bias"], "starts")
    governors = _with_root(graph, states, weights["root"])
    dependent = graph.node(
        "Relu", [graph.linear(states, "dependent", weights["dependent.weight"], weights["dependent.bias"])]
    )
    governor = graph.node(
        "Relu", [graph.linear(governors, "governor", weights["governor.weight"], weights["governor.bias"])]
    )
    turned = graph.node("Transpose", [governor], perm=[0, 2, 1])
    product = graph.node("MatMul", [graph.linear(dependent, "arc", weights["arc"].T), turned])
    bias = graph.linear(governor, "arc_bias", weights["arc_bias.weight"])  # the same for all words of a governor
    graph.node("Add", [product, graph.node("Transpose", [bias], perm=[0, 2, 1])], "arcs")
    for side, source in (("dependent", states), ("governor", governors)):
        name = f"relation_{side}"
        graph.linear(source, name, weights[f"{name}.weight"], weights[f"{name}.bias"], name)


def _with_root(graph: _Graph, states: str, root: Floats) -> str:
    """The states with that of the root in front, in each chunk."""
    one = graph.constant("one_word", np.array([0], dtype=np.int64))
    shape = graph.node("Shape", [states])
    count = graph.node("Gather", [shape, one])
    size = graph.node("Concat", [count, graph.constant("root_shape", np.array([1, len(root)], dtype=np.int64))], axis=0)
    wide = graph.node("Expand", [graph.constant("root", root[None, None]), size])
    return graph.node("Concat", [wide, states], axis=1)
