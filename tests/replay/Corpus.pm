# SPDX-License-Identifier: GPL-3.0-or-later
#
# The mail that is replayed, the people who wrote it, and those who read it.
package Corpus;
use strict;
use warnings;
use FindBin ();
use lib "$FindBin::Bin/../replay";
use Letter;
use Mbox;

# Five readers inside, seven clients.  None of them writes.
our @internal_readers = map { "$_\@example.com" }
    qw(alice bob carol dave erin);
our @client_readers = map { "$_\@client.example" }
    qw(claire denis elsa farid gina hugo ines);

# The messages of an mbox as letters { raw, from, name, sender, to }, the
# 40 busiest authors, and all authors as address => name.
sub load
{
	my ($path, $to) = @_;
	my (@letters, %n_posts, %name);
	for my $raw (Mbox::read_all($path)) {
		my ($header) = Letter::cut($raw);
		my @fields = Letter::fields($header);
		my $from = Letter::author(\@fields);
		my ($return) = map { Letter::addresses($_) }
		    Letter::values_of(\@fields, 'return-path');
		push @letters, {
			raw => $raw, from => $from, to => [$to],
			sender => $from // $return // '',
		};
		next if !defined $from;
		$n_posts{$from}++;
		my ($value) = Letter::values_of(\@fields, 'from');
		$name{$from} ||= Letter::display_name($value) ||
		    $from =~ s/\@.*//r;
	}
	my @busiest = sort { $n_posts{$b} <=> $n_posts{$a} || $a cmp $b }
	    keys %n_posts;
	splice @busiest, 40 if @busiest > 40;
	return { letters => \@letters, busiest => \@busiest, name => \%name };
}

# Insiders submit their mail.
sub submit
{
	my ($corpus, $side) = @_;
	for my $letter (@{ $corpus->{letters} }) {
		my $from = $letter->{from};
		$letter->{submitter} = $from
		    if defined $from && ($side->{$from} // '') eq 'internal';
	}
}

# What the corpus does not hold: one of each kind, by people it does.
sub oddities
{
	my ($corpus, $list) = @_;
	my $insider = $corpus->{busiest}[0];
	my %busy = map { $_ => 1 } @{ $corpus->{busiest} };
	my ($client) = grep { !$busy{$_} } sort keys %{ $corpus->{name} };
	my $used = Letter::message_id([Letter::fields(
	    (Letter::cut($corpus->{letters}[0]{raw}))[0])]);
	my $n = 0;
	my $letter = sub {
		my ($body, %more) = @_;
		my $id = $more{id} // '<odd-' . ++$n . '@odd.example>';
		my $from = $more{from} // "From: <$client>\n";
		return {
			raw => $from . ($id && "Message-ID: $id\n") .
			    ($more{fields} // '') . "Subject: odd $n\n\n$body",
			from => $client, sender => $more{sender} // $client,
			submitter => $more{submitter},
			to => $more{to} // ["$list\@lists.example.com"],
		};
	};
	return (
		$letter->("an id that was used\n", id => "<$used>"),
		$letter->("no id\n", id => ''),
		$letter->("away\n", fields => "Auto-Submitted: auto-replied\n"),
		$letter->("bounce\n", sender => ''),
		$letter->("no author\n", from => ''),
		$letter->("two authors\n",
		    from => "From: <$client>\nFrom: <$insider>\n"),
		$letter->("a stranger\n", from => "From: s\@stranger.example\n",
		    sender => 's@stranger.example'),
		$letter->("unproven\n", from => "From: <$insider>\n"),
		$letter->("not he\n", from => "From: <$insider>\n",
		    submitter => $corpus->{busiest}[1]),
		$letter->("nobody\n", to => ['nobody@lists.example.com']),
		$letter->("one of two\n", sender => 'typist@client.example',
		    to => ["$list\@lists.example.com",
		    'nobdy@lists.example.com']),
		$letter->("a bare CR:\rand a NUL:\0.\r\nand CRLF\r\n\r\r\n"),
		$letter->(".\n..\n.x\n\n."),
		$letter->('no line end'),
		$letter->(''),
		$letter->("8 bits: \xe9\xff\n" . ('y' x 5000) . "\n"),
	);
}

# Make the list with its readers and the authors without delivery.  Returns
# the sides by address.  Authors in skip stay strangers.
sub people
{
	my ($site, $list, $corpus, $skip) = @_;
	my %side;
	$side{$_} = 'client' for grep { !$skip->{$_} }
	    keys %{ $corpus->{name} };
	$side{$_} = 'internal' for grep { !$skip->{$_} }
	    @{ $corpus->{busiest} };
	$site->command('list', 'add', $list, '--mixed', '--purpose',
	    'Storage over USB works for everybody.');
	for my $wanted (qw(internal client)) {
		my @authors = map { [$corpus->{name}{$_}, $_] }
		    grep { $side{$_} eq $wanted } sort keys %side;
		$site->add_members($list, \@authors, '--side', $wanted,
		    '--no-mail') if @authors;
	}
	$site->command('member', 'add', $list, @internal_readers, '--side',
	    'internal');
	$site->command('member', 'add', $list, @client_readers, '--side',
	    'client');
	$side{$_} = 'internal' for @internal_readers;
	$side{$_} = 'client' for @client_readers;
	return \%side;
}

1;
