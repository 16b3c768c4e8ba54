"use client";

import { type DragEvent, type ReactNode, useState } from "react";
import { classNames } from "#components/ui/class-names.ts";

/**
 * A frame around a file input onto which a file can be dragged. Without JavaScript it is only a frame, and the input
 * does the same.
 */
export function DropFile({ id, children }: { id: string; children: ReactNode }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const input = document.getElementById(id);
    const [file] = event.dataTransfer.files;
    if (!(input instanceof HTMLInputElement) || !file) return;
    const one = new DataTransfer();
    one.items.add(file);
    input.files = one.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the input inside does the same by keyboard
    <div
      className={classNames("border-2 border-dashed p-4", over ? "border-link bg-wash" : "border-line")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
