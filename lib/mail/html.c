/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/html.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/html-element.h"
#include "lib/mail/html-lines.h"
#include "lib/mail/utf8.h"

struct html {
	htmlDocPtr doc; /* NULL when the text is empty */
};

/* Attributes whose values are words for people. */
static const char *const speaking_attributes[] = {
	"alt",
	"aria-label",
	"content",
	"label",
	"placeholder",
	"summary",
	"title",
	"value",
};

/* One reading of a tree. */
struct reader {
	struct html_lines lines;
	enum html_reading reading;
	unsigned n_preformatted; /* open elements of that kind */
	size_t link_start; /* where the text of the open link begins */
};

/* The value of an attribute from the heap, NULL when it is not there. */
static char *
attribute_value(const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	char *ret;

	if (value == NULL)
		return NULL;
	ret = mem_dup((const char *)value);
	xmlFree(value);
	return ret;
}

static bool
is_style_hiding(char *style)
{
	size_t n = 0;

	for (const char *p = style; *p != '\0'; p++)
		if (!ascii_is_space(*p))
			style[n++] = ascii_lower(*p);
	style[n] = '\0';
	return strstr(style, "display:none") != NULL ||
	    strstr(style, "visibility:hidden") != NULL;
}

static bool
is_hidden(const xmlNode *node)
{
	auto_free char *style = NULL;

	if (html_element((const char *)node->name) == HTML_HIDDEN)
		return true;
	if (node->properties == NULL)
		return false;
	if (xmlHasProp(node, (const xmlChar *)"hidden") != NULL)
		return true;
	style = attribute_value(node, "style");
	return style != NULL && is_style_hiding(style);
}

static void
add_attributes(struct reader *reader, const xmlNode *node)
{
	size_t n = sizeof speaking_attributes / sizeof speaking_attributes[0];

	if (node->properties == NULL)
		return;
	for (size_t i = 0; i < n; i++) {
		auto_free char *value =
		    attribute_value(node, speaking_attributes[i]);

		if (value == NULL)
			continue;
		html_lines_add(&reader->lines, " ", false);
		html_lines_add(&reader->lines, value, false);
		html_lines_add(&reader->lines, " ", false);
	}
}

static void
add_image(struct reader *reader, const xmlNode *node)
{
	auto_free char *alt = attribute_value(node, "alt");

	if (alt != NULL)
		html_lines_add(&reader->lines, alt, false);
}

/* The part of an address that a link's text may leave out. */
static const char *
without_scheme(const char *address)
{
	static const char *const schemes[] = { "mailto:", "http://", "https://",
		NULL };

	for (size_t i = 0; schemes[i] != NULL; i++)
		if (ascii_has_prefix(address, schemes[i]))
			return address + strlen(schemes[i]);
	return address;
}

static bool
is_same_address(const char *href, const char *text)
{
	const char *a = without_scheme(href);
	const char *b = without_scheme(text);
	size_t n_a = strlen(a);
	size_t n_b = strlen(b);

	if (n_a > 0 && a[n_a - 1] == '/')
		n_a--;
	if (n_b > 0 && b[n_b - 1] == '/')
		n_b--;
	return n_a == n_b && strncmp(a, b, n_a) == 0;
}

static void
end_link(struct reader *reader, const xmlNode *node)
{
	struct buf *buf = reader->lines.buf;
	auto_free char *href = attribute_value(node, "href");
	auto_free char *text = NULL;

	if (href == NULL || href[0] == '#')
		return;
	if (reader->reading == HTML_READ && without_scheme(href) == href)
		return;
	if (reader->link_start < buf->len)
		text = mem_dup_n(buf_string(buf) + reader->link_start,
		    buf->len - reader->link_start);
	if (text == NULL || is_same_address(href, ascii_trim(text)))
		return;
	html_lines_add(&reader->lines, " <", false);
	html_lines_add(&reader->lines, href, false);
	html_lines_add(&reader->lines, ">", false);
}

static void
enter_element(struct reader *reader, const xmlNode *node)
{
	struct html_lines *lines = &reader->lines;

	if (reader->reading == HTML_WHOLE)
		add_attributes(reader, node);
	switch (html_element((const char *)node->name)) {
	case HTML_INLINE:
		break;
	case HTML_LINE:
	case HTML_HIDDEN:
		html_lines_break(lines, 1);
		break;
	case HTML_PARAGRAPH:
		html_lines_break(lines, 2);
		break;
	case HTML_ITEM:
		html_lines_break(lines, 1);
		html_lines_add(lines, "- ", false);
		break;
	case HTML_CELL:
		html_lines_add(lines, " ", false);
		break;
	case HTML_QUOTATION:
		html_lines_break(lines, 2);
		lines->n_quotes++;
		break;
	case HTML_PREFORMATTED:
		html_lines_break(lines, 2);
		reader->n_preformatted++;
		break;
	case HTML_BREAK:
		html_lines_break_more(lines);
		break;
	case HTML_LINK:
		reader->link_start = lines->buf->len;
		break;
	case HTML_IMAGE:
		if (reader->reading == HTML_READ)
			add_image(reader, node);
		break;
	}
}

static void
leave_element(struct reader *reader, const xmlNode *node)
{
	struct html_lines *lines = &reader->lines;

	switch (html_element((const char *)node->name)) {
	case HTML_INLINE:
	case HTML_BREAK:
	case HTML_IMAGE:
		break;
	case HTML_LINE:
	case HTML_HIDDEN:
	case HTML_ITEM:
		html_lines_break(lines, 1);
		break;
	case HTML_PARAGRAPH:
		html_lines_break(lines, 2);
		break;
	case HTML_CELL:
		html_lines_add(lines, " ", false);
		break;
	case HTML_QUOTATION:
		html_lines_break(lines, 2);
		lines->n_quotes--;
		break;
	case HTML_PREFORMATTED:
		html_lines_break(lines, 2);
		reader->n_preformatted--;
		break;
	case HTML_LINK:
		end_link(reader, node);
		break;
	}
}

static void
add_comment(struct reader *reader, const char *text)
{
	html_lines_break(&reader->lines, 1);
	html_lines_add_between_tags(&reader->lines, text);
	html_lines_break(&reader->lines, 1);
}

/* Begin with a node; true when its children follow. */
static bool
enter(struct reader *reader, const xmlNode *node)
{
	const char *text = (const char *)node->content;

	switch (node->type) {
	case XML_ELEMENT_NODE:
		if (reader->reading == HTML_READ && is_hidden(node))
			return false;
		enter_element(reader, node);
		return true;
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		if (text != NULL)
			html_lines_add(
			    &reader->lines, text, reader->n_preformatted > 0);
		return false;
	case XML_COMMENT_NODE:
	case XML_PI_NODE:
		if (text != NULL && reader->reading == HTML_WHOLE)
			add_comment(reader, text);
		return false;
	default:
		return false;
	}
}

/* The node behind node and all it holds; leaves every element that ends
 * there.  NULL at the end of the tree. */
static const xmlNode *
next_behind(struct reader *reader, const xmlNode *node)
{
	while (node->next == NULL) {
		node = node->parent;
		if (node == NULL || node->type != XML_ELEMENT_NODE)
			return NULL;
		leave_element(reader, node);
	}
	return node->next;
}

/* The tree is as deep as its writer liked: no recursion. */
static void
read_tree(struct reader *reader, const xmlNode *node)
{
	while (node != NULL && !buf_is_full(reader->lines.buf)) {
		bool is_entered = enter(reader, node);

		if (is_entered && node->children != NULL) {
			node = node->children;
			continue;
		}
		if (is_entered)
			leave_element(reader, node);
		node = next_behind(reader, node);
	}
}

struct html *
html_parse(const char *text, size_t n_text)
{
	struct html *html = mem_zero(1, sizeof *html);

	assert(n_text <= INT_MAX);
	/* Without HUGE all that stands behind 256 open elements is lost, and
	 * would be a place to hide words from the guard. */
	html->doc = htmlReadMemory(text, (int)n_text, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		HTML_PARSE_NONET | (int)XML_PARSE_HUGE);
	return html;
}

void
html_free(struct html *html)
{
	if (html == NULL)
		return;
	xmlFreeDoc(html->doc);
	free(html);
}

void
html_cleanup(struct html **html)
{
	html_free(*html);
}

bool
html_add_text(
    const struct html *html, enum html_reading reading, struct buf *buf)
{
	auto_buf struct buf text = BUF_INIT(buf->max_bytes - buf->len);
	struct reader reader = { .lines = { .buf = &text },
		.reading = reading };

	if (html->doc == NULL)
		return true;
	read_tree(&reader, html->doc->children);
	html_lines_end(&reader.lines);
	/* Character references can name what no text may hold. */
	utf8_add_text(buf, buf_string(&text), text.len);
	return !buf_is_full(&text) && !buf_is_full(buf);
}
