/** A title for a text that names none: the file's name without its ending, in words. */
export const titleOfFile = (fileName: string) =>
  fileName
    .replace(/\.[a-z0-9]+$/i, "")
    .replace(/[-_]+/g, " ")
    .trim() || "Policy";
