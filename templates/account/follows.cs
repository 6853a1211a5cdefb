<?cs # What the person follows.
	Follows.N.title .url (absent: he may not see it any more) .kind .icon .id .action .options
	All.options                      for all of them
	Follow_list.action .choices_url .forum_url .later
	Token.one .all
?><?cs call:account_begin() ?>
<p><?cs var:t("What you ask, answer, suggest or vote for is followed by itself. Here you choose how you hear of each, or end it.") ?> <a href="<?cs var:safe_url(Follow_list.choices_url) ?>"><?cs var:t("Choose which mails you get") ?></a></p><?cs
if:subcount(Follows) ?>
<form class="follow topped" method="post" action="<?cs var:safe_url(Follow_list.action) ?>"><?cs call:form_token(Token.all) ?>
	<label for="f-all"><?cs var:t("For all of them:") ?></label>
	<select class="input" id="f-all" name="mail"><?cs each:o = All.options ?>
		<option value="<?cs var:o.value ?>"><?cs var:o.text ?></option><?cs /each ?>
	</select>
	<button class="btn" type="submit"><?cs var:t("Set for all") ?></button>
</form>
<ul class="rows list"><?cs each:f = Follows ?>
	<li><form class="row-link stacking" method="post" action="<?cs var:safe_url(f.action) ?>"><?cs call:form_token(Token.one) ?><?cs call:icon(f.icon) ?>
		<span class="row-main"><?cs if:?f.url ?><a class="row-title" id="n-<?cs var:f.id ?>" href="<?cs var:safe_url(f.url) ?>" dir="auto"><?cs var:f.title ?></a><?cs
		else ?><span class="row-title muted" id="n-<?cs var:f.id ?>"><?cs var:f.title ?></span><?cs /if ?><span class="muted"><?cs var:f.kind ?></span></span>
		<span class="follow"><label class="hidden" for="f-<?cs var:f.id ?>"><?cs var:t("How you hear of it:") ?> <?cs var:f.title ?></label>
		<select class="input" id="f-<?cs var:f.id ?>" name="mail"><?cs each:o = f.options ?>
			<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
		</select>
		<button class="btn" type="submit" aria-describedby="n-<?cs var:f.id ?>"><?cs var:t("Change") ?></button></span></form></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
elif:Follow_list.later ?><?cs call:empty_state("bell", t("Nothing further"), "", Follow_list.action, t("Back to the beginning")) ?><?cs
else ?><?cs call:empty_state("bell", t("You follow nothing yet"), t("On each topic, category, idea and board there is a choice to follow it."), Follow_list.forum_url, t("See the community")) ?><?cs /if ?>
<?cs call:account_end() ?>
