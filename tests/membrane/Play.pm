# SPDX-License-Identifier: GPL-3.0-or-later
#
# Plays a scenario through the real programs under a pinned clock and seed,
# and keeps every byte that leaves: what each person got, by which envelope,
# after which event; and each docroot, its names, bytes, modes and times.
#
#	my $stage = Play::stage();            # a sink, for many plays
#	my $play = Play->new($stage, $seed, @setup);
#	$play->step($event) for @events;
#	$play->{mail}{$address}  # [{ round, sender, with, bytes }, ...]
#	$play->{docroots}        # [{ VIEW => { NAME => [...] } }, ...]
#	$play->{answers}         # what the hook said to each event
package Play;
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use FindBin ();
use lib $FindBin::Bin, "$FindBin::Bin/../replay";
use Letter;
use Mail;
use Site;
use World;

# A scratch folder with a sink; its sites come and go.
sub stage
{
	delete $ENV{TRESTLE_CLOCK};
	return Site->new;
}

sub has_web { return eval { Site::program('trestle-web') }; }
sub has_digest { return eval { Site::program('trestle-digest') }; }

sub new
{
	my ($class, $stage, $seed, @setup) = @_;
	my $self = bless {
		stage => $stage, seed => $seed, setup => \@setup,
		mail => {}, docroots => [], answers => [], bodies => {},
		raw => {}, round => 0, at => 0, said => '', log_read => 0,
	}, $class;
	$ENV{TRESTLE_SEED} = "membrane $seed";
	$ENV{TRESTLE_CLOCK} = "$stage->{scratch}/clock";
	$self->{log_read} = -s $stage->{sink_log};
	$self->set_clock(0);
	$self->make_site;
	return $self;
}

sub set_clock
{
	my ($self, $at) = @_;
	die "time goes back: $at\n" if $at < $self->{at};
	$self->{at} = $at;
	Site::spew($ENV{TRESTLE_CLOCK}, Mail::epoch() + $at . "\n");
}

# A play of the same setup begins with a copy of the same site.
my %made = (key => '');
sub make_site
{
	my ($self) = @_;
	my $stage = $self->{stage};
	my $fresh = "$stage->{scratch}/fresh";
	my $key = "$stage $self->{seed} " . Scenario::text(@{ $self->{setup} });
	my $dir = $stage->{dir};
	if ($key ne $made{key}) {
		$stage->run(['/bin/rm', '-rf', $fresh, $dir]);
		$self->set_up;
		rename $dir, $fresh or die "$dir: $!\n";
		%made = (key => $key);
	}
	my ($code, $said) = $stage->run(['/bin/sh', '-c',
	    'rm -rf "$1" && cp -a "$0" "$1"', $fresh, $dir]);
	die "cp: $said" if $code;
}

sub set_up
{
	my ($self) = @_;
	my $stage = $self->{stage};
	$stage->command('init', $stage->{dir}, '--domain', $World::domain,
	    '--internal-domain', $World::inside,
	    '--submission-domain', 'example.com',
	    '--smtp-server', "127.0.0.1:$stage->{port}",
	    '--owner', 'operator@example.com');
	for my $event (@{ $self->{setup} }) {
		if ($event->{do} eq 'setting') {
			$stage->set($event->{name}, $event->{value});
		} elsif ($event->{do} eq 'list') {
			$stage->command('list', 'add', $event->{name},
			    "--$event->{kind}", "--$event->{value}",
			    '--purpose', "To work on $event->{name}.");
		} elsif ($event->{do} eq 'join') {
			$self->add_member($event);
		}
	}
}

sub add_member
{
	my ($self, $event) = @_;
	my ($name) = $event->{who} =~ /^(\w+)/;
	$self->{stage}->command('member', 'add', $event->{list},
	    $event->{who}, '--side', $event->{side}, '--name', ucfirst $name,
	    $event->{role} ? ('--role', $event->{role}) : (),
	    '--' . ($event->{delivery} // 'mail'));
}

# In a scenario that is being shrunk he may never have joined.
sub remove_member
{
	my ($self, $event) = @_;
	$self->{stage}->run([Site::program("trestle"), "member", "remove",
	    @$event{qw(list who)}]);
}

sub step
{
	my ($self, $event) = @_;
	my $do = $event->{do};
	$self->set_clock($event->{at});
	return $self->mail($event) if $do eq 'mail';
	return $self->answer($event) if $do eq 'answer';
	return $self->deliver if $do eq 'deliver';
	return $self->digest if $do eq 'digest';
	return $self->web if $do eq 'web';
	return $self->add_member($event) if $do eq 'join';
	return $self->remove_member($event) if $do eq 'leave';
	die "no event '$do'\n";
}

# What goes to the hook, as the world is told it too.
sub letter
{
	my ($self, $event) = @_;
	my $raw = $event->{raw};
	$raw //= $self->{raw}{ $event->{again} } if defined $event->{again};
	$raw //= Mail::bytes($self->{seed}, $event, $self->{bodies})
	    if !defined $event->{again};
	return undef if !defined $raw;
	$self->{raw}{ $event->{n} } = $raw;
	return {
		n => $event->{n}, at => $event->{at}, raw => $raw,
		sender => $event->{sender} // '', event => $event,
		submitter => $event->{submitter},
		to => [split /,/, $event->{rcpt}],
	};
}

sub mail
{
	my ($self, $event) = @_;
	my $letter = $self->letter($event) or return undef;
	$letter->{code} = $self->hand_in($letter);
	return $letter;
}

sub hand_in
{
	my ($self, $letter) = @_;
	my $stage = $self->{stage};
	$self->{has_work} = 1;
	local $letter->{submitter} = $letter->{submitter};
	delete $letter->{submitter} if !defined $letter->{submitter};
	my $code = $stage->hook($letter);
	push @{ $self->{answers} }, {
		n => $letter->{n}, to => $letter->{to}, code => $code,
		said => $code ? $stage->{hook_said} : '' };
	return $code;
}

# The question that somebody got about a message: the latest.
sub question
{
	my ($self, $event) = @_;
	my $word = Mail::word($self->{seed}, $event->{n});
	my ($found) = reverse grep {
		$_->{bytes} =~ /^From: "?\Q$event->{list}\E"? <c-/m &&
		    $_->{bytes} =~ /^ +$word, this is message/m
	} @{ $self->{mail}{ $event->{who} } // [] };
	return undef if !$found;
	my @fields = World::fields($found->{bytes});
	my ($token) = Letter::addresses((Letter::values_of(\@fields,
	    'from'))[0]);
	return { token => $token, id => Letter::message_id(\@fields),
	    subject => (Letter::values_of(\@fields, 'subject'))[0] };
}

sub answer
{
	my ($self, $event) = @_;
	my $question = $self->question($event) or return undef;
	my $n = "answer $event->{at} $event->{who} $event->{word}";
	my $letter = {
		n => $n, sender => $event->{who}, to => [$question->{token}],
		submitter => $event->{who} =~ /\@example\.com$/
		    ? $event->{who} : undef,
		raw => "From: <$event->{who}>\nTo: $question->{token}\n" .
		    "Subject: Re: $question->{subject}\n" .
		    'Date: ' . Mail::date($event->{at}) . "\n" .
		    'Message-ID: <' . sha256_hex($n) . "\@a.example>\n" .
		    "In-Reply-To: <$question->{id}>\n\n$event->{word}\n",
	};
	$self->hand_in($letter);
	return $letter;
}

# In a reduced play there is often nothing to deliver.
sub deliver
{
	my ($self) = @_;
	$self->{round}++;
	return if !delete $self->{has_work} && $self->{is_reduced};
	$self->{said} .= $self->{stage}->command('deliver');
	$self->read_sink;
}

sub read_sink
{
	my ($self) = @_;
	my $stage = $self->{stage};
	open my $log, '<', $stage->{sink_log} or die "the sink: $!\n";
	seek $log, $self->{log_read}, 0;
	my @lines = <$log>;
	close $log;
	my (%with, @got);
	for my $line (@lines) {
		$self->{log_read} += length $line;
		chomp $line;
		my ($connection, $number, $sender, $to, $code, $path) =
		    split /\t/, $line;
		next if $code != 250;
		s/^<|>$//g for $sender, $to;
		push @{ $with{$number} }, lc $to;
		push @got, { number => $number, sender => $sender,
		    to => lc $to, bytes => Site::slurp($path),
		    round => $self->{round} };
		unlink $path;
	}
	for my $got (@got) {
		$got->{with} = $with{ $got->{number} };
		push @{ $self->{mail}{ $got->{to} } }, $got;
	}
}

sub digest
{
	my ($self) = @_;
	has_digest() or return;
	$self->{has_work} = 1;
	my ($code, $said) = $self->{stage}->run([Site::program('trestle'),
	    'digest']);
	die "trestle digest: exit $code: $said" if $code;
}

sub web
{
	my ($self) = @_;
	my $program = has_web() or return;
	my ($code, $said) = $self->{stage}->run([$program, 'web']);
	die "trestle web: exit $code: $said" if $code;
	push @{ $self->{docroots} }, $self->docroots;
}

sub docroots
{
	my ($self) = @_;
	my %views;
	for my $dir (glob "$self->{stage}{dir}/views/*") {
		my ($view) = $dir =~ m{([^/]+)$};
		$views{$view} = folder($dir);
	}
	return \%views;
}

# Every name below a folder, with mode, time and bytes.
sub folder
{
	my ($dir) = @_;
	my %entries;
	my @todo = '';
	while (defined(my $name = shift @todo)) {
		my $path = $name eq '' ? $dir : "$dir/$name";
		my @stat = lstat $path or die "$path: $!\n";
		my $is_dir = -d _;
		$entries{ $name eq '' ? '.' : $name } = [
			sprintf('%o', $stat[2]), $stat[9],
			$is_dir ? 'a folder' : Site::slurp($path) ];
		next if !$is_dir;
		opendir my $handle, $path or die "$path: $!\n";
		push @todo, map { $name eq '' ? $_ : "$name/$_" }
		    grep { !/^\.\.?$/ } sort readdir $handle;
		closedir $handle;
	}
	return \%entries;
}

# The decisions as the manager's log tells them, in order:
# { msgid, to, outcome, reason }.
sub decisions
{
	my ($self) = @_;
	my @decisions;
	for my $line (split /\n/, $self->{said}) {
		next if $line !~ /: decide /;
		my %pair = map { defined $_ ? $_ : '' } $line =~
		    /(\w+)=(?|"((?:[^"\\]|\\.)*)"|(\S+))/g;
		push @decisions, \%pair;
	}
	return @decisions;
}

1;
