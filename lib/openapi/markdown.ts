import { basics } from "./basics";
import type { Field, TypePart } from "./fields";
import type { OperationReference, Reference } from "./reference";

/** The reference as a document, for whoever reads the repository. */
export function markdownOf(reference: Reference): string {
  const parts = [
    "# REST API",
    "Made from the same table as the routes and the page *API reference* of the console: change `lib/<noun>/operations.ts`,\nthen `npx vitest run --project unit lib/openapi -u`.",
    ...basics.flatMap(({ title, text }) => [`## ${title}`, text]),
    ...reference.groups.flatMap(({ name, operations }) => [`## ${name}`, ...operations.map(operationText)]),
    "## Shapes",
    ...reference.shapes.map(({ name, fields, type }) =>
      [`### ${name}`, fields.length > 0 ? fieldTable(fields) : typeText(type)].join("\n\n"),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function operationText(operation: OperationReference): string {
  const { summary, method, path, scope, description, parameters, body, status, answer } = operation;
  const placed = parameters.map((field) => ({ ...field, name: `${field.name} (${field.place})` }));
  return [
    `### ${summary}`,
    `\`${method} ${path}\` · scope \`${scope}\``,
    ...(description ? [description] : []),
    ...(placed.length > 0 ? [fieldTable(placed)] : []),
    ...(body ? ["Body:", fieldTable(body)] : []),
    `Answers ${status}${answer ? `: ${operation.isStream ? "lines of " : ""}${typeText(answer)}` : ""}.`,
    ...(operation.answerFields.length > 0 ? [fieldTable(operation.answerFields)] : []),
    `\`\`\`sh\n${operation.curl}\n\`\`\``,
  ].join("\n\n");
}

export function fieldTable(fields: Field[]): string {
  const rows = fields.map(
    ({ name, type, isRequired, description }) =>
      `| \`${name}\` | ${cell(typeText(type))} | ${isRequired ? "always" : ""} | ${cell(description ?? "")} |`,
  );
  return ["| field | type | | |", "|---|---|---|---|", ...rows].join("\n");
}

function typeText(type: TypePart[]): string {
  return type.map(({ text, shape }) => (shape ? `[${text}](#${shape.toLowerCase()})` : text)).join("");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
