<?cs # Staff roles.
	Views.N                                   the areas of the management
	Roles.N.name .may_text .holders_text .factor .url      no url: built in
	List.csv_url                              for those who may export
	Url.role_new                              absent where there are as many as there may be
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head between"><h1><?cs var:Page.title ?></h1><?cs
	if:Url.role_new ?><a class="btn btn-primary" href="<?cs var:safe_url(Url.role_new) ?>"><?cs call:icon("plus") ?><?cs var:t("Make a role") ?></a><?cs /if ?></div><?cs
call:notice() ?>
<p class="muted"><?cs var:t("A role says what an agent may do. A change takes effect at once.") ?></p>
<ul class="rows list"><?cs each:r = Roles ?>
	<li><?cs if:r.url ?><a class="row-link stacking" href="<?cs var:safe_url(r.url) ?>"><?cs else ?><div class="row-link stacking"><?cs /if ?>
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:r.name ?></span>
		<span class="muted"><?cs var:r.may_text ?></span></span>
	<span class="row-end"><?cs if:r.factor ?><?cs call:status_tag("open", t("Second step")) ?> <?cs /if ?><span><?cs
		var:r.holders_text ?></span></span><?cs
	if:r.url ?></a><?cs else ?></div><?cs /if ?></li><?cs /each ?></ul><?cs
if:List.csv_url ?><p><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a></p><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
