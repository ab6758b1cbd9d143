/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file SITE/addresses:
 *
 *	trestle-addresses 1
 *	domain lists.example.com
 *	internal_domain internal.lists.example.com
 *	internal_prefix internal-
 *	internal_from_outside refuse
 *	max_bytes 52428800
 *	addresses 2
 *
 *	acme-request@lists.example.com
 *	acme@lists.example.com
 *
 * Each head line is a key, one space and the value to the end of the line,
 * in this order; a site has an internal domain or an internal prefix, and
 * the other one is empty.  Addresses are in lower case, sorted by bytes, each
 * once.  The file is only ever replaced whole, so one that breaks these rules
 * was not written by us or is damaged; nobody is told that he is unknown on
 * the word of such a file.
 */
#include "lib/spool/addressmap.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"

#define MAGIC "trestle-addresses 1"

enum { MAP_MAX_BYTES = 64 << 20, ADDRESS_MAX_BYTES = 1000 };

struct addressmap {
	char *text; /* the file; its line ends are NULs and all below points
	               into it */
	const char *domain;
	const char *internal_domain;
	const char *internal_prefix;
	enum internal_from_outside from_outside;
	uint64_t max_bytes;
	const char **addresses;
	size_t n_addresses;
};

static const char *const from_outside_words[] = {
	[FROM_OUTSIDE_REFUSE] = "refuse",
	[FROM_OUTSIDE_ACCEPT] = "accept",
};

/* No blanks and controls, which would break the file or a log line. */
static bool
is_plain(const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == ' ' || ascii_is_control(*at))
			return false;
	}
	return strlen(text) <= ADDRESS_MAX_BYTES;
}

static bool
is_address(const char *text)
{
	const char *at_sign = strrchr(text, '@');

	return at_sign != NULL && at_sign != text && at_sign[1] != '\0' &&
	    is_plain(text);
}

/* Sorted, in lower case, each once. */
static enum rc
normalise(const struct strv *addresses, struct strv *ret, struct err *err)
{
	auto_strv struct strv sorted = STRV_INIT;

	for (size_t i = 0; i < addresses->n; i++) {
		if (!is_address(addresses->v[i]))
			return err_set(err, RC_PERM, "5.1.3",
			    "`%s' is no address for the address map",
			    addresses->v[i]);
		strv_add(&sorted, addresses->v[i]);
		ascii_make_lower(sorted.v[i]);
	}
	strv_sort(&sorted);
	for (size_t i = 0; i < sorted.n; i++) {
		if (i == 0 || strcmp(sorted.v[i], sorted.v[i - 1]) != 0)
			strv_add(ret, sorted.v[i]);
	}
	return RC_OK;
}

enum rc
addressmap_write(
    const struct site *site, const struct strv *addresses, struct err *err)
{
	auto_free char *path = site_path(site, SITE_ADDRESSES);
	auto_buf struct buf text = BUF_INIT(MAP_MAX_BYTES);
	auto_strv struct strv lines = STRV_INIT;
	enum rc rc = normalise(addresses, &lines, err);
	bool has_domain = *site->internal_domain != '\0';

	if (rc != RC_OK)
		return rc;
	if (!is_plain(site->domain) || !is_plain(site->internal_domain) ||
	    !is_plain(site->internal_prefix))
		return err_set(err, RC_PERM, "5.3.5",
		    "a domain or the prefix in %s has blanks", SITE_CONF);
	buf_format(&text, MAGIC "\ndomain %s\n", site->domain);
	buf_format(&text, "internal_domain %s\n", site->internal_domain);
	buf_format(&text, "internal_prefix %s\n",
	    has_domain ? "" : site->internal_prefix);
	buf_format(&text, "internal_from_outside %s\n",
	    from_outside_words[site->internal_from_outside]);
	buf_format(&text, "max_bytes %llu\naddresses %zu\n\n",
	    (unsigned long long)site->max_message_bytes, lines.n);
	for (size_t i = 0; i < lines.n; i++) {
		buf_puts(&text, lines.v[i]);
		buf_putc(&text, '\n');
	}
	if (buf_is_full(&text))
		return err_set(err, RC_PERM, "5.3.5",
		    "the address map would be larger than %d bytes",
		    MAP_MAX_BYTES);
	return file_replace(path, text.data, text.len, 0600, err);
}

/* Take the next line of *rest, NUL-terminated in place; NULL at the end, and
 * for bytes after the last line end: half a line is damage. */
static char *
take_line(char **rest)
{
	char *line = *rest;
	char *line_end = strchr(line, '\n');

	if (line_end == NULL)
		return NULL;
	*line_end = '\0';
	*rest = line_end + 1;
	return line;
}

/* The value of the next line, which must have this key and no blanks. */
static const char *
take_value(char **rest, const char *key)
{
	const char *line = take_line(rest);
	size_t n_key = strlen(key);

	if (line == NULL || strncmp(line, key, n_key) != 0 ||
	    line[n_key] != ' ' || !is_plain(line + n_key + 1))
		return NULL;
	return line + n_key + 1;
}

static bool
take_number(char **rest, const char *key, uint64_t max, uint64_t *ret)
{
	const char *value = take_value(rest, key);

	return value != NULL && ascii_number(value, max, ret);
}

static bool
take_from_outside(char **rest, enum internal_from_outside *ret)
{
	const char *value = take_value(rest, "internal_from_outside");

	if (value == NULL)
		return false;
	*ret = strcmp(value, from_outside_words[FROM_OUTSIDE_ACCEPT]) == 0
	    ? FROM_OUTSIDE_ACCEPT
	    : FROM_OUTSIDE_REFUSE;
	return strcmp(value, from_outside_words[*ret]) == 0;
}

/* Parse the head; n_bytes bounds the number of addresses that can follow. */
static bool
take_head(struct addressmap *map, char **rest, size_t n_bytes)
{
	const char *line = take_line(rest);
	uint64_t n_addresses;

	if (line == NULL || strcmp(line, MAGIC) != 0)
		return false;
	map->domain = take_value(rest, "domain");
	if (map->domain == NULL || *map->domain == '\0')
		return false;
	map->internal_domain = take_value(rest, "internal_domain");
	if (map->internal_domain == NULL)
		return false;
	map->internal_prefix = take_value(rest, "internal_prefix");
	if (map->internal_prefix == NULL)
		return false;
	if (!take_from_outside(rest, &map->from_outside) ||
	    !take_number(rest, "max_bytes", INT64_MAX, &map->max_bytes) ||
	    !take_number(rest, "addresses", n_bytes, &n_addresses))
		return false;
	map->n_addresses = n_addresses;
	line = take_line(rest);
	return line != NULL && *line == '\0';
}

static bool
take_addresses(struct addressmap *map, char **rest)
{
	const char *before = "";

	map->addresses = mem_zero(map->n_addresses, sizeof(char *));
	for (size_t i = 0; i < map->n_addresses; i++) {
		const char *line = take_line(rest);

		if (line == NULL || strcmp(before, line) >= 0 ||
		    !is_address(line))
			return false;
		map->addresses[i] = line;
		before = line;
	}
	return **rest == '\0';
}

enum rc
addressmap_open(const char *site_dir, struct addressmap **ret, struct err *err)
{
	auto_addressmap struct addressmap *map = mem_zero(1, sizeof(*map));
	auto_free char *path = file_join(site_dir, SITE_ADDRESSES);
	auto_buf struct buf text = BUF_INIT(MAP_MAX_BYTES);
	enum rc rc = file_load(path, &text, err);
	size_t n_bytes = text.len;
	char *rest;

	if (rc == RC_NOENT)
		return err_set(err, RC_TEMP, "4.3.5",
		    "there is no %s: is %s a site? run `trestle init'", path,
		    site_dir);
	if (rc == RC_TEMP)
		return rc;
	map->text = buf_take(&text);
	rest = map->text;
	/* A NUL inside, or a file too large, is damage as well. */
	if (rc != RC_OK || strlen(map->text) != n_bytes ||
	    !take_head(map, &rest, n_bytes) || !take_addresses(map, &rest))
		return err_set(err, RC_TEMP, "4.3.5",
		    "%s is damaged: any `trestle list' or `trestle member' "
		    "command that changes something writes it anew",
		    path);
	*ret = take(map);
	return RC_OK;
}

void
addressmap_close(struct addressmap *map)
{
	if (map == NULL)
		return;
	free(map->addresses);
	free(map->text);
	free(map);
}

void
addressmap_cleanup(struct addressmap **map)
{
	addressmap_close(*map);
}

/* Is it one that the site makes by the million: bounces+TOKEN@, c-TOKEN@?
 * `domain' is the part behind the at sign. */
static bool
has_token(const struct addressmap *map, const char *address, const char *domain)
{
	return strcmp(domain, map->domain) == 0 &&
	    (ascii_has_prefix(address, "bounces+") ||
		ascii_has_prefix(address, "c-"));
}

static bool
is_internal(
    const struct addressmap *map, const char *address, const char *domain)
{
	if (*map->internal_domain != '\0')
		return strcmp(domain, map->internal_domain) == 0;
	return *map->internal_prefix != '\0' &&
	    strcmp(domain, map->domain) == 0 &&
	    ascii_has_prefix(address, map->internal_prefix);
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
addressmap_knows(
    const struct addressmap *map, const char *address, const char *submitter)
{
	auto_free char *lower = ascii_make_lower(mem_dup(address));
	const char *key = lower;
	const char *at_sign = strrchr(lower, '@');

	if (at_sign == NULL)
		return false;
	return bsearch(&key, map->addresses, map->n_addresses, sizeof(char *),
		   compare_lines) != NULL ||
	    has_token(map, lower, at_sign + 1) ||
	    (submitter == NULL && is_internal(map, lower, at_sign + 1));
}

static bool
is_ours(const struct addressmap *map, const char *domain)
{
	return strcmp(domain, map->domain) == 0 ||
	    (*map->internal_domain != '\0' &&
		strcmp(domain, map->internal_domain) == 0);
}

bool
addressmap_refuses(
    const struct addressmap *map, const char *address, const char *submitter)
{
	auto_free char *lower = ascii_make_lower(mem_dup(address));
	const char *at_sign = strrchr(lower, '@');

	if (at_sign == NULL || !is_ours(map, at_sign + 1))
		return false;
	/* Before any look at the addresses: it must not depend on them. */
	if (submitter == NULL && is_internal(map, lower, at_sign + 1))
		return map->from_outside == FROM_OUTSIDE_REFUSE;
	return !addressmap_knows(map, address, submitter);
}

uint64_t
addressmap_max_bytes(const struct addressmap *map)
{
	return map->max_bytes;
}
