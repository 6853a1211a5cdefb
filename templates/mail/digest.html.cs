<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?><?cs
each:g = Groups ?>
<h2><bdi><?cs var:g.title ?></bdi></h2>
<p class="quiet"><bdi><?cs var:g.place ?></bdi></p><?cs
each:l = g.lines ?>
<p class="line"><span class="quiet"><time datetime="<?cs var:l.time.iso ?>"><?cs var:l.time.full ?></time></span><br>
<a href="<?cs var:safe_url(l.url) ?>"><?cs var:l.text ?></a></p><?cs
if:?l.body && l.body != "" ?>
<div class="message words" dir="auto"><p><?cs var:l.body ?></p></div><?cs /if ?><?cs /each ?><?cs /each ?><?cs
if:?Digest.more && Digest.more != "" ?>
<p><?cs var:Digest.more ?></p><?cs /if ?>
<?cs call:mail_button(Digest.url, t("See the topics that you follow")) ?>
<?cs call:mail_end() ?>
