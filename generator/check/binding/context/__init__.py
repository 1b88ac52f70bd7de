"""What surrounds a claim: what a reader carries on, what the draft is about, what is asserted, supposed or denied."""
