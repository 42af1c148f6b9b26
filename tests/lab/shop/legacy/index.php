<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// The legacy shop: PHP-FPM on MariaDB, with pages, sessions and carts in Redis. One request, one database session.
declare(strict_types=1);
require __DIR__ . '/stores.php';
require __DIR__ . '/measure.php';
require __DIR__ . '/pages.php';
require __DIR__ . '/checkout.php';

const ROUTES = [
    '/catalog' => ['catalog', 'catalogPage'], '/product' => ['catalog', 'productPage'], '/search' => ['search', 'searchPage'],
    '/login' => ['auth', 'login'], '/cart' => ['cart', 'putIntoCart'], '/checkout' => ['checkout', 'checkout'],
];

final class Refused extends Exception {} // its code is the HTTP status, its message may be shown

function answer(string $route, string $store): array
{
    try {
        return [200, ROUTES[$route][1]($store)];
    } catch (Refused $refused) {
        return [$refused->getCode(), ['error' => $refused->getMessage()]];
    } catch (Throwable $failure) {
        error_log($route . ': ' . $failure->getMessage());
        return [500, ['error' => 'the shop has a problem']];
    } finally {
        if (database(false)?->inTransaction()) {
            database()->rollBack();
        }
    }
}

$began = hrtime(true);
$route = strtok($_SERVER['REQUEST_URI'], '?');
if (!isset(ROUTES[$route])) {
    http_response_code(404);
    exit;
}
$store = in_array($_REQUEST['store'] ?? '', ['de', 'at', 'fr'], true) ? $_REQUEST['store'] : 'de';
[$code, $body] = answer($route, $store);
http_response_code($code);
header('Content-Type: application/json');
if ($code === 200 && ROUTES[$route][0] === 'catalog') {
    header('Cache-Control: max-age=5');
}
echo is_string($body) ? $body : json_encode($body);
fastcgi_finish_request();
measureRequest(ROUTES[$route][0], $route, $store, $code, (hrtime(true) - $began) / 1e9);
sendMeasures();
