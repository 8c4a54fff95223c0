"""What each employee should be told (contract.md, "live"). Rows only: who sends them is another matter."""
