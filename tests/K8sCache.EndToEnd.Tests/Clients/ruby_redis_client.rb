# ruby-redis as its users use it; prints ok. Arguments: port, and `cluster` to speak to nodes as a cluster client.
require 'redis'

def check(what, holds)
  abort "not so: #{what}" unless holds
end

port = ARGV[0].to_i
is_cluster = ARGV[1] == 'cluster'
client = is_cluster ? Redis.new(cluster: ["redis://127.0.0.1:#{port}"]) : Redis.new(host: '127.0.0.1', port: port)
check 'PING', client.ping == 'PONG'
check 'SET', client.set('rb:a', '1', ex: 100) == 'OK' && client.get('rb:a') == '1'
check 'SET NX', client.set('rb:a', '2', nx: true) == false
check 'TTL', (1..100).cover?(client.ttl('rb:a'))
check 'INCRBY', client.incrby('rb:n', 5) == 5
check 'HSET', client.hset('rb:h', 'f', '1', 'g', '2') == 2 && client.hgetall('rb:h') == { 'f' => '1', 'g' => '2' }
check 'ZADD', client.zadd('rb:z', [[1, 'one'], [2.5, 'two']]) == 2
check 'ZRANGE', client.zrange('rb:z', 0, -1, with_scores: true) == [['one', 1.0], ['two', 2.5]]
check 'SADD', client.sadd('rb:s', %w[a b]) == 2 && client.smembers('rb:s').sort == %w[a b]
check 'RPUSH', client.rpush('rb:l', %w[a b c]) == 3 && client.lrange('rb:l', 0, 1) == %w[a b]
check 'MGET', client.mset('{rb}1', '1', '{rb}2', '2') == 'OK' && client.mget('{rb}1', '{rb}2', '{rb}3') == ['1', '2', nil]
unless is_cluster
  check 'MULTI', client.multi { |tx| tx.incr('{tx}g'); tx.incr('{tx}h') } == [1, 1]
  check 'pipelined', client.pipelined { |pipe| 100.times { |i| pipe.set("rbp:#{i}", i) } }.size == 100
  check 'SCAN', client.scan_each(match: 'rbp:*').to_a.uniq.size == 100
end
begin
  client.incr('rb:h')
  abort 'INCR of a hash must fail'
rescue Redis::CommandError => e
  check e.message, e.message.start_with?('WRONGTYPE')
end
puts 'ok'
