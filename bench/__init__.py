"""The benchmark: what the service does, beside floors and peers measured in the same run on the same PostgreSQL.

Machines differ and one machine differs from minute to minute, so absolute numbers say little. Everything here is
measured in rounds that interleave floor, peer and service, and what counts are the ratios within a round.
"""
