/*
 * See template_fold.h. A list of nodes is what stands between two commands; a macro's body hangs below its
 * definition, which comes before its calls, so that one walk meets it first. What leaves the template hangs
 * below its first node, which renders nothing, and is freed with it.
 */
#include "web/template_fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

/* Places in ClearSilver's table of commands. */
enum command { LITERAL = 0, VAR = 2, IF = 6, ELIF = 9, CALL = 19 };

struct fold {
	CSPARSE *parse;
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

static NEOERR *set_text(struct fold *fold, CSTREE *node, const char *text)
{
	char *copy = strdup(text);
	NEOERR *error =
	        copy ? uListAppend(fold->parse->alloc, copy) : nerr_raise(NERR_NOMEM, "a constant text");
	if (error != STATUS_OK) {
		free(copy);
		return error;
	}
	node->cmd = LITERAL;
	node->arg1.op_type = CS_TYPE_STRING;
	node->arg1.s = copy;
	return STATUS_OK;
}

static NEOERR *make_text(struct fold *fold, CSTREE *node)
{
	struct buf out;
	buf_init(&out, LIMIT_PAGE);
	NEOERR *error = render(fold, node, &out);
	if (error == STATUS_OK)
		error = set_text(fold, node, out.data);
	buf_free(&out);
	return error;
}

/* --- the walk ---------------------------------------------------------------------------------- */

static void drop(struct fold *fold, CSTREE *node)
{
	node->next = fold->dropped;
	fold->dropped = node;
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
	return node && node->cmd == LITERAL && node->arg1.op_type == CS_TYPE_STRING;
}

/* One text of those that stand from `first` on. */
static NEOERR *join_texts(struct fold *fold, CSTREE *first)
{
	struct buf out;
	if (!is_text(first->next))
		return STATUS_OK;
	buf_init(&out, LIMIT_PAGE);
	buf_text(&out, first->arg1.s);
	for (CSTREE *node = first->next; is_text(node); node = first->next) {
		buf_text(&out, node->arg1.s);
		first->next = node->next;
		drop(fold, node);
	}
	NEOERR *error = buf_finish(&out) == RC_OK ? set_text(fold, first, out.data)
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
		bool choice = node->cmd == IF || node->cmd == ELIF;
		if (fold->constants && choice && is_known(fold, &node->arg1, NULL)) {
			error = choose(fold, at); /* the branch stands here now */
			continue;
		}
		if (fold->constants && node->cmd != LITERAL && is_constant(fold, node, NULL)) {
			error = make_text(fold, node);
		} else {
			error = fold_list(fold, &node->case_0);
			if (error == STATUS_OK)
				error = fold_list(fold, &node->case_1);
		}
		at = &node->next;
	}
	return error == STATUS_OK ? join_list(fold, list) : error;
}

NEOERR *template_fold(CSPARSE *parse, HDF *constants)
{
	struct fold fold = { .parse = parse, .constants = constants };
	CSTREE *root = parse->tree;
	NEOERR *error = fold_list(&fold, &root->next);
	CSTREE **end = &root->case_0;
	while (*end)
		end = &(*end)->next;
	*end = fold.dropped;
	return error;
}
