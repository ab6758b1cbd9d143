#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The same thousand messages while the manager is killed (-9) at twenty random
# moments: nothing is lost, the equation holds, and a second copy comes only
# from a chunk that was in flight, which status counts.
use strict;
use warnings;
use FindBin;
use Test::More;
use Time::HiRes qw(time);
use lib $FindBin::Bin;
use Corpus;
use Model;
use Site;

my $mbox = Site::corpora() . '/lists/usb-storage-1k.mbox';
plan skip_all => 'no corpora' if Site::corpora() eq '' || !-r $mbox;

my $n_kills = 20;
my $seed = $ENV{REPLAY_SEED} // 1;
$seed = 1 if $seed !~ /^\d+$/;
srand $seed;
diag "REPLAY_SEED=$seed";

my $list = 'usb';
my $corpus = Corpus::load($mbox, "$list\@lists.example.com");
my $site = Site->new;
my $side = Corpus::people($site, $list, $corpus, {});
my $model = Model->new(list => $list, side => $side,
    lists_domain => 'lists.example.com',
    internal_domain => 'internal.lists.example.com');
Corpus::submit($corpus, $side);

# Mail comes in while the manager is dead and while it runs, so that there is
# work to be interrupted; what a round leaves is the next one's.
my @letters = @{ $corpus->{letters} };
my $per_round = @letters / $n_kills;
for my $round (1 .. $n_kills) {
	my $start_at = int rand $per_round;
	for my $i (0 .. $per_round - 1) {
		$site->serve if $i == $start_at;
		my $letter = $letters[($round - 1) * $per_round + $i];
		$model->feed($letter) if $site->hook($letter) == 0;
	}
	kill_manager($round);
}
$site->serve;
$site->stop;
$site->command('deliver');

is($site->{entries}, scalar @letters, 'the hook took every message');
my $status = $site->status;
diag $status->{said};
diag $model->text;
is(join('; ', $model->differences($status)), '', 'the equation holds');

# Copies of one chunk are equal bytes.
my ($n_lost, $n_second) = (0, 0);
for my $part (['internal', @Corpus::internal_readers],
    ['client', @Corpus::client_readers]) {
	my ($reads, @readers) = @$part;
	for my $reader (@readers) {
		my %once;
		my @copies = $site->copies($reader);
		my @first = grep { !$once{$_}++ } @copies;
		$n_second += @copies - @first;
		my ($wrong) = $model->compare($reads, @first);
		$n_lost += @$wrong;
		is(scalar @$wrong, 0, "$reader has every copy: " .
		    scalar @first) or
		    diag join "\n", splice @$wrong, 0, 10;
	}
}
my $n_again = $site->repeated_transactions;
diag "second copies: $n_second, of chunks sent twice: $n_again";
cmp_ok($n_again, '<=', $status->{repeated} // -1,
    'status counts each chunk that was sent twice');
cmp_ok($status->{repeated} // 9999, '<=', $n_kills,
    'at most one chunk was in flight at a kill');

my ($code, $said) = $site->run([Site::program('trestle'), 'doctor']);
is($code, 0, 'doctor finds nothing') or diag $said;

done_testing();

# After a random while, in the middle of whatever it does.
sub kill_manager
{
	my ($round) = @_;
	my $wait = 0.004 + 0.12 * rand()**2;
	select undef, undef, undef, $wait;
	$site->kill_serve;
	diag sprintf '%2d: -9 after %3d ms, %d taken, %d wait, %d copies',
	    $round, $wait * 1000, $site->{taken}, $site->n_spooled,
	    $site->n_filed;
}
