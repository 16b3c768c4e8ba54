import type { CopyReason } from "#lib/policies/drafts/draft-copies.ts";

export const whyKept: Record<CopyReason, string> = {
  checkpoint: "Before somebody wrote on",
  conflict: "Written while somebody else saved",
  "before-file": "Before a file was brought in",
  "before-restore": "Before another text was put back",
  "before-return": "Before the version came back from those who decide",
};
