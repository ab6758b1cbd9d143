# SPDX-License-Identifier: GPL-3.0-or-later
#
# What must become of each message of a replay, told from the raw bytes and
# the rules (DESIGN.md 3 to 5), before any program has seen it.
#
#	my $model = Model->new(
#	    list => 'usb', lists_domain => ..., internal_domain => ...,
#	    side => { 'address' => 'internal' or 'client' });
#	my $fate = $model->feed($letter); # { raw, sender, submitter, to }
#
# A fate is one hash a recipient: outcome, and for a post its audience
# (shared, internal), author, id, wire body.
package Model;
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use FindBin ();
use lib "$FindBin::Bin/../replay";
use Letter;

sub new
{
	my ($class, %self) = @_;
	return bless {
		%self,
		total => { map { $_ => 0 } qw(in posted held answered filed
		    aside duplicates) },
		posts => [],  # all fates that are posts, in order
		seen => {},   # recipient and hash of the bytes: posted
		first => {},  # id: the post that has it, undef for several
		used => {},   # audience and id: hash of the bytes
	}, $class;
}

sub feed
{
	my ($self, $letter) = @_;
	my ($header, $body) = Letter::cut($letter->{raw});
	my @fields = Letter::fields($header);
	my $hash = sha256_hex($letter->{raw});
	my @fates;
	for my $to (@{ $letter->{to} }) {
		my $fate = $self->fate(\@fields, $letter, lc $to, $hash);
		$self->{total}{in}++;
		$self->{total}{ $fate->{outcome} }++;
		if ($fate->{outcome} eq 'posted') {
			$fate->{wire} = Letter::wire_body($body);
			$self->post($fate, \@fields, $hash);
			$self->{seen}{"$to $hash"} = 1;
		}
		push @fates, $fate;
	}
	return @fates;
}

# The decision for one recipient.
sub fate
{
	my ($self, $fields, $letter, $to, $hash) = @_;
	my $author = Letter::author($fields);
	my $audience = $to eq "$self->{list}\@$self->{lists_domain}"
	    ? 'shared'
	    : $to eq "$self->{list}\@$self->{internal_domain}"
	    ? 'internal' : undef;
	return { outcome => 'answered' } if !defined $audience;
	return { outcome => 'duplicates' } if $self->{seen}{"$to $hash"};
	return { outcome => 'filed' } if
	    Letter::is_automatic($fields, $letter->{sender});
	return { outcome => 'held' } if !defined $author;

	my $side = $self->{side}{$author} // 'none';
	my $is_proven = $side eq 'internal' &&
	    lc($letter->{submitter} // '') eq $author;
	my %post = (outcome => 'posted', audience => $audience,
	    author => $author);
	return { outcome => 'held' } if $is_proven &&
	    $audience eq 'shared' && $self->names_inside($fields, $letter);
	return \%post if $is_proven;
	return { outcome => 'held' } if $side eq 'internal';
	return { %post, is_visitor => 1 } if $audience eq 'internal';
	return \%post if $side eq 'client';
	return { outcome => 'held' };
}

# Is it for the inside too: by its header, its envelope, or an earlier
# delivery of the same id (DESIGN.md 5.3)?
sub names_inside
{
	my ($self, $fields, $letter) = @_;
	my $id = Letter::message_id($fields);
	return 1 if $id ne '' && $self->{used}{"internal $id"};
	my $domain = quotemeta lc $self->{internal_domain};
	return 1 if grep { /\@$domain\z/i } @{ $letter->{to} };
	return 1 if grep { /\@$domain\z/ } map { Letter::addresses($_) }
	    map { Letter::values_of($fields, $_) } qw(to cc);
	return 0;
}

# Which id the copies show.  The first with an id keeps it in its audience,
# and a shared post keeps it against an internal one (DESIGN.md 5, Ids); a
# copy of the other that went out before could not know.
sub post
{
	my ($self, $post, $fields, $hash) = @_;
	my $id = Letter::message_id($fields);
	my $used = $self->{used};
	$post->{id} = $id;
	my $own = $used->{"$post->{audience} $id"};
	my $other = $used->{"shared $id"};
	$post->{is_renamed} = $id eq '' || (defined $own && $own ne $hash) ||
	    ($post->{audience} eq 'internal' && defined $other &&
	    $other ne $hash);
	$used->{"$post->{audience} $id"} //= $hash;
	$post->{parent_id} = Letter::parent_id($fields);
	$post->{order} = @{ $self->{posts} };
	# An id on both sides: which one is meant is not for us to say.
	$self->{first}{$id} = exists $self->{first}{$id} ? undef : $post;
	push @{ $self->{posts} }, $post;
}

# Where the programs count otherwise, or their equation does not hold.
sub differences
{
	my ($self, $status) = @_;
	my ($sum, @wrong) = (0);
	for my $name (qw(in posted held answered filed aside duplicates)) {
		my ($told, $said) = ($self->{total}{$name}, $status->{$name});
		$said //= 'nothing';
		push @wrong, "$name: status says $said, the judge $told"
		    if $said ne $told;
		$sum += $status->{$name} // 0 if $name ne 'in';
	}
	push @wrong, "the sum is $sum" if $sum != ($status->{in} // -1);
	return @wrong;
}

# Their count, for the reader of a test's output.
sub text
{
	my ($self) = @_;
	return join ' ', 'the judge:', map { "$_ $self->{total}{$_}" }
	    qw(in posted held answered filed aside duplicates);
}

# The id a shared copy must name last in References, where the rules leave no
# doubt: the message names one parent, which was accepted before it; from an
# internal parent one goes on to what that answers, by its own header
# (DESIGN.md 5.5).  undef where there is doubt, '' where nothing may be named.
sub shared_parent
{
	my ($self, $post) = @_;
	my %seen;
	my $at = $post;
	while (defined(my $id = $at->{parent_id})) {
		return undef if $seen{$id}++;
		my $parent = $self->{first}{$id};
		return undef if !defined $parent ||
		    $parent->{order} >= $at->{order} || $parent->{is_renamed};
		return $id if $parent->{audience} eq 'shared';
		$at = $parent;
	}
	return undef;
}

# The posts a reader of a side gets.
sub posts_for
{
	my ($self, $side) = @_;
	return grep { $side eq 'internal' || $_->{audience} eq 'shared' }
	    @{ $self->{posts} };
}

# Compare a reader's copies with his posts; [what is wrong], and the pairs
# [post, copy] that fit.  By body, and by id where several have one body.
sub compare
{
	my ($self, $side, @copies) = @_;
	my (%want, @wrong, @pairs);
	push @{ $want{ $_->{wire} } }, $_ for $self->posts_for($side);
	for my $bytes (@copies) {
		my ($header, $body) = Letter::cut($bytes);
		my @fields = Letter::fields($header);
		my $id = Letter::message_id(\@fields);
		my $posts = $want{ Letter::wire_body($body) } // [];
		my ($at) = grep { fits($posts->[$_], $id,
		    $self->audience(\@fields)) } 0 .. $#$posts;
		if (!defined $at) {
			push @wrong, "a copy nobody posted: <$id>";
			next;
		}
		push @pairs, [$posts->[$at], $bytes];
		splice @$posts, $at, 1;
	}
	for my $post (map { @$_ } values %want) {
		push @wrong, "no copy of <$post->{id}> ($post->{audience})";
	}
	return (\@wrong, \@pairs);
}

sub fits
{
	my ($post, $id, $audience) = @_;
	return 0 if $audience ne $post->{audience};
	return $post->{is_renamed} ? $id ne '' && $id ne $post->{id}
	    : $id eq $post->{id};
}

# The audience a copy says it is for, by its List-Post.
sub audience
{
	my ($self, $fields) = @_;
	my ($post) = map { Letter::addresses(s/mailto://ir) }
	    Letter::values_of($fields, 'list-post');
	return '' if !defined $post;
	return $post eq "$self->{list}\@$self->{lists_domain}" ? 'shared'
	    : $post eq "$self->{list}\@$self->{internal_domain}" ? 'internal'
	    : '';
}

1;
