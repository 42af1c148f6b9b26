<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the legacy shop keeps things: MariaDB, and three places in Redis.
declare(strict_types=1);

/** The request's database session; with $open false only what is open already. */
function database(bool $open = true): ?PDO
{
    static $session = null;
    if ($session === null && $open) {
        $session = new PDO('mysql:host=127.0.0.1;dbname=shop;port=' . getenv('MARIADB_PORT'), 'shop', getenv('PASSWORD'), [
            PDO::ATTR_PERSISTENT => true, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_TIMEOUT => 2,
            PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC, PDO::ATTR_STRINGIFY_FETCHES => false,
            // No session of the shop waits longer than 3 s for a lock.
            PDO::MYSQL_ATTR_INIT_COMMAND => 'set innodb_lock_wait_timeout = 3, lock_wait_timeout = 3',
        ]);
    }
    return $session;
}

function query(string $sql, array $values = []): PDOStatement
{
    $statement = database()->prepare($sql);
    $statement->execute($values);
    return $statement;
}

function redis(string $name, int $port, int $number): Redis
{
    static $open = [];
    if (!isset($open[$name])) {
        $redis = new Redis();
        $redis->pconnect('127.0.0.1', $port, 1.0, $name, 0, 1.0);
        $redis->auth(['shop', getenv('PASSWORD')]);
        $redis->select($number);
        $open[$name] = $redis;
    }
    return $open[$name];
}

function cache(): Redis { return redis('cache', (int) getenv('REDIS_PORT'), 0); }
function sessions(): Redis { return redis('sessions', (int) getenv('REDIS_PORT'), 1); }
function counters(): Redis { return redis('counters', (int) getenv('COUNTERS_PORT'), 0); }

/** The page of that key, or made now and kept. A cache that does not answer costs time, not the page. */
function cached(string $key, callable $make): string
{
    try {
        $page = cache()->get("cache:legacy:$key");
        if ($page !== false) {
            return $page;
        }
    } catch (RedisException) {
        return json_encode($make());
    }
    $page = json_encode($make());
    try {
        cache()->setex("cache:legacy:$key", random_int(90, 150), $page);
    } catch (RedisException) {
    }
    return $page;
}

/** The customer's session, or Refused. */
function session(): array
{
    $token = (string) ($_POST['token'] ?? '');
    $session = sessions()->hGetAll("session:$token");
    if (!$session) {
        throw new Refused('sign in first', 401);
    }
    sessions()->zAdd('session:active', time(), $token);
    return ['token' => $token, 'customer' => (int) $session['customer']];
}
