/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "lib/base/mem.h"
#include "lib/spool/addressmap.h"
#include "list-manager/addresses.h"
#include "trestle/doctor.h"

/* What a site consists of.  "" is the folder itself. */
static const struct {
	const char *name;
	mode_t mode;
	bool is_needed;
} parts[] = {
	{ "", 0700, true },
	{ SITE_CONF, 0600, true },
	{ SITE_DATABASE, 0600, false }, /* told by itself when missing */
	{ SITE_DATABASE "-wal", 0600, false },
	{ SITE_DATABASE "-shm", 0600, false },
	{ SITE_KEY, 0600, true },
	{ SITE_ADDRESSES, 0600, false },
	{ SITE_LOCK, 0600, false },
	{ SITE_SPOOL, 0700, true },
	{ SITE_SPOOL "/draft", 0700, true },
	{ SITE_SPOOL "/new", 0700, true },
	{ SITE_SPOOL "/aside", 0700, true },
};

/* True when nobody but the owner may use it. */
static bool
check_part(struct doctor *doctor, const char *path, mode_t mode, bool is_needed)
{
	struct stat st;

	if (lstat(path, &st) != 0) {
		if (errno == ENOENT && !is_needed)
			return true;
		doctor_bad(doctor, "files", "%s: %s; restore it from a backup",
		    path, strerror(errno));
		return false;
	}
	if ((st.st_mode & 0777 & ~mode) == 0)
		return true;
	if (doctor->is_repairing && chmod(path, mode) == 0) {
		doctor_ok(doctor, "files", "%s: mode is %03o now", path,
		    (unsigned)mode);
		return true;
	}
	doctor_bad(doctor, "files",
	    "%s: mode is %03o, so others may read it; chmod %03o %s", path,
	    (unsigned)st.st_mode & 0777, (unsigned)mode, path);
	return false;
}

static void
check_parts(struct doctor *doctor)
{
	bool is_good = true;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		auto_free char *path = parts[i].name[0] == '\0'
		    ? mem_dup(doctor->site->dir)
		    : site_path(doctor->site, parts[i].name);

		if (!check_part(
			doctor, path, parts[i].mode, parts[i].is_needed))
			is_good = false;
	}
	if (is_good)
		doctor_ok(doctor, "files", "all there, closed to others");
}

/* The first address of the site that the map lacks, NULL when it has all. */
static const char *
missing_address(const struct addressmap *map, const struct strv *addresses)
{
	for (size_t i = 0; i < addresses->n; i++)
		/* Some submitter: without one, the map answers yes to all
		 * that looks internal. */
		if (!addressmap_knows(map, addresses->v[i], "doctor"))
			return addresses->v[i];
	return NULL;
}

static enum rc
check_map(struct doctor *doctor, struct err *err)
{
	auto_addressmap struct addressmap *map = NULL;
	auto_strv struct strv addresses = STRV_INIT;
	const char *missing;
	enum rc rc;

	rc = addresses_of_site(doctor->store, doctor->site, &addresses, err);
	if (rc == RC_OK && doctor->is_repairing)
		rc = addressmap_write(doctor->site, &addresses, err);
	if (rc == RC_OK)
		rc = addressmap_open(doctor->site->dir, &map, err);
	if (rc != RC_OK)
		return rc;
	missing = missing_address(map, &addresses);
	if (missing != NULL)
		return err_set(err, RC_PERM, "4.3.5",
		    "the hook does not know %s", missing);
	if (addressmap_max_bytes(map) != doctor->site->max_message_bytes)
		return err_set(err, RC_PERM, "4.3.5",
		    "the hook does not know the max_message_bytes of %s",
		    SITE_CONF);
	doctor_ok(
	    doctor, "addresses", "%zu, all known to the hook", addresses.n);
	return RC_OK;
}

enum { LEAST_FREE_MESSAGES = 20 };

static void
check_disk(struct doctor *doctor)
{
	const struct site *site = doctor->site;
	uint64_t needed = LEAST_FREE_MESSAGES * site->max_message_bytes;
	struct statvfs disk;
	uint64_t free_bytes;

	if (statvfs(site->dir, &disk) != 0) {
		doctor_bad(
		    doctor, "disk", "%s: %s", site->dir, strerror(errno));
		return;
	}
	free_bytes = (uint64_t)disk.f_bavail * disk.f_frsize;
	if (free_bytes < needed)
		doctor_bad(doctor, "disk",
		    "%" PRIu64 " MB free at %s; make room for %" PRIu64
		    " MB (%d messages of the largest size)",
		    free_bytes >> 20, site->dir, needed >> 20,
		    LEAST_FREE_MESSAGES);
	else
		doctor_ok(
		    doctor, "disk", "%" PRIu64 " MB free", free_bytes >> 20);
}

void
doctor_check_files(struct doctor *doctor)
{
	struct err err = ERR_INIT;

	check_parts(doctor);
	if (doctor->store != NULL && check_map(doctor, &err) != RC_OK)
		doctor_bad(doctor, "addresses",
		    "%s; 'trestle doctor --repair' writes the map anew",
		    err.text);
	check_disk(doctor);
}
