# SPDX-License-Identifier: GPL-3.0-or-later
#
# The tree of posts as the rules would have it (DESIGN.md 5.5), kept anew and
# in the plainest way: each post knows what its author answered, and ancestors
# are looked for by walking, at the moment one asks.
package Tree;
use strict;
use warnings;

my $subject_days = 30;

sub new
{
	my ($class) = @_;
	return bless { posts => [], by_id => {}, open => {} }, $class;
}

# All posts under an id, oldest first.
sub named
{
	my ($self, $id) = @_;
	return @{ $self->{by_id}{$id} // [] };
}

# Is the id used already where it would be shown (DESIGN.md 5, Ids)?
sub is_taken
{
	my ($self, $post) = @_;
	return scalar grep { $_->{audience} eq $post->{audience} ||
	    ($_->{audience} eq "$post->{list}/shared" &&
	    $_->{hash} ne $post->{hash}) } $self->named($post->{id});
}

# What it answers, nearest first; kept as `answers`.
sub add
{
	my ($self, $post) = @_;
	my @names = reverse @{ $post->{names} };
	$post->{answers} = [map { by_nearness($post, $self->named($_)) }
	    @names];
	$post->{waits} = $names[0] if @names && !$self->named($names[0]);
	my ($key, $is_reply) = subject_key($post->{subject});
	$post->{key} = $key;
	push @{ $post->{answers} }, $self->same_subject($post)
	    if $is_reply && $key ne '';
	push @{ $self->{posts} }, $post;
	my %ids = map { $_ => 1 } @$post{qw(id shown)};
	push @{ $self->{by_id}{$_} }, $post for keys %ids;
	$self->adopt($post);
}

# The reader answered the copy he had: of his own audience, of his list.
sub by_nearness
{
	my ($post, @named) = @_;
	my %rank = ($post->{audience} => 0, "$post->{list}/shared" => 1,
	    "$post->{list}/internal" => 2);
	return map { $named[$_] } sort {
		($rank{ $named[$a]{audience} } // 3) <=>
		    ($rank{ $named[$b]{audience} } // 3) || $a <=> $b
	} 0 .. $#named;
}

# Where no ancestor is known that its readers read.
sub same_subject
{
	my ($self, $post) = @_;
	my %read = map { $_ => 1 } $self->readable($post);
	return () if $self->nearest($post, \%read);
	for my $audience ($post->{audience}, "$post->{list}/shared") {
		for my $old (reverse @{ $self->{posts} }) {
			return ($old) if $old->{audience} eq $audience &&
			    $old->{key} eq $post->{key} && $old->{at} >=
			    $post->{at} - $subject_days * 86400;
		}
	}
	return ();
}

sub subject_key
{
	my ($subject) = @_;
	my $is_reply = 0;
	while ($subject =~ s/^\s*(?:(re)|fwd?|tr)\s*:|^\s*\[[^\]]{1,60}\]//i) {
		$is_reply ||= defined $1;
	}
	my @words = split ' ', lc $subject;
	return (@words < 2 ? '' : "@words", $is_reply);
}

# Those that wait for it, if all their readers read it.
sub adopt
{
	my ($self, $parent) = @_;
	for my $child (@{ $self->{posts} }) {
		next if ($child->{waits} // '') ne $parent->{id};
		next if $child == $parent;
		next if $parent->{audience} ne "$child->{list}/shared" &&
		    $parent->{audience} ne $child->{audience} &&
		    ($child->{side} ne 'internal' ||
		    !$self->{open}{ $parent->{audience} });
		next if $self->stands_under($parent, $child);
		unshift @{ $child->{answers} }, $parent;
		delete $child->{waits};
	}
}

sub stands_under
{
	my ($self, $post, $above) = @_;
	my @todo = $post;
	my %seen;
	while (my $at = shift @todo) {
		return 1 if $at == $above;
		push @todo, grep { !$seen{$_}++ } @{ $at->{answers} };
	}
	return 0;
}

# The nearest ancestor of a post in one of the audiences, as things stand.
sub nearest
{
	my ($self, $post, $audiences) = @_;
	my @todo = @{ $post->{answers} };
	my %seen;
	while (my $at = shift @todo) {
		next if $seen{$at}++;
		return $at if $audiences->{ $at->{audience} };
		unshift @todo, @{ $at->{answers} };
	}
	return undef;
}

# The id that a kept post may name in place of one that it names, for readers
# of the audiences: itself when they know it or nobody does, '' when it is to
# be struck.  Where they read several lists, an ancestor that all readers of
# the post have comes before others.
sub kept_id
{
	my ($self, $id, $post, $audiences) = @_;
	my @named = $self->named($id);
	return $id if !@named || grep { $audiences->{ $_->{audience} } } @named;
	my %common = map { $_ => 1 } grep { $audiences->{$_} }
	    $self->readable($post);
	for my $wanted (\%common, $audiences) {
		for my $removed (by_nearness($post, @named)) {
			my $kept = $self->nearest($removed, $wanted);
			next if !$kept;
			$self->{is_ambiguous} = 1
			    if $self->named($kept->{shown}) > 1;
			return $kept->{shown};
		}
	}
	return '';
}

# The audiences that all who read a post read.
sub readable
{
	my ($self, $post) = @_;
	return ($post->{audience}) if $post->{audience} =~ /shared$/;
	return ($post->{audience}, "$post->{list}/shared",
	    keys %{ $self->{open} });
}

1;
