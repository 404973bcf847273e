CREATE INDEX "incidents_recent" ON "incidents" USING btree ("opened_at","number");--> statement-breakpoint
CREATE INDEX "outbox_state" ON "outbox" USING btree ("state");