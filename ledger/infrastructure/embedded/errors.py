"""What goes wrong with embedded servers, in words an operator can act upon."""


class EmbeddedServerError(Exception):
    """An embedded server cannot run here; the message says why and what to do."""
