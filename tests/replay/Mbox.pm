# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads an mbox file of the mboxrd kind: a message begins at a line "From ",
# and of a body line made of ">"s and "From " one ">" was added by its writer.
# Shares no code with the programs: it is half of an independent judge.
package Mbox;
use strict;
use warnings;

# The messages of a file as byte strings, oldest first.
sub read_all
{
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!\n";
	my @messages;
	while (my $line = <$in>) {
		if ($line =~ /^From /) {
			push @messages, '';
			next;
		}
		die "$path: no From line at the start\n" if !@messages;
		$line =~ s/^>(>*From )/$1/;
		$messages[-1] .= $line;
	}
	close $in;
	# The empty line in front of the next From line is the writer's.
	s/\n\n\z/\n/ for @messages;
	return @messages;
}

1;
