const hour = 3_600_000;

/** How far an event's own time may lie from its arrival. */
export const skewLimits = { lateMs: 72 * hour, earlyMs: 5 * 60_000 } as const;

/**
 * When an event happened, by our clock: the browser's clock may be wrong, but the time between the event and the sending
 * is right. Anything outside the limits is moved to the nearer one.
 */
export function occurredAt(receivedAt: Date, sentAt: number, at: number): Date {
  const received = receivedAt.getTime();
  const happened = received - (sentAt - at);
  return new Date(
    Math.round(Math.min(Math.max(happened, received - skewLimits.lateMs), received + skewLimits.earlyMs)),
  );
}
