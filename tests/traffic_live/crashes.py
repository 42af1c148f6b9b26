# SPDX-License-Identifier: GPL-3.0-or-later
"""crashes.py PROGRAM RUNS [SEED]: shift_crashes against a haproxy of its own, over a link that loses, delays, repeats and spoils."""
import os
import random
import socket
import subprocess
import sys
import threading
import time

from edge import Edge, free_ports

FAULTS = ("pass",) * 11 + ("lose the answer", "lose the answer", "cut before", "delay", "repeat", "spoil", "cut the answer")


class Link:
    """Between a console and the balancer's acting socket: one connection, one line, perhaps a fault."""

    def __init__(self, port, target, seed):
        self.target, self.random = target, random.Random(seed)
        self.server = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            peer, _ = self.server.accept()
            threading.Thread(target=self.carry, args=(peer, self.random.choice(FAULTS)), daemon=True).start()

    def ask(self, line):
        with socket.socket(socket.AF_UNIX) as balancer:
            balancer.settimeout(3)
            balancer.connect(self.target)
            balancer.sendall(line)
            answer = b""
            while chunk := balancer.recv(65536):
                answer += chunk
        return answer

    def carry(self, peer, fault):
        with peer:
            try:
                line = b""
                while not line.endswith(b"\n"):
                    chunk = peer.recv(65536)
                    if not chunk:
                        return
                    line += chunk
                if fault == "cut before":
                    return
                if fault == "delay":
                    time.sleep(0.15)
                answer = self.ask(line)
                if fault == "repeat":
                    answer = self.ask(line)
                if fault == "spoil":
                    answer = bytes(0xff if i % 7 == 3 else byte for i, byte in enumerate(answer))
                if fault == "cut the answer":
                    answer = answer[:len(answer) // 2]
                if fault != "lose the answer":
                    peer.sendall(answer)
            except OSError:
                pass


def main():
    program, runs = sys.argv[1], sys.argv[2]
    seed = sys.argv[3] if len(sys.argv) > 3 else str(random.randrange(2 ** 31))
    print("seed", seed, flush=True)
    with Edge() as edge:
        port, = free_ports(1)
        Link(port, f"{edge.folder}/admin.sock", int(seed))
        done = subprocess.run([program, os.path.join(edge.folder, "crashes"), f"unix:{edge.folder}/admin.sock", f"tcp://127.0.0.1:{port}",
                               runs, seed], check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
