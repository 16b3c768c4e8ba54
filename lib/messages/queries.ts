import { demonstrationOrganisations } from "#lib/auth/demonstration.ts";
import { inOrganisation } from "#lib/database/transaction.ts";

export type ShownMessage = {
  id: string;
  organisation: string;
  /** What its moment is said in. */
  timeZone: string;
  to: string;
  subject: string;
  body: string;
  createdAt: Date;
};

/**
 * The messages of the demonstration's organisations, newest first, for anybody to read in demo mode.
 * @throws Refusal "not-found" outside demo mode
 */
export async function demonstrationMail(most: number): Promise<ShownMessage[]> {
  const found = await Promise.all(
    (await demonstrationOrganisations()).map(({ organisationId, name, timeZone }) =>
      inOrganisation(organisationId, async (transaction) => {
        const messages = await transaction.message.findMany({
          where: { organisationId },
          orderBy: { createdAt: "desc" },
          take: most,
        });
        return messages.map(({ id, toAddress: to, subject, body, createdAt }) => ({
          ...{ id, to, subject, createdAt },
          body: body.replaceAll("{link}", "(The link is made when the message is sent.)"),
          organisation: name,
          timeZone,
        }));
      }),
    ),
  );
  return found
    .flat()
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
    .slice(0, most);
}
