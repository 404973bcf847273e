CREATE TABLE "alerts" (
	"stream" text NOT NULL,
	"source" text NOT NULL,
	"key" text NOT NULL,
	"service" text NOT NULL,
	"title" text NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"open" bigint NOT NULL,
	"policy" text,
	"alert_key" text,
	CONSTRAINT "alerts_stream_source_key_pk" PRIMARY KEY("stream","source","key")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"stream" text NOT NULL,
	CONSTRAINT "claims_kind_value_pk" PRIMARY KEY("kind","value")
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"series" text PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"stream" text NOT NULL,
	"version" bigint NOT NULL,
	"type" text NOT NULL,
	"occurred_at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	"actor" text NOT NULL,
	"cause" text NOT NULL,
	"body" text,
	"salt" text,
	"body_hash" text NOT NULL,
	"chain" text NOT NULL,
	CONSTRAINT "events_stream_version" UNIQUE("stream","version")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"source" text NOT NULL,
	"body" text,
	"reply" text,
	"received_at" bigint NOT NULL,
	"done_at" bigint,
	"attempts" bigint NOT NULL,
	"not_before" bigint NOT NULL,
	"error" text,
	CONSTRAINT "inbox_id" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"stream" text PRIMARY KEY NOT NULL,
	"ref" text NOT NULL,
	"series" text NOT NULL,
	"number" bigint NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"open" bigint NOT NULL,
	"severity_rank" bigint NOT NULL,
	"private" bigint NOT NULL,
	"mode" text NOT NULL,
	"channel" text,
	"opened_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	"data" text NOT NULL,
	CONSTRAINT "incidents_ref" UNIQUE("ref")
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"stream" text NOT NULL,
	"kind" text NOT NULL,
	"mode" text NOT NULL,
	"lane" text NOT NULL,
	"priority" bigint NOT NULL,
	"body" text NOT NULL,
	"needs" text,
	"wanted" bigint NOT NULL,
	"done" bigint NOT NULL,
	"ref" text,
	"shown" text,
	"gap" bigint NOT NULL,
	"patience" bigint NOT NULL,
	"asked_at" bigint NOT NULL,
	"not_before" bigint NOT NULL,
	"attempts" bigint NOT NULL,
	"first_tried_at" bigint,
	"attempted_at" bigint,
	"unknown_since" bigint,
	"put_at" bigint,
	"claims" bigint NOT NULL,
	"claimed_wanted" bigint,
	"owner" text,
	"lease_until" bigint,
	"state" text NOT NULL,
	"error" text,
	"settled_at" bigint,
	CONSTRAINT "outbox_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"zone" text,
	"deleted" bigint NOT NULL,
	"seen_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "events_first" ON "events" USING btree ("seq") WHERE version = 1;--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("seq") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "incidents_channel" ON "incidents" USING btree ("channel");--> statement-breakpoint
CREATE INDEX "incidents_opened" ON "incidents" USING btree ("open","opened_at");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("priority","asked_at","seq") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_lanes" ON "outbox" USING btree ("lane") WHERE state = 'waiting' and claims > 0;--> statement-breakpoint
CREATE INDEX "outbox_stream" ON "outbox" USING btree ("stream");--> statement-breakpoint
CREATE INDEX "outbox_needs" ON "outbox" USING btree ("needs");