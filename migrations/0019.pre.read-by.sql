-- Who said how the file is read, beside who sent it: neither confirms by themselves what takes two.
ALTER TABLE imports.imports ADD COLUMN read_by text;
