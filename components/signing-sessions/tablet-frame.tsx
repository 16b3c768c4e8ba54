import type { ReactNode } from "react";
import { NotFromBefore } from "#components/ui/not-from-before.tsx";

/** The whole of a tablet's screen: nothing of accounts, and nowhere to get lost. */
export function TabletFrame({ top, children }: { top?: ReactNode; children: ReactNode }) {
  return (
    <main id="main" className="cs-tablet">
      {top && <div className="cs-tablet__top">{top}</div>}
      {children}
      <NotFromBefore />
    </main>
  );
}
