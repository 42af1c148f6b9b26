# SPDX-License-Identifier: GPL-3.0-or-later
"""The PromQL rows of ./run bench: our engine and Debian's Prometheus on the same data in one run, CPU time of both."""
import contextlib
import http.client
import json
import os
import signal
import socket
import statistics
import struct
import subprocess
import tempfile
import time
import urllib.parse

TICK = os.sysconf("SC_CLK_TCK")
START = 1_700_000_000_000
INTERVAL, STEP, SAMPLES = 5_000, 5, 780
QUERIES = {
    "sum_rate": "sum by (service) (rate(http_requests_total[1m]))",
    "quantile": "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Prometheus:
    def __init__(self, folder):
        self.port = free_port()
        open(f"{folder}/prometheus.yml", "w").write("global: {scrape_interval: 1h}\n")
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


@contextlib.contextmanager
def prometheus():
    with tempfile.TemporaryDirectory() as folder:
        server = Prometheus(folder)
        try:
            server.wait()
            yield server
        finally:
            server.stop()


def points(answer):
    return sum(len(series["values"]) for series in answer["data"]["result"])


def range_path(expression, end):
    return "/api/v1/query_range?" + urllib.parse.urlencode(
        {"query": expression, "start": end - 3600, "end": end, "step": STEP})


def instant_path(expression, end):
    return "/api/v1/query?" + urllib.parse.urlencode({"query": expression, "time": end})


def rows(build, series):
    """Yields (work, ours, peer): milliseconds of CPU for each query; the points of both must be as many."""
    arguments = [str(series), str(SAMPLES), str(INTERVAL), str(START)]
    ours = {}
    for line in subprocess.run([f"{build}/bench_promql", "range", *arguments], capture_output=True, text=True, check=True,
                               timeout=600).stdout.splitlines():
        name, cost, count = line.split()
        ours[name] = float(cost), int(count)
    end = (START + (SAMPLES - 1) * INTERVAL) / 1000
    with prometheus() as server:
        server.feed([f"{build}/bench_promql", "write", *arguments])
        for name, expression in QUERIES.items():
            cost, answer = server.cost(range_path(expression, end), 5)
            if points(answer) != ours[name][1]:
                raise RuntimeError(f"{expression}: {points(answer)} points of Prometheus, {ours[name][1]} of ours")
            yield f"{expression}, 1 h / {STEP} s, {series} series", ours[name][0], cost
        if "step" in ours:
            cost, _ = server.cost(instant_path(QUERIES["sum_rate"], end), 20)
            yield f"one new step of {QUERIES['sum_rate']}, {series} series", ours["step"][0], cost


if __name__ == "__main__":
    import sys
    for count in (1_000, 10_000):
        for work, mine, peer in rows(sys.argv[1], count):
            print(f"{work}: {mine:.2f} ms, Prometheus {peer:.1f} ms, {peer / mine:.1f} x")
