"""What the commands of `ledger` do, each when it runs; what they understand is in `ledger.cli`."""
