<?cs # What the pages of tickets have at hand. ?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/choice.cs" ?><?cs
include:"macros/fields.cs" ?><?cs
include:"macros/writing.cs" ?><?cs
include:"macros/robot.cs" ?><?cs
include:"macros/attachments.cs" ?><?cs
include:"macros/thread.cs" ?><?cs
include:"macros/tickets.cs" ?><?cs
include:"macros/hits.cs" ?>
