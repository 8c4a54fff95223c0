"""Load over HTTP: wrk with requests that it reads from a file."""
