import { createTransport, type NodemailerError } from "nodemailer";
import { htmlOf } from "./html.ts";

/** A message could not be handed to the mail server. The text is a sentence for a person. */
export class MailError extends Error {
  override name = "MailError";
  /** Trying again cannot help: the server has refused this message for good. */
  readonly permanent: boolean;
  /** The server had the whole message and its answer never came: it may have taken it. */
  readonly unanswered: boolean;

  constructor(sentence: string, permanent: boolean, cause: unknown, unanswered = false) {
    super(sentence, { cause });
    this.permanent = permanent;
    this.unanswered = unanswered;
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

/** How many connections to the mail server one process keeps open. */
export const mailConnections = 5;

const open = (url: string) =>
  createTransport({
    pool: true,
    url,
    maxConnections: mailConnections,
    maxMessages: 1_000,
    // A message whose connection broke may have arrived: trying again is for us to do, and to write down.
    maxRequeues: 0,
    ...patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

/** This process's connections to the mail server, opened as they are needed and used again. */
let current: { url: string; transport: ReturnType<typeof open> } | undefined;

function transportTo(url: string) {
  if (current?.url !== url) {
    closeMail();
    current = { url, transport: open(url) };
  }
  return current.transport;
}

/** Closes this process's connections to the mail server; what is being handed over is finished first. */
export function closeMail(): void {
  current?.transport.close();
  current = undefined;
}

/**
 * Hands one message to the mail server, as plain text and as simple HTML. Its Message-ID is made of the message's own
 * identifier, so that a message handed over twice is the same message to servers and programs that keep one of each.
 * @param server the settings' `mail`: the server's address, and the sender's
 * @throws MailError
 */
export async function handOver(server: { url: string; from: string }, mail: Mail): Promise<void> {
  try {
    await transportTo(server.url).sendMail(asSent(server.from, mail));
  } catch (error) {
    throw inWords(error as NodemailerError);
  }
}

/** A message as the mail program gets it. */
export function asSent(from: string, mail: Mail) {
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? "countersign.invalid";
  return {
    from,
    to: { name: "", address: mail.toAddress }, // an object is one address; a string could be a list of them
    subject: mail.subject,
    text: mail.body,
    html: htmlOf(mail.subject, mail.body),
    messageId: `<${mail.id}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

function inWords(error: NodemailerError): MailError {
  const code = error.responseCode ?? 0;
  const said = error.response ? `: ${error.response.replace(/\s+/g, " ").slice(0, 300)}` : "";
  const unanswered = error.command === "DATA" && code === 0;
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
      return unanswered
        ? new MailError(
            "The mail server broke off before it said whether it took the message",
            false,
            error,
            true,
          )
        : new MailError(`The mail server cannot be reached: ${noAnswer(error)}`, false, error);
    default:
      return new MailError(
        `The mail server did not take the message: ${error.message}`,
        false,
        error,
        unanswered,
      );
  }
}

/** Why there is no connection, for whoever reads the list of messages, and for whoever runs the installation. */
function noAnswer({ code, message }: NodemailerError): string {
  const known: [RegExp, string][] = [
    [/ECONNREFUSED/, "nothing answers at its address"],
    [/time(d )?out|never received/i, "it did not answer in time"],
    [/ENOTFOUND|EAI_AGAIN|EDNS/, "its name is not known"],
    [/ECONNRESET|EPIPE|socket close/i, "it broke off the connection"],
  ];
  const words = known.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
  return words ? `${words} (${message})` : message;
}
