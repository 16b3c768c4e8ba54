/** The little of `oidc-provider` that a journey needs; the package comes without types. */
declare module "oidc-provider" {
  import type { Server } from "node:http";

  export class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: { client_id: string; client_secret: string; redirect_uris: string[] }[];
        pkce: { required: () => boolean };
        cookies: { keys: string[] };
      },
    );
    listen(port: number, host: string, ready: () => void): Server;
  }
}
