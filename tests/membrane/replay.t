#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Non-interference (M1), M3 and M6 on a thousand real messages of which 30 %
# of what insiders wrote is internal, as in first.t: played with the inside
# and without it, references to what is left out replaced by the nearest post
# that the client has.  Mail, digest and pages of the client are equal to the
# byte.
use strict;
use warnings;
use FindBin;
use Test::More;
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Canary;
use Corpus;
use Judge;
use Letter;
use Play;
use World;

my $mbox = Site::corpora() . '/lists/usb-storage-1k.mbox';
plan skip_all => 'no corpora' if Site::corpora() eq '' || !-r $mbox;

my $seed = $ENV{REPLAY_SEED} // 1;
$seed = 1 if $seed !~ /^\d+$/;
srand $seed;
diag "REPLAY_SEED=$seed";

my $shared = "usb\@$World::domain";
my $internal = "usb\@$World::inside";
my $corpus = Corpus::load($mbox, $shared);
my %busy = map { $_ => 1 } @{ $corpus->{busiest} };
my $canary = Canary->new;
my @setup = setup();
my @events = events();

my $judge = Judge->new(Play::stage(), $seed);
my @left = @events;
my $run = $judge->play(\@setup, sub { shift @left });
$run->{canaries} = $canary->{words};
my @wrong = $judge->judge($run);
my $count = $judge->{count};
my @posts = @{ $run->{world}{tree}{posts} };
my $n_inner = grep { $_->{side} eq 'internal' } @posts;

diag scalar(@posts) . " posts, $n_inner internal, canaries " .
    scalar @{ $canary->{words} };
diag join ', ', map { "$_ $count->{$_}" } sort keys %$count;
is(scalar @wrong, 0, 'every byte that clients get is equal') or
    diag join "\n", map { "$_->{what} in $_->{view}: $_->{text}" }
    splice @wrong, 0, 5;
cmp_ok($n_inner, '>', 100, 'enough of it is internal');
cmp_ok($count->{plays} // 0, '==', 1, 'it was played twice');
cmp_ok($count->{rewritten} // 0, '>', 20, 'enough of it answers the inside');
cmp_ok($count->{copies} // 0, '>', 1000, 'there are copies');
cmp_ok($count->{pages} // 0, '>', 500, 'there are pages');

done_testing();

sub setup
{
	my @setup = (
		{ do => 'setting', name => 'internal_from_outside',
		    value => 'accept' },
		{ do => 'setting', name => 'lenient_domains',
		    value => 'rowland.harvard.edu, lst.de, gmail.com' },
		{ do => 'list', name => 'usb', kind => 'mixed',
		    value => 'closed' },
	);
	push @setup, map { joining($_, $busy{$_} ? 'internal' : 'client',
	    'no-mail') } sort keys %{ $corpus->{name} };
	push @setup, map { joining($_, 'internal', 'mail') }
	    @Corpus::internal_readers;
	push @setup, map { joining($_, 'client', 'mail') }
	    @Corpus::client_readers;
	$setup[-1]{delivery} = 'digest';
	return map { { at => 0, who => 'setup', %$_ } } @setup;
}

sub joining
{
	my ($who, $side, $delivery) = @_;
	return { who => $who, do => 'join', list => 'usb', side => $side,
	    role => '', delivery => $delivery };
}

# The letters whose ids are their own, with a delivery for each fifty.
sub events
{
	my (%n_with_id, @events);
	my $at = 0;
	my @letters = @{ $corpus->{letters} };
	for my $letter (@letters) {
		$letter->{id} = Letter::message_id([Letter::fields(
		    (Letter::cut($letter->{raw}))[0])]);
		$n_with_id{ $letter->{id} }++;
	}
	for my $letter (grep { $_->{id} ne '' && $n_with_id{ $_->{id} } == 1 }
	    @letters) {
		push @events, event($letter, $at += 600, scalar @events);
		push @events, { at => $at, who => 'clock', do => 'deliver' }
		    if @events % 50 == 49;
		push @events, { at => $at, who => 'clock', do => 'web' }
		    if @events % 400 == 399;
	}
	push @events, map { { at => ++$at, who => 'clock', do => $_ } }
	    qw(deliver digest deliver web);
	return @events;
}

sub event
{
	my ($letter, $at, $n) = @_;
	my $from = $letter->{from};
	my $is_insider = defined $from && $busy{$from};
	my $is_inner = $is_insider && rand() < 0.3;
	$canary->mark($letter, $internal) if $is_inner;
	return { at => $at, who => $from // 'nobody', do => 'mail', n => $n,
	    raw => $letter->{raw}, sender => $letter->{sender},
	    submitter => $is_insider ? $from : undef,
	    rcpt => $is_inner ? $internal : $shared };
}
