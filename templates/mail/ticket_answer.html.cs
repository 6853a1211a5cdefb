<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:Message.author ?></p>
<div class="message" dir="auto">
<?cs var:safe_html(Message.body_html) ?>
</div>
<?cs if:Message.files ?><p><?cs var:Message.files ?></p>
<?cs /if ?><?cs call:mail_ways(t("Read and reply")) ?>
<?cs call:mail_end() ?>
