<?cs # Against robots, in forms of strangers: see lib/web/robot.h. The question stands there for people without scripts, and
for everybody after a form that did not pass. Behind fields.cs.
?><?cs

def:robot_question() ?>
<div class="field<?cs if:Form.robot_answer.error ?> has-error<?cs /if ?>">
	<?cs call:field_label("robot_answer", Robot.question, "1") ?><?cs
	call:field_notes(Form.robot_answer, "robot_answer", t("Write the number. This keeps robots out.")) ?>
	<input class="input" id="f-robot_answer" name="robot_answer" type="text" inputmode="numeric" maxlength="20" autocomplete="off" value=""<?cs
		call:field_described(Form.robot_answer, "robot_answer", "1") ?>>
</div><?cs /def ?><?cs

def:robot_fields() ?><?cs if:Robot.token ?>
<div class="hidden" aria-hidden="true"><label for="f-website"><?cs var:t("Leave this empty") ?></label><input id="f-website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="robot_work" value="" data-robot="<?cs var:Robot.token ?>" data-bits="<?cs var:Robot.bits ?>" data-wait="<?cs var:t("One moment…") ?>"><?cs
if:Form.robot_answer.error ?><?cs call:robot_question() ?><?cs
else ?><noscript><?cs call:robot_question() ?></noscript><?cs /if ?>
<script src="<?cs var:static_url("robot.js") ?>" defer></script><?cs /if ?><?cs /def ?>
