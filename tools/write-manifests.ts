import { mkdirSync, writeFileSync } from "node:fs";
import { manifestFor, manifestText } from "../src/cli/manifest.ts";
import { root } from "../src/root.ts";

const folder = new URL("manifests/", root);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("socket.json", folder), manifestText(manifestFor({ mode: "socket" })));
writeFileSync(
  new URL("http.json", folder),
  manifestText(manifestFor({ mode: "http", url: "https://pitwall.example.com" })),
);
