#!/usr/bin/env node
// Plain old JavaScript until the version is known: an older Node must be able to read this, and better-sqlite3
// brings it down without a word.
var fs = require("fs");
var path = require("path");

var bundle = path.join(__dirname, "..", "dist", "pitwall.js");
var source = path.join(__dirname, "..", "src", "cli", "main.ts");
// In a clone of the repository the bundle may be of yesterday: then what is run is what can be read there.
var bundled = fs.existsSync(bundle) && !(fs.existsSync(source) && changedSince(fs.statSync(bundle).mtimeMs));
var needed = bundled ? 22 : 24;

if (Number(process.versions.node.split(".")[0]) < needed) {
  console.error(
    "pitwall: needs Node.js " +
      needed +
      " or newer, this is " +
      process.version +
      ". " +
      (bundled
        ? "Without installing it: npx -p node@24 -p pitwall pitwall " + process.argv.slice(2).join(" ")
        : "In a clone of the repository: npm ci, then npm run -s pitwall -- " + process.argv.slice(2).join(" ")),
  );
  process.exitCode = 1;
} else if (!bundled && !fs.existsSync(source)) {
  console.error("pitwall: this installation is incomplete, " + bundle + " is missing. Install it again.");
  process.exitCode = 1;
} else {
  // PagerDuty's client still brings node-fetch 2, which warns of punycode at each start.
  process.noDeprecation = true;
  void import(require("url").pathToFileURL(bundled ? bundle : source).href);
}

function changedSince(instant) {
  return fs.readdirSync(path.join(__dirname, "..", "src"), { recursive: true }).some(function (name) {
    return /\.tsx?$/.test(name) && fs.statSync(path.join(__dirname, "..", "src", name)).mtimeMs > instant;
  });
}
