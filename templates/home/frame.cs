<?cs # What the home page has at hand. ?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/cards.cs" ?><?cs
include:"macros/tickets.cs" ?>
