import { createTransport, type NodemailerError } from "nodemailer";

/** A message could not be handed to the mail server. The text is a sentence for a person. */
export class MailError extends Error {
  override name = "MailError";
  /** Trying again cannot help: the server has refused this message for good. */
  readonly permanent: boolean;

  constructor(sentence: string, permanent: boolean, cause: unknown) {
    super(sentence, { cause });
    this.permanent = permanent;
  }
}

export type Mail = { id: string; toAddress: string; subject: string; body: string };

/** Shorter than the time that a message may be held for sending, so that a mail server which hangs is given up first. */
const patience = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/**
 * Hands one message to the mail server. Its Message-ID is made of the message's own identifier, so that a message
 * handed over twice is the same message to servers and programs that keep one of each.
 * @param server the settings' `mail`: the server's address, and the sender's
 * @throws MailError
 */
export async function handOver(server: { url: string; from: string }, mail: Mail): Promise<void> {
  const transport = createTransport({
    url: server.url,
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s<>@]+)>?$/.exec(server.from)?.[1] ?? "countersign.invalid";
  try {
    await transport.sendMail({
      from: server.from,
      to: { name: "", address: mail.toAddress }, // an object is one address; a string could be a list of them
      subject: mail.subject,
      text: mail.body,
      messageId: `<${mail.id}@${domain}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (error) {
    throw inWords(error as NodemailerError);
  } finally {
    transport.close();
  }
}

function inWords(error: NodemailerError): MailError {
  const code = error.responseCode ?? 0;
  const said = error.response ? `: ${error.response.replace(/\s+/g, " ").slice(0, 300)}` : "";
  switch (error.code) {
    case "EENVELOPE":
    case "EMESSAGE": {
      const permanent = code >= 500 && code !== 503;
      const what = error.code === "EENVELOPE" ? "the address" : "the message";
      return permanent
        ? new MailError(`The mail server refused ${what}${said}`, true, error)
        : new MailError(`The mail server does not take ${what} at present${said}`, false, error);
    }
    case "EAUTH":
    case "ENOAUTH":
    case "EOAUTH2":
      // For whoever runs the installation to put right; until then messages wait.
      return new MailError(
        `The mail server does not accept the user or password in SMTP_URL${said}`,
        false,
        error,
      );
    case "EDNS":
    case "ECONNECTION":
    case "ESOCKET":
    case "ETIMEDOUT":
    case "ETLS":
      return new MailError(`The mail server cannot be reached: ${error.message}`, false, error);
    default:
      return new MailError(`The mail server did not take the message: ${error.message}`, false, error);
  }
}
