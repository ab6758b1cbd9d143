/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses as strings: what may be written into an envelope or a header,
 * and when two are the same.  C library only.
 */
#ifndef LIB_MAIL_ADDRESS_H
#define LIB_MAIL_ADDRESS_H

#include <stdbool.h>

/* A mailbox we are willing to write: local@domain, both not empty, at most
 * 254 bytes, no control character, white space, quote, backslash, comma,
 * colon, semicolon, parenthesis or angle bracket, one @, a domain of letters,
 * digits, dots, hyphens (or bytes above 127). */
bool address_is_safe(const char *address);

/* The form in which addresses are stored and compared: ASCII letters small.
 * (RFC 5321 lets a host tell A from a in the local part; none that our users
 * have does, and treating them apart would make strangers of members.)  From
 * the heap; NULL when not safe. */
char *address_normal(const char *address);

/* The domain, behind the last @; "" when there is none.  Borrowed. */
const char *address_domain(const char *address);

/* Is the domain of the address this one, or below it? */
bool address_is_in_domain(const char *address, const char *domain);

#endif
