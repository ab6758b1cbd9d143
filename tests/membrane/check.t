#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The judge judged: each check of Check.pm must catch the leak planted for
# it, and must say nothing of a clean copy.
use strict;
use warnings;
use FindBin;
use MIME::Base64 qw(encode_base64);
use Test::More;
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Check;

my $word = 'zqxplumtree';
my $check = Check->new(
	shared => 'acme@lists.example.com',
	lists_domain => 'lists.example.com',
	internal_domain => 'internal.lists.example.com',
	insiders => { 'alice@example.com' => 1, 'bob@example.com' => 1 },
	canaries => [$word, 'zqxcherry'],
	shared_ids => { 'q1@client' => 1, 'a1@example.com' => 1 },
	hidden_ids => { 'in1@example.com' => 1 },
);

my @good = (
	'From: Alice <alice@example.com>',
	'Reply-To: acme@lists.example.com',
	'To: acme@lists.example.com',
	'Subject: Re: a question',
	'Message-ID: <a1@example.com>',
	'References: <q1@client>',
	'List-Id: <acme.lists.example.com>',
	'List-Post: <mailto:acme@lists.example.com>',
);

sub letter
{
	my ($body, @more) = @_;
	return join("\r\n", @good, @more, '', $body);
}

sub html
{
	my ($text) = @_;
	return letter($text, 'Content-Type: text/html');
}

sub in_base64
{
	my ($text, $ahead) = @_;
	return letter(encode_base64(('x' x $ahead) . " $text "),
	    'Content-Transfer-Encoding: base64');
}

my $spelled = join '', map { sprintf '&#%d;', ord } split //, $word;
my $percent = join '', map { sprintf '%%%02x', ord } split //, $word;
my $utf16 = encode_base64(join('', map { "\0$_" } split //, $word), '');
$utf16 =~ s/=+$//;
my $multipart = join "\r\n", '--b', 'Content-Type: message/rfc822', '',
    'Subject: x', 'Content-Transfer-Encoding: base64', '',
    encode_base64("hello $word"), '--b--';

# name, client copy, what must be said of it ('' for nothing)
my @table = (
	['a clean copy', letter('hello'), ''],
	['a shared id in the body', letter('see <in1@example.com>'), ''],
	['a word', letter("so $word it is"), qr/canary $word/],
	['a word in capitals', letter(uc $word), qr/canary/],
	['a word in the subject', letter('x', "X-Y: $word"), qr/canary/],
	['a folded word', letter('x', "X-Y: zqxplum\r\n tree"), qr/canary/],
	['RFC 2047 Q', letter('x', 'X: =?utf-8?q?zqx=70lumtree?='),
	    qr/canary/],
	['RFC 2047 B', letter('x', 'X: =?utf-8?b?' .
	    encode_base64($word, '') . '?='), qr/canary/],
	['base64, aligned', in_base64($word, 5), qr/canary/],
	['base64 not declared', letter(encode_base64("abcde $word fghi")),
	    qr/canary/],
	['base64 from the middle', letter(substr encode_base64(
	    "abcdefghijk $word lmno"), 2), qr/canary/],
	['quoted-printable', letter('zqx=70lum=' . "\r\n" . 'tree'),
	    qr/canary/],
	['numeric entities', html($spelled), qr/canary/],
	['an entity for @', html('acme&commat;internal&period;lists.example' .
	    '&#46;com'), qr/internal domain/],
	['a word split by tags', html('zqx<b>plum</b>tree'), qr/canary/],
	['a zero width space', letter("zqx\xe2\x80\x8bplumtree"),
	    qr/canary/],
	['percent', letter("http://x/$percent"), qr/canary/],
	['UTF-7', letter("+$utf16-"), qr/canary/],
	['an attached message', letter($multipart,
	    'Content-Type: multipart/mixed; boundary=b'), qr/canary/],
	['a file name', letter("--b\r\nContent-Type: x/y; name=\"$word\"" .
	    "\r\n\r\nx\r\n--b--",
	    'Content-Type: multipart/mixed; boundary="b"'), qr/canary/],
	['the internal domain', letter('acme@internal.LISTS.example.com'),
	    qr/internal domain/],
	['the internal List-Id',
	    letter('x', 'List-Id: <acme.internal.lists.example.com>'),
	    qr/internal domain/],
	['an internal id', letter('x', 'In-Reply-To: <in1@example.com>'),
	    qr/id <in1\@example.com> in in-reply-to/],
	['an internal id, folded', letter('x',
	    "References: <q1\@client> <in1\@exa\r\n mple.com>"),
	    qr/hidden id/],
	['an internal id in an odd field', letter('x',
	    'X-Gm: in1@example.com'), qr/hidden id/],
	['an id nobody sent', letter('x', 'In-Reply-To: <else@where>'),
	    qr/else\@where/],
	['Thread-Index', letter('x', 'Thread-Index: AdW'),
	    qr/field thread-index/],
	['Thread-Topic', letter('x', 'Thread-topic: T'), qr/thread-topic/],
	['Received', letter('x', 'Received: from a'), qr/field received/],
	['DKIM', letter('x', 'DKIM-Signature: a'), qr/field dkim/],
	['ARC', letter('x', 'ARC-Seal: a'), qr/field arc-seal/],
	['Authentication-Results', letter('x',
	    'Authentication-Results: a'), qr/field auth/],
	['no Reply-To', letter('x') =~ s/^Reply-To: .*?\r\n//mr,
	    qr/Reply-To is absent/],
	['two answers', letter('x', 'Reply-To: eve@evil.example'),
	    qr/Reply-To is .*eve/],
);

for my $row (@table) {
	my ($name, $bytes, $want) = @$row;
	my $said = join '; ', $check->client_copy($bytes);
	if ($want eq '') {
		is($said, '', "client copy: $name");
	} else {
		like($said, $want, "client copy, caught: $name");
	}
}

my @inside = (
	'From: Bob <bob@example.com>',
	'Reply-To: acme@internal.lists.example.com',
	'To: acme@internal.lists.example.com',
	'List-Post: <mailto:acme@internal.lists.example.com>',
	'List-Unsubscribe: <mailto:acme-leave@lists.example.com>',
);

# name, more fields, is it a visitor's, what must be said
my @internal = (
	['clean', [], 0, ''],
	['names an outsider as shown only', ['Also-Sent-To: c@client'], 0, ''],
	['Cc to an insider', ['Cc: alice@example.com'], 0, ''],
	['Cc to a client', ['Cc: c@client.example'], 0, qr/cc leads to c\@/],
	['Cc to the shared address', ['Cc: (x) acme@lists.example.com'], 0,
	    qr/cc leads to acme/],
	['second To', ['To: "a,b" <acme@lists.example.com>'], 0,
	    qr/to leads to acme/],
	['Mail-Followup-To', ['Mail-Followup-To: acme@lists.example.com'], 0,
	    qr/mail-followup-to leads/],
	['List-Post', ['List-Post: <mailto:acme@lists.example.com>'], 0,
	    qr/list-post leads/],
	['second Reply-To', ['Reply-To: x@y.example'], 0,
	    qr/reply-to leads/],
	['Received', ['Received: by x'], 0, qr/field received/],
);

for my $row (@internal) {
	my ($name, $more, $is_visitor, $want) = @$row;
	my $bytes = join("\r\n", @inside, @$more, '', 'body');
	my $said = join '; ', $check->internal_copy($bytes,
	    'bob@example.com', $is_visitor);
	if ($want eq '') {
		is($said, '', "internal copy: $name");
	} else {
		like($said, $want, "internal copy, caught: $name");
	}
}

my $visit = join "\r\n", 'From: Eve <eve@evil.example>', @inside[1 .. 4], '',
    'x';
like(join('; ', $check->internal_copy($visit, 'eve@evil.example', 1)),
    qr/from leads to eve/, 'internal copy, caught: a visitor in From');
is(join('; ', $check->internal_copy($visit, 'eve@evil.example', 0)), '',
    'internal copy: an author of a lenient domain in From');
like(join('; ', $check->internal_copy(join("\r\n", @inside[0, 2 .. 4], '', 'x'),
    'bob@example.com', 0)), qr/does not lead inside/,
    'internal copy, caught: no Reply-To');
like(join('; ', $check->client_envelope("MAIL FROM:<x-zqxcherry\@l>")),
    qr/envelope: canary/, 'envelope, caught: a canary');
is(join('; ', $check->client_envelope("RCPT TO:<a\@b>")), '',
    'envelope: clean');

done_testing();
