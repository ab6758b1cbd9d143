# SPDX-License-Identifier: GPL-3.0-or-later
#
# A message as the judge reads it: its own cutting of headers, ids, addresses
# and parts, from the RFCs and not from the programs' code.  Plain functions
# on byte strings and on the array of fields.
package Letter;
use strict;
use warnings;
use Encode ();
use MIME::Base64 qw(decode_base64);
use MIME::QuotedPrint qw(decode_qp);

# Header block and body.  The body is what stands behind the first empty line.
sub cut
{
	my ($raw) = @_;
	return ($1, $2) if $raw =~ /\A(|.*?\r?\n)\r?\n(.*)\z/s;
	return ($raw, '');
}

# The fields as [name in small letters, unfolded value], in order.
sub fields
{
	my ($header) = @_;
	my @fields;
	for my $line (split /\r?\n/, $header) {
		if ($line =~ /^[ \t]/ && @fields) {
			$fields[-1][1] .= $line;
		} elsif ($line =~ /^([!-9;-~]+)[ \t]*:(.*)$/s) {
			push @fields, [lc $1, $2];
		}
	}
	s/^\s+|\s+$//g for map { $_->[1] } @fields;
	return @fields;
}

# The values of all fields of a name.
sub values_of
{
	my ($fields, $name) = @_;
	return map { $_->[1] } grep { $_->[0] eq $name } @$fields;
}

# A value without its comments, which nest (RFC 5322 3.2.2).
sub without_comments
{
	my ($value) = @_;
	my ($out, $depth, $in_quotes) = ('', 0, 0);
	while ($value =~ /\G(\\.|.)/gs) {
		my $c = $1;
		if (!$depth && $c eq '"') {
			$in_quotes = !$in_quotes;
		} elsif (!$in_quotes && $c eq '(') {
			$depth++;
			next;
		} elsif (!$in_quotes && $depth && $c eq ')') {
			$depth--;
			next;
		}
		$out .= $c if !$depth;
	}
	return $out;
}

# The addresses of a value, in small letters.  Generous: a thing with an @ in
# it is an address, wherever it stands outside quotes and comments.
sub addresses
{
	my ($value) = @_;
	my $rest = without_comments($value);
	$rest =~ s/"(?:[^"\\]|\\.)*"(?!@)//g;
	my @found;
	while ($rest =~ /([^\s<>,;:"()\[\]\\]+@[^\s<>,;:"()\[\]\\]+)/g) {
		push @found, lc $1;
	}
	return @found;
}

# The one author of a message, or undef when From does not name exactly one.
sub author
{
	my ($fields) = @_;
	my @from = values_of($fields, 'from');
	return undef if @from != 1;
	my @addresses = addresses($from[0]);
	return @addresses == 1 ? $addresses[0] : undef;
}

# The display name of a From value, in printable ASCII.
sub display_name
{
	my ($value) = @_;
	my $name = decode_words($value);
	$name =~ s/<[^<>]*>\s*$//;
	$name =~ s/[^ -~]|["<>\\,;:@()]/ /g;
	$name =~ s/\s+/ /g;
	$name =~ s/^ | $//g;
	return $name;
}

# The <ids> of a value, without brackets, white space inside dropped.
sub ids
{
	my ($value) = @_;
	my @ids = $value =~ /<([^<>]*)>/g;
	s/\s+//g for @ids;
	return grep { length } @ids;
}

# The Message-ID of the fields, '' when there is none.
sub message_id
{
	my ($fields) = @_;
	my ($value) = values_of($fields, 'message-id');
	return '' if !defined $value;
	my ($id) = ids($value);
	return $id // '';
}

# What it answers, when it names that without doubt: the one id of
# In-Reply-To, which is the last of References too, if there are any.
sub parent_id
{
	my ($fields) = @_;
	my @replied = map { ids($_) } values_of($fields, 'in-reply-to');
	my @named = map { ids($_) } values_of($fields, 'references');
	return undef if @replied > 1;
	return undef if @replied && @named && $replied[0] ne $named[-1];
	return $replied[0] // $named[-1];
}

# Is it a machine's (DESIGN.md 5.11)?
sub is_automatic
{
	my ($fields, $sender) = @_;
	return 1 if defined $sender && $sender eq '';
	for (values_of($fields, 'auto-submitted')) {
		my ($word) = without_comments($_) =~ /^\s*([^\s;]+)/;
		return 1 if defined $word && lc $word ne 'no';
	}
	return 1 if grep { lc($_) eq "auto_reply" }
	    values_of($fields, 'precedence');
	return 1 if grep { $_->[0] =~ /^x-auto(?:reply|respond)$/ } @$fields;
	return 1 if grep { m{^\s*multipart/report\b}i }
	    values_of($fields, 'content-type');
	return 0;
}

# RFC 2047 words decoded, to UTF-8 bytes; what is not one stays.
sub decode_words
{
	my ($value) = @_;
	$value =~ s/(\?=)\s+(=\?)/$1$2/g;
	$value =~ s/=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=/
	    word_bytes($1, $2, $3)/ge;
	return $value;
}

sub word_bytes
{
	my ($charset, $encoding, $text) = @_;
	my $bytes;
	if (lc $encoding eq 'b') {
		$bytes = decode_base64($text);
	} else {
		$text =~ tr/_/ /;
		$text =~ s/=([0-9A-Fa-f]{2})/chr hex $1/ge;
		$bytes = $text;
	}
	return utf8_bytes($charset, $bytes);
}

# Bytes of a charset as UTF-8 bytes; unknown charsets stay as they are.
sub utf8_bytes
{
	my ($charset, $bytes) = @_;
	my $coder = Encode::find_encoding($charset) or return $bytes;
	my $text = eval { $coder->decode($bytes, Encode::FB_DEFAULT()) };
	return $bytes if !defined $text;
	return Encode::encode('UTF-8', $text);
}

# A body as it must arrive: CRLF line ends, a bare CR is one too, the last
# line is ended (RFC 5321 4.5.2; lib/net/submit.h).
sub wire_body
{
	my ($body) = @_;
	$body =~ s/\r\n|\r|\n/\r\n/g;
	$body .= "\r\n" if length $body && $body !~ /\r\n\z/;
	return $body;
}

# All leaf parts as [fields, decoded bytes], without recursion: containers and
# attached messages are put back on the list of what is to be read.
sub parts
{
	my ($raw) = @_;
	my @todo = ($raw);
	my @leaves;
	while (@todo && @leaves < 2000) {
		my ($header, $body) = cut(shift @todo);
		my @fields = fields($header);
		my ($type) = values_of(\@fields, 'content-type');
		$type //= 'text/plain';
		if ($type =~ m{^\s*multipart/}i &&
		    $type =~ /boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i) {
			my $mark = quotemeta($1 // $2);
			my $line = qr/--$mark(?:--)?[ \t]*(?=\r?\n|\z)/;
			my @cut = split /(?:\A|\r?\n)$line/, $body;
			# Preamble and epilogue are read as leaves too.
			push @leaves, [[], shift @cut] if @cut;
			s/\A\r?\n// for @cut;
			push @todo, @cut;
			next;
		}
		my $bytes = decoded(\@fields, $body);
		push @todo, $bytes
		    if $type =~ m{^\s*message/(?:rfc822|global)}i;
		push @leaves, [\@fields, $bytes];
	}
	return @leaves;
}

# A leaf's body without its transfer encoding.
sub decoded
{
	my ($fields, $body) = @_;
	my ($encoding) = values_of($fields, 'content-transfer-encoding');
	$encoding = lc($encoding // '');
	return decode_base64($body) if $encoding =~ /^\s*base64/;
	return decode_qp($body) if $encoding =~ /^\s*quoted-printable/;
	return $body;
}

1;
