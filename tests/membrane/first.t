#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The membrane, first form, on a thousand real messages: 30 % of what insiders
# wrote goes to the internal address, with words that nobody outside may ever
# see, and twenty visitors write there too.  M3: client copies name only what
# clients have.  M6: no canary in any client's bytes.  And DESIGN.md 5.2: no
# internal copy leads an answer out.
use strict;
use warnings;
use FindBin;
use Test::More;
use Time::HiRes qw(time);
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Canary;
use Check;
use Corpus;
use Letter;
use Model;
use Site;

my $mbox = Site::corpora() . '/lists/usb-storage-1k.mbox';
plan skip_all => 'no corpora' if Site::corpora() eq '' || !-r $mbox;

my $seed = $ENV{REPLAY_SEED} // 1;
$seed = 1 if $seed !~ /^\d+$/;
srand $seed;
diag "REPLAY_SEED=$seed";

my $list = 'usb';
my $shared = "$list\@lists.example.com";
my $internal = "$list\@internal.lists.example.com";
my $corpus = Corpus::load($mbox, $shared);
my @letters = @{ $corpus->{letters} };
my %busy = map { $_ => 1 } @{ $corpus->{busiest} };

# Ten visitors' posts are by people nobody knows, ten by clients.
my %stranger;
my @outside = grep { !$busy{ $_->{from} } } shuffled(@letters);
my %is_visit;
for my $letter (@outside) {
	last if keys %is_visit == 10;
	next if $stranger{ $letter->{from} };
	$stranger{ $letter->{from} } = 1;
	$is_visit{$letter} = 1;
}
for my $letter (@outside) {
	last if keys %is_visit == 20;
	$is_visit{$letter} = 1 if !$stranger{ $letter->{from} };
}
is(scalar keys %is_visit, 20, 'twenty visitors');

# From stays for some of the domains.
my $site = Site->new(internal_from_outside => 'accept',
    lenient_domains => 'rowland.harvard.edu, lst.de, gmail.com, suse.com');
my $side = Corpus::people($site, $list, $corpus, \%stranger);
my $model = Model->new(list => $list, side => $side,
    lists_domain => 'lists.example.com',
    internal_domain => 'internal.lists.example.com');
Corpus::submit($corpus, $side);

my $canary = Canary->new;
my (@posts, %n);
for my $letter (@letters) {
	my $is_insider = $busy{ $letter->{from} };
	if ($is_visit{$letter} || ($is_insider && rand() < 0.3)) {
		$canary->mark($letter, $internal);
		$letter->{to} = [$internal];
		$n{ $is_visit{$letter} ? 'visits' : 'internal' }++;
	}
	if ($site->hook($letter) != 0) {
		$n{refused}++;
		next;
	}
	push @posts, $model->feed($letter);
}
my $began = time;
$site->command('deliver');
diag sprintf 'deliver %.1f s', time - $began;
is($n{refused} // 0, 0, 'the hook took every message');
diag "internal $n{internal}, visits $n{visits}, canaries " .
    scalar @{ $canary->{words} };
cmp_ok($n{internal}, '>', 100, 'enough of it is internal');

my $status = $site->status;
diag $status->{said};
diag $model->text;
is(join('; ', $model->differences($status)), '', 'the equation holds');

my (%shared_ids, %hidden_ids);
for my $post (@{ $model->{posts} }) {
	$shared_ids{ $post->{id} } = 1 if $post->{audience} eq 'shared';
	$hidden_ids{ $post->{id} } = 1 if $post->{audience} eq 'internal';
}
# A shared post under an id of ours: its copies say which.
my $check = Check->new(
	shared => $shared, lists_domain => 'lists.example.com',
	internal_domain => 'internal.lists.example.com',
	insiders => { map { $_ => 1 } grep { $side->{$_} eq 'internal' }
	    keys %$side },
	canaries => $canary->{words}, shared_ids => \%shared_ids,
	hidden_ids => \%hidden_ids,
);

my ($n_named, $n_through);
for my $reader (@Corpus::client_readers) {
	($n_named, $n_through) = (0, 0);
	my @copies = $site->copies($reader);
	my ($wrong, $pairs) = $model->compare('client', @copies);
	is(scalar @$wrong, 0, "$reader has exactly the shared posts: " .
	    scalar @copies) or diag join "\n", splice @$wrong, 0, 10;
	for my $pair (grep { $_->[0]{is_renamed} } @$pairs) {
		my ($header) = Letter::cut($pair->[1]);
		$shared_ids{ Letter::message_id([Letter::fields($header)]) } =
		    1;
	}
	my @lost = grep { defined } map { lost_parent(@$_) } @$pairs;
	is(scalar @lost, 0, "$reader: $n_named replies name the nearest " .
	    "post the client has, $n_through beyond an internal one") or
	    diag join "\n", splice @lost, 0, 10;
	my @leaks = leaks(@copies);
	is(scalar @leaks, 0, "$reader: nothing leaks (M3, M6)") or
	    diag join "\n", splice @leaks, 0, 10;
}

cmp_ok($n_through, '>', 20, 'enough of it answers the inside');

for my $reader (@Corpus::internal_readers) {
	my @copies = $site->copies($reader);
	my ($wrong, $pairs) = $model->compare('internal', @copies);
	is(scalar @$wrong, 0, "$reader has every post: " . scalar @copies)
	    or diag join "\n", splice @$wrong, 0, 10;
	my @leaks;
	for my $pair (@$pairs) {
		my ($post, $bytes) = @$pair;
		if ($post->{audience} eq 'internal') {
			push @leaks, map { "<$post->{id}>: $_" }
			    $check->internal_copy($bytes, $post->{author},
			    $post->{is_visitor});
		} else {
			my ($header) = Letter::cut($bytes);
			push @leaks, Check::dropped_fields(
			    [Letter::fields($header)]);
		}
	}
	is(scalar @leaks, 0, "$reader: no answer leads out (5.2)") or
	    diag join "\n", splice @leaks, 0, 10;
}

# What the wire says to anybody who is no insider.
my @told;
for my $transaction ($site->transactions) {
	my @outside = grep { ($side->{ lc $_ } // '') ne 'internal' }
	    @{ $transaction->{recipients} };
	push @told, $check->client_envelope(
	    join ' ', $transaction->{sender}, @outside) if @outside;
	push @told, map { "mail to the visitor $_" }
	    grep { $stranger{ lc $_ } } @outside;
	my $n_inside = @{ $transaction->{recipients} } - @outside;
	push @told, 'both sides in one transaction' if @outside && $n_inside;
}
is(scalar @told, 0, 'envelopes tell clients nothing') or
    diag join "\n", splice @told, 0, 10;

done_testing();

sub shuffled
{
	my @all = @_;
	for my $i (reverse 1 .. $#all) {
		my $j = int rand($i + 1);
		@all[$i, $j] = @all[$j, $i];
	}
	return @all;
}

sub leaks
{
	my @leaks;
	for my $bytes (@_) {
		my ($id) = $bytes =~ /^message-id:\s*(\S+)/im;
		push @leaks, map { "$id: $_" } $check->client_copy($bytes);
	}
	return @leaks;
}

# What is wrong with the place of a client's copy among the others.
sub lost_parent
{
	my ($post, $bytes) = @_;
	my $want = $model->shared_parent($post);
	return undef if !defined $want;
	my @fields = Letter::fields((Letter::cut($bytes))[0]);
	my ($named) = reverse map { Letter::ids($_) }
	    Letter::values_of(\@fields, 'references');
	my ($replied) = map { Letter::ids($_) }
	    Letter::values_of(\@fields, 'in-reply-to');
	$n_named++;
	$n_through++ if $want ne $post->{parent_id};
	return undef if ($named // '') eq $want && ($replied // '') eq $want;
	return "<$post->{id}> answers <$want>, its copy says <" .
	    ($named // '') . '> and <' . ($replied // '') . '>';
}
