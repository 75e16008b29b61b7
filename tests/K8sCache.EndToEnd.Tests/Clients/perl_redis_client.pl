# Perl's Redis as its users use it; prints ok. Argument: port.
use strict;
use warnings;
use Redis;

sub check { my ($what, $holds) = @_; die "not so: $what\n" unless $holds; }

my $client = Redis->new(server => "127.0.0.1:$ARGV[0]", name => 'check', encoding => undef);
check('PING', $client->ping eq 'PONG');
check('SET', $client->set('pl:a' => '1', 'EX', 100) eq 'OK' && $client->get('pl:a') eq '1');
check('SET NX', !defined $client->set('pl:a', '2', 'NX'));
check('INCRBY', $client->incrby('pl:n', 5) == 5);
check('HSET', $client->hset('pl:h', 'f', '1', 'g', '2') == 2);
my %hash = $client->hgetall('pl:h');
check('HGETALL', $hash{f} eq '1' && $hash{g} eq '2');
check('ZADD', $client->zadd('pl:z', 1, 'one', 2, 'two') == 2);
check('ZRANGE', join(' ', $client->zrange('pl:z', 0, -1, 'WITHSCORES')) eq 'one 1 two 2');
check('SADD', $client->sadd('pl:s', 'a', 'b') == 2 && $client->scard('pl:s') == 2);
check('RPUSH', $client->rpush('pl:l', 'a', 'b') == 2 && join(' ', $client->lrange('pl:l', 0, -1)) eq 'a b');
$client->multi;
$client->incr('{tx}i');
$client->incr('{tx}j');
check('MULTI', join(' ', $client->exec) eq '1 1');
my @lengths;
for my $i (0 .. 99) { $client->set("plp:$i", 'x' x $i, sub { }); $client->strlen("plp:$i", sub { push @lengths, $_[0] }); }
$client->wait_all_responses;
check('pipeline', join(' ', @lengths) eq join(' ', 0 .. 99));
check('keys', scalar(my @keys = $client->keys('plp:*')) == 100);
eval { $client->incr('pl:h') };
check("WRONGTYPE: $@", $@ =~ /WRONGTYPE/);
check('info', exists $client->info->{redis_version});
$client->quit;
print "ok\n";
