import { gzipSync } from "node:zlib";
import type { Line } from "#scripts/bench/lines.ts";
import { headersOf, readSignPage, type Signer, type SigningGround } from "#scripts/bench/signers.ts";
import type { Workbench } from "#scripts/bench/workbench.ts";

/** Bytes of script in a page: files as the server sends them compressed, and what stands in the page itself. */
type Scripts = { files: number; howMany: number; inline: number };

/**
 * Every script file that a page names counts, wherever it does: as a script, as a preload, or in what React reads to
 * know which file a component is in. Those for browsers without modules are left out, because no other fetches them.
 */
async function scriptsOf(origin: string, html: string): Promise<Scripts> {
  const old = new Set(
    [...html.matchAll(/<script[^>]*\bnoModule\b[^>]*>/gi)].flatMap(
      ([tag]) => /src="([^"]+)"/.exec(tag)?.[1] ?? [],
    ),
  );
  const named = new Set(
    [...html.matchAll(/(?:\/_next\/)?static\/[\w./~-]+?\.js(?:\?[\w=.-]+)?/g)].map(([file]) =>
      file.startsWith("/_next/") ? file : `/_next/${file}`,
    ),
  );
  let files = 0;
  let howMany = 0;
  for (const file of named) {
    if (old.has(file)) continue;
    const answer = await fetch(`${origin}${file}`);
    if (!answer.ok) throw new Error(`${file} answered ${answer.status}`);
    files += gzipSync(Buffer.from(await answer.arrayBuffer())).length;
    howMany++;
  }
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) => script,
  );
  return { files, howMany, inline: gzipSync(inline.join("\n")).length };
}

/** (c) JavaScript that the sign page loads, against the empty page's. */
export async function measureScripts(bench: Workbench, ground: SigningGround): Promise<Line[]> {
  const web = await bench.startWeb();
  const origin = `http://127.0.0.1:${web.port}`;
  const [signer] = await ground.signers(1);
  const sign = await scriptsOf(origin, await readSignPage(web.port, signer as Signer));
  const emptyPage = await fetch(`${origin}/empty`, { headers: await headersOf(signer as Signer) });
  if (emptyPage.status !== 200) throw new Error(`the empty page answered ${emptyPage.status}`);
  const empty = await scriptsOf(origin, await emptyPage.text());
  await web.stop();
  const say = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;
  return [
    {
      part: "c",
      what: "script files, gzip",
      measured: `${say(sign.files)} in ${sign.howMany} files`,
      against: `empty page: ${say(empty.files)} in ${empty.howMany} files`,
      ratio: sign.files / empty.files,
      bound: { most: 1.05 },
    },
    {
      part: "c",
      what: "script inside the page, gzip",
      measured: say(sign.inline),
      against: `empty page: ${say(empty.inline)}`,
      ratio: sign.inline / empty.inline,
    },
  ];
}
