import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "src/ledger/postgres-schema.ts",
  out: "migrations/postgres",
});
