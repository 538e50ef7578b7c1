/** A time in words; its card with every notation opens on hover, and on focus where `focusable`. */
export function Clock({
  at,
  text,
  focusable,
  className,
}: {
  at: number;
  text: string;
  focusable?: boolean;
  className?: string;
}) {
  return (
    <time
      dateTime={new Date(at).toISOString()}
      data-time-card={at}
      {...(focusable && { tabIndex: 0 })}
      {...(className && { className })}
    >
      {text}
    </time>
  );
}
