/** Words at a place on a page. `y` is that of the line they stand on, counted down from the top, in points. */
export type Fragment = {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  bold: boolean;
  italic: boolean;
  link?: string;
};
