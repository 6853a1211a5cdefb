<?cs # What the search’s pages have at hand. ?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/hits.cs" ?>
