import { scaleBand, scaleLinear } from "@visx/scale";
import { type BarPoint, ChartTable } from "./bar-chart";

/** About thirty small columns without axes; the table for screen readers carries the numbers. */
export function Sparkline({ caption, unit, points }: { caption: string; unit: string; points: BarPoint[] }) {
  const x = scaleBand({ domain: points.map((_, index) => index), range: [0, 300], paddingInner: 0.2 });
  const y = scaleLinear({
    domain: [0, Math.max(1, ...points.map((point) => point.values[0] ?? 0))],
    range: [0, 24],
  });
  return (
    <figure>
      <svg aria-hidden viewBox="0 0 300 24" preserveAspectRatio="none" className="block h-6 w-full">
        {points.map((point, index) => {
          const size = Math.max(y(point.values[0] ?? 0), point.values[0] ? 2 : 0.75);
          return (
            <rect
              key={point.label}
              data-tip={`${point.label}: ${(point.values[0] ?? 0).toLocaleString("en")} ${unit}`}
              x={x(index)}
              y={24 - size}
              width={x.bandwidth()}
              height={size}
              className="fill-border-strong hover:fill-accent"
            />
          );
        })}
      </svg>
      <ChartTable caption={caption} series={[unit]} points={points} />
    </figure>
  );
}
