<?cs # What moderators do to a suggestion or to a comment: each button says what it does.
	What.title .url .action          POST token, act (hide show delete), comment; or board
	What.comment .author .comment_html      it is about that comment
	What.hides .shows .deletes       what can be done
	Boards.N                         options: where to
	Token.staff
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1><p class="lead"><a href="<?cs var:safe_url(What.url) ?>" dir="auto"><?cs var:What.title ?></a></p></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:?What.comment ?>
<article class="msg topped"><h2 dir="auto"><?cs var:What.author ?></h2><div class="prose" dir="auto"><?cs var:safe_html(What.comment_html) ?></div></article><?cs /if ?><?cs
if:subcount(Boards) ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(What.action) ?>" novalidate><h2><?cs var:t("Move to another board") ?></h2><?cs call:form_token(Token.staff) ?>
	<p class="muted"><?cs var:t("Who may read that board reads it then; followers who may not hear no more of it.") ?></p><?cs
	call:select_field(Form.board, "board", t("Board"), "", Boards, "1") ?>
	<div class="actions"><?cs call:submit_button(t("Move"), "") ?></div></form><?cs /if ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(What.action) ?>"><h2><?cs var:t("Hide or delete") ?></h2><?cs call:form_token(Token.staff) ?><?cs
	if:?What.comment ?><input type="hidden" name="comment" value="<?cs var:What.comment ?>"><?cs /if ?>
	<p class="muted"><?cs var:t("What is hidden is seen by its author and by moderators, what is deleted by moderators only. Either can be shown again.") ?></p>
	<div class="actions"><?cs
	if:What.shows ?><button class="btn" type="submit" name="act" value="show"><?cs call:icon("eye") ?><?cs var:t("Show it to everybody") ?></button><?cs /if ?><?cs
	if:What.hides ?><button class="btn" type="submit" name="act" value="hide"><?cs call:icon("eye-off") ?><?cs var:t("Hide") ?></button><?cs /if ?><?cs
	if:What.deletes ?><button class="btn btn-danger" type="submit" name="act" value="delete"><?cs call:icon("trash-2") ?><?cs var:t("Delete") ?></button><?cs /if ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(What.url) ?>"><?cs var:t("Cancel") ?></a></div></form>
</div>
<?cs call:page_end() ?>
