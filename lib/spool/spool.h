/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages accepted and not yet decided, one file each.  The states and the
 * numbered invariants stand at the top of spool.c.  Writers: the hook, the
 * LMTP listener, the digest, the manager itself; reader: the manager only.
 */
#ifndef LIB_SPOOL_SPOOL_H
#define LIB_SPOOL_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/base/strv.h"
#include "lib/spool/envelope.h"

struct spool;

/* Make the spool's folders under dir (SITE/spool) where they are missing. */
enum rc spool_create(const char *dir, struct err *err);

/* Open the spool at dir.  RC_TEMP when it is missing or cannot be used: the
 * MTA keeps the mail until the operator has mended it. */
enum rc spool_open(const char *dir, struct spool **ret, struct err *err);
void spool_close(struct spool *spool);
void spool_cleanup(struct spool **spool);
#define auto_spool __attribute__((cleanup(spool_cleanup)))

/* Read a message from fd to its end and make it durable.  On RC_OK the
 * bytes and the name are on stable storage and the caller may answer 250.
 * Otherwise no entry is there: RC_PERM when it is larger than max_bytes
 * (5.3.4), empty (5.6.0), or the envelope has a control character, too many
 * recipients (more than SPOOL_MAX_RECIPIENTS) or a too long value (5.5.2);
 * RC_TEMP for every failure of the machine. */
enum rc spool_accept(struct spool *spool, const struct envelope *envelope,
    int fd, uint64_t max_bytes, struct err *err);

/* The same for a message in memory (digests, the manager's own). */
enum rc spool_accept_bytes(struct spool *spool, const struct envelope *envelope,
    const void *bytes, size_t n_bytes, struct err *err);

#define SPOOL_MAX_RECIPIENTS 50000
#define SPOOL_MAX_VALUE_BYTES 4096

/* Append the names of at most max waiting entries, in order of arrival. */
enum rc spool_list(
    struct spool *spool, size_t max, struct strv *ret_names, struct err *err);

/* How many entries wait, and how many are set aside. */
enum rc spool_count(struct spool *spool, uint64_t *ret_waiting,
    uint64_t *ret_aside, struct err *err);

/* One entry read back. */
struct spooled {
	char *name;
	struct envelope envelope;
	char *raw; /* the message as received, NUL-terminated behind n_raw */
	size_t n_raw;
};

/* Read an entry.  RC_NOENT when it is gone, RC_PERM when the file is no
 * entry of ours (set it aside), RC_TEMP when it cannot be read. */
enum rc spool_read(struct spool *spool, const char *name, struct spooled **ret,
    struct err *err);
void spooled_free(struct spooled *spooled);
void spooled_cleanup(struct spooled **spooled);
#define auto_spooled __attribute__((cleanup(spooled_cleanup)))

/* The entry is decided and its decision is durable: remove it.  RC_OK too
 * when it is gone already. */
enum rc spool_remove(struct spool *spool, const char *name, struct err *err);

/* Move an entry that nothing can decide to SITE/spool/aside, with a file
 * NAME.reason beside it that says why and when.  Durable on RC_OK. */
enum rc spool_set_aside(
    struct spool *spool, const char *name, const char *reason, struct err *err);

/* Remove drafts that no living process can finish (older than a day). */
enum rc spool_sweep(struct spool *spool, struct err *err);

/* A descriptor that becomes readable when an entry arrives (inotify); the
 * spool owns it.  spool_watch_drain empties it. */
enum rc spool_watch(struct spool *spool, int *ret_fd, struct err *err);
void spool_watch_drain(struct spool *spool);

#endif
