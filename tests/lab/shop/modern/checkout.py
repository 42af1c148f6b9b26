# SPDX-License-Identifier: GPL-3.0-or-later
"""Checkout: one transaction from the stock's row lock to the payment, the same order as the legacy shop writes."""
import http.client
import json
import os
import time
import urllib.parse

from stores import Refused, pool, session_of, sessions


def flag(name):
    return os.path.exists(os.path.join(os.environ["FLAGS"], name))


def checkout(fields, store, measures):
    if flag("errors-modern"):
        raise RuntimeError("provider adapter has no attribute 'capture'")
    if flag("lying-modern"):
        return {"error": "payment adapter is not configured"}
    token, customer = session_of(fields)
    cart = sorted((int(sku), int(quantity)) for sku, quantity in sessions.hgetall(f"cart:{token}").items())
    if not cart:
        raise Refused(409, "the cart is empty")
    with pool.transaction() as cursor:
        if flag("slow-modern"):
            # A recommendation that no index serves. It mostly sleeps: as slow on a quick machine as on one that is short of
            # time, where it would fill the pool and be another fault.
            cursor.execute("select count(md5(name || %s)), pg_sleep(2.5) from products where sku %% 16 = 0", (token,))
        # In the order of the skus, or two customers lock each other out.
        lines = [take_from_stock(cursor, sku, quantity) for sku, quantity in cart]
        total = sum(quantity * price for _, quantity, price in lines)
        cursor.execute("insert into orders (customer_id, store, status, total_cents) values (%s, %s, 'new', %s) returning id",
                       (customer, store, total))
        order = cursor.fetchone()["id"]
        for sku, quantity, price in lines:
            cursor.execute("insert into order_items (order_id, sku, quantity, price_cents) values (%s, %s, %s, %s)",
                           (order, sku, quantity, price))
        paid = pay(cursor, order, total, customer, store, measures)
        cursor.execute("delete from cart_items where cart = %s", (token,))
    sessions.delete(f"cart:{token}")
    measures.count("shop_orders_total", store=store)
    measures.count("shop_revenue_total", total / 100, store=store)
    return {"order": order, "total_cents": total, "payment": paid}


def take_from_stock(cursor, sku, quantity):
    """Takes the units and with them the row's lock, which is held until the commit."""
    cursor.execute("update stock set quantity = quantity - %s, changed_at = now() where sku = %s and quantity >= %s",
                   (quantity, sku, quantity))
    if cursor.rowcount == 0:
        raise Refused(409, f"sku {sku} is sold out")
    cursor.execute("select price_cents from products where sku = %s", (sku,))
    return sku, quantity, cursor.fetchone()["price_cents"]


def pay(cursor, order, total, customer, store, measures):
    """Asks the payment provider; a refusal ends the checkout, a failure is one."""
    began = time.monotonic()
    provider = "cardone" if flag("provider-cardone") or customer % 10 >= 7 else "paymax"
    code, answer = post({"provider": provider, "amount_cents": total, "reference": f"modern-{order}", "store": store})
    result = answer.get("result", "error")
    measures.count("shop_payments_total", result=result, provider=provider, store=store)
    measures.request("payment", "/pay", store, code, time.monotonic() - began)
    if result == "declined":
        raise Refused(402, "the payment was declined")
    if result != "approved":
        raise RuntimeError(f"{provider} answered {code}")
    cursor.execute("insert into payments (order_id, provider, amount_cents, result, reference) values (%s, %s, %s, %s, %s)",
                   (order, provider, total, result, answer["id"]))
    return answer["id"]


def post(fields):
    """(HTTP status, decoded body); 504 when there was no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ["PAYMENT_PORT"]), timeout=5)
    try:
        connection.request("POST", "/charge", urllib.parse.urlencode(fields),
                           {"Content-Type": "application/x-www-form-urlencoded"})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    except (OSError, ValueError):
        return 504, {}
    finally:
        connection.close()
