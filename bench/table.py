# SPDX-License-Identifier: GPL-3.0-or-later
"""The table that every group of rows fills."""

import sys

HEADS = ("work", "Surgedeck", "peer", "ratio", "goal")


def shown(value, unit):
    return "not measured" if value is None else f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"


class Table:
    def __init__(self):
        self.rows = []

    def row(self, work, ours, peer, unit, goal):
        """Two figures of the same work in the same unit; None: it did not run. `goal` is in words: "<= 0.2 x"."""
        ratio = f"{ours / peer:.2g} x" if ours is not None and peer else "-"
        self.rows.append((work, shown(ours, unit), shown(peer, unit), ratio, goal))
        print("bench: " + " | ".join(self.rows[-1]), file=sys.stderr, flush=True)  # a run takes minutes, and may be ended

    def text(self):
        lines = [HEADS, *self.rows]
        widths = [max(len(line[i]) for line in lines) for i in range(len(HEADS))]
        return "\n".join("  ".join(cell.rjust(width) if i else cell.ljust(width)
                                   for i, (cell, width) in enumerate(zip(line, widths))) for line in lines)

    def markdown(self):
        lines = [HEADS, ("---", "---:", "---:", "---:", "---:"), *self.rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)
