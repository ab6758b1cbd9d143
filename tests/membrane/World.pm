# SPDX-License-Identifier: GPL-3.0-or-later
#
# What must become of each message of a scenario, told from the raw bytes and
# the rules (DESIGN.md 2 to 5) alone: who may read what, what is posted, held
# or filed, and the tree of posts as it stands at each moment.
#
#	my $world = World->new(@setup_events);
#	$world->act($event);           # memberships
#	$world->hand_in($letter);      # { n, raw, sender, submitter, to }
#	$world->answer($event);        # a word about a hold
#	my @done = $world->deliver($at, $before); # what happened, in order
#
# A happening is { letter, to, outcome (posted, held, filed, duplicate,
# answered), reason, list, audience, post, hold }.  before->($happening) is
# called for each before it takes effect.
package World;
use strict;
use warnings;
use Digest::SHA qw(sha256 sha256_hex);
use FindBin ();
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Letter;
use Tree;

our $domain = 'lists.example.com';
our $inside = "internal.$domain";

my $day = 86400;

sub new
{
	my ($class, @setup) = @_;
	my $self = bless {
		list => {}, setting => {}, queue => [], tree => Tree->new,
		holds => [], seen => [], now => 0,
		hold_time => 7 * $day,
	}, $class;
	$self->act($_) for @setup;
	$self->{hold_time} = $1 * $day
	    if ($self->{setting}{hold_time} // '') =~ /^(\d+)d$/;
	return $self;
}

# Setup and membership events.
sub act
{
	my ($self, $event) = @_;
	my $do = $event->{do};
	if ($do eq 'setting') {
		$self->{setting}{ $event->{name} } = $event->{value};
	} elsif ($do eq 'list') {
		$self->{list}{ $event->{name} } = {
			name => $event->{name}, kind => $event->{kind},
			open => $event->{value} eq 'open', member => {} };
		$self->{tree}{open}{"$event->{name}/internal"} = 1
		    if $event->{value} eq 'open';
	} elsif ($do eq 'join') {
		$self->{list}{ $event->{list} }{member}{ $event->{who} } = {
			side => $event->{side}, role => $event->{role} // '',
			delivery => $event->{delivery} // 'mail' };
	} elsif ($do eq 'leave') {
		delete $self->{list}{ $event->{list} }{member}{ $event->{who} };
	}
}

sub lists
{
	my ($self) = @_;
	return map { $self->{list}{$_} } sort keys %{ $self->{list} };
}

sub side
{
	my ($self, $list, $who) = @_;
	my $member = $list->{member}{$who};
	return $member ? $member->{side} : 'none';
}

sub is_insider
{
	my ($self, $who) = @_;
	return scalar grep { $self->side($_, $who) eq 'internal' }
	    $self->lists;
}

# The audiences that exist.
sub audiences
{
	my ($self) = @_;
	return map { ($_->{kind} eq 'mixed' ? "$_->{name}/shared" : (),
	    "$_->{name}/internal") } $self->lists;
}

# The audiences a person may read, as audience => 1.
sub reads
{
	my ($self, $who) = @_;
	my %reads;
	for my $list ($self->lists) {
		my $side = $self->side($list, $who);
		$reads{"$list->{name}/shared"} = 1
		    if $side ne 'none' && $list->{kind} eq 'mixed';
		$reads{"$list->{name}/internal"} = 1 if $side eq 'internal' ||
		    ($list->{open} && $self->is_insider($who));
	}
	return \%reads;
}

# Which audience an address posts to: [list, side], or undef.
sub route
{
	my ($self, $address) = @_;
	my ($local, $at) = lc($address) =~ /^(.*)@(.*)$/ or return undef;
	my $list = $self->{list}{$local};
	return undef if !$list;
	return [$list, 'internal'] if $at eq $inside;
	return [$list, 'shared'] if $at eq $domain && $list->{kind} eq 'mixed';
	return undef;
}

# The fields of a message, without white space around their values.
sub fields
{
	my ($raw) = @_;
	my @fields = Letter::fields((Letter::cut($raw))[0]);
	$_->[1] =~ s/^\s+|\s+$//g for @fields;
	return @fields;
}

sub hand_in
{
	my ($self, $letter) = @_;
	my @fields = fields($letter->{raw});
	my %letter = (%$letter, fields => \@fields,
	    hash => sha256($letter->{raw}), at => $letter->{at},
	    author => Letter::author(\@fields));
	$letter{id} = Letter::message_id(\@fields) || made_id($letter{hash});
	$letter{subject} = (Letter::values_of(\@fields, 'subject'))[0] // '';
	push @{ $self->{queue} }, \%letter;
	return \%letter;
}

sub answer
{
	my ($self, $event) = @_;
	# The question that he answers is of the latest hold so far.
	my ($hold) = reverse grep { $_->{of}{letter}{n} eq $event->{n} &&
	    $_->{of}{list}{name} eq $event->{list} } @{ $self->{holds} };
	push @{ $self->{queue} }, { answer => $event, hold => $hold };
}

# What is shown of an unnamed message, and of one whose id is taken.
sub base32
{
	my ($hash) = @_;
	my @bits = split //, substr unpack('B*', $hash), 0, 130;
	my $name = '';
	while (my @five = splice @bits, 0, 5) {
		$name .= ('a' .. 'z', 2 .. 7)[oct '0b' . join '', @five];
	}
	return $name;
}

sub made_id { return base32($_[0]) . "\@$domain"; }

sub collision_id
{
	my ($id, $hash) = @_;
	return base32(sha256("$id\0$hash")) . "\@$domain";
}

sub deliver
{
	my ($self, $at, $before) = @_;
	my @done;
	$self->{now} = $at;
	for my $letter (splice @{ $self->{queue} }) {
		if ($letter->{answer}) {
			push @done, $self->settle(@$letter{qw(answer hold)},
			    $before);
			next;
		}
		for my $to ($self->inside_first($letter->{to})) {
			my $done = $self->happen($letter, $to);
			$self->enter($done, $before);
			push @done, $done;
		}
	}
	for my $hold (grep { $_->{state} eq 'waits' && $_->{until} <= $at }
	    @{ $self->{holds} }) {
		$hold->{state} = 'expired';
		push @done, { outcome => 'expired', hold => $hold };
	}
	return @done;
}

sub inside_first
{
	my ($self, $to) = @_;
	return ((grep { /\@\Q$inside\E$/i } @$to),
	    (grep { !/\@\Q$inside\E$/i } @$to));
}

# One letter to one recipient (DESIGN.md 3.2, 5.3, 5.4, 5.11).
sub happen
{
	my ($self, $letter, $to) = @_;
	my %done = (letter => $letter, to => lc $to, outcome => 'filed');
	my $route = $self->route($to);
	return { %done, reason => 'elsewhere' } if !$route;
	my ($list, $side) = @$route;
	%done = (%done, list => $list, side => $side,
	    audience => "$list->{name}/$side");
	return { %done, outcome => 'duplicate', reason => 'repeated',
	    of => $self->repeated($letter, $to) }
	    if $self->repeated($letter, $to);
	return { %done, reason => 'automatic' } if
	    Letter::is_automatic($letter->{fields}, $letter->{sender});
	return { %done, reason => 'loop' } if $self->is_loop($letter, \%done);
	my %decided = $side eq 'internal' ? $self->inward($letter, $list)
	    : $self->outward($letter, $list);
	return { %done, %decided };
}

sub repeated
{
	my ($self, $letter, $to) = @_;
	for my $done (@{ $self->{seen} }) {
		next if $done->{letter}{hash} ne $letter->{hash} ||
		    $done->{to} ne lc $to;
		next if $done->{letter}{at} < $self->{now} - 5 * $day;
		my $hold = $done->{hold};
		return $done if !$hold || $hold->{state} =~ /^(waits|sent)$/;
	}
	return undef;
}

sub is_loop
{
	my ($self, $letter, $done) = @_;
	my $at = $done->{side} eq 'internal' ? $inside : $domain;
	my $id = "$done->{list}{name}.$at";
	return scalar grep { /<\Q$id\E>/i }
	    Letter::values_of($letter->{fields}, 'list-id');
}

# Writes he as an insider on this list, and is that proven?
sub standing
{
	my ($self, $letter, $list) = @_;
	my $author = $letter->{author} // '';
	my $side = $self->side($list, $author);
	my $speaks = $self->is_insider($author) && $side ne 'client';
	my $proven = $letter->{submitter} &&
	    lc $letter->{submitter} eq $author;
	return ($side, $speaks, $proven);
}

sub inward
{
	my ($self, $letter, $list) = @_;
	my ($side, $speaks, $proven) = $self->standing($letter, $list);
	my $outside = !$letter->{submitter};
	my $welcome = ($self->{setting}{internal_from_outside} // 'refuse')
	    eq 'accept';
	return (outcome => 'filed', reason => 'from outside')
	    if $outside && !$welcome;
	return $outside ? (outcome => 'filed', reason => 'no single author')
	    : (outcome => 'held', reason => 'no single author')
	    if !defined $letter->{author};
	return (outcome => 'posted', reason => 'visitor') if !$speaks;
	return $proven ? (outcome => 'posted', reason => 'member')
	    : (outcome => 'held', reason => 'unproven', asks => 'author');
}

sub outward
{
	my ($self, $letter, $list) = @_;
	my ($side, $speaks, $proven) = $self->standing($letter, $list);
	my @reasons;
	if (!defined $letter->{author}) {
		push @reasons, 'no single author';
	} elsif ($side eq 'none') {
		push @reasons, 'stranger';
	}
	push @reasons, 'unproven' if $speaks && !$proven;
	my @earlier = $speaks ? $self->earlier_inside($letter) : ();
	push @reasons, 'both sides'
	    if $speaks && ($self->names_inside($letter) || @earlier);
	return (outcome => 'posted', reason => 'member') if !@reasons;
	return (outcome => 'held', reason => join(', ', @reasons),
	    earlier => $self->names_inside($letter) ? undef : \@earlier,
	    asks => $reasons[0] =~ /^(?:no single|stranger)/ ? 'moderators'
	    : 'author');
}

sub names_inside
{
	my ($self, $letter) = @_;
	my $ours = qr/\@\Q$inside\E\z/i;
	return scalar grep { $_ =~ $ours } @{ $letter->{to} },
	    map { Letter::addresses($_) } map {
	    Letter::values_of($letter->{fields}, $_) } qw(to cc);
}

# The inner audiences that had it of him before.
sub earlier_inside
{
	my ($self, $letter) = @_;
	return map { $_->{audience} } grep { $_->{side} eq 'internal' &&
	    $_->{author} eq ($letter->{author} // '') }
	    $self->{tree}->named($letter->{id});
}

# A post enters the tree, a hold begins to wait.
sub enter
{
	my ($self, $done, $before) = @_;
	$done->{turn} = grep { $_->{of}{letter}{n} eq $done->{letter}{n} }
	    @{ $self->{holds} };
	$before->($done) if $before;
	push @{ $self->{seen} }, $done
	    if $done->{outcome} =~ /^(?:posted|held)$/;
	$self->post($done) if $done->{outcome} eq 'posted';
	return if $done->{outcome} ne 'held';
	$done->{hold} = { of => $done, state => 'waits',
	    until => $self->{now} + $self->{hold_time} };
	push @{ $self->{holds} }, $done->{hold};
}

sub post
{
	my ($self, $done) = @_;
	my $letter = $done->{letter};
	my $post = $done->{post} = {
		n => $letter->{n}, id => $letter->{id}, side => $done->{side},
		audience => $done->{audience}, list => $done->{list}{name},
		hash => $letter->{hash}, author => $letter->{author},
		at => $self->{now}, subject => $letter->{subject},
		names => [named_ids($letter)],
	};
	$post->{shown} = $self->{tree}->is_taken($post)
	    ? collision_id($post->{id}, $post->{hash}) : $post->{id};
	$self->{tree}->add($post);
}

# The ids it names, the direct parent last.
sub named_ids
{
	my ($letter) = @_;
	my %seen = ($letter->{id} => 1);
	return grep { !$seen{$_}++ } map { Letter::ids($_) }
	    map { Letter::values_of($letter->{fields}, $_) }
	    qw(references in-reply-to);
}

# A word about a hold: what it does, if it does anything.
sub settle
{
	my ($self, $event, $hold, $before) = @_;
	my %does = (yes => 'sent', accept => 'sent', no => 'dropped',
	    reject => 'rejected', discard => 'dropped');
	my $state = $does{ $event->{word} };
	my $done = { $hold ? %{ $hold->{of} } : (), outcome => 'answer',
	    answer => $event, hold => $hold };
	$done->{effect} = $state if $hold && $state &&
	    $hold->{state} eq 'waits' && $self->{now} <= $hold->{until};
	$before->($done) if $before;
	return $done if !$done->{effect};
	$hold->{state} = $state;
	$self->post($done) if $state eq 'sent';
	return $done;
}

1;
