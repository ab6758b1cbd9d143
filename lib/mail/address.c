/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/address.h"

#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

/* RFC 5321 4.5.3.1.3: a path has 256 bytes, brackets included. */
enum { ADDRESS_BYTES = 254 };

static bool
is_domain_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
	    (unsigned char)c > 127;
}

/* Names between single dots: an empty one is no domain to anybody. */
static bool
is_domain(const char *domain)
{
	if (domain[0] == '\0')
		return false;
	for (const char *p = domain; *p != '\0'; p++) {
		if (!is_domain_byte(*p))
			return false;
		if (*p == '.' && (p == domain || p[1] == '.' || p[1] == '\0'))
			return false;
	}
	return true;
}

bool
address_is_safe(const char *address)
{
	const char *at = strchr(address, '@');

	if (at == NULL || at == address || strlen(address) > ADDRESS_BYTES)
		return false;
	for (const char *p = address; p < at; p++)
		if (ascii_is_control(*p) ||
		    strchr(" \"\\,:;()<>[]", *p) != NULL)
			return false;
	return is_domain(at + 1);
}

char *
address_normal(const char *address)
{
	if (!address_is_safe(address))
		return NULL;
	return ascii_make_lower(mem_dup(address));
}

const char *
address_domain(const char *address)
{
	const char *at = strrchr(address, '@');

	return at == NULL ? "" : at + 1;
}

bool
address_is_in_domain(const char *address, const char *domain)
{
	const char *own = address_domain(address);
	size_t n_own = strlen(own);
	size_t n_domain = strlen(domain);

	if (n_domain == 0 || n_own < n_domain)
		return false;
	if (!ascii_equal(own + n_own - n_domain, domain))
		return false;
	return n_own == n_domain || own[n_own - n_domain - 1] == '.';
}
