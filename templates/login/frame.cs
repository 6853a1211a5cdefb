<?cs # What the pages for signing in have at hand. ?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/choice.cs" ?><?cs
include:"macros/fields.cs" ?><?cs
include:"macros/secrets.cs" ?><?cs
include:"macros/robot.cs" ?>
