import { deviceWords } from "./device-words";

/** What somebody used, its kind as an icon of the stylesheet: a drawing in each row of a list would weigh more than the row. */
export function Device({
  device,
  userAgent,
  ...named
}: Parameters<typeof deviceWords>[0] & {
  device: "phone" | "tablet" | "desktop" | "other";
  userAgent?: string | null;
}) {
  return (
    <span data-device={device} {...(userAgent && { title: userAgent })}>
      {deviceWords(named)}
    </span>
  );
}
