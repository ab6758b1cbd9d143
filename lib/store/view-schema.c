/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The connection of a view has temporary SQL views, whose rows are bounded by
 * a temporary table of the audiences:
 *
 *	shown_post        a row for each post of the audiences
 *	shown_time        the same, to be found by time
 *	shown_name        what they may be called
 *	shown_step        from a post to those whose place names it
 *	shown_change      what was accepted or moved
 *	shown_list        the lists of the audiences, a row for each audience
 *	shown_raw         packed bytes of a post
 *	shown_dictionary  what is needed to unpack them
 *	shown_shared_text, shown_internal_text
 *	                  the posts that match words; each only in a view that
 *	                  has audiences of that side
 *	shown_digest      when the digests of this very view ended
 *	seen, shown_as    the audiences, and the name of the view; read by the
 *	                  others, never directly
 */
#include "lib/store/view-private.h"

/* The parent is the nearest ancestor that the view holds (post.h); of two
 * equally near, which happens when one message was posted twice, the one of
 * the post's own audience.
 *
 * The keeper of a Message-ID is the first shared post that has it, else the
 * first: posts of any other message with that id have another name.
 *
 * The + keeps SQLite from looking for posts by audience where they are asked
 * for by id; by audience and time they are found through shown_time. */
const char view_schema[] =
    "CREATE TEMP TABLE seen ("
    " audience_id INTEGER PRIMARY KEY, is_own INTEGER NOT NULL"
    ") WITHOUT ROWID;"
    "CREATE TEMP VIEW shown_post AS SELECT"
    " post.id AS id,"
    " post.msgid AS msgid,"
    " post.shown_id AS shown_id,"
    " post.accepted_s AS accepted_s,"
    " post.author_side AS author_side,"
    " list.name AS list,"
    " audience.side = 1 AS is_internal,"
    " message.subject AS subject,"
    " message.from_name AS from_name,"
    " message.date_s AS date_s,"
    " message.hash AS hash,"
    " (SELECT place.ancestor_id FROM main.place"
    "  JOIN main.post AS own ON own.id = place.post_id"
    "  WHERE place.post_id = post.id AND place.audience_id IN"
    "  (SELECT audience_id FROM temp.seen)"
    "  ORDER BY place.distance, place.audience_id <> own.audience_id,"
    "  place.ancestor_id LIMIT 1) AS parent_id,"
    " post.message_id <>"
    "  (SELECT other.message_id FROM main.post AS other"
    "   JOIN main.audience AS its ON its.id = other.audience_id"
    "   WHERE other.msgid = post.msgid AND +other.audience_id IN"
    "   (SELECT audience_id FROM temp.seen)"
    "   ORDER BY its.side DESC, other.id LIMIT 1) AS is_second"
    " FROM main.post"
    " JOIN main.message ON message.id = post.message_id"
    " JOIN main.audience ON audience.id = post.audience_id"
    " JOIN main.list ON list.id = audience.list_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_time AS SELECT"
    " post.id AS post_id,"
    " post.accepted_s AS accepted_s,"
    " post.date_s AS date_s,"
    " seen.is_own AS is_own,"
    " (SELECT list.name FROM main.audience"
    "  JOIN main.list ON list.id = audience.list_id"
    "  WHERE audience.id = post.audience_id) AS list"
    " FROM temp.seen"
    " CROSS JOIN main.post ON post.audience_id = seen.audience_id;"
    "CREATE TEMP VIEW shown_name AS SELECT"
    " name.name AS name,"
    " name.post_id AS post_id"
    " FROM main.name"
    " JOIN main.post ON post.id = name.post_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_step AS SELECT"
    " place.ancestor_id AS ancestor_id,"
    " place.post_id AS post_id"
    " FROM main.place"
    " JOIN main.post ON post.id = place.post_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen)"
    " AND +place.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_change AS SELECT"
    " change.mark AS mark,"
    " change.post_id AS post_id"
    " FROM temp.seen"
    " CROSS JOIN main.change ON change.audience_id = seen.audience_id;"
    "CREATE TEMP VIEW shown_list AS SELECT"
    " list.name AS name,"
    " list.purpose AS purpose,"
    " list.kind AS kind,"
    " seen.is_own AS is_own"
    " FROM temp.seen"
    " JOIN main.audience ON audience.id = seen.audience_id"
    " JOIN main.list ON list.id = audience.list_id;"
    "CREATE TEMP TABLE shown_as (view TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TEMP VIEW shown_digest AS SELECT"
    " digest.until_s AS until_s"
    " FROM temp.shown_as"
    " CROSS JOIN main.digest ON digest.view = shown_as.view;"
    "CREATE TEMP VIEW shown_raw AS SELECT"
    " post.id AS post_id,"
    " raw.dictionary_id AS dictionary_id,"
    " raw.n_bytes AS n_bytes,"
    " raw.packed AS packed"
    " FROM main.post"
    " JOIN main.raw ON raw.message_id = post.message_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"
    "CREATE TEMP VIEW shown_dictionary AS SELECT"
    " post.id AS post_id,"
    " dictionary.bytes AS bytes"
    " FROM main.post"
    " JOIN main.raw ON raw.message_id = post.message_id"
    " JOIN main.dictionary ON dictionary.id = raw.dictionary_id"
    " WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);";

/* A comparison of `words` goes down to the index, which searches for it. */
#define TEXT_SCHEMA(table, view)                                        \
	"CREATE TEMP VIEW " view " AS SELECT"                           \
	" " table ".rowid AS post_id,"                                  \
	" " table "." table " AS words,"                                \
	" post.date_s AS date_s,"                                       \
	" (SELECT list.name FROM main.audience"                         \
	"  JOIN main.list ON list.id = audience.list_id"                \
	"  WHERE audience.id = post.audience_id) AS list"               \
	" FROM main." table " CROSS JOIN main.post ON post.id = " table \
	".rowid"                                                        \
	" WHERE +post.audience_id IN (SELECT audience_id FROM temp.seen);"

const char view_shared_text_schema[] =
    TEXT_SCHEMA("text_shared", "shown_shared_text");
const char view_internal_text_schema[] =
    TEXT_SCHEMA("text_internal", "shown_internal_text");
