#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers of the shop: load.py LISTEN_PORT EDGE_PORT RATE

Starts RATE journeys a second (POST /rate?value=N changes it), whether or not earlier ones have ended: a shop that gets slow
does not get fewer customers. Only above MOST_AT_ONCE customers are turned away, and counted.
"""
import asyncio
import random
import sys
import time
from collections import Counter

import aiohttp
from aiohttp import web

MOST_AT_ONCE = 400
BUYERS, OF = 2, 5       # of so many journeys; the others only look
DOORBUSTER = 0.6        # of the carts hold sku 1
STORES = ["de"] * 6 + ["at"] * 2 + ["fr"] * 2


class Failed(Exception):
    """The customer saw something that is not a shop."""


class Customers:
    def __init__(self, edge_port, rate):
        self.base = f"http://127.0.0.1:{edge_port}"
        self.rate = rate
        self.started = 0
        self.in_flight = 0
        self.at_once = set()
        self.requests = Counter()
        self.journeys = Counter()

    async def run(self):
        timeout = aiohttp.ClientTimeout(total=10)
        connector = aiohttp.TCPConnector(limit=0, force_close=False)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as self.http:
            due = time.monotonic()
            while True:
                # An open loop: the next journey is due at its time, not when an earlier one is over.
                # Evenly spaced: half a minute of orders at a lab's rate would else differ by a tenth for no reason.
                due = max(due + 1 / self.rate, time.monotonic() - 1) if self.rate else time.monotonic() + 0.2
                await asyncio.sleep(due - time.monotonic())
                if self.rate:
                    self.start_journey()

    def start_journey(self):
        if len(self.at_once) >= MOST_AT_ONCE:
            self.journeys["turned_away"] += 1
            return
        self.started += 1
        task = asyncio.create_task(self.journey(buys=self.started * BUYERS % OF < BUYERS))
        self.at_once.add(task)
        task.add_done_callback(self.at_once.discard)

    async def journey(self, buys):
        store = random.choice(STORES)
        try:
            outcome = await (self.buy(store) if buys else self.look(store))
        except Failed:
            outcome = "failed"
        self.journeys[outcome] += 1

    async def look(self, store):
        for _ in range(2):
            await self.get("/catalog", category=some_category(), store=store)
            await self.get("/product", sku=some_product(), store=store)
        await self.get("/search", q=some_words(), store=store)
        await self.get("/product", sku=some_product(), store=store)
        return "looked"

    async def buy(self, store):
        skus = [1] if random.random() < DOORBUSTER else [some_product()]
        skus += [some_product() for _ in range(random.randrange(3))]
        await self.get("/catalog", category=some_category(), store=store)
        await self.get("/search", q=some_words(), store=store)
        customer = random.randint(1, 20000)
        login = await self.post("/login", email=f"customer{customer}@example.com", secret=f"secret{customer}", store=store)
        for sku in skus:
            await self.get("/product", sku=sku, store=store)
            await self.post("/cart", token=login["token"], sku=sku, store=store)
        order = await self.post("/checkout", token=login["token"], store=store)
        return "bought" if "order" in order else "deceived"

    async def get(self, path, **fields):
        return await self.request("GET", path, params=fields)

    async def post(self, path, **fields):
        return await self.request("POST", path, data=fields)

    async def request(self, method, path, **how):
        self.in_flight += 1
        code = "error"
        try:
            async with self.http.request(method, self.base + path, **how) as response:
                body = await response.json(content_type=None)
                code = response.status
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
            raise Failed from None
        finally:
            self.in_flight -= 1
            self.requests[path, code] += 1
        if code >= 400:
            raise Failed
        await asyncio.sleep(random.uniform(0.1, 0.5))  # a person reads
        return body

    def metrics(self):
        yield from family("load_rate", "gauge", {"": self.rate})
        yield from family("load_expected_orders_per_minute", "gauge", {"": self.rate * BUYERS / OF * 60})
        yield from family("load_in_flight", "gauge", {"": self.in_flight})
        yield from family("load_customers", "gauge", {"": len(self.at_once)})
        yield from family("load_requests_total", "counter",
                          {f'{{route="{path}",code="{code}"}}': n for (path, code), n in self.requests.items()})
        yield from family("load_journeys_total", "counter", {f'{{outcome="{o}"}}': n for o, n in self.journeys.items()})


def family(name, kind, values):
    yield f"# TYPE {name} {kind}"
    for labels, value in values.items():
        yield f"{name}{labels} {value}"


def some_category():
    """Few categories are visited much."""
    return min(70, 1 + int(random.paretovariate(0.6) - 1) % 70)


def some_product():
    """Most look at one of the 500 products that are advertised, the others anywhere."""
    return random.randint(1, 500) if random.random() < 0.7 else random.randint(501, 350000)


def some_words():
    return f"Brand{random.randrange(50):02d} kind{random.randrange(35):02d}"


async def main(listen_port, edge_port, rate):
    customers = Customers(edge_port, rate)

    async def metrics(_request):
        return web.Response(text="\n".join(customers.metrics()) + "\n")

    async def set_rate(request):
        customers.rate = float(request.query["value"])
        return web.Response(text=f"{customers.rate:g}\n")

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics), web.post("/rate", set_rate)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", listen_port).start()
    await customers.run()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
