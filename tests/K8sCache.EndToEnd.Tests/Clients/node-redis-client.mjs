// node-redis as its users use it, client-side caching among it; prints ok.
// Arguments: port, and `cluster` to speak to nodes as a cluster client.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { createClient, createCluster } from 'redis';

const [port, mode] = process.argv.slice(2);
const url = `redis://127.0.0.1:${port}`;
const isCluster = mode === 'cluster';
const client = isCluster ? createCluster({ rootNodes: [{ url }] }) : createClient({ url, RESP: 3 });
client.on('error', (error) => { throw error; });
await client.connect();

assert.equal(await client.set('nr:a', '1', { expiration: { type: 'EX', value: 100 } }), 'OK');
assert.equal(await client.get('nr:a'), '1');
assert.equal(await client.set('nr:a', '2', { condition: 'NX' }), null);
assert.equal(await client.incrBy('nr:n', 5), 5);
assert.equal(await client.hSet('nr:h', { f: '1', g: '2' }), 2);
assert.deepEqual({ ...(await client.hGetAll('nr:h')) }, { f: '1', g: '2' });
assert.equal(await client.zAdd('nr:z', [{ score: 1.5, value: 'one' }, { score: 2, value: 'two' }]), 2);
assert.deepEqual((await client.zRangeWithScores('nr:z', 0, -1)).map(({ value, score }) => [value, score]), [['one', 1.5], ['two', 2]]);
assert.equal(await client.zScore('nr:z', 'one'), 1.5);
assert.equal(await client.sAdd('nr:s', ['a', 'b']), 2);
assert.deepEqual([...(await client.sMembers('nr:s'))].sort(), ['a', 'b']);
assert.equal(await client.rPush('nr:l', ['a', 'b', 'c']), 3);
assert.deepEqual(await client.lRange('nr:l', 0, -1), ['a', 'b', 'c']);
assert.deepEqual(await client.multi().incr('{tx}c').incr('{tx}d').exec(), [1, 1]);
await assert.rejects(client.incr('nr:h'), /WRONGTYPE/);

if (!isCluster) {
  const found = new Set();
  for await (const keys of client.scanIterator({ MATCH: 'nr:*', COUNT: 2 })) keys.forEach((key) => found.add(key));
  assert.deepEqual([...found].sort(), ['nr:a', 'nr:h', 'nr:l', 'nr:n', 'nr:s', 'nr:z']);

  const cached = createClient({ url, RESP: 3, clientSideCache: { ttl: 0, maxEntries: 10 } });
  await cached.connect();
  assert.equal(await cached.get('nr:a'), '1');
  await client.set('nr:a', 'changed');
  for (const end = Date.now() + 10_000; (await cached.get('nr:a')) !== 'changed';) {
    assert.ok(Date.now() < end, 'the invalidation did not arrive');
    await setImmediate(); // a cached read alone never lets the event loop read the socket
  }
  cached.destroy();
}
await client.close();
console.log('ok');
