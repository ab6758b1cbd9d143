# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The words in which scenarios are written, sourced first:
#
#	. "$TOP_SRCDIR/tests/scenario/words.sh"
#	start_site
#	send_as claire acme@ <<-'END'
#	From: Claire <claire@client.example>
#	Subject: hello
#
#	Who is there?
#	END
#	deliver
#	expect_mail_to bob 'Subject: hello'
#	expect_no_more_mail
#
# The site: `acme`, a mixed list, with alice (owner, moderator) and bob inside
# and claire and denis of the client; `engineering`, internal and open inside,
# with alice, bob and erin.  Insiders are NAME@example.com, clients
# NAME@client.example, strangers NAME@elsewhere.example.
#
# A recipient is written `acme@` (the lists domain), `acme@internal` (the
# internal domain), or in full.

if [ -z "${TMPDIR-}" ] && [ -w /dev/shm ]; then
	TMPDIR=/dev/shm
	export TMPDIR
fi
# shellcheck source=tests/lib.sh
. "$TOP_SRCDIR/tests/lib.sh"

domain=lists.example.com
inside=internal.lists.example.com
site=$scratch/site
mail=$scratch/mail
export TRESTLE_SITE="$site"

address_of() {
	case $1 in
	*@internal) printf '%s.%s\n' "$1" "$domain" ;;
	*@) printf '%s%s\n' "$1" "$domain" ;;
	*@*) printf '%s\n' "$1" ;;
	alice | bob | erin) printf '%s@example.com\n' "$1" ;;
	claire | denis) printf '%s@client.example\n' "$1" ;;
	operator) printf 'operator@example.com\n' ;;
	*) printf '%s@elsewhere.example\n' "$1" ;;
	esac
}

is_insider() {
	case $1 in
	alice | bob | erin) true ;;
	*) false ;;
	esac
}

# Start the sink, or start it anew on the same port; what it is to refuse
# stands in the file $sink_rules (tests/sink/script.h).
port=0
sink_rules=
sink_pid=
start_sink() {
	if [ -n "$sink_pid" ]; then
		kill "$sink_pid"
		wait "$sink_pid" 2>/dev/null
	fi
	[ -p "$scratch/port" ] || mkfifo "$scratch/port" || exit 1
	"$TOP_BUILDDIR/tests/sink/trestle-sink" --port "$port" \
		--port-file "$scratch/port" --dir "$mail" --lf \
		${sink_rules:+--refuse "$sink_rules"} &
	sink_pid=$!
	at_end "$sink_pid"
	read -r port <"$scratch/port"
}

# The site above, the clock at rest.  Settings that are to differ stand in
# $settings as NAME=VALUE.
settings=
start_site() {
	set_clock 1700000000
	start_sink
	ok 'a site' make_site
}

make_site() {
	trestle init "$site" --domain "$domain" --internal-domain "$inside" \
		--submission-domain example.com \
		--smtp-server "127.0.0.1:$port" --owner operator@example.com &&
		for setting in $settings; do
			set_setting "${setting%%=*}" "${setting#*=}" || return
		done &&
		trestle list add acme --mixed --purpose 'Acme ships in May.' &&
		trestle list add engineering --internal \
			--purpose 'We build things.' &&
		trestle member add acme alice@example.com --side internal \
			--name Alice --role owner,moderator &&
		trestle member add acme bob@example.com --side internal \
			--name Bob &&
		trestle member add acme claire@client.example \
			--side client --name Claire &&
		trestle member add acme denis@client.example \
			--side client --name Denis &&
		trestle member add engineering alice@example.com \
			bob@example.com erin@example.com --side internal
}

set_setting() {
	sed "/^$1[ 	]*=/d" "$site/trestle.conf" >"$scratch/conf" &&
		printf '%s = %s\n' "$1" "$2" >>"$scratch/conf" &&
		cat "$scratch/conf" >"$site/trestle.conf"
}

# hand_in CODE SENDER SUBMITTER RECIPIENT...: a message to the hook, which
# must end with the code.  SUBMITTER may be empty.
hand_in() {
	hand_code=$1
	hand_sender=$2
	hand_submitter=$3
	shift 3
	hand_to=
	for hand_recipient in "$@"; do
		hand_to="$hand_to $(address_of "$hand_recipient")"
	done
	cat >"$scratch/letter"
	# shellcheck disable=SC2086 # recipients have no spaces
	trestle-hook --site "$site" --sender "$hand_sender" \
		${hand_submitter:+--submitter "$hand_submitter"} $hand_to \
		<"$scratch/letter" >"$scratch/hook.out" 2>"$scratch/hook.err"
	hand_got=$?
	[ "$hand_got" -eq "$hand_code" ] && return 0
	tap_line 1 "the hook ends with $hand_code"
	note "it ended with $hand_got:" "$scratch/hook.err"
}

# send_as NAME RECIPIENT...: NAME sends the message on standard input; an
# insider through our own submission.
send_as() {
	send_name=$1
	shift
	send_proof=
	! is_insider "$send_name" || send_proof=$(address_of "$send_name")
	hand_in 0 "$(address_of "$send_name")" "$send_proof" "$@"
}

# forge_as NAME RECIPIENT...: somebody outside sends it in NAME's name.
forge_as() {
	forge_name=$1
	shift
	hand_in 0 "$(address_of "$forge_name")" '' "$@"
}

# send_automatic RECIPIENT...: with the null sender.
send_automatic() {
	hand_in 0 '' '' "$@"
}

# refused_as NAME RECIPIENT...: the hook says that nobody is there.
refused_as() {
	refused_name=$1
	shift
	hand_in 67 "$(address_of "$refused_name")" '' "$@"
}

# One pass of the manager, sending included.
deliver() {
	if trestle deliver >"$scratch/deliver.out" 2>&1; then
		return 0
	fi
	tap_line 1 'trestle deliver'
	note 'it said:' "$scratch/deliver.out"
}

# expect_mail_to NAME TEXT: NAME has new mail with this text; it is read now,
# and stands in $got.  Its header, unfolded, stands in $got.header.
expect_mail_to() {
	got=$scratch/none
	for expect_file in "$mail/$(address_of "$1")"/new/*; do
		[ -f "$expect_file" ] || continue
		if grep -aqF -e "$2" "$expect_file"; then
			got=$mail/$(address_of "$1")/cur/${expect_file##*/}
			mv "$expect_file" "$got"
			unfold <"$got" >"$scratch/got.header"
			tap_line 0 "mail to $1: $2"
			return 0
		fi
	done
	: >"$scratch/none"
	: >"$scratch/got.header"
	tap_line 1 "mail to $1: $2"
	for expect_file in "$mail/$(address_of "$1")"/new/*; do
		[ ! -f "$expect_file" ] ||
			note "$1 has:" "$expect_file"
	done
	return 1
}

unfold() {
	sed '/^$/q' | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n[ 	]/ /g'
}

# expect_no_mail_to NAME...: they have no mail that they have not read.
expect_no_mail_to() {
	for expect_name in "$@"; do
		expect_n=0
		expect_dir=$mail/$(address_of "$expect_name")
		for expect_file in "$expect_dir"/new/*; do
			[ -f "$expect_file" ] || continue
			expect_n=$((expect_n + 1))
			note "$expect_name has:" "$expect_file"
		done
		is "$expect_n" 0 "no mail to $expect_name"
	done
}

# Nobody at all has mail that was not expected.
expect_no_more_mail() {
	expect_n=0
	for expect_file in "$mail"/*/new/*; do
		[ -f "$expect_file" ] || continue
		expect_n=$((expect_n + 1))
		note "unexpected: $expect_file" "$expect_file"
	done
	is "$expect_n" 0 'no more mail to anybody'
}

# forget_mail_to NAME...: whatever is new there does not matter here.
forget_mail_to() {
	for forget_name in "$@"; do
		rm -f "$mail/$(address_of "$forget_name")"/new/*
	done
}

# header NAME: its value in the mail that was read last.
header() {
	grep -ai "^$1:" "$scratch/got.header" | sed 's/^[^:]*: *//'
}

# expect_header NAME VALUE / expect_no_header NAME: of the mail read last.
expect_header() {
	is "$(header "$1")" "$2" "$1: $2"
}
expect_no_header() {
	is "$(header "$1")" '' "no $1"
}

# expect_replies_to ADDRESS: where an answer to the mail read last goes.
expect_replies_to() {
	is "$(header Reply-To | sed 's/.*<//; s/>.*//')" \
		"$(address_of "$1")" "a reply goes to $1"
}
# The server's own notices are answered by their From.
reply_address() {
	reply_to=$(header Reply-To)
	printf '%s\n' "${reply_to:-$(header From)}" | sed 's/.*<//; s/>.*//'
}

# expect_line TEXT / expect_no_line TEXT: anywhere in the mail read last.
expect_line() { has "$got" "$1" "it says: $1"; }
expect_no_line() { lacks "$got" "$1" "it does not say: $1"; }

# answer_as NAME WORD: NAME replies WORD to the mail that was read last.
answer_as() {
	answer_to=$(reply_address)
	send_as "$1" "$answer_to" <<-END
		From: $1 <$(address_of "$1")>
		To: $answer_to
		Subject: Re: $(header Subject)
		In-Reply-To: $(header Message-ID)

		$2
	END
}

# expect_count 'posted 2': as status says it.
expect_count() {
	trestle status >"$scratch/status" 2>&1
	if grep -Eq "(^|[^a-z0-9])$1([^0-9]|\$)" "$scratch/status"; then
		tap_line 0 "status: $1"
	else
		tap_line 1 "status: $1"
		note 'it says:' "$scratch/status"
	fi
}

# The end of a scenario: nothing is left over, and the sums agree.
end_scenario() {
	expect_no_more_mail
	ok 'doctor finds nothing' trestle doctor
	done_testing
}
