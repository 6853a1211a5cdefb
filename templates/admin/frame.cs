<?cs # What the management’s pages have at hand. ?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/choice.cs" ?><?cs
include:"macros/fields.cs" ?><?cs
include:"macros/views.cs" ?><?cs
include:"macros/filters.cs" ?><?cs
include:"macros/conflict.cs" ?><?cs

# The frame of the management's pages: areas at the side, way back, title, what was done or is wrong ?><?cs
def:admin_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<h1 dir="auto"><?cs var:Page.title ?></h1><?cs call:notice() ?><?cs call:error_summary() ?><?cs /def ?><?cs
def:admin_end() ?>
</div></div><?cs /def ?><?cs

# Search and order of a list of things with a name: List.action .query .filtered .csv_url Sorts; `any`: rows are shown ?><?cs
def:named_list_tools(label, all, any) ?>
<form class="list-tools" action="<?cs var:safe_url(List.action) ?>" method="get" data-auto>
	<div class="search"><label class="hidden" for="f-q"><?cs var:label ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:List.query ?>" placeholder="<?cs var:label ?>"></div>
	<?cs call:filter_select("sort", t("Order"), Sorts) ?>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<p class="list-notes"><?cs
	if:List.filtered ?><a href="<?cs var:safe_url(List.action) ?>"><?cs var:all ?></a><?cs /if ?><?cs
	if:List.csv_url && any ?><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a><?cs /if ?></p><?cs /def ?>
