import { type IncomingMessage, request } from "node:http";
import { expect, test } from "#e2e/support/journey.ts";

/*
 * A form that brings a file is answered before the file is sent, when whoever sends it may not: ten megabytes of
 * somebody who is not signed in are neither waited for nor kept.
 */

/** The answer to a post of which no more comes than its first line, though it says that it is large. */
function answerBeforeTheBody(address: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const post = request(address, {
      method: "POST",
      headers: {
        "content-type": "multipart/form-data; boundary=file",
        "content-length": "10000000",
        ...headers,
      },
    });
    post.on("response", (answer) => {
      resolve(answer);
      post.destroy();
    });
    post.on("error", reject);
    post.setTimeout(60_000, () => post.destroy(new Error("it waited for the body")));
    post.write("--file\r\n");
  });
}

for (const path of ["/school/999425/paper/record", "/organisation/paper/record", "/policies/bring-in/file"])
  test(`${path} reads nothing of somebody who is not signed in, nor from elsewhere`, async ({ baseURL }) => {
    const origin = new URL(baseURL as string).origin;
    const nobody = await answerBeforeTheBody(`${origin}${path}`, { origin });
    expect([nobody.statusCode, nobody.headers.location]).toEqual([
      expect.any(Number),
      expect.stringMatching(/\/sign-in/),
    ]);
    const foreign = await answerBeforeTheBody(`${origin}${path}`, { origin: "https://elsewhere.example" });
    expect(foreign.statusCode).toBe(403);
  });
