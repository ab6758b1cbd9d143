/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who speaks, from which side: "Claire, Denis (client); Alice (company)".
 */
#ifndef DIGEST_VOICES_H
#define DIGEST_VOICES_H

#include "lib/base/strv.h"
#include "lib/store/view.h"

enum { VOICE_BYTES = 60 };

/* The name of a post's author, never an address; from the heap. */
char *voice_name(const struct view_post *post);

/* The same with the side, where there are two: "Claire (client)". */
char *voice_of(const struct view_post *post, bool has_sides);

/* Each name once, in the order in which they spoke first. */
struct voices {
	struct strv clients, insiders, guests;
};

enum { VOICES_SHOWN = 6 }; /* of each side; the others are counted */

void voices_add(struct voices *voices, const struct view_post *post);
char *voices_told(const struct voices *voices, bool has_sides);
void voices_release(struct voices *voices);
#define auto_voices __attribute__((cleanup(voices_release)))

#endif
