<?cs # A part of index.html in the archive of a person's data.
	Section.title
?><h2><?cs var:Section.title ?></h2>
