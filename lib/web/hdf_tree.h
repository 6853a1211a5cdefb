/*
 * The data of a page as ClearSilver reads it, in memory of an arena.
 *
 * ClearSilver's own setter takes three pieces of memory for each value and gives each back alone: a third of
 * a page's time. Its nodes are public; these go with their arena. The library may only read them.
 */
#ifndef PORTICO_WEB_HDF_TREE_H
#define PORTICO_WEB_HDF_TREE_H

#include <stdbool.h>

#include <cs/cs.h>

#include "base/arena.h"

/* An empty tree, which lives as long as the arena's content. NULL without memory. */
HDF *hdf_tree_new(struct arena *arena);

/* The node of a path ("Row.3.title") below `from`, made where it is missing; NULL without memory. */
HDF *hdf_tree_node(struct arena *arena, HDF *from, const char *path);

/* Gives that node a copy of the text. False without memory. */
bool hdf_tree_set(struct arena *arena, HDF *from, const char *path, const char *text);

#endif
