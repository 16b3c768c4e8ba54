import type { Actor } from "#lib/auth/actor.ts";
import { now } from "#lib/clock.ts";
import { inOrganisation } from "#lib/database/transaction.ts";
import { dayToDate } from "#lib/dates.ts";
import { settings } from "#lib/env.ts";
import { notFound, Refusal } from "#lib/errors.ts";
import { recordEvent } from "#lib/events/record-event.ts";
import { isId, newId } from "#lib/identifiers.ts";
import { parse } from "#lib/parse.ts";
import { withChosenAgreements } from "../acknowledgement.ts";
import { keepAdoptedWordings } from "../adopt-with-defaults.ts";
import { countProgressSoon } from "../count-progress-soon.ts";
import { documentOf } from "../document-of.ts";
import { lockPolicy } from "../lock-policy.ts";
import { rebuildBindings } from "../rebuild-bindings.ts";
import { tellPeople } from "../tell-people.ts";
import { openVersion } from "./fill-in-wording.ts";
import { answerWordingInput } from "./schema.ts";
import { mayConfirm } from "./who-confirms.ts";
import { adoptable } from "./wording-page.ts";

/**
 * Confirms a school's wording, which becomes its adoption of the version from today (or from when the version comes
 * into force), or sends it back with words. Nobody signs again for it: signatures are of a round of an agreement, and
 * a new adoption changes only what new signers are shown.
 * @throws Refusal "not-found" for whoever is neither head there nor chair of its governing body; "conflict" when it was
 *   answered or changed meanwhile; "superseded" when a newer version has come into force
 */
export async function answerWording(actor: Actor, wordingId: string, given: unknown): Promise<void> {
  if (!isId(wordingId)) throw notFound();
  const { answer, words, seen } = parse(answerWordingInput, given);
  const { organisationId, personId, today } = actor;
  await inOrganisation(organisationId, async (transaction) => {
    const before = await transaction.localWordingDraft.findUnique({
      where: { organisationId_id: { organisationId, id: wordingId } },
      select: { unitId: true, version: { select: { policyId: true } } },
    });
    if (!before || !(await mayConfirm(transaction, actor, before.unitId))) throw notFound();
    const { unitId } = before;
    const { policyId } = before.version;
    await lockPolicy(transaction, organisationId, policyId);
    const wording = await transaction.localWordingDraft.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: wordingId } },
      include: { unit: { select: { name: true, urn: true } } },
    });
    if (wording.answeredAt) throw new Refusal("conflict", "Somebody has answered this meanwhile.");
    if (wording.filledInAt.toISOString() !== seen)
      throw new Refusal(
        "conflict",
        "The wording was changed while you were reading. Look at what it says now, and answer then.",
      );
    const policy = await adoptable(transaction, organisationId, policyId);
    const { versionId } = wording;
    const version =
      answer === "confirmed"
        ? await openVersion(transaction, actor, policyId, versionId)
        : await transaction.policyVersion
            .findUniqueOrThrow({ where: { organisationId_id: { organisationId, id: versionId } } })
            .then(({ major, minor }) => ({ number: `${major}.${minor}` }));
    let adoptionId: string | null = null;
    if (answer === "confirmed") {
      adoptionId = newId();
      const localWording = wording.values as Record<string, string>;
      await transaction.adoption.create({
        data: {
          ...{ organisationId, id: adoptionId, versionId, unitId, localWording },
          ...{ startsOn: dayToDate(today), madeById: personId, madeAt: now() },
        },
      });
      await keepAdoptedWordings(transaction, {
        organisationId,
        adoptionId,
        document: await withChosenAgreements(
          transaction,
          organisationId,
          versionId,
          await documentOf(transaction, organisationId, versionId),
        ),
        agreements: await transaction.agreement.findMany({
          where: { organisationId, versionId },
          select: { id: true, key: true },
        }),
        localWording,
      });
      await rebuildBindings(transaction, organisationId, policyId);
      await countProgressSoon(transaction, organisationId);
    }
    await transaction.localWordingDraft.update({
      where: { organisationId_id: { organisationId, id: wordingId } },
      data: {
        ...{ answer, words: words || null, adoptionId },
        ...{ answeredById: personId, answeredAt: now() },
      },
    });
    const kind = answer === "confirmed" ? "adoption-confirmed" : "adoption-sent-back";
    await recordEvent(transaction, actor, kind, {
      ...{ policyId, versionId, unitId },
      details: {
        policy: policy.title,
        version: version.number,
        school: wording.unit.name,
        ...(words ? { words } : {}),
      },
    });
    if (answer === "sent-back" && wording.filledInById !== personId)
      await tellPeople(transaction, organisationId, [wording.filledInById], {
        kind: "adoption",
        unitId,
        subject: `${wording.unit.name}: wording of ${policy.title} to look at again`,
        paragraphs: [
          `${actor.name} has sent back the wording of ${policy.title} for ${wording.unit.name}:`,
          (words ?? "").replace(/^/gm, "> "),
          `${settings().url}/school/${wording.unit.urn}/policies/${policyId}`,
        ],
        key: `adoption-back:${wordingId}:${wording.filledInAt.getTime()}`,
      });
  });
}
