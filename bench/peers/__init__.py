"""Peers: libraries that others would take for the job, used as their own documentation says."""
