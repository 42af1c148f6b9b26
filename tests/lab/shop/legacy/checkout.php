<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Checkout: one transaction from the stock's row lock to the payment, as legacy shops are.
declare(strict_types=1);

function checkout(string $store): array
{
    if (file_exists(getenv('FLAGS') . '/errors-legacy')) {
        throw new RuntimeException('call to undefined method Basket::total()');
    }
    if (file_exists(getenv('FLAGS') . '/lying-legacy')) {
        return ['error' => 'payment module is not configured'];
    }
    $session = session();
    if (file_exists(getenv('FLAGS') . '/slow-legacy')) {
        // A recommendation that no index serves. It mostly sleeps: as slow on a quick machine as on one that is short of time.
        query('select count(md5(concat(name, ?))) + sleep(2.5) from products where sku % 16 = 0', [$session['token']])->fetchColumn();
    }
    $cart = array_map('intval', sessions()->hGetAll("cart:{$session['token']}"));
    if (!$cart) {
        throw new Refused('the cart is empty', 409);
    }
    ksort($cart); // one order of locking for everybody, or two customers lock each other out
    database()->beginTransaction();
    $lines = array_map(takeFromStock(...), array_keys($cart), $cart);
    $total = array_sum(array_map(fn($line) => $line['quantity'] * $line['price_cents'], $lines));
    query("insert into orders (customer_id, store, status, total_cents) values (?, ?, 'new', ?)", [$session['customer'], $store, $total]);
    $order = (int) database()->lastInsertId();
    foreach ($lines as $line) {
        query('insert into order_items (order_id, sku, quantity, price_cents) values (?, ?, ?, ?)',
            [$order, $line['sku'], $line['quantity'], $line['price_cents']]);
    }
    $paid = pay($order, $total, $session['customer'], $store);
    query('delete from cart_items where cart = ?', [$session['token']]);
    database()->commit();
    sessions()->del("cart:{$session['token']}");
    measureOrder($store, $total / 100);
    return ['order' => $order, 'total_cents' => $total, 'payment' => $paid];
}

/** Takes the units and with them the row's lock, which is held until the commit. */
function takeFromStock(int $sku, int $quantity): array
{
    $taken = query('update stock set quantity = quantity - ?, changed_at = now(3) where sku = ? and quantity >= ?',
        [$quantity, $sku, $quantity])->rowCount();
    if ($taken === 0) {
        throw new Refused("sku $sku is sold out", 409);
    }
    $price = query('select price_cents from products where sku = ?', [$sku])->fetchColumn();
    return ['sku' => $sku, 'quantity' => $quantity, 'price_cents' => $price];
}

/** Asks the payment provider; a refusal ends the checkout, a failure is one. */
function pay(int $order, int $total, int $customer, string $store): string
{
    $began = hrtime(true);
    $provider = file_exists(getenv('FLAGS') . '/provider-cardone') || $customer % 10 >= 7 ? 'cardone' : 'paymax';
    [$code, $answer] = post('http://127.0.0.1:' . getenv('PAYMENT_PORT') . '/charge',
        ['provider' => $provider, 'amount_cents' => $total, 'reference' => "legacy-$order", 'store' => $store]);
    $result = $answer['result'] ?? 'error';
    measurePayment($store, $provider, $result, $code, (hrtime(true) - $began) / 1e9);
    if ($result === 'declined') {
        throw new Refused('the payment was declined', 402);
    }
    if ($result !== 'approved') {
        throw new RuntimeException("$provider answered $code");
    }
    query('insert into payments (order_id, provider, amount_cents, result, reference) values (?, ?, ?, ?, ?)',
        [$order, $provider, $total, $result, $answer['id']]);
    return $answer['id'];
}

/** @return array{int, array} HTTP status (504 when there was no answer) and the decoded body */
function post(string $url, array $fields): array
{
    $body = @file_get_contents($url, false, stream_context_create(['http' => ['method' => 'POST', 'timeout' => 5,
        'ignore_errors' => true, 'header' => 'Content-Type: application/x-www-form-urlencoded', 'content' => http_build_query($fields)]]));
    if ($body === false) {
        return [504, []];
    }
    return [(int) explode(' ', $http_response_header[0])[1], json_decode($body, true) ?? []];
}
