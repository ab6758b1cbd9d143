/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include <assert.h>

#include "lib/base/buf.h"
#include "lib/mail/charset.h"
#include "lib/mail/html.h"
#include "lib/mail/utf8.h"

enum { TEXT_BYTES = 1024 * 1024 };

static void
read_html(const struct html *html, enum html_reading reading)
{
	auto_buf struct buf text = BUF_INIT(TEXT_BYTES);

	html_add_text(html, reading, &text);
	assert(utf8_is_text(buf_string(&text), text.len));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_data)
{
	auto_buf struct buf text = BUF_INIT(TEXT_BYTES);
	auto_html struct html *html = NULL;

	charset_add_text(&text, NULL, (const char *)data, n_data);
	html = html_parse(buf_string(&text), text.len);
	read_html(html, HTML_READ);
	read_html(html, HTML_WHOLE);
	return 0;
}
