"""How projections are kept up with the journal, and rebuilt: pages, folds, rows, positions, the runner."""
