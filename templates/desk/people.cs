<?cs # Colleagues who take part in a company’s ticket: see participants_page in macros/thread.cs.
	Views.N                      as in the queue
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?><?cs call:participants_page() ?>
</div></div>
<?cs call:page_end() ?>
