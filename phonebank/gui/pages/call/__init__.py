"""The Call page: one elector at a time, a question at a time, a key for each answer."""
