"""Reading files that people made: CSV in any encoding, workbooks."""
