-- The steps by which a policy is approved are a setting: with one step instead of two, the other is taken away. What
-- changed is an event, and each decision holds the step that it was.
grant delete on approval_step to countersign_application;
