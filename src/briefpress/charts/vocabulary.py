"""The words of Vega-Lite that a chart is most often misspelt in, by the place where they stand (Vega-Lite 6)."""

from __future__ import annotations

COMPOSED = ("layer", "hconcat", "vconcat", "concat", "repeat", "facet")
"""The keys by which a chart of several views is known."""

TOP = frozenset(
    (*COMPOSED, "$schema", "align", "autosize", "background", "bounds", "center", "columns", "config", "description",
     "encoding", "height", "mark", "name", "padding", "params", "projection", "resolve", "spacing", "spec", "title",
     "transform", "view", "width")
)  # fmt: skip
"""What a view may say, but for its data."""

MARKS = frozenset(
    ("arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "geoshape", "line", "point", "rect", "rule",
     "square", "text", "tick", "trail")
)  # fmt: skip

CHANNELS = frozenset(
    ("angle", "color", "column", "description", "detail", "facet", "fill", "fillOpacity", "key", "latitude",
     "latitude2", "longitude", "longitude2", "opacity", "order", "radius", "radius2", "row", "shape", "size", "stroke",
     "strokeDash", "strokeOpacity", "strokeWidth", "text", "theta", "theta2", "time", "tooltip", "x", "x2", "xError",
     "xError2", "xOffset", "y", "y2", "yError", "yError2", "yOffset")
)  # fmt: skip

TYPES = frozenset(("quantitative", "ordinal", "nominal", "temporal", "geojson"))

SCALES = frozenset(
    ("linear", "log", "pow", "sqrt", "symlog", "identity", "sequential", "time", "utc", "quantile", "quantize",
     "threshold", "bin-ordinal", "ordinal", "point", "band")
)  # fmt: skip

AGGREGATES = frozenset(
    ("argmax", "argmin", "average", "count", "distinct", "max", "mean", "median", "min", "missing", "product", "q1",
     "q3", "ci0", "ci1", "stderr", "stdev", "stdevp", "sum", "valid", "values", "variance", "variancep", "exponential",
     "exponentialb")
)  # fmt: skip

TRANSFORMS = frozenset(
    ("aggregate", "bin", "calculate", "density", "extent", "filter", "flatten", "fold", "impute", "joinaggregate",
     "loess", "pivot", "quantile", "regression", "stack", "timeUnit", "window")
)  # fmt: skip

MAKES = {"fold": ("key", "value"), "density": ("value", "density"), "quantile": ("prob", "value"),
         "aggregate": (), "bin": ()}  # fmt: skip
"""The columns that a transform makes where it gives them no names."""

EXPRESSIONS = frozenset(("calculate", "expr", "filter", "init", "labelExpr", "signal", "test", "update"))
"""The keys whose texts are expressions."""
