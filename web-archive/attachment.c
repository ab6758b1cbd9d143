/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-archive/attachment.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/mem.h"

enum { MOST_NAME_BYTES = 60 };

/* What browsers show without running anything, or hand to the user. */
static const char *const harmless_endings[] = { "7z", "bz2", "csv", "diff",
	"doc", "docx", "eml", "gif", "gz", "ics", "jpeg", "jpg", "log", "mp3",
	"mp4", "odg", "odp", "ods", "odt", "ogg", "patch", "pdf", "png", "ppt",
	"pptx", "rtf", "tar", "tgz", "tif", "tiff", "txt", "wav", "webp", "xls",
	"xlsx", "xz", "zip", "zst", NULL };

/* What a part is when it has no name that tells. */
static const struct {
	const char *type;
	const char *ending;
} endings_of_types[] = {
	{ "application/pdf", "pdf" },
	{ "application/zip", "zip" },
	{ "image/gif", "gif" },
	{ "image/jpeg", "jpg" },
	{ "image/png", "png" },
};

static const char *
harmless_ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	if (dot == NULL)
		return NULL;
	for (size_t i = 0; harmless_endings[i] != NULL; i++)
		if (ascii_equal(dot + 1, harmless_endings[i]))
			return harmless_endings[i];
	return NULL;
}

static const char *
ending_of(const struct part *part)
{
	const char *ending = harmless_ending(part->name);

	if (ending != NULL)
		return ending;
	for (size_t i = 0; part->name[0] == '\0' &&
	     i < sizeof(endings_of_types) / sizeof(endings_of_types[0]);
	     i++)
		if (strcmp(part->type, endings_of_types[i].type) == 0)
			return endings_of_types[i].ending;
	return ascii_has_prefix(part->type, "text/") ? "txt" : "bin";
}

char *
attachment_name(const struct part *part)
{
	static const char kept[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	const char *ending = ending_of(part);
	auto_free char *stem = ascii_printable(
	    part->name[0] != '\0' ? part->name : "part", MOST_NAME_BYTES);
	char *dot = strrchr(stem, '.');

	if (dot != NULL && ascii_equal(dot + 1, ending))
		*dot = '\0';
	for (char *p = stem; *p != '\0'; p++)
		if (strchr(kept, *p) == NULL)
			*p = '_';
	return mem_format("%s.%s", stem[0] != '\0' ? stem : "part", ending);
}

static char *
path_of(const struct view_post *post, const struct facts *facts, size_t i)
{
	auto_free char *name = attachment_name(&facts->parts[i]);

	return mem_format("a/%s/%zu-%s", post->name, i + 1, name);
}

bool
attachment_is(const struct part *part)
{
	return part->sha256[0] != '\0' && part->n_bytes > 0 &&
	    (part->is_attachment || part->text == NULL);
}

bool
attachment_has_any(const struct facts *facts)
{
	for (size_t i = 0; i < facts->n_parts; i++)
		if (attachment_is(&facts->parts[i]))
			return true;
	return false;
}

static enum rc
put_one(struct web *web, const struct view_post *post, const char *raw,
    size_t n_raw, const struct facts *facts, size_t i, struct err *err)
{
	const struct part *part = &facts->parts[i];
	auto_free char *path = path_of(post, facts, i);
	auto_free char *bytes = NULL;
	size_t n_bytes = 0;
	enum rc rc;

	if (docroot_keeps(&web->docroot, path, part->n_bytes, part->sha256,
		post->accepted_s))
		return RC_OK;
	rc = worker_part(web->worker, raw, n_raw, i, &bytes, &n_bytes, err);
	if (rc == RC_TEMP)
		return rc;
	/* What cannot be taken out is an empty file: its link works. */
	return docroot_put(&web->docroot, path, rc == RC_OK ? bytes : "",
	    rc == RC_OK ? n_bytes : 0, post->accepted_s, err);
}

enum rc
attachment_put(struct web *web, const struct view_post *post, const char *raw,
    size_t n_raw, const struct facts *facts, struct err *err)
{
	auto_free char *folder = mem_format("a/%s", post->name);

	if (!attachment_has_any(facts))
		return RC_OK;
	for (size_t i = 0; i < facts->n_parts; i++) {
		enum rc rc = RC_OK;

		if (attachment_is(&facts->parts[i]))
			rc = put_one(web, post, raw, n_raw, facts, i, err);
		if (rc != RC_OK)
			return rc;
	}
	if (post->accepted_s > web->state.newest_file_s)
		web->state.newest_file_s = post->accepted_s;
	return docroot_set_time(&web->docroot, folder, post->accepted_s, err);
}

static void
put_size(struct markup *markup, uint64_t n_bytes)
{
	if (n_bytes < 1000)
		markup_format(markup, "%d bytes", (int)n_bytes);
	else if (n_bytes < 1000000)
		markup_format(markup, "%d kB", (int)((n_bytes + 500) / 1000));
	else
		markup_format(markup, "%.1f MB", (double)n_bytes / 1e6);
}

static void
put_link(struct markup *markup, const struct web *web, const struct page *page,
    const char *path, const struct part *part)
{
	auto_free char *shown =
	    web_shown(web, part->name[0] != '\0' ? part->name : part->type);

	markup_open(markup, "li");
	markup_open(markup, "a");
	page_href(markup, page, path);
	markup_attr(markup, "download", "");
	page_words(markup, shown);
	markup_close(markup, "a");
	markup_text(markup, " ");
	markup_open(markup, "small");
	put_size(markup, part->n_bytes);
	markup_close(markup, "small");
	markup_close(markup, "li");
}

void
attachment_list(struct markup *markup, const struct web *web,
    const struct page *page, const struct view_post *post,
    const struct facts *facts)
{
	if (!attachment_has_any(facts))
		return;
	markup_open_class(markup, "ul", "files");
	markup_attr(markup, "aria-label", "Attachments");
	for (size_t i = 0; i < facts->n_parts; i++) {
		auto_free char *path = path_of(post, facts, i);

		if (attachment_is(&facts->parts[i]))
			put_link(markup, web, page, path, &facts->parts[i]);
	}
	markup_close(markup, "ul");
}
