<?cs # What the knowledge base’s pages have at hand. ?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/choice.cs" ?><?cs
include:"macros/attachments.cs" ?><?cs
include:"macros/cards.cs" ?>
