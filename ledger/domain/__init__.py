"""The rules. Pure: no I/O, no clock, no environment; time, identity and randomness come in as arguments.

One package per context holds its events, its state and its rules. `decide_*` functions check the rules and
return events; `evolve` functions only assign and never raise, so that replay never judges history again.
"""
