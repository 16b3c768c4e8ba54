"use client";
import { type ComponentProps, useEffect, useRef } from "react";
import { classNames } from "#components/ui/class-names.ts";

type WordsBoxProps = Omit<ComponentProps<"textarea">, "onChange"> & {
  value: string;
  onWords: (words: string) => void;
};

/** A text box as tall as what is in it. */
export function WordsBox({ value, onWords, className, ...rest }: WordsBoxProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows when its words change
  useEffect(() => {
    const element = box.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [value]);
  const lines = value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 80), 0);
  return (
    <textarea
      ref={box}
      rows={lines}
      className={classNames("cs-draft__words", className)}
      value={value}
      onChange={(event) => onWords(event.target.value)}
      {...rest}
    />
  );
}
