<?cs # The community's rules.
	Views.N                       the areas of the management
	Community.action .before      POST token, before, each number; usual: the numbers that Portico comes with
	Label.* Hint.* Form.*         known_topics known_posts known_days regular_topics regular_posts regular_days
	                              regular_likes new_posts_day new_links hold_first hide_flags
	Conflicts.N.label .now .wanted            after a stale form
	Token.community
?><?cs call:page_begin() ?><?cs call:admin_begin() ?><?cs
if:subcount(Conflicts) ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed the rules meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p><?cs
	call:conflict_table(Conflicts) ?>
</div><?cs /if ?>
<form class="stack" method="post" action="<?cs var:safe_url(Community.action) ?>" novalidate>
	<?cs call:form_token(Token.community) ?><input type="hidden" name="before" value="<?cs var:Community.before ?>">
	<h2><?cs var:t("From newcomer to known member") ?></h2>
	<p class="muted measure"><?cs var:t("Whoever has read this much, on as many days, writes without the limits below and may flag posts.") ?></p><?cs
	call:text_field(Form.known_topics, "known_topics", Label.known_topics, Hint.known_topics, "5", "", "off", "1") ?><?cs
	call:text_field(Form.known_posts, "known_posts", Label.known_posts, Hint.known_posts, "5", "", "off", "1") ?><?cs
	call:text_field(Form.known_days, "known_days", Label.known_days, Hint.known_days, "5", "", "off", "1") ?>
	<h2 class="section"><?cs var:t("From known member to regular") ?></h2><?cs
	call:text_field(Form.regular_topics, "regular_topics", Label.regular_topics, Hint.regular_topics, "5", "", "off", "1") ?><?cs
	call:text_field(Form.regular_posts, "regular_posts", Label.regular_posts, Hint.regular_posts, "5", "", "off", "1") ?><?cs
	call:text_field(Form.regular_days, "regular_days", Label.regular_days, Hint.regular_days, "5", "", "off", "1") ?><?cs
	call:text_field(Form.regular_likes, "regular_likes", Label.regular_likes, Hint.regular_likes, "5", "", "off", "1") ?>
	<h2 class="section"><?cs var:t("What newcomers may") ?></h2>
	<p class="muted measure"><?cs var:t("Texts are posts, suggestions and comments. A text with more links is held for a moderator, not refused.") ?></p><?cs
	call:text_field(Form.new_posts_day, "new_posts_day", Label.new_posts_day, Hint.new_posts_day, "5", "", "off", "1") ?><?cs
	call:text_field(Form.new_links, "new_links", Label.new_links, Hint.new_links, "5", "", "off", "1") ?><?cs
	call:text_field(Form.hold_first, "hold_first", Label.hold_first, Hint.hold_first, "5", "", "off", "1") ?>
	<h2 class="section"><?cs var:t("Flags") ?></h2>
	<p class="muted measure"><?cs var:t("A post that so many people have flagged is hidden until a moderator has looked at it.") ?></p><?cs
	call:text_field(Form.hide_flags, "hide_flags", Label.hide_flags, Hint.hide_flags, "5", "", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?>
	<button type="submit" class="btn" name="usual" value="1"><?cs var:t("Back to the usual numbers") ?></button></div>
</form>
<?cs call:admin_end() ?><?cs call:page_end() ?>
