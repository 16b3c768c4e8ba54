import { bootstrap } from "./bootstrap.mjs";

await bootstrap("organisation.ts");
