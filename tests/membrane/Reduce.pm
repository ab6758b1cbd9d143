# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a scenario would have been without all that readers of some audiences
# may not know (DESIGN.md 5.12): the events of the second play of M1.
#
#	my $reduced = Reduce::events(\@setup, \@steps, \%audiences, \%readers);
#
# A step is { event, letter } of the first play; audiences and readers are
# sets, as name => 1.  The result is { events, n_rewritten, is_unclear }: an id
# that two messages have, or that is made from the bytes, says no longer the
# same in a message with other references, so such a scenario proves nothing.
package Reduce;
use strict;
use warnings;
use FindBin ();
use lib $FindBin::Bin;
use Mail;
use World;

sub events
{
	my ($setup, $steps, $audiences, $readers) = @_;
	my $self = bless {
		world => World->new(@$setup), audiences => $audiences,
		readers => $readers, out => [], fate => fates($setup, $steps),
		plan => {}, rewritten => {}, changed => {},
	};
	for my $step (@$steps) {
		$self->take($step);
	}
	return { events => $self->{out},
	    n_rewritten => scalar keys %{ $self->{changed} },
	    is_unclear => $self->is_unclear };
}

sub is_unclear
{
	my ($self) = @_;
	my $tree = $self->{world}{tree};
	return 1 if $tree->{is_ambiguous};
	for my $n (keys %{ $self->{changed} }) {
		my $letter = $self->{changed}{$n};
		return 1 if !Letter::values_of($letter->{fields}, 'message-id');
		my @named = $tree->named($letter->{id});
		return 1 if grep { $_->{n} ne $n } @named;
		return 1 if 1 < grep { $self->{audiences}{ $_->{audience} } }
		    @named;
	}
	return 0;
}

# How each hold of the first play ended.
sub fates
{
	my ($setup, $steps) = @_;
	my $world = World->new(@$setup);
	feed($world, $_) for @$steps;
	return { map { hold_name($_->{of}) => $_->{state} }
	    @{ $world->{holds} } };
}

sub hold_name
{
	my ($done) = @_;
	return "$done->{letter}{n} $done->{turn} $done->{audience}";
}

# Tell the world of a step of the first play; what happened, if it delivers.
sub feed
{
	my ($world, $step, $before) = @_;
	my ($event, $letter) = @$step{qw(event letter)};
	if ($event->{do} eq 'mail') {
		$world->hand_in($letter) if !$letter->{code};
	} elsif ($event->{do} eq 'answer') {
		$world->answer($event);
	} elsif ($event->{do} eq 'deliver') {
		return $world->deliver($event->{at}, $before);
	} else {
		$world->act($event);
	}
	return ();
}

sub take
{
	my ($self, $step) = @_;
	my $event = $step->{event};
	push @{ $self->{waiting} }, $step if $event->{do} =~ /^(?:mail|answer)$/;
	if ($event->{do} eq 'deliver') {
		$self->{plan} = {};
		feed($self->{world}, $step, sub { $self->consider(@_) });
		$self->flush;
	} else {
		feed($self->{world}, $step);
	}
	push @{ $self->{out} }, $event if $event->{do} !~ /^(?:mail|answer)$/;
}

# What was handed in since the last delivery, as far as it is kept.
sub flush
{
	my ($self) = @_;
	for my $step (splice @{ $self->{waiting} // [] }) {
		my ($event, $letter) = @$step{qw(event letter)};
		my $plan = $self->{plan}{$event};
		$plan = { %$event, raw => $letter->{raw} }
		    if $letter->{code} && $self->is_own($letter);
		push @{ $self->{out} }, $plan if $plan;
	}
}

# One happening of the first play.
sub consider
{
	my ($self, $done) = @_;
	return $self->consider_answer($done) if $done->{answer};
	my $event = $done->{letter}{event};
	return if !$self->is_kept($done);
	my $plan = $self->{plan}{$event} //= { %$event, rcpt => '',
	    raw => $self->rewritten($done, $done->{letter}{raw}) };
	$plan->{rcpt} .= ($plan->{rcpt} eq '' ? '' : ',') . $done->{to};
}

sub is_kept
{
	my ($self, $done) = @_;
	return $self->is_own_elsewhere($done) if !$done->{audience};
	return $self->treatment($done) eq 'keep'
	    if $done->{outcome} eq 'held';
	my $first = $done->{of};
	return $self->treatment($first) eq 'keep' if $first && $first->{hold};
	return $self->{audiences}{ $done->{audience} };
}

# A hold is kept as it is, left out with what follows of it, or a plain post
# when it is sent.
sub treatment
{
	my ($self, $held) = @_;
	my $audiences = $self->{audiences};
	return 'drop' if !$audiences->{ $held->{audience} };
	return 'keep' if $audiences->{"$held->{list}{name}/internal"} &&
	    !$self->is_held_for_elsewhere($held);
	return 'plain' if ($held->{asks} // '') eq 'author';
	return 'keep' if !$self->is_insiders($held->{letter});
	return $self->{fate}{ hold_name($held) } eq 'sent' ? 'keep' : 'drop';
}

# Does it wait only because of what went to an audience that is left out?
sub is_held_for_elsewhere
{
	my ($self, $held) = @_;
	my $earlier = $held->{earlier};
	return $earlier && $held->{reason} eq 'both sides' &&
	    !grep { $self->{audiences}{$_} } @$earlier;
}

sub is_insiders
{
	my ($self, $letter) = @_;
	return $letter->{submitter} &&
	    $self->{world}->is_insider(lc $letter->{submitter});
}

sub consider_answer
{
	my ($self, $done) = @_;
	my $event = $done->{answer};
	return if !$done->{hold};
	my $treatment = $self->treatment($done->{hold}{of});
	$self->{plan}{$event} = $event if $treatment eq 'keep';
	return if $treatment ne 'plain' || ($done->{effect} // '') ne 'sent';
	my $letter = $done->{letter};
	my $raw = Mail::without_domain($letter->{raw}, $World::inside);
	$self->{plan}{$event} = {
		at => $event->{at}, who => $letter->{author}, do => 'mail',
		n => "$letter->{n}", raw => $self->rewritten($done, $raw),
		sender => $letter->{author}, submitter => $letter->{author},
		rcpt => $done->{to}, is_plain => 1,
	};
}

# To an address that posts to no audience: his own affair, unless it is for
# the owners of a list that is seen.
sub is_own_elsewhere
{
	my ($self, $done) = @_;
	my ($name) = $done->{to} =~ /^(\w+)-(?:owner|request|join|leave)\@/;
	return 1 if $name && ($self->{audiences}{"$name/shared"} ||
	    $self->{audiences}{"$name/internal"});
	return $self->is_own($done->{letter});
}

sub is_own
{
	my ($self, $letter) = @_;
	my $who = lc($letter->{submitter} // $letter->{sender});
	return $self->{readers}{$who} || !$self->{world}->is_insider($who);
}

# The message with other ids where it names what is left out.  What repeats a
# message is rewritten as that was.
sub rewritten
{
	my ($self, $done, $raw) = @_;
	my $name = "$done->{to} $raw";
	return $self->{rewritten}{$name} if defined $self->{rewritten}{$name};
	my $post = { audience => $done->{audience} // '',
	    list => $done->{list} ? $done->{list}{name} : '' };
	my $new = Mail::with_ids($raw, sub { $self->kept_ids($post, @_) });
	$self->{changed}{ $done->{letter}{n} } = $done->{letter}
	    if $new ne $done->{letter}{raw};
	return $self->{rewritten}{$name} = $new;
}

# Of an id that comes twice then the last counts: the direct parent is last.
sub kept_ids
{
	my ($self, $post, @ids) = @_;
	my %seen;
	my @kept = map { $self->{world}{tree}->kept_id($_, $post,
	    $self->{audiences}) } @ids;
	return @ids if "@kept" eq "@ids";
	return reverse grep { $_ ne '' && !$seen{$_}++ } reverse @kept;
}

1;
