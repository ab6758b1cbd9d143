/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/strv.h"

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "tests/tap.h"

static const struct {
	const char *name, *text, *separators, *want;
} splits[] = {
	{ "commas", "a,b,c", ",", "a|b|c|" },
	{ "empty pieces", ",,a, ,b,", ", ", "a|b|" },
	{ "one", "abc", ",", "abc|" },
	{ "none", "", ",", "" },
	{ "separators only", ", ,", ", ", "" },
};

static void
check_splits(void)
{
	for (size_t i = 0; i < sizeof(splits) / sizeof(splits[0]); i++) {
		auto_strv struct strv list = STRV_INIT;
		auto_buf struct buf got = BUF_INIT(1000);

		strv_split(&list, splits[i].text, splits[i].separators);
		for (size_t j = 0; j < list.n; j++)
			buf_format(&got, "%s|", list.v[j]);
		tap_is_string(buf_string(&got), splits[i].want, "split: %s",
		    splits[i].name);
	}
}

static void
check_growth(void)
{
	auto_strv struct strv list = STRV_INIT;
	bool sorted = true;

	for (int i = 0; i < 1000; i++)
		strv_take(&list, mem_format("%d", i * 7919 % 1000));
	strv_sort(&list);
	for (size_t i = 1; i < list.n; i++)
		if (strcmp(list.v[i - 1], list.v[i]) >= 0)
			sorted = false;
	tap_ok(list.n == 1000 && sorted, "1000 strings, sorted by bytes");
	strv_clear(&list);
	strv_sort(&list);
	strv_add(&list, "again");
	tap_is_int((intmax_t)list.n, 1, "usable after clear");
	strv_release(&list);
	strv_release(&list);
	strv_add_n(&list, "abcdef", 3);
	tap_is_string(list.v[0], "abc", "usable after release");
}

int
main(void)
{
	auto_strv struct strv list = STRV_INIT;

	tap_ok(!strv_has(&list, ""), "the empty list has nothing");
	strv_add(&list, "Bob");
	tap_ok(strv_has(&list, "Bob"), "has");
	tap_ok(!strv_has(&list, "bob"), "case counts");
	tap_ok(strv_has_nocase(&list, "bOB"), "case does not count");
	tap_ok(!strv_has_nocase(&list, "bo"), "a part is not the whole");
	check_splits();
	check_growth();
	return tap_done();
}
