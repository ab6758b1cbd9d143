/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sink/script.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/ascii.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"

enum { SCRIPT_BYTES = 1024 * 1024 };

struct rule {
	int what; /* SCRIPT_DROP or a reply code */
	char *address; /* NULL for a rule by stage */
	enum script_stage stage;
	uint64_t n;
};

struct script {
	struct rule *rules;
	size_t n_rules;
};

static const char *const stage_names[] = {
	[AT_CONNECT] = "connect",
	[AT_MAIL] = "mail",
	[AT_RCPT] = "rcpt",
	[AT_DATA] = "data",
	[AT_TEXT] = "text",
	[AT_END] = "end",
	[AT_AFTER] = "after",
};

static bool
parse_stage(const char *name, enum script_stage *ret)
{
	const size_t n = sizeof(stage_names) / sizeof(stage_names[0]);

	for (size_t i = 0; i < n; i++)
		if (strcmp(name, stage_names[i]) == 0) {
			*ret = (enum script_stage)i;
			return true;
		}
	return false;
}

static bool
parse_rule(const struct strv *words, struct rule *ret)
{
	struct rule rule = { .what = SCRIPT_DROP };
	uint64_t code = 0;

	if (words->n < 2 || words->n > 3)
		return false;
	if (strcmp(words->v[0], "drop") != 0) {
		if (!ascii_number(words->v[0], 599, &code) || code < 400)
			return false;
		rule.what = (int)code;
	}
	if (words->n == 2) {
		if (rule.what == SCRIPT_DROP)
			return false;
		rule.address = mem_dup(words->v[1]);
	} else if (!parse_stage(words->v[1], &rule.stage) ||
	    !ascii_number(words->v[2], UINT64_MAX, &rule.n)) {
		return false;
	}
	*ret = rule;
	return true;
}

enum rc
script_load(const char *path, struct script **ret, struct err *err)
{
	auto_script struct script *script = mem_zero(1, sizeof(*script));
	auto_buf struct buf text = BUF_INIT(SCRIPT_BYTES);
	char *rest, *line;
	enum rc rc = RC_OK;

	if (path != NULL)
		rc = file_load(path, &text, err);
	if (rc == RC_NOENT)
		return err_set(err, RC_PERM, "5.3.5", "no file %s", path);
	if (rc != RC_OK)
		return rc;
	buf_putc(&text, '\0');
	rest = text.data;
	for (unsigned number = 1; (line = strsep(&rest, "\n")) != NULL;
	     number++) {
		auto_strv struct strv words = STRV_INIT;

		strv_split(&words, line, " \t\r");
		if (words.n == 0 || words.v[0][0] == '#')
			continue;
		script->rules = mem_grow(script->rules, script->n_rules + 1,
		    sizeof(script->rules[0]));
		if (!parse_rule(&words, &script->rules[script->n_rules]))
			return err_set(err, RC_PERM, "5.3.5",
			    "%s:%u: not a rule (script.h lists them)", path,
			    number);
		script->n_rules++;
	}
	*ret = take(script);
	return RC_OK;
}

void
script_free(struct script *script)
{
	if (script == NULL)
		return;
	for (size_t i = 0; i < script->n_rules; i++)
		free(script->rules[i].address);
	free(script->rules);
	free(script);
}

void
script_cleanup(struct script **script)
{
	script_free(*script);
}

int
script_at(const struct script *script, enum script_stage stage, uint64_t n)
{
	for (size_t i = 0; i < script->n_rules; i++) {
		const struct rule *rule = &script->rules[i];

		if (rule->address == NULL && rule->stage == stage &&
		    rule->n == n)
			return rule->what;
	}
	return SCRIPT_NOTHING;
}

int
script_for(const struct script *script, const char *address)
{
	for (size_t i = 0; i < script->n_rules; i++) {
		const struct rule *rule = &script->rules[i];

		if (rule->address != NULL &&
		    ascii_equal(rule->address, address))
			return rule->what;
	}
	return SCRIPT_NOTHING;
}
