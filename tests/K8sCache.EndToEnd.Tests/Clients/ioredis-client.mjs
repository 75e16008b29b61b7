// ioredis as its users use it; prints ok. Arguments: port, and `cluster` to speak to nodes as a cluster client.
import assert from 'node:assert/strict';
import Redis from 'ioredis';

const [port, mode] = process.argv.slice(2);
const isCluster = mode === 'cluster';
const client = isCluster
  ? new Redis.Cluster([{ port: Number(port), host: '127.0.0.1' }])
  : new Redis({ port: Number(port), host: '127.0.0.1', connectionName: 'check' });
const range = (count, make) => Array.from({ length: count }, (_, i) => make(i));

assert.equal(await client.set('io:a', '1', 'EX', 100), 'OK');
assert.equal(await client.get('io:a'), '1');
assert.equal(await client.set('io:a', '2', 'NX'), null);
assert.equal(await client.incrby('io:n', 5), 5);
const many = isCluster ? 'io:{m}' : 'io:';
await client.mset(Object.fromEntries(range(50, (i) => [`${many}${i}`, i])));
assert.deepEqual(await client.mget(range(50, (i) => `${many}${i}`)), range(50, String));
await client.hset('io:h', { f: '1', g: '2' });
assert.deepEqual(await client.hgetall('io:h'), { f: '1', g: '2' });
await client.zadd('io:z', 1, 'one', 2, 'two');
assert.deepEqual(await client.zrange('io:z', 0, -1, 'WITHSCORES'), ['one', '1', 'two', '2']);
await client.sadd('io:s', 'a', 'b');
assert.deepEqual((await client.smembers('io:s')).sort(), ['a', 'b']);
await client.rpush('io:l', 'a', 'b', 'c');
assert.equal(await client.lmove('io:l', 'io:l', 'LEFT', 'RIGHT'), 'a');
assert.deepEqual(await client.lrange('io:l', 0, -1), ['b', 'c', 'a']);

const pipeline = client.pipeline();
const tag = isCluster ? 'pipe:{p}' : 'pipe:';
for (let i = 0; i < 100; i++) pipeline.set(`${tag}${i}`, 'x'.repeat(i)).strlen(`${tag}${i}`);
const results = await pipeline.exec();
assert.deepEqual(results.filter((_, i) => i % 2).map(([, length]) => length), range(100, (i) => i));

const transaction = await client.multi().incr('{tx}a').incr('{tx}b').exec();
assert.deepEqual(transaction, [[null, 1], [null, 1]]);

const found = new Set();
for (const node of isCluster ? client.nodes('master') : [client]) {
  for await (const keys of node.scanStream({ match: 'pipe:*', count: 10 })) keys.forEach((key) => found.add(key));
}
assert.equal(found.size, 100);
await assert.rejects(client.incr('io:h'), /WRONGTYPE/);
await assert.rejects(client.call('NOSUCH', 'key'), /unknown command/);
await client.quit();
console.log('ok');
