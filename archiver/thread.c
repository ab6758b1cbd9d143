/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * T1  The ids a message names are those of References, then those of
 *     In-Reply-To that References lacks; the last one is the direct parent.
 * T2  Each audience that has an ancestor gets the nearest: ids are followed
 *     from the last to the first, each known one giving itself and what it
 *     stands under, and the first find for an audience stays.
 * T3  A shared post without a shared ancestor falls back to the subject, among
 *     shared posts of its list only.  An internal post does so when it has no
 *     ancestor that its readers read, among the posts of its list.
 * T4  A post whose direct parent is unknown in every audience waits for it; an
 *     id known only where its readers do not read, under nothing that they
 *     read, is passed over as if it were not named.
 *     It moves once, when the parent is posted where all its own readers read
 *     (for a shared post: shared, on the same list).
 * T5  Nothing else moves a post: the places of others are never touched.
 * T6  No post stands under itself: T4 looks upward before it moves one.
 */
#include "archiver/thread.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/mem.h"

/* Distance of the n-th id from the end: what an id itself stands under comes
 * before the next id, as no chain kept here is longer. */
static int64_t
named_distance(size_t n)
{
	return 1 + (int64_t)n * 100000;
}

static bool
has_audience(const struct places *places, int64_t audience_id)
{
	for (size_t i = 0; i < places->n; i++)
		if (places->v[i].audience_id == audience_id)
			return true;
	return false;
}

static void
add_place(struct places *places, int64_t audience_id, int64_t ancestor_id,
    int64_t distance)
{
	if (has_audience(places, audience_id))
		return;
	places->v = mem_grow(places->v, places->n + 1, sizeof(*places->v));
	places->v[places->n++] = (struct place){
		.audience_id = audience_id,
		.ancestor_id = ancestor_id,
		.distance = distance,
	};
}

/* T2 for one known post: itself, then what it stands under. */
static enum rc
add_ancestor(struct store *store, const struct post *ancestor, int64_t distance,
    struct places *places, struct err *err)
{
	auto_places struct places above = { .n = 0 };
	enum rc rc = place_get(store, ancestor->id, &above, err);

	if (rc != RC_OK)
		return rc;
	add_place(places, ancestor->audience_id, ancestor->id, distance);
	for (size_t i = 0; i < above.n; i++)
		add_place(places, above.v[i].audience_id,
		    above.v[i].ancestor_id, distance + above.v[i].distance);
	return RC_OK;
}

/* One message may be posted to several audiences: the reader answered the
 * one he had, so the post's own audience comes first, its list next. */
static int
nearness(const struct thread_claim *claim, int64_t audience_id)
{
	if (audience_id == claim->audience.id)
		return 0;
	if (audience_id == claim->list->shared_id)
		return 1;
	if (audience_id == claim->list->internal_id)
		return 2;
	return 3;
}

static enum rc
add_named(struct store *store, const struct thread_claim *claim,
    const struct posts *named, int64_t distance, struct places *places,
    struct err *err)
{
	enum rc rc = RC_OK;

	for (int rank = 0; rank <= 3; rank++)
		for (size_t i = 0; rc == RC_OK && i < named->n; i++)
			if (nearness(claim, named->v[i].audience_id) == rank)
				rc = add_ancestor(store, &named->v[i],
				    distance + rank, places, err);
	return rc;
}

/* T1 */
static void
names_of(const struct thread_claim *claim, struct strv *names)
{
	const struct strv *fields[] = { &claim->facts->references,
		&claim->facts->in_reply_to };

	for (size_t f = 0; f < 2; f++)
		for (size_t i = 0; i < fields[f]->n; i++)
			if (!strv_has(names, fields[f]->v[i]) &&
			    strcmp(fields[f]->v[i], claim->msgid) != 0)
				strv_add(names, fields[f]->v[i]);
}

/* Does a place stand where all who will read the post can see it?  What
 * happens elsewhere must not decide whether it waits. */
static enum rc
is_seen_placed(struct store *store, const struct thread_claim *claim,
    const struct places *places, bool *ret, struct err *err)
{
	enum rc rc = RC_OK;

	*ret = false;
	for (size_t i = 0; rc == RC_OK && !*ret && i < places->n; i++) {
		struct audience audience = { .id = 0 };

		rc = audience_by_id(
		    store, places->v[i].audience_id, &audience, err);
		*ret =
		    rc == RC_OK && audience_reads(&claim->audience, &audience);
	}
	return rc;
}

static enum rc
place_by_names(struct store *store, const struct thread_claim *claim,
    struct places *places, char **ret_waits_for, struct err *err)
{
	auto_strv struct strv names = STRV_INIT;
	bool has_direct = false;

	names_of(claim, &names);
	for (size_t n = 0; n < names.n; n++) {
		const char *id = names.v[names.n - 1 - n];
		auto_posts struct posts named = { .n = 0 };
		enum rc rc = post_by_msgid(store, id, &named, err);

		if (rc == RC_OK)
			rc = add_named(store, claim, &named, named_distance(n),
			    places, err);
		if (rc == RC_OK && !has_direct && named.n == 0) {
			/* T4 */
			*ret_waits_for = mem_dup(id);
			has_direct = true;
		}
		if (rc == RC_OK && !has_direct)
			rc = is_seen_placed(
			    store, claim, places, &has_direct, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc
place_by_subject_in(struct store *store, const struct thread_claim *claim,
    int64_t audience_id, struct places *places, struct err *err)
{
	auto_post struct post found = { .id = 0 };
	int64_t since_s =
	    claim->now_s - (int64_t)THREAD_SUBJECT_DAYS * CLOCK_DAY_S;
	enum rc rc = post_by_subject(
	    store, audience_id, claim->subject_key, since_s, &found, err);

	if (rc == RC_NOENT)
		return RC_OK;
	if (rc == RC_OK)
		add_place(places, audience_id, found.id, PLACE_BY_SUBJECT);
	return rc;
}

/* T3 */
static enum rc
place_by_subject(struct store *store, const struct thread_claim *claim,
    struct places *places, struct err *err)
{
	bool is_shared = claim->audience.side == SIDE_CLIENT;
	bool is_placed = false;
	enum rc rc;

	if (!claim->is_reply || claim->subject_key[0] == '\0')
		return RC_OK;
	rc = is_seen_placed(store, claim, places, &is_placed, err);
	if (rc != RC_OK || is_placed)
		return rc;
	rc = place_by_subject_in(store, claim, claim->audience.id, places, err);
	if (rc == RC_OK && !is_shared && claim->list->shared_id != 0 &&
	    !has_audience(places, claim->audience.id))
		rc = place_by_subject_in(
		    store, claim, claim->list->shared_id, places, err);
	return rc;
}

enum rc
thread_place(struct store *store, const struct thread_claim *claim,
    struct places *ret, char **ret_waits_for, struct err *err)
{
	auto_places struct places places = { .n = 0 };
	auto_free char *waits_for = NULL;
	enum rc rc;

	rc = place_by_names(store, claim, &places, &waits_for, err);
	if (rc == RC_OK)
		rc = place_by_subject(store, claim, &places, err);
	if (rc != RC_OK)
		return rc;
	*ret = places;
	memset(&places, 0, sizeof(places));
	*ret_waits_for = take(waits_for);
	return RC_OK;
}

/* A growing set of post ids, for looking upward. */
struct seen {
	int64_t *v;
	size_t n;
};

static void
seen_add(struct seen *seen, int64_t id)
{
	for (size_t i = 0; i < seen->n; i++)
		if (seen->v[i] == id)
			return;
	seen->v = mem_grow(seen->v, seen->n + 1, sizeof(*seen->v));
	seen->v[seen->n++] = id;
}

/* T6: does `from` stand under `above`, in any audience?  A chain too long to
 * follow counts as yes. */
static enum rc
stands_under(struct store *store, int64_t from, int64_t above, bool *ret,
    struct err *err)
{
	struct seen seen = { .n = 0 };
	enum rc rc = RC_OK;

	*ret = false;
	seen_add(&seen, from);
	for (size_t i = 0; rc == RC_OK && !*ret && i < seen.n; i++) {
		auto_places struct places places = { .n = 0 };

		rc = place_get(store, seen.v[i], &places, err);
		for (size_t p = 0; rc == RC_OK && p < places.n; p++)
			seen_add(&seen, places.v[p].ancestor_id);
		*ret = seen.v[i] == above || seen.n > THREAD_DEPTH;
	}
	free(seen.v);
	return rc;
}

/* Does everybody who reads the child read the parent too (T4)? */
static enum rc
may_adopt(struct store *store, const struct post *parent,
    const struct post *child, bool *ret, struct err *err)
{
	struct audience upper = { .id = 0 };
	struct audience lower = { .id = 0 };
	enum rc rc = audience_by_id(store, parent->audience_id, &upper, err);
	bool is_under = false;

	*ret = false;
	if (rc == RC_OK)
		rc = audience_by_id(store, child->audience_id, &lower, err);
	if (rc != RC_OK || !audience_reads(&lower, &upper))
		return rc;
	rc = stands_under(store, parent->id, child->id, &is_under, err);
	*ret = !is_under;
	return rc;
}

static enum rc
move_under(struct store *store, const struct post *parent,
    const struct post *child, struct err *err)
{
	auto_places struct places old = { .n = 0 };
	auto_places struct places places = { .n = 0 };
	enum rc rc = place_get(store, child->id, &old, err);

	if (rc == RC_OK)
		rc = add_ancestor(
		    store, parent, named_distance(0), &places, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < old.n; i++)
		add_place(&places, old.v[i].audience_id, old.v[i].ancestor_id,
		    old.v[i].distance);
	rc = place_set(store, child->id, &places, err);
	return rc != RC_OK ? rc : waiting_remove(store, child->id, err);
}

enum rc
thread_adopt(struct store *store, const struct post *parent, struct err *err)
{
	auto_posts struct posts children = { .n = 0 };
	enum rc rc = waiting_for(store, parent->msgid, &children, err);

	for (size_t i = 0; rc == RC_OK && i < children.n; i++) {
		bool may = false;

		rc = may_adopt(store, parent, &children.v[i], &may, err);
		if (rc == RC_OK && may)
			rc = move_under(store, parent, &children.v[i], err);
	}
	return rc;
}

enum rc
readership_has(struct store *store, const struct readership *readers,
    int64_t audience_id, bool *ret, struct err *err)
{
	struct audience audience = { .id = 0 };
	enum rc rc;

	*ret = audience_id == readers->list->shared_id;
	if (*ret || readers->side != SIDE_INTERNAL)
		return RC_OK;
	*ret = audience_id == readers->list->internal_id;
	if (*ret)
		return RC_OK;
	rc = audience_by_id(store, audience_id, &audience, err);
	*ret = rc == RC_OK && audience.is_open_inside;
	return rc;
}

/* The parent of a post for this readership; RC_NOENT when it begins a
 * conversation. */
static enum rc
parent_for(struct store *store, const struct readership *readers,
    int64_t post_id, int64_t *ret, struct err *err)
{
	auto_places struct places places = { .n = 0 };
	enum rc rc = place_get(store, post_id, &places, err);

	for (size_t i = 0; rc == RC_OK && i < places.n; i++) {
		bool has = false;

		rc = readership_has(
		    store, readers, places.v[i].audience_id, &has, err);
		if (rc == RC_OK && has) {
			*ret = places.v[i].ancestor_id;
			return RC_OK;
		}
	}
	return rc == RC_OK ? RC_NOENT : rc;
}

/* newest first -> oldest first, the middle left out */
static void
shorten(const struct strv *chain, struct strv *ret)
{
	size_t n_last =
	    chain->n < THREAD_REFERENCES ? chain->n : THREAD_REFERENCES - 1;

	if (n_last < chain->n)
		strv_add(ret, chain->v[chain->n - 1]);
	for (size_t i = n_last; i > 0; i--)
		strv_add(ret, chain->v[i - 1]);
}

enum rc
thread_references(struct store *store, const struct readership *readers,
    int64_t post_id, struct strv *ret, struct err *err)
{
	auto_strv struct strv chain = STRV_INIT;
	enum rc rc = RC_OK;

	while (rc == RC_OK && chain.n < THREAD_DEPTH) {
		auto_post struct post parent = { .id = 0 };

		rc = parent_for(store, readers, post_id, &post_id, err);
		if (rc == RC_OK)
			rc = post_get(store, post_id, &parent, err);
		if (rc == RC_OK)
			strv_add(&chain, parent.shown_id);
	}
	if (rc != RC_OK && rc != RC_NOENT)
		return rc;
	shorten(&chain, ret);
	return RC_OK;
}
