"use client";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";

/** Opens the browser's own printing. Without JavaScript there is no button, and the browser's menu does the same. */
export function PrintButton() {
  const [there, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  return there ? (
    <Button type="button" onClick={() => window.print()}>
      Print
    </Button>
  ) : (
    <p>Print this page from your browser’s menu.</p>
  );
}
