"""What each employee should be told (docs/rules/http.md). Rows only: who sends them is another matter."""
