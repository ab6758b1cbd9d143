/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/html.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/mem.h"

/* How deep our own pages nest; no input decides it. */
enum { MOST_OPEN = 64 };

struct markup {
	enum markup_kind kind;
	struct buf buf;
	bool in_tag; /* attributes may follow */
	const char *open[MOST_OPEN];
	size_t n_open;
};

static const char *const void_elements[] = { "br", "hr", "img", "link", "meta",
	NULL };

/* A line end behind these would be seen, or is no help. */
static const char *const inline_elements[] = { "a", "b", "bdi", "code", "em",
	"i", "small", "span", "strong", "time", NULL };

static bool
is_one_of(const char *name, const char *const *names)
{
	while (*names != NULL)
		if (strcmp(name, *names++) == 0)
			return true;
	return false;
}

static bool
is_name(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-:";

	return name[0] != '\0' && name[strspn(name, allowed)] == '\0';
}

struct markup *
markup_new(enum markup_kind kind, size_t max_bytes)
{
	struct markup *markup = mem_zero(1, sizeof(*markup));

	markup->kind = kind;
	markup->buf = (struct buf)BUF_INIT(max_bytes);
	if (kind == MARKUP_PAGE)
		buf_puts(&markup->buf, "<!DOCTYPE html>\n");
	if (kind == MARKUP_ATOM)
		buf_puts(&markup->buf,
		    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
	return markup;
}

void
markup_free(struct markup *markup)
{
	if (markup == NULL)
		return;
	buf_release(&markup->buf);
	free(markup);
}

void
markup_cleanup(struct markup **markup)
{
	markup_free(*markup);
	*markup = NULL;
}

static bool
is_void(const struct markup *markup, const char *element)
{
	return markup->kind != MARKUP_ATOM && is_one_of(element, void_elements);
}

static void
end_tag(struct markup *markup)
{
	if (markup->in_tag)
		buf_putc(&markup->buf, '>');
	markup->in_tag = false;
}

void
markup_open(struct markup *markup, const char *element)
{
	assert(is_name(element));
	assert(markup->n_open < MOST_OPEN);
	assert(markup->n_open == 0 ||
	    !is_void(markup, markup->open[markup->n_open - 1]));
	end_tag(markup);
	buf_putc(&markup->buf, '<');
	buf_puts(&markup->buf, element);
	markup->open[markup->n_open++] = element;
	markup->in_tag = true;
}

void
markup_close(struct markup *markup, const char *element)
{
	assert(markup->n_open > 0);
	assert(strcmp(markup->open[markup->n_open - 1], element) == 0);
	markup->n_open--;
	end_tag(markup);
	if (!is_void(markup, element)) {
		buf_puts(&markup->buf, "</");
		buf_puts(&markup->buf, element);
		buf_putc(&markup->buf, '>');
	}
	if (!is_one_of(element, inline_elements))
		buf_putc(&markup->buf, '\n');
}

void
markup_open_class(
    struct markup *markup, const char *element, const char *class_name)
{
	markup_open(markup, element);
	if (class_name != NULL)
		markup_attr(markup, "class", class_name);
}

void
markup_element(struct markup *markup, const char *element,
    const char *class_name, const char *text)
{
	markup_open_class(markup, element, class_name);
	markup_text(markup, text);
	markup_close(markup, element);
}

/* How many bytes the UTF-8 character at p takes (RFC 3629), 0 when there is
 * none of the n bytes. */
static size_t
character(const char *p, size_t n, uint32_t *ret)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead = (unsigned char)p[0];
	size_t want = lead < 0x80 ? 1
	    : lead < 0xc2	  ? 0
	    : lead < 0xe0	  ? 2
	    : lead < 0xf0	  ? 3
	    : lead < 0xf5	  ? 4
				  : 0;
	uint32_t c;

	if (want == 0 || want > n)
		return 0;
	c = want == 1 ? lead : lead & (0x7fu >> want);
	for (size_t i = 1; i < want; i++) {
		if (((unsigned char)p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | ((unsigned char)p[i] & 0x3f);
	}
	if (c < least[want] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*ret = c;
	return want;
}

/* What both HTML and XML 1.0 let a document hold. */
static bool
is_allowed(uint32_t c)
{
	if (c < 0x20)
		return c == '\n' || c == '\t';
	return !(c >= 0x7f && c < 0xa0) && !(c >= 0xfdd0 && c < 0xfdf0) &&
	    (c & 0xfffe) != 0xfffe;
}

static const char *
entity(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
add_escaped(struct buf *buf, const char *text, size_t n_text)
{
	static const char replacement[] = "\xef\xbf\xbd";
	size_t i = 0;

	while (i < n_text) {
		uint32_t c = 0;
		size_t n = character(text + i, n_text - i, &c);

		if (n == 0 || !is_allowed(c))
			buf_puts(buf, replacement);
		else if (entity(c) != NULL)
			buf_puts(buf, entity(c));
		else
			buf_add(buf, text + i, n);
		i += n > 0 ? n : 1;
	}
}

static void
add_attr(struct markup *markup, const char *name, const char *value)
{
	assert(markup->in_tag && is_name(name));
	buf_putc(&markup->buf, ' ');
	buf_puts(&markup->buf, name);
	if (value[0] == '\0' && markup->kind != MARKUP_ATOM)
		return;
	buf_puts(&markup->buf, "=\"");
	add_escaped(&markup->buf, value, strlen(value));
	buf_putc(&markup->buf, '"');
}

void
markup_attr(struct markup *markup, const char *name, const char *value)
{
	static const char *const refused[] = { "action", "formaction", "href",
		"src", "srcdoc", "srcset", "style", NULL };

	assert(!is_one_of(name, refused) && strncmp(name, "on", 2) != 0);
	add_attr(markup, name, value);
}

void
markup_attr_int(struct markup *markup, const char *name, int64_t value)
{
	auto_free char *digits = mem_format("%" PRId64, value);

	markup_attr(markup, name, digits);
}

void
markup_style(struct markup *markup, const char *constant_css)
{
	assert(strpbrk(constant_css, "<>&\"\\@") == NULL &&
	    strstr(constant_css, "url") == NULL);
	add_attr(markup, "style", constant_css);
}

bool
markup_href(struct markup *markup, const char *url)
{
	if (!ascii_has_prefix(url, "http://") &&
	    !ascii_has_prefix(url, "https://") &&
	    !ascii_has_prefix(url, "mailto:"))
		return false;
	for (const char *p = url; *p != '\0'; p++)
		if (ascii_is_control(*p) || *p == ' ')
			return false;
	add_attr(markup, "href", url);
	return true;
}

void
markup_href_own(struct markup *markup, const char *path)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-._/#";

	assert(path[0] != '/' && path[strspn(path, allowed)] == '\0');
	add_attr(markup, "href", path);
}

void
markup_text_n(struct markup *markup, const char *text, size_t n_text)
{
	assert(markup->n_open > 0 &&
	    !is_void(markup, markup->open[markup->n_open - 1]));
	end_tag(markup);
	add_escaped(&markup->buf, text, n_text);
}

void
markup_text(struct markup *markup, const char *text)
{
	markup_text_n(markup, text, strlen(text));
}

void
markup_int(struct markup *markup, int64_t value)
{
	markup_format(markup, "%" PRId64, value);
}

void
markup_format(struct markup *markup, const char *format, ...)
{
	auto_free char *text = NULL;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	text = mem_alloc((size_t)n + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)n + 1, format, args);
	va_end(args);
	markup_text(markup, text);
}

size_t
markup_n_bytes(const struct markup *markup)
{
	return markup->buf.len;
}

char *
markup_take(struct markup *markup, size_t *ret_n)
{
	assert(markup->n_open == 0);
	if (buf_is_full(&markup->buf))
		return NULL;
	*ret_n = markup->buf.len;
	return buf_take(&markup->buf);
}
