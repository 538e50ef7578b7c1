/** Something that the operator can put right: shown as its one sentence, without a stack. */
export class StartFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartFailure";
  }
}

/** A failure whose sentence the process that failed has printed already. */
export class ToldFailure extends StartFailure {}

const expected = new Set(["StartFailure", "EnvError", "EmbeddedError", "MigrationError"]);

export function isExpected(error: unknown): error is Error {
  return error instanceof Error && expected.has(error.name);
}
