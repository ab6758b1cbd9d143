#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What no file has: functions that cannot be used safely, goto, notes to
# oneself.  The licence, which each file has.  The length of a file.

. "$TOP_SRCDIR/tests/lib.sh"
. "$TOP_SRCDIR/tests/lint/files.sh"

check_banned() {
	files_of "$1" '*.c' '*.h' | (cd "$1" && while read -r file; do
		code_of "$file"
	done) | grep -E \
		-e '\b(strcpy|strcat|strncpy|strncat|stpcpy|v?sprintf|gets)\(' \
		-e '\b(strtok|gmtime|localtime|asctime|ctime|alloca|tmpnam)\(' \
		-e '\b(goto|setjmp|longjmp)\b'
}

# A test may start a decoder that is not ours, by a shell; a program may not.
check_shells() {
	files_of "$1" '*.c' '*.h' | grep -v '^tests/' | (cd "$1" &&
		while read -r file; do code_of "$file"; done) |
		grep -E '\b(system|popen|atoi|atol|atoll|rand)\('
}

# A test can lead the clock through a year only when nobody else looks at it.
check_clock() {
	files_of "$1" '*.c' '*.h' | grep -v -e '^tests/' -e '^lib/base/clock' |
		(cd "$1" && while read -r file; do code_of "$file"; done) |
		grep -E '\b(time|gettimeofday|clock_gettime|gmtime_r|localtime_r|strftime)\('
}

check_notes() {
	files_of "$1" '*.c' '*.h' '*.sh' '*.t' '*.mk' '*.pm' |
		grep -v '^tests/lint/banned.t$' |
		(cd "$1" && tr '\n' '\0' |
			xargs -0r grep -nHE '\b(TODO|FIXME|XXX)\b')
}

check_licence() {
	{
		files_of "$1" '*.c' '*.h' '*.sh' '*.t' '*.mk' '*.pm' '*.am' \
			'*.ac' '*.[1-8]' bootstrap
		files_of "$1" run env replay hook
	} | (cd "$1" && while read -r file; do
		head -n 5 "$file" |
			grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
			echo "$file: no SPDX line"
	done)
}

check_length() {
	files_of "$1" '*.c' '*.h' | (cd "$1" && while read -r file; do
		n=$(wc -l <"$file")
		[ "$n" -lt 420 ] || echo "$file: $n lines; split it by noun"
	done)
}

spdx='/* SPDX-License-Identifier: GPL-3.0-or-later */'
finds 'strcpy' check_banned a/a.c '	strcpy(a, b);'
finds 'sprintf' check_banned a/a.c '	sprintf(a, "%d", b);'
finds 'system' check_shells lib/x.h 'static inline void f(void) { system("x"); }'
finds 'goto' check_banned a/a.c '	goto out;'
finds 'gmtime' check_banned a/a.c '	tm = gmtime(&t);'
accepts 'snprintf' check_banned a/a.c '	snprintf(a, 1, "%d", b);'
accepts 'a word in a comment' check_banned a/a.c '/* goto, strcpy(a) */'
accepts 'a word in a text' check_shells a/a.c '	puts("system(x)");'
finds 'the time' check_clock list-manager/a.c '	now = time(NULL);'
accepts 'the time in the clock' check_clock lib/base/clock.c 'time(NULL);'
accepts 'a name that ends in time' check_clock a/a.c '	hold_time(x);'
finds 'a note' check_notes a/a.c "/* $(echo TO)DO: later */"
finds 'no licence in C' check_licence a/a.c 'int x;'
finds 'no licence in a test' check_licence tests/scenario/a.t '#!/bin/sh'
accepts 'a licence' check_licence a/a.c "$spdx"
finds 'a long file' check_length a/a.c "$(yes | head -n 500)"

clean 'no banned function, no goto' check_banned
clean 'no shell is started, no number read without limits' check_shells
clean 'nobody else asks for the time' check_clock
clean 'no notes to oneself' check_notes
clean 'a licence in each file' check_licence
clean 'no file is too long' check_length
done_testing
