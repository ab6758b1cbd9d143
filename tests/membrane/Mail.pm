# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a mail client makes of an event: the bytes of a message.  A pure
# function of the seed, the event and the messages before it, so that a
# scenario can be played again from its text.
package Mail;
use strict;
use warnings;
use Digest::SHA qw(sha256);
use FindBin ();
use MIME::Base64 qw(encode_base64);
use lib "$FindBin::Bin/../replay";
use Letter;

my $epoch = 1700000000;

my @days = qw(Sun Mon Tue Wed Thu Fri Sat);
my @months = qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec);

my @talk = (
	'The pump runs again since this morning.',
	'Which version do we ship in May?',
	'I have put the numbers into the table.',
	'Can somebody look at the valve before Friday?',
	'It works here, with the new cable.',
	'Nothing to add from our side.',
	'Shall we meet on Tuesday or on Thursday?',
	'The second test failed after an hour.',
);

sub epoch { return $epoch; }

# The word that stands in message n and in what quotes it, and nowhere else.
sub word
{
	my ($seed, $n) = @_;
	my $hash = sha256("word $seed $n");
	return 'zqx' . join '',
	    map { chr(97 + $_ % 26) } unpack('C10', $hash);
}

sub date
{
	my ($at) = @_;
	my @t = gmtime($epoch + $at);
	return sprintf '%s, %02d %s %d %02d:%02d:%02d +0000', $days[$t[6]],
	    $t[3], $months[$t[4]], $t[5] + 1900, @t[2, 1, 0];
}

# bodies: { n => text } of the messages before; the new one is added.
sub bytes
{
	my ($seed, $event, $bodies) = @_;
	my $text = text($seed, $event, $bodies);
	$bodies->{ $event->{n} } = $text;
	my @header = header($event);
	my ($more, $body) = encoded($seed, $event, $text);
	return join("\n", @header, @$more) . "\n\n$body";
}

sub header
{
	my ($event) = @_;
	my @fields = map { "From: $_" } split /;/, $event->{from};
	push @fields, "To: $event->{to}" if $event->{to};
	push @fields, "Cc: $event->{cc}" if $event->{cc};
	push @fields, "Subject: $event->{subject}",
	    'Date: ' . date($event->{at});
	push @fields, "Message-ID: <$event->{id}>" if $event->{id};
	push @fields, ids_field('In-Reply-To', split ' ', $event->{irt})
	    if $event->{irt};
	push @fields, ids_field('References', split ' ', $event->{refs})
	    if $event->{refs};
	push @fields, split /\n/, $event->{more} if $event->{more};
	return @fields;
}

# Folded as RFC 5322 2.1.1 would have it: 78 columns where there is a choice.
sub ids_field
{
	my ($name, @ids) = @_;
	my ($field, $length, $n) = ("$name:", length($name) + 1, 0);
	for my $id (@ids) {
		if ($n++ && $length + length($id) + 3 > 78) {
			$field .= "\n";
			$length = 0;
		}
		$field .= " <$id>";
		$length += length($id) + 3;
	}
	return $field;
}

sub text
{
	my ($seed, $event, $bodies) = @_;
	my $n = $event->{n};
	my $word = word($seed, $n);
	my @lines = ("$word, this is message $n.",
	    $event->{body} // $talk[unpack 'C', sha256("talk $seed $n")
	    & "\7"]);
	my ($way, $source) = split /:/, $event->{quote} // '';
	if (defined $source && defined $bodies->{$source}) {
		push @lines, quoted($way, $source, $bodies->{$source});
	}
	return join("\n", @lines) . "\n";
}

sub quoted
{
	my ($way, $source, $text) = @_;
	my @lines = split /\n/, $text;
	return ('', "On Monday, number $source wrote:", map { "> $_" } @lines)
	    if $way eq 'gt';
	return ('', '-----Original Message-----', "From: number $source",
	    'Sent: Monday', "Subject: number $source", '', @lines);
}

# More header fields and the body, as the event wants its parts.
sub encoded
{
	my ($seed, $event, $text) = @_;
	return ([], $text) if !$event->{attach} && !$event->{html};
	my $b = "b$event->{n}-" . substr word($seed, $event->{n}), 3, 6;
	my @parts = "Content-Type: text/plain; charset=utf-8\n\n$text";
	push @parts, "Content-Type: text/html; charset=utf-8\n\n" .
	    '<p>' . join('<br>', split /\n/, $text =~ s/>/&gt;/gr) . "</p>\n"
	    if $event->{html};
	push @parts, attachment($seed, $event->{attach}) if $event->{attach};
	my $type = $event->{attach} ? 'mixed' : 'alternative';
	return (['MIME-Version: 1.0',
	    "Content-Type: multipart/$type; boundary=\"$b\""],
	    join('', map { "--$b\n$_\n" } @parts) . "--$b--\n");
}

# The file of message n, the same bytes whoever attaches it.
sub attachment
{
	my ($seed, $n) = @_;
	my $word = word($seed, "file of $n");
	return "Content-Type: application/octet-stream\n" .
	    "Content-Disposition: attachment; filename=\"$word.bin\"\n" .
	    "Content-Transfer-Encoding: base64\n\n" .
	    encode_base64("A file. $word. " . 'x' x 40);
}

# A message with other ids in References and In-Reply-To: change is called
# with the ids of a field, in order, and returns the new ones.
sub with_ids
{
	my ($raw, $change) = @_;
	my ($header, $body) = Letter::cut($raw);
	my @out;
	for my $field (split /\n(?![ \t])/, $header) {
		my ($name) = $field =~ /^(references|in-reply-to):/i;
		if (!defined $name) {
			push @out, $field;
			next;
		}
		my @old = Letter::ids($field);
		my @new = $change->(@old);
		push @out, $field if "@old" eq "@new";
		push @out, ids_field($name, @new)
		    if "@old" ne "@new" && @new;
	}
	return join("\n", @out) . "\n\n$body";
}

# A message whose To and Cc name no address of a domain: what is sent of one
# that named both sides.
sub without_domain
{
	my ($raw, $domain) = @_;
	my ($header, $body) = Letter::cut($raw);
	my @out;
	for my $field (split /\n(?![ \t])/, $header) {
		if ($field =~ /^(To|Cc): (.*)/s) {
			my ($name, $value) = ($1, $2);
			my @kept = grep { !/\@\Q$domain\E>?\s*$/i }
			    split /,\s*/, $value;
			next if !@kept;
			$field = "$name: " . join ', ', @kept;
		}
		push @out, $field;
	}
	return join("\n", @out) . "\n\n$body";
}

1;
