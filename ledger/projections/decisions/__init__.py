"""What people decided: claims, redemptions, proposals, and what takes a second hr."""
