import { App } from "@slack/bolt";

/** A Bolt app in Socket Mode that listens to nothing; it says so as soon as it would hear. */
const app = new App({
  token: process.env["SLACK_BOT_TOKEN"] ?? "",
  appToken: process.env["SLACK_APP_TOKEN"] ?? "",
  socketMode: true,
  clientOptions: { slackApiUrl: process.env["SLACK_API_URL"] ?? "" },
});
process.on("SIGTERM", () => process.exit());
await app.start();
process.stderr.write("listening\n");
