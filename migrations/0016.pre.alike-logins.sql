-- A login is a number in any case: numbers are of ASCII letters, which "C" folds alone.
CREATE INDEX passwords_alike ON access.passwords (organisation, lower(employee_no COLLATE "C"));
