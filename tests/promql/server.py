# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Prometheus with the dataset in it.

Samples travel by remote write: it is the only road on which stale markers, which are one NaN of many, reach a server
with times of our choice. Its encodings (protobuf, snappy) are small enough to be written here.
"""
import http.client
import json
import os
import socket
import struct
import subprocess
import threading
import time
import urllib.parse

from dataset import STALE

STALE_BITS = struct.pack("<Q", 0x7FF0000000000002)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BATCH_MS = 20 * 60 * 1000  # the server takes samples up to an hour behind its newest


def varint(number):
    out = bytearray()
    number &= (1 << 64) - 1
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def chunk(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def encoded_sample(sample):
    moment, value = sample
    bits = STALE_BITS if value == STALE else struct.pack("<d", value)
    return chunk(2, b"\x09" + bits + b"\x10" + varint(moment))


def encoded_series(labels, samples):
    pairs = sorted((name, value) for name, value in labels.items() if value)
    named = b"".join(chunk(1, chunk(1, name.encode()) + chunk(2, value.encode())) for name, value in pairs)
    return chunk(1, named + b"".join(map(encoded_sample, samples)))


def snappy(data):
    """The block format, literals only."""
    out = bytearray(varint(len(data)))
    for begin in range(0, len(data), 65536):
        piece = data[begin:begin + 65536]
        out += bytes([61 << 2]) + struct.pack("<H", len(piece) - 1) + piece
    return bytes(out)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Prometheus:
    def __init__(self, folder):
        self.port = free_port()
        config = os.path.join(folder, "prometheus.yml")
        with open(config, "w", encoding="utf-8") as out:
            out.write("global: {scrape_interval: 1h}\n")
        self.log = open(os.path.join(folder, "prometheus.log"), "wb")
        self.process = subprocess.Popen(
            ["/usr/bin/prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder}/data",
             "--storage.tsdb.retention.time=10000d", f"--web.listen-address=127.0.0.1:{self.port}",
             "--web.enable-remote-write-receiver", "--log.level=warn"], stdout=self.log, stderr=self.log)
        self.local = threading.local()

    def __enter__(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"prometheus ended with {self.process.returncode}")
            try:
                if self.request("/api/v1/query", "query=1", FORM)[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError("prometheus does not answer")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def connection(self):
        if not hasattr(self.local, "connection"):
            self.local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        return self.local.connection

    def request(self, path, body, headers):
        connection = self.connection()
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise OSError(str(error)) from error

    def post(self, path, form):
        status, body = self.request(path, urllib.parse.urlencode(form), FORM)
        return status, json.loads(body)

    def write(self, dataset):
        times = [sample[0] for one in dataset for sample in one["samples"]]
        for begin in range(min(times), max(times) + 1, BATCH_MS):
            parts = []
            for one in dataset:
                samples = [s for s in one["samples"] if begin <= s[0] < begin + BATCH_MS]
                if samples:
                    parts.append(encoded_series(one["labels"], samples))
            status, body = self.request("/api/v1/write", snappy(b"".join(parts)),
                                        {"Content-Type": "application/x-protobuf", "Content-Encoding": "snappy",
                                         "X-Prometheus-Remote-Write-Version": "0.1.0"})
            if status // 100 != 2:
                raise RuntimeError(f"remote write: {status} {body[:300]}")

    def ask(self, query):
        """The envelope of one query of the generator."""
        if "time_ms" in query:
            form = {"query": query["theirs"], "time": f"{query['time_ms'] / 1000:.3f}"}
            return self.post("/api/v1/query", form)[1]
        form = {"query": query["theirs"], "start": f"{query['start_ms'] / 1000:.3f}",
                "end": f"{query['end_ms'] / 1000:.3f}", "step": f"{query['step_ms'] / 1000:.3f}"}
        return self.post("/api/v1/query_range", form)[1]
