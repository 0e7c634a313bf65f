import { readAsked, type CommandLine } from './asked.ts'
import { commands } from './commands.ts'
import { EXIT, HubFault, InputRefused, WrongUse } from './faults.ts'
import { CALL, helpOn, overview } from './help.ts'
import { nearest } from './nearest.ts'
import { harmless, type Terminal } from './terminal.ts'

/** Does what was typed and answers with the exit code; it never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await perform(args, terminal)
    return EXIT.done
  } catch (error) {
    const { lines, code } = told(error)
    for (const line of lines) terminal.tell(line)
    return code
  }
}

async function perform(args: readonly string[], terminal: Terminal): Promise<void> {
  const [first] = args
  if (first === undefined) throw new WrongUse(overview().trimEnd())
  if (first === 'help' || first === '--help' || first === '-h') return terminal.answer(help(args.slice(1)))
  const command = named(args)
  if (command === null) throw new WrongUse(unknown(args))
  const rest = args.slice(command.name.split(' ').length)
  const options = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : rest.length)
  if (options.includes('--help') || options.includes('-h')) return terminal.answer(helpOn(command))
  return command.run(readAsked(command, rest), terminal)
}

function help(words: readonly string[]): string {
  if (words.length === 0) return overview()
  const wanted = words.join(' ')
  // "help import" is clear enough as long as there is one such command.
  const found = commands.filter(({ name }) => name === wanted || name.startsWith(`${wanted} `))
  if (found.length === 0 && wanted !== 'help') throw new WrongUse(unknown(words))
  return found.length === 0 ? overview() : found.map(helpOn).join('\n')
}

function named(args: readonly string[]): CommandLine | null {
  return commands.find(({ name }) => name.split(' ').every((word, at) => args[at] === word)) ?? null
}

function unknown(args: readonly string[]): string {
  const words = args.filter((word) => !word.startsWith('-'))
  const meant = words.length === 0 ? 'help' : nearest(words, ['help', ...commands.map(({ name }) => name)])
  const typed = words.slice(0, meant.split(' ').length).join(' ') || args[0] || ''
  return `There is no command "${harmless(typed, 40)}"; the nearest is "${meant}". "${CALL} help" names all.`
}

function told(error: unknown): { readonly lines: readonly string[]; readonly code: number } {
  if (error instanceof WrongUse) return { lines: [error.message], code: EXIT.wrongUse }
  if (error instanceof InputRefused) return { lines: error.lines, code: EXIT.refused }
  if (error instanceof HubFault) return { lines: error.lines, code: EXIT.fault }
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { lines: ['Something failed that should not; this is a fault of Passerelle.', story], code: EXIT.fault }
}
