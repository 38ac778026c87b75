"""What tickets look like: to the team, to who asked, and many at once."""
