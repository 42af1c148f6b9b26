<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Browsing, searching, signing in, filling the cart.
declare(strict_types=1);

function catalogPage(string $store): string
{
    $category = max(1, (int) ($_GET['category'] ?? 1));
    return cached("catalog:$store:$category", fn() => [
        'category' => $category,
        'brands' => query('select brand, count(*) as products, min(price_cents) as cheapest from products where category_id = ?
            group by brand order by products desc', [$category])->fetchAll(),
        'products' => query('select p.sku, p.name, p.price_cents, s.quantity from products p join stock s on s.sku = p.sku
            where p.category_id = ? order by p.popularity desc limit 24', [$category])->fetchAll(),
    ]);
}

function productPage(string $store): string
{
    $sku = max(1, (int) ($_GET['sku'] ?? 1));
    return cached("product:$store:$sku", fn() => [
        'product' => query('select p.*, s.quantity, c.name as category from products p join stock s on s.sku = p.sku
            join categories c on c.id = p.category_id where p.sku = ?', [$sku])->fetch(),
    ]);
}

function searchPage(): array
{
    $words = addcslashes(substr((string) ($_GET['q'] ?? ''), 0, 60), '%_\\');
    return ['products' => query('select sku, name, price_cents from products where name like ? order by popularity desc limit 20',
        ["$words%"])->fetchAll()];
}

function login(string $store): array
{
    $customer = query('select id, secret from customers where email = ?', [(string) ($_POST['email'] ?? '')])->fetch();
    if (!$customer || !hash_equals($customer['secret'], md5((string) ($_POST['secret'] ?? '')))) {
        throw new Refused('unknown customer or wrong secret', 403);
    }
    $orders = query('select id, status, total_cents, created_at from orders where customer_id = ? order by id desc limit 5',
        [$customer['id']])->fetchAll();
    $token = bin2hex(random_bytes(12));
    sessions()->multi(Redis::PIPELINE)->hMSet("session:$token", ['customer' => $customer['id'], 'store' => $store])
        ->expire("session:$token", 1800)->zAdd('session:active', time(), $token)->exec();
    return ['token' => $token, 'orders' => $orders];
}

function putIntoCart(): array
{
    $session = session();
    $sku = (int) ($_POST['sku'] ?? 0);
    $product = query('select p.sku, p.price_cents, s.quantity from products p join stock s on s.sku = p.sku where p.sku = ?',
        [$sku])->fetch();
    if (!$product) {
        throw new Refused('no such product', 404);
    }
    query('insert into cart_items (cart, sku, quantity) values (?, ?, 1) on duplicate key update quantity = quantity + 1',
        [$session['token'], $sku]);
    $cart = "cart:{$session['token']}";
    sessions()->multi(Redis::PIPELINE)->hIncrBy($cart, (string) $sku, 1)->expire($cart, 1800)->exec();
    return ['sku' => $sku, 'price_cents' => $product['price_cents']];
}
