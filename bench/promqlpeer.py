# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's Prometheus as the peer of the metrics engine: the same data and questions for both in one run, CPU time of both."""
import contextlib
import http.client
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse

TICK = os.sysconf("SC_CLK_TCK")
START = 1_700_000_000_000
INTERVAL, STEP, SAMPLES = 5_000, 5, 780
COUNTERS = "http_requests_total"
QUERIES = {
    "sum_rate": "sum by (service) (rate(http_requests_total[1m]))",
    "quantile": "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Prometheus:
    """Debian's, in a folder of its own. `scraping` is the list of its scrape_configs as YAML."""

    def __init__(self, folder, scraping="[]"):
        self.port = free_port()
        with open(f"{folder}/prometheus.yml", "w") as file:
            file.write(f"global: {{scrape_interval: 1s, scrape_timeout: 1s}}\nscrape_configs: {scraping}\n")
        self.process = subprocess.Popen(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
             f"--web.listen-address=127.0.0.1:{self.port}", "--web.enable-remote-write-receiver", "--log.level=error",
             "--storage.tsdb.retention.time=100y"])

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            content = answer.read()
            if answer.status >= 300:
                raise RuntimeError(f"{path}: {answer.status} {content[:200]}")
            return content

    def wait(self):
        for _ in range(600):
            with contextlib.suppress(OSError, RuntimeError):
                self.request("GET", "/-/ready")
                return
            time.sleep(0.1)
        raise RuntimeError("prometheus does not become ready")

    def feed(self, command):
        headers = {"Content-Encoding": "snappy", "Content-Type": "application/x-protobuf"}
        with subprocess.Popen(command, stdout=subprocess.PIPE) as source:
            while head := source.stdout.read(4):
                self.request("POST", "/api/v1/write", source.stdout.read(struct.unpack("<I", head)[0]), headers)

    def cpu(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK * 1000

    def cost(self, path, runs):
        """CPU milliseconds a question, and the last answer."""
        self.request("GET", path)
        before = self.cpu()
        for _ in range(runs):
            answer = self.request("GET", path)
        return (self.cpu() - before) / runs, json.loads(answer)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def resident(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmRSS"))


@contextlib.contextmanager
def prometheus(scraping="[]"):
    with tempfile.TemporaryDirectory() as folder:
        server = Prometheus(folder, scraping)
        try:
            server.wait()
            yield server
        finally:
            server.stop()


def points(answer):
    return sum(len(series["values"]) if "values" in series else 1 for series in answer["data"]["result"])


def range_path(expression, end):
    return "/api/v1/query_range?" + urllib.parse.urlencode(
        {"query": expression, "start": end - 3600, "end": end, "step": STEP})


def instant_path(expression, end):
    return "/api/v1/query?" + urllib.parse.urlencode({"query": expression, "time": end})


def figures(build, series):
    """{name: (milliseconds, points)} of ours and of the peer's; what did not run is missing. Both must see as many points."""
    arguments = [str(series), str(SAMPLES), str(INTERVAL), str(START)]
    ours, peer = {}, {}
    for line in subprocess.run([f"{build}/bench_promql", "range", *arguments], capture_output=True, text=True, check=True,
                               timeout=600).stdout.splitlines():
        name, cost, count = line.split()
        ours[name] = float(cost), int(count)
    end = (START + (SAMPLES - 1) * INTERVAL) / 1000
    asked = {name: (range_path(text, end), 5) for name, text in QUERIES.items()}
    asked.update({f"step_{name}": (instant_path(text, end), 20) for name, text in QUERIES.items()})
    if "answer" in ours:
        asked["answer"] = range_path(COUNTERS, end), 5
    try:
        with prometheus() as server:
            server.feed([f"{build}/bench_promql", "write", *arguments])
            for name, (path, runs) in asked.items():
                cost, answer = server.cost(path, runs)
                peer[name] = cost, points(answer)
    except (OSError, RuntimeError) as error:
        print(f"bench: prometheus: {error}", file=sys.stderr)
    for name in ours:
        if name in peer and peer[name][1] != ours[name][1]:
            raise RuntimeError(f"{name}: {peer[name][1]} points of Prometheus, {ours[name][1]} of ours")
    return ours, peer
