/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lib/mail/facts-parse.h"

#include <stdlib.h>

#include "lib/base/mem.h"

/* A multipart or a message/rfc822 whose children are being visited.  The
 * object is borrowed from the root. */
struct frame {
	GMimeObject *object;
	int n_children;
	int next;
	struct place place; /* of its children */
};

struct stack {
	struct frame *v;
	size_t n;
	size_t n_alternatives;
};

#define auto_stack __attribute__((cleanup(stack_release)))

static void
stack_release(struct stack *stack)
{
	free(stack->v);
}

static bool
has_type(GMimeObject *object, const char *type, const char *subtype)
{
	return g_mime_content_type_is_type(
	    g_mime_object_get_content_type(object), type, subtype);
}

static void
push(struct stack *stack, GMimeObject *object, int n_children,
    const struct place *place)
{
	stack->v = mem_grow(stack->v, stack->n + 1, sizeof *stack->v);
	stack->v[stack->n++] = (struct frame){
		.object = object, .n_children = n_children, .place = *place
	};
}

static void
visit_multipart(struct parse *parse, struct stack *stack, GMimeObject *object,
    struct place place)
{
	GMimeMultipart *multipart = GMIME_MULTIPART(object);
	int n_children = g_mime_multipart_get_count(multipart);

	if (n_children == 0) {
		parse_empty_multipart(parse, multipart, &place);
		return;
	}
	if (has_type(object, "multipart", "alternative"))
		place.alternative = ++stack->n_alternatives;
	if (has_type(object, "multipart", "encrypted"))
		place.is_encrypted = true;
	push(stack, object, n_children, &place);
}

static void
visit_message(struct parse *parse, struct stack *stack, GMimeObject *object,
    struct place place)
{
	GMimeMessagePart *front = GMIME_MESSAGE_PART(object);

	parse_message_front(parse, front, &place);
	place.is_inside = true;
	if (g_mime_message_part_get_message(front) != NULL)
		push(stack, object, 1, &place);
}

static void
visit(struct parse *parse, struct stack *stack, GMimeObject *object,
    const struct place *place)
{
	if (GMIME_IS_MULTIPART(object))
		visit_multipart(parse, stack, object, *place);
	else if (GMIME_IS_MESSAGE_PART(object))
		visit_message(parse, stack, object, *place);
	else if (GMIME_IS_PART(object))
		parse_leaf(parse, GMIME_PART(object), place);
}

/* NULL when a message has no body at all. */
static GMimeObject *
frame_child(const struct frame *frame)
{
	if (GMIME_IS_MULTIPART(frame->object))
		return g_mime_multipart_get_part(
		    GMIME_MULTIPART(frame->object), frame->next);
	return g_mime_message_get_mime_part(
	    g_mime_message_part_get_message(GMIME_MESSAGE_PART(frame->object)));
}

void
parse_tree(struct parse *parse, GMimeObject *root)
{
	auto_stack struct stack stack = { .v = NULL };
	struct place top = { .alternative = 0 };

	visit(parse, &stack, root, &top);
	while (stack.n > 0 && parse->facts->n_parts < FACTS_PARTS) {
		struct frame *frame = &stack.v[stack.n - 1];
		struct place place = frame->place;
		GMimeObject *child;

		if (frame->next == frame->n_children) {
			stack.n--;
			continue;
		}
		child = frame_child(frame);
		frame->next++;
		if (child != NULL)
			visit(parse, &stack, child, &place);
	}
	if (stack.n > 0)
		parse->facts->is_cut = true;
}
