"""What somebody's home tells at a glance, each of it in one statement."""
