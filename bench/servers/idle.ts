// Does nothing: what is measured of it is the noise of the machine.
setInterval(() => {}, 1_000);
process.on("SIGTERM", () => process.exit());
process.stderr.write("listening\n");
