# SPDX-License-Identifier: GPL-3.0-or-later
#
# Puts words into real messages that no later message can quote, where the
# corpus has nothing: they must never be seen outside.
#
#	my $canary = Canary->new;
#	$canary->mark($letter, 'usb@internal...');  # changes its raw bytes
#	@{ $canary->{words} }                       # all words so far
package Canary;
use strict;
use warnings;
use FindBin ();
use MIME::Base64 qw(encode_base64);
use lib "$FindBin::Bin/../replay";
use Letter;

sub new
{
	my ($class) = @_;
	return bless { words => [] }, $class;
}

sub word
{
	my ($self) = @_;
	my $word = 'zqx' . join '', map { chr(97 + int rand 26) } 1 .. 12;
	push @{ $self->{words} }, $word;
	return $word;
}

# The letter goes to an internal address, and names others there.
sub mark
{
	my ($self, $letter, $internal) = @_;
	my ($header, $body) = Letter::cut($letter->{raw});
	my ($name, $odd) = ($self->word, $self->word);
	$header =~ s/^(Subject:[^\n]*(?:\n[ \t][^\n]*)*)/"$1 " .
	    $self->word/mie;
	$header =~ s/^(From:)\s*(.*?)\s*<([^<>\n]*)>[ \t]*$/
	    "$1 \"" . from_name($2) . " $name\" <$3>"/mise;
	$header .= "\nX-Note: " . $self->word . "\nComments: " . $self->word .
	    "\nThread-Topic: " . $self->word .
	    "\nOrganization: =?utf-8?B?" .
	    encode_base64($self->word, '') . '?=';
	$header =~ s/^To:/To: "$odd" <$odd\@internal.lists.example.com>,
	$internal, $odd\@partner.example,/mi;
	$body = $self->marked_body($header, $body);
	$letter->{raw} = "$header\n\n$body";
}

sub from_name
{
	my ($name) = @_;
	$name =~ s/[^ -~]|["\\]//g;
	return $name;
}

# A first line in the body, in its own transfer encoding; of a multipart one
# it stands in the preamble and in the first part.
sub marked_body
{
	my ($self, $header, $body) = @_;
	my @fields = Letter::fields($header);
	my ($type) = Letter::values_of(\@fields, 'content-type');
	if (($type // '') =~ m{^\s*multipart/}i) {
		my ($first, $rest) = $body =~ /\A(.*?\n--[^\n]*\n.*?\n\n|
		    --[^\n]*\n.*?\n\n)(.*)\z/sx or return $body;
		return $self->word . "\n" . $first .
		    ($self->line($first) . $rest);
	}
	return $self->line($header) . $body;
}

sub line
{
	my ($self, $header) = @_;
	my $word = $self->word;
	my ($encoding) = $header =~
	    /^content-transfer-encoding:\s*(\S+)/im;
	return "$word\n" if lc($encoding // '') ne 'base64';
	# 27 bytes: the rest of the base64 is not shifted.
	return encode_base64(sprintf "%-26s\n", $word);
}

1;
