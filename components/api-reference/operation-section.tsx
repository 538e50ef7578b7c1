import type { ReactNode } from "react";
import { CodeBlock } from "@/components/install/code-block";
import { Tag } from "@/components/ui/tag";
import type { OperationReference } from "@/lib/openapi/reference";
import { FieldTable, TypeWords } from "./field-table";
import { MethodMark } from "./method-mark";
import { Prose } from "./prose";

/** One operation: what it is for, what it takes, what it answers. Its id is its address on the page. */
export function OperationSection({ operation }: { operation: OperationReference }) {
  const { id, method, path, summary, description, scope, parameters, body, answerFields } = operation;
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-14 border-t border-border py-5">
      <h3 id={`${id}-title`} className="text-md">
        <a href={`#${id}`} className="hover:underline">
          {summary}
        </a>
      </h3>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <MethodMark method={method} />
        <code className="mono wrap-anywhere">{path}</code>
        <Tag name="scope">{scope}</Tag>
      </p>
      {description && (
        <p className="mt-2 max-w-160 text-text-secondary">
          <Prose text={description} />
        </p>
      )}
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-4 xl:grid-cols-2">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
          {parameters.length > 0 && (
            <Part title="Parameters">
              <FieldTable caption={`Parameters of ${summary}`} fields={parameters} />
            </Part>
          )}
          {body && (
            <Part title="Body">
              <FieldTable
                caption={`Body of ${summary}`}
                fields={body.map((field) => ({
                  ...field,
                  place: "body",
                }))}
              />
            </Part>
          )}
          <Part title={`Answer ${operation.status}`}>
            {operation.answer ? (
              <p className="text-text-secondary">
                {operation.isStream && "Lines of "}
                <TypeWords type={operation.answer} />
              </p>
            ) : (
              <p className="text-text-secondary">Nothing</p>
            )}
            {answerFields.length > 0 && <FieldTable caption={`Answer of ${summary}`} fields={answerFields} />}
          </Part>
        </div>
        <div className="min-w-0">
          <CodeBlock label="Request" code={operation.curl} />
        </div>
      </div>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <h4 className="text-xs text-text-muted">{title}</h4>
      {children}
    </div>
  );
}
