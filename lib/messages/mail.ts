import { createTransport, type SentMessageInfo, type Transporter } from "nodemailer";
import { settings } from "#lib/env.ts";

/** A message could not be handed to the mail server. */
export class MailError extends Error {
  override name = "MailError";
  /** Trying again cannot help: the server has refused this message for good. */
  readonly permanent: boolean;

  /** @param sentence why, for a person to read */
  constructor(sentence: string, permanent: boolean, cause?: unknown) {
    super(sentence, { cause });
    this.permanent = permanent;
  }
}

let opened: { url: string; transport: Transporter<SentMessageInfo> } | undefined;

function transportTo(url: string): Transporter<SentMessageInfo> {
  if (opened?.url !== url) {
    opened?.transport.close();
    opened = {
      url,
      transport: createTransport(url, {
        disableFileAccess: true,
        disableUrlAccess: true,
      }),
    };
  }
  return opened.transport;
}
