/*
 * See template_fold.h. A list of nodes is what stands between two commands; a macro's body hangs below its
 * definition, which comes before its calls, so that one walk meets it first.
 *
 * A parse owns its nodes, which the library alone can free, and its texts: the file as it was read, in which
 * nodes point to their names and words, and what is made here. In the end what left the tree goes, and the
 * words that are still shown move together, so that the files go.
 */
#include "web/template_fold.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

/* Places in ClearSilver's table of commands. */
enum command { LITERAL = 0, VAR = 2, IF = 6, ELIF = 9, DEF = 17, CALL = 19 };

struct fold {
	CSPARSE *parse;
	const CS_MACRO *shared; /* where another parse's macros begin */
	HDF *constants;
	CSTREE *dropped;
};

/* --- what is constant ------------------------------------------------------------------------- */

static bool is_parameter(const CS_MACRO *macro, const char *name)
{
	for (const CSARG *arg = macro ? macro->args : NULL; arg; arg = arg->next)
		if (text_equal(arg->s, name))
			return true;
	return false;
}

static bool are_known(const struct fold *fold, const CSARG *list, const CS_MACRO *inside);

/* Inside a macro that is called with constants its parameters are known, too. */
static bool is_known(const struct fold *fold, const CSARG *arg, const CS_MACRO *inside)
{
	switch (arg->op_type) {
	case CS_TYPE_STRING:
	case CS_TYPE_NUM:
		return true;
	case CS_TYPE_VAR:
		return is_parameter(inside, arg->s) || hdf_get_value(fold->constants, arg->s, NULL);
	case CS_TYPE_FUNCTION:
		return are_known(fold, arg->expr1, inside);
	case CS_OP_NOT:
		return is_known(fold, arg->expr1, inside);
	case CS_OP_EQUAL:
	case CS_OP_NEQUAL:
	case CS_OP_AND:
	case CS_OP_OR:
	case CS_OP_ADD:
		return is_known(fold, arg->expr1, inside) && is_known(fold, arg->expr2, inside);
	default:
		return false;
	}
}

static bool are_known(const struct fold *fold, const CSARG *list, const CS_MACRO *inside)
{
	for (; list; list = list->next)
		if (!is_known(fold, list, inside))
			return false;
	return true;
}

static bool are_constant(const struct fold *fold, const CSTREE *list, const CS_MACRO *inside);

static bool is_constant(const struct fold *fold, const CSTREE *node, const CS_MACRO *inside)
{
	switch (node->cmd) {
	case LITERAL:
		return true;
	case VAR:
		return is_known(fold, &node->arg1, inside);
	case IF:
	case ELIF:
		return is_known(fold, &node->arg1, inside) && are_constant(fold, node->case_0, inside) &&
		       are_constant(fold, node->case_1, inside);
	case CALL:
		return are_known(fold, node->vargs, inside) &&
		       are_constant(fold, node->arg1.macro->tree->case_0, node->arg1.macro);
	default:
		return false;
	}
}

static bool are_constant(const struct fold *fold, const CSTREE *list, const CS_MACRO *inside)
{
	for (; list; list = list->next)
		if (!is_constant(fold, list, inside))
			return false;
	return true;
}

/* --- rendering now ----------------------------------------------------------------------------- */

static NEOERR *write_text(void *context, char *text)
{
	buf_text(context, text);
	return STATUS_OK;
}

/* One node, without those behind it. */
static NEOERR *render(struct fold *fold, CSTREE *node, struct buf *out)
{
	CSPARSE *parse = fold->parse;
	CSTREE *tree = parse->tree, *next = node->next;
	HDF *hdf = parse->hdf;
	NEOS_ESCAPE escape = parse->escaping.when_undef;
	node->next = NULL;
	parse->tree = node;
	parse->hdf = fold->constants;
	parse->escaping.when_undef = NEOS_ESCAPE_HTML; /* a macro learns it from its call */
	NEOERR *error = cs_render(parse, out, write_text);
	parse->escaping.when_undef = escape;
	parse->hdf = hdf;
	parse->tree = tree;
	node->next = next;
	if (error == STATUS_OK && buf_finish(out) != RC_OK)
		error = nerr_raise(NERR_NOMEM, "a constant text");
	return error;
}

/* Gives the parse a text of its own; *owned lives as long. */
static NEOERR *own_text(struct fold *fold, const char *text, char **owned)
{
	char *copy = strdup(text);
	NEOERR *error =
	        copy ? uListAppend(fold->parse->alloc, copy) : nerr_raise(NERR_NOMEM, "a constant text");
	if (error != STATUS_OK)
		free(copy);
	else
		*owned = copy;
	return error;
}

/* --- the walk ---------------------------------------------------------------------------------- */

static void drop(struct fold *fold, CSTREE *node)
{
	node->next = fold->dropped;
	fold->dropped = node;
}

/* A node that shows a text, in the place of one that would come to it. */
static NEOERR *put_text(struct fold *fold, CSTREE **at, const char *text)
{
	CSTREE *made = calloc(1, sizeof(*made)), *node = *at;
	if (!made)
		return nerr_raise(NERR_NOMEM, "a constant text");
	NEOERR *error = own_text(fold, text, &made->arg1.s);
	if (error != STATUS_OK) {
		free(made);
		return error;
	}
	made->cmd = LITERAL;
	made->escape = node->escape;
	made->arg1.op_type = CS_TYPE_STRING;
	made->next = node->next;
	*at = made;
	drop(fold, node);
	return STATUS_OK;
}

static NEOERR *make_text(struct fold *fold, CSTREE **at)
{
	struct buf out;
	buf_init(&out, LIMIT_PAGE);
	NEOERR *error = render(fold, *at, &out);
	if (error == STATUS_OK)
		error = put_text(fold, at, out.data);
	buf_free(&out);
	return error;
}

/* A definition stays where it is: its macro knows it. */
static bool define(const CSTREE *list)
{
	for (; list; list = list->next)
		if (list->cmd == DEF || define(list->case_0) || define(list->case_1))
			return true;
	return false;
}

static bool is_choice(const struct fold *fold, const CSTREE *node)
{
	return (node->cmd == IF || node->cmd == ELIF) && fold->constants &&
	       is_known(fold, &node->arg1, NULL) && !define(node->case_0) && !define(node->case_1);
}

/* Puts the branch that a constant condition takes into its place. */
static NEOERR *choose(struct fold *fold, CSTREE **at)
{
	CSTREE *node = *at;
	CSTREE yes = { .cmd = LITERAL, .arg1 = { .op_type = CS_TYPE_STRING, .s = (char[]){ "1" } } };
	CSTREE question = { .cmd = IF, .arg1 = node->arg1, .case_0 = &yes };
	struct buf out;
	buf_init(&out, LIMIT_PAGE);
	NEOERR *error = render(fold, &question, &out);
	CSTREE **branch = out.length > 0 ? &node->case_0 : &node->case_1;
	buf_free(&out);
	if (error != STATUS_OK)
		return error;
	*at = *branch;
	*branch = NULL;
	while (*at)
		at = &(*at)->next;
	*at = node->next;
	drop(fold, node);
	return STATUS_OK;
}

static bool is_text(const CSTREE *node)
{
	return node->cmd == LITERAL && node->arg1.op_type == CS_TYPE_STRING;
}

/* One text of those that stand from `first` on. */
static NEOERR *join_texts(struct fold *fold, CSTREE *first)
{
	struct buf out;
	if (!first->next || !is_text(first->next))
		return STATUS_OK;
	buf_init(&out, LIMIT_PAGE);
	buf_text(&out, first->arg1.s);
	while (first->next && is_text(first->next)) {
		CSTREE *node = first->next;
		buf_text(&out, node->arg1.s);
		first->next = node->next;
		drop(fold, node);
	}
	NEOERR *error = buf_finish(&out) == RC_OK ? own_text(fold, out.data, &first->arg1.s)
	                                          : nerr_raise(NERR_NOMEM, "a constant text");
	buf_free(&out);
	return error;
}

static NEOERR *join_list(struct fold *fold, CSTREE **at)
{
	NEOERR *error = STATUS_OK;
	while (*at && error == STATUS_OK) {
		CSTREE *node = *at;
		if (is_text(node))
			error = join_texts(fold, node);
		if (is_text(node) && !(node->arg1.s && *node->arg1.s)) { /* wherever two commands touch */
			*at = node->next;
			drop(fold, node);
			continue;
		}
		at = &node->next;
	}
	return error;
}

static NEOERR *fold_list(struct fold *fold, CSTREE **list)
{
	NEOERR *error = STATUS_OK;
	for (CSTREE **at = list; *at && error == STATUS_OK;) {
		CSTREE *node = *at;
		if (is_choice(fold, node)) {
			error = choose(fold, at); /* the branch stands here now */
			continue;
		}
		if (fold->constants && node->cmd != LITERAL && is_constant(fold, node, NULL)) {
			error = make_text(fold, at);
		} else {
			error = fold_list(fold, &node->case_0);
			if (error == STATUS_OK)
				error = fold_list(fold, &node->case_1);
		}
		at = &(*at)->next;
	}
	return error == STATUS_OK ? join_list(fold, list) : error;
}

/* --- what is left ------------------------------------------------------------------------------ */

/* The nodes that left the tree, freed as those of a parse of their own. */
static NEOERR *free_dropped(struct fold *fold)
{
	CSPARSE *gone;
	NEOERR *error = cs_init(&gone, fold->parse->hdf);
	CSTREE **end = error == STATUS_OK ? &gone->tree->next : &fold->parse->tree->case_0;
	assert(!*end);
	*end = fold->dropped;
	if (error == STATUS_OK)
		cs_destroy(&gone);
	return error;
}

/* What is done to each text that a tree shows or looks for. */
typedef void visitor(void *context, char **text);

static void visit_arguments(CSARG *list, visitor *visit, void *context)
{
	for (; list; list = list->next) {
		if (list->s)
			visit(context, &list->s);
		visit_arguments(list->expr1, visit, context);
		visit_arguments(list->expr2, visit, context);
	}
}

static void visit_tree(CSTREE *list, visitor *visit, void *context)
{
	for (; list; list = list->next) {
		visit_arguments(&list->arg1, visit, context);
		visit_arguments(&list->arg2, visit, context);
		visit_arguments(list->vargs, visit, context);
		visit_tree(list->case_0, visit, context);
		visit_tree(list->case_1, visit, context);
	}
}

static void visit_all(const struct fold *fold, visitor *visit, void *context)
{
	visit_tree(fold->parse->tree, visit, context);
	for (CS_MACRO *macro = fold->parse->macros; macro && macro != fold->shared; macro = macro->next)
		visit_arguments(macro->args, visit, context);
}

static void add_length(void *context, char **text)
{
	*(size_t *)context += strlen(*text) + 1;
}

static void move(void *context, char **text)
{
	char **end = context;
	size_t size = strlen(*text) + 1;
	*text = memcpy(*end, *text, size);
	*end += size;
}

/* One piece of memory for the texts, instead of whole files and what was put together from them. */
static NEOERR *move_texts(struct fold *fold)
{
	ULIST *owned = fold->parse->alloc;
	size_t length = 1;
	visit_all(fold, add_length, &length);
	char *texts = malloc(length), *end = texts;
	int before = uListLength(owned);
	NEOERR *error = texts ? uListAppend(owned, texts) : nerr_raise(NERR_NOMEM, "a template's texts");
	if (error != STATUS_OK) {
		free(texts);
		return error;
	}
	visit_all(fold, move, &end);
	for (; error == STATUS_OK && before > 0; before--) {
		void *old;
		error = uListDelete(owned, 0, &old);
		if (error == STATUS_OK)
			free(old);
	}
	return error;
}

NEOERR *template_fold(CSPARSE *parse, const CS_MACRO *shared, HDF *constants)
{
	struct fold fold = { .parse = parse, .shared = shared, .constants = constants };
	NEOERR *error = fold_list(&fold, &parse->tree->next), *other = free_dropped(&fold);
	if (error == STATUS_OK && other == STATUS_OK)
		return move_texts(&fold);
	if (error == STATUS_OK)
		return other;
	nerr_ignore(&other);
	return error;
}
