<?cs # What the account’s pages have at hand.

Nodes used here
	Areas.N.url .text .icon .current       the navigation
?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/choice.cs" ?><?cs
include:"macros/fields.cs" ?><?cs
include:"macros/secrets.cs" ?><?cs

# Whose password is changed, for password managers ?><?cs
def:whose() ?><input type="email" class="hidden" name="mail" value="<?cs var:User.mail ?>" autocomplete="username" readonly tabindex="-1" aria-label="<?cs var:t("E-mail address") ?>"><?cs /def ?><?cs

# A page of the account: its navigation, title, what a redirect has said, errors ?><?cs
def:account_begin() ?><?cs call:page_begin() ?>
<div class="wrap desk area">
<nav class="views" aria-label="<?cs var:t("Account") ?>"><ul>
	<?cs each:a = Areas ?><li><a href="<?cs var:safe_url(a.url) ?>"<?cs if:a.current ?> aria-current="true"<?cs /if ?>><span><?cs
		call:icon(a.icon) ?><?cs var:a.text ?></span></a></li>
	<?cs /each ?></ul></nav>
<div>
<?cs call:crumbs() ?><div class="page-head"><h1><?cs var:Page.title ?></h1></div>
<?cs call:notice() ?><?cs call:error_summary() ?><?cs /def ?><?cs

def:account_end() ?>
</div></div>
<?cs call:page_end() ?><?cs /def ?>
