// ioredis over TLS, the certificate's name checked; prints ok. Arguments: host, port, file of authorities, name.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import Redis from 'ioredis';

const [host, port, authorities, name] = process.argv.slice(2);
const client = new Redis({ host, port: Number(port), tls: { ca: fs.readFileSync(authorities), servername: name } });
assert.equal(await client.set('io:a', '1', 'EX', 100), 'OK');
assert.equal(await client.get('io:a'), '1');
const big = 'z'.repeat(3_000_000);
assert.equal(await client.set('io:big', big), 'OK');
assert.equal(await client.get('io:big'), big);
await client.quit();
console.log('ok');
