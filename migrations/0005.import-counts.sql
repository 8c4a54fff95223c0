-- How many rows are in which state, counted when a step of an import has ended: whoever asks for the progress of a
-- hundred thousand rows should not have them counted each time.
ALTER TABLE imports.imports ADD COLUMN counted jsonb NOT NULL DEFAULT '{"states": {}, "effects": {}}';
