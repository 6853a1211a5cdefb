<?cs # A guest’s suggestion was sent.     List.all_url ?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<?cs call:empty_state("circle-check", Page.title, t("A moderator looks at it before others see it. Thank you."), List.all_url, t("Show all ideas")) ?>
</div>
<?cs call:page_end() ?>
