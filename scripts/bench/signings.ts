import { type Line, median, spread } from "#scripts/bench/lines.ts";
import type { LoadResult } from "#scripts/bench/load.ts";
import { connections } from "#scripts/bench/pages.ts";
import {
  countSignatures,
  filledForm,
  readSignPage,
  type Signer,
  type SigningGround,
  signingPost,
} from "#scripts/bench/signers.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

const receipt = "303 /sign/receipts/…";

/** @throws unless each of so many was answered with its receipt */
export function demandReceipts({ kinds }: LoadResult, count: number): void {
  if (kinds[receipt] !== count)
    throw new Error(`${count} signings were answered with ${JSON.stringify(kinds)}`);
}

/** (b) Signings over HTTP, each by another person who is signed in, against the bare server; in turn. */
export async function measureSignings(
  bench: Workbench,
  ground: SigningGround,
  size: { rounds: number; signings: number; bare: number },
): Promise<Line[]> {
  const { organisationId } = ground.target;
  const web = await bench.startWeb();
  const bare = await bench.startBareServer(ground.target);
  const form = filledForm(await readSignPage(web.port, (await ground.signers(1))[0] as Signer));
  const signed = { rates: [] as number[], half: [] as number[], most: [] as number[] };
  const written: number[] = [];

  const ours = async (count: number): Promise<LoadResult> => {
    const people = await ground.signers(count);
    const requests = await Promise.all(people.map((signer) => signingPost(web.port, signer, form)));
    return bench.load({ port: web.port, connections, requests });
  };
  const theirs = async (count: number): Promise<LoadResult> => {
    const people = await ground.signers(count);
    const requests = people.map(({ personId }) => {
      const body = `${form}&person=${personId}`;
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(Buffer.byteLength(body)),
      };
      return { path: "/sign", headers, body };
    });
    return bench.load({ port: bare.port, connections, requests });
  };

  let expected = await countSignatures(bench.owner, organisationId);
  for (let round = 0; round <= size.rounds; round++) {
    const one = await ours(size.signings);
    demandReceipts(one, size.signings);
    const other = await theirs(size.bare);
    demandReceipts(other, size.bare);
    expected += size.signings + size.bare;
    if (round === 0) continue; // the first is for warming up
    signed.rates.push(one.answers / one.seconds);
    signed.half.push(one.half);
    signed.most.push(one.most);
    written.push(other.answers / other.seconds);
  }
  const found = await countSignatures(bench.owner, organisationId);
  if (found !== expected) throw new Error(`${expected} signatures were answered for, and ${found} are kept`);
  await web.stop();
  await bare.stop();
  return [
    {
      part: "b",
      what: "signings over HTTP",
      measured: `${spread(signed.rates, "a second")}; half within ${median(signed.half).toFixed(0)} ms, 99 of 100 within ${median(signed.most).toFixed(0)} ms`,
      against: `bare server: ${spread(written, "a second")}`,
      ratio: median(signed.rates) / median(written),
      bound: { least: 0.15, aim: 0.35 },
    },
  ];
}
