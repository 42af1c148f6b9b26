# SPDX-License-Identifier: GPL-3.0-or-later
"""Random expressions over the dataset, each built around one feature of the language, and a count of what they cover.

With `rules` 3 the generator keeps away from what Prometheus 3.5 computes differently from the 2.42 that answers here:
borders of windows, counters near zero, sums over infinities, a dot that meets a line break, names behind atan2. What only
3.x can read (1_000, durations as numbers, quoted names) is written for the old server in its own way.
"""
import collections
import random
import re

from dataset import BEGIN, END, on_grid

RANGES = ["45s", "1m", "90s", "2m", "5m", "10m", "30m"]
STEPS = ["10s", "30s", "1m", "2m"]
COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]
ARITHMETIC = ["+", "-", "*", "/", "%", "^", "atan2"]
SETS = ["and", "or", "unless"]
AGGREGATES = ["sum", "avg", "count", "min", "max", "group", "stddev", "stdvar"]
PARAMETRIC = ["topk", "bottomk", "quantile", "count_values"]
ELEMENTWISE = ["abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "deg", "exp", "floor", "ln",
               "log10", "log2", "rad", "sgn", "sin", "sinh", "sqrt", "tan", "tanh"]
DATES = ["day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"]
COUNTERS = ["rate", "increase", "irate", "resets"]
OVER_TIME = ["absent_over_time", "avg_over_time", "changes", "count_over_time", "delta", "deriv", "idelta",
             "last_over_time", "max_over_time", "min_over_time", "present_over_time", "stddev_over_time",
             "stdvar_over_time", "sum_over_time"]
PERIODIC = ["cos", "sin", "tan"]
SAFE_ON_ANY = ["changes", "count_over_time", "last_over_time", "max_over_time", "min_over_time", "present_over_time"]
EMPTY_ON_FLOATS = ["histogram_count", "histogram_sum"]

# Metrics whose values are safe under both rule sets wherever they stand.
CALM = {"temperature": ["room", "floor"], "humidity": ["room", "floor"], "memory_used": ["instance"],
        "queue_length": ["queue"], "switch": ["kind"], "constant": ["kind"], "bytes_total": ["job", "instance", "method"]}
WILD = {"requests_total": ["job", "instance", "method"], "errors_total": ["job", "instance", "method"], "odd": ["kind"],
        "jobs_total": ["queue"], "latency_sum": ["job", "instance"], "latency_count": ["job", "instance"],
        "version_info": ["version", "path"]}
VALUES = {"room": ["attic", "cellar", "hall"], "floor": ["0", "1"], "instance": ["a:1", "b:1"],
          "job": ["api", "web", "batch"], "method": ["GET", "PUT"], "queue": ["gap", "gone", "flaky", "sparse"],
          "kind": ["nan", "inf", "flat", "zero"], "version": ["v1.22.333"], "path": ["/api/v2/items"]}
PATTERNS = {"room": "a.*|hall", "floor": "[01]", "instance": "a:.", "job": "a.+|web", "method": "(GET|POST)",
            "queue": "g.*|f.*", "kind": "n.*|f.*|z.*", "version": "v1\\\\..*", "path": "/api/.*"}


ABSENT = ['nowhere{a="1",b=~"x"}', 'temperature{room="none"}', 'n{a="1",a="2",c="3"}', "sum(nowhere)"]


def both(ours, theirs):
    """A piece of an expression that the two programs write differently."""
    return f"\x01{ours}\x02{theirs}\x03"


def written(expression, side):
    return re.sub("\x01([^\x02]*)\x02([^\x03]*)\x03", rf"\{side}", expression)


class Generator:
    def __init__(self, seed, rules):
        self.rng = random.Random(seed)
        self.rules = rules
        self.seen = collections.Counter()
        self.metrics = {**CALM, **WILD}
        if rules == 3:
            del self.metrics["odd"]

    def pick(self, *choices):
        return self.rng.choice(choices)

    def mark(self, *features):
        self.seen.update(features)

    def chance(self, share):
        return self.rng.random() < share

    # Leaves.

    def number(self):
        kinds = ["decimal", "decimal", "decimal", "hex", "octal", "exponent"]
        kind = self.rng.choice(kinds + (["duration", "separated"] if self.rules == 3 else []))
        self.mark("literal:" + kind)
        return {"decimal": self.pick("0", "1", "2", "0.5", "3.25", "-1", "100"), "hex": "0x1F", "octal": "017",
                "exponent": self.pick("1e3", "2.5e-2"),
                "duration": self.pick(both("1m", "60"), both("1h30m", "5400"), both("250ms", "0.25")),
                "separated": both("1_000", "1000")}[kind]

    def matchers(self, metric):
        parts = []
        for label in self.metrics.get(metric, []):
            if not self.chance(0.3):
                continue
            op = self.pick("=", "!=", "=~", "!~")
            self.mark("matcher:" + op)
            value = PATTERNS[label] if "~" in op else self.rng.choice(VALUES[label])
            quote = self.pick('"', "'")
            if self.rules == 3 and self.chance(0.2):
                self.mark("quoted:label")
                label = both(f'"{label}"', label)
            parts.append(f"{label}{op}{quote}{value}{quote}")
        return "{" + ",".join(parts) + "}" if parts else ""

    def shift(self, share=0.25, at=True):
        text = ""
        if self.chance(share):
            sign = self.pick("", "", "-")
            self.mark("offset" if not sign else "offset:negative")
            length = self.pick("45s", "1m", "5m", "20m")
            if self.rules == 3 and self.chance(0.2):
                self.mark("offset:number")
                length = both("90", "90s")
            text += f" offset {sign}{length}"
        if at and self.chance(share / 2):
            at = self.pick("start()", "end()", "time")
            self.mark("@" + at)
            text += " @ " + (at if at != "time" else f"{self.rng.randint(BEGIN // 1000, END // 1000)}.5")
        return text

    def selector(self, metric=None, at=True):
        metric = metric or self.rng.choice(sorted(self.metrics))
        return f"{self.named(metric)}{self.shift(at=at)}"

    def named(self, metric):
        matchers = self.matchers(metric)
        if self.rules != 3 or not self.chance(0.15):
            return metric + matchers
        self.mark("quoted:name")
        inside = "," + matchers[1:-1] if matchers else ""
        return both(f'{{"{metric}"', "{__name__=" + f'"{metric}"') + inside + "}"

    def matrix(self, metric=None, depth=1):
        if depth > 0 and self.chance(0.2):
            return self.subquery(depth - 1)
        metric = metric or self.rng.choice(sorted(self.metrics))
        self.mark("range")
        length = self.rng.choice(RANGES)
        if self.rules == 3 and self.chance(0.1):
            self.mark("range:number")
            length = both("120.5", "120500ms")
        return f"{self.named(metric)}[{length}]{self.shift()}"

    def subquery(self, depth):
        inner = f"({self.vector(depth)})"
        step = self.pick("", *STEPS)
        self.mark("subquery" if step else "subquery:default")
        return f"{inner}[{self.pick('2m', '5m', '10m')}:{step}]{self.shift()}"

    # Expressions.

    def vector(self, depth):
        if depth <= 0 or self.chance(0.2):
            return self.selector()
        return self.rng.choice([self.elementwise, self.overtime, self.aggregate, self.arithmetic, self.joined, self.sets,
                                self.compared, self.negated])(depth - 1)

    def elementwise(self, depth, name=None):
        name = name or self.rng.choice(ELEMENTWISE)
        self.mark(name)
        if name in PERIODIC:  # of a huge argument the last digit would decide everything
            return f"{name}({self.selector(self.pick('temperature', 'humidity', 'switch', 'odd'))})"
        return f"{name}({self.vector(depth)})"

    def odd(self, name):
        """What these functions make of NaN and infinities is the same under both rule sets."""
        self.mark(name)
        return f"{name}({self.matrix('odd', 0)})" if name in SAFE_ON_ANY else f"{name}(odd{self.shift()})"

    def overtime(self, depth, name=None):
        name = name or self.rng.choice(OVER_TIME + COUNTERS)
        self.mark(name)
        if name in ("rate", "increase") and self.rules == 3:
            return f"{name}({self.matrix('bytes_total', 0)})"
        if name in COUNTERS:
            return f"{name}({self.matrix(self.pick('requests_total', 'errors_total', 'jobs_total', 'bytes_total', None), depth)})"
        finite = self.rules == 3 and name.startswith("std")
        return f"{name}({self.matrix(None, 0 if finite else depth)})"

    def grouping(self):
        kind = self.pick("", "by", "without", "by:empty")
        if not kind:
            return ""
        self.mark(kind)
        labels = [] if kind == "by:empty" else self.rng.sample(["job", "instance", "room", "floor", "queue", "method"], 2)
        return f" {kind.split(':')[0]} ({', '.join(labels)}) "

    def aggregate(self, depth, name=None):
        name = name or self.rng.choice(AGGREGATES)
        self.mark(name)
        finite = self.rules == 3 and name.startswith("std")  # NaN and infinities count differently there
        body = f"({self.selector() if finite else self.vector(depth)})"
        grouping = self.grouping()
        return f"{name}{grouping}{body}" if self.chance(0.5) else f"{name}{body}{grouping}"

    def parametric(self, depth, name=None):
        name = name or self.rng.choice(PARAMETRIC)
        self.mark(name)
        if name in ("topk", "bottomk"):  # without ties, whose order is not defined
            inner = self.pick("temperature", "humidity", "memory_used", f"rate(bytes_total[{self.rng.choice(RANGES[3:])}])")
            return f"{name}{self.grouping()}({self.pick('0', '1', '2.7', '3', '100')}, {inner})"
        if name == "quantile":
            return f"quantile{self.grouping()}({self.pick('0.5', '0', '1', '0.93', '-1', '2', 'NaN')}, {self.vector(depth)})"
        inner = self.pick("switch", "floor(humidity)", "round(temperature)", "constant", "queue_length", "changes(switch[10m])")
        return f'count_values{self.grouping()}("value", {inner})'

    def arithmetic(self, depth, op=None):
        op = op or self.rng.choice(ARITHMETIC)
        self.mark("op:" + op)
        if op == "atan2" and self.rules == 3:
            return f"sum by (floor) (temperature) atan2 {self.number()}"
        # What a power or a remainder makes of the last digit of a computed number says nothing.
        sides = [self.selector() if op in ("^", "%") else self.vector(depth), self.number()]
        self.rng.shuffle(sides)
        return f"({sides[0]}) {op} ({sides[1]})" if op in ("^", "%") else f"({sides[0]}) {op} {sides[1]}"

    def scalars(self, op=None):
        op = op or self.rng.choice(ARITHMETIC)
        self.mark("op:" + op)
        return f"{self.number()} {op} {self.number()}"

    def compared(self, depth, op=None):
        op = op or self.rng.choice(COMPARISONS)
        flag = self.pick("", " bool")
        self.mark("op:" + op + flag)
        if self.chance(0.2):
            self.mark("op:" + op + " bool")
            return f"vector({self.number()} {op} bool {self.number()})"
        sides = [self.vector(depth), self.number()]
        self.rng.shuffle(sides)
        return f"({sides[0]}) {op}{flag} {sides[1]}"

    def pair(self):
        """Two vectors whose label sets match one to one, and labels to match on."""
        span = self.rng.choice(RANGES)
        pairs = [("temperature", "humidity", ["room", "floor"]), ("memory_used", "memory_limit", ["instance"]),
                 (f"delta(temperature[{span}])", f"avg_over_time(humidity[{span}])", ["room", "floor"]),
                 (f"rate(bytes_total[{span}])", f"irate(bytes_total[{span}])", ["job", "instance", "method"])]
        if self.rules != 3:
            pairs += [("errors_total", "requests_total", ["job", "instance", "method"]),
                      (f"rate(errors_total[{span}])", f"rate(requests_total[{span}])", ["job", "instance", "method"])]
        return self.rng.choice(pairs)

    def joined(self, _depth=0, op=None):
        op = op or self.rng.choice(ARITHMETIC[:6] + COMPARISONS)
        self.mark("op:" + op)
        if self.chance(0.4):
            return self.grouped(op)
        left, right, labels = self.pair()
        how = self.pick("", "on", "ignoring")
        flag = " bool" if op in COMPARISONS and self.chance(0.4) else ""
        self.mark(*([how] if how else []), *(["op:" + op + flag] if flag else []))
        clause = {"": "", "on": f"on ({', '.join(labels)})", "ignoring": "ignoring (nothing)"}[how]
        if self.chance(0.08):  # labels that do not tell the series apart: the error has to be the server's
            clause = f"on ({labels[-1]})"
        return f"{left} {op}{flag} {clause} {right}"

    def grouped(self, op):
        side = self.pick("left", "right")
        include = self.pick("", "(version)", "(version, branch)", "(absentee)")
        self.mark("group_" + side, *(["group:include"] if include else []))
        many = self.pick("bytes_total", "rate(bytes_total[5m])", "memory_used")
        clause = self.pick("on (instance)", "ignoring (job, method, version, branch)")
        sides = [many, "build_info"]
        if side == "right":
            sides.reverse()
        return f"{sides[0]} {op} {clause} group_{side} {include} {sides[1]}"

    def sets(self, depth, op=None):
        op = op or self.rng.choice(SETS)
        self.mark("op:" + op)
        clause = self.pick("", "on (room)", "ignoring (floor)", "on ()")
        return f"({self.vector(depth)}) {op} {clause} ({self.vector(depth)})"

    def negated(self, depth):
        sign = self.pick("-", "+")
        self.mark("unary:" + sign)
        return f"{sign}({self.vector(depth)})" if self.chance(0.5) else f"{sign}{self.selector()}"

    def special(self, name):
        """The functions whose arguments are of their own kind."""
        self.mark(name)
        inner = self.vector(1)
        texts = {
            "absent": lambda: f"absent({self.pick(*ABSENT, inner)})",
            "clamp": lambda: f"clamp({inner}, {self.number()}, {self.number()})",
            "clamp_max": lambda: f"clamp_max({inner}, {self.number()})",
            "clamp_min": lambda: f"clamp_min({inner}, {self.number()})",
            "histogram_quantile": self.quantile_of_buckets,
            "histogram_fraction": lambda: f"histogram_fraction(0, 1, {self.pick('temperature', 'sum(humidity)')})",
            "holt_winters": lambda: f"holt_winters({self.matrix()}, {self.pick('0.3', '0.8')}, {self.pick('0.1', '0.6')})",
            "label_join": lambda: f'label_join({inner}, "joined", "{self.pick("-", "")}", "room", "instance", "floor")',
            "label_replace": self.replaced,
            "pi": lambda: f"({inner}) * pi()",
            "predict_linear": self.predicted,
            "quantile_over_time": lambda: f"quantile_over_time({self.pick('0.5', '0.9', '0', '1', '-1', '2')}, {self.matrix()})",
            "round": lambda: f"round({inner}{self.pick('', ', 5', ', 0.1', ', -2')})",
            "scalar": lambda: f"scalar({self.pick('constant', 'sum(temperature)', 'temperature', 'nowhere')}) + {self.number()}",
            "sort": lambda: f"sort({self.pick('temperature', 'rate(bytes_total[5m])', 'memory_used')})",
            "sort_desc": lambda: f"sort_desc({self.pick('humidity', 'rate(bytes_total[5m])', 'memory_used')})",
            "time": lambda: f"time() - ({inner})",
            "timestamp": self.stamped,
            "vector": lambda: f"vector({self.scalars()})",
        }
        return texts[name]()

    def quantile_of_buckets(self):
        q = self.pick("0.5", "0.99", "0", "1", "-0.1", "1.1", "0.3")
        span = self.rng.choice(RANGES[2:])
        buckets = self.pick(f"sum by (le) (rate(latency_bucket[{span}]))", f"increase(latency_bucket[{span}])",
                            "latency_bucket", "strange_bucket", "open_bucket", f"sum by (job, le) (rate(latency_bucket[{span}]))")
        if self.rules == 3:
            buckets = self.pick("latency_bucket", "sum by (le) (latency_bucket)", "open_bucket", "strange_bucket",
                                f"sum by (job, le) (last_over_time(latency_bucket[{span}]))")
        return f"histogram_quantile({q}, {buckets})"

    def replaced(self):
        target = self.pick("room", "copy", "floor")
        template = self.pick("$1", "${1}x", "$1x", "fixed", "$$", "")
        pattern = self.pick("(.*)", "(a|h)(.*)", "nomatch", ".+")
        return f'label_replace({self.pick("temperature", "humidity", self.vector(1))}, "{target}", "{template}", "{self.pick("room", "floor", "none")}", "{pattern}")'

    # Two functions mean the time of evaluation; with `@` the server then does not do what it documents: timestamp()
    # forgets the offset, and the window of predict_linear() wanders with the steps of a range.
    def stamped(self):
        plain = self.selector(at=False)
        return f"timestamp({self.pick(plain, f'({plain})', f'+{plain}', f'-({self.vector(1)})')})"

    def predicted(self):
        name = self.rng.choice(sorted(self.metrics))
        return f"predict_linear({name}[{self.rng.choice(RANGES)}]{self.shift(at=False)}, {self.pick('60', '3600', '-30')})"

    def dated(self, name):
        self.mark(name)
        return self.pick(f"{name}()", f"{name}(birth_seconds{self.shift()})", f"{name}(vector({self.number()}))")

    # Queries.

    def recipes(self):
        """Feature -> how to make an expression with it."""
        made = {name: (lambda n=name: self.elementwise(2, n)) for name in ELEMENTWISE}
        made |= {"odd:" + name: (lambda n=name: self.odd(n)) for name in self.rng.sample(ELEMENTWISE, 6) + SAFE_ON_ANY}
        made |= {name: (lambda n=name: self.dated(n)) for name in DATES}
        made |= {name: (lambda n=name: self.overtime(2, n)) for name in OVER_TIME + COUNTERS}
        made |= {name: (lambda n=name: self.aggregate(2, n)) for name in AGGREGATES}
        made |= {name: (lambda n=name: self.parametric(1, n)) for name in PARAMETRIC}
        made |= {name: (lambda n=name: self.elementwise(0, n)) for name in EMPTY_ON_FLOATS}
        made |= {"op:" + op: (lambda o=op: self.pick(lambda: self.arithmetic(2, o), lambda: self.scalars(o),
                                                     lambda: self.joined(0, o) if o != "atan2" else self.arithmetic(1, o))())
                 for op in ARITHMETIC}
        made |= {"op:" + op: (lambda o=op: self.pick(lambda: self.compared(2, o), lambda: self.joined(0, o))())
                 for op in COMPARISONS}
        made |= {"op:" + op: (lambda o=op: self.sets(1, o)) for op in SETS}
        special = ["absent", "clamp", "clamp_max", "clamp_min", "histogram_quantile", "label_join", "label_replace", "pi",
                   "predict_linear", "quantile_over_time", "round", "scalar", "sort", "sort_desc", "time", "timestamp", "vector"]
        special += ["holt_winters", "histogram_fraction"] if self.rules != 3 else []
        made |= {name: (lambda n=name: self.special(n)) for name in special}
        made["subquery"] = lambda: f"{self.pick('sum', 'max', 'count')}_over_time({self.subquery(2)})"
        made["matrix"] = lambda: self.matrix()
        made["twins"] = lambda: self.pick("-{x=\"1\"}", "{x=\"1\"} + 1", "abs({__name__=~\"twin_.*\"})", "{__name__=~\"twin_.*\"}")
        return made

    def moment(self):
        index = self.rng.randint(30, 480)
        if self.rules == 3:
            return BEGIN + index * 15_000 + self.rng.randint(0, 1) * 7_000 + 613
        kind = self.pick("grid", "round", "off")
        self.mark("time:" + kind)
        return {"grid": on_grid(index), "round": BEGIN + index * 60_000 // 4 // 60_000 * 60_000,
                "off": BEGIN + index * 15_000 + 613}[kind]

    def query(self, number, feature, expression):
        made = {"id": number, "feature": feature, "query": written(expression, 1), "theirs": written(expression, 2)}
        if feature == "matrix" or not self.chance(0.35):
            self.mark("query:instant")
            return made | {"time_ms": self.moment()}
        self.mark("query:range")
        step = self.pick(15_000, 30_000, 60_000, 47_000)
        start = self.moment()
        return made | {"start_ms": start, "end_ms": start + step * self.rng.randint(0, 24), "step_ms": step}

    def queries(self, count):
        recipes = sorted(self.recipes().items())
        made = []
        for number in range(count):
            feature, recipe = recipes[number % len(recipes)]
            made.append(self.query(number, feature, recipe()))
        return made


def wanted(functions, rules):
    """Everything that has to be covered; `functions` are the names that the parser knows under these rules."""
    features = set(functions) | set(AGGREGATES) | set(PARAMETRIC)
    features |= {"op:" + op for op in ARITHMETIC + COMPARISONS + SETS} | {f"op:{op} bool" for op in COMPARISONS}
    features |= {"matcher:" + op for op in ("=", "!=", "=~", "!~")} | {"unary:-", "unary:+"}
    features |= {"by", "without", "by:empty", "on", "ignoring", "group_left", "group_right", "group:include", "range"}
    features |= {"offset", "offset:negative", "@start()", "@end()", "@time", "subquery", "subquery:default"}
    features |= {"literal:" + kind for kind in ("decimal", "hex", "octal", "exponent")}
    if rules == 3:
        features |= {"literal:duration", "literal:separated", "quoted:label", "quoted:name", "offset:number", "range:number"}
    else:
        features |= {"time:grid", "time:round", "time:off"}
    return features | {"query:instant", "query:range"}
