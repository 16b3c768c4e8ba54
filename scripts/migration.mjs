import { bootstrap } from "./bootstrap.mjs";

await bootstrap("database/diff.ts");
