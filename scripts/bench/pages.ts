import { type Line, median, spread } from "#scripts/bench/lines.ts";
import type { LoadResult } from "#scripts/bench/load.ts";
import {
  headersOf,
  readSignPage,
  type Signer,
  type SigningGround,
  signPath,
} from "#scripts/bench/signers.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

export const connections = 16;

/** @throws when not every answer was of this kind, or some were much shorter than others */
export function demandAll(result: LoadResult, kind: string): void {
  const others = Object.entries(result.kinds).filter(([name]) => name !== kind);
  if (others.length > 0)
    throw new Error(
      `answers that were not ${kind}: ${others.map(([name, n]) => `${n} × ${name}`).join(", ")}`,
    );
  if (result.shortest < 0.9 * result.longest)
    throw new Error(`answers of ${result.shortest} to ${result.longest} bytes`);
}

/** (a) The sign page against the empty page, in turn; compressed as browsers ask for it, and plain. */
export async function measurePages(
  bench: Workbench,
  ground: SigningGround,
  size: { rounds: number; seconds: number },
): Promise<Line[]> {
  const web = await bench.startWeb();
  const signers = await ground.signers(32);
  await readSignPage(web.port, signers[0] as Signer);
  const kinds = [
    { page: "sign", compressed: true },
    { page: "empty", compressed: true },
    { page: "sign", compressed: false },
    { page: "empty", compressed: false },
  ] as const;
  const runs = await Promise.all(
    kinds.map(async ({ page, compressed }) => ({
      rates: [] as number[],
      bytes: 0,
      requests: await Promise.all(
        signers.map(async (signer) => ({
          path: page === "sign" ? signPath(signer) : "/empty",
          headers: await headersOf(signer, { compressed }),
        })),
      ),
    })),
  );
  for (let round = 0; round <= size.rounds; round++)
    for (const run of runs) {
      const { requests } = run;
      const result = await bench.load({ port: web.port, connections, requests, seconds: size.seconds });
      demandAll(result, "200");
      if (round === 0) continue; // the first is for warming up
      run.rates.push(result.answers / result.seconds);
      run.bytes = result.longest;
    }
  await web.stop();
  const lines = (how: string, sign: (typeof runs)[number], empty: (typeof runs)[number]): Line => ({
    part: "a",
    what: `sign page, ${how}`,
    measured: `${spread(sign.rates, "a second")}, ${(sign.bytes / 1024).toFixed(1)} kB`,
    against: `empty page: ${spread(empty.rates, "a second")}, ${(empty.bytes / 1024).toFixed(1)} kB`,
    ratio: median(sign.rates) / median(empty.rates),
  });
  const [sign, empty, signPlain, emptyPlain] = runs;
  if (!sign || !empty || !signPlain || !emptyPlain) return [];
  return [
    { ...lines("compressed (as browsers ask)", sign, empty), bound: { least: 0.4, aim: 0.7 } },
    lines("not compressed", signPlain, emptyPlain),
  ];
}
