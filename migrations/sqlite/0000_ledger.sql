CREATE TABLE `alerts` (
	`stream` text NOT NULL,
	`source` text NOT NULL,
	`key` text NOT NULL,
	`service` text NOT NULL,
	`title` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`open` integer NOT NULL,
	`policy` text,
	`alert_key` text,
	PRIMARY KEY(`stream`, `source`, `key`)
);
--> statement-breakpoint
CREATE TABLE `claims` (
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`stream` text NOT NULL,
	PRIMARY KEY(`kind`, `value`)
);
--> statement-breakpoint
CREATE TABLE `counters` (
	`series` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`stream` text NOT NULL,
	`version` integer NOT NULL,
	`type` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`actor` text NOT NULL,
	`cause` text NOT NULL,
	`body` text,
	`salt` text,
	`body_hash` text NOT NULL,
	`chain` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_first` ON `events` (`seq`) WHERE version = 1;--> statement-breakpoint
CREATE UNIQUE INDEX `events_stream_version` ON `events` (`stream`,`version`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`source` text NOT NULL,
	`body` text,
	`reply` text,
	`received_at` integer NOT NULL,
	`done_at` integer,
	`attempts` integer NOT NULL,
	`not_before` integer NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_id` ON `inbox` (`id`);--> statement-breakpoint
CREATE INDEX `inbox_due` ON `inbox` (`seq`) WHERE done_at is null;--> statement-breakpoint
CREATE TABLE `incidents` (
	`stream` text PRIMARY KEY NOT NULL,
	`ref` text NOT NULL,
	`series` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`status` text NOT NULL,
	`open` integer NOT NULL,
	`severity_rank` integer NOT NULL,
	`private` integer NOT NULL,
	`mode` text NOT NULL,
	`channel` text,
	`opened_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`version` integer NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_ref` ON `incidents` (`ref`);--> statement-breakpoint
CREATE INDEX `incidents_channel` ON `incidents` (`channel`);--> statement-breakpoint
CREATE INDEX `incidents_opened` ON `incidents` (`open`,`opened_at`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`stream` text NOT NULL,
	`kind` text NOT NULL,
	`mode` text NOT NULL,
	`lane` text NOT NULL,
	`priority` integer NOT NULL,
	`body` text NOT NULL,
	`needs` text,
	`wanted` integer NOT NULL,
	`done` integer NOT NULL,
	`ref` text,
	`shown` text,
	`gap` integer NOT NULL,
	`patience` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`attempts` integer NOT NULL,
	`first_tried_at` integer,
	`attempted_at` integer,
	`unknown_since` integer,
	`put_at` integer,
	`claims` integer NOT NULL,
	`claimed_wanted` integer,
	`owner` text,
	`lease_until` integer,
	`state` text NOT NULL,
	`error` text,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`priority`,`asked_at`,`seq`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `outbox_lanes` ON `outbox` (`lane`) WHERE state = 'waiting' and claims > 0;--> statement-breakpoint
CREATE INDEX `outbox_stream` ON `outbox` (`stream`);--> statement-breakpoint
CREATE INDEX `outbox_needs` ON `outbox` (`needs`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`zone` text,
	`deleted` integer NOT NULL,
	`seen_at` integer NOT NULL
);
