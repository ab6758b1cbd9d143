/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/match/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum {
	EXPRESSION_BYTES = 1000,
	EXPRESSION_GROUPS = 50,
	SUBJECT_BYTES = 256 * 1024,
	/* The only limit that acts under JIT.  (a+)+$ reaches it within
	 * milliseconds; PCRE2's own 10 million need 40 (libraries.md 5). */
	MATCH_STEPS = 100000,
	/* For expressions that JIT cannot take; PCRE2's own is 20 GB. */
	HEAP_KIB = 16 * 1024,
	JIT_STACK_FIRST_BYTES = 32 * 1024,
	JIT_STACK_BYTES = 1024 * 1024,
};

/* The stack and the match data are scratch, overwritten by each search: a
 * pattern belongs to one thread. */
struct pattern {
	pcre2_code *code;
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
};

static void *
give_memory(PCRE2_SIZE n_bytes, void *unused)
{
	(void)unused;
	return mem_alloc(n_bytes);
}

static void
take_memory(void *bytes, void *unused)
{
	(void)unused;
	free(bytes);
}

static pcre2_code *
compile(pcre2_general_context *memory, const char *expression, struct err *err)
{
	const uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF |
	    PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	PCRE2_UCHAR reason[200];
	PCRE2_SIZE position = 0;
	int number = 0;
	pcre2_code *code;

	code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
	    options, &number, &position, context);
	pcre2_compile_context_free(context);
	if (code == NULL) {
		pcre2_get_error_message(number, reason, sizeof(reason));
		err_set(err, RC_PERM, "5.3.5",
		    "wrong pattern \"%s\": at character %zu: %s", expression,
		    (size_t)position + 1, (const char *)reason);
	}
	return code;
}

enum rc
pattern_new(const char *expression, struct pattern **ret, struct err *err)
{
	auto_pattern struct pattern *pattern = mem_zero(1, sizeof(*pattern));
	pcre2_general_context *memory;
	uint32_t n_groups = 0;

	if (strlen(expression) > EXPRESSION_BYTES)
		return err_set(err, RC_PERM, "5.3.5",
		    "the pattern \"%.40s...\" is longer than %d bytes",
		    expression, EXPRESSION_BYTES);
	memory = pcre2_general_context_create(give_memory, take_memory, NULL);
	pattern->code = compile(memory, expression, err);
	pattern->context = pcre2_match_context_create(memory);
	pattern->stack = pcre2_jit_stack_create(
	    JIT_STACK_FIRST_BYTES, JIT_STACK_BYTES, memory);
	/* One pair of offsets: we want the whole match, no groups. */
	pattern->data = pcre2_match_data_create(1, memory);
	pcre2_general_context_free(memory);
	if (pattern->code == NULL)
		return RC_PERM;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &n_groups);
	if (n_groups > EXPRESSION_GROUPS)
		return err_set(err, RC_PERM, "5.3.5",
		    "the pattern \"%.40s...\" has %u groups; at most %d",
		    expression, n_groups, EXPRESSION_GROUPS);
	/* Where the system forbids new code in memory, the interpreter
	 * serves, with the same limits: so the answer does not matter. */
	pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	pcre2_set_match_limit(pattern->context, MATCH_STEPS);
	pcre2_set_heap_limit(pattern->context, HEAP_KIB);
	pcre2_jit_stack_assign(pattern->context, NULL, pattern->stack);
	*ret = take(pattern);
	return RC_OK;
}

void
pattern_free(struct pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_match_data_free(pattern->data);
	pcre2_jit_stack_free(pattern->stack);
	pcre2_match_context_free(pattern->context);
	pcre2_code_free(pattern->code);
	free(pattern);
}

void
pattern_cleanup(struct pattern **pattern)
{
	pattern_free(*pattern);
}

enum match
pattern_search(const struct pattern *pattern, const char *text, size_t n_bytes,
    size_t *ret_start, size_t *ret_end)
{
	const bool is_cut = n_bytes > SUBJECT_BYTES;
	const PCRE2_SIZE *offsets;
	int found;

	found = pcre2_match(pattern->code, (PCRE2_SPTR)text,
	    is_cut ? SUBJECT_BYTES : n_bytes, 0, 0, pattern->data,
	    pattern->context);
	if (found == PCRE2_ERROR_NOMATCH)
		return is_cut ? MATCH_LIMIT : MATCH_NO;
	/* 0 means that there were more groups than the data holds. */
	if (found < 0)
		return MATCH_LIMIT;
	offsets = pcre2_get_ovector_pointer(pattern->data);
	if (ret_start != NULL)
		*ret_start = offsets[0];
	if (ret_end != NULL)
		*ret_end = offsets[1];
	return MATCH_YES;
}
