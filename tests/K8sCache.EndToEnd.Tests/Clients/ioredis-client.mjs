// ioredis as its users use it; prints ok.
import assert from 'node:assert/strict';
import Redis from 'ioredis';

const client = new Redis({ port: Number(process.argv[2]), host: '127.0.0.1', connectionName: 'check' });
assert.equal(await client.set('io:a', '1', 'EX', 100), 'OK');
assert.equal(await client.get('io:a'), '1');
assert.equal(await client.set('io:a', '2', 'NX'), null);
assert.equal(await client.incrby('io:n', 5), 5);
await client.mset(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`io:${i}`, i])));
assert.deepEqual(await client.mget(Array.from({ length: 50 }, (_, i) => `io:${i}`)), Array.from({ length: 50 }, (_, i) => `${i}`));
await client.hset('io:h', { f: '1', g: '2' });
assert.deepEqual(await client.hgetall('io:h'), { f: '1', g: '2' });
const pipeline = client.pipeline();
for (let i = 0; i < 100; i++) pipeline.set(`pipe:${i}`, 'x'.repeat(i)).strlen(`pipe:${i}`);
const results = await pipeline.exec();
assert.deepEqual(results.filter((_, i) => i % 2).map(([error, length]) => length), Array.from({ length: 100 }, (_, i) => i));
const found = new Set();
for await (const keys of client.scanStream({ match: 'pipe:*', count: 10 })) keys.forEach((key) => found.add(key));
assert.equal(found.size, 100);
await assert.rejects(client.incr('io:h'), /WRONGTYPE/);
await assert.rejects(client.call('NOSUCH'), /unknown command/);
await client.quit();
console.log('ok');
