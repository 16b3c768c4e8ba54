// Loaded first into web and worker: when the process that started them is killed, they end like it had asked them to.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
