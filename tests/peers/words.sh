# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The words in which mail goes through the real Postfix and Dovecot, sourced
# first.  A test runs in namespaces of its own: a network that has nothing but
# loopback, processes that end with it, and /etc/passwd and /etc/group of its
# own, because Postfix wants users that nobody else has.  So it needs root.
#
#	swaks ─► Postfix ─► trestle-hook ─► trestle serve ─► Postfix ─► Dovecot
#
# Ports: 2525 takes mail for our domains, 2587 is submission.  Whoever comes
# from 127.0.0.1 is in mynetworks, $outside is not.

# shellcheck source=tests/lib.sh
. "$TOP_SRCDIR/tests/lib.sh"

domain=lists.example.com
inside=internal.$domain
outside=127.0.0.66
site=$scratch/site
mail=$scratch/mail
log=$scratch/log
config=$scratch/postfix
queue=$scratch/queue
export TRESTLE_SITE="$site"

# Start the test anew inside its namespaces.
go_inside() {
	[ -z "${PEERS_INSIDE-}" ] || return 0
	[ "$(id -u)" -eq 0 ] || skip_all 'Postfix needs root'
	need_program unshare
	unshare --mount --net --pid --fork \
		mount -t overlay -o lowerdir=/etc:/usr overlay /usr \
		2>"$scratch/why" ||
		skip_all "no namespaces or overlays: $(head -n 1 "$scratch/why")"
	"$TOP_SRCDIR/tests/peers/fetch" "$TOP_BUILDDIR/peers" \
		2>"$scratch/why" ||
		skip_all "no Postfix and Dovecot: $(tail -n 1 "$scratch/why")"
	# What ends us ends them at once; their scratch is inside ours.
	chmod 711 "$scratch"
	TMPDIR=$scratch PEERS_INSIDE=yes unshare --mount --net --pid --fork --kill-child \
		--mount-proc sh "$0"
	exit
}

# -- a machine of our own -----------------------------------------------------

make_users() {
	cat >"$scratch/passwd" <<-'END'
		root:x:0:0:root:/root:/bin/sh
		trestle:x:61001:61001::/nonexistent:/usr/sbin/nologin
		postfix:x:61002:61002::/nonexistent:/usr/sbin/nologin
		vmail:x:61003:61003::/nonexistent:/usr/sbin/nologin
		dovecot:x:61004:61004::/nonexistent:/usr/sbin/nologin
		dovenull:x:61005:61005::/nonexistent:/usr/sbin/nologin
		nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin
	END
	{
		sed 's/^\([^:]*\):x:\([0-9]*\):.*/\1:x:\2:/' "$scratch/passwd"
		echo 'postdrop:x:61006:'
	} >"$scratch/group"
	mount --bind "$scratch/passwd" /etc/passwd &&
		mount --bind "$scratch/group" /etc/group
}

# `ip link set lo up', where there is no ip: SIOCSIFFLAGS with IFF_UP.
raise_loopback() {
	perl -MSocket -e 'socket(my $s, AF_INET, SOCK_DGRAM, 0) or die;
		ioctl($s, 0x8914, my $up = pack("a16sx22", "lo", 1))
		    or die "lo: $!\n"'
}

# The peers come where Debian has them: a read-only layer over /usr, which
# only our processes see.
lay_peers() {
	mount --bind "$TOP_BUILDDIR/peers/root" /mnt &&
		mount -t overlay -o lowerdir=/mnt/usr:/usr overlay /usr
}

# Our programs are copied, for the build may lie where others cannot go.
make_machine() {
	chmod 711 "$scratch"
	mkdir "$log" "$mail" "$scratch/bin" "$scratch/libexec" &&
		make_users && lay_peers && raise_loopback &&
		cp -L "$TOP_BUILDDIR/libexec"/* "$scratch/libexec" &&
		cp "$TOP_BUILDDIR/trestle/trestle" \
			"$TOP_BUILDDIR/mta-hook/trestle-hook" "$scratch/bin" &&
		chown vmail: "$mail" || return
	export MAIL_CONFIG="$config" TRESTLE_LIBEXEC="$scratch/libexec"
	export PATH="$scratch/bin:$PATH"
}

# -- Dovecot ------------------------------------------------------------------

start_dovecot() {
	mkdir -p "$scratch/dovecot"
	for name in alice bob erin; do
		echo "$name:{PLAIN}secret"
		echo "$name@example.com:{PLAIN}secret"
	done >"$scratch/dovecot/users"
	cat >"$scratch/dovecot.conf" <<-END
		base_dir = $scratch/dovecot/run
		state_dir = $scratch/dovecot/state
		log_path = $log/dovecot
		protocols = lmtp
		listen = 127.0.0.1
		ssl = no
		mail_location = maildir:$mail/%u
		auth_mechanisms = plain login
		passdb {
		  driver = passwd-file
		  args = $scratch/dovecot/users
		}
		userdb {
		  driver = static
		  args = uid=vmail gid=vmail home=$mail/%u allow_all_users=yes
		}
		service lmtp {
		  unix_listener $scratch/dovecot/lmtp {
		    mode = 0666
		  }
		}
		service auth {
		  unix_listener $scratch/dovecot/auth {
		    mode = 0666
		  }
		}
	END
	dovecot -F -c "$scratch/dovecot.conf" >"$log/dovecot.out" 2>&1 &
	at_end $!
	wait_until 'Dovecot runs' test -S "$scratch/dovecot/lmtp"
}

# -- Postfix ------------------------------------------------------------------

# As Debian installs it, and then for domains of people, whom Dovecot serves.
make_postfix() {
	mkdir -p "$config" "$queue/pid" "$scratch/data" &&
		cp "/usr/share/postfix/main.cf.debian" "$config/main.cf" &&
		cp "/usr/share/postfix/master.cf.dist" \
			"$config/master.cf" || return
	for folder in active bounce corrupt defer deferred flush hold incoming \
		private saved trace; do
		mkdir -m 700 "$queue/$folder"
		chown postfix "$queue/$folder"
	done
	mkdir -m 730 "$queue/maildrop"
	mkdir -m 710 "$queue/public"
	chown postfix:postdrop "$queue/maildrop" "$queue/public"
	chown postfix "$scratch/data"
	postconf -e "queue_directory = $queue" \
		"data_directory = $scratch/data" \
		"maillog_file = $log/mail" "maillog_file_prefixes = $log" \
		'myhostname = mx.example.net' 'mydestination =' 'alias_maps =' \
		'inet_protocols = ipv4' 'mynetworks = 127.0.0.1/32' \
		'disable_dns_lookups = yes' 'smtpd_peername_lookup = no' \
		'smtpd_error_sleep_time = 0' 'smtpd_hard_error_limit = 100' \
		'virtual_mailbox_domains = example.com, client.example,'\
' elsewhere.example' \
		"virtual_transport = lmtp:unix:$scratch/dovecot/lmtp" \
		'message_size_limit = 26214400' 'virtual_mailbox_limit = 0' \
		'recipient_delimiter = +' \
		'smtpd_sasl_type = dovecot' \
		"smtpd_sasl_path = $scratch/dovecot/auth" \
		'smtpd_recipient_restrictions = reject_non_fqdn_recipient' &&
		postconf -F '*/*/chroot = n' && postconf -MX smtp/inet &&
		postconf -Me "127.0.0.1:2525/inet = 127.0.0.1:2525 inet n - n\
 - - smtpd" "127.0.0.1:2587/inet = 127.0.0.1:2587 inet n - n - - smtpd\
 -o smtpd_sasl_auth_enable=yes\
 -o smtpd_relay_restrictions=permit_sasl_authenticated,reject" \
			'postlog/unix-dgram = postlog unix-dgram n - n - 1 postlogd'
}

start_postfix() {
	"/usr/lib/postfix/sbin/master" -c "$config" -d \
		>"$log/master" 2>&1 &
	at_end $!
	wait_until 'Postfix runs' grep -q 'daemon started' "$log/mail"
}

# -- Trestle ------------------------------------------------------------------

make_site() {
	trestle init "$site" --domain "$domain" --internal-domain "$inside" \
		--submission-domain example.com \
		--smtp-server 127.0.0.1:2525 --owner alice@example.com &&
		echo 'signed_domains = example.com' >>"$site/trestle.conf" &&
		trestle list add acme --mixed --purpose 'Acme ships in May.' &&
		trestle list add engineering --internal --purpose 'We build.' &&
		trestle member add acme alice@example.com --side internal \
			--role owner,moderator &&
		trestle member add acme bob@example.com --side internal &&
		trestle member add acme claire@client.example --side client &&
		trestle member add engineering alice@example.com \
			bob@example.com erin@example.com --side internal &&
		chown -R trestle: "$site"
}

serve_pid=
start_serve() {
	trestle serve >>"$log/trestle" 2>&1 &
	serve_pid=$!
	at_end "$serve_pid"
}
stop_serve() {
	kill "$serve_pid"
	wait "$serve_pid"
}

# -- mail ---------------------------------------------------------------------

address_of() {
	case $1 in
	*@internal) printf '%s.%s\n' "$1" "$domain" ;;
	*@) printf '%s%s\n' "$1" "$domain" ;;
	*@*) printf '%s\n' "$1" ;;
	alice | bob | erin) printf '%s@example.com\n' "$1" ;;
	claire) printf '%s@client.example\n' "$1" ;;
	*) printf '%s@elsewhere.example\n' "$1" ;;
	esac
}

# swaks_as NAME RECIPIENT[,RECIPIENT...] OPTION...: the message on standard
# input is given to Postfix; From and the envelope sender are NAME's.
swaks_as() {
	swaks_name=$(address_of "$1")
	swaks_to=
	for swaks_one in $(printf '%s' "$2" | tr ',' ' '); do
		swaks_to=$swaks_to${swaks_to:+,}$(address_of "$swaks_one")
	done
	shift 2
	{
		printf 'From: <%s>\n' "$swaks_name"
		perl -pe 'chomp if eof' # swaks adds it
	} >"$scratch/letter"
	perl "/usr/bin/swaks" --server 127.0.0.1 --suppress-data \
		--helo client.test --from "$swaks_name" --to "$swaks_to" \
		--data "@$scratch/letter" "$@" >"$scratch/swaks" 2>&1
}

# Through submission with his password / from outside, by nothing but a name.
submit_as() {
	swaks_as "$@" --port 2587 --auth PLAIN --auth-password secret \
		--auth-user "${login:-$1}"
}
post_as() {
	swaks_as "$@" --port 2525 --local-interface "$outside"
}

# talk FROM-IP: what is said and heard, by the lines of standard input.
talk() { "$TOP_SRCDIR/tests/peers/talk" "$1" 2525; }

# rcpt FROM-IP RECIPIENT: the reply to it.
rcpt() {
	printf '%s\n' 'EHLO client.test' 'MAIL FROM:<sam@elsewhere.example>' \
		"RCPT TO:<$(address_of "$2")>" QUIT |
		talk "$1" | sed -n '/^C: RCPT/,/^C: QUIT/s/^S: //p'
}

# find_mail NAME TEXT: put the name of his unread mail with this text in $got.
find_mail() {
	got=$(grep -rlF -e "$2" "$mail/$(address_of "$1")/new" 2>/dev/null |
		head -n 1)
	[ -n "$got" ]
}

# expect_mail_to NAME TEXT: it comes, within 20 seconds, and is read: $got.
expect_mail_to() {
	wait_until "mail to $1: $2" grep -rqF -e "$2" \
		"$mail/$(address_of "$1")/new" || {
		for file in mail dovecot trestle; do
			grep -v 'connect from' "$log/$file" | tail -n 12 \
				>"$scratch/tail"
			note "the end of log $file:" "$scratch/tail"
		done
	}
	find_mail "$1" "$2" || return
	mv "$got" "$mail/$(address_of "$1")/cur"
	got=$mail/$(address_of "$1")/cur/${got##*/}
}

# expect_settled 'in 3 = posted 2': status says so, and nothing is under way
# any more in the spool, the outbox and Postfix.
expect_settled() {
	export queue site
	# shellcheck disable=SC2016 # expanded over there
	wait_until "settled: $1" sh -c '
		trestle status >"$site.status" &&
			grep -qE "(^|[^a-z0-9])$1([^0-9]|\$)" "$site.status" &&
			grep -q "outbox  0 recipients wait, 0 in flight" \
				"$site.status" &&
			[ -z "$(find "$queue/maildrop" "$queue/incoming" \
				"$queue/active" "$queue/deferred" \
				"$site/spool/new" -type f)" ]' sh "$1" ||
		note 'status:' "$site.status"
}

# expect_no_mail_to NAME...: they have none that they have not read.
expect_no_mail_to() {
	for expect_name in "$@"; do
		find "$mail/$(address_of "$expect_name")/new" -type f \
			-exec cat {} + >"$scratch/unread" 2>/dev/null
		is "$(grep -c . "$scratch/unread")" 0 \
			"no more mail to $expect_name" ||
			note 'there is:' "$scratch/unread"
	done
}

# The address that the notice read last is answered at.
token_address() {
	sed '/^$/q' "$got" | grep -oE 'c-[a-z2-7]{26}@[a-z.]+' | head -n 1
}

# answer_as NAME WORD: to the notice read last, by submission.
answer_as() {
	submit_as "$1" "$(token_address)" <<-END
		To: $(token_address)
		Subject: Re: $(sed -n '/^$/q; s/^Subject: //p' "$got")
		Message-ID: <answer-$(token_address)>

		$2
	END
}
