# SPDX-License-Identifier: GPL-3.0-or-later
"""Counters and histograms of the modern shop, in the Prometheus text format."""
import threading

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 3, 4, 5, 10, float("inf"))


def labels(**values):
    return ",".join(f'{name}="{value}"' for name, value in values.items())


class Measures:
    """Thread-safe. Every series carries platform="modern"."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counters = {}    # (metric, labels) -> value
        self.histograms = {}  # labels -> [counts per bucket, sum of seconds]

    def count(self, metric, amount=1, **of):
        key = (metric, labels(platform="modern", **of))
        with self.lock:
            self.counters[key] = self.counters.get(key, 0) + amount

    def request(self, service, route, store, code, seconds):
        self.count("shop_requests_total", service=service, route=route, code=code, store=store)
        key = labels(platform="modern", service=service, route=route, store=store)
        with self.lock:
            histogram = self.histograms.setdefault(key, [[0] * len(BUCKETS), 0.0])
            histogram[0][next(i for i, le in enumerate(BUCKETS) if seconds <= le)] += 1
            histogram[1] += seconds

    def text(self, gauges):
        """The page; gauges: name -> value."""
        with self.lock:
            lines = list(self._counter_lines()) + list(self._histogram_lines())
        for name, value in gauges.items():
            lines += [f"# TYPE {name} gauge", f'{name}{{platform="modern"}} {value}']
        return "\n".join(lines) + "\n"

    def _counter_lines(self):
        last = None
        for (metric, of), value in sorted(self.counters.items()):
            if metric != last:
                yield f"# TYPE {metric} counter"
                last = metric
            yield f"{metric}{{{of}}} {value}"

    def _histogram_lines(self):
        name = "shop_request_duration_seconds"
        yield f"# TYPE {name} histogram"
        for of, (counts, seconds) in self.histograms.items():
            below = 0
            for le, count in zip(BUCKETS, counts):
                below += count
                bound = "+Inf" if le == float("inf") else le
                yield f'{name}_bucket{{{of},le="{bound}"}} {below}'
            yield f"{name}_sum{{{of}}} {seconds}"
            yield f"{name}_count{{{of}}} {below}"
