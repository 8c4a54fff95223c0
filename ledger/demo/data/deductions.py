"""Deductions for conduct: who comes late is counted by attendance (S30), and attendance is wrong now and then."""

from __future__ import annotations

from ledger.demo.data.shapes import Deduction

DEDUCTIONS = (
    Deduction("s30-1", "OPS00", "OPS04", "late", 0.6, "本月第 4 次迟到（超过 3 次）"),
    Deduction(
        "s30-2", "MKT00", "MKT04", "late", 0.5, "考勤显示本月第 4 次迟到", corrected="当天外出布展，考勤补录后为 3 次"
    ),
)
