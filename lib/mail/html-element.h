/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an element of HTML does to the text around it.
 */
#ifndef LIB_MAIL_HTML_ELEMENT_H
#define LIB_MAIL_HTML_ELEMENT_H

enum html_element {
	HTML_INLINE,
	HTML_LINE, /* begins and ends a line */
	HTML_PARAGRAPH, /* stands between empty lines */
	HTML_ITEM,
	HTML_CELL,
	HTML_QUOTATION,
	HTML_PREFORMATTED,
	HTML_BREAK,
	HTML_LINK,
	HTML_IMAGE,
	HTML_HIDDEN, /* no person reads what it holds */
};

/* By its name in small letters; an unknown one is inline. */
enum html_element html_element(const char *name);

#endif
