import { parseArgs } from 'node:util'
import { WrongUse } from './faults.ts'
import type { Terminal } from './terminal.ts'

/** `takes` names the value (`<file>`); null: the option is there or not. `among`: the only values. */
export type Option = { readonly takes: string | null; readonly among?: readonly string[]; readonly meaning: string }

export type Asked = {
  readonly arguments: readonly string[]
  value(option: string): string | null
  has(option: string): boolean
}

export type CommandLine = {
  /** `import polis` */
  readonly name: string
  /** Each must be given: `<folder>`. */
  readonly takes: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  readonly summary: string
  /** All that `help <command>` says below the options. */
  readonly about: string
  /** Loads its code only now, so that a command pays for nothing that it does not use. */
  run(asked: Asked, terminal: Terminal): Promise<void>
}

/** What was typed after the command's name. An option may stand anywhere; after `--` everything is an argument. */
export function readAsked(command: CommandLine, args: readonly string[]): Asked {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { takes }]) => [
      name,
      { type: takes === null ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const given = new Map<string, string>()
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined
    if (option === undefined) throw new WrongUse(`${command.name} has no option ${token.rawName}; it has ${listOf(command)}.`)
    if (given.has(token.name)) throw new WrongUse(`${token.rawName} was given twice.`)
    given.set(token.name, valueOf(option, token))
  }
  refuseWrongCount(command, words)
  return { arguments: words, value: (name) => given.get(name) ?? null, has: (name) => given.has(name) }
}

type OptionToken = { readonly rawName: string; readonly value: string | undefined; readonly inlineValue: boolean | undefined }

function valueOf(option: Option, { rawName, value, inlineValue }: OptionToken): string {
  if (option.takes === null) {
    if (value !== undefined) throw new WrongUse(`${rawName} takes no value.`)
    return ''
  }
  // `--groups --json` is a forgotten value; who means a file of that name writes `--groups=--json`.
  if (value === undefined || value === '' || (inlineValue !== true && value.startsWith('-'))) {
    throw new WrongUse(`${rawName} needs a value: ${rawName} ${option.takes}.`)
  }
  if (option.among !== undefined && !option.among.includes(value)) {
    throw new WrongUse(`${rawName} is "${value}"; it must be ${option.among.join(' or ')}.`)
  }
  return value
}

function refuseWrongCount(command: CommandLine, words: readonly string[]): void {
  const missing = command.takes[words.length]
  if (missing !== undefined) throw new WrongUse(`${command.name} needs ${missing}: ${command.name} ${command.takes.join(' ')}.`)
  const extra = words[command.takes.length]
  if (extra !== undefined) throw new WrongUse(`${command.name} takes ${command.takes.join(' and ')} alone; "${extra}" is too much.`)
  if (words.includes('')) throw new WrongUse(`${command.takes[words.indexOf('')]} is empty.`)
}

function listOf({ options }: CommandLine): string {
  return ['help', ...Object.keys(options)].map((name) => `--${name}`).join(', ')
}
