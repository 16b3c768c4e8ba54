import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/*
 * A mail server on loopback that takes everything: a process of its own, so that what it does is not done in the
 * sender's. Asked over the channel to its parent for so many messages, it says when they have come.
 */

export type Wanted = { messages: number /** Says when as many more have come, each time. */; mark: number };
export type MailServerSays =
  | { kind: "ready"; port: number }
  /** As many as the mark have come once more. */
  | { kind: "mark"; received: number }
  /** All have come; seconds from the first to the last of them, and how long their text was on average. */
  | { kind: "done"; seconds: number; bytes: number }
  /** More came than were wanted. */
  | { kind: "too many" };

const say = (what: MailServerSays) => process.send?.(what);

let wanted: Wanted = { messages: 0, mark: 0 };
let received = 0;
let bytes = 0;
let first = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _, callback) {
    stream.on("data", (piece: Buffer) => {
      bytes += piece.length;
    });
    stream.on("end", () => {
      callback();
      received++;
      if (received === 1) first = performance.now();
      if (received % wanted.mark === 0) say({ kind: "mark", received });
      if (received === wanted.messages)
        say({ kind: "done", seconds: (performance.now() - first) / 1000, bytes: bytes / received });
      if (received > wanted.messages) say({ kind: "too many" });
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => {
  say({ kind: "ready", port: (server.server.address() as AddressInfo).port });
});
process.on("message", (given: Wanted) => {
  wanted = given;
  received = 0;
  bytes = 0;
});
