/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/base/settings.h"

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/strv.h"
#include "tests/tap.h"

struct values {
	char *text, *domain, *server, *address;
	struct strv words, domains;
	uint64_t count, bytes;
	int64_t time_s;
	int choice;
};

static const char *const colours[] = { "red", "green", NULL };

#define FIELD(member) .offset = offsetof(struct values, member)

static const struct setting table[] = {
	{ "text", SETTING_TEXT, FIELD(text), .initial = "none" },
	{ "words", SETTING_WORDS, FIELD(words), .initial = "x, y" },
	{ "count", SETTING_COUNT, FIELD(count), .initial = "5", .min = 1,
	    .max = 10 },
	{ "bytes", SETTING_BYTES, FIELD(bytes), .initial = "2k" },
	{ "time", SETTING_TIME, FIELD(time_s), .initial = "1d" },
	{ "choice", SETTING_CHOICE, FIELD(choice), .initial = "red",
	    .choices = colours },
	{ "domain", SETTING_DOMAIN, FIELD(domain), .initial = "" },
	{ "domains", SETTING_DOMAINS, FIELD(domains), .initial = "" },
	{ "server", SETTING_SERVER, FIELD(server), .initial = "h:1" },
	{ "address", SETTING_ADDRESS, FIELD(address), .initial = "" },
};

enum { N_SETTINGS = sizeof(table) / sizeof(table[0]) };

/* What the values are, as one line. */
static char *
shown(const struct values *v)
{
	auto_buf struct buf out = BUF_INIT(20000);

	buf_format(&out, "%s", v->text);
	for (size_t i = 0; i < v->words.n; i++)
		buf_format(&out, "%c%s", i == 0 ? ' ' : '+', v->words.v[i]);
	buf_format(&out, " %ju %ju %jd %s", (uintmax_t)v->count,
	    (uintmax_t)v->bytes, (intmax_t)v->time_s, colours[v->choice]);
	buf_format(&out, " <%s> <", v->domain);
	for (size_t i = 0; i < v->domains.n; i++)
		buf_format(&out, "%s%s", i > 0 ? "+" : "", v->domains.v[i]);
	buf_format(&out, "> %s <%s>", v->server, v->address);
	return buf_take(&out);
}

#define UNCHANGED "5 2048 86400 red <> <> h:1 <>"

static const struct {
	const char *name, *file, *want;
} good[] = {
	{ "empty", "", "none x+y " UNCHANGED },
	{ "comments and blank lines", "# a\n\n \t\n  # b = c\n",
	    "none x+y " UNCHANGED },
	{ "text", "text =  two words \t\n", "two words x+y " UNCHANGED },
	{ "no line end at the end", "text=a", "a x+y " UNCHANGED },
	{ "CRLF", "text = a\r\n# x\r\n\r\n", "a x+y " UNCHANGED },
	{ "an = in the value", "text = a=b", "a=b x+y " UNCHANGED },
	{ "empty value", "text =\nwords =\n", " " UNCHANGED },
	{ "continued", "words = a,\n\tb\n  c d\ntext = z\n",
	    "z a+b+c+d " UNCHANGED },
	{ "continued behind a comment", "words = a\n# no\n\n b\n",
	    "none a+b " UNCHANGED },
	{ "begun empty", "words =\n a\n b\n", "none a+b " UNCHANGED },
	{ "numbers", "count = 10\nbytes = 3G\ntime = 2w\n",
	    "none x+y 10 3221225472 1209600 red <> <> h:1 <>" },
	{ "other units", "bytes = 1M\ntime = 90m\n",
	    "none x+y 5 1048576 5400 red <> <> h:1 <>" },
	{ "without units", "bytes = 7\ntime = 8\n",
	    "none x+y 5 7 8 red <> <> h:1 <>" },
	{ "units in capitals", "bytes = 1K\ntime = 1H\n",
	    "none x+y 5 1024 3600 red <> <> h:1 <>" },
	{ "choice", "choice = green\n",
	    "none x+y 5 2048 86400 green <> <> h:1 <>" },
	{ "domains", "domain = Lists.Example.COM\ndomains = A.b c.d\n",
	    "none x+y 5 2048 86400 red <lists.example.com> <a.b+c.d> h:1 <>" },
	{ "server and address", "server = [::1]:25\naddress = Ann@B.example",
	    "none x+y 5 2048 86400 red <> <> [::1]:25 <Ann@B.example>" },
};

static const struct {
	const char *name, *file, *want;
} bad[] = {
	{ "unknown", "\ntxet = a\n",
	    "2: there is no setting txet; write one of text, words, count, "
	    "bytes, time, choice, domain, domains, server, address" },
	{ "twice", "text = a\ncount = 2\ntext = b\n",
	    "3: text is set in line 1 already; remove one of the two" },
	{ "no =", "text = a\nwords a\n",
	    "2: there is no = in this line; write name = value" },
	{ "nothing to go on with", "# x\n  text = a\n",
	    "2: the line begins with white space, but goes on with no other; "
	    "write name = value at its beginning" },
	{ "no number", "count = many\n",
	    "1: count = many is no number; write digits only, such as 100" },
	{ "empty number", "count =\n",
	    "1: count =  is no number; write digits only, such as 100" },
	{ "negative", "count = -1\n",
	    "1: count = -1 is no number; write digits only, such as 100" },
	{ "too small", "count = 0\n",
	    "1: count = 0 is out of bounds; write 1 to 10" },
	{ "too large", "count = 11\n",
	    "1: count = 11 is out of bounds; write 1 to 10" },
	{ "no bytes", "bytes = 5T\n",
	    "1: bytes = 5T is no number of bytes; write a number, or one with "
	    "k, M or G, such as 25M" },
	{ "overflow", "bytes = 99999999999G\n",
	    "1: bytes = 99999999999G is no number of bytes; write a number, "
	    "or one with k, M or G, such as 25M" },
	{ "no time", "time = 7 days\n",
	    "1: time = 7 days is no time; write a number with s, m, h, d or "
	    "w, such as 7d" },
	{ "only a unit", "time = d\n",
	    "1: time = d is no time; write a number with s, m, h, d or w, "
	    "such as 7d" },
	{ "no choice", "choice = Blue\n",
	    "1: choice = Blue is no choice here; write red or green" },
	{ "the line of a continued one", "text = a\n b\ncount = x\n 1\n",
	    "3: count = x 1 is no number; write digits only, such as 100" },
};

#define NO_DOMAIN                                                       \
	" is no domain name; write letters, digits, hyphens and dots, " \
	"such as lists.example.com (non-ASCII names as xn--...)"
#define NO_SERVER \
	" is no server; write host:port, such as 127.0.0.1:25 or [::1]:25"
#define NO_ADDRESS                                           \
	" is no address; write one address without a name, " \
	"such as post@example.com"

static const char *const no_domains[] = { "a..b", ".a", "a.", "-a.b", "a-.b",
	"a b", "a_b", "a@b", "caf\xc3\xa9.fr",
	"a1234567890123456789012345678901234567890123456789012345678901234" };
static const char *const no_servers[] = { "host", "host:", ":25", "host:0",
	"host:65536", "host:smtp", "::1:25", "a b:25", "smtp://host:25" };
static const char *const no_addresses[] = { "ann", "@b.c", "ann@", "a b@c.d",
	"Ann <a@b.c>", "a@b@", "a@b.c,d@e.f" };

static char *
load(const char *file, struct values *values, enum rc *ret_rc)
{
	auto_free char *path = file_join(tap_scratch(), "conf");
	struct err err = ERR_INIT;

	file_replace(path, file, strlen(file), 0600, NULL);
	*ret_rc = settings_load(table, N_SETTINGS, path, values, &err);
	if (strncmp(err.text, path, strlen(path)) == 0)
		return mem_dup(err.text + strlen(path) + 1);
	return mem_dup(err.text);
}

static void
check_good(const char *name, const char *file, const char *want)
{
	struct values values;
	auto_free char *got = NULL;
	auto_free char *sentence = NULL;
	enum rc rc;

	memset(&values, 0xff, sizeof(values));
	sentence = load(file, &values, &rc);
	got = shown(&values);
	tap_is_string(got, want, "good: %s", name);
	if (rc != RC_OK)
		tap_note("rc %d: %s", rc, sentence);
	settings_release(table, N_SETTINGS, &values);
	settings_release(table, N_SETTINGS, &values);
}

static void
check_bad(const char *name, const char *file, const char *want)
{
	struct values values;
	auto_free char *sentence = NULL;
	enum rc rc;

	memset(&values, 0xff, sizeof(values));
	sentence = load(file, &values, &rc);
	tap_is_string(sentence, want, "bad: %s", name);
	tap_is_int(rc, RC_PERM, "bad: %s, for ever", name);
	settings_release(table, N_SETTINGS, &values);
}

static void
check_all_bad(
    const char *name, const char *const *texts, size_t n, const char *complaint)
{
	for (size_t i = 0; i < n; i++) {
		auto_free char *file = mem_format("%s = %s\n", name, texts[i]);
		auto_free char *want =
		    mem_format("1: %s = %s%s", name, texts[i], complaint);

		check_bad(texts[i], file, want);
	}
}

static void
check_limits(void)
{
	auto_buf struct buf longest = BUF_INIT(10000);
	auto_buf struct buf file = BUF_INIT(300000);
	struct values values;
	struct err err = ERR_INIT;
	auto_free char *sentence = NULL;
	auto_free char *path = file_join(tap_scratch(), "conf");
	enum rc rc;

	buf_puts(&longest, "text =");
	while (longest.len < 6 + 4096)
		buf_putc(&longest, 'x');
	sentence = load(buf_string(&longest), &values, &rc);
	tap_is_int(rc, RC_OK, "4096 bytes a value");
	settings_release(table, N_SETTINGS, &values);
	buf_puts(&longest, "x\n");
	check_bad("one more", buf_string(&longest),
	    "1: the value is longer than 4096 bytes; shorten it");

	while (file.len <= 256 * 1024)
		buf_puts(&file, "# filling\n");
	free(sentence);
	sentence = load(buf_string(&file), &values, &rc);
	tap_is_int(rc, RC_PERM, "256 kB a file");
	settings_release(table, N_SETTINGS, &values);

	file_replace(path, "text = a\0b\n", 11, 0600, NULL);
	rc = settings_load(table, N_SETTINGS, path, &values, &err);
	tap_is_int(rc, RC_PERM, "a NUL byte");
	tap_has(err.text, "NUL", "is named");
	settings_release(table, N_SETTINGS, &values);

	unlink(path);
	rc = settings_load(table, N_SETTINGS, path, &values, &err);
	tap_is_int(rc, RC_NOENT, "no file");
	settings_release(table, N_SETTINGS, &values);
}

#define N(array) (sizeof(array) / sizeof((array)[0]))

int
main(void)
{
	for (size_t i = 0; i < N(good); i++)
		check_good(good[i].name, good[i].file, good[i].want);
	for (size_t i = 0; i < N(bad); i++)
		check_bad(bad[i].name, bad[i].file, bad[i].want);
	check_all_bad("domain", no_domains, N(no_domains), NO_DOMAIN);
	check_all_bad("server", no_servers, N(no_servers), NO_SERVER);
	check_all_bad("address", no_addresses, N(no_addresses), NO_ADDRESS);
	check_bad("domains", "domains = a.b, C_d, e.f\n",
	    "1: domains = c_d is no list of domain names; write names such "
	    "as example.com, with commas or spaces between them");
	check_limits();
	return tap_done();
}
