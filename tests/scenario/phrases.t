#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Two hundred messages of two archives, drawn by a seed, are each found by six
# words in a row of their own, under the name that their id gives.  What a
# message says, and what it is called, is worked out here from the RFCs and
# DESIGN.md, with none of the programs' code.
use strict;
use warnings;
use Digest::SHA qw(sha256 sha256_hex);
use FindBin;
use Test::More;
use lib "$FindBin::Bin/../replay";
use Letter;
use Mbox;
use Site;

my $seed = $ENV{TRESTLE_SEED} // 'phrases';
my $n_drawn = 100;    # of each archive
plan skip_all => 'no corpora' if Site::corpora() eq '';
plan skip_all => 'no xz' if system('command -v xz >/dev/null 2>&1');

# Base32 in small letters of the first 130 bits (DESIGN.md 5, Ids).
sub page_name
{
	my ($id) = @_;
	my @letters = ('a' .. 'z', 2 .. 7);
	my $bits = unpack 'B130', sha256($id);
	return join '', map { $letters[oct "0b$_"] } $bits =~ /(.{5})/g;
}

# The words of the lines that the writer wrote himself in the first plain part:
# behind no quotation mark, above the signature.  Only lines of ASCII.
sub own_lines
{
	my ($raw) = @_;
	for my $part (Letter::parts($raw)) {
		my ($fields, $text) = @$part;
		my ($type) = Letter::values_of($fields, 'content-type');
		next if !@$fields || ($type // 'text/plain') !~ m{^\s*text/plain}i;
		next if grep { /attachment/i }
		    Letter::values_of($fields, 'content-disposition');
		$text =~ s/\r\n/\n/g;
		$text =~ s/^-- ?\n.*//ms;
		return grep { /^[A-Za-z][ -~]*\z/ } split /\n/, $text;
	}
	return ();
}

# Six words in a row, the line drawn by the seed; undef when there are none.
sub phrase
{
	my ($raw, $id) = @_;
	my @phrases;
	for my $line (own_lines($raw)) {
		my @words = $line =~ /[A-Za-z0-9]+/g;
		push @phrases, join ' ', @words[0 .. 5] if @words >= 6;
	}
	return undef if !@phrases;
	return $phrases[hex(substr sha256_hex("$seed line $id"), 0, 8)
	    % @phrases];
}

# The messages with an id of their own and a phrase, in an order by the seed.
sub draw
{
	my ($path) = @_;
	my %by_id;
	for my $raw (Mbox::read_all($path)) {
		my ($header) = Letter::cut($raw);
		my $id = Letter::message_id([Letter::fields($header)]);
		push @{ $by_id{$id} }, $raw if $id ne '';
	}
	my @drawn;
	for my $id (sort { sha256_hex("$seed $a") cmp sha256_hex("$seed $b") }
	    keys %by_id) {
		next if @{ $by_id{$id} } > 1;
		my $phrase = phrase($by_id{$id}[0], $id);
		push @drawn, [$id, $phrase] if defined $phrase;
		last if @drawn == $n_drawn;
	}
	return @drawn;
}

my $site = Site->new;
$site->command('list', 'add', 'archive', '--mixed', '--purpose',
    'What was said.');
my $lists = Site::corpora() . '/lists';
my $usrp = "$site->{scratch}/usrp.mbox";
system("xz -dc '$lists/usrp-users-2019-05.mbox.xz' >'$usrp'") == 0
    or die "xz\n";
for my $path ("$lists/usb-storage-1k.mbox", $usrp) {
	my @drawn = draw($path);
	my ($n_posted) = $site->command('import', 'archive', $path)
	    =~ /(\d+) posted/;
	cmp_ok($n_posted, '>=', $n_drawn, "$n_posted posted");
	is(scalar @drawn, $n_drawn, 'enough are drawn');
	my ($n_found, @lost) = (0);
	for (@drawn) {
		my ($id, $phrase) = @$_;
		my $said = $site->command('search', 'archive.client',
		    '--limit', '1000', $phrase);
		my $name = page_name($id);
		if ($said =~ /^\Q$name\E\t/m) {
			$n_found++;
		} else {
			push @lost, "$name by '$phrase'";
		}
	}
	is($n_found, $n_drawn, 'each is found by its own words')
	    or diag(join "\n", @lost);
}

# All that came in goes out, and comes back as the same posts.
my $export = "$site->{scratch}/export.mbox";
my ($code, $said) = $site->run(['sh', '-c', 'exec "$0" export ' .
    "archive.client >'$export'", Site::program('trestle')]);
is($code, 0, 'export') or diag($said);
$site->command('list', 'add', 'copy', '--mixed', '--purpose', 'Again.');
$site->command('import', 'copy', $export);
($code, $said) = $site->run(['sh', '-c', 'exec "$0" export ' .
    "copy.client >'$export.2'", Site::program('trestle')]);
is($code, 0, 'export of the import');
ok(Site::slurp($export) eq Site::slurp("$export.2"), 'is the same file');
cmp_ok(scalar Mbox::read_all($export), '>=', 1200, 'with all of it');
like($site->command('import', 'archive', $export), qr/: 0 posted/,
    'and nothing new to where it came from');
like($site->command('doctor'), qr/^ok/, 'doctor is content');
done_testing;
