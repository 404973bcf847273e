DROP INDEX "outbox_waiting";--> statement-breakpoint
DROP INDEX "inbox_due";--> statement-breakpoint
DROP INDEX "outbox_lanes";--> statement-breakpoint
CREATE INDEX "outbox_order" ON "outbox" USING btree ("lane","mode","priority","asked_at","seq") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("lane","not_before") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_leased" ON "outbox" USING btree ("lane","lease_until") WHERE lease_until is not null;--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("source","seq","not_before") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "outbox_lanes" ON "outbox" USING btree ("lane","first_tried_at") WHERE state = 'waiting' and claims > 0;