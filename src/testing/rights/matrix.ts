import type { Operation } from '../../core/operation.ts'
import { Refused } from '../../core/refused.ts'
import { CALLERS, type Caller, type CallerName } from './callers.ts'
import { isUndone, undoing, type Stage } from './stage.ts'

/**
 * A good input for an operation, as this caller would give it: only who asks may be at fault. By the operation's name; a further row of the
 * same operation has its situation behind it: `people.act-as (another's identity)`.
 */
export type Inputs = Readonly<Record<string, (stage: Stage, caller: Caller) => unknown>>

/** `yes`, or the code of the refusal. */
export type Cell = string
export type Row = { readonly name: string; readonly operation: Operation; readonly cells: Readonly<Record<CallerName, Cell>> }

const operationIn = (name: string): string => name.split(' (')[0] ?? name

/** The operations that some input names. */
export const namedIn = (inputs: Inputs): readonly string[] => [...new Set(Object.keys(inputs).map(operationIn))]

/** Each caller tries the operation once in each of its situations; whatever was done is undone. */
export async function rowsOf(stage: Stage, operation: Operation, inputs: Inputs): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [name, input] of Object.entries(inputs)) {
    if (operationIn(name) !== operation.name) continue
    const cells: [CallerName, Cell][] = []
    for (const caller of CALLERS) cells.push([caller, await tryOnce(stage, operation, input, stage.callers[caller])])
    rows.push({ name, operation, cells: Object.fromEntries(cells) as Row['cells'] })
  }
  return rows
}

async function tryOnce(stage: Stage, operation: Operation, input: Inputs[string], caller: Caller): Promise<Cell> {
  try {
    await operation.invoke(undoing(stage.hub.runner), await input(stage, caller), caller.actor)
    return 'yes'
  } catch (error) {
    if (isUndone(error)) return 'yes'
    if (error instanceof Refused) return error.refusal.code === 'input.invalid' ? `input.invalid: ${faultsOf(error)}` : error.refusal.code
    return `fault: ${String(error)}`
  }
}

const faultsOf = ({ fields }: Refused): string => fields.map(({ field, code }) => `${field} ${code}`).join(', ')

/** Who gets what they ask for. */
export const allowedIn = ({ cells }: Row): readonly CallerName[] => CALLERS.filter((caller) => cells[caller] === 'yes')

/** The table as it is checked in: one table for each room, ✓ for yes. */
export function written(rows: readonly Row[]): string {
  const rooms = Map.groupBy(rows, ({ name }) => name.split('.')[0] ?? '')
  const tables = [...rooms].map(([room, all]) => [`## ${room}`, '', ...tableOf(all), ''].join('\n'))
  return `${HEAD}\n${tables.join('\n')}`
}

function tableOf(rows: readonly Row[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(['', ...CALLERS]),
    line(['---', ...CALLERS.map(() => '---')]),
    ...rows.map(({ name, cells }) => line([titleOf(name), ...CALLERS.map((caller) => (cells[caller] === 'yes' ? '✓' : cells[caller]))])),
  ]
}

function titleOf(name: string): string {
  const [operation = '', ...situation] = name.slice(name.indexOf('.') + 1).split(' (')
  return [`\`${operation}\``, ...situation].join(' (')
}

const HEAD = `# Who may do what

Every deed and every reading that the rooms offer, tried by each of the cast with a good input: ✓, or the code of the refusal. \`npm test\` tries
them all again and compares; an operation that has no row here, or that answers otherwise, fails. After a change that is meant, write it anew with
\`PASSERELLE_RIGHTS=write npm exec -- vitest run src/testing/rights\` and read what changed. What holds for all of them whatever this table says
is tried beside it (\`src/testing/rights/always.ts\`).

- **Ana** has no account. **guest** takes part in the open dialogue without one, and wrote a statement that waits.
- **Leïla** has an account and nothing else. **Orla** is a steward of the government unit, and has asked to leave.
- **Mai** is a member of the association of Lyon and takes part in the open dialogue, **Idrissa** is the association's steward. Lyon and the unit are verified.
- **Niamh** convenes, **Samir** moderates and **Aoife** is steward in the government unit, whose dialogues these are.
- **Gift** runs the hub, as one of two. **the hub** is its own jobs, seeds and command line; no request from outside ever acts as it.

Passkeys, codes, links, tokens, consents and hidings are Mai's where a row names one, and Samir's the office that is handed over.
`
