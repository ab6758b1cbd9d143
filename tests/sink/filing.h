/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the sink puts what it took: a Maildir a recipient, and one line a
 * recipient in the log.
 */
#ifndef TESTS_SINK_FILING_H
#define TESTS_SINK_FILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct filing;

/* Copies go to DIR/ADDRESS/new, or DIR/LOCAL-PART/new.  log_path NULL: no
 * log, else it is emptied first. */
enum rc filing_open(const char *dir, bool by_local_part, const char *log_path,
    struct filing **ret, struct err *err);
void filing_close(struct filing *filing);
void filing_cleanup(struct filing **filing);
#define auto_filing __attribute__((cleanup(filing_cleanup)))

/* The envelope of one recipient. */
struct delivery {
	uint64_t connection;
	uint64_t transaction;
	const char *sender;
	const char *recipient;
	int code; /* of the answer, 250 when it is filed */
};

/* May a folder be named by this address? */
bool filing_can_name(const char *address);

/* Put these bytes into the recipient's Maildir, under a name that is new. */
enum rc filing_store(struct filing *filing, const struct delivery *delivery,
    const void *bytes, size_t n_bytes, char **ret_path, struct err *err);

/* Append `connection transaction sender recipient code path`, tabs between,
 * to the log; path "-" for one that is not filed. */
enum rc filing_log(struct filing *filing, const struct delivery *delivery,
    const char *path, struct err *err);

#endif
