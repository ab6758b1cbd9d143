# SPDX-License-Identifier: GPL-3.0-or-later
#
# A scenario as text, one event a line:
#
#	TIME WHO EVENT NAME=VALUE ...
#	600 alice@example.com mail n=3 kind=reply rcpt=acme@... subject="Re: x"
#
# TIME is in seconds from the start.  In memory an event is one hash: at, who,
# do, and the rest by name.
package Scenario;
use strict;
use warnings;

# The order in which a line names things; others follow by alphabet.
my @order = qw(n kind list name value side role delivery sender submitter
    from rcpt to cc subject id irt refs quote attach more body);
my %rank = map { $order[$_] => $_ } 0 .. $#order;

sub line
{
	my ($event) = @_;
	my @names = sort {
		($rank{$a} // 99) <=> ($rank{$b} // 99) || $a cmp $b
	} grep { !/^(?:at|who|do|raw)$/ && defined $event->{$_} }
	    keys %$event;
	return join ' ', @$event{qw(at who do)},
	    map { "$_=" . quoted($event->{$_}) } @names;
}

sub quoted
{
	my ($value) = @_;
	return $value if $value =~ /\A[^\s"\\]+\z/;
	$value =~ s/(["\\])/\\$1/g;
	$value =~ s/\n/\\n/g;
	return "\"$value\"";
}

sub text
{
	my (@events) = @_;
	return join '', map { line($_) . "\n" } @events;
}

sub parse
{
	my ($text) = @_;
	my @events;
	for my $line (split /\n/, $text) {
		next if $line =~ /^\s*(?:#|$)/;
		my ($at, $who, $do, $rest) = split ' ', $line, 4;
		my %event = (at => $at, who => $who, do => $do);
		$rest //= '';
		while ($rest =~ /\G\s*(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g) {
			my ($name, $value) = ($1, $2 // $3);
			$value =~ s/\\(.)/$1 eq 'n' ? "\n" : $1/ge
			    if defined $2;
			$event{$name} = $value;
		}
		push @events, \%event;
	}
	return @events;
}

1;
