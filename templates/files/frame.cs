<?cs # What files’ pages have at hand: they tell errors only. ?><?cs
include:"layout.cs" ?>
