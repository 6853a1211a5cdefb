<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p class="quiet"><bdi><?cs var:Item.place ?></bdi></p>
<p><?cs var:Item.text ?></p><?cs
if:?Item.status && Item.status != "" ?>
<p><strong><?cs var:Item.status ?></strong></p><?cs /if ?><?cs
if:?Item.body && Item.body != "" ?>
<div class="message words" dir="auto"><p><?cs var:Item.body ?></p></div><?cs /if ?>
<?cs if:?Item.url ?><?cs call:mail_button(Item.url, Item.button) ?><?cs /if ?>
<?cs call:mail_end() ?>
