/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/settings-private.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"

struct unit {
	char letter; /* '\0': the number stands alone; ends a table too */
	uint64_t factor;
};

static const struct unit no_units[] = { { '\0', 1 } };
static const struct unit byte_units[] = { { 'k', 1024 }, { 'm', 1024 * 1024 },
	{ 'g', 1024 * 1024 * 1024 }, { '\0', 1 } };
static const struct unit time_units[] = { { 's', 1 }, { 'm', CLOCK_MINUTE_S },
	{ 'h', CLOCK_HOUR_S }, { 'd', CLOCK_DAY_S }, { 'w', 7 * CLOCK_DAY_S },
	{ '\0', 1 } };

static void *
field(const struct setting *setting, void *values)
{
	return (char *)values + setting->offset;
}

static enum rc
mistake(const struct setting *setting, const char *text, const char *is_no,
    const char *write, struct err *err)
{
	auto_free char *shown = ascii_printable(text, 80);

	return err_set(err, RC_PERM, "5.3.5", "%s = %s is no %s; write %s",
	    setting->name, shown, is_no, write);
}

/* -- numbers ------------------------------------------------------------- */

static bool
parse_number(const char *text, const struct unit *units, uint64_t *ret)
{
	size_t n = strlen(text);
	char last = n > 0 ? ascii_lower(text[n - 1]) : '\0';
	auto_free char *digits = NULL;
	uint64_t number;

	while (units->letter != '\0' && units->letter != last)
		units++;
	if (units->letter != '\0')
		n--;
	digits = mem_dup_n(text, n);
	if (!ascii_number(digits, INT64_MAX / units->factor, &number))
		return false;
	*ret = number * units->factor;
	return true;
}

static enum rc
check_bounds(const struct setting *setting, const char *text, uint64_t number,
    struct err *err)
{
	if (setting->max == 0 ||
	    (number >= setting->min && number <= setting->max))
		return RC_OK;
	return err_set(err, RC_PERM, "5.3.5",
	    "%s = %s is out of bounds; write %" PRIu64 " to %" PRIu64,
	    setting->name, text, setting->min, setting->max);
}

static enum rc
set_number(const struct setting *setting, const char *text, void *values,
    struct err *err)
{
	uint64_t number;
	bool ok;
	enum rc rc;

	switch (setting->type) {
	case SETTING_BYTES:
		ok = parse_number(text, byte_units, &number);
		if (!ok)
			return mistake(setting, text, "number of bytes",
			    "a number, or one with k, M or G, such as 25M",
			    err);
		break;
	case SETTING_TIME:
		ok = parse_number(text, time_units, &number);
		if (!ok)
			return mistake(setting, text, "time",
			    "a number with s, m, h, d or w, such as 7d", err);
		break;
	default:
		ok = parse_number(text, no_units, &number);
		if (!ok)
			return mistake(setting, text, "number",
			    "digits only, such as 100", err);
	}
	rc = check_bounds(setting, text, number, err);
	if (rc != RC_OK)
		return rc;
	if (setting->type == SETTING_TIME)
		*(int64_t *)field(setting, values) = (int64_t)number;
	else
		*(uint64_t *)field(setting, values) = number;
	return RC_OK;
}

static enum rc
set_choice(const struct setting *setting, const char *text, void *values,
    struct err *err)
{
	auto_buf struct buf names = BUF_INIT(200);

	for (int i = 0; setting->choices[i] != NULL; i++) {
		if (strcmp(setting->choices[i], text) == 0) {
			*(int *)field(setting, values) = i;
			return RC_OK;
		}
		buf_format(
		    &names, "%s%s", i > 0 ? " or " : "", setting->choices[i]);
	}
	return mistake(setting, text, "choice here", buf_string(&names), err);
}

/* -- texts ---------------------------------------------------------------- */

/* RFC 1035 2.3.4, with the letters, digits and hyphens of RFC 1123 2.1. */
static bool
is_domain(const char *text)
{
	enum { MAX_NAME = 253, MAX_LABEL = 63 };
	size_t n_label = 0;

	if (strlen(text) > MAX_NAME)
		return false;
	for (const char *p = text;; p++) {
		bool is_letter =
		    (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');

		if (is_letter || (*p == '-' && n_label > 0)) {
			n_label++;
			continue;
		}
		if (n_label == 0 || n_label > MAX_LABEL || p[-1] == '-')
			return false;
		if (*p == '\0')
			return true;
		if (*p != '.')
			return false;
		n_label = 0;
	}
}

static bool
is_server(const char *text)
{
	const char *colon = strrchr(text, ':');
	uint64_t port;

	if (colon == NULL || colon == text || text[strcspn(text, " \t@/")])
		return false;
	/* Of IPv6 only the form in brackets is unambiguous (RFC 3986). */
	if (memchr(text, ':', (size_t)(colon - text)) != NULL &&
	    (text[0] != '[' || colon[-1] != ']'))
		return false;
	return ascii_number(colon + 1, UINT16_MAX, &port) && port > 0;
}

static bool
is_address(const char *text)
{
	const char *at = strrchr(text, '@');
	auto_free char *domain = NULL;

	if (at == NULL || at == text ||
	    strcspn(text, " \t<>\",;()") != strlen(text))
		return false;
	domain = ascii_make_lower(mem_dup(at + 1));
	return is_domain(domain);
}

static enum rc
set_text(const struct setting *setting, const char *text, void *values,
    struct err *err)
{
	auto_free char *copy = mem_dup(text);
	char **to = field(setting, values);

	if (setting->type == SETTING_DOMAIN) {
		ascii_make_lower(copy);
		if (*copy != '\0' && !is_domain(copy))
			return mistake(setting, text, "domain name",
			    "letters, digits, hyphens and dots, such as "
			    "lists.example.com (non-ASCII names as xn--...)",
			    err);
	}
	if (setting->type == SETTING_SERVER && !is_server(copy))
		return mistake(setting, text, "server",
		    "host:port, such as 127.0.0.1:25 or [::1]:25", err);
	if (setting->type == SETTING_ADDRESS && *copy != '\0' &&
	    !is_address(copy))
		return mistake(setting, text, "address",
		    "one address without a name, such as post@example.com",
		    err);
	free(*to);
	*to = take(copy);
	return RC_OK;
}

static enum rc
set_words(const struct setting *setting, const char *text, void *values,
    struct err *err)
{
	auto_strv struct strv words = STRV_INIT;
	struct strv *to = field(setting, values);

	strv_split(&words, text, ", \t\r\n");
	for (size_t i = 0; i < words.n; i++) {
		if (setting->type != SETTING_DOMAINS)
			continue;
		ascii_make_lower(words.v[i]);
		if (!is_domain(words.v[i]))
			return mistake(setting, words.v[i],
			    "list of domain names",
			    "names such as example.com, with commas or "
			    "spaces between them",
			    err);
	}
	strv_release(to);
	*to = words;
	words = (struct strv)STRV_INIT;
	return RC_OK;
}

/* -- any of them ---------------------------------------------------------- */

enum rc
setting_set(const struct setting *setting, const char *text, void *values,
    struct err *err)
{
	switch (setting->type) {
	case SETTING_COUNT:
	case SETTING_BYTES:
	case SETTING_TIME:
		return set_number(setting, text, values, err);
	case SETTING_CHOICE:
		return set_choice(setting, text, values, err);
	case SETTING_WORDS:
	case SETTING_DOMAINS:
		return set_words(setting, text, values, err);
	case SETTING_TEXT:
	case SETTING_DOMAIN:
	case SETTING_SERVER:
	case SETTING_ADDRESS:
		break;
	}
	return set_text(setting, text, values, err);
}

static bool
is_words(const struct setting *setting)
{
	return setting->type == SETTING_WORDS ||
	    setting->type == SETTING_DOMAINS;
}

static bool
is_text(const struct setting *setting)
{
	return setting->type == SETTING_TEXT ||
	    setting->type == SETTING_DOMAIN ||
	    setting->type == SETTING_SERVER || setting->type == SETTING_ADDRESS;
}

void
setting_init(const struct setting *setting, void *values)
{
	if (is_words(setting))
		*(struct strv *)field(setting, values) = (struct strv)STRV_INIT;
	if (is_text(setting))
		*(char **)field(setting, values) = NULL;
}

void
setting_release(const struct setting *setting, void *values)
{
	if (is_words(setting))
		strv_release(field(setting, values));
	if (is_text(setting))
		free(*(char **)field(setting, values));
	setting_init(setting, values);
}
