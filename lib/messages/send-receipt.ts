import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dateToDay, sayDay, sayMoment } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { receiptNumber } from "#lib/identifiers.ts";
import { queueMessage } from "#lib/outbox.ts";
import { addressesNotToUse } from "#lib/people/addresses-not-to-use.ts";
import { calledName } from "#lib/people/names.ts";

/** What of a signature's record the message says. */
type Record = {
  signer: { printedName: string };
  answers: { label: string; value: string }[];
  helper: string | null;
  wording: { added?: string };
};

export type ReceiptOutcome = "queued" | "queued before" | "no address" | "not needed";

const rule = "----------------------------------------";

/**
 * Queues the message that brings a signature's receipt to its signer: what was signed, when, for whom, its number,
 * and the whole wording as it was shown. Once for each signature, however often it runs. Never to an address that
 * must not be used, and not about a child of whom nothing may be sent to the signer any more.
 */
export async function sendReceipt(of: {
  organisationId: string;
  signatureId: string;
}): Promise<ReceiptOutcome> {
  const { organisationId, signatureId } = of;
  return inOrganisation(organisationId, async (transaction) => {
    const signature = await transaction.signature.findFirst({
      where: { organisationId, id: signatureId },
      include: {
        agreement: { select: { title: true } },
        version: { select: { title: true, major: true, minor: true } },
        unit: { select: { name: true, organisation: { select: { name: true, timeZone: true } } } },
        subject: { select: { givenName: true, familyName: true, knownAs: true } },
        wording: { select: { text: true } },
        signatureRecord: { select: { record: true } },
      },
    });
    if (!signature?.signatureRecord) return "not needed";
    const { signerId, subjectId, capacity } = signature;
    const barredContact = await transaction.contact.count({
      where: {
        organisationId,
        adultId: signerId,
        pupilId: subjectId,
        AND: [
          { OR: [{ doNotContact: true }, { disputedAt: { not: null } }] },
          { OR: [{ endsOn: null }, { endsOn: { gte: now() } }] },
        ],
      },
    });
    if (capacity === "countersign" && barredContact > 0) return "not needed";
    const addresses = await transaction.address.findMany({
      where: { organisationId, personId: signerId, endedAt: null, person: { erasedAt: null } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { normalised: true },
    });
    const barred = await addressesNotToUse(
      transaction,
      organisationId,
      addresses.map(({ normalised }) => normalised),
    );
    const toAddress = addresses.find(({ normalised }) => !barred.has(normalised))?.normalised;
    if (!toAddress) return "no address";
    const record = JSON.parse(signature.signatureRecord.record) as Record;
    const { organisation } = signature.unit;
    const facts: [string, string | undefined][] = [
      ["Organisation", organisation.name],
      ["School", signature.unit.name],
      ["Agreement", signature.agreement.title],
      ["Policy", signature.version.title],
      ["Version", `${signature.version.major}.${signature.version.minor}`],
      ["Name", record.signer.printedName],
      ["Signed for", capacity === "countersign" ? calledName(signature.subject) : undefined],
      ...record.answers.map(({ label, value }): [string, string] => [label, value]),
      ["Helped by", record.helper ?? undefined],
      ["Added by the school, not part of the policy", record.wording.added],
      // paper bears a day and no time
      signature.method === "paper"
        ? ["Date on the paper", sayDay(dateToDay(signature.signedOn))]
        : ["Date and time", sayMoment(signature.signedAt, organisation.timeZone)],
      ["Receipt number", receiptNumber(signatureId)],
    ];
    const body = [
      "You have signed. This is your receipt: keep it if you like, there is nothing more to do.",
      facts
        .filter(([, value]) => value)
        .map(([key, value]) => `${key}: ${value}`)
        .join("\n"),
      `You can see it again at any time. Sign in with this e-mail address, without a password:\n${settings().url}/sign/receipts/${signatureId}`,
      `${rule}\nThe wording as it was shown to you\n${rule}`,
      signature.wording.text.trim(),
    ].join("\n\n");
    const queued = await queueMessage(transaction, {
      organisationId,
      kind: "receipt",
      personId: signerId,
      unitId: signature.unitId,
      toAddress,
      // never the child: subjects show on locked telephones
      subject: `You have signed: ${signature.agreement.title}`
        .replace(/[\p{Cc}\u2028\u2029]/gu, " ")
        .slice(0, 200),
      body: `${body}\n`,
      urgency: 3,
      dedupeKey: `receipt:${signatureId}`,
    });
    return queued ? "queued" : "queued before";
  });
}
