#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scrapes.py SCRAPEDPAGES: hundreds of pages, well-formed and not, through our scrape and through a real Prometheus.

Both must take the same pages, and of those the same samples. One Prometheus scrapes them all from a server in here.
"""
import http.server
import json
import math
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
import urllib.parse
import urllib.request

NOW = int(time.time() * 1000)

TEXT = [
    "", "\n", "a 1", "a 1\n", "a  1\n", "a\t1\t\n", " a 1\n", "\ta 1\n", "a 1\r\n", "a 1\r", "\r\n", "a\n", "a \n", "a 1 \n\n\nb 2\n",
    "a{} 1\n", "a{}1\n", 'a{b="c"}1\n', 'a {b="c"} 1\n', 'a{b="c",} 1\n', 'a{b="c",,} 1\n', "a{,} 1\n", 'a{,b="c"} 1\n',
    'a{ b = "c" , d = "e" } 1\n', 'a{b="c" d="e"} 1\n', 'a{b="c"d="e"} 1\n', 'a{b="c",b="d"} 1\n', 'a{b="",b="d"} 1\n',
    'a{b=""} 1\n', 'a{b="c",d=""} 1\n', "a{b='c'} 1\n", "a{b=c} 1\n", 'a{b="c} 1\n', 'a{b="c"} \n', 'a{b="c"}\n', 'a{b} 1\n',
    'a{="c"} 1\n', 'a{1="c"} 1\n', 'a{b:c="d"} 1\n', 'a:b{_c="d"} 1\n', '{b="c"} 1\n', 'a{b="c"}{d="e"} 1\n', '0a 1\n', 'a.b 1\n',
    'a-b 1\n', 'a{b="c"} 1 2 3\n', 'a{__name__="b"} 1\n', 'a{__b__="c"} 1\n', 'a{__name__="a"} 1\n',
    'a{b="\\\\"} 1\n', 'a{b="\\n"} 1\n', 'a{b="\\""} 1\n', 'a{b="\\x"} 1\n', 'a{b="\\"} 1\n', 'a{b="c\nd"} 1\n', 'a{b="c\\\nd"} 1\n',
    'a{b="\xe4\xf6"} 1\n', b'a{b="\xff"} 1\n', b'a{b="\xc3"} 1\n', b'a{b="\xed\xa0\x80"} 1\n', b'a{b="\xc0\x80"} 1\n',
    b'a{b="\xf0\x9f\x98\x80"} 1\n', b'\xef\xbb\xbfa 1\n', b'a{\xc3\xa4="c"} 1\n', b'\xc3\xa4 1\n', 'a{b="c\x00d"} 1\n',
    'a{b="\x01\x7f"} 1\n', 'a\x00 1\n', 'a 1\x00\n', 'a{b\x00="c"} 1\n',
    "a 1e3\n", "a 1E3\n", "a 1.\n", "a .5\n", "a .\n", "a 1e\n", "a +1\n", "a ++1\n", "a -1\n", "a -0\n", "a 0x10\n", "a 0x1p3\n",
    "a 1_0\n", "a 1e999\n", "a -1e999\n", "a 1e-999\n", "a 1e400\n", "a 010\n", "a 1,5\n", "a NaN\n", "a nan\n", "a +nan\n", "a Inf\n",
    "a +Inf\n", "a -Inf\n", "a inf\n", "a Infinity\n", "a infin\n", "a 9007199254740993\n", "a 1e23\n", "a 4.9e-324\n", "a true\n",
    "a 123456789012345678901234567890\n", "a 0.1234567890123456789012345\n", "a 1.7976931348623157e308\n", "a 1.7976931348623159e308\n",
    f"a 1 {NOW}\n", f"a 1\t{NOW}\t\n", f"a 1 {NOW}", f"a 1 {NOW} x\n", "a 1 1.5\n", "a 1 -1\n", "a 1 +1\n", "a 1 x\n", "a 1 1_2\n",
    "a 1 99999999999999999999\n", "a 1 9223372036854775807\n", f"a 1 00{NOW}\n", f"a 1 {NOW + 3600000}\n",
    "# \n", "#\n", "#x\n", "# comment", "#comment\na 1\n", "# HELP\na 1\n", "# HELP \na 1\n", "# HELP a\na 1\n", "# HELP a \na 1\n",
    "# HELP a b\na 1\n", "# HELP  a  b\na 1\n", "#\tHELP\ta\tb\na 1\n", "# HELP 0\na 1\n", "# HELP a-b\na 1\n", "# HELPX a b\na 1\n",
    "#HELP a b\na 1\n", "# help a b\na 1\n", "# HELP a \\n\\\\\\x\na 1\n", b"# HELP a \xff\na 1\n", b"# \xff\na 1\n", "# HELP a \x00\na 1\n",
    "# TYPE a counter\na 1\n", "# TYPE a gauge\na 1\n", "# TYPE a histogram\na 1\n", "# TYPE a summary\na 1\n", "# TYPE a untyped\na 1\n",
    "# TYPE a unknown\na 1\n", "# TYPE a foo\na 1\n", "# TYPE a\na 1\n", "# TYPE a \na 1\n", "# TYPE\na 1\n", "# TYPE \na 1\n",
    "# TYPE  a counter\na 1\n", "# TYPE a  counter\na 1\n", "# TYPE a counter \na 1\n", "# TYPE a\tcounter\na 1\n", "#\tTYPE a counter\na 1\n",
    "#  TYPE a counter\na 1\n", "# TYPE a counter", "# TYPE a counter\n# TYPE a gauge\na 1\n", "a 1\n# TYPE a counter\n",
    "# HELP a b\n# HELP a c\na 1\n", "# EOF\n", "a 1\n# EOF\n", "# EOF\na 1\n", " # TYPE a counter\na 1\n", "\t# TYPE a foo\na 1\n",
    "a 1\na 1\n", "a 1\na 2\n", "a 1\nb 2\na 3\n", 'a{b="c",d="e"} 1\na{d="e",b="c"} 2\n', "a 1\n b 2\n", "a 1\nb\nc 3\n",
    "a 1\n\x00b 2\n", "a{\n} 1\n", "a\n{} 1\n", "a{b\n=\"c\"} 1\n", "a{b=\"c\"}\n1\n", "a {", "a{b=", 'a{b="', 'a{b="c"', 'a{b="c"}',
]
OPENMETRICS = [
    "", "# EOF", "# EOF\n", "# EOF\n\n", "# EOF ", "# EOFa", "#EOF\n", " # EOF\n", "# EOF\n# EOF\n", "# EOF\na 1\n", "a 1\n", "a 1",
    "a 1\n# EOF", "a 1\n# EOF\n", "a 1 # EOF\n", "\n# EOF\n", "a 1\n\n# EOF\n", " a 1\n# EOF\n", "a  1\n# EOF\n", "a\t1\n# EOF\n",
    "a 1 \n# EOF\n", "a 1\r\n# EOF\n", "a{} 1\n# EOF\n", "a{}1\n# EOF\n", 'a{b="c"} 1\n# EOF\n', 'a{b="c",} 1\n# EOF\n',
    'a{b="c",,} 1\n# EOF\n', "a{,} 1\n# EOF\n", 'a{b="c" ,d="e"} 1\n# EOF\n', 'a{b="c"d="e"} 1\n# EOF\n', 'a {b="c"} 1\n# EOF\n',
    'a{b="c",b="d"} 1\n# EOF\n', 'a{b=""} 1\n# EOF\n', "a{b='c'} 1\n# EOF\n", 'a{b="c\nd"} 1\n# EOF\n', 'a{b="\\n\\\\\\"\\x"} 1\n# EOF\n',
    b'a{b="\xff"} 1\n# EOF\n', 'a{b="c\x00d"} 1\n# EOF\n', "a\n# EOF\n", "a \n# EOF\n", "a a\n# EOF\n", "0a 1\n# EOF\n", "a-b 1\n# EOF\n",
    "a 1e3\n# EOF\n", "a 0x1\n# EOF\n", "a 1_2\n# EOF\n", "a 1e999\n# EOF\n", "a NaN\n# EOF\n", "a -nan\n# EOF\n", "a +inf\n# EOF\n",
    f"a 1 {NOW / 1000}\n# EOF\n", f"a 1 {NOW // 1000}\n# EOF\n", f"a 1 {NOW / 1000:.1f}e0\n# EOF\n", f"a 1 {NOW // 1000}.0005\n# EOF\n",
    f"a 1 {NOW // 1000}.0015\n# EOF\n", "a 1 NaN\n# EOF\n", "a 1 Inf\n# EOF\n", "a 1 -1\n# EOF\n", "a 1 1 1\n# EOF\n", "a 1 z\n# EOF\n",
    "a 1 1z\n# EOF\n", "a 1 1e999\n# EOF\n", "a 1 2 \n# EOF\n", "# TYPE a counter\na_total 1\n# EOF\n", "# TYPE a counter\na 1\n# EOF\n",
    "# TYPE a untyped\na 1\n# EOF\n", "# TYPE a unknown\na 1\n# EOF\n", "# TYPE a info\na_info 1\n# EOF\n", "# TYPE a stateset\n# EOF\n",
    "# TYPE a gaugehistogram\n# EOF\n", "# TYPE a histogram\n# EOF\n", "# TYPE a summary\n# EOF\n", "# TYPE a gauge \n# EOF\n",
    "# TYPE a  gauge\n# EOF\n", "#  TYPE a gauge\n# EOF\n", "# TYPE a\n# EOF\n", "# TYPE\n# EOF\n", "# TYPE a gauge\n# TYPE a gauge\n# EOF\n",
    "# HELP a\n# EOF\n", "# HELP a \n# EOF\n", "# HELP a b\n# EOF\n", b"# HELP a \xff\n# EOF\n", "# HELP\n# EOF\n", "# HELP a b # EOF\n",
    "# UNIT a_b b\n# EOF\n", "# UNIT a b\n# EOF\n", "# UNIT b b\n# EOF\n", "# UNIT _b b\n# EOF\n", "# UNIT a \n# EOF\n", "# UNIT a\n# EOF\n",
    "# UNIT ab b\n# EOF\n", "# FOO a b\n# EOF\n", "#\n# EOF\n", "# \n# EOF\n", "# HELP a b",
    'a_total 1 # {b="c"} 2\n# EOF\n', "a_total 1 # {} 2\n# EOF\n", "a_total 1 # {} 2 3\n# EOF\n", "a_total 1 # {} 2 3.5\n# EOF\n",
    f'a_total 1 {NOW / 1000} # {{b="c"}} 2\n# EOF\n', "a_total 1 #{} 2\n# EOF\n", "a_total 1 # {}2\n# EOF\n", "a_total 1 # {} 2 \n# EOF\n",
    "a_total 1 # {} 2 3 4\n# EOF\n", "a_total 1 # {} x\n# EOF\n", "a_total 1 # {} 2 NaN\n# EOF\n", "a_total 1 # 2\n# EOF\n",
    'a_total 1 # {b="c"d="e"} 2\n# EOF\n', 'a_total 1 # {b="c",} 2\n# EOF\n', "a_total 1# {} 2\n# EOF\n", "a_total 1 # {}\n# EOF\n",
    'a 1 # {b="c"} 2\n# EOF\n', b'a 1 # {b="\xff"} 2\n# EOF\n', 'a{b=" # {"} 1\n# EOF\n', 'a{b="# EOF"} 1\n# EOF\n',
    "a 1\nb 2\na 3\n# EOF\n", "a 1\na 1\n# EOF\n", "a 1\na 2\n# EOF\n",
]
PIECES = ["a", "b", "_total", ":", "{", "}", '"', "=", ",", " ", "  ", "\t", "\n", "1", "2.5", "e3", "-", "+", ".", "NaN", "Inf", "#", "# ",
          "HELP", "TYPE", "UNIT", "EOF", "counter", "gauge", "\\", "\\n", "\\\"", "\xe4", "\x00", "\r", "# EOF\n", str(NOW)]


def mutations(pages, count, seed):
    """Pages that are nearly right: pieces taken out, doubled, put in."""
    source = random.Random(seed)
    valid = [page for page in pages if isinstance(page, str) and len(page) > 8]
    for _ in range(count):
        page = source.choice(valid)
        for _ in range(source.randint(1, 3)):
            at = source.randrange(len(page) + 1)
            how = source.random()
            if how < 0.4:
                page = page[:at] + source.choice(PIECES) + page[at:]
            elif how < 0.7:
                page = page[:at] + page[at + source.randint(1, 3):]
            else:
                page = page[:at] + page[max(0, at - source.randint(1, 5)):]
        yield page


def cases():
    for number, page in enumerate([*TEXT, *mutations(TEXT, 450, 1)]):
        yield f"t{number}.txt", page if isinstance(page, bytes) else page.encode()
    for number, page in enumerate([*OPENMETRICS, *mutations(OPENMETRICS, 350, 2)]):
        yield f"o{number}.om", page if isinstance(page, bytes) else page.encode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(pages):
    types = {"txt": "text/plain; version=0.0.4", "om": "application/openmetrics-text; version=1.0.0; charset=utf-8"}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path.lstrip("/")
            self.send_response(200)
            self.send_header("Content-Type", types[name.rsplit(".", 1)[1]])
            self.send_header("Content-Length", str(len(pages[name])))
            self.end_headers()
            self.wfile.write(pages[name])

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)  # one at a time is enough: Prometheus spreads its scrapes
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


class Prometheus:
    def __init__(self, folder, pages, port_of_pages):
        self.port = free_port()
        targets = json.dumps(list(pages))
        with open(os.path.join(folder, "prometheus.yml"), "w") as file:
            file.write(f"""
global: {{scrape_interval: 12s, scrape_timeout: 10s}}
scrape_configs:
- job_name: pages
  static_configs: [{{targets: {targets}}}]
  relabel_configs:
  - {{source_labels: [__address__], target_label: __metrics_path__, replacement: /$1}}
  - {{source_labels: [__address__], target_label: instance}}
  - {{target_label: __address__, replacement: '127.0.0.1:{port_of_pages}'}}
""")
        self.log = open(os.path.join(folder, "log"), "w")
        self.process = subprocess.Popen(
            ["prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data", f"--web.listen-address=127.0.0.1:{self.port}"],
            cwd=folder, stdout=self.log, stderr=self.log, preexec_fn=die_with_parent)

    def get(self, path, **parameters):
        query = urllib.parse.urlencode(parameters)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}?{query}", timeout=10) as answer:
            return json.load(answer)["data"]

    def wait_for_scrapes(self, count):
        """Every page was scraped, and what came of it can be read."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                targets = self.get("/api/v1/targets", state="active")["activeTargets"]
                if len(targets) == count and all(each["health"] != "unknown" for each in targets):
                    return {each["labels"]["instance"]: each for each in targets}
            except OSError:
                pass
            time.sleep(0.3)
        raise SystemExit("scrapes: Prometheus did not scrape every page within a minute")

    def samples(self):
        """Of each page, by labels: values by time in milliseconds; the last ten minutes."""
        found = {}
        answer = self.get("/api/v1/query", query='{job="pages"}[10m]', time=time.time() + 60)
        for series in answer["result"]:
            labels = series["metric"]
            if labels["__name__"] in ("up",) or labels["__name__"].startswith("scrape_"):
                continue
            page = labels.pop("instance")
            labels.pop("job")
            values = {round(at * 1000): float(value) for at, value in series["values"]}
            found.setdefault(page, {})[key_of(labels)] = values
        return found


def die_with_parent():
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def key_of(labels):
    return json.dumps(labels, sort_keys=True)


def same(a, b):
    return a == b or (math.isnan(a) and math.isnan(b))


def wanted(page, ours, target):
    """Why we do not do as Prometheus 2.42 does; None when there is no reason."""
    if "does not support exemplars" in target["lastError"]:
        return "Prometheus 3 takes exemplars everywhere"
    if re.search(rb"(^|\n)[ \t]*\x00", page):
        return "Prometheus 2 takes a NUL at the beginning of a line for the end of the page, and drops the rest silently"
    if "stands twice" in ours.get("error", ""):
        return "of a label that stands twice, once empty, Prometheus loses both"
    return None


def differences(page, ours, target, theirs):
    up = target["health"] == "up"
    if wanted(page, ours, target):
        return
    if ours["ok"] != up:
        yield f"we {'take' if ours['ok'] else 'refuse'} it ({ours.get('error', '')}), Prometheus does not agree ({target['lastError']})"
        return
    expected = {}
    for sample in ours.get("samples", []):
        at = int(sample["time"]) if sample["time"] else None
        if at is None or abs(at - NOW) < 300_000:  # others are too old, or too far ahead, for Prometheus to keep
            expected.setdefault(key_of(sample["labels"]), []).append((at, float(sample["value"])))
    for labels in sorted(expected.keys() | theirs.keys()):
        kept = theirs.get(labels)
        if labels not in expected or not kept:
            yield f"{labels}: {'we do' if labels in expected else 'only Prometheus does'} keep it"
            continue
        at, value = expected[labels][0]  # of two in one page the first wins
        times = [at] if at is not None else list(kept)
        if any(each not in kept or not same(kept[each], value) for each in times):
            yield f"{labels}: we read {value} at {at}, Prometheus {kept}"


def main():
    pages = dict(cases())
    with tempfile.TemporaryDirectory() as folder:
        for name, page in pages.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(page)
        done = subprocess.run([os.path.abspath(sys.argv[1]), *pages], cwd=folder, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise SystemExit(f"scrapes: {done.stderr}")
        ours = dict(zip(pages, map(json.loads, done.stdout.splitlines())))
        server = Prometheus(folder, pages, serve(pages))
        try:
            targets = server.wait_for_scrapes(len(pages))
            theirs = server.samples()
        finally:
            server.process.kill()
            server.process.wait()
    bad = 0
    for name, page in pages.items():
        for each in differences(page, ours[name], targets[name], theirs.get(name, {})):
            bad += 1
            print(f"{name} {page[:200]!r}: {each}")
    taken = sum(each["ok"] for each in ours.values())
    print(f"scrapes: {len(pages)} pages, {taken} taken, {bad} differences")
    if not 100 < taken < len(pages) - 100:
        raise SystemExit("scrapes: the pages are too one-sided to prove anything")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
