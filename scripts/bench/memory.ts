import { setTimeout as wait } from "node:timers/promises";
import { heapInUse } from "#scripts/bench/heap.ts";
import type { Line } from "#scripts/bench/lines.ts";
import { connections } from "#scripts/bench/pages.ts";
import {
  filledForm,
  headersOf,
  readSignPage,
  type Signer,
  type SigningGround,
  signingPost,
  signPath,
} from "#scripts/bench/signers.ts";
import { demandReceipts } from "#scripts/bench/signings.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

/** (e) The web process's heap after a forced collection: after ten times as many signings against after the first. */
export async function measureMemory(
  bench: Workbench,
  ground: SigningGround,
  size: { signings: number },
): Promise<Line[]> {
  const web = await bench.startWeb({ inspected: true });
  const form = filledForm(await readSignPage(web.port, (await ground.signers(1))[0] as Signer));
  const batch = 500;

  /** Each person opens the page and signs. */
  const sign = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += batch) {
      const people = await ground.signers(Math.min(batch, count - done));
      const reads = await Promise.all(
        people.map(async (signer) => ({ path: signPath(signer), headers: await headersOf(signer) })),
      );
      const read = await bench.load({ port: web.port, connections, requests: reads });
      if (read.kinds["200"] !== people.length)
        throw new Error(`the sign page was answered with ${JSON.stringify(read.kinds)}`);
      const requests = await Promise.all(people.map((signer) => signingPost(web.port, signer, form)));
      demandReceipts(await bench.load({ port: web.port, connections, requests }), people.length);
    }
  };

  await sign(size.signings);
  await wait(2_000); // what is still on its way ends
  const first = await heapInUse(web.inspector());
  await sign(9 * size.signings);
  await wait(2_000);
  const last = await heapInUse(web.inspector());
  await web.stop();
  const say = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return [
    {
      part: "e",
      what: `heap after ${(10 * size.signings).toLocaleString("en-GB")} signings`,
      measured: say(last),
      against: `after ${size.signings.toLocaleString("en-GB")}: ${say(first)}`,
      ratio: last / first,
      bound: { most: 1.2 },
    },
  ];
}
