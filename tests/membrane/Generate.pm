# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes up a scenario from a seed: people who write as people do, from the
# copies that they really got, and some who try what they should not.  Until
# the quote guard is there, what they quote, attach and name in subjects is
# what those they write to may read.
#
#	my $author = Generate->new($seed);
#	my @setup = $author->setup;
#	while (my $event = $author->next($play, $world)) { ... }
#
# `kind` of an event says what it is, `d` which disasters of
# research/membrane.md 2.4 it tries.
package Generate;
use strict;
use warnings;
use Digest::SHA qw(sha256);
use FindBin ();
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Letter;
use Mail;
use World;

my @insiders = map { "$_\@example.com" } qw(alice bob carol dave);
my @clients = map { "$_\@client.example" } qw(claire denis elsa);
my @strangers = ('sam@elsewhere.example', 'eve@evil.example');
my @subjects = ('Release plan', 'Price list', 'Pump test', 'Site visit',
    'Next meeting', 'Valve drawing', 'Late delivery', 'Old manual');

# How often each kind is tried, in parts of the whole.
my %weight = (
	post => 11, reply => 15, reply_all => 10, inward => 7, outward => 8,
	crosslist => 3, subject_reply => 5, both_sides => 6, both_late => 3,
	stranger => 4, outsider_insider => 2, no_author => 2, visitor => 4,
	unproven => 4, automatic => 3, bounce => 2, repeat => 4,
	preclaim => 3, claimed => 5, used_id => 3, guess => 3, late => 5,
	late_parent => 5, attack => 3, names_inside => 3, exposed => 3,
	blind => 3, crosspost => 4, owners => 3,
	unknown => 2, loop => 2, unnamed => 2, private_ids => 2,
);

# Every kind that there is, by the name that events have.
sub kinds
{
	return map { (tr/_/-/r => $weight{$_}) } keys %weight;
}

sub new
{
	my ($class, $seed) = @_;
	my $self = bless {
		seed => $seed, n_drawn => 0, n => 0, at => 0, copies => {},
		n_read => {}, word => {}, late => [], claims => [],
		todo => [], events => {}, asked => {},
	}, $class;
	$self->{left} = 10 + $self->below(51);
	return $self;
}

# -- luck ------------------------------------------------------------------

sub below
{
	my ($self, $n) = @_;
	my $drawn = unpack 'N', sha256("$self->{seed} " . $self->{n_drawn}++);
	return $drawn % $n;
}

sub luck
{
	my ($self, $percent) = @_;
	return $self->below(100) < $percent;
}

sub one
{
	my ($self, @of) = @_;
	return @of ? $of[$self->below(scalar @of)] : undef;
}

sub some
{
	my ($self, $percent, @of) = @_;
	return grep { $self->luck($percent) } @of;
}

# -- the site --------------------------------------------------------------

sub setup
{
	my ($self) = @_;
	my @out = ($self->event('setup', 'setting',
	    name => 'internal_from_outside',
	    value => $self->luck(85) ? 'accept' : 'refuse'));
	push @out, $self->event('setup', 'setting', name => 'lenient_domains',
	    value => 'client.example') if $self->luck(50);
	push @out, $self->event('setup', 'setting', name => 'signed_domains',
	    value => 'example.com') if $self->luck(50);
	my $n_insiders = 2 + $self->below(3);
	$self->{insiders} = [@insiders[0 .. $n_insiders - 1]];
	$self->{clients} = [@clients[0 .. $self->below(3)]];
	my @kinds = (['acme', 'mixed', 'closed'],
	    ($self->luck(60) ? ['works', 'internal', 'open'] : ()),
	    ($self->luck(40) ? ['hush', 'internal', 'closed'] : ()),
	    ($self->luck(40) ? ['beta', 'mixed', 'closed'] : ()));
	splice @kinds, 3;
	$self->{names} = [map { $_->[0] } @kinds];
	for my $kind (@kinds) {
		push @out, $self->list(@$kind);
	}
	return @out;
}

sub list
{
	my ($self, $name, $kind, $open) = @_;
	my ($first, @rest) = @{ $self->{insiders} };
	($first, @rest) = reverse @{ $self->{insiders} } if $name ne 'acme';
	my @out = ($self->event('setup', 'list', name => $name, kind => $kind,
	    value => $open));
	push @out, $self->joining($first, $name, 'internal',
	    'owner,moderator');
	push @out, $self->joining($_, $name, 'internal', '')
	    for $self->some(60, @rest);
	return @out if $kind ne 'mixed';
	my @members = $self->some(75, @{ $self->{clients} });
	@members = $self->{clients}[0] if !@members;
	for my $client (@members) {
		push @out, $self->joining($client, $name, 'client',
		    $self->luck(35) ? 'moderator' : '');
	}
	return @out;
}

sub joining
{
	my ($self, $who, $list, $side, $role) = @_;
	return $self->event($who, 'join', list => $list, side => $side,
	    role => $role, delivery => $self->luck(80) ? 'mail' : 'digest');
}

sub event
{
	my ($self, $who, $do, %more) = @_;
	return { at => $self->{at}, who => $who, do => $do, %more };
}

# -- what comes next ---------------------------------------------------------

sub next
{
	my ($self, $play, $world) = @_;
	$self->{play} = $play;
	$self->{world} = $world;
	$self->plan if !@{ $self->{todo} };
	my $event = shift @{ $self->{todo} } or return undef;
	return $self->next($play, $world) if $event->{do} eq 'leave' &&
	    $self->is_asked($event->{who});
	$event->{at} = $self->{at} += 1 + $self->below(300);
	$event->{rcpt} //= '' if $event->{do} eq 'mail';
	return $event;
}

# A plain post of his could not be sent when he has left.
sub is_asked
{
	my ($self, $who) = @_;
	return scalar grep { $_->{state} eq 'waits' &&
	    ($_->{of}{letter}{author} // '') eq $who }
	    @{ $self->{world}{holds} };
}

# Some letters, a delivery, and what is done after it.
sub plan
{
	my ($self) = @_;
	return if $self->{is_over};
	my $todo = $self->{todo};
	$self->read_mail;
	push @$todo, $self->answers;
	for (1 .. 2 + $self->below(6)) {
		my $event = $self->letter or next;
		push @$todo, $event;
		$self->{left}--;
	}
	$self->{at} += $self->below(4) * 3600;
	$self->{at} += 8 * 86400 if $self->luck(6);
	push @$todo, $self->event('clock', 'deliver');
	if ($self->{left} <= 0) {
		$self->{is_over} = 1;
		push @$todo, map { $self->event('clock', $_) }
		    qw(digest deliver web);
		return;
	}
	push @$todo, $self->membership_now if $self->luck(12);
	push @$todo, $self->event('clock', 'digest') if $self->luck(10);
	push @$todo, $self->event('clock', 'web') if $self->luck(12);
}

sub letter
{
	my ($self) = @_;
	my @kinds = map { ($_) x $weight{$_} } sort keys %weight;
	for (1 .. 12) {
		my $kind = $self->one(@kinds);
		my $make = "make_$kind";
		my $event = $self->$make or next;
		$event->{kind} //= $kind =~ tr/_/-/r;
		$self->{events}{ $event->{n} } = $event if $event->{n};
		return $event;
	}
	return undef;
}

# The words for what waits.  Some questions are answered late, wrongly, twice
# or never.
sub answers
{
	my ($self) = @_;
	my @out;
	for my $hold (@{ $self->{world}{holds} }) {
		my $about = $hold->{of}{letter};
		next if $self->{asked}{$hold} && !$self->luck(5);
		next if !$self->luck(45);
		my @who = grep { $self->{play}->question({ who => $_,
		    list => $hold->{of}{list}{name}, n => $about->{n} })
		} $self->everybody;
		my $who = $self->one(@who) or next;
		my @words = ($hold->{of}{asks} // '') eq 'author'
		    ? qw(yes yes yes no oui-or-non)
		    : qw(accept accept reject discard perhaps);
		my $word = $self->one(@words);
		$self->{asked}{$hold} = 1 if $word !~ /^(?:oui-or|perhaps)/;
		push @out, $self->event($who, 'answer', n => $about->{n},
		    list => $hold->{of}{list}{name},
		    word => $word, kind => "answer-$word");
	}
	return @out;
}

sub everybody
{
	my ($self) = @_;
	return (@{ $self->{insiders} }, @{ $self->{clients} });
}

# -- what people have read ---------------------------------------------------

sub read_mail
{
	my ($self) = @_;
	for my $who ($self->everybody) {
		my $mail = $self->{play}{mail}{$who} // [];
		my $from = $self->{n_read}{$who} // 0;
		for my $got (@$mail[$from .. $#$mail]) {
			my $copy = $self->copy($got->{bytes}) or next;
			push @{ $self->{copies}{$who} }, $copy;
		}
		$self->{n_read}{$who} = @$mail;
	}
}

# A copy of a post as its reader sees it; undef for other mail.
sub copy
{
	my ($self, $bytes) = @_;
	my (undef, $body) = Letter::cut($bytes);
	my @fields = World::fields($bytes);
	my %copy;
	for my $name (qw(list-post reply-to from to cc)) {
		$copy{$name} = [map { Letter::addresses(s/mailto://ir) }
		    Letter::values_of(\@fields, $name)];
	}
	my ($word) = $body =~ /(zqx[a-z]{10})/;
	$copy{n} = $self->{word}{ $word // '' } or return undef;
	my $route = $self->{world}->route($copy{'list-post'}[0] // '')
	    or return undef;
	return undef if Letter::values_of(\@fields, 'auto-submitted');
	$copy{list} = $route->[0]{name};
	$copy{audience} = "$copy{list}/$route->[1]";
	$copy{id} = Letter::message_id(\@fields);
	$copy{refs} = [map { Letter::ids($_) }
	    Letter::values_of(\@fields, 'references')];
	$copy{subject} = (Letter::values_of(\@fields, 'subject'))[0] // '';
	return \%copy;
}

# Somebody and a copy that he got, the newest rather than an old one.
sub reader_of
{
	my ($self, $audience, @people) = @_;
	my $who = $self->one(@people) or return ();
	my @copies = grep { $_->{audience} =~ $audience }
	    @{ $self->{copies}{$who} // [] };
	splice @copies, 0, -6 if @copies > 6 && $self->luck(80);
	my $copy = $self->one(@copies) or return ();
	return ($who, $copy);
}

# May those who get a letter at these addresses read what is in the copy?
sub is_allowed
{
	my ($self, $copy, @addresses) = @_;
	my $world = $self->{world};
	for my $route (grep { $_ } map { $world->route($_) } @addresses) {
		my ($list, $side) = @$route;
		my $from = $copy->{audience};
		next if $from eq "$list->{name}/$side";
		next if $side eq 'internal' && ($from eq "$list->{name}/shared"
		    || $world->{tree}{open}{$from});
		return 0;
	}
	return 1;
}

# -- letters -----------------------------------------------------------------

sub address
{
	my ($self, $list, $side) = @_;
	return "$list\@" .
	    ($side eq 'shared' ? $World::domain : $World::inside);
}

sub named
{
	my ($who) = @_;
	my ($name) = $who =~ /^(\w+)/;
	return ucfirst($name) . " <$who>";
}

sub is_ours
{
	return $_[0] =~ /\@(?:internal\.)?lists\.example\.com$/;
}

sub write
{
	my ($self, $who, $to, %more) = @_;
	my $n = ++$self->{n};
	$self->{word}{ Mail::word($self->{seed}, $n) } = $n;
	my @cc = @{ delete $more{cc} // [] };
	my ($domain) = $who =~ /@(.*)/;
	my $event = $self->event($who, 'mail', n => $n, sender => $who,
	    from => named($who), to => join(', ', @$to),
	    cc => join(', ', @cc), subject => $self->one(@subjects),
	    rcpt => join(',', grep { is_ours($_) } @$to, @cc),
	    id => "m$n-$self->{seed}\@$domain", d => '', %more);
	$event->{submitter} //= $who
	    if grep { $_ eq $who } @{ $self->{insiders} };
	delete $event->{submitter} if exists $more{submitter} &&
	    !defined $more{submitter};
	$event->{more} //= $self->trace if $self->luck(40);
	$self->embellish($event);
	return undef if $event->{rcpt} eq '';
	return $event;
}

# What real mail carries and copies must not.
sub trace
{
	my ($self) = @_;
	my @more = (
		"Received: from laptop by mail; Mon, 1 Jan 2024 00:00:00 +0000",
		'Thread-Index: Ad' . substr(unpack('H*',
		    sha256($self->{n_drawn}++)), 0, 20),
		'Thread-Topic: Release plan',
		'DKIM-Signature: v=1; a=rsa-sha256; d=example.com; b=abc',
		'Authentication-Results: mx.example; dkim=pass',
		'X-Originating-IP: [10.0.0.7]',
		'Disposition-Notification-To: <eve@evil.example>',
	);
	return join "\n", $self->some(50, @more);
}

sub embellish
{
	my ($self, $event) = @_;
	delete $event->{more} if ($event->{more} // '') eq '';
	$event->{attach} //= $event->{n} if $self->luck(8);
	$event->{html} = 1 if $self->luck(8);
	$event->{body} = 'Thank you.' if !$event->{body} && $self->luck(5);
}

# A member and a list of his, as [who, list name, his side].
sub member
{
	my ($self, $want_side, $want_kind) = @_;
	my @all;
	for my $list ($self->{world}->lists) {
		next if $want_kind && $list->{kind} ne $want_kind;
		for my $who (sort keys %{ $list->{member} }) {
			my $side = $list->{member}{$who}{side};
			push @all, [$who, $list->{name}, $side]
			    if !$want_side || $side eq $want_side;
		}
	}
	return $self->one(@all);
}

sub make_post
{
	my ($self) = @_;
	my ($who, $name, $side) = @{ $self->member // return undef };
	my $list = $self->{world}{list}{$name};
	my $to = $side eq 'client' ? 'shared' : $list->{kind} eq 'internal'
	    ? 'internal' : $self->one(qw(shared internal));
	my $event = $self->write($who, [$self->address($name, $to)])
	    or return undef;
	# A subject that only the inside knows.
	$event->{subject} .= ' ' . Mail::word($self->{seed}, $event->{n})
	    if $to eq 'internal' && $self->luck(50);
	return $event;
}

# The parts of an answer: subject, ids, quote, attachment.
sub answering
{
	my ($self, $copy, @addresses) = @_;
	my $allowed = $self->is_allowed($copy, @addresses);
	my %more;
	my $base = $copy->{subject} =~ s/^(?:Re: )+//ir;
	$more{subject} = $allowed ? "Re: $base"
	    : ($self->luck(50) ? 'Re: ' : '') . $self->one(@subjects);
	$more{irt} = $copy->{id} if $self->luck(85);
	$more{refs} = join ' ', @{ $copy->{refs} }, $copy->{id}
	    if !$more{irt} || $self->luck(75);
	# He had it from its author directly as well, and answers that.
	my $event = $self->{events}{ $copy->{n} };
	$more{refs} = "$event->{refs} $event->{id}"
	    if $event && $event->{refs} && $event->{id} && $self->luck(25);
	my $way = $self->one('gt', 'gt', 'outlook', '');
	$more{quote} = "$way:$copy->{n}" if $allowed && $way;
	$more{attach} = $event->{attach}
	    if $allowed && $event && $event->{attach} && $self->luck(50);
	return %more;
}

sub make_reply
{
	my ($self) = @_;
	my ($who, $copy) = $self->reader_of(qr//, $self->everybody) or
	    return undef;
	return undef if !$copy;
	my @to = @{ $copy->{'reply-to'} };
	@to = @{ $copy->{from} } if !@to || $self->luck(15);
	my $is_inner = $copy->{audience} =~ /internal$/;
	return $self->write($who, \@to, $self->answering($copy, @to),
	    d => $is_inner ? 1 : '');
}

# Reply-To or From, and all of To and Cc.
sub make_reply_all
{
	my ($self) = @_;
	my ($who, $copy) = $self->reader_of(qr//, $self->everybody) or
	    return undef;
	return undef if !$copy;
	my @to = @{ $copy->{'reply-to'} };
	@to = @{ $copy->{from} } if !@to || $self->luck(30);
	my %seen = map { $_ => 1 } @to, $who;
	my @cc = grep { !$seen{$_}++ } @{ $copy->{to} }, @{ $copy->{cc} };
	my $is_inner = $copy->{audience} =~ /internal$/;
	return $self->write($who, \@to, cc => \@cc,
	    $self->answering($copy, @to, @cc), d => $is_inner ? 1 : '');
}

# An insider takes a shared conversation inside, or an inner one out.
sub make_inward
{
	my ($self) = @_;
	my ($who, $copy) = $self->reader_of(qr/shared$/,
	    @{ $self->{insiders} }) or return undef;
	return undef if !$copy;
	my @to = $self->address($copy->{list}, 'internal');
	return $self->write($who, \@to, $self->answering($copy, @to));
}

sub make_outward
{
	my ($self) = @_;
	my ($who, $copy) = $self->reader_of(qr/internal$/,
	    @{ $self->{insiders} }) or return undef;
	return undef if !$copy;
	# Rather one whose place is not plain.
	my ($odd) = grep { ($self->{events}{ $_->{n} }{kind} // '') =~
	    /^(?:late|subject-reply)$/ && $_->{audience} =~ /internal$/ }
	    reverse @{ $self->{copies}{$who} };
	$copy = $odd if $odd && $self->luck(40);
	my $list = $self->{world}{list}{ $copy->{list} };
	return undef if $list->{kind} ne 'mixed';
	my @to = $self->address($copy->{list}, 'shared');
	return $self->write($who, \@to, $self->answering($copy, @to),
	    d => '6');
}

# An answer to a copy of one list, sent to another.
sub make_crosslist
{
	my ($self) = @_;
	my ($who, $copy) = $self->reader_of(qr//, @{ $self->{insiders} }) or
	    return undef;
	return undef if !$copy;
	my $list = $self->one(grep { $_->{name} ne $copy->{list} &&
	    $self->{world}->side($_, $who) eq 'internal' }
	    $self->{world}->lists) or return undef;
	my $side = $list->{kind} eq 'internal' ? 'internal'
	    : $self->one(qw(shared internal));
	my @to = $self->address($list->{name}, $side);
	return $self->write($who, \@to, $self->answering($copy, @to));
}

# The subject alone says what it answers.
sub make_subject_reply
{
	my ($self) = @_;
	my ($who, $copy) = $self->reader_of(qr//, $self->everybody) or
	    return undef;
	return undef if !$copy;
	my @to = @{ $copy->{'reply-to'} };
	my ($list, $side) = @{ $self->{world}->route($to[0] // '') // [] };
	return undef if !$list;
	my $base = $copy->{subject} =~ s/^(?:Re: )+//ir;
	my @ids = $self->luck(20) ? (refs => $self->unheard) : ();
	return $self->write($who, \@to, subject => "Re: $base", @ids);
}

sub unheard
{
	my ($self) = @_;
	return "never-$self->{n}-$self->{seed}\@far.example";
}

# One mail to the inside and to the client; by one transaction or by two.
sub make_both_sides
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('internal', 'mixed') //
	    return undef };
	my ($copy) = $self->luck(60) ? grep { $_->{list} eq $name }
	    reverse @{ $self->{copies}{$who} // [] } : ();
	my @to = map { $self->address($name, $_) } qw(shared internal);
	@to = reverse @to if $self->luck(50);
	push @to, 'partner@elsewhere.example' if $self->luck(20);
	my $event = $self->write($who, \@to, $copy
	    ? $self->answering($copy, @to) : (), d => '4') or return undef;
	return $event if $self->luck(50);
	# The same bytes twice, as some MTAs do it.
	my ($first, @rest) = split /,/, $event->{rcpt};
	$event->{rcpt} = $first;
	push @{ $self->{again} }, { %$event, again => $event->{n},
	    rcpt => join(',', @rest), kind => 'both-sides' };
	return $event;
}

# The other half of such a mail; or the inside had it earlier.
sub make_both_late
{
	my ($self) = @_;
	my $again = shift @{ $self->{again} // [] };
	return $self->sent_again($again) if $again;
	my ($old) = grep { ($_->{submitter} // '') eq $_->{who} &&
	    $_->{rcpt} =~ /^(\w+)\@internal[^,]*$/ &&
	    $self->{world}{list}{$1}{kind} eq 'mixed' &&
	    $_->{id} =~ /^m$_->{n}-/ && !$_->{irt} && !$_->{refs} &&
	    $_->{subject} !~ /zqx/ }
	    reverse map { $self->{events}{$_} } sort { $a <=> $b }
	    keys %{ $self->{events} };
	return undef if !$old || $self->{was_late}{ $old->{n} }++;
	return $self->sent_again({ %$old, again => $old->{n}, d => '4',
	    rcpt => $old->{rcpt} =~ s/\@internal\./\@/r });
}

sub sent_again
{
	my ($self, $event) = @_;
	$event->{at} = $self->{at};
	delete $event->{kind};
	return $event;
}

sub make_stranger
{
	my ($self) = @_;
	my $name = $self->mixed;
	return $self->write($self->one(@strangers),
	    [$self->address($name, 'shared')], d => '19');
}

sub mixed
{
	my ($self) = @_;
	my $list = $self->one(grep { $_->{kind} eq 'mixed' }
	    $self->{world}->lists);
	return $list->{name};
}

# An insider writes to the clients of a list that is not his.
sub make_outsider_insider
{
	my ($self) = @_;
	my $world = $self->{world};
	my $list = $world->{list}{ $self->mixed };
	my $who = $self->one(grep { $world->is_insider($_) &&
	    $world->side($list, $_) eq 'none' } @{ $self->{insiders} });
	return undef if !$who;
	return $self->write($who, [$self->address($list->{name}, 'shared')],
	    d => '19');
}

sub make_no_author
{
	my ($self) = @_;
	my ($who, $name, $side) = @{ $self->member(undef, 'mixed') //
	    return undef };
	my $to = $side eq 'client' || $self->luck(60) ? 'shared' : 'internal';
	return $self->write($who, [$self->address($name, $to)],
	    from => named($who) . ';' . named($self->one($self->everybody)),
	    d => '19');
}

sub make_visitor
{
	my ($self) = @_;
	my $who = $self->one(@strangers, @{ $self->{clients} });
	my $list = $self->one($self->{world}->lists);
	my ($copy) = reverse @{ $self->{copies}{$who} // [] };
	my @to = $self->address($list->{name}, 'internal');
	return $self->write($who, \@to, $copy && $copy->{list} eq
	    $list->{name} ? $self->answering($copy, @to) : (), d => '2');
}

# Somebody outside in an insider's name.
sub make_unproven
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('internal') // return undef };
	my $list = $self->{world}{list}{$name};
	my $side = $list->{kind} eq 'internal' || $self->luck(40)
	    ? 'internal' : 'shared';
	return undef if $side eq 'internal' && ($self->{world}{setting}
	    {internal_from_outside} // '') ne 'accept';
	my ($copy) = grep { $_->{list} eq $name && $self->luck(70) }
	    reverse @{ $self->{copies}{$who} // [] };
	my @to = $self->address($name, $side);
	return $self->write($who, \@to, $copy
	    ? $self->answering($copy, @to) : (), submitter => undef,
	    sender => $self->one($who, 'eve@evil.example'), d => '12');
}

sub make_automatic
{
	my ($self) = @_;
	my ($who, $name, $side) = @{ $self->member // return undef };
	my $to = $side eq 'internal' && ($self->luck(50) ||
	    $self->{world}{list}{$name}{kind} eq 'internal')
	    ? 'internal' : 'shared';
	return $self->write($who, [$self->address($name, $to)],
	    subject => 'Out of office', more => $self->one(
	    'Auto-Submitted: auto-replied', 'X-Autoreply: yes',
	    'Precedence: auto_reply'), d => '15');
}

sub make_bounce
{
	my ($self) = @_;
	my $to = $self->luck(60) ? "bounces+x\@$World::domain"
	    : $self->address($self->mixed, $self->one(qw(shared internal)));
	return $self->write('mailer@client.example', [$to], sender => '',
	    more => 'Auto-Submitted: auto-generated', d => '18');
}

# The same bytes once more, from an MTA that forgot.
sub make_repeat
{
	my ($self) = @_;
	# Only what stays the same in both plays: an id that is taken is made
	# anew from the bytes.
	my @events = grep { !$_->{again} && $_->{id} && !$_->{irt} &&
	    !$_->{refs} } map { $self->{events}{$_} }
	    sort { $a <=> $b } keys %{ $self->{events} };
	my $old = $self->one(@events) or return undef;
	return $self->sent_again({ %$old, again => $old->{n} });
}

# The inside uses an id that a client is about to use.
sub make_preclaim
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('internal') // return undef };
	my $id = "claimed-$self->{n}-$self->{seed}\@client.example";
	push @{ $self->{claims} }, $id;
	my ($copy) = reverse @{ $self->{copies}{$who} // [] };
	my @to = $self->address($name, 'internal');
	my %more = $copy ? $self->answering($copy, @to) : ();
	return $self->write($who, \@to, %more, id => $id, d => '29');
}

sub make_claimed
{
	my ($self) = @_;
	my $id = shift @{ $self->{claims} } // return undef;
	my ($who, $name) = @{ $self->member('client') // return undef };
	my ($copy) = grep { $_->{list} eq $name }
	    reverse @{ $self->{copies}{$who} // [] };
	my @to = $self->address($name, 'shared');
	push @{ $self->{late} }, $id if $self->luck(30);
	return $self->write($who, \@to, $copy
	    ? $self->answering($copy, @to) : (), id => $id, d => '29');
}

# Another message under an id that was used.
sub make_used_id
{
	my ($self) = @_;
	my ($who, $name, $side) = @{ $self->member // return undef };
	my $copy = $self->one(@{ $self->{copies}{$who} // [] }) or
	    return undef;
	my $to = $side eq 'client' || ($self->luck(50) &&
	    $self->{world}{list}{$name}{kind} eq 'mixed')
	    ? 'shared' : 'internal';
	return $self->write($who, [$self->address($name, $to)],
	    id => $copy->{id}, d => '29');
}

# A client names an id of the inside, as if he knew it.
sub make_guess
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('client') // return undef };
	my $inner = $self->one(grep { $_->{side} eq 'internal' }
	    @{ $self->{world}{tree}{posts} }) or return undef;
	my ($copy) = grep { $_->{list} eq $name }
	    reverse @{ $self->{copies}{$who} // [] };
	my @refs = ($inner->{shown});
	unshift @refs, $copy->{id} if $copy && $self->luck(60);
	return $self->write($who, [$self->address($name, 'shared')],
	    refs => join(' ', @refs), subject =>
	    ($self->luck(50) ? 'Re: ' : '') . $self->one(@subjects),
	    d => '16 29');
}

# An answer to what has not come yet; some of it comes later.
sub make_late
{
	my ($self) = @_;
	my ($who, $name, $side) = @{ $self->member // return undef };
	my ($copy) = grep { $_->{list} eq $name }
	    reverse @{ $self->{copies}{$who} // [] };
	my $to = $side eq 'client' ? 'shared'
	    : $self->{world}{list}{$name}{kind} eq 'internal' ? 'internal'
	    : $self->one(qw(shared internal));
	my $id = "late-$self->{n}-$self->{seed}\@" .
	    $self->one('example.com', 'client.example');
	push @{ $self->{late} }, $id;
	my @to = $self->address($name, $to);
	my %more = $copy && $self->luck(50) ? $self->answering($copy, @to)
	    : ();
	delete $more{irt};
	$more{refs} = join ' ', grep { $_ } $more{refs}, $id;
	return $self->write($who, \@to, %more);
}

sub make_late_parent
{
	my ($self) = @_;
	my $id = $self->one(@{ $self->{late} }) // return undef;
	@{ $self->{late} } = grep { $_ ne $id } @{ $self->{late} }
	    if $self->luck(70);
	my $side = $id =~ /client/ ? 'client' : 'internal';
	my ($who, $name) = @{ $self->member($side) // return undef };
	my $to = $side eq 'client' ? 'shared'
	    : $self->{world}{list}{$name}{kind} eq 'internal' ? 'internal'
	    : $self->one(qw(shared internal internal));
	my ($copy) = grep { $_->{list} eq $name }
	    reverse @{ $self->{copies}{$who} // [] };
	my @to = $self->address($name, $to);
	return $self->write($who, \@to, $copy && $self->luck(50)
	    ? $self->answering($copy, @to) : (), id => $id);
}

# A client whose mail would lead answers away, or add a watcher.
sub make_attack
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('client') // return undef };
	return $self->write($who, [$self->address($name, 'shared')],
	    cc => ['watcher@evil.example'],
	    more => "Reply-To: eve\@evil.example\n" .
	    "Mail-Followup-To: eve\@evil.example\n" .
	    'Approved: sesame', d => '13 14');
}

sub make_names_inside
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('client') // return undef };
	my ($shared, $inner) =
	    map { $self->address($name, $_) } qw(shared internal);
	my $event = $self->write($who, [$shared], cc => [$inner], d => '16');
	$event->{rcpt} = $shared if $self->luck(50);
	return $event;
}

# An inner post that names a client, or one that only the envelope sends in.
sub make_exposed
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('internal') // return undef };
	return $self->write($who, [$self->address($name, 'internal')],
	    cc => [$self->one(@{ $self->{clients} })], d => '3');
}

sub make_blind
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('internal', 'mixed') //
	    return undef };
	my ($shared, $inner) =
	    map { $self->address($name, $_) } qw(shared internal);
	my $event = $self->write($who, [$shared], d => '26') or return undef;
	$event->{rcpt} = "$shared,$inner" if $self->luck(60);
	return $event;
}

sub make_crosspost
{
	my ($self) = @_;
	my @mixed = grep { $_->{kind} eq 'mixed' } $self->{world}->lists;
	return undef if @mixed < 2;
	my $who = $self->one(@{ $self->{insiders} }, @{ $self->{clients} });
	return $self->write($who, [map { $self->address($_->{name},
	    'shared') } @mixed], d => '25');
}

sub make_owners
{
	my ($self) = @_;
	return $self->write($self->one($self->everybody, @strangers),
	    [$self->mixed . '-owner@' . $World::domain]);
}

sub make_unknown
{
	my ($self) = @_;
	return $self->write($self->one($self->everybody, @strangers),
	    ['nobody@' . $World::domain, $self->luck(50)
	    ? $self->mixed . '-request@' . $World::domain : ()]);
}

# What has been on the list already.
sub make_loop
{
	my ($self) = @_;
	my ($who, $name, $side) = @{ $self->member(undef, 'mixed') //
	    return undef };
	return $self->write($who, [$self->address($name, 'shared')],
	    more => "List-Id: <$name.$World::domain>", d => '33');
}

sub make_unnamed
{
	my ($self) = @_;
	my ($who, $name, $side) = @{ $self->member // return undef };
	my $to = $side eq 'client' ? 'shared' : 'internal';
	return $self->write($who, [$self->address($name, $to)], id => '');
}

# A client's mail that names mail of his own house.
sub make_private_ids
{
	my ($self) = @_;
	my ($who, $name) = @{ $self->member('client') // return undef };
	return $self->write($who, [$self->address($name, 'shared')],
	    refs => join(' ', $self->unheard, 'x' . $self->unheard),
	    irt => 'x' . $self->unheard, d => '28');
}

# Between deliveries somebody joins or leaves.

sub membership_now
{
	my ($self) = @_;
	my $list = $self->one($self->{world}->lists);
	my @people = $list->{kind} eq 'mixed' ? $self->everybody
	    : @{ $self->{insiders} };
	my $who = $self->one(@people);
	my $member = $list->{member}{$who};
	return () if $member && $member->{role};
	return $self->event($who, 'leave', list => $list->{name},
	    kind => 'leave', d => '20') if $member && $self->luck(60);
	return () if $member;
	my $side = $who =~ /\@example\.com$/ ? 'internal' : 'client';
	return { %{ $self->joining($who, $list->{name}, $side, '') },
	    kind => 'join', d => '20' };
}

1;
