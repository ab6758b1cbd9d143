/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/html-element.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	enum html_element kind;
} elements[] = {
	{ "a", HTML_LINK },
	{ "address", HTML_LINE },
	{ "article", HTML_LINE },
	{ "blockquote", HTML_QUOTATION },
	{ "br", HTML_BREAK },
	{ "caption", HTML_LINE },
	{ "center", HTML_LINE },
	{ "dd", HTML_LINE },
	{ "div", HTML_LINE },
	{ "dl", HTML_PARAGRAPH },
	{ "dt", HTML_LINE },
	{ "fieldset", HTML_LINE },
	{ "footer", HTML_LINE },
	{ "form", HTML_LINE },
	{ "h1", HTML_PARAGRAPH },
	{ "h2", HTML_PARAGRAPH },
	{ "h3", HTML_PARAGRAPH },
	{ "h4", HTML_PARAGRAPH },
	{ "h5", HTML_PARAGRAPH },
	{ "h6", HTML_PARAGRAPH },
	{ "header", HTML_LINE },
	{ "hr", HTML_LINE },
	{ "img", HTML_IMAGE },
	{ "li", HTML_ITEM },
	{ "main", HTML_LINE },
	{ "nav", HTML_LINE },
	{ "ol", HTML_PARAGRAPH },
	{ "option", HTML_LINE },
	{ "p", HTML_PARAGRAPH },
	{ "pre", HTML_PREFORMATTED },
	{ "script", HTML_HIDDEN },
	{ "section", HTML_LINE },
	{ "style", HTML_HIDDEN },
	{ "table", HTML_LINE },
	{ "td", HTML_CELL },
	{ "template", HTML_HIDDEN },
	{ "th", HTML_CELL },
	{ "title", HTML_HIDDEN },
	{ "tr", HTML_LINE },
	{ "ul", HTML_PARAGRAPH },
};

enum html_element
html_element(const char *name)
{
	for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
		if (strcmp(elements[i].name, name) == 0)
			return elements[i].kind;
	return HTML_INLINE;
}
