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

__all__ = [
    "AddReport",
    "CheckProblem",
    "NotRead",
    "Progress",
    "Reader",
    "add",
    "check",
    "code",
    "reread",
    "reread_one",
]
