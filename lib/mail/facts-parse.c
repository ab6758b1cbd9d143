/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/facts-parse.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"
#include "lib/mail/header.h"
#include "lib/mail/msgid.h"
#include "lib/mail/utf8.h"

/* The last second of the year 9999: no date of a mail lies behind it. */
#define LAST_DATE_S INT64_C(253402300799)

char *
parse_line(struct parse *parse, const char *text)
{
	char *line = utf8_to_line(
	    text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
	size_t n = strlen(line);

	if (n > FACTS_NAME_BYTES) {
		parse->facts->is_cut = true;
		line[utf8_cut(line, n, FACTS_NAME_BYTES)] = '\0';
	}
	return line;
}

static void
replace(char **string, char *by)
{
	free(*string);
	*string = by;
}

/* -- the fields ----------------------------------------------------------- */

static void
read_from(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);

	parse->facts->n_from_fields++;
	if (parse_mailboxes(parse, &parse->facts->from, value))
		parse->facts->from_is_group = true;
}

static void
read_sender(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);

	parse_mailboxes(parse, &parse->facts->sender, value);
}

static void
read_reply_to(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);

	parse_mailboxes(parse, &parse->facts->reply_to, value);
}

static void
read_to(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);

	parse_mailboxes(parse, &parse->facts->to, value);
}

static void
read_cc(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);

	parse_mailboxes(parse, &parse->facts->cc, value);
}

static void
read_message_id(struct parse *parse, const struct field *field)
{
	auto_strv struct strv ids = STRV_INIT;

	parse->facts->n_message_id_fields++;
	msgid_scan(field->value, field->n_value, &ids);
	if (parse->facts->message_id == NULL && ids.n > 0)
		parse->facts->message_id = mem_dup(ids.v[0]);
}

static void
read_references(struct parse *parse, const struct field *field)
{
	msgid_scan(field->value, field->n_value, &parse->facts->references);
}

static void
read_in_reply_to(struct parse *parse, const struct field *field)
{
	msgid_scan(field->value, field->n_value, &parse->facts->in_reply_to);
}

static void
read_subject(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);
	g_autofree char *decoded = NULL;

	if (parse->facts->subject[0] != '\0')
		return;
	decoded = g_mime_utils_header_decode_text(parse->options, value);
	replace(&parse->facts->subject, parse_line(parse, decoded));
}

static void
read_date(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);
	GDateTime *date;
	int64_t date_s;

	if (parse->facts->date_s != 0)
		return;
	date = g_mime_utils_header_decode_date(value);
	if (date == NULL)
		return;
	date_s = g_date_time_to_unix(date);
	g_date_time_unref(date);
	if (date_s > 0 && date_s <= LAST_DATE_S)
		parse->facts->date_s = date_s;
}

/* The keyword in front of parameters and comments (RFC 3834 5). */
static void
read_auto_submitted(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);

	value[strcspn(value, "; \t(")] = '\0';
	replace(&parse->facts->auto_submitted,
	    ascii_make_lower(parse_line(parse, value)));
}

static void
read_precedence(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);

	replace(&parse->facts->precedence,
	    ascii_make_lower(parse_line(parse, value)));
}

static void
read_auto_reply(struct parse *parse, const struct field *field)
{
	(void)field;
	parse->facts->has_auto_reply_field = true;
}

/* RFC 2919 3: a phrase, and the id in brackets; old managers wrote the id
 * alone. */
static void
read_list_id(struct parse *parse, const struct field *field)
{
	auto_free char *value = field_text(field);
	char *open = strrchr(value, '<');
	char *id = open == NULL ? value : open + 1;

	id[strcspn(id, ">")] = '\0';
	if (id[0] == '\0')
		return;
	if (parse->facts->list_ids.n < FACTS_LIST_IDS)
		strv_take(&parse->facts->list_ids, parse_line(parse, id));
	else
		parse->facts->is_cut = true;
}

static void
read_received(struct parse *parse, const struct field *field)
{
	(void)field;
	parse->facts->n_received++;
}

static const struct {
	const char *name;
	void (*read)(struct parse *parse, const struct field *field);
} rules[] = {
	{ "Received", read_received },
	{ "From", read_from },
	{ "Sender", read_sender },
	{ "Reply-To", read_reply_to },
	{ "To", read_to },
	{ "Cc", read_cc },
	{ "Message-ID", read_message_id },
	{ "References", read_references },
	{ "In-Reply-To", read_in_reply_to },
	{ "Subject", read_subject },
	{ "Date", read_date },
	{ "Auto-Submitted", read_auto_submitted },
	{ "Precedence", read_precedence },
	{ "X-Autoreply", read_auto_reply },
	{ "X-Autorespond", read_auto_reply },
	{ "List-Id", read_list_id },
};

static void
read_header(struct parse *parse, const char *raw, size_t n_header)
{
	struct field field;
	size_t pos = 0;

	while (header_next(raw, n_header, &pos, &field))
		for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
			if (field_is(&field, rules[i].name))
				rules[i].read(parse, &field);
}

/* -- the content ---------------------------------------------------------- */

static void
add_field(GByteArray *entity, const struct field *field)
{
	guint at = entity->len;

	g_byte_array_append(
	    entity, (const guint8 *)field->bytes, (guint)field->n_bytes);
	for (guint i = at; i < entity->len; i++)
		if (entity->data[i] == '\0')
			entity->data[i] = ' ';
	if (entity->data[entity->len - 1] != '\n')
		g_byte_array_append(entity, (const guint8 *)"\n", 1);
}

/* The message with its Content- fields alone, which is all that GMime is
 * given to read of the header: it cuts fields at a NUL, drops lines that are
 * none, wants no blank in front and takes a From_ line for a field. */
static GByteArray *
entity_new(const char *raw, size_t n_raw, size_t n_header)
{
	GByteArray *entity =
	    g_byte_array_sized_new((guint)(n_raw - n_header) + 512);
	struct field field;
	size_t pos = 0;

	while (header_next(raw, n_header, &pos, &field))
		if (field.n_name > 8 &&
		    ascii_equal_n(field.name, 8, "Content-"))
			add_field(entity, &field);
	if (entity->len == 0)
		g_byte_array_append(
		    entity, (const guint8 *)"Content-Type: text/plain\n", 25);
	g_byte_array_append(entity, (const guint8 *)"\n", 1);
	g_byte_array_append(entity, (const guint8 *)(raw + n_header),
	    (guint)(n_raw - n_header));
	return entity;
}

static void
read_type(struct parse *parse, GMimeObject *root)
{
	GMimeContentType *type = g_mime_object_get_content_type(root);
	g_autofree char *name = g_mime_content_type_get_mime_type(type);

	parse->facts->is_report =
	    g_mime_content_type_is_type(type, "multipart", "report");
	replace(&parse->facts->content_type,
	    ascii_make_lower(parse_line(parse, name)));
}

static void
read_content(
    struct parse *parse, const char *raw, size_t n_raw, size_t n_header)
{
	auto_object GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(
	    entity_new(raw, n_raw, n_header));
	auto_object GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	auto_object GMimeObject *root = NULL;

	/* Parts then point into the stream instead of copying it. */
	g_mime_parser_set_persist_stream(parser, TRUE);
	root = g_mime_parser_construct_part(parser, parse->options);
	if (root == NULL)
		return;
	read_type(parse, root);
	parse_tree(parse, root);
	replace(
	    &parse->facts->text, readings_text(parse->readings, parse->facts));
}

/* GMime guesses raw bytes in headers by these, instead of by the locale. */
static GMimeParserOptions *
options_new(void)
{
	const char *charsets[] = { "utf-8", "windows-1252", NULL };
	GMimeParserOptions *options = g_mime_parser_options_new();

	g_mime_parser_options_set_fallback_charsets(options, charsets);
	return options;
}

static void
parse_message(struct parse *parse, const char *raw, size_t n_raw)
{
	size_t n_header = header_end(raw, n_raw);

	g_mime_init(); /* counts: only the first call does anything */
	parse->facts = facts_new();
	parse->options = options_new();
	parse->readings = readings_new();
	read_header(parse, raw, n_header);
	read_content(parse, raw, n_raw, n_header);
	readings_free(parse->readings);
	g_mime_parser_options_free(parse->options);
}

struct facts *
facts_parse(const char *raw, size_t n_raw)
{
	struct parse parse = { .content = NULL };

	parse_message(&parse, raw, n_raw);
	return parse.facts;
}

bool
facts_part_content(const char *raw, size_t n_raw, size_t i, struct buf *ret)
{
	struct parse parse = { .wanted = i, .content = ret };

	parse_message(&parse, raw, n_raw);
	facts_free(parse.facts);
	return parse.has_content && !buf_is_full(ret);
}
