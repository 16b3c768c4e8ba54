import { Notice } from "#components/ui/notice.tsx";
import { Prose } from "#components/ui/prose.tsx";
import type { SignPage } from "#lib/signing/sign-page.ts";

/** What the parent or carer says below the pupil's wording: the policy's words, or what the school has added. */
export function ForParent({ agreement }: { agreement: SignPage["agreement"] }) {
  if (agreement.countersignHtml)
    return (
      <>
        <h3 className="mt-6 mb-2">For you, as parent or carer</h3>
        <Prose html={agreement.countersignHtml} />
      </>
    );
  if (!agreement.addedForParent) return null;
  return (
    <Notice title="Added by your school">
      <p>{agreement.addedForParent}</p>
      <p>These words are the school’s choice. They are not part of the policy.</p>
    </Notice>
  );
}
