/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sink is told to do wrong.  A text file, one rule a line, '#'
 * begins a comment:
 *
 *   CODE ADDRESS   answer RCPT for this address with CODE (450, 550, ...)
 *   CODE STAGE N   answer STAGE of the N-th transaction with CODE
 *   drop STAGE N   close the connection there, without a word
 *   421 after N    answer 421 to the MAIL behind N transactions on one
 *                  connection, as servers with a limit do
 *
 * STAGE is connect (the greeting; N counts connections), mail, rcpt (every
 * one), data, text (drop only: in the middle of it), end (behind the final
 * dot; a drop there has filed the copies).  Transactions are counted from 1,
 * over all connections, at MAIL.  A 421 closes the connection.
 */
#ifndef TESTS_SINK_SCRIPT_H
#define TESTS_SINK_SCRIPT_H

#include <stdint.h>

#include "lib/base/err.h"

enum script_stage {
	AT_CONNECT,
	AT_MAIL,
	AT_RCPT,
	AT_DATA,
	AT_TEXT,
	AT_END,
	AT_AFTER,
};

/* What a rule makes of a stage, beside a reply code. */
enum { SCRIPT_NOTHING = 0, SCRIPT_DROP = -1 };

struct script;

/* path NULL: no rules.  RC_PERM for a mistake, with file and line. */
enum rc script_load(const char *path, struct script **ret, struct err *err);
void script_free(struct script *script);
void script_cleanup(struct script **script);
#define auto_script __attribute__((cleanup(script_cleanup)))

/* SCRIPT_NOTHING, SCRIPT_DROP or a reply code. */
int script_at(const struct script *script, enum script_stage stage, uint64_t n);
int script_for(const struct script *script, const char *address);

#endif
