#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Non-interference, first form (M1): the same thousand messages with an
# inside that talks, and without it.  Every byte that clients get is equal.
# Those insiders' posts go inside that no later message names, so that the
# two plays differ in the inside alone; and the inside does its worst: it uses
# ids that clients will use, and ids that shared posts wait for.
use strict;
use warnings;
use FindBin;
use Test::More;
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Corpus;
use Letter;
use Site;

my $mbox = Site::corpora() . '/lists/usb-storage-1k.mbox';
plan skip_all => 'no corpora' if Site::corpora() eq '' || !-r $mbox;

my $seed = $ENV{REPLAY_SEED} // 1;
srand $seed;
diag "REPLAY_SEED=$seed";
$ENV{TRESTLE_SEED} = "same $seed";

my $list = 'usb';
my $shared = "$list\@lists.example.com";
my $internal = "$list\@internal.lists.example.com";
my $corpus = Corpus::load($mbox, $shared);
my @letters = @{ $corpus->{letters} };
my %busy = map { $_ => 1 } @{ $corpus->{busiest} };

my (%n_named, %n_with_id);
for my $letter (@letters) {
	my @fields = Letter::fields((Letter::cut($letter->{raw}))[0]);
	$letter->{id} = Letter::message_id(\@fields);
	$letter->{names} = [map { Letter::ids($_) }
	    map { Letter::values_of(\@fields, $_) }
	    qw(references in-reply-to)];
	$n_named{$_}++ for @{ $letter->{names} };
	$n_with_id{ $letter->{id} }++;
}
# What nobody names may go inside and be missed by none.
my %is_internal = map { $_ => 1 } grep {
	$busy{ $_->{from} } && !$n_named{ $_->{id} } &&
	    $n_with_id{ $_->{id} } == 1 && rand() < 0.6
} @letters;

my $key;
my ($with, $n_with) = play(1);
my ($without, $n_without) = play(0);
diag "with the inside $n_with letters, without $n_without";
cmp_ok($n_with - $n_without, '>', 200, 'the inside talks');

for my $reader (@Corpus::client_readers) {
	my @with = @{ $with->{$reader} };
	my @without = @{ $without->{$reader} };
	cmp_ok(scalar @with, '>', 500, "$reader has copies: " . @with);
	my @differ = grep { ($with[$_] // '') ne ($without[$_] // '') }
	    0 .. (@with > @without ? $#with : $#without);
	is(scalar @differ, 0, "$reader: every byte is the same") or
	    show($with[$differ[0]], $without[$differ[0]]);
}
my @differ = grep { $with->{envelopes}[$_] ne
    ($without->{envelopes}[$_] // '') } 0 .. $#{ $with->{envelopes} };
is(scalar @differ, 0, 'every envelope to clients is the same') or
    show($with->{envelopes}[$differ[0]], $without->{envelopes}[$differ[0]]);
is(scalar @{ $with->{envelopes} }, scalar @{ $without->{envelopes} },
    'as many envelopes');

done_testing();

# What the clients got of a site where the inside talks, or does not.
sub play
{
	my ($talks) = @_;
	srand $seed;
	my $site = Site->new(internal_from_outside => 'accept',
	    lenient_domains => 'rowland.harvard.edu');
	# One key, as if it were one site.
	$key //= Site::slurp("$site->{dir}/key");
	Site::spew("$site->{dir}/key", $key);
	my $clock = "$site->{scratch}/clock";
	local $ENV{TRESTLE_CLOCK} = $clock;
	Site::spew($clock, "1700000000\n");
	my $side = Corpus::people($site, $list, $corpus, {});
	Corpus::submit($corpus, $side);
	my $n = 0;
	for my $i (0 .. $#letters) {
		my $letter = $letters[$i];
		Site::spew($clock, 1700000000 + 600 * $i . "\n");
		for my $inner (inner($i)) {
			$n += $site->hook($inner) == 0 if $talks;
		}
		$letter->{to} = [$is_internal{$letter} ? $internal : $shared];
		$n += $site->hook($letter) == 0
		    if $talks || !$is_internal{$letter};
		$site->command('deliver') if $i % 100 == 99;
	}
	my %got = map { $_ => [$site->copies($_)] } @Corpus::client_readers;
	my %is_client = map { $_ => 1 } @Corpus::client_readers;
	my @envelopes;
	for my $transaction ($site->transactions) {
		my @to = grep { $is_client{$_} }
		    @{ $transaction->{recipients} };
		push @envelopes, "$transaction->{sender}: @to" if @to;
	}
	$got{envelopes} = \@envelopes;
	return (\%got, $n);
}

# What the inside writes just before the i-th letter, beside what it writes
# in the corpus: now and then under the id that a client is about to use,
# as an answer to another post, or under an id that others have named in vain
# (an answer to nothing: whoever names it answers nothing that clients have).
sub inner
{
	my ($i) = @_;
	my ($luck, $choice) = (rand(), rand());
	return () if $luck > 0.15 || $i == 0;
	my $letter = $letters[$i];
	if ($choice < 0.5) {
		return () if $busy{ $letter->{from} };
		my ($subject) = $letter->{raw} =~ /^(Subject:[^\n]*)/mi;
		return inner_letter("$subject\nMessage-ID: <$letter->{id}>\n" .
		    "References: <$letters[$i - 1]{id}>\n");
	}
	my ($lost) = grep { !$n_with_id{$_} } @{ $letter->{names} };
	return () if !defined $lost;
	return inner_letter("Subject: Inside $i\nMessage-ID: <$lost>\n");
}

sub inner_letter
{
	my ($fields) = @_;
	my $insider = $Corpus::internal_readers[0];
	return {
		raw => "From: <$insider>\n$fields\nInside.\n",
		sender => $insider, submitter => $insider, to => [$internal],
	};
}

sub show
{
	my ($one, $other) = @_;
	my @one = split /\n/, $one // '';
	my @other = split /\n/, $other // '';
	for my $i (0 .. $#one) {
		next if $one[$i] eq ($other[$i] // '');
		diag "with:    $one[$i]\nwithout: ", $other[$i] // '';
		return;
	}
}
