"""Write a trained tagger as ONNX, int8, in the operators that ONNX Runtime runs fastest on CPUs.

usage: python training/export.py TAGGER.safetensors OUT.onnx [--fp32]

The graph takes one window without padding ("ids": int64, (length,)), so attention needs no mask and runs
fused, and no window's activation range depends on its neighbours: the same window always gives the same
scores. int8 is per channel with reduced range: without that, processors with AVX2 only saturate and lose
one to two points of F1.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from tagger import HEADS

Array = np.ndarray
MS = "com.microsoft"


class Graph:
    """Collect nodes and weights under names."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.held: dict[str, Array] = {}

    def hold(self, name: str, value: Array) -> str:
        """Keep a constant."""
        self.held[name] = value
        return name

    def node(
        self, op: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: int | float
    ) -> str:
        """Add a node and return its first output."""
        made = helper.make_node(op, inputs, outputs, name=outputs[0], domain=domain)
        made.attribute.extend(helper.make_attribute(k, v) for k, v in sorted(attributes.items()))
        self.nodes.append(made)
        return outputs[0]

    def linear(self, x: str, name: str, out: str, bias: bool = True) -> str:
        """Multiply by a weight of torch's layout, plus its bias."""
        w = self.hold(f"{name}.w", np.ascontiguousarray(self.weights[f"{name}.weight"].T))
        y = self.node("MatMul", [x, w], [f"{out}.product"])
        if not bias:
            return y
        return self.node("Add", [y, self.hold(f"{name}.b", self.weights[f"{name}.bias"])], [out])

    def sum_normalised(self, terms: list[str], name: str, out: str) -> str:
        """Add two and normalise.

        Apart, because SkipLayerNormalization, which is both, takes four times as long (onnxruntime 1.31.1).
        """
        total = self.node("Add", terms, [f"{out}.sum"])
        w = self.hold(f"{name}.w", self.weights[f"{name}.weight"])
        b = self.hold(f"{name}.b", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", [total, w, b], [out], axis=-1, epsilon=1e-12)


def build(weights: dict[str, Array], heads: int = 12) -> onnx.ModelProto:
    """Return the float32 model."""
    g = Graph(weights)
    hidden = weights["words.weight"].shape[1]
    layers = 1 + max(int(k.split(".")[1]) for k in weights if k.startswith("layers."))
    g.node("Unsqueeze", ["ids", g.hold("zero", np.array([0], np.int64))], ["ids2"])
    g.node("Gather", [g.hold("words", weights["words.weight"]), "ids2"], ["embedded"])
    g.node("Shape", ["ids"], ["length"])
    g.node(
        "Slice",
        [
            g.hold("places", weights["places.weight"][:256]),
            g.hold("from", np.array([0], np.int64)),
            "length",
            g.hold("axis", np.array([0], np.int64)),
        ],
        ["placed"],
    )
    x = g.sum_normalised(["embedded", "placed"], "norm", "x0")
    for i in range(layers):
        p = f"layers.{i}"
        qkv = g.linear(x, f"{p}.qkv", f"{p}.qkv_out")
        g.node(
            "Split",
            [qkv, g.hold("thirds", np.array([hidden] * 3, np.int64))],
            [f"{p}.q", f"{p}.k", f"{p}.v"],
            axis=-1,
        )
        g.node("MultiHeadAttention", [f"{p}.q", f"{p}.k", f"{p}.v"], [f"{p}.attended"], MS, num_heads=heads)
        a = g.linear(f"{p}.attended", f"{p}.out", f"{p}.mixed")
        x1 = g.sum_normalised([x, a], f"{p}.norm1", f"{p}.x1")
        u = g.linear(x1, f"{p}.up", f"{p}.wide")
        g.node("Gelu", [u], [f"{p}.gelu"], MS)
        d = g.linear(f"{p}.gelu", f"{p}.down", f"{p}.narrow")
        x = g.sum_normalised([x1, d], f"{p}.norm2", f"x{i + 1}")
    scores = g.linear(x, "head", "scores")
    g.node("Squeeze", [scores, "zero"], ["heads"])
    graph = helper.make_graph(
        g.nodes,
        "onrecord-tagger",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["length"])],
        [helper.make_tensor_value_info("heads", TensorProto.FLOAT, ["length", sum(HEADS.values())])],
        [numpy_helper.from_array(v, k) for k, v in g.held.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)], ir_version=8
    )
    helper.set_model_props(model, {"heads": ",".join(f"{k}:{v}" for k, v in HEADS.items())})
    return model


def main(source: Path, target: Path, int8: bool) -> None:
    """Export, and quantise unless told not to."""
    weights = {k: v.astype(np.float32) for k, v in load_file(source).items()}
    model = build(weights)
    if not int8:
        onnx.save(model, target)
        return
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "fp32.onnx"
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            target,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--fp32" not in sys.argv)
