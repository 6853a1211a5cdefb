<?cs # The statuses of ideas, in the order of an idea’s life.
	Views.N                      the areas of the management
	Status.roadmap_url
	Statuses.N.url .tag .name .usual .roadmap_text .votes_text .count .ideas_url       usual: the built-in word, where another one is used
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="muted measure"><?cs var:t("What a status means stays the same. What it is called, its colour, its place in the roadmap and whether people can vote is yours to say.") ?></p>
<p class="list-notes"><a href="<?cs var:safe_url(Status.roadmap_url) ?>"><?cs var:t("Open the roadmap") ?></a></p>
<table class="cells"><thead><tr><th scope="col"><?cs var:t("Status") ?></th><th scope="col"><?cs var:t("Roadmap") ?></th><th scope="col"><?cs var:t("Voting") ?></th><th scope="col"><?cs var:t("Ideas") ?></th></tr></thead>
<tbody><?cs each:k = Statuses ?>
	<tr><td class="cell-main"><a href="<?cs var:safe_url(k.url) ?>"><?cs call:status_tag(k.tag, k.name) ?></a><?cs if:?k.usual ?><span class="muted"><?cs var:k.usual ?></span><?cs /if ?></td>
	<td data-label="<?cs var:t("Roadmap") ?>"><span><?cs var:k.roadmap_text ?></span></td>
	<td data-label="<?cs var:t("Voting") ?>"><span><?cs var:k.votes_text ?></span></td>
	<td data-label="<?cs var:t("Ideas") ?>"><a href="<?cs var:safe_url(k.ideas_url) ?>"><?cs var:k.count ?><span class="hidden"> – <?cs var:k.name ?></span></a></td></tr><?cs /each ?></tbody></table>
<?cs call:admin_end() ?><?cs call:page_end() ?>
