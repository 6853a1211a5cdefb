<?cs # The frame of the HTML half of a mail. Every <kind>.html.cs includes it and calls mail_begin, … , mail_end.

Site.name .url                 of the portal
Letter.lang .dir .subject .greeting
      .url .expires            the link that the mail is about, and how long it works
      .guest                   the account has no password yet
      .text                    what happened, in a sentence
      .time                    when it happened
      .deletion                when the account will be deleted
      .code                    to be typed instead of following the link
Recover.url                    where a new password is asked for
Sessions.url                   the devices that are signed in
Signin.url                     where one signs in
Company.url                    the page of the company that it is about
Choices.url                    where the receiver says which mails he wants
Claim.url .expires             guests: where they choose a password
Ticket.number .subject .url .state
      .expires                 guests: how long the link works
Message.author .body_html .body .files
Item.text .title .place .status .body .url .button       what happened in the community: plain words
Groups.N.title .place .lines.N.text .body .url .time     a daily mail
Digest.more .url
Unsubscribe.url .text          ends mails like this one, and why it came

The .txt.cs half says the same in plain text, where nothing is escaped.
The style stands here because mail programs load none from elsewhere.
?><?cs def:mail_begin() ?><!doctype html>
<html lang="<?cs var:Letter.lang ?>" dir="<?cs var:Letter.dir ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><?cs var:Letter.subject ?></title>
<style>
body { margin: 0; padding: 24px; background: #f5f6f8; color: #1c2430; font: 16px/1.6 Vazirmatn, system-ui, "Segoe UI", Tahoma, Arial, sans-serif; }
.letter { max-width: 560px; margin: 0 auto; padding: 28px 32px; background: #fff; border: 1px solid #e1e5ea; border-radius: 8px; }
.site { margin: 0 0 20px; font-weight: 600; color: #475467; }
h1 { margin: 0 0 16px; font-size: 21px; line-height: 1.35; }
p { margin: 0 0 16px; }
.button { display: inline-block; padding: 10px 20px; background: #1d5fd1; color: #fff; border-radius: 6px; font-weight: 600; text-decoration: none; }
.quiet { color: #5b6676; font-size: 14px; }
.quiet a { color: inherit; }
.message { margin: 0 0 20px; padding: 4px 16px 0; border: 1px solid #e1e5ea; border-radius: 6px; overflow-wrap: anywhere; }
.code { font: 600 30px/1.3 ui-monospace, "SF Mono", Consolas, monospace; letter-spacing: 0.1em; }
.message pre { overflow: auto; }
.words { white-space: pre-line; padding-top: 12px; }
h2 { margin: 28px 0 4px; font-size: 17px; line-height: 1.4; }
.line { margin-bottom: 8px; }
.line a { color: inherit; }
.foot { max-width: 560px; margin: 16px auto 0; color: #5b6676; font-size: 13px; }
.foot a { color: inherit; }
@media (prefers-color-scheme: dark) {
body { background: #14181f; color: #e6e9ee; }
.letter { background: #1c222b; border-color: #323b47; }
.message { border-color: #323b47; }
.site, .quiet, .foot { color: #a4aebb; }
}
</style>
</head>
<body>
<div class="letter">
<p class="site"><bdi><?cs var:Site.name ?></bdi></p>
<h1><?cs var:Letter.subject ?></h1>
<p><?cs var:Letter.greeting ?></p>
<?cs /def ?><?cs

def:mail_end() ?>
</div>
<p class="foot"><?cs if:?Unsubscribe.url ?><?cs var:Unsubscribe.text ?> <a href="<?cs var:safe_url(Unsubscribe.url) ?>"><?cs var:t("Stop these mails") ?></a><br>
<?cs /if ?><?cs var:t("This mail was sent by a machine. Replies to it are not read.") ?><br>
<bdi><a href="<?cs var:safe_url(Site.url) ?>"><?cs var:Site.url ?></a></bdi><?cs if:Choices.url ?><br>
<a href="<?cs var:safe_url(Choices.url) ?>"><?cs var:t("Choose which mails you get") ?></a><?cs /if ?></p>
</body>
</html>
<?cs /def ?><?cs

def:mail_button(url, text) ?>
<p><a class="button" href="<?cs var:safe_url(url) ?>"><?cs var:text ?></a></p>
<?cs /def ?><?cs

def:mail_ticket() ?><?cs if:Ticket.subject ?>
<p><?cs var:t("Ticket") ?> <bdi><?cs var:Ticket.number ?></bdi>: <bdi><?cs var:Ticket.subject ?></bdi></p>
<?cs /if ?><?cs /def ?><?cs

def:mail_ways(text) ?>
<?cs call:mail_button(Ticket.url, text) ?><?cs if:Ticket.expires ?>
<p class="quiet"><?cs var:Ticket.expires ?></p><?cs /if ?><?cs if:Claim.url ?>
<p><?cs var:t("With a password you see all your tickets in one place.") ?> <a href="<?cs var:safe_url(Claim.url) ?>"><?cs var:t("Choose a password") ?></a></p>
<p class="quiet"><?cs var:Claim.expires ?></p><?cs /if ?><?cs /def ?>
