<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// The legacy shop's /metrics, served by an FPM pool of its own: a shop whose workers are all busy must still be seen.
declare(strict_types=1);
require __DIR__ . '/stores.php';
require __DIR__ . '/measure.php';

const ZERO_A_STORE = ['store="de"' => 0, 'store="at"' => 0, 'store="fr"' => 0];

header('Content-Type: text/plain; version=0.0.4');
[$requests, $buckets, $sums, $payments, $orders, $revenue] = array_reduce(
    ['requests', 'duration_bucket', 'duration_sum', 'payments', 'orders', 'revenue'],
    fn($pipe, $metric) => $pipe->hGetAll($metric), counters()->multi(Redis::PIPELINE))->exec();

/** A series that appears with its first failure hides that failure from rate(): what can happen is there from the start. */
function withZeros(array $requests): array
{
    $services = ['/catalog' => 'catalog', '/product' => 'catalog', '/search' => 'search', '/login' => 'auth', '/cart' => 'cart',
        '/checkout' => 'checkout', '/pay' => 'payment'];
    foreach ($services as $route => $service) {
        foreach (['200', '500'] as $code) {
            foreach (['de', 'at', 'fr'] as $store) {
                $requests += ["service=\"$service\",route=\"$route\",code=\"$code\",store=\"$store\"" => 0];
            }
        }
    }
    return $requests;
}

function family(string $name, string $type, array $values): void
{
    echo "# TYPE $name $type\n";
    foreach ($values as $labels => $value) {
        echo $name, '{platform="legacy"', $labels === '' ? '' : ",$labels", '} ', $value, "\n";
    }
}

/** Fields are "labels|le" and count one bucket each; the format wants them cumulated. */
function histogram(string $name, array $buckets, array $sums): void
{
    echo "# TYPE $name histogram\n";
    foreach ($sums as $labels => $sum) {
        $count = 0;
        foreach ([...BUCKETS, '+Inf'] as $le) {
            $count += (int) ($buckets["$labels|$le"] ?? 0);
            echo "{$name}_bucket{platform=\"legacy\",$labels,le=\"$le\"} $count\n";
        }
        echo "{$name}_sum{platform=\"legacy\",$labels} $sum\n{$name}_count{platform=\"legacy\",$labels} $count\n";
    }
}

family('shop_requests_total', 'counter', withZeros($requests));
histogram('shop_request_duration_seconds', $buckets, $sums);
family('shop_payments_total', 'counter', $payments);
family('shop_orders_total', 'counter', $orders + ZERO_A_STORE);
family('shop_revenue_total', 'counter', $revenue + ZERO_A_STORE);

// Every worker has one database session: the workers are the pool.
$status = json_decode((string) @file_get_contents('http://127.0.0.1:' . getenv('STATUS_PORT') . '/fpm-status?json'), true);
if ($status) {
    family('shop_db_pool_in_use', 'gauge', ['' => $status['active processes']]);
    family('shop_db_pool_size', 'gauge', ['' => $status['total processes']]);
    family('shop_db_pool_waiting', 'gauge', ['' => $status['listen queue']]);
}
