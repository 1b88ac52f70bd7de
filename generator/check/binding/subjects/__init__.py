"""Who a claim is about: names, pronouns, groups and their members."""
