CREATE INDEX `incidents_recent` ON `incidents` (`opened_at`,`number`);--> statement-breakpoint
CREATE INDEX `outbox_state` ON `outbox` (`state`);