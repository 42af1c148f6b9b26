<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// The legacy shop's counters. PHP forgets everything between requests, so they live in a Redis of their own, one hash per
// metric, one field per label set, sent in one round trip after the customer has the answer.
declare(strict_types=1);

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 3, 4, 5, 10];

function measure(string $metric, string $labels, float $amount = 1): void
{
    global $measures;
    $measures[] = [$metric, $labels, $amount];
}

function measureDuration(string $service, string $route, string $store, float $seconds): void
{
    $labels = "service=\"$service\",route=\"$route\",store=\"$store\"";
    measure('duration_sum', $labels, $seconds);
    foreach (BUCKETS as $bucket) {
        if ($seconds <= $bucket) {
            measure('duration_bucket', "$labels|$bucket");
            return;
        }
    }
    measure('duration_bucket', "$labels|+Inf");
}

function measureRequest(string $service, string $route, string $store, int $code, float $seconds): void
{
    measure('requests', "service=\"$service\",route=\"$route\",code=\"$code\",store=\"$store\"");
    measureDuration($service, $route, $store, $seconds);
}

function measurePayment(string $store, string $provider, string $result, int $code, float $seconds): void
{
    measure('payments', "result=\"$result\",provider=\"$provider\",store=\"$store\"");
    measureRequest('payment', '/pay', $store, $code, $seconds);
}

function measureOrder(string $store, float $revenue): void
{
    measure('orders', "store=\"$store\"");
    measure('revenue', "store=\"$store\"", $revenue);
}

function sendMeasures(): void
{
    global $measures;
    $pipe = counters()->multi(Redis::PIPELINE);
    foreach ($measures as [$metric, $labels, $amount]) {
        $amount === 1.0 ? $pipe->hIncrBy($metric, $labels, 1) : $pipe->hIncrByFloat($metric, $labels, $amount);
    }
    $pipe->exec();
}
