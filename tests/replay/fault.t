#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each state of spool and outbox, cut once: a small site's mail is handed in,
# decided and sent, and the program is killed at its first durable call, then
# (with a fresh site) at its second, and so on until it has none left.  To be
# killed after a call is to be killed before the next one.  Then everything is
# taken up again: nothing is lost, and a second copy comes only from a chunk
# that status counts.
use strict;
use warnings;
use File::Path qw(remove_tree);
use FindBin;
use Test::More;
use Time::HiRes qw(time);
use lib $FindBin::Bin;
use Corpus;
use Model;
use Site;

my $library = ($ENV{TOP_BUILDDIR} // '') . '/tests/fault/libfault.so';
plan skip_all => 'no libfault.so in this build' if !-e $library;
plan skip_all => 'a sanitizer wants to be first' if $ENV{SANITIZED};

my $shared = 'acme@lists.example.com';
my $internal = 'acme@internal.lists.example.com';
my ($alice, $claire) = ('alice@example.com', 'claire@client.example');
my @letters = (
	letter($claire, undef, 'question', $shared),
	letter($alice, $alice, 'both', $shared, $internal),
	letter('zoe@elsewhere.example', undef, 'stranger', $shared),
);

# libfault.so takes all below /dev for devices, /dev/shm too.
$ENV{TMPDIR} = '/tmp' if ($ENV{TMPDIR} // '/dev/shm') =~ m{^/dev/};
my $site = Site->new;
# A path with a space in it cannot stand in LD_PRELOAD.
my $preload = "$site->{scratch}/libfault.so";
symlink $library, $preload or die "$preload: $!\n";
# The installed hook is static, and the loader of this one can preload.
$site->{hook} = "$ENV{TOP_BUILDDIR}/tests/fault/trestle-hook";
$site->command('list', 'add', 'acme', '--mixed', '--purpose', 'We ship.');
$site->command('member', 'add', 'acme', $alice, '--side', 'internal');
$site->command('member', 'add', 'acme', $claire, '--side', 'client');
my %side = ($alice => 'internal', $claire => 'client');
my $template = "$site->{scratch}/template";
rename $site->{dir}, $template or die "$template: $!\n";

# The manager goes by the name of the command that starts it.
for my $program (qw(trestle-hook trestle trestle-send)) {
	my ($n, $n_second, @wrong) = (0, 0);
	my $began = time;
	while ($n < 2000) {
		my ($struck, $second, @said) = cut_at($program, ++$n);
		push @wrong, map { "call $n: $_" } @said;
		$n_second += $second;
		last if !$struck;
	}
	cmp_ok($n, '>', 3, "$program makes durable calls");
	is(scalar @wrong, 0, "$program killed at each of " . ($n - 1) .
	    ' calls: nothing lost') or diag join "\n", splice @wrong, 0, 12;
	diag sprintf '%s: %d calls, %d second copies, %.1f s', $program,
	    $n - 1, $n_second, time - $began;
}
done_testing();

sub letter
{
	my ($from, $submitter, $name, @to) = @_;
	my $to = join ', ', @to;
	return {
		raw => "From: <$from>\nTo: $to\nSubject: $name\n" .
		    "Message-ID: <$name\@x.example>\n\nThe $name.\n",
		sender => $from, submitter => $submitter, to => \@to,
	};
}

# Kill the program at its n-th durable call, go on as an MTA and an operator
# would, and look.  Returns whether it was struck, how many second copies
# came, and what is wrong.
sub cut_at
{
	my ($program, $n) = @_;
	remove_tree($site->{dir}, $site->{mail}, { keep_root => 0 });
	mkdir $site->{mail};
	system('cp', '-a', $template, $site->{dir}) == 0 or die "cp: $?\n";
	my $once = "$site->{scratch}/struck";
	unlink $once;
	my %fault = (
		LD_PRELOAD => $preload, FAULT_PROGRAM => $program,
		FAULT_NTH => $n, FAULT_DO => 'kill', FAULT_ONCE => $once,
	);
	my $model = Model->new(list => 'acme', side => \%side,
	    lists_domain => 'lists.example.com',
	    internal_domain => 'internal.lists.example.com');
	my @wrong;
	for my $letter (@letters) {
		$model->feed($letter);
		my $code = $site->hook($letter, %fault);
		next if $code == 0;
		push @wrong, "the hook ends with $code" if $code != -9;
		$site->hook($letter) == 0 or push @wrong, 'a second refusal';
	}
	my ($code) = $site->run([Site::program('trestle'), 'deliver'], undef,
	    %fault);
	push @wrong, "deliver ends with $code and no fault"
	    if $code != 0 && !-e $once;
	$site->command('deliver');
	my ($second, @more) = look($model, $program);
	return (-e $once, $second, @wrong, @more);
}

sub look
{
	my ($model, $program) = @_;
	my $status = $site->status;
	my $n_again = $status->{duplicates} // 0;
	my @wrong;
	# A hook killed behind its last fsync has taken the message.
	if ($program eq 'trestle-hook' && $n_again == 1) {
		$model->{total}{duplicates} = 1;
		$model->{total}{in}++;
	} elsif ($program eq 'trestle-hook' && $n_again == 2) {
		# The one with two recipients.
		$model->{total}{duplicates} = 2;
		$model->{total}{in} += 2;
	}
	push @wrong, $model->differences($status);

	my $n_second = 0;
	my $n_notices = 0;
	for my $reader ($alice, $claire) {
		my %once;
		my @copies = $site->copies($reader);
		my @first = grep { !$once{$_}++ } @copies;
		$n_second += @copies - @first;
		my @notices = grep { /^Auto-Submitted:/mi } @first;
		$n_notices += @notices;
		my ($differ) = $model->compare($side{$reader},
		    grep { !/^Auto-Submitted:/mi } @first);
		push @wrong, map { "$reader: $_" } @$differ;
	}
	my %once = map { $_ => 1 } $site->copies('operator@example.com');
	$n_notices += keys %once;
	push @wrong, "$n_notices notices, not 2" if $n_notices != 2;
	push @wrong, "$n_second second copies, status counts no chunk"
	    if $n_second && !$status->{repeated};
	my ($code, $said) = $site->run([Site::program('trestle'), 'doctor']);
	push @wrong, $said =~ /^BAD.*$/mg if $code;
	return ($n_second, @wrong);
}
