<?cs # What a search found. ?><?cs

# What a hit of a search is and where it stands: .icon .crumb .note .solved ?><?cs
def:about_hit(h) ?><span class="muted about"><?cs call:icon(h.icon) ?><span dir="auto"><?cs var:h.crumb ?></span><?cs
	if:h.solved ?> · <?cs call:icon("circle-check") ?><?cs var:h.note ?><?cs
	elif:?h.note && h.note != "" ?> · <?cs var:h.note ?><?cs /if ?></span><?cs /def ?>
