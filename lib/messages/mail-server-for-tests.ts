import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Received = { to: string[]; text: string };

/** A real mail server on loopback, with addresses that it refuses for good or for now. */
export type MailServer = {
  url: string;
  received: Received[];
  /** Called with each message once it is whole, before the server says that it took it. */
  onMessage: (message: Received) => Promise<void>;
  close: () => Promise<void>;
};

/** Opens one, on a port that an earlier one had or on any that is free. */
export async function openMailServer(port = 0): Promise<MailServer> {
  const here: MailServer = { url: "", received: [], onMessage: async () => {}, close: async () => {} };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _, callback) {
      const refusal = { "refused@example.org": 550, "later@example.org": 451 }[address];
      callback(refusal ? Object.assign(new Error("No such mailbox here"), { responseCode: refusal }) : null);
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece) => pieces.push(piece));
      stream.on("end", async () => {
        const message = {
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(pieces).toString(),
        };
        here.received.push(message);
        await here.onMessage(message);
        callback();
      });
    },
  });
  server.on("error", () => {}); // a client that was killed
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  here.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  here.close = () => new Promise((resolve) => server.close(() => resolve()));
  return here;
}
