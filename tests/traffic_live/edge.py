# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop's edge of the test's own: one haproxy that plays balancer, both sides and the exporter, and steady load on it."""
import os
import random
import signal
import socket
import subprocess
import tempfile
import threading
import time

CONFIGURATION = """global
  nbthread 1
  stats socket {folder}/admin.sock mode 600 level admin
  stats socket ipv4@127.0.0.1:{runtime} level user
  stats socket ipv4@127.0.0.1:{acting} level admin
  stats timeout 10s
defaults
  mode http
  timeout connect 1s
  timeout client 20s
  timeout server 5s
frontend edge
  bind 127.0.0.1:{edge}
  default_backend shop
backend shop
  balance {balance}
  {cookie}
  server stable1 127.0.0.1:{old} weight 50 cookie s1
  server stable2 127.0.0.1:{old} weight 50 cookie s2
  server canary1 127.0.0.1:{new} weight 0 cookie c1
frontend old
  bind 127.0.0.1:{old}
  http-request return status 503 content-type text/plain string no if {{ str(old),map({folder}/bad.map,no) -m str yes }} {{ rand(4) 0 }}
  http-request return status 200 content-type text/plain string ok
frontend new
  bind 127.0.0.1:{new}
  http-request return status 503 content-type text/plain string no if {{ str(new),map({folder}/bad.map,no) -m str yes }} {{ rand(4) 0 }}
  http-request return status 200 content-type text/plain string ok
frontend exporter
  bind 127.0.0.1:{exporter}
  http-request return status 503 if {{ str(figures),map({folder}/bad.map,no) -m str yes }}
  http-request use-service prometheus-exporter
"""

WORKSPACE = """version: 1
name: {name}
environment: test
sources:
  - {{id: edge, type: haproxy, interval: 500ms, address: "tcp://127.0.0.1:{runtime}"{act}}}
{more}
  - {{id: figures, type: metrics, interval: 500ms, targets: ["http://127.0.0.1:{exporter}/metrics"]}}
traffic:
  timing: {{verify_reads: 3, verify_over: {verify_over}, quiescence: 1s, drift_watch: 5s}}
{freezes}
  routes:
    - id: checkout
      name: /checkout/*
      control: {control}
      observed:
        stable: 'sum(rate(haproxy_server_http_responses_total{{proxy="shop",server=~"stable1|stable2"}}[2s]))'
        canary: 'sum(rate(haproxy_server_http_responses_total{{proxy="shop",server="canary1"}}[2s]))'
      plan: {{steps: {steps}, bake: {bake}}}
      guards:
        - {{id: success, unit: percent, pass: ">= 99", compare: stable, worse_by: 0.5, hold: 2s, on_fail: rollback,
           expr: '100 * sum(rate(haproxy_server_http_responses_total{{proxy="shop",code="2xx",server=~"($side).*"}}[2s])) / sum(rate(haproxy_server_http_responses_total{{proxy="shop",server=~"($side).*"}}[2s]))'}}
      capacity: {{stable: {room}, canary: {room}}}
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Edge:
    """`with Edge() as edge:`; everything is gone at its end."""

    def __init__(self, balance="roundrobin", sticky=False):
        self.folder = tempfile.mkdtemp(prefix="edge-")
        names = ("runtime", "acting", "edge", "old", "new", "exporter")
        self.ports = dict(zip(names, free_ports(len(names))))
        self.balance, self.sticky = balance, sticky
        self.process = None
        self.stopping = threading.Event()
        self.loaders = []
        os.environ["XDG_STATE_HOME"] = os.path.join(self.folder, "state")
        with open(os.path.join(self.folder, "bad.map"), "w", encoding="utf-8") as file:
            file.write("old no\nnew no\nfigures no\n")
        text = CONFIGURATION.format(folder=self.folder, balance=balance, cookie="cookie SHOP insert indirect" if sticky else "", **self.ports)
        with open(os.path.join(self.folder, "edge.cfg"), "w", encoding="utf-8") as file:
            file.write(text)

    def __enter__(self):
        self.launch()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for loader in self.loaders:
            loader.join()
        self.process.kill()
        self.process.wait()

    def launch(self, *more):
        self.process = subprocess.Popen(["haproxy", "-db", "-f", os.path.join(self.folder, "edge.cfg"), *more],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait(lambda: f"Pid: {self.process.pid}\n" in self.say("show info"), "haproxy answers")

    def reload(self):
        """A new process with the weights of the file."""
        old = self.process
        self.launch("-sf", str(old.pid))
        old.send_signal(signal.SIGKILL)
        old.wait()

    def say(self, command):
        try:
            with socket.socket(socket.AF_UNIX) as peer:
                peer.connect(os.path.join(self.folder, "admin.sock"))
                peer.sendall(command.encode() + b"\n")
                answer = b""
                while chunk := peer.recv(65536):
                    answer += chunk
            return answer.decode()
        except OSError:
            return ""

    def weights(self):
        return {server: int(self.say(f"get weight shop/{server}").split()[0]) for server in ("stable1", "stable2", "canary1")}

    def share(self):
        weights = self.weights()
        return 100 * weights["canary1"] / sum(weights.values())

    def turn(self, side, bad):
        self.say(f"set map {self.folder}/bad.map {side} {'yes' if bad else 'no'}")

    def load(self, workers=4):
        """Requests over kept connections, about 25 a second each."""
        for _ in range(workers):
            self.loaders.append(threading.Thread(target=self._load))
            self.loaders[-1].start()

    def _load(self):
        cookie = random.choice(("s1", "s2")) if self.sticky else ""  # customers of before the shift
        request = f"GET / HTTP/1.1\r\nHost: shop\r\nCookie: SHOP={cookie}\r\n\r\n".encode()
        while not self.stopping.is_set():
            try:
                with socket.create_connection(("127.0.0.1", self.ports["edge"]), 2) as peer:
                    while not self.stopping.wait(0.04):
                        peer.sendall(request)
                        if not peer.recv(4096):
                            break
            except OSError:
                self.stopping.wait(0.1)

    def workspace(self, steps=(1, 5, 10, 25, 50, 75, 100), act=True, freezes="", room=100000, acting=None, verify_over="400ms", bake="1s",
                  more="", control="{source: edge, backend: shop, stable: [stable1, stable2], canary: [canary1]}"):
        address = acting or f"unix:{self.folder}/admin.sock"
        path = os.path.join(self.folder, "shop.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(WORKSPACE.format(name="Edge Shop", act=f', act_address: "{address}"' if act else "", steps=list(steps),
                                        freezes=freezes, room=room, more=more, control=control, bake=bake, verify_over=verify_over, **self.ports))
        return path

    @staticmethod
    def wait(condition, what, limit=20):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.05)
        raise AssertionError(f"waited {limit} s and in vain: {what}")
