import { bootstrap } from "./bootstrap.mjs";

await bootstrap("policy.ts");
