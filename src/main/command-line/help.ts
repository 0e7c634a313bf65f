import type { CommandLine } from './asked.ts'
import { commands } from './commands.ts'

export const CALL = 'npm run -s passerelle --'

const usage = ({ name, takes, options }: CommandLine): string =>
  [
    name,
    ...takes,
    ...Object.entries(options).map(([option, { takes: value }]) => `[--${option}${value === null ? '' : ` ${value}`}]`),
  ].join(' ')

const WIDTH = 100

/** On lines that a terminal holds, broken before options and indented further from the second on. */
function wrapped(text: string): string {
  const lines: string[] = []
  for (const word of text.split(/ (?=[[<])/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`${last === undefined ? '  ' : '    '}${word}`)
  }
  return lines.join('\n')
}

/** Pairs in two columns. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n')
}

export function overview(): string {
  return `Passerelle's command line.

  ${CALL} <command> ...

${columns([...commands.map(({ name, summary }): [string, string] => [name, summary]), ['help', 'Say all about a command: help analyse']])}

The hub's commands (import, export) work on the data folder that PASSERELLE_DATA names (./data
if left out), beside a hub that runs there or without one, or on the server of DATABASE_URL.
Answers go to standard output; progress, notes and faults to standard error, where the hub's
own log shows warnings alone (LOG_LEVEL=debug shows all).

Exit codes: 0 done; 1 what was given was refused; 2 wrong use; 3 the hub or its database failed.
`
}

export function helpOn(command: CommandLine): string {
  const options = Object.entries(command.options).map(([name, { takes, meaning }]): [string, string] => [
    `--${name}${takes === null ? '' : ` ${takes}`}`,
    meaning,
  ])
  return `${command.summary}.

${wrapped(`${CALL} ${usage(command)}`)}

${columns(options)}

${command.about}
`
}
