# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured of a lab that is at rest: which runbooks fit, which alarms are raised, and how many orders come."""
import re
import time

OURS = re.compile(r"source/|rules$|journal")  # alarms about the console's own view, as a slow machine raises them
SIGNALS = re.compile(r"rule/|indicator/")  # what a fault of a game day raises; a slow answer of a service may be the machine's
PATIENCE = 240  # seconds; a slow machine takes its time to be at rest
SETTLED = 90  # seconds; traffic, rates and guards are measured over a minute
FEW, MANY = 0.93, 1.3  # orders of their target: fewer are missing, and more are customers whom the fault before has held up


def fitting(console):
    return {(r["id"], r["subject"]) for r in console.ranking() if r["fits"]}


def await_calm(console, wanted):
    """The lab still settles after its start or after another day: a game day begins on a platform that is quiet, or where
    nothing changes for longer than any window over which something is measured: the weights that were just set for it take a
    while to show in the traffic, and until then a runbook fits that is a rest of the day before. What the machine itself
    stands in (its disk is nearly full) is told rightly and has nothing to do with the day: it is the answer. A runbook that
    comes and goes is no rest, and that of the day has to be gone."""
    until = time.monotonic() + PATIENCE
    standing, since = None, 0
    while time.monotonic() < until:
        seen = fitting(console)
        if not seen:
            return seen
        if seen != standing:
            standing, since = seen, time.monotonic()
        if wanted not in {runbook for runbook, _ in seen} and time.monotonic() - since >= SETTLED:
            return seen
    raise RuntimeError(f"the lab does not come to rest: {sorted(standing)}")


def left_over(console, standing, looks=3):
    """What still fits after the fault was mended, and did not before: in each of the last looks, since what comes and goes is
    the machine's and not the fault's."""
    until = time.monotonic() + PATIENCE
    seen = []
    while time.monotonic() < until:
        seen.append(fitting(console) - standing)
        if not seen[-1]:
            return set()
    return set.intersection(*seen[-looks:])


def unusual(documents):
    """What is not as on any other hour in one of these, in words."""
    if len(documents) < documents.maxlen:
        return ["not seen for long enough"]
    raised = sorted({alarm for seen in documents for alarm in seen.raised if SIGNALS.match(alarm)})
    orders = [seen.orders for seen in documents]
    if None in orders:
        return ["orders are not known", *raised]
    odd = [share for share in orders if not FEW <= share <= MANY]
    return [*(f"orders are {share:.0%} of their target" for share in odd[-1:]), *raised]


def unrest(watch):
    """What is still unusual after some patience; nothing as soon as nothing is, in all of the last documents."""
    if watch.await_that(lambda documents: not unusual(documents), PATIENCE):
        return []
    return unusual(watch.documents)


def standing_alarms(watch, seconds=60):
    """All that is raised before the fault, also what comes and goes."""
    standing = watch.await_that(
        lambda documents: [set().union(*(seen.raised for seen in documents))] if len(documents) == documents.maxlen else [], seconds)
    if not standing:
        raise RuntimeError("the console that watches says nothing")
    return standing[0]
