"""Points Ledger: an event-sourced ledger of value points for companies."""

__version__ = "0.1.0"
