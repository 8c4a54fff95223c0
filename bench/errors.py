"""What makes a measurement worthless, in words that say what to do."""


class BenchError(Exception):
    """A measurement that cannot be made or must not be trusted; the message says why."""
