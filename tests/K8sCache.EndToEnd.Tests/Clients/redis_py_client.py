"""redis-py as its users use it; prints ok."""
import sys

import redis

client = redis.Redis(host="127.0.0.1", port=int(sys.argv[1]), decode_responses=True, client_name="check")
assert client.ping()
assert client.set("py:a", "1", ex=100)
assert client.get("py:a") == "1"
assert 0 < client.ttl("py:a") <= 100
assert client.set("py:a", "2", nx=True) is None
assert client.incr("py:n", 5) == 5
assert client.mset({"py:%d" % i: i for i in range(50)})
assert client.mget(["py:%d" % i for i in range(50)]) == [str(i) for i in range(50)]
assert client.hset("py:h", mapping={"f": "1", "g": "2"}) == 2
assert client.hgetall("py:h") == {"f": "1", "g": "2"}
assert client.hmget("py:h", "g", "none") == ["2", None]
with client.pipeline(transaction=False) as pipe:
    for i in range(100):
        pipe.set("pipe:%d" % i, "x" * i)
        pipe.strlen("pipe:%d" % i)
    assert pipe.execute()[1::2] == list(range(100))
assert set(client.scan_iter("pipe:*", count=10)) == {"pipe:%d" % i for i in range(100)}
assert client.delete("py:a", "py:n", "py:none") == 2
assert client.type("py:h") == "hash"
try:
    client.incr("py:h")
    raise AssertionError("INCR of a hash must fail")
except redis.exceptions.ResponseError as error:
    assert str(error).startswith("WRONGTYPE"), error
assert "redis_version" in client.info()
print("ok")
