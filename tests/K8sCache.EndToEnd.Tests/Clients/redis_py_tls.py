"""redis-py over TLS; prints ok. Arguments: host, port, file of authorities."""
import sys

import redis

host, port, authorities = sys.argv[1:]
client = redis.Redis(host=host, port=int(port), ssl=True, ssl_ca_certs=authorities, ssl_check_hostname=False, decode_responses=True)
assert client.ping()
pipeline = client.pipeline(transaction=False)
for i in range(200):
    pipeline.set("py:%d" % i, "x" * i * 100)
assert all(pipeline.execute())
assert client.get("py:199") == "x" * 19900
big = "y" * 3_000_000
assert client.set("py:big", big) and client.get("py:big") == big
print("ok")
