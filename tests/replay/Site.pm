# SPDX-License-Identifier: GPL-3.0-or-later
#
# A site for a replay: made in a scratch folder, fed through the real hook,
# delivered by the real manager over SMTP into the sink.  Keeps its own count
# of what the hook answered.
package Site;
use strict;
use warnings;
use Cwd qw(abs_path);
use Digest::SHA qw(sha256_hex);
use File::Temp ();
use FindBin ();
use POSIX ();
use Time::HiRes qw(time);

my $source = $ENV{TOP_SRCDIR} // abs_path("$FindBin::Bin/../..");
my $build = $ENV{TOP_BUILDDIR} // $source;
my $corpora = $ENV{CORPORA} //
    (-d "$source/../shared/corpora" ? "$source/../shared/corpora" : '');

$ENV{TRESTLE_LIBEXEC} //= "$build/libexec";

sub source_dir { return $source; }
sub corpora { return $corpora; }

# The path of a program of the build; dies when it was not built.
sub program
{
	my ($name) = @_;
	my %folder = ('trestle-hook' => 'mta-hook', 'trestle' => 'trestle',
	    'trestle-sink' => 'tests/sink');
	for my $dir ($folder{$name} // 'libexec', 'libexec') {
		return "$build/$dir/$name" if -x "$build/$dir/$name";
	}
	die "$build: no $name; run make first\n";
}

# A scratch folder, in memory where that is allowed: the programs sync.
sub scratch
{
	my $parent = $ENV{TMPDIR};
	$parent //= -w '/dev/shm' ? '/dev/shm' : '/tmp';
	return File::Temp->newdir('trestle.XXXXXX', DIR => $parent);
}

# new(NAME => VALUE of trestle.conf, ...)
sub new
{
	my ($class, %settings) = @_;
	my $scratch = scratch();
	my $self = bless {
		scratch => $scratch, dir => "$scratch/site",
		mail => "$scratch/mail", sink_log => "$scratch/sink.log",
		hook => program('trestle-hook'),
		taken => 0, entries => 0, refused => 0, exits => {},
	}, $class;
	mkdir $self->{mail} or die "$self->{mail}: $!\n";
	$self->start_sink;
	$self->command('init', $self->{dir}, '--domain', 'lists.example.com',
	    '--internal-domain', 'internal.lists.example.com',
	    '--submission-domain', 'example.com',
	    '--smtp-server', "127.0.0.1:$self->{port}",
	    '--owner', 'operator@example.com');
	$ENV{TRESTLE_SITE} = $self->{dir};
	$self->set($_, $settings{$_}) for sort keys %settings;
	return $self;
}

# Change a setting; whatever stood there, commented or not, goes.
sub set
{
	my ($self, $name, $value) = @_;
	my $path = "$self->{dir}/trestle.conf";
	my $text = slurp($path);
	$text =~ s/^\Q$name\E[ \t]*=.*\n(?:[ \t].*\n)*//mg;
	spew($path, $text . "$name = $value\n");
}

sub DESTROY
{
	my ($self) = @_;
	local ($?, $!);
	for my $pid (grep { $_ } delete @$self{qw(serve_pid sink_pid)}) {
		kill 'KILL', $pid;
		waitpid $pid, 0;
	}
}

sub slurp
{
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	my $bytes = <$in>;
	close $in;
	return $bytes // '';
}

sub spew
{
	my ($path, $bytes) = @_;
	open my $out, '>:raw', $path or die "$path: $!\n";
	print {$out} $bytes;
	close $out or die "$path: $!\n";
}

# Run a program to its end: its exit code (or -signal) and what it said.
# input is a path; env is added to the environment.
sub run
{
	my ($self, $argv, $input, %env) = @_;
	my $pid = $self->start($argv, $input, "$self->{scratch}/said", %env);
	waitpid $pid, 0;
	my $code = $? & 127 ? -($? & 127) : $? >> 8;
	return ($code, slurp("$self->{scratch}/said"));
}

sub start
{
	my ($self, $argv, $input, $said, %env) = @_;
	my $pid = fork() // die "fork: $!\n";
	return $pid if $pid;
	%ENV = (%ENV, %env);
	open STDIN, '<', $input // '/dev/null' or POSIX::_exit(71);
	open STDOUT, '>', $said or POSIX::_exit(71);
	open STDERR, '>&', \*STDOUT or POSIX::_exit(71);
	exec { $argv->[0] } @$argv or POSIX::_exit(71);
}

# `trestle ...` that must succeed; what it said.
sub command
{
	my ($self, @args) = @_;
	my ($code, $said) = $self->run([program('trestle'), @args]);
	die "trestle @args: exit $code: $said" if $code;
	return $said;
}

# Add members from [name, address] pairs.
sub add_members
{
	my ($self, $list, $people, @options) = @_;
	my $path = "$self->{scratch}/people";
	spew($path, join '', map { "$_->[0] <$_->[1]>\n" } @$people);
	my ($code, $said) = $self->run([program('trestle'), 'member', 'add',
	    $list, '-', @options], $path);
	die "trestle member add: exit $code: $said" if $code;
}

# Hand one message to the hook and count its answer.
sub hook
{
	my ($self, $letter, %env) = @_;
	my $path = "$self->{scratch}/letter";
	spew($path, $letter->{raw});
	my @argv = ($self->{hook}, '--site', $self->{dir},
	    '--sender', $letter->{sender});
	push @argv, '--submitter', $letter->{submitter} if
	    defined $letter->{submitter};
	my ($code, $said) = $self->run([@argv, @{ $letter->{to} }], $path,
	    %env);
	$self->{exits}{$code}++;
	if ($code == 0) {
		$self->{entries}++;
		$self->{taken} += @{ $letter->{to} };
	} else {
		$self->{refused} += @{ $letter->{to} };
		$self->{hook_said} = $said;
	}
	return $code;
}

# The manager in the background.
sub serve
{
	my ($self) = @_;
	spew("$self->{scratch}/serve.said", '');
	$self->{serve_pid} = $self->start([program('trestle'), 'serve'], undef,
	    "$self->{scratch}/serve.said");
}

# It must be running still, else it died of something else.
sub kill_serve
{
	my ($self) = @_;
	my $pid = delete $self->{serve_pid};
	my $died = waitpid $pid, POSIX::WNOHANG();
	die 'serve died: ' . slurp("$self->{scratch}/serve.said") if $died;
	kill 'KILL', $pid;
	waitpid $pid, 0;
}

# Ask it to end, once it listens, and wait; dies when it did not end well.
sub stop
{
	my ($self) = @_;
	my $pid = delete $self->{serve_pid};
	wait_for(sub { slurp("$self->{scratch}/serve.said") =~
	    /\[$pid\]: start / }, 20) or die "serve does not start\n";
	kill 'TERM', $pid;
	waitpid $pid, 0;
	die "serve: exit $?: " . slurp("$self->{scratch}/serve.said") if $?;
}

# How many entries wait in the spool.
sub n_spooled
{
	my ($self) = @_;
	my @entries = grep { -f } glob("$self->{dir}/spool/new/*");
	return scalar @entries;
}

# How many transactions repeated an earlier one: equal bytes to one of the
# same people.
sub repeated_transactions
{
	my ($self) = @_;
	my (%seen, $n);
	$n = 0;
	for my $transaction ($self->transactions) {
		my $hash = sha256_hex(slurp($transaction->{paths}[0]));
		my @again = grep { $seen{"$hash $_"}++ }
		    @{ $transaction->{recipients} };
		$n++ if @again;
	}
	return $n;
}

# An SMTP server that files each person's copies in mail/ADDRESS.
sub start_sink
{
	my ($self) = @_;
	my $fifo = "$self->{scratch}/port";
	POSIX::mkfifo($fifo, 0600) or die "$fifo: $!\n";
	$self->{sink_pid} = $self->start([program('trestle-sink'),
	    '--port-file', $fifo, '--dir', $self->{mail},
	    '--log', $self->{sink_log}], undef, "$self->{scratch}/sink.said");
	local $SIG{ALRM} = sub {
		die 'the sink: ' . slurp("$self->{scratch}/sink.said");
	};
	alarm 10;
	chomp($self->{port} = slurp($fifo));
	alarm 0;
}

# What the sink filed, one hash a transaction:
# { number, sender, recipients => [...], paths => [...] }.
sub transactions
{
	my ($self) = @_;
	my %transaction;
	for my $line (split /\n/, slurp($self->{sink_log})) {
		my (undef, $number, $sender, $recipient, $code, $path) =
		    split /\t/, $line;
		next if $code != 250;
		s/^<|>$//g for $sender, $recipient;
		my $of = $transaction{$number} //= {
			number => $number, sender => $sender,
			recipients => [], paths => [] };
		push @{ $of->{recipients} }, lc $recipient;
		push @{ $of->{paths} }, $path;
	}
	return map { $transaction{$_} } sort { $a <=> $b } keys %transaction;
}

# All copies in a person's Maildir, as byte strings, in order of arrival.
sub copies
{
	my ($self, $address) = @_;
	my $dir = "$self->{mail}/$address/new";
	return () if !-d $dir;
	opendir my $handle, $dir or die "$dir: $!\n";
	my @names = sort grep { !/^\./ } readdir $handle;
	closedir $handle;
	return map { slurp("$dir/$_") } @names;
}

# How many copies the sink has filed so far.
sub n_filed
{
	my ($self) = @_;
	return slurp($self->{sink_log}) =~ tr/\n//;
}

# Wait until a condition holds; false after the seconds are over.
sub wait_for
{
	my ($condition, $seconds) = @_;
	my $end = time + $seconds;
	until ($condition->()) {
		return 0 if time > $end;
		select undef, undef, undef, 0.02;
	}
	return 1;
}

# The numbers of `trestle status`: in, posted, held, answered, filed, aside,
# duplicates; repeated (chunks perhaps sent twice); said is all it says.
sub status
{
	my ($self) = @_;
	my $said = $self->command('status');
	my %n = (said => $said, repeated => 0);
	my @terms = qw(posted held answered filed aside duplicates);
	my $words = join ' \+ ', map { s/aside/set aside/r . ' (\d+)' } @terms;
	my @found = $said =~ /^in (\d+) = $words$/m;
	@n{ 'in', @terms } = @found if @found;
	$n{repeated} = $1 if $said =~ /(\d+) chunks? perhaps sent twice/;
	return \%n;
}

1;
