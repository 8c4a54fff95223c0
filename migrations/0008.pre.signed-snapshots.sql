-- Whether a snapshot is one that this ledger took: its signature, over where it was taken and what it says. Snapshots
-- without one are not believed, and taken anew.
ALTER TABLE journal.snapshots ADD COLUMN mac bytea;
