import { inOrganisation } from "#lib/database/transaction.ts";
import { Refusal } from "#lib/errors.ts";
import type { Obligation } from "#lib/obligations/obligations-of.ts";
import { recordsOf } from "#lib/people/records-of.ts";
import { keepSignature, type SignatureToKeep, type Signed } from "./keep-signature.ts";

/** Whether this is a parent's or carer's part of which one signature is enough, whoever makes it. */
export const oneSuffices = ({ capacity, countersign }: Obligation): boolean =>
  capacity === "countersign" && countersign === "one";

export const signedByAnother = () =>
  new Refusal("no-longer-needed", "Another parent or carer has signed this already.");

/**
 * Keeps a parent's or carer's signature where one suffices: two of them who post at the same moment wait for each
 * other here, and whoever comes second is told what they would be told a minute later. The database cannot say this
 * with an index: paper that a second parent signed is recorded all the same, and so is every signature where all sign.
 * @throws Refusal "no-longer-needed" when another parent or carer has signed
 */
export async function keepTheOne(signature: SignatureToKeep): Promise<Signed> {
  const { organisation, asked, signer } = signature;
  const lock = ["one suffices", organisation.id, asked.seriesId, asked.subjectId, asked.occasion].join(" ");
  return inOrganisation(organisation.id, async (transaction) => {
    await transaction.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
    // a statement of its own after the lock, so that it sees what whoever held it has committed
    const [signed] = await transaction.$queryRaw<{ signerId: string }[]>`
      select s.signer_id as "signerId" from signature s
      where s.organisation_id = ${organisation.id}::uuid and s.capacity = 'countersign'
        and s.series_id = ${asked.seriesId}::uuid and s.round >= ${asked.round}::int and s.occasion = ${asked.occasion}
        and s.subject_id = any (${await recordsOf(transaction, organisation.id, asked.subjectId)}::uuid[])
        and not exists (select 1 from signature_void v
          where v.organisation_id = ${organisation.id}::uuid and v.signature_id = s.id)
      order by s.signed_at limit 1`;
    if (signed && !(await recordsOf(transaction, organisation.id, signer.id)).includes(signed.signerId))
      throw signedByAnother();
    return keepSignature(signature, transaction);
  });
}
