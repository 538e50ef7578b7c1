/** "< 1 s", "12 s", "2 min 14 s", "1 h 52 min", "3 d 4 h": two units at most. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return ms <= 0 ? "0 s" : "< 1 s";
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return pair(seconds, 60, "min", 1, "s");
  if (seconds < 86_400) return pair(seconds, 3600, "h", 60, "min");
  return pair(seconds, 86_400, "d", 3600, "h");
}

function pair(seconds: number, big: number, bigUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((seconds % big) / small);
  const first = `${Math.floor(seconds / big)} ${bigUnit}`;
  return rest > 0 ? `${first} ${rest} ${smallUnit}` : first;
}
