# SPDX-License-Identifier: GPL-3.0-or-later
"""Browsing, searching, signing in, filling the cart: the same as the legacy shop's pages.php."""
import hashlib
import secrets
import time

from stores import Refused, cached, pool, session_of, sessions


def catalog_page(fields, store):
    category = max(1, int(fields.get("category", 1)))

    def make():
        with pool.transaction() as cursor:
            cursor.execute("select brand, count(*) as products, min(price_cents) as cheapest from products"
                           " where category_id = %s group by brand order by products desc", (category,))
            brands = cursor.fetchall()
            cursor.execute("select p.sku, p.name, p.price_cents, s.quantity from products p join stock s on s.sku = p.sku"
                           " where p.category_id = %s order by p.popularity desc limit 24", (category,))
            return {"category": category, "brands": brands, "products": cursor.fetchall()}
    return cached(f"catalog:{store}:{category}", make)


def product_page(fields, store):
    sku = max(1, int(fields.get("sku", 1)))

    def make():
        with pool.transaction() as cursor:
            cursor.execute("select p.*, s.quantity, c.name as category from products p join stock s on s.sku = p.sku"
                           " join categories c on c.id = p.category_id where p.sku = %s", (sku,))
            return {"product": cursor.fetchone()}
    return cached(f"product:{store}:{sku}", make)


def search_page(fields, _store):
    words = fields.get("q", "")[:60].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with pool.transaction() as cursor:
        cursor.execute("select sku, name, price_cents from products where name like %s order by popularity desc limit 20",
                       (words + "%",))
        return {"products": cursor.fetchall()}


def login(fields, store):
    with pool.transaction() as cursor:
        cursor.execute("select id, secret from customers where email = %s", (fields.get("email", ""),))
        customer = cursor.fetchone()
        given = hashlib.md5(fields.get("secret", "").encode()).hexdigest()
        if customer is None or not secrets.compare_digest(customer["secret"], given):
            raise Refused(403, "unknown customer or wrong secret")
        cursor.execute("select id, status, total_cents, created_at from orders where customer_id = %s order by id desc limit 5",
                       (customer["id"],))
        orders = cursor.fetchall()
    token = secrets.token_hex(12)
    with sessions.pipeline(transaction=False) as pipe:
        pipe.hset(f"session:{token}", mapping={"customer": customer["id"], "store": store})
        pipe.expire(f"session:{token}", 1800).zadd("session:active", {token: int(time.time())}).execute()
    return {"token": token, "orders": orders}


def put_into_cart(fields, _store):
    token, _customer = session_of(fields)
    sku = int(fields.get("sku", 0))
    with pool.transaction() as cursor:
        cursor.execute("select p.sku, p.price_cents, s.quantity from products p join stock s on s.sku = p.sku where p.sku = %s",
                       (sku,))
        product = cursor.fetchone()
        if product is None:
            raise Refused(404, "no such product")
        cursor.execute("insert into cart_items (cart, sku, quantity) values (%s, %s, 1)"
                       " on conflict (cart, sku) do update set quantity = cart_items.quantity + 1", (token, sku))
    with sessions.pipeline(transaction=False) as pipe:
        pipe.hincrby(f"cart:{token}", sku, 1).expire(f"cart:{token}", 1800).execute()
    return {"sku": sku, "price_cents": product["price_cents"]}
