/* A folded template shows what it would show unfolded. */
#include "claim.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "web/template_fold.h"

static HDF *constants, *data;

static NEOERR *write_text(void *context, char *text)
{
	buf_text(context, text);
	return STATUS_OK;
}

static size_t count_nodes(const CSTREE *list)
{
	size_t count = 0;
	for (; list; list = list->next)
		count += 1 + count_nodes(list->case_0) + count_nodes(list->case_1);
	return count;
}

/* What the template shows; *nodes: how many the renderer meets outside of macros. */
static char *shown(const char *template, bool fold, size_t *nodes)
{
	CSPARSE *parse;
	HDF *settings;
	struct buf out;
	buf_init(&out, 1 << 20);
	assert_null(hdf_init(&settings));
	assert_null(hdf_set_value(settings, "Config.VarEscapeMode", "html"));
	assert_null(cs_init(&parse, settings));
	assert_null(cs_parse_string(parse, strdup(template), strlen(template)));
	if (fold)
		assert_null(template_fold(parse, NULL, constants));
	*nodes = count_nodes(parse->tree->next);
	parse->hdf = data;
	parse->global_hdf = constants;
	assert_null(cs_render(parse, &out, write_text));
	char *text = strdup(out.data);
	buf_free(&out);
	cs_destroy(&parse);
	hdf_destroy(&settings);
	return text;
}

/* The same text, by so many nodes. */
static void check(const char *template, const char *expected, size_t most)
{
	size_t before, after;
	char *plain = shown(template, false, &before), *folded = shown(template, true, &after);
	assert_string_equal(plain, expected);
	assert_string_equal(folded, expected);
	assert_in_range(after, 1, most);
	free(plain);
	free(folded);
}

static void test_texts(void **state)
{
	(void)state;
	check("a<?cs var:Site.name ?>b<?cs var:Site.name ?>c",
	        "aA &amp; Bb"
	        "A &amp; Bc",
	        1);
	check("<?cs var:Site.name ?><?cs var:Name ?>", "A &amp; B&lt;i&gt;", 2);
}

static void test_conditions(void **state)
{
	(void)state;
	check("x<?cs if:Page.program == \"kb\" ?>1<?cs else ?>2<?cs /if ?>y", "x1y", 1);
	check("x<?cs if:Page.program == \"a\" ?>1<?cs elif:Name ?>2<?cs else ?>3<?cs /if ?>y", "x2y", 5);
	check("x<?cs if:Page.program == \"a\" ?>1<?cs elif:Page.program == \"kb\" ?>2<?cs /if ?>y", "x2y", 1);
	check("x<?cs if:Page.program == \"a\" ?>1<?cs /if ?>y", "xy", 1);
	check("x<?cs if:Missing ?>1<?cs else ?><?cs var:Site.name ?>!<?cs /if ?>y", "xA &amp; B!y", 5);
}

#define ICON "<?cs def:icon(name) ?>(<?cs var:name ?>)<?cs /def ?>"

static void test_calls(void **state)
{
	(void)state;
	check(ICON "a<?cs call:icon(\"<x>\") ?>b", "a(&lt;x&gt;)b", 7);
	check(ICON "a<?cs call:icon(Name) ?>b", "a(&lt;i&gt;)b", 9);
	check(ICON "<?cs def:two(n) ?><?cs call:icon(n) ?><?cs call:icon(Site.name) ?><?cs /def ?>"
	           "<?cs call:two(\"k\") ?><?cs call:two(Name) ?>",
	        "(k)(A &amp; B)(&lt;i&gt;)(A &amp; B)", 12);
}

static void test_lists(void **state)
{
	(void)state;
	check("<?cs each:l = List ?><?cs var:Site.name ?>:<?cs var:l ?>;<?cs /each ?>",
	        "A &amp; B:1;A &amp; B:2;", 4);
}

/* A choice that holds a definition stays, so that the macro finds its text. */
static void test_definitions(void **state)
{
	(void)state;
	check("<?cs if:Page.program == \"a\" ?>" ICON "1<?cs else ?>2<?cs /if ?><?cs call:icon(Name) ?>",
	        "2(&lt;i&gt;)", 9);
}

/* The texts of nodes come along when what they were read from goes. */
static void test_names(void **state)
{
	(void)state;
	check("<?cs def:row(one, two) ?><?cs if:one == \"1\" && two ?><?cs var:two + \"!\" ?><?cs else "
	      "?><?cs "
	      "name:one ?><?cs /if ?><?cs /def ?><?cs each:l = List ?><?cs call:row(l, Name) ?>,<?cs /each ?>"
	      "<?cs loop:n = #1, #3, #1 ?><?cs var:n ?><?cs /loop ?><?cs set:New = \"x\" ?><?cs var:New ?>",
	        "&lt;i&gt;!,1,123x", 22);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("constants become text, escaped, and neighbours one", test_texts),
		CLAIM("a condition on constants gives way to its branch", test_conditions),
		CLAIM("a macro called with constants becomes text", test_calls),
		CLAIM("what stands in a list is folded, the list is not", test_lists),
		CLAIM("a macro defined in a branch keeps its text", test_definitions),
		CLAIM("names and words are found after the file they came from is freed", test_names),
	};
	if (hdf_init(&constants) != STATUS_OK || hdf_init(&data) != STATUS_OK)
		return 1;
	hdf_set_value(constants, "Site.name", "A & B");
	hdf_set_value(constants, "Page.program", "kb");
	hdf_set_value(data, "Name", "<i>");
	hdf_set_value(data, "List.0", "1");
	hdf_set_value(data, "List.1", "2");
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	hdf_destroy(&constants);
	hdf_destroy(&data);
	return failed;
}
