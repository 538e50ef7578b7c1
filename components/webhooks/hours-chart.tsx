import { scaleBand, scaleLinear } from "@visx/scale";
import { ChartTable } from "@/components/shell/bar-chart";
import { formatTime } from "@/components/shell/time-format";
import type { EndpointHealth } from "@/lib/webhooks/standing";

const [width, height] = [240, 28];

/** What was delivered and what failed in each hour of a day; failures stand at the foot, in red. */
export function HoursChart({ health, caption }: { health: EndpointHealth; caption: string }) {
  const { hours } = health;
  const x = scaleBand({ domain: hours.map((_, index) => index), range: [0, width], paddingInner: 0.25 });
  const most = Math.max(1, ...hours.map(({ delivered, failed }) => delivered + failed));
  const y = scaleLinear({ domain: [0, most], range: [0, height] });
  const size = (count: number) => (count === 0 ? 0 : Math.max(2, y(count)));
  const points = hours.map(({ at, delivered, failed }) => ({
    label: formatTime(at.getTime(), "clock", "UTC", at.getTime()),
    values: [delivered, failed],
  }));
  return (
    <figure className="min-w-0">
      <svg
        aria-hidden
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="block h-7 w-full"
      >
        {hours.map(({ at, delivered, failed }, index) => {
          const [good, bad] = [size(delivered), size(failed)];
          return (
            <g
              key={at.getTime()}
              data-tip={`${points[index]?.label} UTC: ${delivered.toLocaleString("en")} delivered, ${failed.toLocaleString("en")} failed`}
            >
              <rect x={x(index)} width={x.bandwidth()} y={0} height={height} className="fill-transparent" />
              <rect
                x={x(index)}
                width={x.bandwidth()}
                y={Math.max(0, height - bad - Math.max(good, 0.75))}
                height={Math.max(good, 0.75)}
                className="fill-border-strong"
              />
              {bad > 0 && (
                <rect
                  x={x(index)}
                  width={x.bandwidth()}
                  y={height - bad}
                  height={bad}
                  className="fill-red-dot forced-color-adjust-none"
                />
              )}
            </g>
          );
        })}
      </svg>
      <ChartTable caption={caption} head="Hour (UTC)" series={["delivered", "failed"]} points={points} />
    </figure>
  );
}
