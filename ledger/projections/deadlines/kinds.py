"""The kinds of what comes due."""

EXPIRY = "expiry"
ANNOUNCEMENT = "announcement"
LEAVING = "leaving"
LAPSE = "lapse"
MEASUREMENT = "measurement"
