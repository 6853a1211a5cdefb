/* See hdf_tree.h. */
#include "web/hdf_tree.h"

#include <assert.h>
#include <string.h>

HDF *hdf_tree_new(struct arena *arena)
{
	HDF *root = ARENA_NEW(arena, HDF);
	if (root)
		root->top = root;
	return root;
}

static HDF *find_child(HDF *parent, const char *name, int length)
{
	HDF *child = parent->last_child; /* values are set item by item */
	if (child && child->name_len == length && memcmp(child->name, name, (size_t)length) == 0)
		return child;
	for (child = parent->child; child; child = child->next)
		if (child->name_len == length && memcmp(child->name, name, (size_t)length) == 0)
			return child;
	return NULL;
}

static HDF *add_child(struct arena *arena, HDF *parent, const char *name, int length)
{
	HDF *child = ARENA_NEW(arena, HDF);
	char *copy = arena_copy(arena, name, (size_t)length);
	if (!child || !copy)
		return NULL;
	child->name = copy;
	child->name_len = length;
	child->top = parent->top;
	if (parent->last_child)
		parent->last_child->next = child;
	else
		parent->child = child;
	parent->last_child = child;
	return child;
}

HDF *hdf_tree_node(struct arena *arena, HDF *from, const char *path)
{
	HDF *node = from;
	while (node) {
		const char *end = strchrnul(path, '.');
		int length = (int)(end - path);
		assert(length > 0);
		HDF *child = find_child(node, path, length);
		node = child ? child : add_child(arena, node, path, length);
		if (!*end)
			break;
		path = end + 1;
	}
	return node;
}

bool hdf_tree_set(struct arena *arena, HDF *from, const char *path, const char *text)
{
	HDF *node = hdf_tree_node(arena, from, path);
	char *copy = node ? arena_text(arena, text) : NULL;
	if (copy)
		node->value = copy;
	return copy != NULL;
}
