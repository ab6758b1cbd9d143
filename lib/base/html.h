/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A writer of HTML and Atom that escapes by default: there is no way to put
 * bytes of a mail between the tags but as text or as the value of an
 * attribute.  (Its noun is markup: `html` is what lib/mail reads.)  Elements
 * close in the order they were opened, an attribute
 * stands behind its element's opening, an address is http, https, mailto, or
 * a path of our own.  Breaking these rules is a bug (assert), whatever the
 * mail says.
 *
 *	markup_open(markup, "p");
 *	markup_attr(markup, "class", "who");
 *	markup_text(markup, name);
 *	markup_close(markup, "p");
 *
 * Names of elements and attributes, classes and styles are constants of the
 * program.  Malformed UTF-8 and characters that HTML or XML forbid become
 * U+FFFD.
 */
#ifndef LIB_BASE_HTML_H
#define LIB_BASE_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct markup;

enum markup_kind {
	MARKUP_PAGE, /* begins with the doctype of HTML5 */
	MARKUP_FRAGMENT, /* begins with nothing */
	MARKUP_ATOM, /* begins with the declaration of XML */
};

/* What does not fit into max_bytes makes markup_take fail. */
struct markup *markup_new(enum markup_kind kind, size_t max_bytes);
void markup_free(struct markup *markup);
void markup_cleanup(struct markup **markup);
#define auto_markup __attribute__((cleanup(markup_cleanup)))

/* Elements.  The void ones of HTML (br, meta, link, hr, img) are closed as
 * well, and hold nothing. */
void markup_open(struct markup *markup, const char *element);
void markup_close(struct markup *markup, const char *element);

/* An element with a class (NULL: none), opened / with a text, whole. */
void markup_open_class(
    struct markup *markup, const char *element, const char *class_name);
void markup_element(struct markup *markup, const char *element,
    const char *class_name, const char *text);

/* An attribute of the element just opened; "" writes the name alone.  Never
 * an address, a style or a script: those are refused here (assert). */
void markup_attr(struct markup *markup, const char *name, const char *value);
void markup_attr_int(struct markup *markup, const char *name, int64_t value);

/* Inline style, for mail: a constant. */
void markup_style(struct markup *markup, const char *constant_css);

/* href of the element just opened, to an address of the outside world.
 * False, nothing written, unless it is http, https or mailto, with no
 * control character or space in it. */
bool markup_href(struct markup *markup, const char *url);

/* href to a page of ours: a relative path of letters, digits and "-._/#"
 * (assert). */
void markup_href_own(struct markup *markup, const char *path);

/* Text inside of the open element. */
void markup_text(struct markup *markup, const char *text);
void markup_text_n(struct markup *markup, const char *text, size_t n_text);
void markup_int(struct markup *markup, int64_t value);
void markup_format(struct markup *markup, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* How much is written until now. */
size_t markup_n_bytes(const struct markup *markup);

/* The bytes, from the heap; every element must be closed.  NULL when it grew
 * beyond its maximum. */
char *markup_take(struct markup *markup, size_t *ret_n);

#endif
