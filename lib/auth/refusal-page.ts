import { createHash } from "node:crypto";

const style =
  "body{font:1.1875rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#16212c;" +
  "max-width:38rem;margin:0 auto;padding:2rem 1rem}h1{font:700 1.75rem/1.2 Charter,Cambria,Georgia,serif}" +
  "a{color:#0a4f8f}";

/** Nothing but this one style may load: the page is given to whoever sent us something we did not ask for. */
const policy =
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const words = {
  foreign: {
    title: "This request did not come from Countersign, so nothing was changed.",
    todo:
      "Open Countersign in this browser, go to the page that you were on, and do it again there. If you used a " +
      "link or a button in a message or on another website, use the page itself instead.",
  },
  large: {
    title: "That was too large to be taken in, so nothing was changed.",
    todo: "Go back, shorten what you wrote or choose a smaller file, and try again. The limit is 1 MB.",
  },
  scan: {
    title: "That was too large to be taken in, so nothing was recorded.",
    todo: "Go back: what you typed is still there. Choose a scan of up to 10 MB, or scan the paper again in grey.",
  },
  policy: {
    title: "That file is larger than 10 MB, the most that is read, so nothing was brought in.",
    todo: "Go back and choose a smaller file. Pictures make files large: a policy’s words alone never are.",
  },
  unmeasured: {
    title: "This request did not say how large it is, so nothing was changed.",
    todo: "Open Countersign in your browser, go to the page that you were on, and do it again there.",
  },
};

/** The page for a request that is refused before it reaches any other, with the policy that it is sent under. */
export function refusalPage(why: keyof typeof words): { html: string; policy: string } {
  const { title, todo } = words[why];
  const html =
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="robots" content="noindex">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title.replace(/\.$/, "")} – Countersign</title>` +
    `<style>${style}</style></head><body><main><h1>${title}</h1><p>${todo}</p>` +
    `<p>If it happens again, tell your school’s office.</p><p><a href="/">Go to Countersign</a></p></main></body></html>`;
  return { html, policy };
}
