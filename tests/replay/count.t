#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A thousand real messages from the hook to every mailbox, one process a
# message: the count equation holds, as the programs say it and as the judge
# counts it, and each reader has exactly the copies that posts and sides give.
use strict;
use warnings;
use FindBin;
use Test::More;
use Time::HiRes qw(time);
use lib $FindBin::Bin;
use Corpus;
use Letter;
use Model;
use Site;

my $mbox = Site::corpora() . '/lists/usb-storage-1k.mbox';
plan skip_all => 'no corpora' if Site::corpora() eq '' || !-r $mbox;

my $list = 'usb';
my $corpus = Corpus::load($mbox, "$list\@lists.example.com");
my $site = Site->new;
my $side = Corpus::people($site, $list, $corpus, {});
my $model = Model->new(list => $list, side => $side,
    lists_domain => 'lists.example.com',
    internal_domain => 'internal.lists.example.com');

Corpus::submit($corpus, $side);
my @odd = Corpus::oddities($corpus, $list);
my $began = time;
for my $letter (@{ $corpus->{letters} }, @odd) {
	$model->feed($letter) if $site->hook($letter) == 0;
}
my $fed = time;
$site->command('deliver');
my $delivered = time;
diag sprintf 'hook %.1f s, deliver %.1f s', $fed - $began,
    $delivered - $fed;

is($site->{entries}, @{ $corpus->{letters} } + @odd - 1,
    'the hook took every message but one');
is($site->{exits}{67}, 1, 'the one to nobody was refused: EX_NOUSER');

my $status = $site->status;
my $told = $model->{total};
diag $status->{said};
diag $model->text;

is($status->{in}, $site->{taken}, 'in is what the hook took');
is(join('; ', $model->differences($status)), '',
    'in = posted + held + answered + filed + set aside + duplicates');

# The wire: one recipient, one copy.
my (%got, %senders);
for my $transaction ($site->transactions) {
	$got{$_}++ for @{ $transaction->{recipients} };
	$senders{ $transaction->{sender} =~ s/\+[a-z2-7]+@/+TOKEN@/r }++;
}
is(join(' ', sort keys %senders), ' bounces+TOKEN@lists.example.com',
    'envelope senders: ours, and none for an automatic answer');
my %expected = (%$side, 'operator@example.com' => 'notices of what is held',
    'typist@client.example' => 'the answer for an unknown address');
is(join(' ', grep { !$expected{$_} } sort keys %got), '',
    'mail went to nobody else');

my $n_readers = @Corpus::internal_readers + @Corpus::client_readers;
my $n_copies = 0;
for my $part (['internal', @Corpus::internal_readers],
    ['client', @Corpus::client_readers]) {
	my ($reads, @readers) = @$part;
	for my $reader (@readers) {
		my @copies = $site->copies($reader);
		$n_copies += @copies;
		my ($wrong, $pairs) = $model->compare($reads, @copies);
		is(scalar @$wrong, 0, "$reader has exactly his copies: " .
		    scalar @copies) or diag join "\n", splice @$wrong, 0, 10;
		is($got{$reader}, scalar @copies,
		    "$reader: the wire and the Maildir agree");
	}
}
is($n_copies, $told->{posted} * $n_readers, "copies: $n_copies");

# A repeated id with other bytes is a post of its own under another id.
my @renamed = grep { $_->{is_renamed} } @{ $model->{posts} };
diag scalar(@renamed) . ' posts under a derived id';
is($told->{duplicates}, 6, 'the six repeats of the file are duplicates');
is(scalar @renamed, 2, 'a used id and none: two ids of our own');

my ($code, $said) = $site->run([Site::program('trestle'), 'doctor']);
is($code, 0, 'doctor finds nothing') or diag $said;

done_testing();
