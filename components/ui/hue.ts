export type Hue = "green" | "blue" | "violet" | "amber" | "orange" | "red" | "grey";

export const hueClass: Record<Hue, string> = {
  green: "hue-green",
  blue: "hue-blue",
  violet: "hue-violet",
  amber: "hue-amber",
  orange: "hue-orange",
  red: "hue-red",
  grey: "hue-grey",
};
