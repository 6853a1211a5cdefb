<?cs # The beginning of index.html in the archive of a person's data: a page that stands alone, without styles or scripts.
	Page.lang .dir Site.name
	Archive.made_text
?><!DOCTYPE html>
<html lang="<?cs var:Page.lang ?>" dir="<?cs var:Page.dir ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><?cs var:t("Your data") ?> – <?cs var:Site.name ?></title>
</head>
<body>
<main>
<h1><?cs var:t("Your data") ?> – <?cs var:Site.name ?></h1>
<p><?cs var:Archive.made_text ?></p>
<p><?cs var:t("The same data for programs is in data.json. The files you sent are in the folder “files”.") ?></p>
<p><?cs var:t("Votes on articles and searches are kept without a name, so they cannot be found by yours.") ?></p>
