"""From claims to findings: each reading is asked, compared and explained; rewrites are held against their plain text."""
