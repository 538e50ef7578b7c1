import { scaleBand, scaleLinear } from "@visx/scale";
import { Fragment } from "react";

export type BarPoint = {
  /** "20 Aug 2026"; under the axis for some, in the tooltip and the table for all. */
  label: string;
  values: number[];
  /** Drawn paler: the day is not over. */
  part?: boolean;
};

const fills = ["fill-border-strong", "fill-text-secondary"];
const swatches = ["bg-border-strong", "bg-text-secondary"];
const WIDTH = 800;

/** Bars per day of one or two series, each on its own scale, drawn on the server; a table says the same to screen readers. */
export function BarChart({
  caption,
  series,
  points,
  height = 96,
}: {
  caption: string;
  series: string[];
  points: BarPoint[];
  height?: number;
}) {
  const x = scaleBand({
    domain: points.map((_, index) => index),
    range: [0, WIDTH],
    paddingInner: 0.22,
    paddingOuter: 0,
  });
  const bands = series.map((name, row) => {
    const bandHeight = row === 0 ? height : Math.round(height / 3);
    const top = row === 0 ? 0 : height + 12;
    const max = Math.max(1, ...points.map((point) => point.values[row] ?? 0));
    const y = scaleLinear({ domain: [0, max], range: [0, bandHeight], nice: true });
    return { name, row, top, bandHeight, y };
  });
  const whole = bands.reduce((sum, band) => Math.max(sum, band.top + band.bandHeight), 0);
  const step = Math.max(1, Math.ceil(points.length / 5));
  return (
    <figure className="min-w-0">
      <div aria-hidden className="mb-1 flex items-center gap-3 text-xs text-text-muted">
        {series.map((name, row) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <i className={`size-2 rounded-[2px] forced-color-adjust-none ${swatches[row] ?? swatches[0]}`} />
            {name}
          </span>
        ))}
        <span className="ms-auto text-2xs">
          {(bands[0]?.y.domain()[1] ?? 0).toLocaleString("en")} {series[0]}
        </span>
      </div>
      <svg
        aria-hidden
        viewBox={`0 0 ${WIDTH} ${whole}`}
        preserveAspectRatio="none"
        className="block w-full overflow-visible"
        style={{ height: `${whole / 16}rem` }}
      >
        {bands.map(({ name, top, bandHeight }) => (
          <line
            key={name}
            x1={0}
            x2={WIDTH}
            y1={top + bandHeight}
            y2={top + bandHeight}
            className="stroke-border"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {points.map((point, index) => (
          <g
            key={point.label}
            data-tip={`${point.label}: ${series.map((name, row) => `${(point.values[row] ?? 0).toLocaleString("en")} ${name}`).join(", ")}`}
            className="group/day"
            opacity={point.part ? 0.55 : undefined}
          >
            <rect x={x(index)} y={0} width={x.step()} height={whole} fill="transparent" />
            {bands.map(({ name, row, top, bandHeight, y }) => {
              const size = y(point.values[row] ?? 0);
              return (
                <rect
                  key={name}
                  x={x(index)}
                  y={top + bandHeight - size}
                  width={x.bandwidth()}
                  height={size}
                  className={`${fills[row] ?? fills[0]} group-hover/day:fill-accent`}
                />
              );
            })}
          </g>
        ))}
      </svg>
      <div aria-hidden className="mt-1 flex justify-between text-xs text-text-muted">
        {points.map((point, index) =>
          index % step === 0 || index === points.length - 1 ? (
            <span key={point.label}>{point.label.replace(/ \d{4}$/, "")}</span>
          ) : (
            <Fragment key={point.label} />
          ),
        )}
      </div>
      <ChartTable caption={caption} series={series} points={points} />
    </figure>
  );
}

/** Not seen, but read; also what a "Table" tab may show in an inset `DataTable`. */
export function ChartTable({
  caption,
  head = "Day",
  series,
  points,
}: {
  caption: string;
  /** Of the points. */
  head?: string;
  series: string[];
  points: BarPoint[];
}) {
  return (
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {series.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row">{point.label}</th>
              {series.map((name, row) => (
                <td key={name}>{point.values[row] ?? 0}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
