<?php // php-redis as its users use it; prints ok. Arguments: port, and `cluster` to speak to nodes as a cluster client.
function check(bool $holds, string $what): void
{
    if (!$holds) {
        fwrite(STDERR, "not so: $what\n");
        exit(1);
    }
}

$port = (int) $argv[1];
if (($argv[2] ?? '') === 'cluster') {
    $client = new RedisCluster(null, ["127.0.0.1:$port"], 5, 5);
} else {
    $client = new Redis();
    $client->connect('127.0.0.1', $port, 5);
}
check($client->set('php:a', '1', ['ex' => 100]) === true, 'SET EX');
check($client->get('php:a') === '1', 'GET');
check($client->set('php:a', '2', ['nx']) === false, 'SET NX');
check($client->setex('php:e', 10, 'v') === true && $client->ttl('php:e') > 0, 'SETEX');
check($client->incrBy('php:n', 5) === 5, 'INCRBY');
check($client->hMSet('php:h', ['f' => '1', 'g' => '2']) && $client->hGetAll('php:h') === ['f' => '1', 'g' => '2'], 'HMSET');
check($client->zAdd('php:z', 1, 'one', 2.5, 'two') === 2, 'ZADD');
check($client->zRange('php:z', 0, -1, true) === ['one' => 1.0, 'two' => 2.5], 'ZRANGE');
check($client->sAdd('php:s', 'a', 'b') === 2 && $client->sIsMember('php:s', 'a'), 'SADD');
check($client->rPush('php:l', 'a', 'b') === 2 && $client->lRange('php:l', 0, -1) === ['a', 'b'], 'RPUSH');
check($client->mSet(['{php}:1' => '1', '{php}:2' => '2']) && $client->mGet(['{php}:1', '{php}:2', '{php}:3']) === ['1', '2', false], 'MGET');
$client->multi();
$client->incr('{tx}e');
$client->incr('{tx}f');
check($client->exec() === [1, 1], 'MULTI');
check($client->incr('php:h') === false && str_starts_with((string) $client->getLastError(), 'WRONGTYPE'), 'WRONGTYPE');
check($client->del('php:a', 'php:e') === 2, 'DEL');
echo "ok\n";
