<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Somebody wanted to use this address for another account, but it has an account already. An address belongs to one account only.") ?></p>
<p class="quiet"><?cs var:t("If it was not you, you need not do anything.") ?></p>
<?cs call:mail_end() ?>
