import { createTransport } from "nodemailer";
import { newId } from "#lib/identifiers.ts";
import { asSent, type Mail, mailConnections } from "#lib/messages/mail.ts";

/*
 * What the worker is measured against: a loop that hands the same messages to the same mail server with nodemailer,
 * over as many connections, and writes nothing down.
 */

export type BareSending = { url: string; from: string; messages: number; mail: Mail };

process.on("message", async ({ url, from, messages, mail }: BareSending) => {
  const transport = createTransport({ pool: true, url, maxConnections: mailConnections, maxMessages: 1_000 });
  let next = 0;
  const one = async () => {
    while (next < messages) {
      const number = next++;
      await transport.sendMail(
        asSent(from, { ...mail, id: newId(), toAddress: `person${number}@school.example` }),
      );
    }
  };
  await Promise.all(Array.from({ length: mailConnections }, one));
  transport.close();
  process.send?.("done");
});

// what is loaded before us lets a process end that waits for nothing else
process.channel?.ref();
