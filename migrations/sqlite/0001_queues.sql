DROP INDEX `outbox_waiting`;--> statement-breakpoint
DROP INDEX `outbox_lanes`;--> statement-breakpoint
CREATE INDEX `outbox_order` ON `outbox` (`lane`,`mode`,`priority`,`asked_at`,`seq`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`lane`,`not_before`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `outbox_leased` ON `outbox` (`lane`,`lease_until`) WHERE lease_until is not null;--> statement-breakpoint
CREATE INDEX `outbox_lanes` ON `outbox` (`lane`,`first_tried_at`) WHERE state = 'waiting' and claims > 0;--> statement-breakpoint
DROP INDEX `inbox_due`;--> statement-breakpoint
CREATE INDEX `inbox_due` ON `inbox` (`source`,`seq`,`not_before`) WHERE done_at is null;