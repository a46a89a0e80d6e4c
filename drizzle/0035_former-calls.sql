DROP INDEX "events_waiting";--> statement-breakpoint
DROP INDEX "rewards_in_review";--> statement-breakpoint
-- What earlier code called: no code of this release or of the one before it does.
DROP FUNCTION IF EXISTS load_snapshot(text, text, jsonb, jsonb, jsonb, integer, integer, integer);--> statement-breakpoint
DROP FUNCTION IF EXISTS load_snapshot(text, jsonb, jsonb, jsonb, text, integer, integer, integer);--> statement-breakpoint
DROP FUNCTION IF EXISTS with_names(jsonb, text[]);--> statement-breakpoint
DROP FUNCTION IF EXISTS commit_effects(jsonb);
