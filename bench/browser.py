# SPDX-License-Identifier: GPL-3.0-or-later
"""uPlot in a headless Chromium: the same work as the other sides, as CPU time of every process of the browser.

The page draws on requestAnimationFrame and says when its frames begin and end; what the browser uses between the two, less
what it uses when the page rests, is shared among the frames. Rasterising and compositing are in it, as they are in ours.
"""
import http.server
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time

PAGE = pathlib.Path(__file__).parent / "ui" / "browser.html"
VERSION = "1.6.32"
TICK = os.sysconf("SC_CLK_TCK")


def uplot():
    """Folder of uPlot's built files, installed by npm into the user's cache. None when that does not work."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "surgedeck-bench"
    dist = cache / "node_modules" / "uplot" / "dist"
    if not dist.exists():
        if not shutil.which("npm"):
            return None
        cache.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--prefix", cache, "--no-audit", "--no-fund", f"uplot@{VERSION}"],
                              capture_output=True, text=True, timeout=300)
        if done.returncode:
            print(f"bench: npm: {done.stderr.strip()[:300]}")
            return None
    return dist


def tree(root):
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                todo += [int(p) for p in open(f"/proc/{pid}/task/{task}/children").read().split()]
        except OSError:
            continue
    return found


def cpu_ms(root):
    total = 0
    for pid in tree(root):
        try:
            fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total * 1000 / TICK


def pss_mib(root):
    total = 0
    for pid in tree(root):
        try:
            text = open(f"/proc/{pid}/smaps_rollup").read()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1024


class Page:
    """Serves the page and hears its marks."""

    def __init__(self, dist):
        self.marks = {name: threading.Event() for name in ("begin", "end")}
        page = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def translate_path(self, path):
                path = path.split("?")[0]
                return str(dist / path.removeprefix("/uplot/")) if path.startswith("/uplot/") else str(PAGE)

            def do_POST(self):
                page.marks[self.path.rsplit("/", 1)[1]].set()
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, work, frames):
        return f"http://127.0.0.1:{self.server.server_port}/?work={work}&frames={frames}"


def measure(work, frames, timeout=180):
    """(CPU milliseconds a frame, MiB of all processes), or None when there is no browser or no uPlot."""
    dist, browser = uplot(), shutil.which("chromium")
    if dist is None or browser is None:
        return None
    page = Page(dist)
    with tempfile.TemporaryDirectory() as profile:
        running = subprocess.Popen(
            [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
             "--disable-background-networking", f"--user-data-dir={profile}", "--window-size=1920,1080", page.address(work, frames)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if not page.marks["begin"].wait(timeout):
                return None
            before, began = cpu_ms(running.pid), time.monotonic()
            if not page.marks["end"].wait(timeout):
                return None
            used, took = cpu_ms(running.pid) - before, time.monotonic() - began
            memory = pss_mib(running.pid)
            idle_before, idle_from = cpu_ms(running.pid), time.monotonic()
            time.sleep(min(5, took))
            idle = (cpu_ms(running.pid) - idle_before) / (time.monotonic() - idle_from)
            return max(0.0, used - idle * took) / frames, memory
        finally:
            running.terminate()
            running.wait(20)
            page.server.shutdown()
