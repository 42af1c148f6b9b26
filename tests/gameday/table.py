# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of a run: on standard output, and in a file that grows with it, so that a run that is broken off leaves what it saw."""
import time

HEAD = "| day | alarm after | offered | followed to its end in | |\n|---|---|---|---|---|"


def row(result):
    detected = "-" if result["detected_s"] is None else f"{result['detected_s']:.0f} s"
    ended = "-" if not result["ended_s"] else f"{result['ended_s']:.0f} s"
    state = " ".join("; ".join(result["problems"]).split()) or "good"
    if result["standing"]:
        state += "; stood before: " + ", ".join(f"{runbook} on {subject}" for runbook, subject in result["standing"])
    return f"| {result['name']} | {detected} | {', '.join(result['offered']) or 'nothing'} | {ended} | {state} |"


class Table:
    def __init__(self, path, days):
        self.path, self.days, self.results, self.begun = path, days, [], time.monotonic()
        with open(self.path, "w", encoding="utf-8") as file:
            print(f"Begun {time.strftime('%Y-%m-%d %H:%M:%S')}, {days} days\n\n{HEAD}", file=file)

    def add(self, result):
        self.results.append(result)
        print(row(result), flush=True)
        print("   ", result["alarm"], " ".join(result["steps"]), flush=True)
        print("".join(f"    {line}\n" for line in result["why"]), end="", flush=True)
        self.write(row(result))

    def write(self, line):
        with open(self.path, "a", encoding="utf-8") as file:
            print(line, file=file)

    def good(self):
        return sum(not result["problems"] for result in self.results)

    def close(self):
        """Also of a run that was broken off: how far it came."""
        minutes = (time.monotonic() - self.begun) / 60
        missing = self.days - len(self.results)
        count = f"{self.good()} of {len(self.results)} days are good, in {minutes:.0f} minutes" + \
            (f"; {missing} were not played" if missing else "")
        print(f"\n{HEAD}", *map(row, self.results), count, sep="\n", flush=True)
        self.write(f"\n{count}")
