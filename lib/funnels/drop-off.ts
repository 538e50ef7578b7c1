export type ScreenCount = { screen: string; visits: number; positionSum: number };

/** `share` is of all visits. `lost` did not get to the next screen; null on the last one, where the funnel ends. */
export type DropOffRow = {
  screen: string;
  visits: number;
  share: number;
  lost: number | null;
  lostShare: number;
};

/** Screens in the order in which visits first met them, with how many went no further. */
export function dropOff(counts: ScreenCount[], visits: number): DropOffRow[] {
  const ordered = counts
    .filter((count) => count.visits > 0)
    .toSorted(
      (a, b) =>
        a.positionSum / a.visits - b.positionSum / b.visits ||
        b.visits - a.visits ||
        (a.screen < b.screen ? -1 : 1),
    );
  return ordered.map((count, place) => {
    const next = ordered[place + 1];
    // A screen that visits reach by several ways can have more than the one before it: nobody was lost there.
    const lost = next ? Math.max(0, count.visits - next.visits) : null;
    return {
      screen: count.screen,
      visits: count.visits,
      share: visits > 0 ? count.visits / visits : 0,
      lost,
      lostShare: lost === null ? 0 : lost / count.visits,
    };
  });
}

/** The screen that loses most people, if it loses a tenth of those who reach it; null where all is quiet. */
export function worstScreen(rows: DropOffRow[]): string | null {
  const worst = rows.reduce<DropOffRow | null>(
    (most, row) => ((row.lost ?? 0) > (most?.lost ?? 0) ? row : most),
    null,
  );
  return worst && worst.lostShare >= 0.1 ? worst.screen : null;
}
