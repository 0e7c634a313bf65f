/** The command was asked in a way that it does not understand: exit code 2. */
export class WrongUse extends Error {
  override name = 'WrongUse'
}

/** What was handed in cannot be taken, each line a sentence: exit code 1. */
export class InputRefused extends Error {
  override name = 'InputRefused'
  readonly lines: readonly string[]
  constructor(...lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

/** The hub, its settings or its database stand in the way, each line a sentence: exit code 3. */
export class HubFault extends Error {
  override name = 'HubFault'
  readonly lines: readonly string[]
  constructor(...lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

export const EXIT = { done: 0, refused: 1, wrongUse: 2, fault: 3 } as const

/** The system's code of a failed call: ENOENT, EACCES. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')
