"""Reactions across contexts and to the calendar, named do_x_when_y. Each may run twice: the rules make it once."""
