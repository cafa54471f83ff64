"""Every write: one function per act, keyword-only, one transaction, audited."""
