# SPDX-License-Identifier: GPL-3.0-or-later
#
# Plays a scenario and says what is wrong with what came out: M1 (equal bytes
# without what readers may not know), M3 and M6 (Check.pm), and whether the
# programs decided as World.pm says.
#
#	my $judge = Judge->new($stage, $seed);
#	my $run = $judge->play(\@setup, $next);     # $next->($play, $world)
#	my @wrong = $judge->judge($run);
#
# What is wrong is { what, view, text }.
package Judge;
use strict;
use warnings;
use FindBin ();
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Check;
use Letter;
use Mail;
use Play;
use Reduce;
use Scenario;
use World;

sub new
{
	my ($class, $stage, $seed) = @_;
	return bless { stage => $stage, seed => $seed, count => {} }, $class;
}

# The first play: its steps, the world as it told itself, what happened.
sub play
{
	my ($self, $setup, $next) = @_;
	my $play = Play->new($self->{stage}, $self->{seed}, @$setup);
	my $world = World->new(@$setup);
	my %run = (setup => $setup, steps => [], done => [], play => $play,
	    world => $world, reads => {});
	$self->note_readers(\%run);
	while (my $event = $next->($play, $world)) {
		my $letter = $play->step($event);
		next if $event->{do} =~ /^(?:mail|answer)$/ && !$letter;
		my $step = { event => $event, letter => $letter };
		push @{ $run{steps} }, $step;
		push @{ $run{done} }, Reduce::feed($world, $step);
		$self->note_readers(\%run)
		    if $event->{do} =~ /^(?:join|leave)$/;
	}
	return \%run;
}

# What each person may ever read in this scenario.
sub note_readers
{
	my ($self, $run) = @_;
	for my $who (map { keys %{ $_->{member} } } $run->{world}->lists) {
		$run->{reads}{$who}{$_} = 1
		    for keys %{ $run->{world}->reads($who) };
	}
}

sub judge
{
	my ($self, $run) = @_;
	my @wrong = $self->decisions($run);
	push @wrong, $self->leaks($run);
	for my $view ($self->views($run)) {
		push @wrong, $self->interference($run, $view);
	}
	return @wrong;
}

# -- the programs and the model ----------------------------------------------

sub decisions
{
	my ($self, $run) = @_;
	my @want = map { ["$_->{to}", $_->{outcome}, $_->{reason} // ''] }
	    grep { !$_->{answer} && $_->{letter} && $_->{audience} }
	    @{ $run->{done} };
	my @got = grep { $run->{world}->route($_->{to}) }
	    $run->{play}->decisions;
	for my $i (0 .. (@want > @got ? $#want : $#got)) {
		my $want = $want[$i] ? "$want[$i][0] $want[$i][1]" .
		    ($want[$i][1] eq 'held' ? " $want[$i][2]" : '') : 'nothing';
		my $got = $got[$i] ? "$got[$i]{to} $got[$i]{outcome}" .
		    ($got[$i]{outcome} eq 'held' ? " $got[$i]{reason}" : '')
		    : 'nothing';
		next if $want eq $got;
		return { what => 'decision', view => '-', text =>
		    "message <" . ($got[$i]{msgid} // '') .
		    ">: the rules say $want, the programs $got" };
	}
	return ();
}

# -- M3 and M6 ---------------------------------------------------------------

# What clients got must not show what they may not read.
sub leaks
{
	my ($self, $run) = @_;
	my @wrong;
	for my $view (grep { !$_->{is_inside} } $self->views($run)) {
		my $check = $self->check($run, $view);
		my %seen;
		for my $got (map { @{ $run->{play}{mail}{$_} // [] } }
		    sort keys %{ $view->{readers} }) {
			next if $seen{ $got->{bytes} }++;
			my @leaks = copy_leaks($check, $view, $got);
			push @wrong, map { { what => 'leak', view =>
			    $view->{name}, text => "$_ in:\n" .
			    head($got->{bytes}) } } @leaks;
		}
		push @wrong, $self->page_leaks($run, $view, $check);
	}
	return @wrong;
}

sub copy_leaks
{
	my ($check, $view, $got) = @_;
	my $list = list_of($got->{bytes});
	return () if $list->{name} ne $view->{list};
	my @leaks = $check->client_envelope($got->{sender});
	return (@leaks, $check->canaries($got->{bytes}))
	    if $list->{is_notice} || $list->{is_digest};
	return (@leaks, $check->client_copy($got->{bytes}));
}

sub page_leaks
{
	my ($self, $run, $view, $check) = @_;
	my @wrong;
	for my $docroots (@{ $run->{play}{docroots} }) {
		for my $name (grep { $self->is_of_view($_, $view, $run) }
		    sort keys %$docroots) {
			my $all = $docroots->{$name};
			my @leaks = $check->hits(map { ($_, $all->{$_}[2]) }
			    sort keys %$all);
			push @wrong, map { { what => 'leak', view =>
			    $view->{name}, text => "$_ on a page of $name" }
			    } @leaks;
			return @wrong if @wrong;
		}
	}
	return @wrong;
}

# The judge for the copies of one list.
sub check
{
	my ($self, $run, $view) = @_;
	my $audience = "$view->{list}/shared";
	my (%shared, %hidden);
	for my $post (@{ $run->{world}{tree}{posts} }) {
		my $ids = $post->{audience} eq $audience ? \%shared : \%hidden;
		@$ids{ @$post{qw(id shown)} } = (1, 1);
	}
	my %is_seen = map { $_->{letter}{n} => 1 } grep {
	    $_->{letter} && ($_->{audience} // '') eq $audience &&
	    may_be_seen($run, $_) } @{ $run->{done} };
	my @hidden = grep { !$is_seen{$_} } map { $_->{event}{n} }
	    grep { $_->{event}{do} eq 'mail' } @{ $run->{steps} };
	return Check->new(
		shared => "$view->{list}\@$World::domain",
		lists_domain => $World::domain,
		internal_domain => $World::inside, insiders => {},
		canaries => $run->{canaries} //
		    [map { Mail::word($self->{seed}, $_) } @hidden],
		shared_ids => \%shared, hidden_ids => \%hidden,
	);
}

# What was sent, and what waits of people who are no insiders: moderators of
# the client are asked about that too.
sub may_be_seen
{
	my ($run, $done) = @_;
	return 1 if $done->{post};
	my $by = $done->{letter}{submitter};
	return $done->{outcome} eq 'held' && !($by && $run->{reads}{$by});
}

# -- M1 ----------------------------------------------------------------------

# Whose bytes must be equal: { name, audiences, readers }.  For each list its
# clients, by what comes of this list; and insiders who do not read all that
# there is inside, by all that they get.
sub views
{
	my ($self, $run) = @_;
	return @{ $run->{views} } if $run->{views};
	my (@outer, %inner);
	for my $list (grep { $_->{kind} eq 'mixed' } $run->{world}->lists) {
		my $name = $list->{name};
		push @outer, { name => "$name.client", list => $name,
		    audiences => { "$name/shared" => 1 },
		    readers => { map { $_ => 1 } grep {
		    $run->{reads}{$_}{"$name/shared"} &&
		    !$run->{reads}{$_}{"$name/internal"} }
		    keys %{ $run->{reads} } } };
	}
	my $n_audiences = $run->{world}->audiences;
	for my $who (sort keys %{ $run->{reads} }) {
		my @audiences = sort keys %{ $run->{reads}{$who} };
		next if @audiences == $n_audiences ||
		    !grep { /internal$/ } @audiences;
		my $name = join '+', @audiences;
		$inner{$name} //= { name => $name, is_inside => 1,
		    audiences => { map { $_ => 1 } @audiences } };
		$inner{$name}{readers}{$who} = 1;
	}
	# In two scenarios of three one inner view is looked at.
	my @inner = map { $inner{$_} } sort keys %inner;
	@inner = $self->{seed} % 3 ? $inner[ $self->{seed} % @inner ] : ()
	    if @inner;
	return @{ $run->{views} = [@outer, @inner] };
}

# Is it a docroot that shows only what the readers of the view may read?
sub is_of_view
{
	my ($self, $docroot, $view, $run) = @_;
	return $docroot eq $view->{name} if !$view->{is_inside};
	my ($list, $side) = split /\./, $docroot;
	my @open = keys %{ $run->{world}{tree}{open} };
	my @shown = $docroot eq 'company' ? @open
	    : $side eq 'client' ? ("$list/shared")
	    : ("$list/internal", @open,
	    $run->{world}{list}{$list}{kind} eq 'mixed' ? "$list/shared" : ());
	return !grep { !$view->{audiences}{$_} } @shown;
}

sub interference
{
	my ($self, $run, $view) = @_;
	my $reduced = Reduce::events($run->{setup}, $run->{steps},
	    $view->{audiences}, $view->{readers});
	my $events = $reduced->{events};
	$self->{count}{unclear}++ if $reduced->{is_unclear};
	return () if $reduced->{is_unclear};
	$self->{count}{rewritten} += $reduced->{n_rewritten};
	$self->{count}{plays}++;
	$self->{count}{left_out} += @{ $run->{steps} } - @$events;
	my $play = Play->new($self->{stage}, $self->{seed},
	    @{ $run->{setup} });
	$play->{is_reduced} = 1;
	$play->step($_) for @$events;
	my ($wrong) = ($self->mail_differs($run, $play, $view),
	    $self->pages_differ($run, $play, $view),
	    $self->answers_differ($run, $play, $view));
	return () if !defined $wrong;
	return { what => 'interference', view => $view->{name},
	    text => $wrong };
}

sub mail_differs
{
	my ($self, $run, $play, $view) = @_;
	for my $who (sort keys %{ $view->{readers} }) {
		my @one = $self->seen_mail($run->{play}, $view, $who);
		my @other = $self->seen_mail($play, $view, $who);
		$self->{count}{copies} += @one;
		for my $i (0 .. (@one > @other ? $#one : $#other)) {
			my ($a, $b) = ($one[$i] // '', $other[$i] // '');
			return "mail to $who, number $i:\n" .
			    difference($a, $b) if $a ne $b;
		}
	}
	return ();
}

# The mail of one reader as text.  Of an insider's not the notices: they are
# about mail of his own, which may have gone where he does not read.
sub seen_mail
{
	my ($self, $play, $view, $who) = @_;
	my @seen;
	for my $got (@{ $play->{mail}{$who} // [] }) {
		my $list = list_of($got->{bytes});
		next if $view->{is_inside} ? $list->{is_notice}
		    : $list->{name} ne $view->{list} && !is_own($got);
		my @with = sort grep { $view->{readers}{$_} }
		    @{ $got->{with} };
		push @seen, "delivery $got->{round}\nMAIL FROM " .
		    "$got->{sender}\nRCPT TO @with\n$got->{bytes}";
	}
	return @seen;
}

# What the server told somebody about his own mail to no list.
sub is_own
{
	my ($got) = @_;
	return $got->{bytes} =~
	    /^Subject: (?:Not delivered|Commands by mail)/m;
}

# The list that a mail is of, and whether it is a notice.
sub list_of
{
	my ($bytes) = @_;
	my @fields = World::fields($bytes);
	my ($list) = map { /<(\w+)\./ ? $1 : () }
	    Letter::values_of(\@fields, 'list-id');
	return { name => $list, is_digest => scalar
	    Letter::values_of(\@fields, 'auto-submitted') }
	    if defined $list;
	my ($from) = Letter::values_of(\@fields, 'from');
	my ($to) = map { /^(\w+)-owner\@/ ? $1 : () }
	    Letter::addresses($from // '');
	my ($name) = ($from // '') =~ /^"?(\w+)/;
	return { name => $to // $name // '', is_notice => 1 };
}

sub pages_differ
{
	my ($self, $run, $play, $view) = @_;
	my ($one, $other) = ($run->{play}{docroots}, $play->{docroots});
	for my $i (0 .. $#$one) {
		for my $name (grep { $self->is_of_view($_, $view, $run) }
		    sort keys %{ { %{ $one->[$i] }, %{ $other->[$i] } } }) {
			my ($wrong) = $self->folder_differs($name,
			    $one->[$i]{$name} // {}, $other->[$i]{$name} // {});
			return "build $i, $wrong" if defined $wrong;
		}
	}
	return ();
}

sub folder_differs
{
	my ($self, $docroot, $one, $other) = @_;
	for my $name (sort keys %{ { %$one, %$other } }) {
		$self->{count}{pages}++;
		my ($a, $b) = ($one->{$name}, $other->{$name});
		return "$docroot/$name is only in the " .
		    ($a ? 'full play' : 'reduced play') if !$a || !$b;
		for my $what (2, 1, 0) {
			next if $a->[$what] eq $b->[$what];
			return "$docroot/$name, " . qw(mode time bytes)[$what]
			    . ":\n" . difference($a->[$what], $b->[$what]);
		}
	}
	return ();
}

# What the hook said to those who wrote.
sub answers_differ
{
	my ($self, $run, $play, $view) = @_;
	my %first = map { ("$_->{n} @{ $_->{to} }" => "$_->{code} $_->{said}")
	    } @{ $run->{play}{answers} };
	for my $answer (@{ $play->{answers} }) {
		my $name = "$answer->{n} @{ $answer->{to} }";
		my $said = "$answer->{code} $answer->{said}";
		return "the hook about message $name: " .
		    difference($first{$name}, $said)
		    if defined $first{$name} && $first{$name} ne $said;
	}
	return ();
}

# The first lines that differ, with what stands around them.
sub difference
{
	my ($one, $other) = @_;
	my @one = split /\n/, $one, -1;
	my @other = split /\n/, $other, -1;
	my $i = 0;
	$i++ while $i < @one && $i < @other && $one[$i] eq $other[$i];
	my $from = $i > 3 ? $i - 3 : 0;
	my $at = length(join "\n", @one[0 .. $i - 1]) + ($i > 0);
	my ($a, $b) = ($one[$i] // '', $other[$i] // '');
	my $n = (($a ^ $b) =~ /^(\0*)/)[0] =~ tr/\0//;
	return join "\n", 'byte ' . ($at + $n) . ':',
	    (map { "    $_" } @one[$from .. $i - 1]),
	    (map { "full    $_" } grep { defined } @one[$i .. $i + 3]),
	    (map { "reduced $_" } grep { defined } @other[$i .. $i + 3]);
}

sub head
{
	my ($bytes) = @_;
	my @lines = split /\n/, $bytes;
	return join "\n", map { "    $_" } grep { defined } @lines[0 .. 29];
}

# -- smaller -----------------------------------------------------------------

# A scenario from which nothing can be left out, or nearly: leaves out ever
# smaller pieces while what is wrong stays, at most max plays.
sub shrink
{
	my ($self, $run, $wrong, $max) = @_;
	my @events = map { $_->{event} } @{ $run->{steps} };
	my $size = int(@events / 2) || 1;
	while ($max > 0 && $size > 0) {
		my $start = 0;
		while ($start < @events && $max-- > 0) {
			my @fewer = @events;
			splice @fewer, $start, $size;
			if ($self->is_wrong_too($run->{setup}, \@fewer,
			    $wrong)) {
				@events = @fewer;
			} else {
				$start += $size;
			}
		}
		$size = int($size / 2);
	}
	return @events;
}

sub is_wrong_too
{
	my ($self, $setup, $events, $wrong) = @_;
	my @left = map { { %$_ } } @$events;
	my @again = eval {
		my $run = $self->play($setup, sub { shift @left });
		my @views = $self->views($run);
		$run->{views} = [grep { $_->{name} eq $wrong->{view} ||
		    $wrong->{view} eq '-' } @views];
		$self->judge($run);
	};
	return scalar grep { $_->{what} eq $wrong->{what} &&
	    $_->{view} eq $wrong->{view} } @again;
}

1;
