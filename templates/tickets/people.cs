<?cs # Colleagues who take part in a company’s ticket: see participants_page in macros/thread.cs.
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?><?cs call:participants_page() ?>
</div>
<?cs call:page_end() ?>
