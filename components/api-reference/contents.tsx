import type { Reference } from "@/lib/openapi/reference";
import { MethodMark } from "./method-mark";

/** Every operation by group, as links into the page. */
export function Contents({ reference }: { reference: Reference }) {
  return (
    <nav aria-label="Operations" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {reference.groups.map(({ name, operations }) => (
        <div key={name}>
          <h2 className="mb-1 text-xs text-text-muted">{name}</h2>
          <ul>
            {operations.map(({ id, method, summary }) => (
              <li key={id}>
                <a href={`#${id}`} className="flex items-center gap-2 rounded-md px-1.5 py-1 hover:bg-hover">
                  <MethodMark method={method} />
                  <span className="min-w-0 truncate">{summary}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div>
        <h2 className="mb-1 text-xs text-text-muted">More</h2>
        <ul>
          <li>
            <a href="#basics" className="block rounded-md px-1.5 py-1 hover:bg-hover">
              Keys, pages, errors
            </a>
          </li>
          <li>
            <a href="#shapes" className="block rounded-md px-1.5 py-1 hover:bg-hover">
              Shapes
            </a>
          </li>
        </ul>
      </div>
    </nav>
  );
}
