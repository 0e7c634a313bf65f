import { afterAll, describe, expect, test, vi } from 'vitest'
import { commands } from './commands.ts'
import { runCommandLine } from './run.ts'
import { harmless, openTerminal } from './terminal.ts'
import { openRoom, passerelle } from './testing/spawned.ts'

const room = openRoom()
afterAll(() => room.leave())

/** In this process: what is refused before any code of a command is loaded. */
async function typed(...args: string[]) {
  const said = { answer: '', told: [] as string[] }
  const code = await runCommandLine(args, {
    answer: async (text) => {
      said.answer += typeof text === 'string' ? text : [...text].join('')
    },
    tell: (line) => void said.told.push(line),
    step: () => undefined,
  })
  return { code, ...said }
}

describe('wrong use', () => {
  const END = '"npm run -s passerelle -- help" names all.'
  test.each([
    [['anlyse', 'folder'], `There is no command "anlyse"; the nearest is "analyse". ${END}`],
    [['import', 'pols', 'x'], `There is no command "import pols"; the nearest is "import polis". ${END}`],
    [['import'], `There is no command "import"; the nearest is "import polis". ${END}`],
    [['exprot', 'dialogue', 'x'], `There is no command "exprot dialogue"; the nearest is "export dialogue". ${END}`],
    [['--version'], `There is no command "--version"; the nearest is "help". ${END}`],
    [['help', 'analyze'], `There is no command "analyze"; the nearest is "analyse". ${END}`],
    [['analyse'], 'analyse needs <folder>: analyse <folder>.'],
    [['analyse', 'a', 'b'], 'analyse takes <folder> alone; "b" is too much.'],
    [['analyse', 'a', '--fast'], 'analyse has no option --fast; it has --help, --parameters, --groups, --predict, --threads, --json.'],
    [
      ['analyse', 'a', '--constructor'],
      'analyse has no option --constructor; it has --help, --parameters, --groups, --predict, --threads, --json.',
    ],
    [['analyse', 'a', '-j'], 'analyse has no option -j; it has --help, --parameters, --groups, --predict, --threads, --json.'],
    [['analyse', 'a', '--json=yes'], '--json takes no value.'],
    [['analyse', 'a', '--json', '--json'], '--json was given twice.'],
    [['analyse', 'a', '--groups'], '--groups needs a value: --groups <file>.'],
    [['analyse', 'a', '--groups', '--json'], '--groups needs a value: --groups <file>.'],
    [['analyse', 'a', '--parameters', 'mine'], '--parameters is "mine"; it must be passerelle-1 or polis.'],
    [['export', 'dialogue', 'x'], 'export dialogue needs <folder>: export dialogue <id or address> <folder>.'],
  ])('%j', async (args, sentence) => {
    expect(await typed(...args)).toEqual({ code: 2, answer: '', told: [sentence] })
  })

  test('ends the process with 2, and nothing on standard output', async () => {
    expect(await passerelle(['anlyse'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `There is no command "anlyse"; the nearest is "analyse". ${END}\n`,
    })
  })
})

describe('help', () => {
  test('names every command', async () => {
    const { code, stdout } = await passerelle(['help'])
    expect(code).toBe(0)
    expect(commands.filter(({ name, summary }) => !stdout.includes(`  ${name} `) || !stdout.includes(summary))).toEqual([])
  })

  test.each(commands)('tells each option of $name, by two ways', async ({ name, options, about }) => {
    const { code, answer } = await typed('help', ...name.split(' '))
    expect(code).toBe(0)
    expect(Object.keys(options).filter((option) => !answer.includes(`--${option}`))).toEqual([])
    expect(answer).toContain(about)
    expect(await typed(...name.split(' '), 'x', '--help')).toEqual({ code: 0, answer, told: [] })
  })

  test('fits a terminal of 100 columns', async () => {
    const texts = await Promise.all([typed('help'), ...commands.map(({ name }) => typed('help', ...name.split(' ')))])
    expect(texts.flatMap(({ answer }) => answer.split('\n')).filter((line) => line.length > 100)).toEqual([])
  })
})

describe('the terminal', () => {
  const listen = (isTTY: boolean) => {
    const lines: string[] = []
    let now = 0
    const write = (text: string) => lines.push(text) > 0
    return { lines, terminal: openTerminal({ write }, { write, isTTY }, () => now), wait: (ms: number) => (now += ms) }
  }

  test('tells a person each step, and a program only what comes after two seconds', () => {
    const person = listen(true)
    person.terminal.step('Reading.')
    expect(person.lines).toEqual(['Reading.\n'])
    const program = listen(false)
    program.terminal.step('Reading.')
    program.wait(2500)
    program.terminal.step('Writing.')
    expect(program.lines).toEqual(['Writing.\n'])
  })

  test('tells again, every ten seconds, how far a long step is', () => {
    vi.useFakeTimers()
    const program = listen(false)
    let read = 0
    program.terminal.step('Reading.', () => `${read} of 9 MB`)
    for (; read < 24; read += 1) {
      program.wait(1000)
      vi.advanceTimersByTime(1000)
    }
    vi.useRealTimers()
    expect(program.lines).toEqual(['Reading.\n', 'Reading. (12 s, 11 of 9 MB)\n', 'Reading. (22 s, 21 of 9 MB)\n'])
  })

  test('takes an answer in pieces, one after the other', async () => {
    const taken: string[] = []
    let open = 0
    const write = (text: string, done: () => void) => {
      open += 1
      expect(open).toBe(1)
      setTimeout(() => {
        open -= 1
        taken.push(text)
        done()
      })
      return true
    }
    await openTerminal({ write: write as never }, { write: () => true }).answer(['one ', 'two ', 'three\n'])
    expect(taken).toEqual(['one ', 'two ', 'three\n'])
  })

  test('is not steered by a text from elsewhere', () => {
    expect(harmless('a\u001b[31m red\nline \u202ereversed')).toBe('a [31m red line reversed')
    expect(harmless('🌉'.repeat(5), 4)).toBe('🌉🌉🌉…')
  })
})
