"""Links that let people choose their own password: the first time, or when they forgot it
(docs/rules/points.md, "Invitations")."""
