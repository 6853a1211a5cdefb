<?cs # What chooses from a list. ?><?cs

# One choice among the filters of a list ?><?cs
def:filter_select(name, label, options) ?><?cs if:subcount(options) ?><label class="hidden" for="f-<?cs var:name ?>"><?cs var:label ?></label>
	<select class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>"><?cs each:o = options ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select><?cs /if ?><?cs /def ?>
