# SPDX-License-Identifier: GPL-3.0-or-later
#
# The membrane's judge: looks at the bytes that readers got and says what
# leaked.  Knows the rules (DESIGN.md 5, research/membrane.md 2.7) and nothing
# of the code.  Each check has a planted leak in check.t that it must catch.
#
#	my $check = Check->new(
#	    shared => 'acme@lists.example.com',
#	    lists_domain => 'lists.example.com',
#	    internal_domain => 'internal.lists.example.com',
#	    insiders => { 'alice@example.com' => 1 },
#	    canaries => ['zqxabc...'],      # words only insiders may read
#	    shared_ids => { 'id@host' => 1 }, # what the clients have
#	    hidden_ids => { 'id@host' => 1 }, # what they must never see named
#	);
#	my @leaks = $check->client_copy($bytes);
#	my @leaks = $check->internal_copy($bytes, $author, $is_visitor);
#	my @leaks = $check->client_envelope($text);
package Check;
use strict;
use warnings;
use Digest::SHA qw(sha256);
use FindBin ();
use MIME::Base64 qw(decode_base64);
use MIME::QuotedPrint qw(decode_qp);
use lib "$FindBin::Bin/../replay";
use Letter;

# Fields that would tell a client what was answered, when, or by which way
# (DESIGN.md 5.5 and 5.6).  "arc-" and "x-ms-" stand for all that begin so.
my @dropped = qw(thread-index thread-topic received dkim-signature arc-
    authentication-results x-originating-ip x-ms- return-receipt-to
    disposition-notification-to x-confirm-reading-to approved also-sent-to);

# Where a mail client sends an answer (DESIGN.md 5.2).
my @answered = qw(from reply-to to cc list-post mail-followup-to
    mail-reply-to sender);

# Fields in which an <a@b> is an address or a list's, not a message's id.
my %holds_no_id = map { $_ => 1 } @answered, qw(author return-path
    delivered-to list-id list-help list-subscribe list-unsubscribe
    list-owner list-archive x-envelope-from x-envelope-to x-original-to
    content-type content-disposition subject organization bcc
    also-sent-to archived-at);

sub new
{
	my ($class, %self) = @_;
	my $self = bless {
		canaries => [], shared_ids => {}, hidden_ids => {},
		insiders => {}, seen => {}, %self,
	}, $class;
	my $any = join '|', map { quotemeta lc } @{ $self->{canaries} };
	$self->{canary} = $any eq '' ? qr/(?!)/ : qr/($any)/;
	$self->{domain} = quotemeta lc $self->{internal_domain};
	return $self;
}

# All that is wrong with a copy in a client's mailbox.
sub client_copy
{
	my ($self, $bytes) = @_;
	my ($header) = Letter::cut($bytes);
	my @fields = Letter::fields($header);
	return (
		$self->canaries($bytes), dropped_fields(\@fields),
		$self->ids(\@fields, $header),
		$self->reply_to(\@fields),
	);
}

# M6: no canary and no byte of the internal domain, in any form of the bytes.
# Equal bodies are read once: a message has one copy a reader.
sub canaries
{
	my ($self, $bytes) = @_;
	my ($header, $body) = Letter::cut($bytes);
	my @leaks = $self->hits(header_forms($header), $header);
	my ($part_of) = join ' ', grep { /^content-/i }
	    split /\r?\n(?![ \t])/, $header;
	my $key = sha256("$part_of\n$body");
	$self->{seen}{$key} //= [$self->hits(body_forms($part_of, $body))];
	return (@leaks, @{ $self->{seen}{$key} });
}

# The same for what only the envelope says.
sub client_envelope
{
	my ($self, $text) = @_;
	return map { "envelope: $_" } $self->hits($text);
}

sub hits
{
	my ($self, @forms) = @_;
	my %found;
	for my $form (map { lc } map { deeper($_) } @forms) {
		$found{"canary $1"} = 1 while $form =~ /$self->{canary}/g;
		$found{"internal domain"} = 1 if $form =~ /$self->{domain}/;
	}
	return sort keys %found;
}

sub header_forms
{
	my ($header) = @_;
	(my $unfolded = $header) =~ s/\r?\n[ \t]+/ /g;
	(my $joined = $header) =~ s/\r?\n[ \t]+//g;
	return ($unfolded, $joined, Letter::decode_words($unfolded));
}

# The body as it stands and as each reader might decode it: by its MIME tree,
# and blindly as a whole, whatever the header claims.
sub body_forms
{
	my ($mime_header, $body) = @_;
	my @forms = ($body, decode_qp($body));
	for my $part (Letter::parts("$mime_header\n\n$body")) {
		push @forms, $part->[1],
		    map { Letter::decode_words($_->[1]) } @{ $part->[0] };
	}
	while ($body =~ m{((?:[A-Za-z0-9+/]{4,}=*\r?\n?){4,})}g) {
		push @forms, base64_forms($1);
	}
	return @forms;
}

# A run of base64 may begin anywhere in a group of four.
sub base64_forms
{
	my ($run) = @_;
	$run =~ s/[\r\n=]+//g;
	return map { decode_base64(substr $run, $_) } 0 .. 3;
}

# A form and what is one step behind it.  Cheap ones only where their mark is.
sub deeper
{
	my ($form) = @_;
	my @forms = ($form);
	my $plain = $form;
	push @forms, $plain if $plain =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
	$plain = $form;
	push @forms, $plain if $plain =~ s/&(#?\w+);/entity($1)/ge;
	$plain = $form;
	push @forms, $plain if $plain =~ s{\+([A-Za-z0-9/]{3,})-}{
	    (decode_base64($1) =~ tr/\0//dr)}gex;
	$plain = $form;
	push @forms, $plain if $plain =~ tr/\0//d;
	# Tags and soft breaks inside a word.
	$plain = $form;
	push @forms, $plain if $plain =~ s/<[^<>]*>|\xc2\xad|\xe2\x80\x8b//g;
	return @forms;
}

sub entity
{
	my ($name) = @_;
	my %named = (amp => '&', lt => '<', gt => '>', quot => '"',
	    commat => '@', period => '.');
	my $code = $name =~ /^#[xX]([0-9A-Fa-f]{1,6})$/ ? hex $1
	    : $name =~ /^#(\d{1,7})$/ ? $1 : undef;
	return chr $code if defined $code && $code < 256;
	return $named{$name} // "&$name;";
}

# DESIGN.md 5.5, 5.6: no trace field on any copy of a mixed list.
sub dropped_fields
{
	my ($fields) = @_;
	my %found;
	for my $field (@$fields) {
		for my $name (@dropped) {
			my $is_hit = $name =~ /-$/
			    ? index($field->[0], $name) == 0
			    : $field->[0] eq $name;
			$found{"field $field->[0]"} = 1 if $is_hit;
		}
	}
	return sort keys %found;
}

# M3: every id in any field names what the clients have, and no hidden id
# stands anywhere in the block, in whatever form.
sub ids
{
	my ($self, $fields, $header) = @_;
	my %found;
	for my $field (@$fields) {
		next if $holds_no_id{ $field->[0] };
		for my $id (Letter::ids($field->[1])) {
			next if $id !~ /@/ && !$self->{hidden_ids}{$id};
			next if $self->{shared_ids}{$id};
			$found{"id <$id> in $field->[0]"} = 1;
		}
	}
	(my $joined = $header) =~ s/\s+//g;
	for my $token ($joined =~ /([^<>,;"()]+)/g,
	    split(/[\s<>,;"()]+/, $header),
	    split(/[\s<>,;"()\[\]:=\/]+/, $header)) {
		$found{"hidden id $token"} = 1 if
		    $self->{hidden_ids}{$token} && !$self->{shared_ids}{$token};
	}
	return sort keys %found;
}

# A client's answer goes to the shared address: Reply-To says so and says
# nothing else.
sub reply_to
{
	my ($self, $fields) = @_;
	my @to = map { Letter::addresses($_) }
	    Letter::values_of($fields, 'reply-to');
	return () if @to == 1 && $to[0] eq lc $self->{shared};
	return ('Reply-To is ' . (join(', ', @to) || 'absent'));
}

# All that is wrong with a copy of an internal post (DESIGN.md 5.2, 5.6).
# author is the From of the message as it came in.  Of a visitor's post no
# answer may go back.
sub internal_copy
{
	my ($self, $bytes, $author, $is_visitor) = @_;
	my ($header) = Letter::cut($bytes);
	my @fields = Letter::fields($header);
	my @leaks = dropped_fields([grep { $_->[0] ne 'also-sent-to' }
	    @fields]);
	my $n_inside = 0;
	for my $name (@answered) {
		for my $address (map { Letter::addresses($_) }
		    Letter::values_of(\@fields, $name)) {
			my $is_inside = $address =~ /\@$self->{domain}\z/;
			$n_inside++ if $name eq 'reply-to' && $is_inside;
			next if $is_inside;
			next if !$is_visitor && $name eq 'from' &&
			    $address eq lc $author;
			next if $self->{insiders}{$address};
			push @leaks, "$name leads to $address";
		}
	}
	push @leaks, 'Reply-To does not lead inside' if $n_inside != 1;
	return @leaks;
}

1;
