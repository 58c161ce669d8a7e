"""Wire the steps to a casefile: the only room that knows both."""

from onrecord.pipeline.adding import (
    AddReport,
    NotRead,
    Progress,
    Reader,
    add,
    code,
    reread,
    reread_one,
)
from onrecord.pipeline.checking import CheckProblem, check
from onrecord.pipeline.registering import RegisterReport, contexts, keep_register

__all__ = [
    "AddReport",
    "CheckProblem",
    "NotRead",
    "Progress",
    "Reader",
    "RegisterReport",
    "add",
    "check",
    "code",
    "contexts",
    "keep_register",
    "reread",
    "reread_one",
]
