#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shifts in the whole lab under load, by the command line alone, measured from outside of the program.

labshift.py PROGRAM [ladder|bad|alike|kills|leases|all] [--kills N] [--seed N] [--table FILE]

ladder   1, 5, 10, 25, 50, 75, 100 % to the end
bad      errors in the modern pool at 25 %: goes back within the hold time and two polls, and says why
alike    errors in both pools at 25 %: holds, as soon, and says why
kills    kill -9 at random moments: nothing moves, the next start offers hold, resume or roll back, and each of them works
leases   the same on the route behind the deployment API: what was not verified is taken back by the server

Times are counted from the first failed answer that a customer of this script got to the balancer's own word on its weights."""
import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

LAB = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab", "lab")
HOLD, POLL = 3.0, 1.0
ALL = (1, 5, 10, 25, 50, 75, 100)

TRAFFIC = """traffic:
  timing: {{verify_reads: 3, verify_over: 1s, quiescence: 2s, drift_watch: 5s}}
  routes:
    - id: checkout
      name: /checkout/*
      control: {{source: edge, backend: checkout, stable: [legacy1], canary: [modern1]}}
      observed:
        stable: 'sum(rate(haproxy_server_http_responses_total{{proxy="checkout",server="legacy1"}}[5s]))'
        canary: 'sum(rate(haproxy_server_http_responses_total{{proxy="checkout",server="modern1"}}[5s]))'
      plan: {{steps: {steps}, bake: {bake}s}}
      guards:
        - {{id: success, unit: percent, pass: ">= 99", compare: stable, worse_by: 0.5, min_requests: 5, hold: {hold}s, on_fail: rollback,
           expr: '100 * (1 - (sum(rate(shop_requests_total{{service="checkout",server=~"$side",code=~"5.."}}[8s])) or vector(0)) / sum(rate(shop_requests_total{{service="checkout",server=~"$side"}}[8s])))'}}
        - {{id: p95, unit: seconds, pass: "< 2", compare: stable, worse_by: 1, min_requests: 5, hold: {hold}s, on_fail: hold,
           expr: 'histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket{{service="checkout",server=~"$side"}}[8s])))'}}
      capacity: {{stable: 12000, canary: 12000}}
    - id: cart
      name: /cart/*
      control: {{source: releases, route: cart, stable: legacy, canary: modern}}
      observed:
        stable: 'sum(rate(haproxy_server_http_responses_total{{proxy="cart",server="legacy1"}}[5s]))'
        canary: 'sum(rate(haproxy_server_http_responses_total{{proxy="cart",server="modern1"}}[5s]))'
      plan: {{steps: {steps}, bake: {bake}s}}
      guards:
        - {{id: errors, unit: percent, pass: "< 2", compare: stable, worse_by: 1, min_requests: 5, hold: {hold}s, on_fail: rollback,
           expr: '100 * (sum(rate(haproxy_server_http_responses_total{{proxy="cart",code="5xx",server=~"($side)1"}}[8s])) or vector(0)) / sum(rate(haproxy_server_http_responses_total{{proxy="cart",server=~"($side)1"}}[8s]))'}}
      capacity: {{stable: 12000, canary: 12000}}
"""


def lab(*arguments):
    done = subprocess.run([LAB, *arguments], capture_output=True, text=True, timeout=240)
    if done.returncode:
        raise RuntimeError(f"lab {' '.join(arguments)}: {done.stdout[-400:]} {done.stderr[-400:]}")
    return done.stdout.strip()


class Customers:
    """Customers beside the lab's own load, whose basket is empty: many cheap requests of the route that is shifted, so that
    one of a hundred is still judged within seconds."""

    def __init__(self, port, route, rate=48, workers=4):
        self.port, self.route, self.pause = port, route, workers / rate
        self.over = threading.Event()
        self.failed_at = None
        self.answers = 0
        self.threads = [threading.Thread(target=self.walk) for _ in range(workers)]
        for thread in self.threads:
            thread.start()

    def walk(self):
        peer = None
        while not self.over.wait(self.pause):
            try:
                peer = peer or http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                peer.request("POST", f"/{self.route}", "token=none&store=de", {"Content-Type": "application/x-www-form-urlencoded"})
                answer = peer.getresponse()
                answer.read()
                self.answers += 1
                if answer.status >= 500 and self.failed_at is None:
                    self.failed_at = time.monotonic()
            except (OSError, http.client.HTTPException):
                peer = None

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()


class Shop:
    """The lab with load, and a workspace of it whose shifts take seconds."""

    def __init__(self, program, steps, bake):
        self.program = program
        settings = dict(line.split("=", 1) for line in lab("env").splitlines() if "=" in line)
        self.folder, self.port = settings["SURGEDECK_LAB_DIR"], int(settings["LAB_EDGE_PORT"])
        self.api = int(settings["LAB_DEPLOYMENT_PORT"])
        self.password = open(settings["LAB_PASSWORD_FILE"], encoding="utf-8").read().strip()
        self.state = tempfile.mkdtemp(prefix="labshift-")
        text = open(lab("workspace"), encoding="utf-8").read()
        traffic = TRAFFIC.format(steps=list(steps), bake=bake, hold=int(HOLD))
        text = re.sub(r"^traffic:\n.*?(?=^dimensions:)", lambda _: traffic, text, flags=re.S | re.M)
        text = text.replace("${file:secrets/", f"${{file:{self.folder}/secrets/").replace("ca: etc/", f"ca: {self.folder}/etc/")
        self.workspace = os.path.join(self.state, "shop.yaml")
        with open(self.workspace, "w", encoding="utf-8") as file:
            file.write(text)

    def environment(self, person):
        return {**os.environ, "XDG_STATE_HOME": self.state, "SURGEDECK_PERSON": person, "QT_QPA_PLATFORM": "offscreen"}

    def run(self, verb, *arguments, route="checkout", person="Ann"):
        done = subprocess.run([self.program, "traffic", verb, self.workspace, route, *arguments], capture_output=True, text=True,
                              timeout=120, stdin=subprocess.DEVNULL, env=self.environment(person))
        return done.returncode, done.stdout, done.stderr

    def show(self, route="checkout"):
        code, out, err = self.run("show", "--for", "2s", "-o", "json", route=route)
        if code:
            raise AssertionError(f"show: exit {code}: {err}")
        return json.loads(out)

    def start(self, verb="start", *arguments, route="checkout"):
        return Shift([self.program, "traffic", verb, self.workspace, route, *arguments, "--yes-i-mean", route, "-o", "json"],
                     self.environment("Bob"))

    def weights(self, backend):
        with socket.socket(socket.AF_UNIX) as admin:
            admin.settimeout(5)
            admin.connect(f"{self.folder}/run/haproxy.sock")
            admin.sendall(f"get weight {backend}/legacy1; get weight {backend}/modern1\n".encode())
            answer = b""
            while chunk := admin.recv(4096):
                answer += chunk
        stable, canary = (int(line.split()[0]) for line in answer.decode().split("\n") if "initial" in line)
        return stable, canary

    def share(self, backend="checkout"):
        stable, canary = self.weights(backend)
        return 100 * canary / (stable + canary)

    def ask(self, method, path, body=None, **headers):
        peer = http.client.HTTPConnection("127.0.0.1", self.api, timeout=5)
        try:
            peer.request(method, path, None if body is None else json.dumps(body),
                         {"Authorization": f"Bearer write-{self.password}", **{n.replace("_", "-"): v for n, v in headers.items()}})
            answer = peer.getresponse()
            return answer.status, json.loads(answer.read()), answer.getheader("ETag")
        finally:
            peer.close()

    def begin(self, backend="checkout"):
        """Everything on the stable side."""
        lab("fault", "errors-pool", "heal")
        if backend == "cart":
            etag = self.ask("GET", "/v1/routes/cart")[2]
            weights = [{"name": "legacy", "weight": 100}, {"name": "modern", "weight": 0}]
            status, answer, _ = self.ask("PUT", "/v1/routes/cart/weights", {"backends": weights, "confirm_within": 0}, If_Match=etag,
                                         Idempotency_Key=f"begin-{time.time()}")
            if status != 200:
                raise AssertionError(f"the API does not begin: {status} {answer}")
            return
        self.set(backend, 100, 0)

    def set(self, backend, stable, canary):
        with socket.socket(socket.AF_UNIX) as admin:
            admin.connect(f"{self.folder}/run/haproxy.sock")
            admin.sendall(f"set weight {backend}/legacy1 {stable}; set weight {backend}/modern1 {canary}\n".encode())
            admin.recv(1000)


class Shift:
    """A `traffic` in its own process."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        self.events = []

    def until(self, condition, what):
        for line in self.process.stdout:
            self.events.append(json.loads(line))
            if condition(self.events[-1]):
                return self.events[-1]
        raise AssertionError(f"it ended before {what}: {self.told()} {self.process.stderr.read()[-800:]}")

    def finish(self, limit):
        out, err = self.process.communicate(timeout=limit)
        self.events += [json.loads(line) for line in out.splitlines()]
        return self.process.returncode, err

    def told(self):
        return [(event["event"], event.get("to"), event.get("detail")) for event in self.events]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        out, _ = self.process.communicate()
        self.events += [json.loads(line) for line in out.splitlines() if line.endswith("}")]


def baking(percent):
    return lambda event: event.get("to") == "baking" and event["desired"]["canary"] == percent


def until(condition, limit, what):
    begun = time.monotonic()
    while time.monotonic() - begun < limit:
        if condition():
            return time.monotonic()
        time.sleep(0.03)
    raise AssertionError(f"waited {limit:.0f} s and in vain: {what}")


def require(condition, words):
    if not condition:
        raise AssertionError(words)


@contextlib.contextmanager
def customers(shop, route="checkout"):
    crowd = Customers(shop.port, route)
    try:
        yield crowd
    finally:
        crowd.stop()
        lab("fault", "errors-pool", "heal")
        if route == "checkout":
            shop.set(route, 90, 10)  # as the lab begins


def ladder(program, _):
    shop = Shop(program, ALL, bake=12)
    shop.begin()
    with customers(shop) as crowd:
        begun = time.monotonic()
        shift = shop.start()
        code, err = shift.finish(400)
        took = time.monotonic() - begun
        verified = [e["desired"]["canary"] for e in shift.events if e["event"] == "verified"]
        require(code == 0 and verified == list(ALL), f"exit {code}, verified {verified}: {err[-800:]} {shift.told()}")
        require(shop.share() == 100, f"the balancer has {shop.share()} %")
        lag = [abs(e["observed"]["canary"] - e["desired"]["canary"]) for e in shift.events
               if e["event"] in ("bake", "done", "lease") and e.get("observed") and e["from"] == "baking"]
        return f"1, 5, 10, 25, 50, 75, 100 % in {took:.0f} s, {crowd.answers / took:.0f} requests a second beside the lab's load, " \
               f"observed share at most {max(lag, default=0):.1f} points from the set one at the end of a bake"


def turn(program, options, wanted, words):
    """At 25 % the pools turn bad; how long until the balancer, or the state, says so."""
    pools = ("modern",) if wanted == "rolled_back" else ("legacy", "modern")
    shop = Shop(program, (25, 50), bake=20)
    shop.begin()
    time.sleep(9)  # what failed in an earlier shift is within the eight seconds of its guards
    with customers(shop) as crowd:
        shift = shop.start()
        shift.until(baking(25), "25 % bakes")
        time.sleep(9)  # a step that was fine for a while, as its figures have to show
        crowd.failed_at = None
        for pool in pools:  # the lab's fault errors-pool, at once: its command takes as long as what is measured here
            with open(f"{shop.folder}/flags/errors-{pool}", "w", encoding="utf-8"):
                pass
        if wanted == "rolled_back":
            until(lambda: shop.share() == 0, HOLD + 30, "the balancer has the old weights")
        else:
            shift.until(lambda event: event.get("to") == "held", "it holds")
        took = time.monotonic() - crowd.failed_at
        code, err = shift.finish(60)
        end = shift.events[-1]
        require(code == 1 and end["state"] == wanted, f"exit {code}, {end['state']}: {err[-800:]} {shift.told()}")
        require(words in end["reason"], f"the reason is: {end['reason']}")
        require(shop.share() == (0 if wanted == "rolled_back" else 25), f"the balancer has {shop.share()} %")
        # A scrape comes before the first poll that can see it.
        bound = HOLD + 2 * POLL + POLL + options.slack
        require(HOLD <= took <= bound, f"it took {took:.1f} s, and the bound is {bound:.1f} s")
        if wanted == "held":
            lab("fault", "errors-pool", "heal")
            code, _, err = shop.run("abort", "--yes-i-mean", "checkout")
            require(code == 0 and shop.share() == 0, f"abort: exit {code}: {err}")
        return f"{took:.1f} s after the first failed answer (hold {HOLD:.0f} s, polls of {POLL:.0f} s); it said: {end['reason']}"


def bad(program, options):
    return turn(program, options, "rolled_back", "stable side can carry all")


def alike(program, options):
    return turn(program, options, "held", "fail alike")


def recovered(shop, route, backend, choice, planned):
    """What the next start offers, and that it does what it says."""
    left = shop.share(backend)
    require(left in planned, f"{left} % is none of the plan")
    code, out, err = shop.run("recover", "-o", "json", route=route)
    if code == 5 and "no shift" in err:
        return left, "nothing begun"
    standing = json.loads(out)
    if standing["state"] in ("idle", "planned", "approved"):
        require(left == 0, f"only planned, and {left} % are set")
        return left, standing["state"]
    require(shop.share(backend) == left, "the question moved traffic")
    if code == 0:
        return left, standing["state"]
    require(code == 1 and all(word in err for word in ("hold", "resume", "roll-back")), f"it offers: {err}")
    mean = () if choice == "hold" else ("--yes-i-mean", route)
    code, out, err = shop.run("recover", choice, *mean, "-o", "json", route=route)
    end = shop.show(route)
    now = shop.share(backend)
    fine = {"hold": code == 0 and end["state"] == "held" and now == end["desired"]["canary"] and now in planned,
            "resume": code == 0 and end["state"] == "done" and now == planned[-1],
            "roll-back": code == 0 and end["state"] in ("rolled_back", "aborted") and now == 0}[choice]
    require(fine, f"{choice}: exit {code}, {end['state']}, {now} %: {err[-600:]} {out[-600:]}")
    return left, standing["state"]


def die(program, options, route, backend):
    planned = [0, 25, 50]
    shop = Shop(program, planned[1:], bake=6)
    shop.begin(backend)
    rolls = random.Random(options.seed)
    seen = {}
    with customers(shop, backend):
        for i in range(options.kills):
            choice = ("hold", "resume", "roll-back")[i % 3]
            shift = shop.start(route=route)
            time.sleep(rolls.uniform(0.2, 22))
            shift.kill()
            if backend == "cart":
                until(lambda: shop.ask("GET", "/v1/routes/cart")[1]["confirmed"], 45, "the server keeps or takes back what was set")
            left, standing = recovered(shop, route, backend, choice, planned)
            seen[standing] = seen.get(standing, 0) + 1
            print(f"  {i + 1}: killed while {shift.events[-1].get('to', 'ending') if shift.events else 'beginning'}, {left:.0f} % left, "
                  f"{standing}, {choice}", flush=True)
            shop.run("abort", "--yes-i-mean", route, route=route)
            if shop.share(backend) != 0:
                shop.begin(backend)
    return f"{options.kills} consoles killed (seed {options.seed}); they left " + ", ".join(f"{n} {s}" for s, n in sorted(seen.items()))


def kills(program, options):
    return die(program, options, "checkout", "checkout")


def leases(program, options):
    return die(program, options, "cart", "cart")


PARTS = {"ladder": ladder, "bad": bad, "alike": alike, "kills": kills, "leases": leases}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("parts", nargs="*", default=["all"])
    parser.add_argument("--kills", type=int, default=9)
    parser.add_argument("--seed", type=int, default=random.randrange(2 ** 31))
    parser.add_argument("--rate", default="5", help="journeys a second of the lab's own load")
    parser.add_argument("--slack", type=float, default=2.0, help="seconds that a machine on which all of this runs may add")
    parser.add_argument("--table")
    options = parser.parse_args()
    names = list(PARTS) if options.parts in ([], ["all"]) else options.parts
    if unknown := [name for name in names if name not in PARTS]:
        sys.exit(f"there is no part {unknown}; there are: {', '.join(PARTS)}")
    lab("load", options.rate)
    failed, rows = 0, []
    for name in names:
        try:
            words, state = PARTS[name](options.program, options), "ok"
        except (AssertionError, RuntimeError, subprocess.TimeoutExpired) as problem:
            words, state, failed = str(problem), "FAILED", 1
        print(f"{state}: {name}: {words}", flush=True)
        rows.append(f"| {name} | {state} | {words} |")
    if options.table:
        with open(options.table, "w", encoding="utf-8") as file:
            file.write("\n".join(rows) + "\n")
    sys.exit(failed)


if __name__ == "__main__":
    main()
