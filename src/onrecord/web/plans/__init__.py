"""What the pages on plans show: packages, proposals, deadlines, the calendar, the digest and the feeds."""
